import { day, Refusal, step } from '#libs/kernel';
import { exceptionComplaints, hoursComplaints, JOINING, missingRecruitingItems, occupiedPartOf, openDays, type HoursInput } from './space.rules.js';

describe('joining the network', () => {
  it('goes from the application over the steward to the terms', () => {
    expect(step(JOINING, step(JOINING, 'applied', 'accept'), 'acceptTerms')).toBe('member');
    expect(step(JOINING, 'applied', 'refuse')).toBe('declined');
  });

  it('takes no shortcut and no second decision', () => {
    expect(() => step(JOINING, 'applied', 'acceptTerms')).toThrow(Refusal);
    for (const over of ['declined', 'member', 'left'] as const) expect(JOINING[over]).toEqual({});
  });
});

describe('a week of opening hours', () => {
  const open = (weekday: HoursInput['weekday'], opensAt: string, closesAt: string): HoursInput => ({ weekday, opensAt, closesAt });

  it('may close at noon, touch, end at midnight, and have rows of its own on holidays', () => {
    expect(hoursComplaints([open('1', '09:00', '12:00'), open('1', '12:00', '24:00'), open('2', '09:00', '12:00'), open('holiday', '10:00', '17:00')])).toEqual([]);
  });

  it('names the row that closes before it opens, or overlaps another of its weekday', () => {
    expect(hoursComplaints([open('1', '09:00', '12:00'), open('2', '10:00', '10:00'), open('1', '11:59', '15:00'), open('1', '08:00', '22:00')])).toEqual([
      { path: 'hours.1.closesAt', code: 'reversed' },
      { path: 'hours.2.opensAt', code: 'hoursOverlap' },
      { path: 'hours.3.opensAt', code: 'hoursOverlap' },
    ]);
  });

  it('names days that differ wrongly', () => {
    const rows = [
      { day: '2026-11-20', closed: true },
      { day: '2026-11-23', closed: true },
      { day: '2026-11-23', closed: true },
      { day: '2026-11-24', closed: false },
      { day: '2026-11-25', closed: false, opensAt: '10:00' },
      { day: '2026-11-26', closed: false, opensAt: '10:00', closesAt: '09:00' },
    ];
    expect(exceptionComplaints(rows, day('2026-11-21'))).toEqual([
      { path: 'exceptions.0.day', code: 'past' },
      { path: 'exceptions.2.day', code: 'duplicate' },
      { path: 'exceptions.3.opensAt', code: 'required' },
      { path: 'exceptions.4.closesAt', code: 'required' },
      { path: 'exceptions.5.closesAt', code: 'reversed' },
    ]);
  });

  it('shows the days ahead with their holidays and reasons', () => {
    const hours = [
      { weekday: 1, opensAt: '09:00', closesAt: '22:00' },
      { weekday: 'holiday', opensAt: '10:00', closesAt: '17:00' },
      { weekday: 2, opensAt: '09:00', closesAt: '22:00' },
    ] as const;
    const shown = openDays(day('2026-11-22'), 3, hours, [{ day: day('2026-11-24'), closed: true, reason: '棚卸し' }]);
    expect(shown).toEqual([
      { day: '2026-11-22', holiday: null, reason: '', hours: [] },
      { day: '2026-11-23', holiday: { ja: '勤労感謝の日', en: expect.any(String) }, reason: '', hours: [{ opensAt: '10:00', closesAt: '17:00' }] },
      { day: '2026-11-24', holiday: null, reason: '棚卸し', hours: [] },
    ]);
  });
});

describe('rooms and tables', () => {
  it('a room takes all of itself, a table in it only its own position, a table alone all of itself', () => {
    expect(occupiedPartOf({ id: 'room', kind: 'room', partOfId: null, position: 0 })).toEqual({ areaId: 'room', positions: '[0,)' });
    expect(occupiedPartOf({ id: 'table', kind: 'table', partOfId: 'room', position: 3 })).toEqual({ areaId: 'room', positions: '[3,4)' });
    expect(occupiedPartOf({ id: 'table', kind: 'table', partOfId: null, position: 0 })).toEqual({ areaId: 'table', positions: '[0,)' });
  });
});

describe('the six recruiting items', () => {
  it('are missing while they are blank', () => {
    const items = { recruiterName: '北のつくえ', recruiterAddress: ' ', recruiterContact: '', recruitingContent: '受付', recruitingPlace: '盛岡', recruitingReward: '1枠' };
    expect(missingRecruitingItems(items)).toEqual(['recruiterAddress', 'recruiterContact']);
  });
});
