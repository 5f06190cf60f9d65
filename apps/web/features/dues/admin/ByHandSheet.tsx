import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../../lib/form';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Sheet } from '../../../ui/Sheet';
import { toast } from '../../../ui/Toasts';
import { PersonSearch } from '../../mixers/PersonSearch';
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
      {opened && chosen && <ReasonForm chosen={chosen} onChange={() => setChosen(null)} onDone={close} />}
      {opened && !chosen && (
        <PersonSearch>
          {({ id, displayName }) => (
            <ActionButton tone="quiet" size="xs" onClick={() => setChosen({ mixerId: id, name: displayName })}>
              {w.choose(displayName)}
            </ActionButton>
          )}
        </PersonSearch>
      )}
    </Sheet>
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
      <Textarea label={w.reason} description={w.reasonHint} minRows={2} maxLength={500} autoFocus {...form.text('reason')} />
      <ActionButton type="submit" wide busy={form.busy}>
        {w.submit}
      </ActionButton>
    </Form>
  );
}
