import { barParts, duesOfMonth } from './earned-back';

type Dues = Parameters<typeof duesOfMonth>[0];
type Charge = Dues['timeline'][number];

const charge = (month: string, state: Charge['state'], amountYen = 1_000): Charge => ({
  id: month,
  item: 'junior',
  label: '組合費（初級）',
  month,
  amountYen,
  taxCategory: 'outOfScope',
  state,
  dueOn: `${month}-01`,
  chargedAt: null,
  paidAt: null,
  failure: null,
  attempts: 0,
  nextAttemptAt: null,
  effect: null,
  payUrl: null,
  payments: [],
});

const NOTHING: Dues = {
  timeline: [],
  nextCharge: null,
  plan: null,
  tier: 'junior',
  prices: [
    { item: 'challenge', label: '', amountYen: 500, taxCategory: 'outOfScope' },
    { item: 'junior', label: '', amountYen: 1_000, taxCategory: 'outOfScope' },
  ],
};
const PLAN: NonNullable<Dues['plan']> = {
  id: 'plan',
  method: 'card',
  state: 'live',
  tier: 'junior',
  priceYen: 1_000,
  nextTier: null,
  nextPriceYen: null,
  nextFrom: null,
  firstOn: '2026-12-01',
  endsOn: null,
  checkoutUrl: null,
};

describe('the dues of a month', () => {
  it('are what was charged, paid or not, and nothing where it was waived or given back', () => {
    expect(duesOfMonth({ ...NOTHING, timeline: [charge('2026-11', 'asking', 3_000)] }, '2026-11')).toEqual({ yen: 3_000, certain: true });
    expect(duesOfMonth({ ...NOTHING, timeline: [charge('2026-11', 'waived')] }, '2026-11')).toEqual({ yen: 0, certain: true });
    expect(duesOfMonth({ ...NOTHING, timeline: [charge('2026-11', 'refunded')] }, '2026-11')).toEqual({ yen: 0, certain: true });
  });

  it('are what is about to be charged within the month', () => {
    expect(duesOfMonth({ ...NOTHING, nextCharge: { on: '2026-12-01', amountYen: 1_000, tier: 'junior' } }, '2026-12')).toEqual({ yen: 1_000, certain: true });
  });

  it('are nothing in the month of joining', () => {
    expect(duesOfMonth({ ...NOTHING, plan: PLAN, nextCharge: { on: '2026-12-01', amountYen: 1_000, tier: 'junior' } }, '2026-11')).toEqual({ yen: 0, certain: true });
  });

  it('are the price of the tier, to compare with, while nothing is set up', () => {
    expect(duesOfMonth(NOTHING, '2026-11')).toEqual({ yen: 1_000, certain: false });
    expect(duesOfMonth({ ...NOTHING, tier: null }, '2026-11')).toEqual({ yen: 500, certain: false });
  });
});

describe('the bar of a month', () => {
  it('shows each kind of income, and takes what was put right off it', () => {
    const parts = (...yen: number[]) => barParts(yen.map((earnedYen) => ({ earnedYen }))).map(({ earnedYen }) => earnedYen);
    expect(parts(18_000, 2_400)).toEqual([18_000, 2_400]);
    expect(parts(-2_500, 18_000, 2_400)).toEqual([15_500, 2_400]);
    expect(parts(1_000, 2_400, -2_500)).toEqual([0, 900]);
    expect(parts(-2_500)).toEqual([]);
  });
});
