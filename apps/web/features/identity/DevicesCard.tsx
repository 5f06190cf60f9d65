import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../lib/api';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { LineSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { deviceOf } from './device';
import { type SignedInDevice, sessionsQuery } from './identity.api';
import styles from './identity.module.css';
import { words } from './words';

/** Where this account is signed in; each other device can be signed out from here. */
export function DevicesCard() {
  const w = useWords(words).account;
  const locale = useLocale();
  const client = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const [asked, setAsked] = useState<SignedInDevice | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      toast(w.revoked);
      setAsked(null);
    },
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  const nameOf = (session: SignedInDevice) => deviceOf(session.userAgent) ?? w.unknownDevice;

  return (
    <Card title={w.sessionsTitle}>
      {sessions.isPending && <LineSkeleton count={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className={styles.list}>
        {sessions.data?.items.map((session) => (
          <li key={session.id}>
            <div>
              <span className={styles.device}>{nameOf(session)}</span> {session.current && <StatusTag tone="ok">{w.thisDevice}</StatusTag>}
              <br />
              <span className={styles.when}>{w.lastSeen(instantText(session.lastSeenAt, locale))}</span>
            </div>
            {!session.current && (
              <ActionButton tone="quiet" size="xs" onClick={() => setAsked(session)}>
                {w.revoke}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={w.revokeTitle}
        confirmLabel={w.revoke}
        busy={revoke.isPending}
        onConfirm={() => asked && revoke.mutate(asked.id)}
      >
        {asked && <p className={styles.text}>{w.revokeHint(nameOf(asked))}</p>}
        {revoke.isError && <ErrorState error={revoke.error} />}
      </Confirm>
    </Card>
  );
}
