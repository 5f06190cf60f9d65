import fc from 'fast-check';
import { contains, minutes, openingHoursOn, overlaps, withinOpeningHours, type Hours, type HoursException, type Span } from './ranges.js';
import { atTokyo, day } from './tokyo.js';

/** Between two times of day in Tokyo, on Friday 2026-11-20 unless other days are named. */
function span(from: string, to: string, on = '2026-11-20', until = on): Span {
  return { startsAt: atTokyo(day(on), from), endsAt: atTokyo(day(until), to) };
}

describe('spans', () => {
  it.each([
    ['one after the other', span('10:00', '12:00'), span('12:00', '14:00'), false],
    ['apart', span('10:00', '11:00'), span('12:00', '14:00'), false],
    ['by a minute', span('10:00', '12:01'), span('12:00', '14:00'), true],
    ['one inside the other', span('10:00', '18:00'), span('12:00', '14:00'), true],
    ['the same', span('10:00', '12:00'), span('10:00', '12:00'), true],
  ])('overlap or not: %s', (_how, a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });

  it('contain what lies between their start and their end', () => {
    const office = span('09:00', '18:00');
    expect(contains(office, span('09:00', '18:00'))).toBe(true);
    expect(contains(office, span('08:59', '10:00'))).toBe(false);
    expect(contains(office, span('17:00', '18:01'))).toBe(false);
    expect(contains(office, office.startsAt)).toBe(true);
    expect(contains(office, office.endsAt)).toBe(false);
  });

  it('overlap exactly when they share a minute', () => {
    const minute = fc.integer({ min: 0, max: 40 });
    const spans = fc.tuple(minute, fc.integer({ min: 1, max: 10 })).map(([from, length]) => ({
      startsAt: new Date(from * 60_000),
      endsAt: new Date((from + length) * 60_000),
    }));
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const shared = Array.from({ length: 60 }, (_, at) => new Date(at * 60_000)).some((at) => contains(a, at) && contains(b, at));
        expect(overlaps(a, b)).toBe(shared);
      }),
    );
  });

  it('have a length', () => {
    expect(minutes(span('10:00', '12:30'))).toBe(150);
    expect(minutes(span('22:00', '02:00', '2026-11-20', '2026-11-21'))).toBe(240);
  });
});

describe('opening hours', () => {
  const FRIDAY = day('2026-11-20');
  const SUNDAY = day('2026-11-22');
  const HOLIDAY_MONDAY = day('2026-11-23');
  const week: Hours = [
    { weekday: 5, opensAt: '13:00', closesAt: '21:00' },
    { weekday: 5, opensAt: '09:00', closesAt: '12:00' },
    { weekday: 1, opensAt: '09:00', closesAt: '21:00' },
  ];
  const withHolidays: Hours = [...week, { weekday: 'holiday', opensAt: '10:00', closesAt: '17:00' }];

  it('are the rows of the weekday, earliest first', () => {
    expect(openingHoursOn(FRIDAY, week, [])).toEqual([
      { opensAt: '09:00', closesAt: '12:00' },
      { opensAt: '13:00', closesAt: '21:00' },
    ]);
  });

  it('are none on a weekday without rows', () => {
    expect(openingHoursOn(SUNDAY, withHolidays, [])).toEqual([]);
  });

  it('are those of holidays on a Japanese holiday, when the space has any', () => {
    expect(openingHoursOn(HOLIDAY_MONDAY, withHolidays, [])).toEqual([{ opensAt: '10:00', closesAt: '17:00' }]);
    expect(openingHoursOn(HOLIDAY_MONDAY, week, [])).toEqual([{ opensAt: '09:00', closesAt: '21:00' }]);
  });

  it('give way to an exception, on holidays and on days that are closed otherwise', () => {
    const exceptions: HoursException[] = [
      { day: FRIDAY, closed: true, reason: '設備点検' },
      { day: SUNDAY, closed: false, opensAt: '11:00', closesAt: '15:00' },
      { day: HOLIDAY_MONDAY, closed: false, opensAt: '06:00', closesAt: '24:00', reason: null },
    ];
    expect(openingHoursOn(FRIDAY, withHolidays, exceptions)).toEqual([]);
    expect(openingHoursOn(SUNDAY, withHolidays, exceptions)).toEqual([{ opensAt: '11:00', closesAt: '15:00' }]);
    expect(openingHoursOn(HOLIDAY_MONDAY, withHolidays, exceptions)).toEqual([{ opensAt: '06:00', closesAt: '24:00' }]);
  });

  it.each([
    ['to the minute', span('09:00', '12:00'), true],
    ['a minute early', span('08:59', '12:00'), false],
    ['a minute late', span('13:00', '21:01'), false],
    ['over the closed lunch hour', span('10:00', '15:00'), false],
    ['over night', span('20:00', '10:00', '2026-11-20', '2026-11-23'), false],
  ])('hold a span: %s', (_how, wanted, expected) => {
    expect(withinOpeningHours(wanted, week, [])).toBe(expected);
  });

  it('run on over midnight when the next day opens at 00:00', () => {
    const late: Hours = [
      { weekday: 5, opensAt: '18:00', closesAt: '24:00' },
      { weekday: 6, opensAt: '00:00', closesAt: '02:00' },
    ];
    expect(withinOpeningHours(span('22:00', '02:00', '2026-11-20', '2026-11-21'), late, [])).toBe(true);
    expect(withinOpeningHours(span('22:00', '24:00'), late, [])).toBe(true);
    expect(withinOpeningHours(span('22:00', '02:01', '2026-11-20', '2026-11-21'), late, [])).toBe(false);
    const closedSaturday = [{ day: day('2026-11-21'), closed: true }];
    expect(withinOpeningHours(span('22:00', '00:30', '2026-11-20', '2026-11-21'), late, closedSaturday)).toBe(false);
  });

  it('hold several days in a space that never closes', () => {
    const always: Hours = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({ weekday, opensAt: '00:00', closesAt: '24:00' }));
    expect(withinOpeningHours(span('05:00', '23:00', '2026-11-20', '2026-11-25'), always, [])).toBe(true);
    expect(withinOpeningHours(span('05:00', '23:00', '2026-11-20', '2026-11-25'), always, [{ day: SUNDAY, closed: true }])).toBe(false);
  });

  it('join rows that touch or overlap', () => {
    const rows: Hours = [
      { weekday: 5, opensAt: '09:00', closesAt: '13:00' },
      { weekday: 5, opensAt: '13:00', closesAt: '17:00' },
      { weekday: 5, opensAt: '15:00', closesAt: '20:00' },
    ];
    expect(withinOpeningHours(span('10:00', '20:00'), rows, [])).toBe(true);
  });
});
