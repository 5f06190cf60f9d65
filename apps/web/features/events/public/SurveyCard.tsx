import { Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useForm } from '../../../lib/form';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Form } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { toast } from '../../../ui/Toasts';
import { answerSurvey, type Survey, surveyQuery } from './after.api';
import styles from './After.module.css';
import { words } from './after.words';
import type { Holder } from './registrations.api';

/** Three questions, answered without an account; the answer may be changed while they are open. */
export function SurveyCard({ holder }: { holder: Holder }) {
  const w = useWords(words).survey;
  const { data } = useQuery(surveyQuery(holder));
  const [changing, setChanging] = useState(false);
  if (!data) return null;
  if (data.answeredAt && !changing) {
    return (
      <Card title={w.thanks} tone="sunk">
        {data.open && (
          <ActionButton tone="bare" onClick={() => setChanging(true)}>
            {w.change}
          </ActionButton>
        )}
      </Card>
    );
  }
  if (!data.open) return null;
  return <Questions holder={holder} survey={data} onDone={() => setChanging(false)} />;
}

const MARKS = [1, 2, 3, 4, 5] as const;

function Questions({ holder, survey, onDone }: { holder: Holder; survey: Survey; onDone: () => void }) {
  const w = useWords(words).survey;
  const client = useQueryClient();
  const name = useId();
  const form = useForm({ satisfaction: survey.satisfaction, good: survey.good, wish: survey.wish }, ({ satisfaction }) => ({ satisfaction: satisfaction === null && w.missing }));
  const submit = form.submit(async ({ satisfaction, good, wish }) => {
    if (satisfaction === null) return;
    client.setQueryData(surveyQuery(holder).queryKey, await answerSurvey(holder, { satisfaction, good: good.trim(), wish: wish.trim() }));
    toast(w.sent);
    onDone();
  });
  return (
    <Card title={w.title} tone="warm">
      <Form onSubmit={(event) => void submit(event)}>
        <FormErrors form={form} labels={{ satisfaction: w.satisfaction, good: w.good, wish: w.wish }} />
        <fieldset className={styles.marks} aria-describedby={form.errorAt('satisfaction') ? `${name}-error` : undefined}>
          <legend>{w.satisfaction}</legend>
          <div className={styles.row}>
            {MARKS.map((mark) => (
              <label key={mark} className={styles.mark}>
                <input
                  type="radio"
                  id={mark === 1 ? form.idOf('satisfaction') : undefined}
                  name={name}
                  checked={form.values.satisfaction === mark}
                  onChange={() => form.set('satisfaction', mark)}
                />
                <b aria-hidden="true">{mark}</b>
                <span>{w.marks[mark]}</span>
              </label>
            ))}
          </div>
          {form.errorAt('satisfaction') && (
            <p id={`${name}-error`} className={styles.error}>
              {form.errorAt('satisfaction')}
            </p>
          )}
        </fieldset>
        <Textarea label={w.good} autosize minRows={2} maxLength={2000} {...form.text('good')} />
        <Textarea label={w.wish} autosize minRows={2} maxLength={2000} {...form.text('wish')} />
        <p className={styles.soft}>{w.hint}</p>
        <ActionButton type="submit" wide busy={form.busy}>
          {w.send}
        </ActionButton>
      </Form>
    </Card>
  );
}
