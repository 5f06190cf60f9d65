import type { Door, DoorRegistration, DoorResult, DoorSeat } from './door.types';
import type { KeptRecord } from './door.store';

/** A registration with its seats, as things stand on this device. */
export interface Guest extends DoorRegistration {
  seats: DoorSeat[];
  /** Let in on this device and not known to the server yet. */
  waits: boolean;
}

/** The door as this device sees it: what the server said last, and what has happened here since. */
export interface DoorNow {
  guests: Guest[];
  seats: number;
  checkedIn: number;
  seatsLeft: number;
  cashYen: number;
  /** Of it taken at this device and not sent yet. */
  cashWaitingYen: number;
}

/** Whether a record is not in the list that was read last: it waits, or was sent after the list was asked for. Refused ones change nothing. */
const counts = (record: KeptRecord, readAt: number): boolean => record.result?.result !== 'refused' && (record.sentAt === null || record.sentAt > readAt);

export function doorNow(door: Door, readAt: number, records: readonly KeptRecord[]): DoorNow {
  const guests = new Map<string, Guest>(
    door.registrations.map((registration) => [registration.id, { ...registration, seats: door.seats.filter((seat) => seat.registrationId === registration.id), waits: false }]),
  );
  let cashYen = door.cash.totalYen;
  let cashWaitingYen = 0;
  const took = (yen: number, record: KeptRecord): void => {
    cashYen += yen;
    if (record.sentAt === null) cashWaitingYen += yen;
  };
  for (const record of records.filter((one) => counts(one, readAt))) {
    if (record.checkIn) letIn(guests, record, door.standingName);
    if (record.payment) {
      const { registrationId, amountYen } = record.payment;
      const guest = guests.get(registrationId);
      const booked = Math.min(amountYen, guest?.dueYen ?? 0);
      if (guest) guests.set(registrationId, { ...guest, paidYen: guest.paidYen + booked, dueYen: guest.dueYen - booked });
      took(booked, record);
    }
    if (record.walkIn) {
      const guest = walkedIn(door, record);
      guests.set(guest.id, guest);
      took(record.walkIn.amountYen ?? 0, record);
    }
  }
  const all = [...guests.values()];
  const taken = all.filter(({ status }) => status !== 'cancelled' && status !== 'expired').flatMap((guest) => guest.seats.filter(({ status }) => status === 'taken'));
  const walked = all.filter(({ id }) => !door.registrations.some((known) => known.id === id)).flatMap(({ seats }) => seats).length;
  return {
    guests: all,
    seats: taken.length,
    checkedIn: taken.filter(({ checkedInAt }) => checkedInAt !== null).length,
    seatsLeft: Math.max(0, door.counts.seatsLeft - walked),
    cashYen,
    cashWaitingYen,
  };
}

function letIn(guests: Map<string, Guest>, record: KeptRecord, by: string): void {
  const pass = passIn(record.checkIn?.pass ?? '');
  for (const guest of guests.values()) {
    const seat = guest.seats.find(({ id, pass: own }) => id === record.checkIn?.seatId || own === pass);
    if (!seat || seat.checkedInAt !== null || seat.status === 'cancelled') continue;
    const came = { ...seat, checkedInAt: record.at, checkedInWhere: record.where, checkedInBy: by };
    guests.set(guest.id, { ...guest, waits: guest.waits || record.sentAt === null, seats: guest.seats.map((one) => (one.id === seat.id ? came : one)) });
  }
}

/** Somebody who was let in here; the number comes from the server. */
function walkedIn(door: Door, { clientId, at, where, walkIn, sentAt }: KeptRecord): Guest {
  const { name = '', ticketTypeId, quantity = 1, amountYen = 0 } = walkIn ?? {};
  const type = door.ticketTypes.find(({ id }) => id === ticketTypeId) ?? door.ticketTypes[0];
  const price = (type?.priceYen ?? 0) * quantity;
  const seat = { registrationId: clientId, name, pass: '', status: 'taken' as const, checkedInAt: at, checkedInWhere: where, checkedInBy: door.standingName };
  return {
    id: clientId,
    number: 0,
    name,
    role: 'guest',
    status: 'confirmed',
    ticketType: type?.name ?? '',
    quantity,
    method: 'door',
    amountYen: price,
    paidYen: amountYen,
    dueYen: price - amountYen,
    seats: Array.from({ length: quantity }, (_, place) => ({ ...seat, id: `${clientId}-${place}`, place: place + 1 })),
    waits: sentAt === null,
  };
}

/** A pass as it was read or typed, also out of an address that ends with it: no blanks and hyphens, letters that look like figures put right. Null for what is none. */
export function passIn(text: string): string | null {
  const written = text.normalize('NFKC').trim();
  const last = /[?&#]pass=([^&#]+)/.exec(written)?.[1] ?? written.split(/[/?#=]/).at(-1) ?? '';
  const pass = last
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('O', '0');
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(pass) ? pass : null;
}

/** What somebody at the door is told about a pass or a seat. */
export type Verdict =
  | { kind: 'comes'; guest: Guest; seat: DoorSeat }
  | { kind: 'already'; guest: Guest; seat: DoorSeat }
  | { kind: 'cancelled'; guest: Guest; seat: DoorSeat }
  | { kind: 'notPaid'; guest: Guest; seat: DoorSeat }
  /** A pass that is not in the list of this device: the server may know it. */
  | { kind: 'unknown'; pass: string }
  | { kind: 'noPass' };

/** What was read last, what this device thinks of it, and what the server answered. */
export interface Read {
  verdict: Verdict;
  result: DoorResult | null;
  asking: boolean;
}

export function verdictOn(now: DoorNow, text: string): Verdict {
  const pass = passIn(text);
  if (pass === null) return { kind: 'noPass' };
  for (const guest of now.guests) {
    const seat = guest.seats.find((one) => one.pass === pass);
    if (seat) return verdictOnSeat(guest, seat);
  }
  return { kind: 'unknown', pass };
}

function verdictOnSeat(guest: Guest, seat: DoorSeat): Verdict {
  if (seat.status === 'cancelled') return { kind: 'cancelled', guest, seat };
  if (seat.checkedInAt !== null) return { kind: 'already', guest, seat };
  return guest.status === 'confirmed' ? { kind: 'comes', guest, seat } : { kind: 'notPaid', guest, seat };
}

/** Who is looked for by name, number or pass; everybody without a search. Who is still outside comes first. */
export function found(now: DoorNow, search: string, only: 'all' | 'outside' | 'due'): Guest[] {
  const wanted = plain(search);
  const pass = passIn(search);
  const matches = (guest: Guest): boolean =>
    wanted === '' || String(guest.number) === wanted || plain(guest.name).includes(wanted) || guest.seats.some((seat) => plain(seat.name).includes(wanted) || seat.pass === pass);
  const shown = (guest: Guest): boolean => only === 'all' || (only === 'due' ? guest.dueYen > 0 && !hasEnded(guest) : isOutside(guest));
  return now.guests.filter((guest) => matches(guest) && shown(guest)).sort((a, b) => Number(isOutside(b)) - Number(isOutside(a)) || a.number - b.number);
}

export const hasEnded = ({ status }: Guest): boolean => status === 'cancelled' || status === 'expired';
export const outside = (guest: Guest): DoorSeat[] => (hasEnded(guest) ? [] : guest.seats.filter(({ status, checkedInAt }) => status === 'taken' && checkedInAt === null));
const isOutside = (guest: Guest): boolean => outside(guest).length > 0;

/** Names are compared without blanks, case and the width of letters; katakana as hiragana. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s/g, '')
    .replaceAll(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
