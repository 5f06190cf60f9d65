import { month } from '#libs/kernel';
import { isFarEnough, isHereTime, LAST_WEEK, meetingDay, meetingSpan, missingMeetings, outOfOrder, type KnownMeeting, type MeetingRule } from './meeting.rules.js';

const THIRD_WEDNESDAY: MeetingRule = { week: 3, weekday: 3, startsAt: '20:00', minutes: 120 };
const dayOf = (of: string, rule: Partial<MeetingRule> = {}) => meetingDay(month(of), { ...THIRD_WEDNESDAY, ...rule });
const known = (of: string, startsAt: string, live = true): KnownMeeting => ({ month: of, startsAt: new Date(startsAt), live });
const monthsMissing = (there: readonly KnownMeeting[], now: string, rule = THIRD_WEDNESDAY) => missingMeetings(rule, there, new Date(now)).map(({ month: of }) => of);

describe('a meeting that is moved', () => {
  const span = (startsAt: string, endsAt: string) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });
  const december = { month: '2026-12', ...span('2026-12-16T11:00:00Z', '2026-12-16T13:00:00Z') };
  const february = { month: '2027-02', ...span('2027-02-17T11:00:00Z', '2027-02-17T13:00:00Z') };

  it('stays between those of the months around it, and may touch them', () => {
    const others = [december, february];
    expect(outOfOrder('2027-01', span('2027-02-10T11:00:00Z', '2027-02-10T13:00:00Z'), others)).toBeNull();
    expect(outOfOrder('2027-01', span('2027-02-17T09:00:00Z', '2027-02-17T11:00:00Z'), others)).toBeNull();
    expect(outOfOrder('2027-01', span('2027-02-17T10:00:00Z', '2027-02-17T11:30:00Z'), others)).toBe(february);
    expect(outOfOrder('2027-01', span('2026-12-16T12:00:00Z', '2026-12-16T14:00:00Z'), others)).toBe(december);
  });
});

describe('the day of the meeting', () => {
  it('is the third Wednesday, whichever weekday the month begins with', () => {
    expect(['2026-11', '2026-12', '2027-01', '2027-02', '2027-09'].map((of) => dayOf(of))).toEqual(['2026-11-18', '2026-12-16', '2027-01-20', '2027-02-17', '2027-09-15']);
  });

  it('is the first of the month where that is the weekday, and takes no notice of holidays', () => {
    expect(dayOf('2027-01', { week: 1, weekday: 5 })).toBe('2027-01-01');
    expect(dayOf('2026-11', { week: 1, weekday: 2 })).toBe('2026-11-03');
  });

  it('reaches 31 December and the 29th of a leap February as the last of its weekday, and never runs into the next month', () => {
    expect(dayOf('2026-12', { week: LAST_WEEK, weekday: 4 })).toBe('2026-12-31');
    expect(dayOf('2026-12', { week: LAST_WEEK, weekday: 5 })).toBe('2026-12-25');
    expect(dayOf('2028-02', { week: LAST_WEEK, weekday: 2 })).toBe('2028-02-29');
    expect(dayOf('2027-02', { week: LAST_WEEK, weekday: 0 })).toBe('2027-02-28');
    expect(dayOf('2028-02', { week: 4, weekday: 1 })).toBe('2028-02-28');
  });

  it('is counted by Tokyo’s calendar; a late meeting ends on the next day, the next year included', () => {
    expect(meetingSpan(month('2026-12'), THIRD_WEDNESDAY)).toEqual({ startsAt: new Date('2026-12-16T11:00:00Z'), endsAt: new Date('2026-12-16T13:00:00Z') });
    const late = meetingSpan(month('2026-12'), { week: LAST_WEEK, weekday: 4, startsAt: '23:00', minutes: 120 });
    expect(late).toEqual({ startsAt: new Date('2026-12-31T14:00:00Z'), endsAt: new Date('2026-12-31T16:00:00Z') });
  });
});

describe('what is still to be made', () => {
  it('is the next two meetings, over the turn of the year', () => {
    expect(monthsMissing([], '2026-11-21T01:00:00Z')).toEqual(['2026-12', '2027-01']);
    expect(monthsMissing([known('2026-12', '2026-12-16T11:00:00Z')], '2026-11-21T01:00:00Z')).toEqual(['2027-01']);
    expect(monthsMissing([known('2026-12', '2026-12-16T11:00:00Z'), known('2027-01', '2027-01-20T11:00:00Z')], '2026-11-21T01:00:00Z')).toEqual([]);
  });

  it('is one more from the minute in which a meeting begins', () => {
    const there = [known('2026-12', '2026-12-16T11:00:00Z'), known('2027-01', '2027-01-20T11:00:00Z')];
    expect(monthsMissing(there, '2026-12-16T10:59:00Z')).toEqual([]);
    expect(monthsMissing(there, '2026-12-16T11:00:00Z')).toEqual(['2027-02']);
  });

  it('is no second one in a month that had its meeting, or had it called off', () => {
    const fourth = { ...THIRD_WEDNESDAY, week: 4 };
    expect(monthsMissing([known('2026-11', '2026-11-18T11:00:00Z')], '2026-11-18T12:00:00Z', fourth)).toEqual(['2026-12', '2027-01']);
    expect(monthsMissing([known('2026-12', '2026-12-16T11:00:00Z', false)], '2026-11-21T01:00:00Z')).toEqual(['2027-01', '2027-02']);
  });

  it('is never on a day so near that nobody could arrange to be there', () => {
    expect(monthsMissing([], '2026-12-09T11:00:00Z')).toEqual(['2026-12', '2027-01']);
    expect(monthsMissing([], '2026-12-09T11:01:00Z')).toEqual(['2027-01', '2027-02']);
    expect(isFarEnough({ startsAt: new Date('2026-12-16T11:00:00Z') }, new Date('2026-12-09T11:00:01Z'))).toBe(false);
  });

  it('looks at the month that it is in Tokyo', () => {
    expect(monthsMissing([], '2026-12-31T14:59:00Z', { ...THIRD_WEDNESDAY, week: 1, weekday: 5 })).toEqual(['2027-02', '2027-03']);
    expect(monthsMissing([], '2026-12-31T15:00:00Z')).toEqual(['2027-01', '2027-02']);
  });
});

it('“I am here” is heard from a quarter of an hour before the start until the end', () => {
  const span = { startsAt: new Date('2026-12-16T11:00:00Z'), endsAt: new Date('2026-12-16T13:00:00Z') };
  const heard = (at: string) => isHereTime(span, new Date(at));
  expect(['2026-12-16T10:44:59Z', '2026-12-16T10:45:00Z', '2026-12-16T12:59:59Z', '2026-12-16T13:00:00Z'].map(heard)).toEqual([false, true, true, false]);
});
