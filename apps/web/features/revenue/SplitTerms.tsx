import { yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { termText } from '../../lib/terms';
import { useWords } from '../../lib/words';
import { Facts } from '../../ui/Card';
import { percentOf } from './percent';
import type { Split } from './revenue.api';
import styles from './revenue.module.css';
import { words } from './revenue.words';

/** What was offered or agreed, line by line in words. */
export function SplitTerms({ split }: { split: Split }) {
  const w = useWords(words).terms;
  const locale = useLocale();
  return (
    <div className={styles.terms}>
      <Facts
        items={split.shares.map(({ role, kind, value }) => ({
          label: termText('splitRole', role, locale),
          value: kind === 'basisPoints' ? w.basisPoints(percentOf(value)) : w[kind](yenText(value, locale)),
        }))}
      />
      <p className={styles.soft}>{w[split.base]}</p>
    </div>
  );
}
