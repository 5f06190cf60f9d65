import { type ReactNode, useState } from 'react';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { ChevronUp, PlusIcon, TrashIcon } from '../../../ui/icons';
import styles from './planner.module.css';
import { words } from './plan.words';

/** A field that takes the whole width of its line. */
export const WIDE = { 'data-wide': true };

interface RowsProps<Row> {
  /** What one line is: 「参加の種類」. */
  name: string;
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
  blank: Row;
  most: number;
  addLabel: string;
  children: (row: Row, change: (changed: Partial<Row>) => void, at: number) => ReactNode;
}

/** Lines of one kind, one below the other: each can be changed, moved up, taken out, and a new one added. */
export function Rows<Row extends object>({ name, rows, onChange, blank, most, addLabel, children }: RowsProps<Row>) {
  const w = useWords(words);
  const up = (at: number) => onChange(rows.map((row, index) => (index === at ? rows[at - 1] : index === at - 1 ? rows[at] : row) ?? row));
  return (
    <div className={styles.rows}>
      <ol>
        {rows.map((row, at) => (
          // Lines have no name of their own; a line is its place.
          <li key={at}>
            <fieldset className={styles.line}>
              <legend>{w.line(name, at + 1)}</legend>
              <div className={styles.fields}>{children(row, (changed) => onChange(rows.map((one, index) => (index === at ? { ...one, ...changed } : one))), at)}</div>
              <div className={styles.moves}>
                {at > 0 && (
                  <ActionButton tone="bare" size="xs" aria-label={w.up(name, at + 1)} onClick={() => up(at)}>
                    <ChevronUp size={20} />
                  </ActionButton>
                )}
                <ActionButton tone="bare" size="xs" aria-label={w.remove(name, at + 1)} onClick={() => onChange(rows.filter((_, index) => index !== at))}>
                  <TrashIcon size={20} />
                </ActionButton>
              </div>
            </fieldset>
          </li>
        ))}
      </ol>
      {rows.length < most && (
        <ActionButton tone="quiet" size="sm" icon={<PlusIcon size={18} />} onClick={() => onChange([...rows, blank])}>
          {addLabel}
        </ActionButton>
      )}
    </div>
  );
}

interface FoldProps {
  title: string;
  /** What it holds, while it is closed. */
  sum: string;
  /** Something inside needs a look, so it cannot stay closed. */
  wrong: boolean;
  children: ReactNode;
}

/** A part of a long form that most hosts leave as their template has it. */
export function Fold({ title, sum, wrong, children }: FoldProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={styles.fold} open={opened || wrong} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <b>{title}</b>
        <span>{sum}</span>
      </summary>
      <div className={styles.inside}>{children}</div>
    </details>
  );
}
