import { instantText, yenText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import own from './Corrections.module.css';
import styles from './owner.module.css';
import { words } from './correction.words';
import type { OwnClaim } from './owner.api';

/** What was put right in a record, or looked at and left, oldest first: both what it said and what it says. */
export function Corrections({ corrections }: Pick<OwnClaim, 'corrections'>) {
  const w = useWords(words);
  const locale = useLocale();
  if (corrections.length === 0) return null;
  const worth = (outcome: 'came' | 'didNotCome', yen: number): string => (outcome === 'came' ? yenText(yen, locale) : w.outcomes.didNotCome);
  const said = (before: string, after: string): string => (before === after ? w.stands(after) : w.said(before, after));
  return (
    <div className={`${styles.report} ${own.list}`}>
      <p className={styles.reportHead}>{w.list}</p>
      {corrections.map((each) => (
        <p key={each.at} className={styles.quiet}>
          <b>{said(worth(each.outcomeBefore, each.payableYenBefore), worth(each.outcome, each.payableYen))}</b>
          <br />
          {w.by(each.byName, instantText(each.at, locale, false))}
          <br />
          {w.because(each.reason)}
          {each.objection && (
            <>
              <br />
              {w.against(each.objection)}
            </>
          )}
        </p>
      ))}
    </div>
  );
}
