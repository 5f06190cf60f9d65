import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, SETTINGS, type RunningSettings } from '#libs/database';
import { linkToken, type Actor } from '#libs/identity';
import { Clock, newId, Refusal, type Reason } from '#libs/kernel';
import type { Locale } from '#libs/words';
import { Checkouts } from './checkouts.service.js';
import { toGuest } from './letters.js';
import { HOLD_MS, managePath, ONLINE_YEN, orderMethods, type Answer, type OrderMethod } from './order.rules.js';
import type { RegisterGuest, RegistrationView } from './orders.dto.js';
import type { OrderRow, SaleRow } from './orders.queries.js';
import { madeByClick, registrationFacts, writeRegistration, type NewOrder, type OrderCredit, type RegistrationFacts } from './registration.write.js';
import { seatNames } from './seats.js';

export interface RegisterContext {
  /** `Idempotency-Key` of the click; the same click answers the same registration. */
  key?: string | null;
  credit?: OrderCredit;
  /** Of the request; the guest's own choice in the form goes before it. */
  locale?: Locale;
}

const NOBODY: OrderCredit = { code: null, attractorAccountId: null, referrerSpaceId: null };

/**
 * Registrations of one address for one event that may stand at a time; whoever brings more takes them in one, with more seats. A brake and no wall:
 * it is counted before it is written, so that requests of the same moment may pass it together; what nobody passes are the seats.
 */
const MOST_BY_ADDRESS = 5;

/** Who finds the seats gone or the sale changed in the very moment is decided anew: refused with the reason, let into the line, or written. */
const MOST_TRIES = 3;

/** How a guest comes in: without an account, in one click. */
@Injectable()
export class Registrations {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly clock: Clock,
    private readonly checkouts: Checkouts,
  ) {}

  /**
   * Take seats: they are held and committed before anything is asked of Stripe, so a process that dies in between loses nothing; the same click goes
   * on where it stopped, and else the sweeper frees them. Refuses 404; 409 `sale.closed`, `sale.cancelled`, `sale.over`, `event.full`,
   * `ticketType.full`, `ticketType.changed`, `idempotency.mismatch`; 422 `order.method`, `order.notFree`, `order.onlineTooSmall`,
   * `order.onlineTooLarge`, `order.addressOften`, `order.answer`, `order.answerChoice`; 503 `stripe.unavailable`, with the seats still held for the same click.
   */
  async register(visitor: Actor | null, subjectId: string, input: RegisterGuest, { key = null, credit = NOBODY, locale = 'ja' }: RegisterContext = {}): Promise<RegistrationView> {
    let priceYen: number | null = null;
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const facts = await registrationFacts(this.db, subjectId, input.ticketTypeId, key, input.email);
      if (!facts) throw Refusal.missing('event');
      if (facts.madeId !== null && key !== null) return this.again(subjectId, input, key);
      // What the guest has clicked on is not sold for another price in the same breath.
      if (priceYen !== null && facts.typePriceYen !== priceYen) throw Refusal.conflict('ticketType.changed');
      priceYen = facts.typePriceYen;
      const order = this.decided(visitor, facts, input, { key, credit, locale });
      const written = await writeRegistration(this.db, order);
      if (written === 'twice' && key !== null) return this.again(subjectId, input, key);
      if (typeof written === 'object') return this.answer({ ...order, number: written.number });
    }
    throw Refusal.conflict('ticketType.changed');
  }

  /** The decide beat: the registration as it will be written. */
  private decided(visitor: Actor | null, facts: RegistrationFacts, input: RegisterGuest, { key, credit, locale: asked }: Required<RegisterContext>): NewOrder {
    const at = this.clock.now();
    requireOpen(facts, at);
    requireType(facts);
    if (facts.byAddress >= MOST_BY_ADDRESS) throw Refusal.rule('order.addressOften', { most: MOST_BY_ADDRESS });
    const { quantity, name, email } = input;
    const method = methodFor(facts, input, at);
    const answers = requireAnswers(facts, input.answers ?? []);
    const short = shortOf(facts, quantity);
    if (short && !input.waitlist) throw short;
    const status = short ? 'waitlisted' : method === 'stripe' ? 'held' : 'confirmed';
    const base = {
      id: newId(),
      subjectId: facts.subjectId,
      ticketTypeId: input.ticketTypeId,
      typed: facts.typeCapacity !== null,
      revision: facts.revision,
      accountId: visitor?.accountId ?? null,
      name,
      email,
      locale: input.locale ?? visitor?.locale ?? asked,
      names: seatNames(name, quantity, input.partyNames),
      unitYen: facts.typePriceYen,
      method,
      status,
      heldUntil: status === 'held' ? new Date(at.getTime() + HOLD_MS) : null,
      answers,
      key,
      acceptedTexts: input.acceptedTexts ?? [],
      at,
      ...credit,
    } as const;
    return { ...base, letter: letterFor(base, facts) };
  }

  /** The click was made before, whatever became of its answer: the same registration, with a page to pay on where it is still to be paid. */
  private async again(subjectId: string, input: RegisterGuest, key: string): Promise<RegistrationView> {
    const made = await madeByClick(this.db, subjectId, key);
    if (!made) throw Refusal.conflict('state.wrong');
    const same = made.name === input.name && made.email === input.email && made.quantity === input.quantity && (made.ticketTypeId === input.ticketTypeId || made.status === 'waitlisted');
    if (!same) throw Refusal.conflict('idempotency.mismatch');
    return this.answer(made);
  }

  private async answer(order: Pick<OrderRow, 'id' | 'number' | 'status' | 'heldUntil'>): Promise<RegistrationView> {
    const { id, number, status } = order;
    const view = { id, number, status, manageUrl: this.manageUrl(id) };
    if (status === 'waitlisted') return { ...view, position: await this.positionOf(id) };
    if (status !== 'held') return view;
    const { url, expiresAt } = await this.checkouts.open(id);
    return { ...view, checkoutUrl: url, holdExpiresAt: expiresAt.toISOString() };
  }

  /** The link that opens a registration: for its holder's eyes. */
  manageUrl(orderId: string): string {
    return `${this.settings.publicUrl}${managePath(orderId)}?token=${linkToken(this.settings.secretKeys, 'order', orderId)}`;
  }

  private async positionOf(orderId: string): Promise<number> {
    const found = await row<{ position: number }>(
      this.db,
      `select count(*)::int as position from orders o join orders own on own.id = $1 and o.subject_id = own.subject_id
        where o.status = 'waitlisted' and (o.queued_at, o.id) <= (own.queued_at, own.id)`,
      [orderId],
    );
    return found?.position ?? 1;
  }
}

const otherEvents = (code: string, left: number): Reason[] => [{ code, params: { left }, nextStep: { code: 'next.otherEvents', href: '/events' } }];

/** Why there are too few seats; null where there are enough. */
function shortOf({ capacity, taken, typeCapacity, typeTaken }: Pick<RegistrationFacts, 'capacity' | 'taken' | 'typeCapacity' | 'typeTaken'>, quantity: number): Refusal | null {
  const left = capacity - taken;
  if (left < quantity) return Refusal.conflict('event.full', { left }, otherEvents('event.full', left));
  const ofType = typeCapacity === null ? left : typeCapacity - typeTaken;
  return ofType < quantity ? Refusal.conflict('ticketType.full', { left: ofType }, otherEvents('ticketType.full', ofType)) : null;
}

/** Refuses 409 `sale.cancelled`, `sale.over`, `sale.closed`. */
function requireOpen({ status, startsAt }: Pick<SaleRow, 'status' | 'startsAt'>, now: Date): void {
  if (status === 'cancelled') throw Refusal.conflict('sale.cancelled');
  if (startsAt <= now) throw Refusal.conflict('sale.over');
  if (status === 'closed') throw Refusal.conflict('sale.closed');
}

/** Refuses 404 for a type of something else, 409 `ticketType.changed` for one that is sold no longer. */
function requireType({ typeId, typeRetired }: RegistrationFacts): void {
  if (typeId === null) throw Refusal.missing('ticketType');
  if (typeRetired) throw Refusal.conflict('ticketType.changed');
}

/** How it will be paid: what costs nothing is free, whatever was chosen. Refuses 422 `order.notFree`, `order.onlineTooSmall`, `order.onlineTooLarge`, `order.method`. */
function methodFor(facts: RegistrationFacts, { quantity, paymentMethod }: RegisterGuest, now: Date): OrderMethod {
  const totalYen = facts.typePriceYen * quantity;
  if (totalYen === 0) return 'free';
  if (paymentMethod === 'free') throw Refusal.rule('order.notFree');
  if (paymentMethod === 'stripe' && totalYen < ONLINE_YEN.least) throw Refusal.rule('order.onlineTooSmall', { yen: totalYen, least: ONLINE_YEN.least });
  if (paymentMethod === 'stripe' && totalYen > ONLINE_YEN.most) throw Refusal.rule('order.onlineTooLarge', { yen: totalYen, most: ONLINE_YEN.most });
  if (!orderMethods(facts, totalYen, now).includes(paymentMethod)) throw Refusal.rule('order.method');
  return paymentMethod;
}

/** The answers that count, one a question. Refuses 422 `order.answer`, `order.answerChoice`. */
function requireAnswers({ questions }: SaleRow, given: readonly Answer[]): Answer[] {
  return questions.flatMap(({ id, text: question, required, choices = [] }) => {
    const text = given.find(({ questionId }) => questionId === id)?.text ?? '';
    if (text === '' && required) throw Refusal.rule('order.answer', { question });
    if (text !== '' && choices.length > 0 && !choices.includes(text)) throw Refusal.rule('order.answerChoice', { question });
    return text === '' ? [] : [{ questionId: id, text }];
  });
}

/** What goes out with the registration; one that is still to be paid at Stripe waits for that. The number is filled in by the statement. */
function letterFor(order: Omit<NewOrder, 'letter'>, facts: RegistrationFacts): NewOrder['letter'] {
  if (order.status === 'held') return null;
  const seats = order.names.length;
  const addressee = { ...order, number: 0 };
  if (order.status === 'waitlisted') return toGuest(addressee, facts, 'registrationWaitlisted', { seats }, order.at);
  return toGuest(addressee, facts, 'registrationConfirmed', { seats, payment: order.method }, order.at, 'confirmed');
}
