import { Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Choice } from '../../ui/Choice';
import { ErrorState } from '../../ui/ErrorState';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toasts';
import { type Encoding, type JournalFilter, type Layout, saveJournal } from './ledger.api';
import styles from './ledger.module.css';
import { words } from './words';

/** What each program reads; the first is what it is given. */
const ENCODINGS: Readonly<Record<Layout, readonly [Encoding, ...Encoding[]]>> = { generic: ['utf8', 'sjis'], yayoi: ['sjis'], freee: ['sjis', 'utf8'] };
const LAYOUTS: readonly Layout[] = ['generic', 'yayoi', 'freee'];

interface FileSheetProps {
  opened: boolean;
  onClose: () => void;
  filter: JournalFilter;
}

/** The journal as a file: for which program, in which encoding. */
export function FileSheet({ opened, onClose, filter }: FileSheetProps) {
  const w = useWords(words).file;
  const locale = useLocale();
  const [layout, setLayout] = useState<Layout>('generic');
  const [encoding, setEncoding] = useState<Encoding>('utf8');
  const [substitute, setSubstitute] = useState(false);
  const save = useMutation({
    mutationFn: () => saveJournal(filter, { layout, encoding, substitute }),
    onSuccess: () => {
      toast(w.saved);
      onClose();
    },
  });
  const choose = (next: Layout) => {
    setLayout(next);
    setEncoding(ENCODINGS[next][0]);
    save.reset();
  };
  return (
    <Sheet
      opened={opened}
      onClose={onClose}
      title={w.title}
      footer={
        <ActionButton wide busy={save.isPending} onClick={() => save.mutate()}>
          {w.save}
        </ActionButton>
      }
    >
      <p className={styles.soft}>{filter.from && filter.to ? w.about(dayText(filter.from, locale), dayText(filter.to, locale)) : w.aboutAll}</p>
      <Choice label={w.layout} options={LAYOUTS.map((value) => ({ value, ...w.layouts[value] }))} value={layout} onChange={choose} />
      {ENCODINGS[layout].length > 1 && (
        <Choice label={w.encoding} options={ENCODINGS[layout].map((value) => ({ value, label: w.encodings[value] }))} value={encoding} onChange={setEncoding} />
      )}
      {encoding === 'sjis' && <Checkbox label={w.substitute} checked={substitute} onChange={(event) => setSubstitute(event.currentTarget.checked)} />}
      {layout !== 'generic' && <p className={styles.note}>{w.tax}</p>}
      {save.isError && <ErrorState error={save.error} />}
    </Sheet>
  );
}
