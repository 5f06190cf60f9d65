import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { ReasonSheet } from '../../ui/ReasonSheet';
import { toast } from '../../ui/Toasts';
import { acceptSpace, refuseSpace } from './admin.api';
import styles from './admin.module.css';
import { words } from './admin.words';
import { rereadSpaces } from './space.api';

/** The steward's word on an application: accept, or decline with a reason. */
export function Decision({ id, name }: { id: string; name: string }) {
  const w = useWords(words);
  const client = useQueryClient();
  const [asking, setAsking] = useState<'accept' | 'refuse' | null>(null);
  const close = () => setAsking(null);
  const accept = useMutation({
    mutationFn: () => acceptSpace(id),
    onSuccess: async () => {
      close();
      toast(w.accepted);
      await rereadSpaces(client);
    },
  });
  return (
    <div className={styles.decision}>
      <ActionButton onClick={() => setAsking('accept')} aria-haspopup="dialog">
        {w.accept}
      </ActionButton>
      <ActionButton tone="quiet" onClick={() => setAsking('refuse')} aria-haspopup="dialog">
        {w.refuse}
      </ActionButton>
      <Confirm
        opened={asking === 'accept'}
        onClose={close}
        title={w.acceptTitle(name)}
        confirmLabel={w.accept}
        tone="main"
        busy={accept.isPending}
        onConfirm={() => accept.mutate()}
      >
        <p>{w.acceptText}</p>
        {accept.isError && <ErrorState error={accept.error} />}
      </Confirm>
      <ReasonSheet
        opened={asking === 'refuse'}
        onClose={close}
        title={w.refuseTitle(name)}
        hint={w.refuseHint}
        submitLabel={w.refuse}
        onSend={async (reason) => {
          await refuseSpace(id, reason);
          close();
          toast(w.refused);
          await rereadSpaces(client);
        }}
      />
    </div>
  );
}
