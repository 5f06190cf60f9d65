import { factsText, instantText, rangeText, yenText } from '../../../lib/format';
import { type Locale, useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { StatusTag, type Tone } from '../../../ui/Tags';
import { LinkRow, LinkRows } from '../../../ui/TextLink';
import type { OwnRegistration } from './own-registrations.api';
import styles from './OwnRegistrations.module.css';
import { words } from './own-registrations.words';

type State = OwnRegistration['status'] | 'calledOff' | 'in' | 'past';
const TONES: Readonly<Record<State, Tone>> = {
  waitlisted: 'ai',
  offered: 'kaki',
  held: 'warn',
  confirmed: 'ok',
  cancelled: 'plain',
  expired: 'plain',
  calledOff: 'bad',
  in: 'ok',
  past: 'plain',
};

/** Registrations as rows: what, when, where, how it stands, and what there is to do. Each leads to its own page. */
export function OwnRegistrationRows({ registrations }: { registrations: readonly OwnRegistration[] }) {
  const w = useWords(words);
  const locale = useLocale();
  return (
    <LinkRows>
      {registrations.map((own) => (
        <LinkRow
          key={own.id}
          to={own.href}
          title={own.event.title}
          sub={
            <>
              <span className={styles.tags}>
                <Tag own={own} />
                <span>{factsText([w.duty[own.role], own.quantity > 0 && w.party(own.quantity), own.ticketType], locale)}</span>
              </span>
              <br />
              {rangeText(own.event.startsAt, own.event.endsAt, locale)}
              <br />
              {own.event.place}
              <Next own={own} locale={locale} />
            </>
          }
        />
      ))}
    </LinkRows>
  );
}

function Tag({ own: { status, event, over, checkedIn } }: { own: OwnRegistration }) {
  const w = useWords(words).state;
  const state: State = event.status === 'cancelled' ? 'calledOff' : status !== 'confirmed' ? status : checkedIn > 0 ? 'in' : over ? 'past' : status;
  return <StatusTag tone={TONES[state]}>{w[state]}</StatusTag>;
}

/** What there is to do; what has a deadline stands out. */
function Next({ own: { event, next, nextUntil, position, dueYen }, locale }: { own: OwnRegistration; locale: Locale }) {
  const w = useWords(words).next;
  if (next === null) return null;
  const until = nextUntil ? instantText(nextUntil, locale, false) : '';
  const said = {
    pay: w.pay(until),
    answerOffer: w.answerOffer(until),
    wait: w.wait(position ?? 1),
    payAtDoor: w.payAtDoor(yenText(dueYen, locale)),
    payAfter: w.payAfter(yenText(dueYen, locale)),
    come: event.onlineUrl ? w.joinOnline : w.come,
  }[next];
  return (
    <span className={styles.next} data-soon={next === 'pay' || next === 'answerOffer' || undefined}>
      {said}
    </span>
  );
}
