import fc from 'fast-check';
import {
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
} from './tokyo.js';

const instants = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true });
const days = instants.map(tokyoDay);

describe('a Tokyo day', () => {
  it.each(['2026-11-21', '2028-02-29', '2000-02-29', '2026-12-31'])('is read from %s', (text) => {
    expect(day(text)).toBe(text);
  });

  it.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'])('does not exist: %s', (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => day(text)).toThrow(RangeError);
  });

  it.each(['2026-1-1', '26-01-01', '2026/11/21', '２０２６-11-21', ' 2026-11-21', '2026-11-21T00:00', ''])('is not written %p', (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => day(text)).toThrow(RangeError);
  });

  it('is never something other than text', () => {
    expect([null, undefined, 20261121, new Date()].some(isDay)).toBe(false);
  });

  it('begins at 15:00 UTC of the day before', () => {
    expect(dayStart(day('2026-11-21'))).toEqual(new Date('2026-11-20T15:00:00Z'));
    expect(tokyoDay(new Date('2026-11-20T14:59:59.999Z'))).toBe('2026-11-20');
    expect(tokyoDay(new Date('2026-11-20T15:00:00Z'))).toBe('2026-11-21');
    expect(tokyoDay(new Date('2026-12-31T15:00:00Z'))).toBe('2027-01-01');
  });

  it('knows its weekday', () => {
    expect(weekdayOf(day('2026-11-21'))).toBe(6);
    expect(weekdayOf(day('2026-11-22'))).toBe(0);
    expect(weekdayOf(day('2000-02-29'))).toBe(2);
  });

  it('counts over the ends of months and years', () => {
    expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(day('2028-03-01'), -1)).toBe('2028-02-29');
    expect(addDays(day('2027-03-01'), -1)).toBe('2027-02-28');
    expect(daysBetween(day('2026-11-01'), day('2026-12-30'))).toBe(59);
    expect(daysBetween(day('2026-12-30'), day('2026-11-01'))).toBe(-59);
  });

  it('holds the instants from its start to the next start', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const on = tokyoDay(instant);
        expect(dayStart(on) <= instant && instant < dayStart(addDays(on, 1))).toBe(true);
      }),
    );
  });

  it('is where adding and counting agree', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -20_000, max: 20_000 }), (from, count) => {
        const to = addDays(from, count);
        expect(daysBetween(from, to)).toBe(count);
        expect(addDays(to, -count)).toBe(from);
        expect(weekdayOf(to)).toBe((((weekdayOf(from) + count) % 7) + 7) % 7);
      }),
    );
  });
});

describe('a time of day in Tokyo', () => {
  it.each([
    ['00:00', '2026-11-20T15:00:00Z'],
    ['08:59', '2026-11-20T23:59:00Z'],
    ['19:00', '2026-11-21T10:00:00Z'],
    ['24:00', '2026-11-21T15:00:00Z'],
  ])('%s is an instant', (time, instant) => {
    expect(atTokyo(day('2026-11-21'), time)).toEqual(new Date(instant));
  });

  it.each(['24:01', '25:00', '9:00', '19:60', '19:00:00', '', '１９:00'])('is not %p', (time) => {
    expect(isTimeOfDay(time)).toBe(false);
    expect(() => atTokyo(day('2026-11-21'), time)).toThrow('not a time of day');
  });

  it('is read from an instant, seconds dropped', () => {
    expect(tokyoTime(new Date('2026-11-21T10:00:59Z'))).toBe('19:00');
    expect(tokyoTime(new Date('2026-11-21T15:00:00Z'))).toBe('00:00');
  });

  it('comes back as it was given', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const back = atTokyo(tokyoDay(instant), tokyoTime(instant));
        expect(instant.getTime() - back.getTime()).toBeGreaterThanOrEqual(0);
        expect(instant.getTime() - back.getTime()).toBeLessThan(60_000);
      }),
    );
  });
});

describe('a month', () => {
  it('ends on its last day, leap years too', () => {
    expect(endOfMonth(day('2026-11-21'))).toBe('2026-11-30');
    expect(endOfMonth(day('2026-12-01'))).toBe('2026-12-31');
    expect(endOfMonth(day('2027-02-28'))).toBe('2027-02-28');
    expect(endOfMonth(day('2028-02-01'))).toBe('2028-02-29');
  });

  it('is followed by the next', () => {
    expect(monthOf(day('2026-11-21'))).toBe('2026-11');
    expect(nextMonth(month('2026-11'))).toBe('2026-12');
    expect(nextMonth(month('2026-12'))).toBe('2027-01');
  });

  it('has only the days it has', () => {
    expect(dayIn(month('2028-02'), 29)).toBe('2028-02-29');
    expect(dayIn(month('2026-11'), 1)).toBe('2026-11-01');
    expect(() => dayIn(month('2026-02'), 29)).toThrow('not a day');
  });

  it.each(['2026-13', '2026-00', '2026-1', '2026-11-01', '', null, 202611])('is not %p', (value) => {
    expect(isMonth(value)).toBe(false);
    expect(() => month(String(value))).toThrow('not a month');
  });
});
