import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { durationText, instantText, yenText } from '../../../lib/format';
import { useLocale } from '../../../lib/locale';
import { useWords } from '../../../lib/words';
import { ActionButton, ActionLink } from '../../../ui/ActionButton';
import { Card } from '../../../ui/Card';
import { Choice } from '../../../ui/Choice';
import { Confirm } from '../../../ui/Confirm';
import { ErrorState } from '../../../ui/ErrorState';
import { toast } from '../../../ui/Toasts';
import { words as eventWords } from './event.words';
import { FinalConfirmation } from './FinalConfirmation';
import { words } from './manage.words';
import { boughtRows } from './policy';
import { acceptOffer, type Holder, keepManaged, leaveWaitlist, type Managed, managedKey, type MineProps, type OrderMethod } from './registrations.api';
import styles from './RegistrationPage.module.css';

interface StatusCardProps extends MineProps {
  now: number;
}

/** Where the registration stands, in words, and the one thing to do about it. */
export function StatusCard({ registration, holder, now }: StatusCardProps) {
  const w = useWords(words);
  const { event, status } = registration;
  if (event.status === 'cancelled') {
    // The step bears the organiser's own words.
    const said = registration.timeline.findLast(({ step }) => step === 'calledOff')?.said ?? registration.endReason;
    return (
      <Card title={w.off.title} tone="warm">
        {said && <p>{said}</p>}
        <p>{registration.paidYen > 0 ? w.off.text : w.off.free}</p>
        <Elsewhere />
      </Card>
    );
  }
  if (status === 'held') return <Held registration={registration} now={now} />;
  if (status === 'offered' && registration.offer) return <Offered registration={registration} offer={registration.offer} holder={holder} now={now} />;
  if (status === 'waitlisted') return <Waiting registration={registration} holder={holder} />;
  if (status === 'confirmed') return <Confirmed registration={registration} now={now} />;
  const again = Date.parse(event.startsAt) > now && event.status === 'open';
  return (
    <Card title={w.status[status].title} tone="sunk">
      {registration.endReason && <p>{registration.endReason}</p>}
      {again ? (
        <ActionLink to={`/events/${event.id}`} tone="quiet">
          {w.ended.again}
        </ActionLink>
      ) : (
        <Elsewhere />
      )}
    </Card>
  );
}

function Elsewhere() {
  const w = useWords(words).ended;
  return (
    <ActionLink to="/events" tone="quiet">
      {w.others}
    </ActionLink>
  );
}

function Confirmed({ registration, now }: { registration: Managed; now: number }) {
  const w = useWords(words);
  const locale = useLocale();
  const { event, dueYen, paymentMethod } = registration;
  const over = Date.parse(event.endsAt) <= now;
  const came = registration.seats.some(({ checkedInAt }) => checkedInAt !== null);
  if (over) return <Card title={came ? w.over.title : w.over.absent} tone="sunk"><Elsewhere /></Card>;
  const moved = Date.parse(event.startsAt) > now && registration.timeline.findLast(({ step }) => step === 'moved');
  return (
    <Card title={w.status.confirmed.title}>
      {moved && (
        <p>
          <b>{moved.said}</b> {w.confirmed.moved}
        </p>
      )}
      <p role="status">{w.confirmed.text}</p>
      {dueYen > 0 && <p className={styles.strong}>{paymentMethod === 'after' ? w.confirmed.dueAfter(yenText(dueYen, locale)) : w.confirmed.due(yenText(dueYen, locale))}</p>}
    </Card>
  );
}

/** From this long on a hold is told by its day: the slip of a convenience store. */
const LONG_MS = 3 * 3_600_000;

function Held({ registration, now }: { registration: Managed; now: number }) {
  const w = useWords(words);
  const locale = useLocale();
  const endsAt = registration.holdExpiresAt;
  const leftMs = endsAt ? Date.parse(endsAt) - now : 0;
  const printed = registration.timeline.some(({ step }) => step === 'voucherPrinted');
  return (
    <Card title={w.status.held.title} tone="warm">
      {endsAt && leftMs > 0 && (
        <p className={styles.strong} role="timer">
          {leftMs > LONG_MS ? w.held.until(instantText(endsAt, locale)) : w.held.left(durationText(leftMs, locale))}
        </p>
      )}
      <p role="status">{endsAt && leftMs <= 0 ? w.held.checking : printed ? w.held.konbini : w.held.text}</p>
      {registration.can.pay && registration.checkoutUrl && (
        <div className={styles.action}>
          <ActionButton wide tone={printed ? 'quiet' : 'main'} onClick={() => location.assign(registration.checkoutUrl ?? '')}>
            {printed ? w.held.page : w.held.pay}
          </ActionButton>
        </div>
      )}
    </Card>
  );
}

function Waiting({ registration, holder }: MineProps) {
  const w = useWords(words);
  const seats = useWords(eventWords).seats;
  const { waitlist, quantity } = registration;
  return (
    <Card title={w.status.waitlisted.title} tone="warm" aside={seats.full}>
      {waitlist && <p className={styles.position}>{w.waiting.position(waitlist.position)}</p>}
      <p>
        {w.waiting.party(quantity)}
        {waitlist && ` ${w.waiting.ahead(waitlist.ahead)}`}
      </p>
      {waitlist?.movedUpReason && <p>{w.waiting.movedUp(waitlist.movedUpReason)}</p>}
      <p className={styles.soft}>{w.waiting.text}</p>
      {registration.can.leave && <Leave holder={holder} label={w.waiting.leave} title={w.waiting.leaveTitle} text={w.waiting.leaveText} done={w.waiting.left} />}
    </Card>
  );
}

interface LeaveProps {
  holder: Holder;
  label: string;
  title: string;
  text: string;
  done: string;
}

/** Gives up the place in the line, or the seats that are offered. */
function Leave({ holder, label, title, text, done }: LeaveProps) {
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const leave = useMutation({
    mutationFn: () => leaveWaitlist(holder),
    onSuccess: (managed) => {
      setAsked(false);
      keepManaged(client, holder, managed);
      toast(done);
    },
    onError: () => client.invalidateQueries({ queryKey: managedKey(holder) }),
  });
  return (
    <div className={styles.action}>
      <ActionButton tone="bare" aria-haspopup="dialog" onClick={() => setAsked(true)}>
        {label}
      </ActionButton>
      <Confirm opened={asked} onClose={() => setAsked(false)} title={title} confirmLabel={label} busy={leave.isPending} onConfirm={() => leave.mutate()}>
        <p>{text}</p>
        {leave.isError && <ErrorState error={leave.error} />}
      </Confirm>
    </div>
  );
}

interface OfferedProps extends StatusCardProps {
  offer: NonNullable<Managed['offer']>;
}

/** A seat is held for somebody who waited: which ticket, how to pay, one press. */
function Offered({ registration, offer, holder, now }: OfferedProps) {
  const w = useWords(words);
  const price = useWords(eventWords).price;
  const locale = useLocale();
  const client = useQueryClient();
  const open = offer.ticketTypes.filter((type) => type.open);
  const [typeId, setTypeId] = useState(open[0]?.id ?? '');
  const type = open.find(({ id }) => id === typeId) ?? open[0];
  const [wish, setWish] = useState<OrderMethod>(registration.paymentMethod);
  const method = type?.methods.find((each) => each === wish) ?? type?.methods[0] ?? 'free';
  const accept = useMutation({
    mutationFn: (shown: { id: string; priceYen: number }) => acceptOffer(holder, shown, method),
    onSuccess: (managed) => {
      keepManaged(client, holder, managed);
      if (managed.status === 'held' && managed.checkoutUrl) location.assign(managed.checkoutUrl);
      else toast(w.offer.accepted);
    },
    onError: () => client.invalidateQueries({ queryKey: managedKey(holder) }),
  });
  const leftMs = Date.parse(offer.endsAt) - now;
  const { event } = registration;
  return (
    <Card title={w.status.offered.title} tone="warm" aside={leftMs > 0 ? w.offer.left(durationText(leftMs, locale)) : undefined}>
      <p className={styles.strong}>{w.offer.until(instantText(offer.endsAt, locale))}</p>
      <p className={styles.soft}>{w.offer.text}</p>
      <div className={styles.choices}>
        {offer.ticketTypes.length > 1 && (
          <Choice
            label={w.offer.choose}
            value={type?.id ?? ''}
            onChange={setTypeId}
            options={offer.ticketTypes.map((each) => ({
              value: each.id,
              label: each.name,
              hint: each.open ? (each.priceYen === 0 ? price.free : yenText(each.priceYen, locale)) : w.offer.closed,
              disabled: !each.open,
            }))}
          />
        )}
        {type && type.methods.length > 1 && (
          <Choice
            label={w.offer.method}
            value={method}
            onChange={setWish}
            options={type.methods.map((each) => ({ value: each, label: w.offer.methods[each] }))}
          />
        )}
      </div>
      {type && (
        <div className={styles.action}>
          <FinalConfirmation
            what={{ ...event, ticket: type.name, priceYen: type.priceYen, quantity: registration.quantity }}
            method={method}
            ways={[]}
            until={offer.endsAt}
            held
            policy={boughtRows(registration.policy)}
          />
        </div>
      )}
      {accept.isError && <ErrorState error={accept.error} />}
      <div className={styles.action}>
        <ActionButton wide busy={accept.isPending} disabled={!type} blocked={registration.why.accept} onClick={() => type && accept.mutate(type)}>
          {w.offer.accept[method]}
        </ActionButton>
        {registration.can.leave && <Leave holder={holder} label={w.offer.decline} title={w.offer.declineTitle} text={w.offer.declineText} done={w.offer.declined} />}
      </div>
    </Card>
  );
}
