import { canStep, day, month, step, tokyoDay } from '#libs/kernel';
import {
  addMonths,
  ARREARS,
  billingAt,
  CHARGE_MACHINE,
  CHARGE_STATES,
  failureOf,
  monthBilledBy,
  nextBilledMonth,
  OWED,
  pausedMonths,
  PLAN_MACHINE,
  standingOn,
  stepsAhead,
  tooCloseToBilling,
  yearWithoutRoom,
} from './dues.rules.js';

describe('the calendar of dues', () => {
  it('bills every month on its first, at noon in Tokyo, which is the first in UTC as well', () => {
    for (const [of, at] of [
      ['2026-12', '2026-12-01T03:00:00.000Z'],
      ['2027-01', '2027-01-01T03:00:00.000Z'],
      ['2028-02', '2028-02-01T03:00:00.000Z'],
      ['2028-03', '2028-03-01T03:00:00.000Z'],
    ] as const) {
      expect(billingAt(month(of)).toISOString()).toBe(at);
      expect(monthBilledBy(billingAt(month(of)))).toBe(of);
      expect(tokyoDay(billingAt(month(of)))).toBe(`${of}-01`);
    }
  });

  it('bills next the month after, once noon of the first is past: at the end of January, on leap day and at the end of the year', () => {
    expect(nextBilledMonth(new Date('2027-01-31T14:59:59Z'))).toBe('2027-02');
    expect(nextBilledMonth(new Date('2028-02-29T03:00:00Z'))).toBe('2028-03');
    expect(nextBilledMonth(new Date('2026-12-31T14:59:59Z'))).toBe('2027-01');
    // New Year in Tokyo is still the old year in UTC; the month that is billed at noon is January.
    expect(nextBilledMonth(new Date('2026-12-31T15:00:00Z'))).toBe('2027-01');
    expect(nextBilledMonth(new Date('2027-01-01T02:59:59Z'))).toBe('2027-01');
    expect(nextBilledMonth(new Date('2027-01-01T03:00:00Z'))).toBe('2027-02');
  });

  it('lets nobody begin in the hour before', () => {
    expect(tooCloseToBilling(new Date('2026-12-01T02:30:00Z'))).toBe(true);
    expect(tooCloseToBilling(new Date('2026-12-01T03:00:00Z'))).toBe(false);
    expect(tooCloseToBilling(new Date('2026-12-01T01:59:00Z'))).toBe(false);
  });

  it('counts months over the end of a year', () => {
    expect(addMonths(month('2026-11'), 3)).toBe('2027-02');
    expect(addMonths(month('2026-11'), 0)).toBe('2026-11');
  });
});

describe('the standing', () => {
  const since = day('2027-01-31');

  it('is good without arrears, in grace for 21 days, restricted until the 60th day, then ended', () => {
    const on = (today: string): string => standingOn(day(today), { since, overrideUntil: null });
    expect(standingOn(day('2027-03-01'), { since: null, overrideUntil: null })).toBe('good');
    expect(on('2027-01-30')).toBe('good');
    expect(on('2027-01-31')).toBe('grace');
    expect(on('2027-02-20')).toBe('grace');
    expect(on('2027-02-21')).toBe('restricted');
    expect(on('2027-03-31')).toBe('restricted');
    expect(on('2027-04-01')).toBe('ended');
  });

  it('counts leap day as a day', () => {
    const steps = stepsAhead({ since: day('2028-02-15'), overrideUntil: null });
    expect(steps).toEqual({ restrictedOn: '2028-03-07', endsOn: '2028-04-15' });
    expect(stepsAhead({ since: day('2027-02-15'), overrideUntil: null })).toEqual({ restrictedOn: '2027-03-08', endsOn: '2027-04-16' });
  });

  it('does not count time under an override: grace begins anew after it', () => {
    const arrears = { since, overrideUntil: day('2027-05-01') };
    expect(standingOn(day('2027-04-30'), arrears)).toBe('good');
    expect(standingOn(day('2027-05-01'), arrears)).toBe('grace');
    expect(standingOn(day('2027-05-22'), arrears)).toBe('restricted');
    expect(stepsAhead(arrears)).toEqual({ restrictedOn: '2027-05-22', endsOn: '2027-06-30' });
    expect(standingOn(day('2027-02-01'), { since, overrideUntil: day('2026-12-01') })).toBe('grace');
  });

  it('ends after it restricts', () => {
    expect(ARREARS.endDays).toBeGreaterThan(ARREARS.graceDays);
  });
});

describe('a charge', () => {
  it('goes from open over charged to paid', () => {
    expect(step(CHARGE_MACHINE, step(CHARGE_MACHINE, 'open', 'ask'), 'pay')).toBe('paid');
  });

  it('is tried again after a soft failure and asks the person after a hard one, as often as it takes', () => {
    expect(step(CHARGE_MACHINE, 'charged', 'failSoft')).toBe('retrying');
    expect(step(CHARGE_MACHINE, 'retrying', 'failSoft')).toBe('retrying');
    expect(step(CHARGE_MACHINE, 'retrying', 'failHard')).toBe('asking');
    expect(step(CHARGE_MACHINE, 'asking', 'failSoft')).toBe('retrying');
  });

  it('takes a late payment from every state in which it is owed, and when it was written off', () => {
    for (const state of [...OWED, 'writtenOff'] as const) expect(step(CHARGE_MACHINE, state, 'pay')).toBe('paid');
    expect(CHARGE_STATES.filter((state) => canStep(CHARGE_MACHINE, state, 'pay'))).toEqual(['open', ...OWED, 'writtenOff']);
  });

  it('is never paid twice, and nothing leads out of what is over', () => {
    expect(() => step(CHARGE_MACHINE, 'paid', 'pay')).toThrow('state.wrong');
    expect(CHARGE_STATES.filter((state) => Object.keys(CHARGE_MACHINE[state]).length === 0)).toEqual(['waived', 'void']);
  });
});

describe('a plan', () => {
  it('can be cancelled and kept until its month is over, and ends from every state', () => {
    expect(step(PLAN_MACHINE, step(PLAN_MACHINE, 'live', 'cancel'), 'keep')).toBe('live');
    for (const state of ['starting', 'live', 'ending'] as const) expect(step(PLAN_MACHINE, state, 'end')).toBe('ended');
    expect(canStep(PLAN_MACHINE, 'ended', 'start')).toBe(false);
  });
});

describe('pauses', () => {
  const pause = (fromOn: string, untilOn: string): { fromOn: ReturnType<typeof day>; untilOn: ReturnType<typeof day> } => ({ fromOn: day(fromOn), untilOn: day(untilOn) });

  it('are three months of a calendar year at most; one over New Year counts in both', () => {
    expect(yearWithoutRoom([], pause('2027-01-01', '2027-04-01'))).toBeNull();
    expect(yearWithoutRoom([pause('2027-01-01', '2027-03-01')], pause('2027-06-01', '2027-08-01'))).toBe('2027');
    expect(yearWithoutRoom([pause('2026-10-01', '2026-12-01')], pause('2026-12-01', '2027-03-01'))).toBeNull();
    expect(yearWithoutRoom([pause('2027-11-01', '2027-12-01')], pause('2026-12-01', '2027-03-01'))).toBeNull();
    expect(yearWithoutRoom([pause('2027-10-01', '2027-12-01')], pause('2026-12-01', '2027-03-01'))).toBe('2027');
    expect(pausedMonths([pause('2026-12-01', '2027-03-01')], '2026')).toBe(1);
  });

  it('that were given up before they began count nothing', () => {
    expect(pausedMonths([pause('2027-05-01', '2027-05-01')], '2027')).toBe(0);
  });
});

describe('why a charge failed', () => {
  it('tells what passes by itself from what only the person can mend', () => {
    expect(failureOf('insufficient_funds', 'card_declined')).toEqual({ failure: 'insufficientFunds', hard: false });
    expect(failureOf('expired_card', 'card_declined')).toEqual({ failure: 'cardExpired', hard: true });
    expect(failureOf(null, 'expired_card')).toEqual({ failure: 'cardExpired', hard: true });
    expect(failureOf(null, 'authentication_required')).toEqual({ failure: 'authenticationRequired', hard: true });
    expect(failureOf('stolen_card', 'card_declined')).toEqual(failureOf('lost_card', null));
    expect(failureOf(null, null)).toEqual({ failure: 'noCard', hard: true });
  });

  it('takes a code nobody knows for a no without a reason', () => {
    expect(failureOf('something_new', 'card_declined')).toEqual({ failure: 'declined', hard: false });
    expect(failureOf('generic_decline', 'card_declined')).toEqual({ failure: 'declined', hard: false });
  });
});
