import holidays from '@holiday-jp/holiday_jp/lib/holidays.js';
import { holidayOf } from './holidays';
import { addDays } from './tokyo';

describe('holidays by rule', () => {
  it('agrees with the published table on every day from 2022 to 2050', () => {
    const differing: string[] = [];
    for (let day = '2022-01-01'; day < '2050-11-24'; day = addDays(day, 1)) {
      if (Boolean(holidayOf(day)) !== day in holidays) differing.push(day);
    }
    expect(differing).toEqual([]);
  });

  it('names a day between two holidays and a substitute', () => {
    expect(holidayOf('2026-09-22')?.ja).toBe('国民の休日');
    expect(holidayOf('2027-03-22')?.ja).toBe('振替休日');
    expect(holidayOf('2026-11-23')?.ja).toBe('勤労感謝の日');
    expect(holidayOf('2026-11-24')).toBeUndefined();
  });
});
