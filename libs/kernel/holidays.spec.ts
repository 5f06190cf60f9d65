import { holidayName, isBankDay, isHoliday, previousBankDay } from './holidays.js';
import { day } from './tokyo.js';

describe('Japanese holidays', () => {
  it.each([
    ['2026-01-01', '元日', "New Year's Day"],
    ['2025-02-24', '天皇誕生日 振替休日', 'Holiday in lieu'],
    ['2026-09-22', '休日', "Citizen's Holiday"],
    ['2026-11-23', '勤労感謝の日', 'Labor Thanksgiving Day'],
    ['2027-03-22', '春分の日 振替休日', 'Holiday in lieu'],
  ])('%s is %s', (on, ja, en) => {
    expect(holidayName(day(on))).toEqual({ ja, en });
    expect(isHoliday(day(on))).toBe(true);
  });

  it('are moved on when they fall on a Sunday in the golden week', () => {
    expect(isHoliday(day('2026-05-06'))).toBe(true);
    expect(isHoliday(day('2026-05-07'))).toBe(false);
  });

  it.each(['2026-11-21', '2026-11-22', '2026-11-24', '2026-12-25', '2026-12-31'])('%s is none', (on) => {
    expect(holidayName(day(on))).toBeNull();
    expect(isHoliday(day(on))).toBe(false);
  });
});

describe('a bank day', () => {
  it.each([
    ['2026-11-20', true, 'a Friday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-23', false, 'a holiday on a Monday'],
    ['2026-12-30', true, 'the last of the year'],
    ['2026-12-31', false, 'New Year’s Eve'],
    ['2029-01-01', false, 'New Year'],
    ['2029-01-02', false, 'a Tuesday on which banks rest'],
    ['2029-01-03', false, 'a Wednesday on which banks rest'],
    ['2029-01-04', true, 'the first of the year'],
  ])('%s: %p, %s', (on, open) => {
    expect(isBankDay(day(on))).toBe(open);
  });

  it.each([
    ['2026-11-20', '2026-11-20', 'itself'],
    ['2026-11-23', '2026-11-20', 'over a long weekend'],
    ['2026-09-23', '2026-09-18', 'over the silver week'],
    ['2027-01-03', '2026-12-30', 'over the turn of the year'],
    ['2027-05-05', '2027-04-30', 'over the golden week'],
  ])('before %s is %s: %s', (on, before) => {
    expect(previousBankDay(day(on))).toBe(before);
  });
});
