import fc from 'fast-check';
import { newId, yen } from '#libs/kernel';
import { computeSplit, type Receipt, type SplitTerms } from '#libs/revenue';
import { cashCount, NOTHING_BEFORE, settledShares, settlementTransfers, type Before, type Outcome } from './settlement.rules.js';

const TERMS: SplitTerms = {
  base: 'net',
  shares: [
    { role: 'space', kind: 'fixed', value: 3_000 },
    { role: 'host', kind: 'basisPoints', value: 6_000 },
    { role: 'referrerSpace', kind: 'basisPoints', value: 1_000 },
    { role: 'attractor', kind: 'basisPoints', value: 2_000 },
    { role: 'cooperative', kind: 'basisPoints', value: 1_000 },
  ],
};
const [EVENT, HOST, SPACE, CARRIER, HOME] = [newId(), newId(), newId(), newId(), newId()];

const outcomeOf = (receipts: readonly Receipt[], cashYen: number, base: 'net' | 'gross' = 'net'): Outcome => ({
  ...computeSplit({ ...TERMS, base }, receipts, { hostAccountId: HOST, spaceId: SPACE }),
  cashYen: yen(cashYen),
});
const settling = (before: Before, outcome: Outcome, countedYen: number | null = null) =>
  settlementTransfers({ eventId: EVENT, hostAccountId: HOST, counterAccountId: HOST, before, outcome, countedYen });

/** What these transfers put into an account of this type, less what they take out of it. */
const into = (transfers: ReturnType<typeof settlementTransfers>, type: string): number =>
  transfers.reduce((sum, { from, to, amountYen }) => sum + (to.type === type ? amountYen : 0) - (from.type === type ? amountYen : 0), 0);

const receipt = fc.record({
  receivedYen: fc.integer({ min: -2_000, max: 5_000 }).map(yen),
  costYen: fc.integer({ min: 0, max: 300 }).map(yen),
  heads: fc.integer({ min: 1, max: 4 }),
  attractorAccountId: fc.constantFrom(CARRIER, null),
  referrerSpaceId: fc.constantFrom(HOME, null),
});

describe('a settlement in the books', () => {
  it('takes exactly what is held and empties the box, whatever came in, and again after whatever changes', () => {
    fc.assert(
      fc.property(fc.array(receipt), fc.array(receipt), fc.integer({ min: 0, max: 50_000 }), fc.constantFrom('net' as const, 'gross' as const), (first, later, cash, base) => {
        const before = outcomeOf(first, cash, base);
        const one = settling(NOTHING_BEFORE, before);
        expect(into(one, 'held')).toBe(before.receivedYen);
        expect(into(one, 'cashBox')).toBe(0 - cash);
        const after = outcomeOf(later, 0, base);
        expect(into(settling(before, after), 'held')).toBe(after.receivedYen - before.receivedYen);
        for (const { amountYen } of one) expect(amountYen).toBeGreaterThan(0);
      }),
    );
  });

  it('moves nothing where nothing has changed', () => {
    const outcome = outcomeOf([{ receivedYen: yen(8_000), costYen: yen(288), heads: 8, attractorAccountId: CARRIER, referrerSpaceId: HOME }], 0);
    expect(settling(outcome, outcome)).toEqual([]);
  });

  it('lets the host owe the cash that was booked, whether it was there or not', () => {
    expect(cashCount(3_000, 2_900)).toEqual({ handedOverYen: 2_900, missingYen: 100, differenceYen: -100 });
    expect(cashCount(3_000, 3_200)).toEqual({ handedOverYen: 3_000, missingYen: 0, differenceYen: 200 });
    expect(cashCount(3_000, null)).toEqual({ handedOverYen: 3_000, missingYen: 0, differenceYen: 0 });
    expect(into(settling(NOTHING_BEFORE, outcomeOf([], 3_000), 2_900), 'receivable')).toBe(3_000);
  });

  it('keeps whoever falls out of the split, with their minus', () => {
    const before = outcomeOf([{ receivedYen: yen(5_000), costYen: yen(0), heads: 5, attractorAccountId: CARRIER, referrerSpaceId: null }], 0);
    const after = outcomeOf([{ receivedYen: yen(4_000), costYen: yen(0), heads: 4, attractorAccountId: null, referrerSpaceId: null }], 0);
    const gone = settledShares(before.lines, after.lines).find(({ role }) => role === 'attractor');
    expect(gone).toMatchObject({ amountYen: 0, changeYen: -400 });
  });
});
