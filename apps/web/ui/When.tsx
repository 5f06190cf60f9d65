import { dayPieces, dayTone, instantText, timeRangeText } from '../lib/format';
import { holidayOf } from '../lib/holidays';
import { useLocale } from '../lib/locale';
import { type Day, tokyoDay } from '../lib/tokyo';
import styles from './When.module.css';

interface DayNameProps {
  /** A Tokyo day, `YYYY-MM-DD`. */
  day: Day;
  withYear?: boolean;
}

/** `11月22日(日)` / `Sun, 22 Nov`: Saturday blue, Sunday and holidays red, the word always there. */
export function DayName({ day, withYear = true }: DayNameProps) {
  const locale = useLocale();
  const { before, weekday, after } = dayPieces(day, locale, withYear);
  const holiday = holidayOf(day);
  return (
    <time dateTime={day} className={styles.day} title={holiday?.[locale]}>
      {before}
      <span data-tone={dayTone(day)}>{weekday}</span>
      {after}
    </time>
  );
}

interface WhenProps {
  /** UTC instant. */
  startsAt: string;
  /** UTC instant; without it a point in time is shown. */
  endsAt?: string;
  withYear?: boolean;
  /** `line` in running text; `headline` the time large under its day; `time` the time alone, large. */
  size?: 'line' | 'headline' | 'time';
}

/** When something is, in Tokyo time: `2026年11月21日(土) 19:00〜21:00` / `Sat, 21 Nov 2026, 19:00–21:00`. */
export function When({ startsAt, endsAt, withYear = true, size = 'line' }: WhenProps) {
  const locale = useLocale();
  const day = tokyoDay(startsAt);
  const time = endsAt ? timeRangeText(startsAt, endsAt, locale) : instantText(startsAt, locale).slice(-5);
  const clock = <time dateTime={endsAt ? `${startsAt}/${endsAt}` : startsAt}>{time}</time>;
  if (size === 'time') return <span className={styles.clock}>{clock}</span>;
  if (size === 'headline') {
    return (
      <span className={styles.headline}>
        <DayName day={day} withYear={withYear} />
        <span className={styles.clock}>{clock}</span>
      </span>
    );
  }
  return (
    <span className={styles.line}>
      <DayName day={day} withYear={withYear} />
      {locale === 'ja' ? ' ' : ', '}
      {clock}
    </span>
  );
}
