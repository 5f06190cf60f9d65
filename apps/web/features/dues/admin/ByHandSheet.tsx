import { Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { ErrorState } from '../../../ui/ErrorState';
import { Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { SearchIcon } from '../../../ui/icons';
import { More } from '../../../ui/More';
import { Sheet } from '../../../ui/Sheet';
import { LineSkeleton } from '../../../ui/Skeletons';
import { toast } from '../../../ui/Toasts';
import { directoryQuery } from '../../mixers/mixers.api';
import { payByHand, TREASURY } from './treasury.api';
import styles from './treasury.module.css';
import { words } from './words';

interface Chosen {
  mixerId: string;
  name: string;
}

/** Sets somebody to pay at the desk or by transfer: first who, then why. */
export function ByHandSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const w = useWords(words).byHand;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const close = () => {
    setChosen(null);
    onClose();
  };
  return (
    <Sheet opened={opened} onClose={close} title={w.title}>
      <p className={styles.soft}>{w.text}</p>
      {opened && (chosen ? <ReasonForm chosen={chosen} onChange={() => setChosen(null)} onDone={close} /> : <People onChoose={setChosen} />)}
    </Sheet>
  );
}

function People({ onChoose }: { onChoose: (chosen: Chosen) => void }) {
  const w = useWords(words).byHand;
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 250);
  const directory = useInfiniteQuery(directoryQuery(asked.trim()));
  const found = directory.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <TextInput
        label={w.search}
        description={w.searchHint}
        type="search"
        autoComplete="off"
        leftSection={<SearchIcon size={18} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {directory.isPending && <LineSkeleton count={4} />}
      {directory.isError && !directory.data && <ErrorState error={directory.error} onRetry={() => void directory.refetch()} />}
      {directory.data && found.length === 0 && <p className={styles.soft}>{w.nobody}</p>}
      <ul className={styles.people}>
        {found.map(({ id, displayName }) => (
          <li key={id}>
            <ActionButton tone="quiet" wide aria-label={w.choose(displayName)} onClick={() => onChoose({ mixerId: id, name: displayName })}>
              {displayName}
            </ActionButton>
          </li>
        ))}
      </ul>
      {directory.hasNextPage && <More label={w.more} busy={directory.isFetchingNextPage} onMore={() => void directory.fetchNextPage()} />}
    </>
  );
}

function ReasonForm({ chosen, onChange, onDone }: { chosen: Chosen; onChange: () => void; onDone: () => void }) {
  const w = useWords(words).byHand;
  const client = useQueryClient();
  const form = useForm({ mixerId: chosen.mixerId, reason: '' }, (values) => ({ reason: values.reason.trim() === '' && w.missing }));
  const send = form.submit(async ({ mixerId, reason }) => {
    await payByHand({ mixerId, reason: reason.trim() });
    toast(w.done(chosen.name));
    onDone();
    await client.invalidateQueries({ queryKey: TREASURY });
  });
  return (
    <Form onSubmit={send} aria-label={w.title}>
      <FormErrors form={form} labels={{ mixerId: w.who, reason: w.reason }} />
      <div className={styles.head}>
        <b>{chosen.name}</b>
        <ActionButton tone="bare" size="xs" onClick={onChange}>
          {w.change}
        </ActionButton>
      </div>
      <Textarea label={w.reason} description={w.reasonHint} minRows={2} maxLength={500} {...form.text('reason')} />
      <ActionButton type="submit" wide busy={form.busy}>
        {w.submit}
      </ActionButton>
    </Form>
  );
}
