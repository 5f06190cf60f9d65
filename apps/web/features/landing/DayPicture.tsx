import { useLocale } from '../../lib/locale';
import { yenText } from '../../lib/format';
import { useWords } from '../../lib/words';
import styles from './DayPicture.module.css';
import { words } from './words';

const HOURS = ['10:00', '12:00', '14:00', '16:00', '18:00', '20:00'];

/** What Mazeru does in one look: a day at a space that several people make together. A picture, not a control. */
export function DayPicture() {
  const w = useWords(words).picture;
  const locale = useLocale();
  return (
    <figure className={styles.picture} role="img" aria-label={w.label}>
      <div className={styles.day} aria-hidden="true">
        <p className={styles.head}>
          <strong>{w.day}</strong>
          <span>
            {w.date}
            <b>{w.saturday}</b>
            {locale === 'ja' && ')'}
          </span>
        </p>
        <div className={styles.grid}>
          {HOURS.map((hour) => (
            <span key={hour} className={styles.hour}>
              {hour}
            </span>
          ))}
          <p className={styles.slot} data-kind="taken" style={{ gridArea: '1 / 2 / 5 / 3' }}>
            <b>{w.reception}</b>
            10–14
            <br />
            {w.hanako}
          </p>
          <p className={styles.slot} data-kind="open" style={{ gridArea: '5 / 2 / 9 / 3' }}>
            <b>
              {w.reception} {w.openSlot}
            </b>
            14–18
          </p>
          <p className={styles.slot} data-kind="table" style={{ gridArea: '3 / 3 / 8 / 4' }}>
            <b>{w.table}</b>
            12–17
          </p>
          <p className={styles.slot} data-kind="event" style={{ gridArea: '9 / 2 / 12 / 4' }}>
            <b>JELLY</b>
            18–21・{w.jelly}
          </p>
        </div>
      </div>
      <div className={styles.card} aria-hidden="true">
        <p className={styles.row}>
          <b>14:00{locale === 'ja' ? '〜' : '–'}18:00</b>
          <b className={styles.yen}>{yenText(4000, locale)}</b>
        </p>
        <p className={styles.soft}>{w.role}</p>
        <p className={styles.soft}>{w.due}</p>
        <p className={styles.button}>{w.claim}</p>
      </div>
    </figure>
  );
}
