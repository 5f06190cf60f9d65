import { instantText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { words } from './event.words';
import { type PolicyRow, refundText } from './policy';
import styles from './PolicyTable.module.css';

/** Until when how much comes back, with the very instants. */
export function PolicyTable({ rows, label }: { rows: readonly PolicyRow[]; label?: string }) {
  const w = useWords(words).policy;
  const locale = useLocale();
  return (
    <dl className={styles.policy} aria-label={label}>
      {rows.map(({ until, refundPercent }) => (
        <div key={until ?? 'after'}>
          <dt>{until ? w.until(instantText(until, locale, false)) : rows.length === 1 ? w.always : w.after}</dt>
          <dd data-percent={refundPercent}>{refundText(refundPercent, w)}</dd>
        </div>
      ))}
    </dl>
  );
}
