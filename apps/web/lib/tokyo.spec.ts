import { dayText, durationText, factsText, rangeText, timeRangeText } from './format';
import { addDays, addMonths, asDay, startOfWeek, tokyoDay, tokyoInstant, tokyoTime, weeksOfMonth } from './tokyo';

describe('Tokyo days in any browser', () => {
  it('crosses midnight at 15:00 UTC', () => {
    expect(tokyoDay('2026-11-21T14:59:59Z')).toBe('2026-11-21');
    expect(tokyoDay('2026-11-21T15:00:00Z')).toBe('2026-11-22');
    expect(tokyoTime('2026-11-21T15:00:00Z')).toBe('00:00');
    expect(tokyoInstant('2026-11-22', '00:00')).toBe('2026-11-21T15:00:00.000Z');
    expect(tokyoInstant('2026-11-21', '24:00')).toBe('2026-11-21T15:00:00.000Z');
  });

  it('steps over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(startOfWeek('2026-11-22')).toBe('2026-11-16');
    expect(weeksOfMonth('2027-02-10')).toEqual({ first: '2027-02-01', last: '2027-02-28' });
    expect(weeksOfMonth('2026-11-22')).toEqual({ first: '2026-10-26', last: '2026-12-06' });
  });

  it('takes no day from an address that names none', () => {
    expect(asDay('2026-11-22')).toBe('2026-11-22');
    for (const text of [null, '', '2026-13-01', '22.11.2026']) expect(asDay(text)).toBe('');
  });
});

describe('dates as people read them', () => {
  it('writes a range in both languages', () => {
    const [from, to] = ['2026-11-21T10:00:00Z', '2026-11-21T12:00:00Z'] as const;
    expect(rangeText(from, to, 'ja')).toBe('2026年11月21日(土) 19:00〜21:00');
    expect(rangeText(from, to, 'en')).toBe('Sat, 21 Nov 2026, 19:00–21:00');
  });

  it('says when a range runs into the next day', () => {
    expect(timeRangeText('2026-11-21T13:00:00Z', '2026-11-21T16:00:00Z', 'ja')).toBe('22:00〜翌01:00');
    expect(timeRangeText('2026-11-21T13:00:00Z', '2026-11-21T15:00:00Z', 'ja')).toBe('22:00〜24:00');
  });

  it('adds the word to a holiday', () => {
    expect(dayText('2026-11-23', 'ja', false)).toBe('11月23日(月・祝)');
    expect(dayText('2026-11-23', 'en')).toBe('Mon, 23 Nov 2026 (holiday)');
  });

  it('strings together the facts that hold', () => {
    const facts = ['勉強会', false, null, '12名'] as const;
    expect(factsText(facts, 'ja')).toBe('勉強会・12名');
    expect(factsText(facts, 'en')).toBe('勉強会 · 12名');
  });

  it('shortens how long it is', () => {
    expect(durationText(130 * 60_000, 'ja')).toBe('2時間10分');
    expect(durationText(61 * 3_600_000, 'en')).toBe('2 days');
  });
});
