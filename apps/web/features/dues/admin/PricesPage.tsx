import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayText, yenText } from '../../../lib/format';
import { useForm } from '../../../lib/form';
import { useLocale } from '../../../lib/locale';
import { isTreasurer, useMe } from '../../../lib/session';
import { addMonths, startOfMonth, today } from '../../../lib/tokyo';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { ErrorState } from '../../../ui/ErrorState';
import { DayField, FieldRow, Form, YenInput } from '../../../ui/Fields';
import { FormErrors } from '../../../ui/FormErrors';
import { Page } from '../../../ui/Page';
import { Sheet } from '../../../ui/Sheet';
import { CardSkeleton } from '../../../ui/Skeletons';
import { StatusTag } from '../../../ui/Tags';
import { type Moment, Timeline } from '../../../ui/Timeline';
import { toast } from '../../../ui/Toasts';
import { Yen } from '../../../ui/Yen';
import { DuesTabs } from './DuesTabs';
import { type Price, pricesQuery, setPrice } from './treasury.api';
import styles from './treasury.module.css';
import { words } from './words';

const ITEMS = ['challenge', 'junior', 'senior', 'course'] as const;
type Item = (typeof ITEMS)[number];
const TAXES = ['outOfScope', 'exempt', 'reduced', 'standard'] as const;
type Tax = (typeof TAXES)[number];

/** What the dues cost, from when and why. */
export default function PricesPage() {
  const all = useWords(words);
  const w = all.prices;
  const me = useMe();
  const prices = useQuery(pricesQuery);
  const [setting, setSetting] = useState(false);
  return (
    <Page
      title={all.title}
      sub={w.sub}
      width="wide"
      actions={
        isTreasurer(me) && (
          <ActionButton onClick={() => setSetting(true)} aria-haspopup="dialog">
            {w.set}
          </ActionButton>
        )
      }
    >
      <DuesTabs />
      {prices.isPending && <CardSkeleton count={2} />}
      {prices.isError && <ErrorState error={prices.error} onRetry={() => void prices.refetch()} />}
      {prices.data && (
        <>
          <Present prices={prices.data.items} />
          <History prices={prices.data.items} />
          <Sheet opened={setting} onClose={() => setSetting(false)} title={w.set}>
            {setting && <PriceForm prices={prices.data.items} onDone={() => setSetting(false)} />}
          </Sheet>
        </>
      )}
    </Page>
  );
}

function Present({ prices }: { prices: readonly Price[] }) {
  const w = useWords(words).prices;
  const locale = useLocale();
  return (
    <ul className={styles.priceCards} aria-label={w.now}>
      {ITEMS.map((item) => {
        const now = prices.find((price) => price.item === item && price.holds === 'now');
        const planned = prices.findLast((price) => price.item === item && price.holds === 'planned');
        return (
          <Card key={item} as="li" title={w.items[item]}>
            {now && (
              <>
                <Yen amount={now.amountYen} size="large" /> <span className={styles.soft}>{item === 'course' ? w.once : w.perMonth}</span>
                <p className={styles.soft}>{w.taxes[now.taxCategory]}</p>
              </>
            )}
            {planned && (
              <p>
                <StatusTag tone="ai">{w.planned}</StatusTag> {w.from(dayText(planned.validFrom, locale))} <b>{yenText(planned.amountYen, locale)}</b>
              </p>
            )}
          </Card>
        );
      })}
    </ul>
  );
}

function History({ prices }: { prices: readonly Price[] }) {
  const w = useWords(words).prices;
  const locale = useLocale();
  const moments = prices.map(
    (price): Moment => ({
      key: price.id,
      holds: price.holds,
      title: `${w.items[price.item]} ${yenText(price.amountYen, locale)}`,
      tag: price.holds === 'planned' && <StatusTag tone="ai">{w.planned}</StatusTag>,
      when: `${w.from(dayText(price.validFrom, locale))}・${w.taxes[price.taxCategory]}・${price.setBy ? w.by(price.setBy) : w.start}`,
      ...(price.reason ? { reason: price.reason } : {}),
    }),
  );
  return (
    <Card title={w.history}>
      <Timeline moments={moments} />
    </Card>
  );
}

function PriceForm({ prices, onDone }: { prices: readonly Price[]; onDone: () => void }) {
  const w = useWords(words).prices;
  const client = useQueryClient();
  const nowOf = (item: Item) => prices.find((price) => price.item === item && price.holds === 'now');
  const first: { item: Item; amountYen: number | null; taxCategory: Tax; validFrom: string; reason: string } = {
    item: 'junior',
    amountYen: nowOf('junior')?.amountYen ?? null,
    taxCategory: nowOf('junior')?.taxCategory ?? 'outOfScope',
    validFrom: addMonths(startOfMonth(today()), 2),
    reason: '',
  };
  const form = useForm(first, (values) => ({
    amountYen: values.amountYen === null && w.missing,
    validFrom: values.validFrom === '' && w.missing,
    reason: values.reason.trim() === '' && w.missing,
  }));
  const send = form.submit(async (values) => {
    const kept = await setPrice({ ...values, amountYen: values.amountYen ?? 0, reason: values.reason.trim() });
    client.setQueryData(pricesQuery.queryKey, kept);
    toast(w.done);
    onDone();
  });
  return (
    <Form onSubmit={send} aria-label={w.set}>
      <FormErrors form={form} labels={{ item: w.item, amountYen: w.amount, taxCategory: w.tax, validFrom: w.validFrom, reason: w.reason }} />
      <NativeSelect
        id={form.idOf('item')}
        label={w.item}
        value={form.values.item}
        data={ITEMS.map((item) => ({ value: item, label: w.items[item] }))}
        onChange={(event) => {
          const item = ITEMS.find((one) => one === event.currentTarget.value) ?? 'junior';
          form.set('item', item);
          form.set('amountYen', nowOf(item)?.amountYen ?? null);
          form.set('taxCategory', nowOf(item)?.taxCategory ?? 'outOfScope');
        }}
      />
      <FieldRow>
        <YenInput label={w.amount} {...form.field('amountYen')} />
        <DayField label={w.validFrom} description={w.validFromHint} min={today()} {...form.field('validFrom')} />
      </FieldRow>
      <NativeSelect
        id={form.idOf('taxCategory')}
        label={w.tax}
        description={w.taxHint}
        value={form.values.taxCategory}
        data={TAXES.map((tax) => ({ value: tax, label: w.taxes[tax] }))}
        onChange={(event) => form.set('taxCategory', TAXES.find((one) => one === event.currentTarget.value) ?? 'outOfScope')}
      />
      <Textarea label={w.reason} description={w.reasonHint} minRows={2} maxLength={500} {...form.text('reason')} />
      <ActionButton type="submit" wide busy={form.busy}>
        {w.submit}
      </ActionButton>
    </Form>
  );
}
