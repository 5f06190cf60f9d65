import { addDays, type Day, partsOf, weekdayOf } from './tokyo';

/*
 * Japan's national holidays by the rule of the law (国民の祝日に関する法律), from 2022 on: a table of years would be many times
 * larger in the browser. holidays.spec.ts compares every day up to 2050 with the published table the server uses.
 */

export interface HolidayName {
  readonly ja: string;
  readonly en: string;
}

const FIXED: Readonly<Record<string, HolidayName>> = {
  '01-01': { ja: '元日', en: 'New Year’s Day' },
  '02-11': { ja: '建国記念の日', en: 'National Foundation Day' },
  '02-23': { ja: '天皇誕生日', en: 'Emperor’s Birthday' },
  '04-29': { ja: '昭和の日', en: 'Showa Day' },
  '05-03': { ja: '憲法記念日', en: 'Constitution Day' },
  '05-04': { ja: 'みどりの日', en: 'Greenery Day' },
  '05-05': { ja: 'こどもの日', en: 'Children’s Day' },
  '08-11': { ja: '山の日', en: 'Mountain Day' },
  '11-03': { ja: '文化の日', en: 'Culture Day' },
  '11-23': { ja: '勤労感謝の日', en: 'Labour Thanksgiving Day' },
};

/** Month → which Monday, and its name. */
const MONDAYS: Readonly<Record<number, { nth: number; name: HolidayName }>> = {
  1: { nth: 2, name: { ja: '成人の日', en: 'Coming of Age Day' } },
  7: { nth: 3, name: { ja: '海の日', en: 'Marine Day' } },
  9: { nth: 3, name: { ja: '敬老の日', en: 'Respect for the Aged Day' } },
  10: { nth: 2, name: { ja: 'スポーツの日', en: 'Sports Day' } },
};

const SUBSTITUTE: HolidayName = { ja: '振替休日', en: 'Substitute holiday' };
const BETWEEN: HolidayName = { ja: '国民の休日', en: 'National holiday' };

function equinox(year: number, month: number): number {
  const base = month === 3 ? 20.8431 : 23.2488;
  return Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));
}

function named(day: Day): HolidayName | undefined {
  const { year, month, date } = partsOf(day);
  if (month === 3 && date === equinox(year, 3)) return { ja: '春分の日', en: 'Vernal Equinox Day' };
  if (month === 9 && date === equinox(year, 9)) return { ja: '秋分の日', en: 'Autumnal Equinox Day' };
  const monday = MONDAYS[month];
  if (monday && weekdayOf(day) === 1 && Math.ceil(date / 7) === monday.nth) return monday.name;
  return FIXED[day.slice(5)];
}

/** A holiday on a Sunday moves to the next day that is none; so a day is a substitute when the holidays before it reach a Sunday. */
function substitutes(day: Day): boolean {
  for (let before = addDays(day, -1); named(before); before = addDays(before, -1)) {
    if (weekdayOf(before) === 0) return true;
  }
  return false;
}

/** The holiday that falls on a Tokyo day, if any. */
export function holidayOf(day: Day): HolidayName | undefined {
  const own = named(day);
  if (own) return own;
  if (substitutes(day)) return SUBSTITUTE;
  const enclosed = named(addDays(day, -1)) && named(addDays(day, 1)) && weekdayOf(day) !== 0;
  return enclosed ? BETWEEN : undefined;
}
