import type { Door } from './door.types';
import { doorNow, found, passIn, verdictOn } from './door.model';
import type { KeptRecord } from './door.store';

const seat = (id: string, registrationId: string, name: string, pass: string): Door['seats'][number] => ({
  id,
  registrationId,
  place: 1,
  name,
  pass,
  status: 'taken',
  checkedInAt: null,
  checkedInWhere: null,
  checkedInBy: null,
});
const guest = (id: string, number: number, name: string, dueYen: number): Door['registrations'][number] => ({
  id,
  number,
  name,
  role: 'guest',
  status: 'confirmed',
  ticketType: '一般',
  quantity: 1,
  method: 'door',
  amountYen: 1_000,
  paidYen: 1_000 - dueYen,
  dueYen,
});
const DOOR: Door = {
  event: { id: 'e', title: 'JELLY', status: 'published', startsAt: '2026-11-28T10:00:00Z', endsAt: '2026-11-28T12:00:00Z', place: '' },
  serverTime: '2026-11-28T09:50:00Z',
  standingName: '渡辺 咲',
  counts: { capacity: 4, seats: 2, checkedIn: 0, seatsLeft: 2 },
  ticketTypes: [{ id: 't', name: '一般', priceYen: 1_000, seatsLeft: 2 }],
  registrations: [guest('a', 1, '高橋 ミノル', 1_000), guest('b', 2, '伊藤 さくら', 0)],
  seats: [seat('a1', 'a', '高橋 ミノル', 'AAAA00001111'), seat('b1', 'b', '伊藤 さくら', 'BBBB00002222')],
  cash: { totalYen: 500, differenceYen: 0, people: [] },
  differences: [],
  can: { record: true },
  why: { record: [] },
};
const READ_AT = 1_000;
const record = (what: Partial<KeptRecord>): KeptRecord => ({ clientId: 'c', eventId: 'e', at: '2026-11-28T09:55:00Z', where: '入口', name: '', sentAt: null, result: null, ...what });

describe('a pass', () => {
  it('is read out of whatever the code says, and however somebody types it', () => {
    for (const text of ['aaaa-0000 1111', 'AAAAOOOO1I1L', 'https://mazeru.test/p/AAAA00001111', 'https://mazeru.test/x?pass=AAAA00001111', 'ＡＡＡＡ００００１１１１']) expect(passIn(text)).toBe('AAAA00001111');
    for (const text of ['', 'AAAA', 'https://mazeru.test/', 'AAAA0000111U']) expect(passIn(text)).toBeNull();
  });
});

describe('the door on this device', () => {
  it('counts what waits and what was sent after the list was read, once', () => {
    const waiting = record({ checkIn: { seatId: 'a1' } });
    const paid = record({ clientId: 'd', payment: { registrationId: 'a', amountYen: 1_000 } });
    const sentBefore = record({ clientId: 'f', payment: { registrationId: 'b', amountYen: 1_000 }, sentAt: READ_AT - 1 });
    const now = doorNow(DOOR, READ_AT, [waiting, paid, sentBefore]);
    expect(now).toMatchObject({ seats: 2, checkedIn: 1, cashYen: 1_500, cashWaitingYen: 1_000 });
    expect(now.guests[0]).toMatchObject({ dueYen: 0, waits: true });
    expect(verdictOn(now, 'AAAA00001111')).toMatchObject({ kind: 'already', seat: { checkedInWhere: '入口', checkedInBy: '渡辺 咲' } });
  });

  it('lets in whoever walks in, and forgets what the server refused', () => {
    const walkIn = { name: '飛び込み 歩', ticketTypeId: 't', quantity: 2, amountYen: 2_000 };
    expect(doorNow(DOOR, READ_AT, [record({ walkIn })])).toMatchObject({ seats: 4, checkedIn: 2, seatsLeft: 0, cashYen: 2_500 });
    const refused = record({ walkIn, sentAt: READ_AT + 1, result: { clientId: 'c', result: 'refused', replayed: false } });
    expect(doorNow(DOOR, READ_AT, [refused])).toMatchObject({ seats: 2, seatsLeft: 2, cashYen: 500 });
  });

  it('finds people by part of a name, however it is written, by number and by pass', () => {
    const now = doorNow(DOOR, READ_AT, []);
    const names = (search: string, only: 'all' | 'outside' | 'due' = 'all') => found(now, search, only).map(({ number }) => number);
    expect(names('みのる')).toEqual([1]);
    expect(names('伊藤さ')).toEqual([2]);
    expect(names('２')).toEqual([2]);
    expect(names('BBBB00002222')).toEqual([2]);
    expect(names('', 'due')).toEqual([1]);
    expect(verdictOn(now, 'ZZZZ00002222').kind).toBe('unknown');
    expect(verdictOn(now, 'hello').kind).toBe('noPass');
  });
});
