import type { ReactNode } from 'react';
import { useWords } from '../lib/words';
import { ActionButton } from './ActionButton';
import { Form } from './Fields';
import { Sheet } from './Sheet';
import { words } from './words';

interface FormSheetProps {
  title: string;
  /** What the button does: 「変更する」. */
  verb: string;
  tone?: 'main' | 'danger';
  busy: boolean;
  onSend: () => unknown;
  onClose: () => void;
  /** The verb stands alone: the sheet is left by its corner. */
  alone?: boolean;
  /** px, where the usual width is too little. */
  width?: number;
  children: ReactNode;
}

/** A form in a sheet, with its verb in the foot; Enter sends it as well. */
export function FormSheet({ title, verb, tone = 'main', busy, onSend, onClose, alone = false, width, children }: FormSheetProps) {
  const { cancel } = useWords(words);
  return (
    <Sheet
      opened
      onClose={onClose}
      title={title}
      {...(width ? { width } : {})}
      footer={
        <>
          {!alone && (
            <ActionButton tone="bare" onClick={onClose}>
              {cancel}
            </ActionButton>
          )}
          <ActionButton tone={tone} busy={busy} onClick={onSend}>
            {verb}
          </ActionButton>
        </>
      }
    >
      <Form
        sentFromElsewhere
        onSubmit={(event) => {
          event.preventDefault();
          onSend();
        }}
      >
        {children}
      </Form>
    </Sheet>
  );
}
