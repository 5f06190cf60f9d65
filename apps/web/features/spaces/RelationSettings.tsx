import { useQuery } from '@tanstack/react-query';
import { dayText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { Card } from '../../ui/Card';
import { CheckIcon, ClockIcon } from '../../ui/icons';
import { StatusTag } from '../../ui/Tags';
import { words } from './settings.words';
import { relationsQuery, type Space } from './space.api';
import styles from './spaces.module.css';

/** What the network lets happen in this space, and since when. Only the cooperative changes it. */
export function RelationSettings({ space }: { space: Space }) {
  const w = useWords(words);
  const locale = useLocale();
  const history = useQuery({ ...relationsQuery(space.id), enabled: space.can.edit });
  const day = (instant: string) => dayText(tokyoDay(instant), locale);
  return (
    <Card id="relation" title={w.sections.relation}>
      <ul className={styles.standing}>
        {(['partnered', 'designated'] as const).map((relation) => {
          const on = space.relation[relation];
          return (
            <li key={relation} data-on={on}>
              {on ? <CheckIcon /> : <ClockIcon />}
              <span>
                <b>{w.standing[relation]}</b>
                <span className={styles.hint}>{w.standingText[relation][on ? 'on' : 'off']}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <p className={styles.hint}>{w.relationHint}</p>
      {history.data && (
        <>
          <h3 className={styles.subhead}>{w.history}</h3>
          {history.data.items.length === 0 && <p className={styles.hint}>{w.noHistory}</p>}
          <ul className={styles.list}>
            {history.data.items.map((item) => (
              <li key={item.id}>
                <div>
                  <StatusTag tone={item.until ? 'plain' : 'ok'}>{w.standing[item.relation]}</StatusTag> {w.relationSince(day(item.since), item.until ? day(item.until) : w.now)}
                  <div className={styles.hint}>{[item.reason, item.endReason].filter(Boolean).join(' ・ ')}</div>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
