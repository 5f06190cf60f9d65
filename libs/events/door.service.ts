import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { faultOf, type Sql } from '#libs/database';
import { problemOf, readInput, reasonInWords } from '#libs/door';
import { inSpace, type Actor } from '#libs/identity';
import { Clock, isId, Refusal, type FieldError, type Reason } from '#libs/kernel';
import { checkIn, recordCash, ticketTypesOf, walkIn, type SeatAtDoor } from '#libs/orders';
import { REFUSALS, say, type Locale, type Params, type Sentence } from '#libs/words';
import { DoorRecord, type DoorCashView, type DoorCheckIn, type DoorCountsView, type DoorPayment, type DoorResultsView, type DoorResultView, type DoorView, type DoorWalkIn } from './door.dto.js';
import {
  doorCash,
  doorCounts,
  doorDifferences,
  doorOrders,
  doorSeats,
  keepRecord,
  knownRecord,
  knownRecords,
  letInBy,
  lockDoorOrder,
  type DoorAnswer,
  type DoorOrderRow,
  type KnownRecord,
} from './door.queries.js';
import { bookableCash, happenedAt, isLate, type DoorKind } from './door.rules.js';
import { eventById, type EventRow } from './events.queries.js';
import { standingIn } from './events.service.js';
import { holds } from './events.views.js';

/** A record that could be read. */
interface Said {
  record: DoorRecord;
  kind: DoorKind;
  /** As far as we believe the phone. */
  at: Date;
  late: boolean;
}

/** What one record is about: who stands at which door, and when it reached us. */
interface Standing {
  event: EventRow;
  actor: Actor;
  now: Date;
}

/** What was answered about one record, with what is not kept: fields that could not be read, and whether it had arrived before. */
interface Told {
  clientId: string | null;
  answer: DoorAnswer;
  replayed: boolean;
  fields?: readonly FieldError[];
}

const RUNNING: readonly string[] = ['published', 'done', 'settled'];

/** The door of an event: who may come in, who has, and the cash that was taken; written down by phones that may have been away. */
@Injectable()
export class DoorService {
  private readonly log = new Logger('Door');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Everything that a phone needs to stand there. Refuses 404 for whoever does not stand at this door. */
  async door(actor: Actor, eventId: string, locale: Locale): Promise<DoorView> {
    const event = await this.standsAt(actor, eventId);
    const now = this.clock.now();
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const blocked = closedReasons(event);
      const [counts, types, orders, seats, cash, differences] = [
        await countsOf(tx, event.id),
        await ticketTypesOf(tx, [event.id]),
        await doorOrders(tx, event.id),
        await doorSeats(tx, event.id),
        await cashOf(tx, event.id),
        await doorDifferences(tx, event.id),
      ];
      return {
        event: {
          id: event.id,
          title: event.title,
          status: event.status,
          startsAt: event.startsAt.toISOString(),
          endsAt: event.endsAt.toISOString(),
          place: [event.spaceName, event.resourceName].filter((part) => part !== null).join(' '),
        },
        serverTime: now.toISOString(),
        standingName: actor.displayName,
        counts,
        ticketTypes: types.map(({ id, name, priceYen, seatsLeft }) => ({ id, name, priceYen, seatsLeft: Math.max(0, seatsLeft) })),
        registrations: orders.map(({ mostYen: _, ...order }) => ({ ...order, dueYen: dueOf(order) })),
        seats: seats.map((seat) => ({ ...seat, checkedInAt: seat.checkedInAt?.toISOString() ?? null })),
        cash,
        differences: differences.map(({ clientId, kind, answer, at, byName }) => ({
          clientId,
          kind,
          result: answer.result,
          difference: answer.difference ?? null,
          code: answer.code ?? null,
          message: messageOf(answer, locale) ?? '',
          name: answer.name ?? '',
          differenceYen: answer.differenceYen ?? 0,
          at: at.toISOString(),
          byName,
        })),
        can: { record: blocked.length === 0 },
        why: { record: blocked.map((reason) => reasonInWords(reason, locale)) },
      };
    });
  }

  /**
   * Write down what a phone says, each record by itself and once, in the order in which it came. A bad one is refused alone; what happened and does
   * not fit is kept with its difference. Refuses 404 for whoever does not stand at this door, never because of a record.
   */
  async record(actor: Actor, eventId: string, records: readonly unknown[], locale: Locale): Promise<DoorResultsView> {
    const event = await this.standsAt(actor, eventId);
    const known = new Map((await knownRecords(this.db, records.flatMap((said) => idOf(said) ?? []))).map((record) => [record.clientId, record]));
    const told: Told[] = [];
    for (const said of records) {
      const before = known.get(idOf(said) ?? '');
      told.push(before ? replay(before, eventId) : await this.one({ event, actor, now: this.clock.now() }, said));
    }
    return {
      results: told.map((one) => resultView(one, locale)),
      cash: await cashOf(this.db, eventId),
      counts: await countsOf(this.db, eventId),
    };
  }

  private async one(standing: Standing, plain: unknown): Promise<Told> {
    const clientId = idOf(plain);
    try {
      const said = readRecord(plain, standing);
      return await this.db.transaction((tx) => this.write(tx, standing, said));
    } catch (thrown) {
      if (thrown instanceof Refusal) return { clientId, answer: { result: 'refused', code: thrown.code, params: thrown.params }, replayed: false, fields: thrown.fields };
      // Nothing of it was written, so the phone keeps it and sends it again; the others go on.
      this.log.error(`a record at the door of ${standing.event.id} failed: ${faultOf(thrown)}`);
      return { clientId, answer: { result: 'refused', code: 'internal', params: {} }, replayed: false };
    }
  }

  private async write(tx: Sql, standing: Standing, said: Said): Promise<Told> {
    const { record, kind, at } = said;
    const known = await knownRecord(tx, record.clientId);
    if (known) return replay(known, standing.event.id);
    const answer = await this.answer(tx, standing, said);
    await keepRecord(tx, {
      clientId: record.clientId,
      eventId: standing.event.id,
      kind,
      said: record,
      answer,
      happenedAt: at,
      recordedAt: standing.now,
      recordedBy: standing.actor.accountId,
    });
    return { clientId: record.clientId, answer, replayed: false };
  }

  private async answer(tx: Sql, standing: Standing, said: Said): Promise<DoorAnswer> {
    const [closed] = closedReasons(standing.event);
    if (closed) return refused(closed.code, closed.params);
    const { checkIn: coming, payment, walkIn: walking } = said.record;
    if (coming) return comeIn(tx, standing, said, coming);
    if (payment) return takeCash(tx, standing, said, payment);
    return walking ? letIn(tx, standing, said, walking) : refused('door.nothingSaid');
  }

  /** Host, co-hosts, the people of the space in any role; stewards at what the cooperative holds. Refuses 404 to everybody else. */
  private async standsAt(actor: Actor, eventId: string): Promise<EventRow> {
    const event = await eventById(this.db, eventId);
    if (!event) throw Refusal.missing('event');
    const ofSpace = event.spaceId !== null && inSpace(actor, event.spaceId, ['owner', 'manager', 'reception']);
    if (ofSpace || holds(await standingIn(this.db, actor, event), event)) return event;
    throw Refusal.missing('event');
  }
}

/** Why nothing can be written down at this door; empty when it stands open. What comes in after the event is late, not shut out. */
const closedReasons = ({ status }: EventRow): Reason[] =>
  RUNNING.includes(status) ? [] : [{ code: status === 'cancelled' ? 'door.cancelled' : 'door.notOpen', params: {} }];

const idOf = (said: unknown): string | null => (typeof said === 'object' && said !== null && 'clientId' in said && isId(said.clientId) ? said.clientId.toLowerCase() : null);

/** Refuses 400 what cannot be read, and what says more or less than one thing. */
function readRecord(plain: unknown, { now, event }: Standing): Said {
  const record = readInput(DoorRecord, plain);
  record.clientId = record.clientId.toLowerCase();
  const kinds = (['checkIn', 'payment', 'walkIn'] as const).filter((kind) => record[kind] !== undefined);
  const [kind] = kinds;
  if (!kind || kinds.length > 1) throw Refusal.input([{ path: 'checkIn', code: 'oneOfThem' }]);
  if (record.checkIn && record.checkIn.pass === undefined && record.checkIn.seatId === undefined) throw Refusal.input([{ path: 'checkIn.pass', code: 'required' }]);
  const at = happenedAt(record.at, now, event.startsAt);
  return { record, kind, at, late: isLate(at, now) };
}

const refused = (code: string, params: Params = {}, more: Partial<DoorAnswer> = {}): DoorAnswer => ({ ...more, result: 'refused', code, params });

const differing = (difference: NonNullable<DoorAnswer['difference']>, more: Partial<DoorAnswer> = {}): DoorAnswer => ({ ...more, result: 'recorded', difference });

/** What a record said before is said again; a record of another door is none of ours. */
const replay = ({ clientId, eventId, answer }: KnownRecord, here: string): Told =>
  eventId === here ? { clientId, answer, replayed: true } : { clientId, answer: refused('door.otherDoor'), replayed: true };

const ofSeat = ({ seatId, orderId, name, dueYen }: SeatAtDoor): Partial<DoorAnswer> => ({ registrationId: orderId, seatIds: [seatId], name, dueYen });

/** Somebody comes in by a pass or by the list. */
async function comeIn(tx: Sql, { event, actor }: Standing, { at, late, record: { where } }: Said, { pass, seatId }: DoorCheckIn): Promise<DoorAnswer> {
  const found = await checkIn(tx, { subjectId: event.id, ...(seatId === undefined ? { pass: pass ?? '' } : { seatId }), at, by: actor.accountId, where: where ?? null });
  if (found.result === 'done') return { result: 'done', ...ofSeat(found.seat) };
  if (found.result === 'already') {
    const by = await letInBy(tx, found.seat.seatId);
    return {
      result: 'already',
      ...ofSeat(found.seat),
      alreadyAt: found.alreadyAt.toISOString(),
      ...(found.alreadyWhere === null ? {} : { alreadyWhere: found.alreadyWhere }),
      ...(by === null ? {} : { alreadyBy: by }),
    };
  }
  const about = found.seat ? ofSeat(found.seat) : {};
  if (late && found.code === 'seat.cancelled') return differing('seatCancelled', about);
  if (late && found.code === 'order.notConfirmed') return differing('notPaid', about);
  return refused(found.code, found.params, about);
}

const dueOf = ({ amountYen, paidYen }: Pick<DoorOrderRow, 'amountYen' | 'paidYen'>): number => Math.max(0, amountYen - paidYen);
const ended = ({ status }: DoorOrderRow): boolean => status === 'cancelled' || status === 'expired';

/** Cash for a registration. What is due is booked; what was taken beyond it is kept as a difference. */
async function takeCash(tx: Sql, { event, actor, now }: Standing, { record, at, late }: Said, { registrationId, amountYen }: DoorPayment): Promise<DoorAnswer> {
  const order = await lockDoorOrder(tx, event.id, registrationId);
  if (!order) return refused('door.registrationUnknown', {}, { differenceYen: late ? amountYen : 0 });
  const about = { registrationId: order.id, name: order.name };
  if (amountYen > order.mostYen) return refused('door.moreThanDue', { dueYen: dueOf(order), amountYen }, { ...about, dueYen: dueOf(order) });
  if (ended(order)) return late ? differing('orderEnded', { ...about, differenceYen: amountYen, dueYen: 0 }) : refused('door.orderEnded', {}, about);
  const { bookedYen, differenceYen } = bookableCash(order, amountYen);
  if (bookedYen > 0) await recordCash(tx, { orderId: order.id, amountYen: bookedYen, clientId: record.clientId, takenBy: actor.accountId, receivedAt: at, at: now });
  const dueYen = dueOf(order) - bookedYen;
  return differenceYen > 0 ? differing('paidTwice', { ...about, bookedYen, differenceYen, dueYen }) : { result: 'done', ...about, bookedYen, dueYen };
}

/** Somebody who had not registered. At once a full house can still say no; what is heard of later has happened. */
async function letIn(tx: Sql, { event, actor, now }: Standing, { record, at, late }: Said, walking: DoorWalkIn): Promise<DoorAnswer> {
  const types = await ticketTypesOf(tx, [event.id]);
  const type = walking.ticketTypeId === undefined ? types[0] : types.find(({ id }) => id === walking.ticketTypeId);
  const { name, quantity = 1, amountYen = 0, email, locale = 'ja' } = walking;
  if (!type) return refused('door.ticketTypeUnknown', {}, { name });
  if (amountYen > type.priceYen * quantity) return refused('door.moreThanDue', { dueYen: type.priceYen * quantity, amountYen }, { name });
  await tx.query('select from sales where subject_id = $1 for update', [event.id]);
  const [fresh] = (await ticketTypesOf(tx, [event.id])).filter(({ id }) => id === type.id);
  const left = fresh?.seatsLeft ?? 0;
  if (left < quantity && !late) return refused('door.noSeatLeft', { left: Math.max(0, left) }, { name });
  const came = await walkIn(tx, { subjectId: event.id, ticketTypeId: type.id, quantity, name, ...(email === undefined ? {} : { email }), locale, at, by: actor.accountId, where: record.where ?? null });
  if (amountYen > 0) await recordCash(tx, { orderId: came.orderId, amountYen, clientId: record.clientId, takenBy: actor.accountId, receivedAt: at, at: now });
  const about = { registrationId: came.orderId, seatIds: came.seats.map(({ seatId }) => seatId), name, bookedYen: amountYen, dueYen: came.dueYen - amountYen };
  return came.over ? differing('noSeatLeft', about) : { result: 'done', ...about };
}

async function cashOf(sql: Sql, eventId: string): Promise<DoorCashView> {
  const { people, differenceYen } = await doorCash(sql, eventId);
  return { totalYen: people.reduce((sum, { yen }) => sum + yen, 0), differenceYen, people };
}

async function countsOf(sql: Sql, eventId: string): Promise<DoorCountsView> {
  const { capacity, seats, checkedIn } = await doorCounts(sql, eventId);
  return { capacity, seats, checkedIn, seatsLeft: Math.max(0, capacity - seats) };
}

/** What is said of a difference or a refusal. */
function messageOf({ code, params = {}, difference, differenceYen = 0 }: DoorAnswer, locale: Locale): string | null {
  const words: Readonly<Record<string, Sentence>> = REFUSALS;
  const sentence = words[code ?? (difference ? `door.${difference}` : '')];
  return sentence ? say(sentence, locale, { differenceYen, left: 0, ...params }) : null;
}

function resultView({ clientId, answer, replayed, fields }: Told, locale: Locale): DoorResultView {
  const { params: _, ...shown } = answer;
  const message = messageOf(answer, locale);
  return {
    clientId,
    replayed,
    ...shown,
    ...(message === null ? {} : { message }),
    ...(fields ? { fields: problemOf(Refusal.input(fields), locale).fields ?? [] } : {}),
  };
}
