import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useNow } from '../../../lib/now';
import { asProblem } from '../../../lib/problem';
import { useWords } from '../../../lib/words';
import { ActionLink } from '../../../ui/ActionButton';
import { Card, Facts } from '../../../ui/Card';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { Page } from '../../../ui/Page';
import { CardSkeleton } from '../../../ui/Skeletons';
import { StatusTag } from '../../../ui/Tags';
import { Timeline } from '../../../ui/Timeline';
import { When } from '../../../ui/When';
import { Yen } from '../../../ui/Yen';
import { AfterEvent } from './AfterEvent';
import { CalendarLinks } from './CalendarLinks';
import { CancelCard } from './CancelCard';
import { StatusCard } from './StatusCard';
import { words } from './manage.words';
import { PassCard } from './PassCard';
import { PrepayButton } from './PrepayButton';
import { type Holder, type Managed, managedQuery, type MineProps } from './registrations.api';
import styles from './RegistrationPage.module.css';

/** Somebody is likely to be back from the payment page: its word comes within seconds, and is asked of our own server alone. */
const SOON_MS = 2_000;
const SOON_FOR_MS = 60_000;
/** After that, and while somebody waits for a seat, now and then. */
const LATER_MS = 20_000;
const MOVING = new Set<Managed['status']>(['held', 'offered', 'waitlisted']);

/** A registration behind its signed link: the pass, the money, the names, and the ways out. No account needed. */
export default function RegistrationPage() {
  const w = useWords(words);
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const holder: Holder = { id, token: params.get('token') ?? undefined };
  const [soon, setSoon] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setSoon(false), SOON_FOR_MS);
    return () => clearTimeout(timer);
  }, []);
  const managed = useQuery({
    ...managedQuery(holder),
    refetchInterval: ({ state: { data } }) => {
      if (!data) return false;
      // Also who pays ahead for seats that are sure wants to see that it has arrived.
      if (soon && (data.status === 'held' || data.checkoutUrl !== undefined)) return SOON_MS;
      return MOVING.has(data.status) ? LATER_MS : false;
    },
  });
  if (!managed.data) {
    const closed = managed.isError && [400, 401, 404].includes(asProblem(managed.error).status);
    return (
      <Page title={w.title}>
        {managed.isPending && <CardSkeleton />}
        {closed && (
          <EmptyState title={w.notFound.title} action={<ActionLink to="/registrations">{w.notFound.action}</ActionLink>}>
            {w.notFound.text}
          </EmptyState>
        )}
        {managed.isError && !closed && <ErrorState error={managed.error} onRetry={() => void managed.refetch()} />}
      </Page>
    );
  }
  return <Mine registration={managed.data} holder={holder} />;
}

function Mine({ registration, holder }: MineProps) {
  const w = useWords(words);
  const now = useNow();
  const { event } = registration;
  const over = Date.parse(event.endsAt) <= now;
  const begun = Date.parse(event.startsAt) <= now;
  const sure = registration.status === 'confirmed' && event.status !== 'cancelled';
  return (
    <Page
      title={event.title}
      back={{ to: `/events/${event.id}`, label: w.toEvent }}
      sub={
        <span className={styles.sub}>
          <span>{w.number(registration.number)}</span>
          <StateTag registration={registration} over={over} />
        </span>
      }
    >
      <StatusCard registration={registration} holder={holder} now={now} />
      {begun && sure && <AfterEvent holder={holder} over={over} />}
      {sure && <PassCard registration={registration} holder={holder} over={over} />}
      <About registration={registration} sure={sure} />
      <Money registration={registration} holder={holder} />
      {(registration.can.cancel || registration.why.cancel) && (sure || registration.status === 'held') && !over && event.status !== 'cancelled' && (
        <CancelCard registration={registration} holder={holder} />
      )}
      <History registration={registration} />
    </Page>
  );
}

const TONES = { waitlisted: 'ai', offered: 'kaki', held: 'warn', confirmed: 'ok', cancelled: 'plain', expired: 'plain' } as const;

function StateTag({ registration, over }: { registration: Managed; over: boolean }) {
  const w = useWords(words);
  const seats = registration.seats.filter(({ status }) => status === 'taken');
  if (registration.event.status === 'cancelled') return <StatusTag tone="bad">{w.off.tag}</StatusTag>;
  if (registration.status === 'confirmed' && seats.length > 0 && seats.every(({ checkedInAt }) => checkedInAt !== null)) return <StatusTag tone="ok">{w.in}</StatusTag>;
  if (registration.status === 'confirmed' && over) return <StatusTag>{w.over.tag}</StatusTag>;
  return <StatusTag tone={TONES[registration.status]}>{w.status[registration.status].tag}</StatusTag>;
}

function About({ registration, sure }: { registration: Managed; sure: boolean }) {
  const w = useWords(words).facts;
  const { event, ticketType } = registration;
  return (
    <Card title={w.title}>
      <Facts
        items={[
          { label: w.when, value: <When startsAt={event.startsAt} endsAt={event.endsAt} /> },
          { label: w.place, value: event.place },
          ...(event.onlineUrl && sure
            ? [
                {
                  label: w.online,
                  value: (
                    <a href={event.onlineUrl} rel="noopener noreferrer" target="_blank" className={styles.link}>
                      {w.join}
                    </a>
                  ),
                },
              ]
            : []),
          ...(ticketType ? [{ label: w.ticket, value: ticketType.name }] : []),
          ...(registration.quantity > 0 ? [{ label: w.people, value: w.peopleN(registration.quantity) }] : []),
          { label: w.name, value: registration.name },
          { label: w.email, value: registration.email },
          ...(sure
            ? [
                {
                  label: w.calendar,
                  value: (
                    <CalendarLinks
                      entry={{
                        ...event,
                        id: registration.id,
                        stampedAt: registration.timeline[0]?.at ?? event.startsAt,
                        text: '',
                        address: `${location.origin}/events/${event.id}`,
                      }}
                    />
                  ),
                },
              ]
            : []),
          ...registration.answers.map(({ question, text }) => ({ label: question, value: text })),
        ]}
      />
    </Card>
  );
}

const REFUND_TONES = { waiting: 'plain', asked: 'ai', done: 'ok', failed: 'warn', byHand: 'ai' } as const;

/** What was paid, what goes back, what is still due, and the papers for it; nothing where nothing costs. */
function Money({ registration, holder }: MineProps) {
  const w = useWords(words).money;
  const locale = useLocale();
  const { amountYen, paidYen, refundedYen, dueYen, receipts, refunds } = registration;
  if (amountYen === 0 && paidYen === 0) return null;
  const holds = registration.status === 'confirmed' || registration.status === 'held';
  return (
    <Card title={w.title}>
      <Facts
        items={[
          ...(holds ? [{ label: w.amount, value: <Yen amount={amountYen} size="strong" /> }] : []),
          // What is paid may have been paid another way than was meant.
          ...(holds && dueYen > 0 ? [{ label: w.method, value: w.methods[registration.paymentMethod] }] : []),
          ...(paidYen > 0 ? [{ label: w.paid, value: <Yen amount={paidYen} /> }] : []),
          ...(refundedYen > 0 ? [{ label: w.refunded, value: <Yen amount={refundedYen} /> }] : []),
          ...(dueYen > 0 && holds ? [{ label: w.due, value: <Yen amount={dueYen} size="strong" /> }] : []),
        ]}
      />
      {(registration.can.prepay || registration.why.prepay) && <PrepayButton registration={registration} holder={holder} />}
      {refunds.length > 0 && (
        <ul className={styles.lines}>
          {refunds.map((refund) => (
            <li key={refund.wishedAt + String(refund.amountYen)}>
              <span>
                {w.refunded} <Yen amount={refund.amountYen} size="strong" /> <StatusTag tone={REFUND_TONES[refund.status]}>{w.refund[refund.status]}</StatusTag>
              </span>
              {refund.status !== 'done' && <span className={styles.soft}>{refund.said}</span>}
            </li>
          ))}
        </ul>
      )}
      {receipts.length > 0 && (
        <>
          <h3 className={styles.small}>{w.receipts}</h3>
          <ul className={styles.lines}>
            {receipts.map((receipt) => (
              <li key={receipt.documentId}>
                <a href={receipt.pdfUrl} target="_blank" rel="noopener" className={styles.link}>
                  {w.pdf} {w.receipt(receipt.number, yenText(receipt.amountYen, locale))}
                </a>
                {receipt.void && <StatusTag>{w.void}</StatusTag>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function History({ registration }: { registration: Managed }) {
  const w = useWords(words);
  const locale = useLocale();
  const moments = registration.timeline.toReversed().map(({ at, step, said }, index) => ({
    key: `${at} ${step} ${index}`,
    holds: index === 0 ? ('now' as const) : ('past' as const),
    title: said,
    when: instantText(at, locale),
  }));
  if (moments.length === 0) return null;
  return (
    <Card title={w.timeline}>
      <Timeline moments={moments} />
    </Card>
  );
}
