import type { ReactNode } from 'react';
import { useWords } from '../lib/words';
import { ActionButton } from './ActionButton';
import { Sheet } from './Sheet';
import { words } from './words';

interface ConfirmProps {
  opened: boolean;
  onClose: () => void;
  /** The question: 「この担当を取りやめますか」. */
  title: string;
  /** What will happen, before it happens. */
  children?: ReactNode;
  /** The verb: 「取りやめる」. */
  confirmLabel: string;
  onConfirm: () => void;
  busy?: boolean;
  tone?: 'main' | 'danger';
}

/** Asks before something that cannot be undone, and says what it will do. */
export function Confirm({ opened, onClose, title, children, confirmLabel, onConfirm, busy, tone = 'danger' }: ConfirmProps) {
  const w = useWords(words);
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title={title}
      footer={
        <>
          <ActionButton tone="bare" onClick={onClose}>
            {w.cancel}
          </ActionButton>
          <ActionButton tone={tone} onClick={onConfirm} busy={busy}>
            {confirmLabel}
          </ActionButton>
        </>
      }
    >
      {children}
    </Sheet>
  );
}
