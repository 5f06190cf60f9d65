import { Checkbox } from '@mantine/core';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { asProblem } from '../../lib/problem';
import { useWords } from '../../lib/words';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Card';
import { Choice } from '../../ui/Choice';
import { ErrorState } from '../../ui/ErrorState';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { StickyAction } from '../../ui/StickyAction';
import { toast } from '../../ui/Toasts';
import { LEGAL_KINDS, legalTextQuery, textsToAcceptQuery } from '../legal/legal.api';
import { words as legalWords } from '../legal/words';
import { goTo, joinDues, type Offer, offerQuery, ownDuesQuery, type OwnMethod, rereadStanding } from './dues.api';
import styles from './dues.module.css';
import { words } from './words';

/** Choosing how to pay, and the final confirmation with the six items of the law before the last click. */
export default function JoinDuesPage() {
  const w = useWords(words);
  const [method, setMethod] = useState<OwnMethod>('card');
  const offer = useQuery(offerQuery(method));
  return (
    <Page title={w.join.title} sub={w.join.sub} back={{ to: '/me/dues', label: w.back }}>
      <Choice
        label={w.join.choose}
        options={[
          { value: 'card', label: w.join.card, hint: w.join.cardHint },
          { value: 'invoice', label: w.join.invoice, hint: w.join.invoiceHint },
        ]}
        value={method}
        onChange={setMethod}
      />
      <Comparison method={method} />
      {offer.isPending && <CardSkeleton count={1} />}
      {offer.isError && <ErrorState error={offer.error} onRetry={() => void offer.refetch()} />}
      {offer.data && <FinalConfirmation key={method} offer={offer.data} />}
    </Page>
  );
}

const ROWS = ['effort', 'when', 'fee', 'late'] as const;

function Comparison({ method }: { method: OwnMethod }) {
  const w = useWords(words).join;
  return (
    <Card title={w.compare} tone="sunk">
      <table className={styles.compare}>
        <thead>
          <tr>
            <td />
            <th scope="col" data-on={method === 'card'}>
              {w.card}
            </th>
            <th scope="col" data-on={method === 'invoice'}>
              {w.invoice}
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row}>
              <th scope="row">{w.rows[row].label}</th>
              <td data-on={method === 'card'}>{w.rows[row].card}</td>
              <td data-on={method === 'invoice'}>{w.rows[row].invoice}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function FinalConfirmation({ offer }: { offer: Offer }) {
  const w = useWords(words).join;
  const titles = useWords(legalWords).title;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [read, setRead] = useState(false);
  const [missed, setMissed] = useState(false);
  const texts = useQueries({ queries: LEGAL_KINDS.map((kind) => legalTextQuery(kind)) });
  const ids = texts.flatMap(({ data }) => (data ? [data.id] : []));
  const failed = texts.find(({ isError }) => isError);
  const join = useMutation({
    mutationFn: () => joinDues(offer.method, ids),
    onSuccess: async ({ url }) => {
      if (url) {
        goTo(url);
        return;
      }
      toast(w.done);
      await Promise.all([
        client.invalidateQueries({ queryKey: ownDuesQuery.queryKey }),
        client.invalidateQueries({ queryKey: textsToAcceptQuery.queryKey }),
        rereadStanding(client),
      ]);
      void navigate('/me/dues');
    },
    onError: async (error) => {
      // A text changed while it was being read: it is shown anew and has to be agreed to again.
      if (asProblem(error).code !== 'texts.accept') return;
      setRead(false);
      await client.invalidateQueries({ queryKey: ['legal'] });
    },
  });
  return (
    <>
      <Card title={w.confirmation} tone="warm" id="confirmation">
        <p className={styles.soft}>{w.confirmationHint}</p>
        <dl className={styles.items}>
          {offer.items.map(({ item, label, lines }) => (
            <div key={item}>
              <dt>{label}</dt>
              <dd>
                {lines.map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <Card as="div">
        <p className={styles.texts}>
          {LEGAL_KINDS.map((kind) => (
            <a key={kind} href={`/legal/${kind}`} target="_blank" rel="noopener">
              {titles[kind]}
            </a>
          ))}
        </p>
        <Checkbox
          label={w.texts}
          checked={read}
          error={missed && !read ? w.mustAccept : undefined}
          onChange={(event) => setRead(event.currentTarget.checked)}
        />
      </Card>
      {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      {join.isError && <ErrorState error={join.error} />}
      {offer.method === 'card' && <p className={styles.soft}>{w.leaves}</p>}
      <StickyAction>
        <ActionButton
          wide
          busy={join.isPending}
          disabled={ids.length < LEGAL_KINDS.length}
          onClick={() => {
            setMissed(true);
            if (read) join.mutate();
          }}
        >
          {offer.method === 'card' ? w.toCard : w.toInvoice}
        </ActionButton>
      </StickyAction>
    </>
  );
}
