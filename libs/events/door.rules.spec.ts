import { bookableCash, happenedAt, isLate } from './door.rules.js';

const NOW = new Date('2026-11-28T10:00:00Z');
const minutes = (n: number): Date => new Date(NOW.getTime() + n * 60_000);

describe('cash at the door', () => {
  it.each([
    ['all that is due', { amountYen: 2_000, paidYen: 0 }, 2_000, 2_000, 0],
    ['a part of it', { amountYen: 2_000, paidYen: 0 }, 500, 500, 0],
    ['the rest', { amountYen: 2_000, paidYen: 1_500 }, 500, 500, 0],
    ['what was paid elsewhere meanwhile', { amountYen: 1_000, paidYen: 1_000 }, 1_000, 0, 1_000],
    ['for two seats, of which one was given back', { amountYen: 1_000, paidYen: 0 }, 2_000, 1_000, 1_000],
    ['after more came in than is due now', { amountYen: 500, paidYen: 1_000 }, 500, 0, 500],
  ])('%s', (_, due, taken, bookedYen, differenceYen) => {
    expect(bookableCash(due, taken)).toEqual({ bookedYen, differenceYen });
  });
});

describe('the time of a record', () => {
  it('is the phone’s, but never later than it arrived', () => {
    expect(happenedAt(minutes(-30), NOW, minutes(10))).toEqual(minutes(-30));
    expect(happenedAt(minutes(5), NOW, minutes(10))).toEqual(NOW);
  });

  it('is that of its arrival when the phone’s clock stands before the door was open', () => {
    expect(happenedAt(minutes(-12 * 60), NOW, NOW)).toEqual(minutes(-12 * 60));
    expect(happenedAt(minutes(-12 * 60 - 1), NOW, NOW)).toEqual(NOW);
    expect(happenedAt(new Date('2001-01-01T00:00:00Z'), NOW, NOW)).toEqual(NOW);
  });

  it('is late once the guest cannot be turned back any more', () => {
    expect(isLate(minutes(-2), NOW)).toBe(false);
    expect(isLate(new Date(minutes(-2).getTime() - 1), NOW)).toBe(true);
  });
});
