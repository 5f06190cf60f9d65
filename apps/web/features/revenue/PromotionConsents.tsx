import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from '../../lib/form';
import { instantText } from '../../lib/format';
import { useLocale } from '../../lib/locale';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { ErrorState } from '../../ui/ErrorState';
import { Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { Sheet } from '../../ui/Sheet';
import { LineSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { toast } from '../../ui/Toasts';
import { askPromotion, type PromotionStatus, promotionsQuery } from './revenue.api';
import styles from './revenue.module.css';
import { words } from './revenue.words';

const TONES = { asked: 'plain', given: 'ok', refused: 'warn', withdrawn: 'warn' } as const satisfies Record<PromotionStatus, string>;

/** Businesses that an event promotes, and whether they have agreed; `asks` for who holds the event. */
export function PromotionConsents({ eventId, asks }: { eventId: string; asks: boolean }) {
  const w = useWords(words).promotion;
  const locale = useLocale();
  const consents = useQuery(promotionsQuery(eventId));
  const [asking, setAsking] = useState(false);
  return (
    <Card title={w.title}>
      <div className={styles.stack}>
        <p className={styles.soft}>{w.lead}</p>
        {consents.isPending && <LineSkeleton count={2} />}
        {consents.isError && <ErrorState error={consents.error} onRetry={() => void consents.refetch()} />}
        {consents.data?.items.length === 0 && <p>{w.empty}</p>}
        <ul className={styles.links}>
          {consents.data?.items.map(({ id, business, text, status, answeredName, answeredAt }) => (
            <li key={id} className={styles.link}>
              <div className={styles.head}>
                <b>{business}</b>
                <StatusTag tone={TONES[status]}>{w.status[status]}</StatusTag>
              </div>
              <p className={styles.said}>{text}</p>
              {answeredName !== null && answeredAt !== null && <p className={styles.soft}>{w.answered(answeredName, instantText(answeredAt, locale))}</p>}
            </li>
          ))}
        </ul>
        {asks && (
          <div className={styles.actions}>
            <ActionButton tone="quiet" onClick={() => setAsking(true)}>
              {w.ask}
            </ActionButton>
          </div>
        )}
      </div>
      <Sheet opened={asking} onClose={() => setAsking(false)} title={w.ask}>
        {asking && <AskForm eventId={eventId} onDone={() => setAsking(false)} />}
      </Sheet>
    </Card>
  );
}

const LANGUAGES = ['ja', 'en'] as const;

function AskForm({ eventId, onDone }: { eventId: string; onDone: () => void }) {
  const w = useWords(words).promotion;
  const client = useQueryClient();
  const form = useForm({ business: '', contactEmail: '', text: '', locale: 'ja' }, (values) => ({
    business: values.business.trim() === '' && w.businessMissing,
    contactEmail: values.contactEmail.trim() === '' && w.emailMissing,
    text: values.text.trim() === '' && w.textMissing,
  }));
  const send = form.submit(async ({ business, contactEmail, text, locale }) => {
    await askPromotion(eventId, { business, contactEmail, text, locale: LANGUAGES.find((known) => known === locale) });
    toast(w.sent(business));
    onDone();
    await client.invalidateQueries({ queryKey: promotionsQuery(eventId).queryKey });
  });
  return (
    <Form onSubmit={(event) => void send(event)}>
      <FormErrors form={form} labels={{ business: w.business, contactEmail: w.email, text: w.text, locale: w.language }} />
      <TextInput label={w.business} maxLength={80} {...form.text('business')} />
      <TextInput label={w.email} type="email" inputMode="email" autoComplete="off" {...form.text('contactEmail')} />
      <Textarea label={w.text} description={w.textHint} autosize minRows={4} maxLength={2000} {...form.text('text')} />
      <NativeSelect label={w.language} {...form.text('locale')} data={LANGUAGES.map((value) => ({ value, label: w.languages[value] }))} />
      <ActionButton type="submit" wide busy={form.busy}>
        {w.send}
      </ActionButton>
    </Form>
  );
}
