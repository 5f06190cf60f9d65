import fc from 'fast-check';
import { isBankDay } from './holidays.js';
import { assertWithin60Days, daysUntilPaid, paymentDueOn } from './payment-day.js';
import { addDays, day, daysBetween, monthOf, nextMonth } from './tokyo.js';

describe('the day a shift is paid', () => {
  it.each([
    ['2026-11-01', '2026-12-25', 'on the 25th'],
    ['2026-11-30', '2026-12-25', 'the same for the whole month'],
    ['2026-12-31', '2027-01-25', 'over the new year'],
    ['2026-09-15', '2026-10-23', 'on the Friday before a Sunday'],
    ['2027-08-10', '2027-09-24', 'on the Friday before a Saturday'],
    ['2024-01-31', '2024-02-22', 'before a Sunday that follows a holiday on a Friday and a Saturday'],
  ])('a service of %s is paid on %s, %s', (served, due) => {
    expect(paymentDueOn(day(served))).toBe(due);
  });

  const first = day('2024-01-01');
  const servedOn = fc.integer({ min: 0, max: daysBetween(first, day('2050-10-31')) }).map((count) => addDays(first, count));

  it('is a bank day of the following month and never beyond 56 days, the day of the service included', () => {
    fc.assert(
      fc.property(servedOn, (served) => {
        const due = paymentDueOn(served);
        expect(monthOf(due)).toBe(nextMonth(monthOf(served)));
        expect(isBankDay(due)).toBe(true);
        expect(daysUntilPaid(served, due)).toBeLessThanOrEqual(56);
        expect(() => assertWithin60Days(served, due)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  it('waits longest from the first of a month of 31 days', () => {
    expect(daysUntilPaid(day('2028-07-01'), paymentDueOn(day('2028-07-01')))).toBe(56);
  });
});

describe('the legal limit', () => {
  it.each([
    ['2026-11-01', '2026-12-30'],
    ['2026-11-30', '2027-01-28'],
  ])('from %s lets %s pass as the 60th day', (served, last) => {
    expect(() => assertWithin60Days(day(served), day(last))).not.toThrow();
  });

  it('refuses the 61st day', () => {
    expect(() => assertWithin60Days(day('2026-11-01'), day('2026-12-31'))).toThrow(
      expect.objectContaining({
        code: 'payment.tooLate',
        status: 422,
        params: { serviceOn: '2026-11-01', dueOn: '2026-12-31', days: 61, most: 60 },
      }),
    );
  });
});
