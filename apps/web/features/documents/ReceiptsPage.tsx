import { TextInput } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayText } from '../../lib/format';
import { useForm } from '../../lib/form';
import { useLocale } from '../../lib/locale';
import { isMixer, useMe } from '../../lib/session';
import { useWords } from '../../lib/words';
import { ActionButton, ActionLink } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorState } from '../../ui/ErrorState';
import { Form } from '../../ui/Fields';
import { FormErrors } from '../../ui/FormErrors';
import { DownloadIcon } from '../../ui/icons';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Sheet } from '../../ui/Sheet';
import { CardSkeleton } from '../../ui/Skeletons';
import { StatusTag } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { toast } from '../../ui/Toasts';
import { Yen } from '../../ui/Yen';
import { ownReceiptsQuery, RECEIPT_LISTS, type Receipt, reissueReceipt } from './receipts.api';
import styles from './receipts.module.css';
import { words } from './receipts.words';

/** One's own receipts: open, carry away, and change once. */
export default function ReceiptsPage() {
  const w = useWords(words);
  const me = useMe();
  const receipts = useInfiniteQuery(ownReceiptsQuery);
  const [changing, setChanging] = useState<Receipt | null>(null);
  const items = receipts.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={w.title} sub={w.sub} back={isMixer(me) ? { to: '/me/dues', label: w.back } : undefined}>
      {receipts.isPending && <CardSkeleton />}
      {receipts.isLoadingError && <ErrorState error={receipts.error} onRetry={() => void receipts.refetch()} />}
      {receipts.isSuccess && items.length === 0 && (
        <EmptyState title={w.none} action={isMixer(me) && <ActionLink to="/me/dues">{w.toDues}</ActionLink>}>
          {w.noneText}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map((receipt) => (
            <ReceiptCard key={receipt.id} receipt={receipt} onChange={() => setChanging(receipt)} />
          ))}
        </ul>
      )}
      <More list={receipts} label={w.more} />
      <Sheet opened={changing !== null} onClose={() => setChanging(null)} title={w.edit}>
        {changing && <ReissueForm receipt={changing} onDone={() => setChanging(null)} />}
      </Sheet>
    </Page>
  );
}

function ReceiptCard({ receipt, onChange }: { receipt: Receipt; onChange: () => void }) {
  const w = useWords(words);
  const locale = useLocale();
  const mark = w.mark[receipt.mark];
  return (
    <Card as="li">
      <div className={styles.head}>
        <span className={receipt.mark === 'void' ? styles.void : undefined}>
          <Yen amount={receipt.amountYen} size="strong" />
        </span>
        <span>
          {mark && <StatusTag tone={receipt.mark === 'void' ? 'bad' : 'ai'}>{mark}</StatusTag>} <span className={styles.soft}>{dayText(receipt.paidOn, locale)}</span>
        </span>
      </div>
      <p className={styles.for}>{receipt.description}</p>
      <p className={styles.soft}>
        {w.to[receipt.honorific](receipt.addressee)}・{w.method[receipt.method]}
        <br />
        <span className={styles.number}>{receipt.number}</span>
        {receipt.firstNumber && <span className={styles.number}>{w.replaces(receipt.firstNumber)}</span>}
      </p>
      <div className={styles.actions}>
        <a className={styles.pdf} href={receipt.pdfHref} target="_blank" rel="noopener" aria-label={`${w.pdf} ${receipt.number}`}>
          <DownloadIcon size={18} />
          {w.pdf}
        </a>
        <TextLink to={`/documents/${receipt.id}`}>{w.open}</TextLink>
        {receipt.can.reissue && (
          <ActionButton tone="bare" size="xs" onClick={onChange} aria-haspopup="dialog">
            {w.edit}
          </ActionButton>
        )}
      </div>
    </Card>
  );
}

function ReissueForm({ receipt, onDone }: { receipt: Receipt; onDone: () => void }) {
  const w = useWords(words);
  const client = useQueryClient();
  const form = useForm({ addressee: receipt.addressee, honorific: receipt.honorific, description: receipt.description }, (values) => ({
    addressee: values.addressee.trim() === '' && w.missing,
    description: values.description.trim() === '' && w.missing,
  }));
  const send = form.submit(async (values) => {
    await reissueReceipt(receipt.id, values);
    await client.invalidateQueries({ queryKey: RECEIPT_LISTS });
    toast(w.done);
    onDone();
  });
  return (
    <Form onSubmit={send} aria-label={w.edit}>
      <FormErrors form={form} labels={{ addressee: w.addressee, honorific: w.honorific, description: w.description }} />
      <p>{w.once}</p>
      <TextInput label={w.addressee} maxLength={60} {...form.text('addressee')} />
      <Choice
        label={w.honorific}
        options={[
          { value: 'sama', label: w.sama },
          { value: 'onchu', label: w.onchu },
        ]}
        value={form.values.honorific}
        onChange={(value) => form.set('honorific', value)}
        id={form.idOf('honorific')}
      />
      <TextInput label={w.description} description={w.descriptionHint} maxLength={80} {...form.text('description')} />
      <ActionButton type="submit" wide busy={form.busy} disabled={!form.dirty}>
        {w.reissue}
      </ActionButton>
    </Form>
  );
}
