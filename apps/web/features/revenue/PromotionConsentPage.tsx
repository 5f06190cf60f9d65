import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useForm } from '../../lib/form';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card, Facts } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { answerPromotion, type PromotionAnswer, type PromotionConsent, promotionQuery } from './revenue.api';
import styles from './revenue.module.css';
import { words } from './revenue.words';

/** A promoted business reads what would be posted about it, and says yes or no. Opened by the link of its letter. */
export default function PromotionConsentPage() {
  const w = useWords(words).page;
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const consent = useQuery(promotionQuery(id, token));
  return (
    <Page title={w.title} width="form">
      {consent.isPending && <CardSkeleton count={1} />}
      {consent.isError && <ErrorState error={consent.error} onRetry={() => void consent.refetch()} />}
      {consent.data && <Asked consent={consent.data} token={token} />}
    </Page>
  );
}

function Asked({ consent, token }: { consent: PromotionConsent; token: string }) {
  const w = useWords(words).page;
  const client = useQueryClient();
  const { id, business, title, text, status, askedByName, answeredName, answers } = consent;
  const [sending, setSending] = useState<PromotionAnswer | null>(null);
  const [thanked, setThanked] = useState(false);
  const form = useForm({ name: answeredName ?? '' }, ({ name }) => ({ name: name.trim() === '' && w.nameMissing }));
  const say = (answer: PromotionAnswer) => {
    setSending(answer);
    void form.submit(async ({ name }) => {
      client.setQueryData(promotionQuery(id, token).queryKey, await answerPromotion(id, token, { answer, name }));
      setThanked(true);
    })();
  };
  return (
    <>
      <Card>
        <div className={styles.stack}>
          <p className={styles.lead}>{w.lead(askedByName, title)}</p>
          <Facts items={[{ label: w.business, value: business }]} />
          <h2 className={styles.title}>{w.text}</h2>
          <p className={styles.said}>{text}</p>
        </div>
      </Card>
      <Card tone={status === 'asked' ? 'warm' : 'plain'}>
        <div className={styles.stack}>
          <p role="status" className={styles.lead}>
            {thanked && w.thanks} {w.status[status]}
          </p>
          <Form onSubmit={(event) => event.preventDefault()}>
            <FormErrors form={form} labels={{ name: w.name }} />
            <TextInput label={w.name} autoComplete="name" maxLength={80} {...form.text('name')} />
            <div className={styles.stack}>
              {answers.map((answer) => (
                <ActionButton key={answer} wide tone={answer === 'give' ? 'main' : 'quiet'} busy={form.busy && sending === answer} onClick={() => say(answer)}>
                  {w[answer]}
                </ActionButton>
              ))}
            </div>
          </Form>
          <p className={styles.soft}>{w.note}</p>
        </div>
      </Card>
    </>
  );
}
