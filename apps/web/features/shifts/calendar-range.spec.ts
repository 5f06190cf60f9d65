import { meantDays, shownDays, stepDay } from './calendar-range';

describe('what the calendar shows', () => {
  it('is a week from Monday on, also for a Sunday', () => expect(shownDays('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' }));
  it('is a month in whole weeks', () => expect(shownDays('month', '2026-11-21')).toEqual({ from: '2026-10-26', to: '2026-12-06' }));
  it('counts only the month itself', () => expect(meantDays('month', '2026-11-21')).toEqual({ from: '2026-11-01', to: '2026-11-30' }));
  it('steps by whole months, never over a short one', () => expect(stepDay('month', '2027-01-31', 1)).toBe('2027-02-01'));
  it('steps by a week', () => expect(stepDay('week', '2026-11-22', -1)).toBe('2026-11-15'));
});
