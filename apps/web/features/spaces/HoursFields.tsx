import { TextInput } from '@mantine/core';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { openingsOf, openingText, WEEK, type WeekdayKey, type WeekText } from './hours-text';
import { words } from './settings.words';
import styles from './spaces.module.css';

interface HoursFieldsProps {
  value: WeekText;
  onChange: (week: WeekText) => void;
  errorOf: (weekday: WeekdayKey) => string | undefined;
  idOf: (weekday: WeekdayKey) => string;
}

/** The hours of a week, a line for each weekday. */
export function HoursFields({ value, onChange, errorOf, idOf }: HoursFieldsProps) {
  const w = useWords(words);
  const monday = value['1'];
  return (
    <fieldset className={styles.week}>
      <legend>{w.week}</legend>
      <p className={styles.hint}>{w.weekHint}</p>
      {WEEK.map((weekday) => (
        <TextInput
          key={weekday}
          id={idOf(weekday)}
          label={w.weekdays[weekday]}
          classNames={{ root: styles.weekday }}
          placeholder={weekday === 'holiday' ? w.sameAsWeekday : w.closed}
          autoComplete="off"
          value={value[weekday]}
          error={errorOf(weekday)}
          onChange={(event) => onChange({ ...value, [weekday]: event.currentTarget.value })}
          onBlur={() => {
            const read = openingsOf(value[weekday]);
            if (read && openingText(read) !== value[weekday]) onChange({ ...value, [weekday]: openingText(read) });
          }}
        />
      ))}
      {monday !== '' && (
        <ActionButton tone="bare" size="xs" onClick={() => onChange({ ...value, '2': monday, '3': monday, '4': monday, '5': monday })}>
          {w.copyDown}
        </ActionButton>
      )}
    </fieldset>
  );
}

/** What is wrong with the lines of a week, by the path of the line (`hours.w1`); server paths count the rows instead. */
export function weekComplaints(week: WeekText, wrong: string): Record<string, string | undefined> {
  return Object.fromEntries(WEEK.map((weekday) => [`hours.w${weekday}`, openingsOf(week[weekday]) ? undefined : wrong]));
}

/** The error of a line: its own, or the server's about one of its rows. */
export function weekErrorOf(week: WeekText, fields: readonly { path: string; message: string }[]) {
  const owners = WEEK.flatMap((weekday) => (openingsOf(week[weekday]) ?? []).map(() => weekday));
  return (weekday: WeekdayKey): string | undefined =>
    fields.find(({ path }) => path === `hours.w${weekday}` || owners.some((owner, index) => owner === weekday && path.startsWith(`hours.${index}.`)))?.message;
}

/** What a summary of errors calls each line. */
export const weekLabels = (w: (typeof words)['ja']): Record<string, string> =>
  Object.fromEntries(WEEK.map((weekday) => [`hours.w${weekday}`, w.weekdays[weekday]]));
