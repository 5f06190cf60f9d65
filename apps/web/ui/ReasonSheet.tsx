import { Textarea } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useForm } from '../lib/form';
import { useWords } from '../lib/words';
import { ActionButton } from './ActionButton';
import { Form } from './Fields';
import { FormErrors } from './FormErrors';
import { words } from './reason.words';
import { Sheet } from './Sheet';
import styles from './ReasonSheet.module.css';

interface ReasonSheetProps {
  opened: boolean;
  onClose: () => void;
  /** The question or the verb: 「提携を終える」. */
  title: string;
  /** What will happen, before the reason is asked. */
  children?: ReactNode;
  /** Who reads the reason: 「スペースに伝わります」. */
  hint: string;
  submitLabel: string;
  tone?: 'main' | 'danger';
  /** Not yet: what will happen is still being read. */
  waiting?: boolean;
  /** Sends it and closes; a refusal stays in the sheet with what was typed. */
  onSend: (reason: string) => Promise<void>;
}

/** Does one thing that needs a reason, told to whom it concerns. */
export function ReasonSheet({ opened, onClose, title, children, hint, submitLabel, tone = 'main', waiting, onSend }: ReasonSheetProps) {
  const w = useWords(words);
  const form = useForm({ reason: '' }, ({ reason }) => ({ reason: reason.trim() === '' && w.missing }));
  const { reset } = form;
  useEffect(() => {
    if (opened) reset();
  }, [opened, reset]);
  return (
    <Sheet opened={opened} onClose={onClose} title={title}>
      {children}
      <Form onSubmit={form.submit(({ reason }) => onSend(reason.trim()))} aria-label={title}>
        <FormErrors form={form} labels={{ reason: w.reason }} />
        <Textarea label={w.reason} description={hint} minRows={3} maxLength={500} {...form.text('reason')} />
        <div className={styles.actions}>
          <ActionButton tone="bare" onClick={onClose}>
            {w.cancel}
          </ActionButton>
          <ActionButton tone={tone} type="submit" busy={form.busy} disabled={waiting}>
            {submitLabel}
          </ActionButton>
        </div>
      </Form>
    </Sheet>
  );
}
