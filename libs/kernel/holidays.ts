import holidayCalendar from '@holiday-jp/holiday_jp';
import { addDays, weekdayOf, type Day } from './tokyo.js';

/** The name of a public holiday in both languages. */
export interface HolidayName {
  ja: string;
  en: string;
}

const SUNDAY = 0;
const SATURDAY = 6;

/** By the written date: the package's own check of a Date would read the zone of the process. */
const NAMES: ReadonlyMap<string, HolidayName> = new Map(
  Object.values(holidayCalendar.holidays).map((holiday) => [holiday.date, { ja: holiday.name, en: holiday.name_en }]),
);

/** The name of the Japanese public holiday a day is, substitute holidays included, or null. The calendar reaches from 1970 to 2050. */
export function holidayName(of: Day): HolidayName | null {
  return NAMES.get(of) ?? null;
}

/** Whether a day is a Japanese public holiday. */
export function isHoliday(on: Day): boolean {
  return NAMES.has(on);
}

/** Whether Japanese banks move money on a day: not on weekends, public holidays, December 31 and January 1 to 3. */
export function isBankDay(on: Day): boolean {
  const weekday = weekdayOf(on);
  return weekday !== SUNDAY && weekday !== SATURDAY && !isHoliday(on) && !isTurnOfYear(on);
}

/** The latest bank day that is not after a day: the day itself when it is one. */
export function previousBankDay(on: Day): Day {
  return isBankDay(on) ? on : previousBankDay(addDays(on, -1));
}

function isTurnOfYear(on: Day): boolean {
  const date = on.slice(5);
  return date === '12-31' || date <= '01-03';
}
