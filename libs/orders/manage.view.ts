import { reasonInWords, type ReasonView } from '#libs/door';
import { ORDER_END_WORDS, ORDER_STEP_WORDS, REFUND_ROUTE_WORDS, REFUND_STATUS_WORDS, say, yenInWords, type Locale, type Sentence } from '#libs/words';
import type { GuestReceiptView, GuestRefundView, GuestSeatView, GuestStepView, ManageCanView, ManagedRegistrationView, ManageWhyView, OfferedTicketView } from './manage.dto.js';
import { holdsSeats } from './order.rules.js';
import type { OrderMoney, OrderRow, SaleRow, SeatRow, TicketTypeRow } from './orders.queries.js';
import { ROUTE_OF } from './refund.rules.js';
import type { RefundLine } from './refunds.queries.js';
import type { StepRow } from './steps.js';

/** All that the page of a registration shows. */
export interface Managed {
  order: OrderRow;
  sale: SaleRow;
  money: OrderMoney;
  type: TicketTypeRow | null;
  seats: readonly SeatRow[];
  /** How many wait before it. */
  ahead: number;
  offered: OfferedTicketView[];
  /** What is due can be paid on a page of Stripe now. */
  payableOnline: boolean;
  receipts: GuestReceiptView[];
  refunds: readonly RefundLine[];
  steps: readonly StepRow[];
  now: Date;
  locale: Locale;
}

const HOUR_MS = 3_600_000;

/** A registration as its holder reads it, in the reader's language. */
export function managedView(managed: Managed): ManagedRegistrationView {
  const { order, sale, money, type, seats, ahead, offered, receipts, refunds, steps, now, locale } = managed;
  const sure = order.status === 'confirmed';
  const taken = seats.filter(({ status }) => status === 'taken').length;
  const paying = order.checkoutUrl !== null && order.checkoutExpiresAt !== null && order.checkoutExpiresAt > now && money.dueYen > 0 && (sure || order.status === 'held');
  const waits = order.status === 'waitlisted' || order.status === 'offered';
  const { can, why } = verdicts(managed, paying);
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    endReason: order.endReason === null ? null : inWords(ORDER_END_WORDS, order.endReason, locale),
    name: order.name,
    email: order.email,
    event: {
      id: sale.subjectId,
      title: sale.title,
      startsAt: sale.startsAt.toISOString(),
      endsAt: sale.endsAt.toISOString(),
      place: sale.place,
      onlineUrl: sure ? sale.onlineUrl : null,
      status: sale.status,
    },
    ticketType: type && !waits ? { id: type.id, name: type.name, priceYen: order.unitYen } : null,
    quantity: waits ? order.quantity : taken,
    seats: seats.map((seat) => seatView(seat, sure)),
    amountYen: money.owedYen,
    paidYen: money.paidYen,
    refundedYen: money.refundedYen,
    dueYen: holdsSeats(order.status) ? money.dueYen : 0,
    paymentMethod: order.method,
    ...(paying && order.checkoutUrl ? { checkoutUrl: order.checkoutUrl } : {}),
    ...(order.status === 'held' && order.heldUntil ? { holdExpiresAt: order.heldUntil.toISOString() } : {}),
    ...(order.status === 'offered' && order.heldUntil ? { offer: { endsAt: order.heldUntil.toISOString(), ticketTypes: offered } } : {}),
    ...(order.status === 'waitlisted' ? { waitlist: { position: ahead + 1, ahead, movedUpReason: order.movedUpReason } } : {}),
    policy: order.policy.map(({ untilHoursBefore, refundPercent }) => ({ until: new Date(sale.startsAt.getTime() - untilHoursBefore * HOUR_MS).toISOString(), refundPercent })),
    answers: order.answers.map(({ questionId, text }) => ({ question: sale.questions.find(({ id }) => id === questionId)?.text ?? '', text })),
    receipts,
    refunds: refunds.map((line) => refundView(line, locale)),
    timeline: steps.map((step) => stepView(step, locale)),
    can,
    why,
  };
}

const seatView = ({ id, place, name, pass, status, checkedInAt, checkedInWhere }: SeatRow, sure: boolean): GuestSeatView => ({
  id,
  place,
  name,
  pass: sure && status === 'taken' ? pass : null,
  status,
  checkedInAt: checkedInAt?.toISOString() ?? null,
  checkedInWhere,
});

/** Where it stands, and where it comes to. */
function refundView(line: RefundLine, locale: Locale): GuestRefundView {
  const route = say(REFUND_ROUTE_WORDS[ROUTE_OF[line.method]], locale);
  const status = say(REFUND_STATUS_WORDS[line.status], locale);
  const said = line.status === 'waiting' || line.status === 'asked' ? `${status}${locale === 'ja' ? '。' : '. '}${route}` : status;
  return { amountYen: line.amountYen, status: line.status, wishedAt: line.wishedAt.toISOString(), doneAt: line.doneAt?.toISOString() ?? null, said };
}

/** A step with what belongs to it: a sum, how many seats, a reason. */
function stepView({ step, at, detail }: StepRow, locale: Locale): GuestStepView {
  const { amountYen, refundYen, seats, reason } = detail;
  const sum = amountYen ?? refundYen;
  const parts = [
    ...(typeof seats === 'number' ? [locale === 'ja' ? `${seats}名` : `${seats} ${seats === 1 ? 'seat' : 'seats'}`] : []),
    ...(typeof sum === 'number' && sum > 0 ? [yenInWords(sum, locale)] : []),
    ...(typeof reason === 'string' ? [reason] : []),
  ];
  const words = inWords(ORDER_STEP_WORDS, step, locale);
  const said = parts.length === 0 ? words : locale === 'ja' ? `${words}（${parts.join('、')}）` : `${words} (${parts.join(', ')})`;
  return { at: at.toISOString(), step, said };
}

function inWords(words: Readonly<Record<string, Sentence>>, code: string, locale: Locale): string {
  const sentence = words[code];
  return sentence ? say(sentence, locale) : code;
}

/** What may be done, and why something may not. */
function verdicts({ order, sale, money, seats, offered, payableOnline, now, locale }: Managed, paying: boolean): { can: ManageCanView; why: ManageWhyView } {
  const begun = sale.startsAt <= now;
  const bought = order.status === 'held' || order.status === 'confirmed';
  const free = seats.some(({ status, checkedInAt }) => status === 'taken' && checkedInAt === null);
  const noCancel = !bought ? null : order.role !== 'guest' ? 'order.duty' : begun ? 'order.begun' : free ? null : 'seat.checkedIn';
  const noOffer = order.status !== 'offered' ? null : order.heldUntil !== null && order.heldUntil <= now ? 'offer.none' : offered.some(({ open }) => open) ? null : 'ticketType.full';
  // At the door, or held while no page has been opened yet.
  const unpaid = money.dueYen > 0 && (order.status === 'confirmed' || (order.status === 'held' && !paying && order.heldUntil !== null && order.heldUntil > now));
  const noPrepay = !unpaid || payableOnline ? null : 'order.noOnlinePayment';
  const why = (code: string | null): ReasonView[] | undefined => (code === null ? undefined : [reasonInWords({ code, params: code === 'ticketType.full' ? { left: 0 } : {} }, locale)]);
  const [cancel, accept, prepay] = [why(noCancel), why(noOffer), why(noPrepay)];
  return {
    can: {
      cancel: bought && noCancel === null,
      leave: order.status === 'waitlisted' || order.status === 'offered',
      accept: order.status === 'offered' && noOffer === null,
      pay: paying && order.status === 'held',
      prepay: unpaid && payableOnline,
      rename: bought && sale.endsAt > now,
    },
    why: { ...(cancel ? { cancel } : {}), ...(accept ? { accept } : {}), ...(prepay ? { prepay } : {}) },
  };
}
