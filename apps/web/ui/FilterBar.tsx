import { type ReactNode, useState } from 'react';
import { ActionButton } from './ActionButton';
import { Form } from './Fields';
import styles from './FilterBar.module.css';
import { CloseIcon, FilterIcon } from './icons';
import { Sheet } from './Sheet';

/** Something that narrows a list, and how it is taken away. */
export interface Chosen<F> {
  label: string;
  without: Partial<F>;
}

interface FilterBarProps<F> {
  filters: F;
  onChange: (filters: F) => void;
  /** 「絞り込み（2）」 */
  label: string;
  chosen: readonly Chosen<F>[];
  removeLabel: (label: string) => string;
  /** The fields of the sheet when nothing is asked. */
  none: Partial<F>;
  words: { title: string; clear: string; show: string };
  fields: (draft: F, set: (change: Partial<F>) => void) => ReactNode;
  /** The filter that has its own button. */
  children?: ReactNode;
}

/** What narrows a list, each with its way out, and the sheet in which it is chosen. */
export function FilterBar<F>({ filters, onChange, label, chosen, removeLabel, none, words, fields, children }: FilterBarProps<F>) {
  const [opened, setOpened] = useState(false);
  return (
    <div className={styles.bar}>
      {children}
      <button type="button" className={styles.open} onClick={() => setOpened(true)} aria-haspopup="dialog">
        <FilterIcon size={18} />
        {label}
      </button>
      {chosen.map((each) => (
        <button key={each.label} type="button" className={styles.chosen} aria-label={removeLabel(each.label)} onClick={() => onChange({ ...filters, ...each.without })}>
          {each.label}
          <CloseIcon size={16} />
        </button>
      ))}
      {opened && (
        <FilterSheet
          filters={filters}
          none={none}
          words={words}
          fields={fields}
          onClose={() => setOpened(false)}
          onApply={(next) => {
            setOpened(false);
            onChange(next);
          }}
        />
      )}
    </div>
  );
}

interface FilterSheetProps<F> extends Pick<FilterBarProps<F>, 'filters' | 'none' | 'words' | 'fields'> {
  onApply: (filters: F) => void;
  onClose: () => void;
}

/** All filters in one place; nothing changes behind it until they are applied. */
function FilterSheet<F>({ filters, none, words, fields, onApply, onClose }: FilterSheetProps<F>) {
  const [draft, setDraft] = useState(filters);
  return (
    <Sheet
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <>
          <ActionButton tone="bare" onClick={() => onApply({ ...draft, ...none })}>
            {words.clear}
          </ActionButton>
          <ActionButton onClick={() => onApply(draft)}>{words.show}</ActionButton>
        </>
      }
    >
      <Form
        sentFromElsewhere
        onSubmit={(event) => {
          event.preventDefault();
          onApply(draft);
        }}
      >
        {fields(draft, (change) => setDraft((before) => ({ ...before, ...change })))}
      </Form>
    </Sheet>
  );
}
