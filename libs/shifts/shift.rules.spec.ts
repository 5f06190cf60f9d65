import { canStep, step } from '#libs/kernel';
import { checkInOpen, CLAIM_MACHINE, CLAIM_STATUSES, confirmsItselfAt, correctionOf, lateCancelDueYen, mayCorrect, SHIFT_MACHINE, withdrawalQuote, type ClaimAction, type ClaimStatus } from './shift.rules.js';

const HOUR = 3_600_000;
const now = new Date('2026-11-21T01:00:00Z');
const inHours = (hours: number): Date => new Date(now.getTime() + hours * HOUR);

describe('the states of a shift', () => {
  it('publishes a draft once and never brings a cancelled shift back', () => {
    expect(step(SHIFT_MACHINE, 'draft', 'publish')).toBe('published');
    expect(canStep(SHIFT_MACHINE, 'published', 'publish')).toBe(false);
    expect(Object.keys(SHIFT_MACHINE.cancelled)).toEqual([]);
  });
});

describe('the states of a claim', () => {
  it.each<[ClaimStatus, ClaimAction[]]>([
    ['requested', ['approve', 'reject', 'withdraw', 'cancel', 'release']],
    ['booked', ['withdraw', 'seekStandIn', 'checkIn', 'confirm', 'noShow', 'cancel', 'release']],
    ['standInWanted', ['keep', 'handOver', 'checkIn', 'confirm', 'noShow', 'cancel', 'release']],
    ['checkedIn', ['report', 'confirm', 'cancel']],
    ['reported', ['confirm']],
    ['confirmed', ['correct', 'takeBack']],
    ['noShow', ['restore', 'uphold']],
  ])('allows from %s only %j', (status, actions) => {
    expect(Object.keys(CLAIM_MACHINE[status])).toEqual(actions);
  });

  it('reaches every state from a request', () => {
    const reached = new Set<ClaimStatus>(['requested']);
    for (const from of reached) for (const to of Object.values(CLAIM_MACHINE[from])) reached.add(to);
    expect([...reached].sort()).toEqual([...CLAIM_STATUSES].sort());
  });
});

describe('what it costs not to come', () => {
  const quote = (hours: number, status: ClaimStatus = 'booked', amended = false) => withdrawalQuote({ status, startsAt: inHours(hours), amended }, now);

  it.each([
    [7 * 24 + 1, { effect: 'released', counts: 'no' }],
    [7 * 24, { effect: 'released', counts: 'unlessRefilled' }],
    [48.1, { effect: 'released', counts: 'unlessRefilled' }],
    [48, { effect: 'standInWanted', counts: 'yes' }],
    [1, { effect: 'standInWanted', counts: 'yes' }],
  ])('%d hours before the start', (hours, expected) => {
    expect(quote(hours)).toEqual(expected);
  });

  it('is nothing while the space has not approved, or when the shift changed after it was booked', () => {
    expect(quote(1, 'requested')).toEqual({ effect: 'released', counts: 'no' });
    expect(quote(1, 'booked', true)).toEqual({ effect: 'released', counts: 'no' });
  });
});

describe('the day itself', () => {
  const shift = { startsAt: inHours(1), endsAt: inHours(5) };

  it('opens check-in an hour before the start and closes it with the end', () => {
    expect(checkInOpen(shift, new Date(now.getTime() - 1))).toBe(false);
    expect(checkInOpen(shift, now)).toBe(true);
    expect(checkInOpen(shift, inHours(4.9))).toBe(true);
    expect(checkInOpen(shift, inHours(5))).toBe(false);
  });

  it('confirms by itself three days after the report, or after the end when there is no report', () => {
    expect(confirmsItselfAt({ status: 'reported', reportedAt: inHours(6), endsAt: inHours(5) })).toEqual(inHours(6 + 72));
    expect(confirmsItselfAt({ status: 'checkedIn', reportedAt: null, endsAt: inHours(5) })).toEqual(inHours(5 + 72));
    expect(confirmsItselfAt({ status: 'booked', reportedAt: null, endsAt: inHours(5) })).toBeNull();
  });
});

describe('a shift that the space cancels late', () => {
  it.each([
    [5000, 3000],
    [3333, 2000],
    [1, 1],
    [0, 0],
  ])('owes of %d yen %d', (rewardYen, dueYen) => {
    expect(lateCancelDueYen(rewardYen)).toBe(dueYen);
  });
});

describe('who puts a record right', () => {
  const SPACE = { steward: false, ofSpace: true };
  const STEWARD = { steward: true, ofSpace: false };
  const BOTH = { steward: true, ofSpace: true };

  it.each([
    ['uncontested', { objection: null, corrections: [{ objection: null }] }, [true, true, true]],
    ['contested', { objection: '着いていました', corrections: [] }, [false, true, false]],
    ['contested and answered', { objection: null, corrections: [{ objection: '着いていました' }, { objection: null }] }, [false, true, false]],
  ] as const)('%s: its space, a steward, a steward of that space', (_, claim, may) => {
    expect([SPACE, STEWARD, BOTH].map((who) => mayCorrect(claim, who))).toEqual(may);
  });
});

describe('a record that turned out wrong', () => {
  const confirmed = { status: 'confirmed', rewardYen: 5000, payableYen: 5000 } as const;
  const missed = { status: 'noShow', rewardYen: 5000, payableYen: null } as const;

  it.each([
    [confirmed, { outcome: 'came', payableYen: 2500 }, { step: 'correct', payableYenBefore: 5000, payableYen: 2500, upheld: false }],
    [confirmed, { outcome: 'came' }, { step: 'correct', payableYen: 5000, upheld: true }],
    [confirmed, { outcome: 'didNotCome', payableYen: 900 }, { step: 'takeBack', payableYenBefore: 5000, payableYen: 0, upheld: false }],
    [missed, { outcome: 'came' }, { step: 'restore', payableYenBefore: 0, payableYen: 5000, upheld: false }],
    [missed, { outcome: 'came', payableYen: 0 }, { step: 'restore', payableYen: 0, upheld: false }],
    [missed, { outcome: 'didNotCome' }, { step: 'uphold', payableYen: 0, upheld: true }],
  ] as const)('%j said to be %j is %j', (claim, said, becomes) => {
    expect(correctionOf(claim, said)).toMatchObject(becomes);
  });
});
