export { formatYen, isYen, split, yen, type Yen } from './yen.js';
export { isId, newId } from './ids.js';
export { isLinkToken, linkToken, type LinkPurpose, type SecretKeys } from './links.js';
export { Clock, MovableClock, SystemClock, type Lapse } from './clock.js';
export {
  addDays,
  atTokyo,
  day,
  dayIn,
  daysBetween,
  dayStart,
  endOfMonth,
  isDay,
  isMonth,
  isTimeOfDay,
  month,
  monthOf,
  nextMonth,
  tokyoDay,
  tokyoTime,
  weekdayOf,
  type Day,
  type Month,
  type Weekday,
} from './tokyo.js';
export { holidayName, isBankDay, isHoliday, previousBankDay, type HolidayName } from './holidays.js';
export { assertWithin60Days, daysUntilPaid, paymentDueOn } from './payment-day.js';
export {
  contains,
  minutes,
  openingHoursOn,
  overlaps,
  withinOpeningHours,
  type Hours,
  type HoursException,
  type OpeningHours,
  type Span,
} from './ranges.js';
export { canStep, step, type Machine } from './machine.js';
export {
  Refusal,
  type FieldError,
  type NextStep,
  type Params,
  type Reason,
  type RefusalDetails,
  type RefusalKind,
  type RefusalStatus,
} from './refusal.js';
export { isStorable, normalizeDigits, searchKey, toKatakana } from './text.js';
