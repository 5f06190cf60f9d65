import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { tokyoTime } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { NumberField } from '../../../ui/Fields';
import { spanOf } from '../../shifts/time-text';
import type { PlanFields } from './plan-form';
import styles from './planner.module.css';
import { words } from './plan.words';
import { Fold, Rows, WIDE } from './Rows';

/** What most hosts take over from the template: timetable, tables, questions, checklist, and what holds when somebody cancels. */
export function PlanDetails({ form }: { form: PlanFields }) {
  const w = useWords(words);
  const { values, set, errorAt, idOf, fields } = form;
  const wrongIn = (name: string) => fields.some(({ path }) => path === name || path.startsWith(`${name}.`));
  const of = (path: string) => ({ id: idOf(path), error: errorAt(path) });
  const sum = (n: number) => (n === 0 ? w.none : w.items(n));
  const span = spanOf(values.day, values.startsAt, values.endsAt);
  const clock = (minutes: number | null) => (span && minutes !== null ? w.at(tokyoTime(new Date(Date.parse(span.startsAt) + minutes * 60_000))) : undefined);
  return (
    <div className={styles.folds}>
      <Fold title={w.timetable} sum={sum(values.timetable.length)} wrong={wrongIn('timetable')}>
        <Rows
          name={w.timetable}
          rows={values.timetable}
          onChange={(rows) => set('timetable', rows)}
          blank={{ minutesIn: null, title: '', note: '' }}
          most={40}
          addLabel={w.addTime}
        >
          {(row, change, at) => (
            <>
              <NumberField
                {...of(`timetable.${at}.minutesIn`)}
                label={w.minutesIn}
                description={clock(row.minutesIn)}
                unit={w.minutesUnit}
                rightSectionWidth={52}
                value={row.minutesIn}
                onChange={(minutesIn) => change({ minutesIn })}
              />
              <TextInput {...of(`timetable.${at}.title`)} wrapperProps={WIDE} label={w.what2} maxLength={120} value={row.title} onChange={({ currentTarget }) => change({ title: currentTarget.value })} />
              <TextInput wrapperProps={WIDE} label={w.note} maxLength={300} value={row.note} onChange={({ currentTarget }) => change({ note: currentTarget.value })} />
            </>
          )}
        </Rows>
      </Fold>
      <Fold title={w.tablePlan} sum={sum(values.tablePlan.length)} wrong={wrongIn('tablePlan')}>
        <Rows name={w.tablePlan} rows={values.tablePlan} onChange={(rows) => set('tablePlan', rows)} blank={{ name: '', seats: 4, theme: '' }} most={60} addLabel={w.addTable}>
          {(row, change, at) => (
            <>
              <TextInput {...of(`tablePlan.${at}.name`)} label={w.tableName} maxLength={60} value={row.name} onChange={({ currentTarget }) => change({ name: currentTarget.value })} />
              <NumberField {...of(`tablePlan.${at}.seats`)} label={w.tableSeats} value={row.seats} onChange={(seats) => change({ seats })} />
              <TextInput wrapperProps={WIDE} label={w.tableTheme} maxLength={120} value={row.theme} onChange={({ currentTarget }) => change({ theme: currentTarget.value })} />
            </>
          )}
        </Rows>
      </Fold>
      <Fold title={w.questions} sum={sum(values.questions.length)} wrong={wrongIn('questions')}>
        <Rows name={w.questions} rows={values.questions} onChange={(rows) => set('questions', rows)} blank={{ text: '', required: false, choices: '' }} most={12} addLabel={w.addQuestion}>
          {(row, change, at) => (
            <>
              <TextInput {...of(`questions.${at}.text`)} wrapperProps={WIDE} label={w.questionText} maxLength={200} value={row.text} onChange={({ currentTarget }) => change({ text: currentTarget.value })} />
              <Textarea wrapperProps={WIDE} label={w.questionChoices} description={w.questionChoicesHint} autosize minRows={1} value={row.choices} onChange={({ currentTarget }) => change({ choices: currentTarget.value })} />
              <Checkbox wrapperProps={WIDE} label={w.questionRequired} checked={row.required} onChange={({ currentTarget }) => change({ required: currentTarget.checked })} />
            </>
          )}
        </Rows>
      </Fold>
      <Fold title={w.checklist} sum={sum(values.checklist.length)} wrong={wrongIn('checklist')}>
        <Rows name={w.checklist} rows={values.checklist} onChange={(rows) => set('checklist', rows)} blank={{ text: '', daysBefore: 1, done: false }} most={60} addLabel={w.addTask}>
          {(row, change, at) => (
            <>
              <TextInput {...of(`checklist.${at}.text`)} wrapperProps={WIDE} label={w.task} maxLength={200} value={row.text} onChange={({ currentTarget }) => change({ text: currentTarget.value })} />
              <NumberField
                {...of(`checklist.${at}.daysBefore`)}
                label={w.daysBefore}
                unit={w.daysUnit}
                rightSectionWidth={92}
                value={row.daysBefore}
                onChange={(daysBefore) => change({ daysBefore })}
              />
            </>
          )}
        </Rows>
      </Fold>
      <Fold title={w.policy} sum={sum(values.cancellationPolicy.length)} wrong={wrongIn('cancellationPolicy')}>
        <p className={styles.soft}>{values.cancellationPolicy.length === 0 ? w.policyNone : w.policyHint}</p>
        <Rows
          name={w.policy}
          rows={values.cancellationPolicy}
          onChange={(rows) => set('cancellationPolicy', rows)}
          blank={{ untilHoursBefore: null, refundPercent: null }}
          most={6}
          addLabel={w.addPolicy}
        >
          {(row, change, at) => (
            <>
              <NumberField
                {...of(`cancellationPolicy.${at}.untilHoursBefore`)}
                label={w.policyHours}
                unit={w.policyHoursUnit}
                rightSectionWidth={104}
                value={row.untilHoursBefore}
                onChange={(untilHoursBefore) => change({ untilHoursBefore })}
              />
              <NumberField
                {...of(`cancellationPolicy.${at}.refundPercent`)}
                label={w.policyPercent}
                unit="%"
                value={row.refundPercent}
                onChange={(refundPercent) => change({ refundPercent })}
              />
            </>
          )}
        </Rows>
      </Fold>
    </div>
  );
}
