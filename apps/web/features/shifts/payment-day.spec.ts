import { paymentDayOf } from './payment-day';

describe('the payment day of a shift while it is written', () => {
  it.each([
    ['2026-11-21', '2026-12-25'],
    ['2026-12-31', '2027-01-25'],
    ['2026-09-30', '2026-10-23'], // the 25th is a Sunday
    ['2027-03-01', '2027-04-23'], // a Sunday again
  ])('a shift on %s is paid on %s', (day, due) => expect(paymentDayOf(day)).toBe(due));
});
