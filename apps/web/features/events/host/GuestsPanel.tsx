import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { factsText, instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton } from '../../../ui/ActionButton';
import { Meter } from '../../../ui/Bars';
import { Card } from '../../../ui/Card';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorState } from '../../../ui/ErrorState';
import { ReasonSheet } from '../../../ui/ReasonSheet';
import { LineSkeleton } from '../../../ui/Skeletons';
import { FilterChips, StatusTag, type Tone } from '../../../ui/Tags';
import { toast } from '../../../ui/Toasts';
import { words as factWords } from './facts.words';
import { words } from './guests.words';
import { words as heldWords } from './held.words';
import { type Desk, type DeskRegistration, handBack, moveUp, type RefundLine, refundsQuery, rereadEvents, retryRefund, type WaitlistEntry, waitlistQuery } from './host.api';
import styles from './host.module.css';

const FILTERS = ['all', 'confirmed', 'held', 'waiting', 'gone'] as const;
type Filter = (typeof FILTERS)[number];
const OF: Readonly<Record<string, Filter>> = { confirmed: 'confirmed', held: 'held', waitlisted: 'waiting', offered: 'waiting', cancelled: 'gone', expired: 'gone' };
const TONES: Readonly<Record<string, Tone>> = { confirmed: 'ok', held: 'warn', waitlisted: 'plain', offered: 'kaki', cancelled: 'bad', expired: 'plain' };
/** So many lines are drawn before somebody asks for the rest. */
const SHOWN = 60;

/** Who comes, who waits, and whose money goes back. */
export function GuestsPanel({ desk }: { desk: Desk }) {
  const { id, status } = desk.event;
  return (
    <div className={styles.stack}>
      <Registrations registrations={desk.registrations} questions={desk.event.questions} />
      {desk.can.line && desk.counts.waiting > 0 && <Waitlist eventId={id} />}
      {desk.can.refunds && ((desk.counts.refundedYen ?? 0) > 0 || status === 'cancelled') && <RefundsCard eventId={id} />}
    </div>
  );
}

type Questions = Desk['event']['questions'];

function Registrations({ registrations, questions }: { registrations: readonly DeskRegistration[]; questions: Questions }) {
  const w = useWords(words).guests;
  const { more } = useWords(heldWords);
  const [filter, setFilter] = useState<Filter>('all');
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(SHOWN);
  const sought = search.trim().toLowerCase();
  const counted = (key: Filter) => registrations.filter(({ status }) => key === 'all' || OF[status] === key).length;
  const found = registrations.filter(
    ({ status, name, email, number }) =>
      (filter === 'all' || OF[status] === filter) && (sought === '' || name.toLowerCase().includes(sought) || (email ?? '').toLowerCase().includes(sought) || String(number) === sought),
  );
  if (registrations.length === 0) return <EmptyState title={w.empty}>{w.emptyHint}</EmptyState>;
  return (
    <Card title={w.title}>
      <div className={styles.stack}>
        <TextInput type="search" aria-label={w.search} placeholder={w.search} value={search} maxLength={80} onChange={({ currentTarget }) => setSearch(currentTarget.value)} />
        <FilterChips
          label={w.filter}
          value={filter}
          onChange={setFilter}
          options={FILTERS.filter((key) => key === 'all' || counted(key) > 0).map((value) => ({ value, label: `${w.filters[value]} ${counted(value)}` }))}
        />
        {found.length === 0 && <p>{w.noMatch}</p>}
        <ul className={styles.lines}>
          {found.slice(0, most).map((registration) => (
            <Registration key={registration.id} registration={registration} questions={questions} />
          ))}
        </ul>
        {found.length > most && (
          <ActionButton tone="quiet" onClick={() => setMost(most + SHOWN)}>
            {more}
          </ActionButton>
        )}
        {registrations.every(({ email }) => email === null) && <p className={styles.soft}>{w.namesOnly}</p>}
      </div>
    </Card>
  );
}

/** What was answered, each with its question as it reads today. */
function saidIn(answers: DeskRegistration['answers'], questions: Questions): { id: string; question: string; text: string }[] {
  return questions.flatMap(({ id, text: question }) => {
    const text = answers.find(({ questionId }) => questionId === id)?.['text'];
    return typeof text === 'string' && text !== '' ? [{ id, question, text }] : [];
  });
}

function Registration({ registration, questions }: { registration: DeskRegistration; questions: Questions }) {
  const w = useWords(words).guests;
  const { person } = useWords(heldWords);
  const locale = useLocale();
  const { number, name, email, role, ticketType, quantity, checkedIn, status, method, paidWith, amountYen, paidYen, refundedYen, answers } = registration;
  const yen = (amount: number) => yenText(amount, locale);
  const dueYen = status === 'confirmed' ? Math.max(0, amountYen - paidYen + refundedYen) : 0;
  const said = saidIn(answers, questions);
  const { method: chosen, and } = useWords(factWords);
  const ways: Readonly<Record<string, string>> = chosen;
  /** Once nothing is left to pay, how it was really paid: who chose the door may have paid ahead. */
  const way = paidWith.length > 0 && dueYen === 0 ? w.paidWith(paidWith.map((one) => w.payment[one]).join(and)) : ways[method];
  const parts: Readonly<Record<string, string>> = w.role;
  const states: Readonly<Record<string, string>> = w.status;
  const facts = [w.number(number), w.party(quantity), role === 'guest' ? ticketType : (parts[role] ?? w.freeSeat), role === 'guest' ? way : undefined];
  return (
    <li>
      <div className={styles.row}>
        <b>{person(name)}</b>
        <span className={styles.tags}>
          {checkedIn > 0 && <StatusTag tone="ai">{w.in(checkedIn, quantity)}</StatusTag>}
          <StatusTag tone={TONES[status] ?? 'plain'}>{states[status] ?? status}</StatusTag>
        </span>
      </div>
      <div className={styles.soft}>{factsText(facts, locale)}</div>
      {(paidYen > 0 || dueYen > 0) && (
        <div className={styles.soft}>
          {factsText([paidYen > 0 && w.paid(yen(paidYen)), refundedYen > 0 && w.refunded(yen(refundedYen)), dueYen > 0 && w.due(yen(dueYen))], locale)}
        </div>
      )}
      {email && (
        <a href={`mailto:${email}`} className={styles.link}>
          {email}
        </a>
      )}
      {said.length > 0 && (
        <details>
          <summary>{w.answers}</summary>
          <dl>
            {said.map(({ id, question, text }) => (
              <div key={id}>
                <dt>{question}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

function Waitlist({ eventId }: { eventId: string }) {
  const { waitlist: w, guests } = useWords(words);
  const { person } = useWords(heldWords);
  const locale = useLocale();
  const client = useQueryClient();
  const line = useQuery(waitlistQuery(eventId));
  const [asked, setAsked] = useState<WaitlistEntry | null>(null);
  return (
    <Card title={w.title}>
      <p className={styles.soft}>{w.hint}</p>
      {line.isPending && <LineSkeleton count={3} />}
      {line.isError && <ErrorState error={line.error} onRetry={() => void line.refetch()} />}
      {line.data?.items.length === 0 && <p>{w.empty}</p>}
      <ol className={styles.lines}>
        {line.data?.items.map((entry) => (
          <li key={entry.id}>
            <div className={styles.row}>
              <b>{person(entry.name)}</b>
              <StatusTag tone={entry.status === 'offered' ? 'kaki' : 'plain'}>
                {entry.position !== null ? w.position(entry.position) : w.offered(entry.offerEndsAt ? instantText(entry.offerEndsAt, locale, false) : '')}
              </StatusTag>
            </div>
            <div className={styles.soft}>
              {guests.party(entry.quantity)} {!entry.movedUpReason && w.since(instantText(entry.queuedAt, locale, false))}
            </div>
            {entry.movedUpReason && <div className={styles.soft}>{w.movedUp(entry.movedUpReason)}</div>}
            {entry.position !== null && entry.position > 1 && (
              <div>
                <ActionButton tone="quiet" size="xs" aria-label={w.upOf(entry.name)} onClick={() => setAsked(entry)} aria-haspopup="dialog">
                  {w.up}
                </ActionButton>
              </div>
            )}
          </li>
        ))}
      </ol>
      <ReasonSheet
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={w.upTitle}
        hint={w.upHint}
        submitLabel={w.upDo}
        onSend={async (reason) => {
          if (!asked) return;
          await moveUp(asked.id, reason);
          setAsked(null);
          toast(w.upDone);
          await rereadEvents(client);
        }}
      >
        {asked && <p>{w.upText(asked.name)}</p>}
      </ReasonSheet>
    </Card>
  );
}

const REFUND_TONES = { waiting: 'plain', asked: 'ai', done: 'ok', failed: 'bad', byHand: 'warn' } as const satisfies Record<RefundLine['status'], Tone>;

/** Money on its way back: how far it has come, and every line that needs somebody. */
export function RefundsCard({ eventId }: { eventId: string }) {
  const w = useWords(words).refunds;
  const locale = useLocale();
  const refunds = useQuery(refundsQuery(eventId));
  const [marking, setMarking] = useState<RefundLine | null>(null);
  const client = useQueryClient();
  const yen = (amount: number) => yenText(amount, locale);
  const sums = refunds.data;
  return (
    <Card title={w.title} id="refunds">
      {refunds.isPending && <LineSkeleton count={3} />}
      {refunds.isError && <ErrorState error={refunds.error} onRetry={() => void refunds.refetch()} />}
      {sums?.count === 0 && <p>{w.none}</p>}
      {sums && sums.count > 0 && (
        <div className={styles.stack}>
          <Meter
            label={w.meter(sums.done, sums.count)}
            max={sums.count}
            parts={[
              { value: sums.done, colour: 'ok' },
              { value: sums.underWay, colour: 'ok', pale: true },
              { value: sums.failed + sums.byHand, colour: 'kaki' },
            ]}
          >
            <span role="status">
              {factsText(
                [
                  w.done(sums.done, yen(sums.doneYen)),
                  sums.underWay > 0 && w.underWay(sums.underWay),
                  sums.failed > 0 && w.failed(sums.failed),
                  sums.byHand > 0 && w.byHand(sums.byHand),
                ],
                locale,
              )}
            </span>
          </Meter>
          <p className={styles.soft}>{w.total(sums.count, yen(sums.totalYen))}</p>
          <ul className={styles.lines}>
            {sums.items.map((line) => (
              <Refund key={line.id} line={line} onMark={() => setMarking(line)} />
            ))}
          </ul>
          {sums.count > sums.items.length && <p className={styles.soft}>{w.more(sums.count - sums.items.length)}</p>}
        </div>
      )}
      <ReasonSheet
        opened={marking !== null}
        onClose={() => setMarking(null)}
        title={w.markTitle}
        hint={w.markHint}
        submitLabel={w.markDo}
        onSend={async (note) => {
          if (!marking) return;
          await handBack(marking.id, note);
          setMarking(null);
          toast(w.marked);
          await rereadEvents(client);
        }}
      >
        {marking && <p>{w.markText(marking.name, yen(marking.amountYen))}</p>}
      </ReasonSheet>
    </Card>
  );
}

function Refund({ line, onMark }: { line: RefundLine; onMark: () => void }) {
  const { refunds: w, guests } = useWords(words);
  const { person } = useWords(heldWords);
  const locale = useLocale();
  const client = useQueryClient();
  const retry = useMutation({ mutationFn: () => retryRefund(line.id), onSuccess: () => toast(w.retried), onSettled: () => rereadEvents(client) });
  return (
    <li>
      <div className={styles.row}>
        <b>{person(line.name)}</b>
        <span className={styles.tags}>
          <b>{yenText(line.amountYen, locale)}</b>
          <StatusTag tone={REFUND_TONES[line.status]}>{w.status[line.status]}</StatusTag>
        </span>
      </div>
      <div className={styles.soft}>
        {factsText([guests.number(line.number), w.cause[line.cause], instantText(line.doneAt ?? line.wishedAt, locale, false), line.attempts > 1 && w.attempts(line.attempts)], locale)}
      </div>
      {line.problem && <p className={styles.warn}>{line.problem}</p>}
      {retry.error && <ErrorState error={retry.error} />}
      {(line.canRetry || line.canMarkByHand) && (
        <div className={styles.tags}>
          {line.canRetry && (
            <ActionButton tone="quiet" size="xs" busy={retry.isPending} aria-label={w.retryOf(line.name)} onClick={() => retry.mutate()}>
              {w.retry}
            </ActionButton>
          )}
          {line.canMarkByHand && (
            <ActionButton tone="quiet" size="xs" aria-label={w.markOf(line.name)} onClick={onMark} aria-haspopup="dialog">
              {w.mark}
            </ActionButton>
          )}
        </div>
      )}
    </li>
  );
}
