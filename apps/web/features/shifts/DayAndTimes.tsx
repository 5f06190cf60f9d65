import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { durationText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { openingText } from '../spaces/hours-text';
import { openingOn } from '../spaces/opening';
import type { Space } from '../spaces/space.api';
import { DayField, FieldLabel, FieldRow } from '../../ui/Fields';
import { DayName } from '../../ui/When';
import styles from './editor.module.css';
import { words } from './editor.words';
import { spanOf, timeOf, timesOf, typedTimesOf } from './time-text';

export interface DayAndTimesValue {
  day: string;
  from: string;
  to: string;
}

interface DayAndTimesProps {
  value: DayAndTimesValue;
  onChange: (change: Partial<DayAndTimesValue>) => void;
  /** Ids of the inputs, so that a summary can lead to them. */
  ids?: Partial<Record<keyof DayAndTimesValue, string>>;
  errors?: Partial<Record<keyof DayAndTimesValue, string>>;
  /** Whose opening hours are shown beside. */
  space?: Pick<Space, 'hours' | 'exceptions'>;
  /** Fixed, because somebody has booked. */
  disabled?: boolean;
}

const OFFERED = Array.from({ length: 37 }, (_, half) => {
  const minutes = 360 + half * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 === 0 ? '00' : '30'}`;
});

/** A day and two times. `19:00〜21:00` typed or pasted into the first time fills both; full width is read as well. */
export function DayAndTimes({ value, onChange, ids = {}, errors = {}, space, disabled }: DayAndTimesProps) {
  const w = useWords(words);
  const locale = useLocale();
  const listId = useId();
  const span = spanOf(value.day, value.from, value.to);
  const length = span ? new Date(span.endsAt).getTime() - new Date(span.startsAt).getTime() : 0;
  const typeFrom = (text: string) => onChange(typedTimesOf(text) ?? { from: text });
  const time = (name: 'from' | 'to', label: string, type: (text: string) => void) => (
    <TextInput
      id={ids[name]}
      label={<FieldLabel mark="required">{label}</FieldLabel>}
      placeholder={name === 'from' ? '19:00' : '21:00'}
      autoComplete="off"
      list={listId}
      disabled={disabled}
      value={value[name]}
      error={errors[name]}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => {
        const both = name === 'from' ? timesOf(value.from) : undefined;
        const read = timeOf(value[name]);
        if (both) onChange(both);
        else if (read && read !== value[name]) onChange({ [name]: read });
      }}
    />
  );
  return (
    <div className={styles.when}>
      <DayField
        id={ids.day}
        label={<FieldLabel mark="required">{w.day}</FieldLabel>}
        value={value.day}
        error={errors.day}
        disabled={disabled}
        onChange={(day) => onChange({ day })}
      />
      <FieldRow>
        {time('from', w.from, typeFrom)}
        {time('to', w.to, (to) => onChange({ to }))}
      </FieldRow>
      <datalist id={listId}>
        {OFFERED.map((offered) => (
          <option key={offered} value={offered} />
        ))}
      </datalist>
      <p className={styles.hint}>
        {length > 0 && <b>{durationText(length, locale)}</b>} {value.day !== '' && space && <OpeningHint day={value.day} space={space} />}
        {length <= 0 && w.timesHint}
      </p>
    </div>
  );
}

function OpeningHint({ day, space }: { day: string; space: Pick<Space, 'hours' | 'exceptions'> }) {
  const w = useWords(words);
  const locale = useLocale();
  const opening = openingOn(day, space);
  const reason = space.exceptions.find((exception) => exception.day === day)?.reason;
  return (
    <>
      <DayName day={day} withYear={false} />{' '}
      {opening.length === 0 ? w.closedThen(reason ?? '') : w.openThen(openingText(opening, locale))}{' '}
    </>
  );
}
