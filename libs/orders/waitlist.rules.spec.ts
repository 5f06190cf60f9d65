import { afterSilence, offerDeadline, whomToOffer } from './waitlist.rules.js';

/** An instant by the clock of Tokyo. */
const at = (local: string): Date => new Date(`${local}:00+09:00`);
const deadline = (offered: string, starts: string): string => {
  const shown = new Date(offerDeadline(at(offered), at(starts)).getTime() + 9 * 3_600_000);
  return shown.toISOString().slice(0, 16);
};

describe('the deadline of an offered seat', () => {
  it.each([
    ['in the morning, a week ahead: ten hours today, fourteen tomorrow', '2026-11-20T12:00', '2026-11-28T19:00', '2026-11-21T22:00'],
    ['at noon and five hours: what is left of today, the rest over two days', '2026-11-20T17:00', '2026-11-28T19:00', '2026-11-22T13:00'],
    ['late in the evening: half an hour, then it stands still till eight', '2026-11-20T21:30', '2026-11-28T19:00', '2026-11-22T17:30'],
    ['at ten at night: it begins at eight', '2026-11-20T22:00', '2026-11-28T19:00', '2026-11-22T18:00'],
    ['in the middle of the night: it begins at eight', '2026-11-21T03:00', '2026-11-28T19:00', '2026-11-22T18:00'],
    ['at eight sharp', '2026-11-21T08:00', '2026-11-28T19:00', '2026-11-22T18:00'],
  ])('24 hours, %s', (_, offered, starts, ends) => {
    expect(deadline(offered, starts)).toBe(ends);
  });

  it.each([
    ['at noon', '2026-11-28T12:00', '2026-11-28T19:00', '2026-11-28T14:00'],
    ['before eight: from eight on', '2026-11-28T05:00', '2026-11-28T19:00', '2026-11-28T10:00'],
    ['an hour before it starts: no longer than that', '2026-11-28T18:00', '2026-11-28T19:00', '2026-11-28T19:00'],
    ['in the evening before a party at night: it stands still from ten, and the party ends it', '2026-11-28T21:00', '2026-11-28T23:00', '2026-11-28T23:00'],
  ])('2 hours on the day of the event, %s', (_, offered, starts, ends) => {
    expect(deadline(offered, starts)).toBe(ends);
  });

  it('made the evening before, it ends two hours into the day of the event', () => {
    expect(deadline('2026-11-27T20:00', '2026-11-28T19:00')).toBe('2026-11-28T10:00');
  });

  it('made the evening before a breakfast, it ends when the breakfast begins', () => {
    expect(deadline('2026-11-27T21:00', '2026-11-28T07:30')).toBe('2026-11-28T07:30');
  });

  it('runs over the end of the year', () => {
    expect(deadline('2026-12-31T20:00', '2027-01-09T19:00')).toBe('2027-01-02T16:00');
    expect(deadline('2026-12-31T23:30', '2027-01-01T18:00')).toBe('2027-01-01T10:00');
  });

  it('runs over a leap day, and over the first of March where there is none', () => {
    expect(deadline('2028-02-28T21:00', '2028-03-10T19:00')).toBe('2028-03-01T17:00');
    expect(deadline('2027-02-28T21:00', '2027-03-10T19:00')).toBe('2027-03-02T17:00');
    expect(deadline('2028-02-29T09:00', '2028-02-29T19:00')).toBe('2028-02-29T11:00');
  });

  it('never lies between 22:00 and 8:00 while the event is later, whatever the hour it was made', () => {
    for (let minute = 0; minute < 48 * 60; minute += 7) {
      const offered = new Date(at('2026-11-20T00:00').getTime() + minute * 60_000);
      const ends = new Date(offerDeadline(offered, at('2026-11-28T19:00')).getTime() + 9 * 3_600_000).toISOString().slice(11, 16);
      expect(ends >= '08:00' && ends <= '22:00').toBe(true);
    }
  });

  it('an earlier offer never ends after a later one', () => {
    let before = 0;
    for (let minute = 0; minute < 10 * 24 * 60; minute += 11) {
      const ends = offerDeadline(new Date(at('2026-11-19T00:00').getTime() + minute * 60_000), at('2026-11-28T19:00')).getTime();
      expect(ends).toBeGreaterThanOrEqual(before);
      before = ends;
    }
  });
});

describe('who is offered a free seat', () => {
  const line = [
    { id: 'four', partySize: 4, wishedTypeId: 'usual' },
    { id: 'two', partySize: 2, wishedTypeId: 'usual' },
    { id: 'one', partySize: 1, wishedTypeId: 'usual' },
  ];
  const typed = (seats: number, types: Readonly<Record<string, number | null>>) =>
    whomToOffer(line, { seats, types: Object.entries(types).map(([id, left]) => ({ id, seats: left })) }).map(({ id, typeId }) => `${id}: ${typeId}`);
  const offered = (seats: number, ofType: number | null = null) => whomToOffer(line, { seats, types: [{ id: 'usual', seats: ofType }] }).map(({ id }) => id);

  it('the first whose party fits; a bigger one before it keeps its place', () => {
    expect(offered(1)).toEqual(['one']);
    expect(offered(2)).toEqual(['two']);
    expect(offered(3)).toEqual(['two', 'one']);
    expect(offered(4)).toEqual(['four']);
    expect(offered(7)).toEqual(['four', 'two', 'one']);
  });

  it('nobody while nothing is free', () => {
    expect(offered(0)).toEqual([]);
    expect(whomToOffer([], { seats: 3, types: [{ id: 'usual', seats: null }] })).toEqual([]);
  });

  it('nobody whose party no ticket type can hold', () => {
    expect(offered(7, 2)).toEqual(['two']);
    expect(offered(7, 3)).toEqual(['two', 'one']);
    expect(offered(7, 0)).toEqual([]);
  });

  it('of the type that was wished for, and where that is full of another with room', () => {
    expect(typed(7, { cheap: 9, usual: 9 })).toEqual(['four: usual', 'two: usual', 'one: usual']);
    expect(typed(7, { cheap: 2, usual: 4 })).toEqual(['four: usual', 'two: cheap']);
    expect(typed(7, { cheap: null, usual: 1 })).toEqual(['four: cheap', 'two: cheap', 'one: usual']);
    expect(typed(7, { cheap: 3 })).toEqual(['two: cheap', 'one: cheap']);
    expect(typed(7, {})).toEqual([]);
  });
});

describe('an offer that nobody answered', () => {
  it('comes once more, then the line goes on without', () => {
    expect([1, 2, 3].map(afterSilence)).toEqual(['waitlisted', 'expired', 'expired']);
  });
});
