import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { dayText } from '../../lib/format';
import type { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { today } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { DayField } from '../../ui/Fields';
import { PlusIcon, TrashIcon } from '../../ui/icons';
import { HoursFields, weekComplaints, weekErrorOf, weekLabels } from './HoursFields';
import { hoursOfWeek, openingsOf, openingText, type WeekText, weekTextOf } from './hours-text';
import { SettingsCard, useSpaceForm } from './ProfileSettings';
import { words } from './settings.words';
import type { Space } from './space.api';
import styles from './spaces.module.css';

/** A day that differs from the week; an empty `text` closes it. */
interface Exception {
  day: string;
  text: string;
  reason: string;
}

const exceptionsOf = (space: Space): Exception[] =>
  space.exceptions.map(({ day, closed, opensAt, closesAt, reason }) => ({ day, reason, text: closed || !opensAt || !closesAt ? '' : openingText([{ opensAt, closesAt }]) }));

const rowOf = ({ day, text, reason }: Exception) => {
  const opening = openingsOf(text)?.[0];
  return { day, reason, closed: !opening, ...opening };
};

/** When the space is open: the week, Japanese holidays, and the days that differ. */
export function HoursSettings({ space }: { space: Space }) {
  const w = useWords(words);
  const initial: { hours: WeekText; exceptions: Exception[] } = { hours: weekTextOf(space.hours), exceptions: exceptionsOf(space) };
  const { form, save } = useSpaceForm(
    space,
    initial,
    ({ hours, exceptions }) => ({ hours: hoursOfWeek(hours), exceptions: exceptions.map(rowOf) }),
    ({ hours, exceptions }) => ({
      ...weekComplaints(hours, w.hoursWrong),
      ...Object.fromEntries(
        exceptions.flatMap(({ day, text }, index) => [
          [`exceptions.${index}.day`, day === '' && w.missing],
          [`exceptions.${index}.opensAt`, (openingsOf(text)?.length ?? 2) > 1 && w.hoursWrong],
        ]),
      ),
    }),
  );
  const { hours, exceptions } = form.values;
  const change = (index: number, part: Partial<Exception>) =>
    form.set(
      'exceptions',
      exceptions.map((each, at) => (at === index ? { ...each, ...part } : each)),
    );
  return (
    <SettingsCard id="hours" form={form} labels={{ hours: w.week, exceptions: w.exceptions, ...weekLabels(w) }} onSave={(event) => void save(event)}>
      <HoursFields value={hours} onChange={(week) => form.set('hours', week)} errorOf={weekErrorOf(hours, form.fields)} idOf={(weekday) => form.idOf(`hours.w${weekday}`)} />
      <fieldset className={styles.week}>
        <legend>{w.exceptions}</legend>
        <p className={styles.hint}>{exceptions.length === 0 ? w.noExceptions : w.exceptionsHint}</p>
        {exceptions.map((exception, index) => (
          <ExceptionRow
            key={index}
            exception={exception}
            path={`exceptions.${index}`}
            form={form}
            onChange={(part) => change(index, part)}
            onRemove={() => form.set('exceptions', exceptions.filter((_, at) => at !== index))}
          />
        ))}
        <ActionButton tone="bare" icon={<PlusIcon size={18} />} onClick={() => form.set('exceptions', [...exceptions, { day: '', text: '', reason: '' }])}>
          {w.addException}
        </ActionButton>
      </fieldset>
    </SettingsCard>
  );
}

interface ExceptionRowProps {
  exception: Exception;
  path: string;
  form: Pick<ReturnType<typeof useForm>, 'idOf' | 'errorAt'>;
  onChange: (part: Partial<Exception>) => void;
  onRemove: () => void;
}

/** One day in a line; its fields open below it. A new day, and one with an error, stand open. */
function ExceptionRow({ exception, path, form, onChange, onRemove }: ExceptionRowProps) {
  const w = useWords(words);
  const locale = useLocale();
  const [open, setOpen] = useState(exception.day === '');
  const wrong = form.errorAt(`${path}.day`) ?? form.errorAt(`${path}.opensAt`) ?? form.errorAt(`${path}.closesAt`);
  return (
    <details className={styles.exception} open={open || wrong !== undefined} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <b>{exception.day === '' ? w.day : dayText(exception.day, locale)}</b> {exception.text === '' ? w.closed : exception.text}
        <span className={styles.hint}>{exception.reason}</span>
      </summary>
      <div className={styles.exceptionFields}>
        <DayField id={form.idOf(`${path}.day`)} label={w.day} min={today()} value={exception.day} error={form.errorAt(`${path}.day`)} onChange={(day) => onChange({ day })} />
        <TextInput
          id={form.idOf(`${path}.opensAt`)}
          label={w.hoursOfDay}
          placeholder={w.closed}
          value={exception.text}
          error={form.errorAt(`${path}.opensAt`) ?? form.errorAt(`${path}.closesAt`)}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
        <TextInput
          label={w.reason}
          placeholder={w.reasonPlaceholder}
          maxLength={80}
          value={exception.reason}
          onChange={(event) => onChange({ reason: event.currentTarget.value })}
        />
        <ActionButton tone="bare" icon={<TrashIcon size={18} />} onClick={onRemove}>
          {w.removeException}
        </ActionButton>
      </div>
    </details>
  );
}
