import { boundary, fullPeriodAt, nextMonthDay, prorated, type Cycle } from './billing-periods.js';

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;
const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
const MONTHLY: Cycle = { interval: 'month', count: 1 };
const YEARLY: Cycle = { interval: 'year', count: 1 };

describe('billing periods', () => {
  it('bills on the last day where a month is too short, and comes back to the 31st', () => {
    const anchor = at('2027-10-31T03:00:00');
    expect([0, 1, 2, 3, 4, 5].map((n) => day(boundary(anchor, MONTHLY, n)))).toEqual([
      '2027-10-31',
      '2027-11-30',
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
    ]);
  });

  it('bills a yearly subscription of 29 February on the 28th, and in the next leap year on the 29th', () => {
    const anchor = at('2028-02-29T03:00:00');
    expect([1, 2, 3, 4].map((n) => day(boundary(anchor, YEARLY, n)))).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']);
  });

  it.each([
    ['2026-12-31T15:00:00', '2026-12-31T15:00:00', '2027-01-31'],
    ['2026-12-31T15:00:00', '2026-12-31T14:59:59', '2026-12-31'],
    ['2026-01-31T00:00:00', '2026-02-28T00:00:00', '2026-03-31'],
    ['2026-06-15T00:00:00', '2026-01-01T00:00:00', '2026-01-15'],
  ])('anchored at %s, the period of %s ends on %s', (anchor, instant, end) => {
    const period = fullPeriodAt(at(anchor), MONTHLY, at(instant));
    expect(day(period.end)).toBe(end);
    expect(period.start).toBeLessThanOrEqual(at(instant));
    expect(period.end).toBeGreaterThan(at(instant));
  });

  it('splits by second, halves away from zero, and never says minus zero', () => {
    const period = { start: 0, end: 1000 };
    expect(prorated(3000, period, 250, 1000)).toBe(2250);
    expect(prorated(1, period, 0, 500)).toBe(1);
    expect(prorated(-1, period, 0, 500)).toBe(-1);
    expect(Object.is(prorated(-3000, period, 1000, 1000), 0)).toBe(true);
  });

  it('finds the next wished day of the month, clamped to its end', () => {
    expect(day(nextMonthDay(at('2026-11-21T12:00:00'), { day: 1, hour: 3, minute: 0, second: 0 }))).toBe('2026-12-01');
    expect(day(nextMonthDay(at('2027-02-10T00:00:00'), { day: 31 }))).toBe('2027-02-28');
    expect(day(nextMonthDay(at('2026-11-21T00:00:00'), { day: 29, month: 2 }))).toBe('2027-02-28');
  });
});
