import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { instantText, rangeText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { isSteward, useMe } from '../../../lib/session';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Card, Cards, Facts } from '../../../ui/Card';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { Fold } from '../../../ui/Fold';
import { More } from '../../../ui/More';
import { ReasonSheet } from '../../../ui/ReasonSheet';
import { StatusTag } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { rereadEvents } from '../host/host.api';
import styles from '../host/host.module.css';
import { type CostReview, costReviewsQuery, decideCost } from '../host/sides.api';
import { words } from './reviews.words';

/** What waits for a steward: who bears the cost of what was called off as nobody's doing. Nothing while nothing waits or was decided. */
export function CostReviews() {
  const w = useWords(words);
  const open = useInfiniteQuery(costReviewsQuery('open'));
  const decided = useInfiniteQuery(costReviewsQuery('decided'));
  const waiting = open.data?.pages.flatMap(({ items }) => items) ?? [];
  const done = decided.data?.pages.flatMap(({ items }) => items) ?? [];
  if (open.isLoadingError) return <ErrorState error={open.error} onRetry={() => void open.refetch()} />;
  if (waiting.length === 0 && done.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="cost-reviews">
      <h2 id="cost-reviews">{w.title}</h2>
      {waiting.length > 0 && <p className={styles.soft}>{w.hint}</p>}
      <Cards min={420}>
        {waiting.map((review) => (
          <Review key={review.eventId} review={review} />
        ))}
      </Cards>
      <More list={open} label={w.more} />
      {done.length > 0 && (
        <Fold label={w.decided}>
          <Cards min={420}>
            {done.map((review) => (
              <Review key={review.eventId} review={review} />
            ))}
          </Cards>
          <More list={decided} label={w.more} />
        </Fold>
      )}
    </section>
  );
}

function Review({ review }: { review: CostReview }) {
  const w = useWords(words);
  const locale = useLocale();
  const me = useMe();
  const client = useQueryClient();
  const [asked, setAsked] = useState<'accept' | 'decline' | null>(null);
  const close = () => setAsked(null);
  const { eventId, title, startsAt, endsAt, spaceName, borneBy, askedByName, askedAt, reason, costYen, state, canDecide, decidedByName, decidedAt, note } = review;
  const accept = useMutation({
    mutationFn: () => decideCost(eventId, true, ''),
    onSuccess: () => {
      close();
      toast(w.accepted);
    },
    onSettled: () => rereadEvents(client),
  });
  const cost = yenText(costYen, locale);
  return (
    <Card as="li" tone={state === 'open' ? 'warm' : 'plain'}>
      <div className={styles.row}>
        <b>{title}</b>
        <StatusTag tone={state === 'open' ? 'warn' : state === 'accepted' ? 'ok' : 'plain'}>{w.state[state]}</StatusTag>
      </div>
      <p className={styles.soft}>{w.by[borneBy](askedByName)}</p>
      <p className={styles.said}>
        <b>{w.reason}</b>
        <br />
        {reason}
      </p>
      <Facts
        items={[
          { label: w.cost, value: <b>{cost}</b> },
          { label: w.when, value: rangeText(startsAt, endsAt, locale) },
          ...(spaceName ? [{ label: w.where, value: spaceName }] : []),
          { label: w.asked, value: instantText(askedAt, locale, false) },
        ]}
      />
      {decidedByName && decidedAt && (
        <p className={styles.soft}>
          {w.decidedBy(decidedByName, instantText(decidedAt, locale, false))}
          {note && (
            <>
              <br />
              {note}
            </>
          )}
        </p>
      )}
      {state === 'open' && !canDecide && isSteward(me) && <p className={styles.soft}>{w.own}</p>}
      {canDecide && (
        <div className={styles.actions}>
          <ActionButton onClick={() => setAsked('accept')} aria-haspopup="dialog">
            {w.accept}
          </ActionButton>
          <ActionButton tone="quiet" onClick={() => setAsked('decline')} aria-haspopup="dialog">
            {w.decline}
          </ActionButton>
        </div>
      )}
      <Confirm opened={asked === 'accept'} onClose={close} title={w.acceptTitle} confirmLabel={w.accept} tone="main" busy={accept.isPending} onConfirm={() => accept.mutate()}>
        {accept.error && <ErrorState error={accept.error} />}
        <p>{w.acceptText(cost, title)}</p>
      </Confirm>
      <ReasonSheet
        opened={asked === 'decline'}
        onClose={close}
        title={w.declineTitle}
        hint={w.declineHint}
        submitLabel={w.decline}
        tone="danger"
        onSend={async (said) => {
          await decideCost(eventId, false, said);
          close();
          toast(w.declined);
          await rereadEvents(client);
        }}
      />
    </Card>
  );
}
