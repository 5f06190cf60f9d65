import fc from 'fast-check';
import { yen, type Yen } from '#libs/kernel';
import {
  computeSplit,
  JELLY_SPLIT,
  lineKey,
  previewSplit,
  requireSoundTerms,
  SPLIT_ROLES,
  splitDifference,
  wrongWithTerms,
  type Ground,
  type Receipt,
  type Share,
  type SplitLine,
  type SplitTerms,
} from './split.rules.js';

const GROUND: Ground = { hostAccountId: 'host', spaceId: 'room' };
const receipt = (receivedYen: number, more: Partial<Receipt> = {}): Receipt => ({
  receivedYen: yen(receivedYen),
  costYen: yen(0),
  heads: 1,
  attractorAccountId: null,
  referrerSpaceId: null,
  ...more,
});
const percent = (role: Share['role'], value: number): Share => ({ role, kind: 'basisPoints', value: value * 100 });
const sums = (lines: readonly SplitLine[]): Record<string, number> => Object.fromEntries(lines.map((line) => [lineKey(line), line.amountYen]));
const total = (lines: readonly SplitLine[]): number => lines.reduce((sum, { amountYen }) => sum + amountYen, 0);

describe('a JELLY of twenty at 1,000 yen, twelve of them in cash', () => {
  const brought = { attractorAccountId: 'carrier', referrerSpaceId: 'home' };
  const cash = Array.from({ length: 12 }, () => receipt(1_000, brought));
  const card = Array.from({ length: 8 }, () => receipt(1_000, { ...brought, costYen: yen(36) }));
  const terms: SplitTerms = {
    base: 'net',
    shares: [{ role: 'space', kind: 'fixed', value: 3_000 }, percent('host', 60), percent('referrerSpace', 10), percent('attractor', 20), percent('cooperative', 10)],
  };

  it('gives the room its 3,000 first, and the yen left over to the largest remainder', () => {
    const { receivedYen, costYen, costFromPoolYen, poolYen, lines } = computeSplit(terms, [...cash, ...card], GROUND);
    expect({ receivedYen, costYen, costFromPoolYen, poolYen }).toEqual({ receivedYen: 20_000, costYen: 288, costFromPoolYen: 288, poolYen: 19_712 });
    expect(lines.map((line) => [lineKey(line), line.amountYen])).toEqual([
      ['space/space:room', 3_000],
      ['host/account:host', 10_027],
      ['referrerSpace/space:home', 1_671],
      ['attractor/account:carrier', 3_343],
      ['cooperative/cooperative', 1_671],
    ]);
  });

  it('shares the whole 20,000 when the cooperative bears the processing', () => {
    const { costFromPoolYen, poolYen, lines } = computeSplit({ ...terms, base: 'gross' }, [...cash, ...card], GROUND);
    expect({ costFromPoolYen, poolYen }).toEqual({ costFromPoolYen: 0, poolYen: 20_000 });
    expect(total(lines)).toBe(20_000);
  });
});

describe('the split of a JELLY unless agreed otherwise', () => {
  it('shares a fee of 500 yen by its template', () => {
    const { lines } = computeSplit(JELLY_SPLIT, [receipt(500, { attractorAccountId: 'carrier', referrerSpaceId: 'home' })], GROUND);
    expect(lines.map(({ role, amountYen }) => [role, amountYen])).toEqual([
      ['space', 150],
      ['host', 225],
      ['attractor', 50],
      ['referrerSpace', 25],
      ['cooperative', 25],
      ['fund', 25],
    ]);
  });

  it('lets the host have the shares of who is not there', () => {
    expect(sums(computeSplit(JELLY_SPLIT, [receipt(500)], GROUND).lines)).toEqual({ 'space/space:room': 150, 'host/account:host': 300, 'cooperative/cooperative': 25, 'fund/fund': 25 });
    expect(sums(computeSplit(JELLY_SPLIT, [receipt(500)], { hostAccountId: 'host', spaceId: null }).lines)).toEqual({
      'host/account:host': 450,
      'cooperative/cooperative': 25,
      'fund/fund': 25,
    });
  });

  it('lets the cooperative have the part of a host that it is itself', () => {
    expect(sums(computeSplit(JELLY_SPLIT, [receipt(500)], { hostAccountId: null, spaceId: null }).lines)).toEqual({
      'host/cooperative': 450,
      'cooperative/cooperative': 25,
      'fund/fund': 25,
    });
  });

  it('counts who brought a guest on what that guest paid, and on nothing else', () => {
    const receipts = [receipt(500, { attractorAccountId: 'a' }), receipt(1_500, { attractorAccountId: 'b', referrerSpaceId: 'home' }), receipt(500)];
    expect(sums(computeSplit(JELLY_SPLIT, receipts, GROUND).lines)).toEqual({
      'space/space:room': 750,
      'host/account:host': 1_125 + 50 + 50,
      'attractor/account:a': 50,
      'attractor/account:b': 150,
      'referrerSpace/space:home': 75,
      'cooperative/cooperative': 125,
      'fund/fund': 125,
    });
  });
});

describe('the order of computing', () => {
  const terms: SplitTerms = {
    base: 'gross',
    shares: [
      { role: 'space', kind: 'fixed', value: 3_000 },
      { role: 'builder', kind: 'fixed', value: 2_000 },
      { role: 'attractor', kind: 'perHead', value: 100 },
      percent('host', 90),
    ],
  };
  const ground: Ground = { ...GROUND, builderAccountId: 'maker' };
  const evening = (yenEach: number, heads: number): Receipt[] => [receipt(yenEach * heads, { heads, attractorAccountId: 'carrier' })];

  it('serves fixed sums, then sums a head, then the rest, of which the host takes what is left', () => {
    expect(sums(computeSplit(terms, evening(1_000, 10), ground).lines)).toEqual({
      'space/space:room': 3_000,
      'builder/account:maker': 2_000,
      'attractor/account:carrier': 1_000,
      'host/account:host': 4_000,
    });
  });

  it('caps each sum by what is there, in the order of the agreement', () => {
    expect(sums(computeSplit(terms, evening(400, 10), ground).lines)).toEqual({ 'space/space:room': 3_000, 'builder/account:maker': 1_000 });
    expect(sums(computeSplit(terms, evening(550, 10), ground).lines)).toEqual({ 'space/space:room': 3_000, 'builder/account:maker': 2_000, 'attractor/account:carrier': 500 });
  });

  it('pays by the heads of the receipts that somebody brought', () => {
    const receipts = [receipt(6_000, { heads: 3, attractorAccountId: 'a' }), receipt(4_000, { heads: 2, attractorAccountId: 'b' }), receipt(2_000, { heads: 1 })];
    const perHead: SplitTerms = { base: 'gross', shares: [{ role: 'attractor', kind: 'perHead', value: 200 }, percent('host', 100)] };
    expect(sums(computeSplit(perHead, receipts, GROUND).lines)).toEqual({ 'attractor/account:a': 600, 'attractor/account:b': 400, 'host/account:host': 11_000 });
  });

  it('shares nothing when the processing cost more than what stayed', () => {
    const { poolYen, costFromPoolYen, lines } = computeSplit(JELLY_SPLIT, [receipt(0, { costYen: yen(18) }), receipt(10)], GROUND);
    expect({ poolYen, costFromPoolYen, lines }).toEqual({ poolYen: 0, costFromPoolYen: 10, lines: [] });
  });

  it('takes what a receipt is short of from its own credit first, then from the others by their money', () => {
    const a = { attractorAccountId: 'a' };
    const own = computeSplit(JELLY_SPLIT, [receipt(-400, a), receipt(1_000, a), receipt(1_000)], GROUND);
    expect(own).toMatchObject({ receivedYen: 1_600, costFromPoolYen: 0, poolYen: 1_600 });
    expect(sums(own.lines)).toMatchObject({ 'attractor/account:a': 60, 'space/space:room': 480 });
    const others = computeSplit(JELLY_SPLIT, [receipt(-400, a), receipt(3_000, { attractorAccountId: 'b' }), receipt(1_000)], GROUND);
    expect(sums(others.lines)).toEqual({ 'space/space:room': 1_080, 'host/account:host': 1_620 + 90 + 180, 'attractor/account:b': 270, 'cooperative/cooperative': 180, 'fund/fund': 180 });
  });

  it('shares nothing where more went back than came in, and leaves what is short to the cooperative', () => {
    const { lines, ...rest } = computeSplit(JELLY_SPLIT, [receipt(-400, { costYen: yen(36) }), receipt(100)], GROUND);
    expect([lines, rest]).toEqual([[], { receivedYen: -300, costYen: 36, costFromPoolYen: -300, poolYen: 0 }]);
    expect(() => computeSplit(JELLY_SPLIT, [receipt(500, { costYen: yen(-1) })], GROUND)).toThrow(RangeError);
  });
});

describe('terms', () => {
  it.each([
    ['over a hundred percent', [percent('host', 60), percent('space', 41)], 'split.over', { percent: 101 }],
    ['short of a hundred with nobody to take the rest', [percent('space', 30), percent('fund', 5)], 'split.noResidue', { percent: 35 }],
    ['of nothing at all', [], 'split.noResidue', { percent: 0 }],
    ['of sums alone, with nobody to take the rest', [{ role: 'space', kind: 'fixed', value: 3_000 } as const], 'split.noResidue', { percent: 0 }],
    ['with a share below nothing', [percent('host', 100), { role: 'fund', kind: 'fixed', value: -1 } as const], 'split.value', { line: 2 }],
    ['with half a yen', [{ role: 'fund', kind: 'fixed', value: 0.5 } as const, percent('host', 100)], 'split.value', { line: 1 }],
    ['of 21 lines', Array.from({ length: 21 }, () => percent('host', 1)), 'split.tooMany', { most: 20, have: 21 }],
  ])('%s are refused', (_what, shares: readonly Share[], code, params) => {
    expect(wrongWithTerms({ base: 'net', shares })).toMatchObject({ code, params });
    expect(() => requireSoundTerms({ base: 'net', shares })).toThrow(code);
  });

  it.each([
    ['a hundred percent without the host', [percent('space', 60), percent('fund', 40)]],
    ['a host who takes the rest', [{ role: 'space', kind: 'fixed', value: 3_000 } as const, percent('host', 0)]],
    ['the template of a JELLY', JELLY_SPLIT.shares],
  ])('of %s are sound', (_what, shares: readonly Share[]) => {
    expect(wrongWithTerms({ base: 'gross', shares })).toBeNull();
  });
});

describe('whatever is agreed and comes in', () => {
  const people = fc.constantFrom(null, 'a', 'b', 'c');
  const receipts = fc.array(
    fc.record({
      receivedYen: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: -3_000, max: -1 })).map(yen),
      costYen: fc.integer({ min: 0, max: 1_000 }).map(yen),
      heads: fc.integer({ min: 0, max: 20 }),
      attractorAccountId: people,
      referrerSpaceId: people,
    }),
    { maxLength: 12 },
  );
  const sum = fc.record({ role: fc.constantFrom(...SPLIT_ROLES), kind: fc.constantFrom('fixed' as const, 'perHead' as const), value: fc.integer({ min: 0, max: 8_000 }) });
  const shares = fc
    .tuple(fc.array(sum, { maxLength: 5 }), fc.array(fc.tuple(fc.constantFrom(...SPLIT_ROLES), fc.integer({ min: 0, max: 3_000 })), { maxLength: 7 }))
    .map(([fixed, parts]): Share[] => {
      let left = 10_000;
      const percents = parts.map(([role, wish]): Share => {
        const value = Math.min(wish, left);
        left -= value;
        return { role, kind: 'basisPoints', value };
      });
      return [...fixed, ...percents, { role: 'host', kind: 'basisPoints', value: 0 }];
    });
  const terms = fc.record({ base: fc.constantFrom('net' as const, 'gross' as const), shares });
  const ground = fc.record({ hostAccountId: fc.constantFrom('a', 'host', null), spaceId: fc.constantFrom(null, 'a', 'room'), builderAccountId: fc.constantFrom(null, 'b') });

  it('the lines are exactly the pool, and nobody gets less than a yen', () => {
    fc.assert(
      fc.property(terms, receipts, ground, (agreed, came, where) => {
        const { receivedYen, costYen, costFromPoolYen, poolYen, lines } = computeSplit(agreed, came, where);
        expect(total(lines)).toBe(poolYen);
        expect(lines.every(({ amountYen }) => amountYen >= 1)).toBe(true);
        expect(poolYen + costFromPoolYen).toBe(receivedYen);
        expect(costFromPoolYen).toBe(Math.min(agreed.base === 'gross' ? 0 : costYen, receivedYen));
        expect(new Set(lines.map(lineKey)).size).toBe(lines.length);
      }),
      { numRuns: 400 },
    );
  });

  it('the order in which guests paid changes nothing', () => {
    const shuffled = receipts.chain((came) => fc.tuple(fc.constant(came), fc.shuffledSubarray(came, { minLength: came.length, maxLength: came.length })));
    fc.assert(
      fc.property(terms, shuffled, ground, (agreed, [came, other], where) => {
        expect(computeSplit(agreed, other, where)).toEqual(computeSplit(agreed, came, where));
      }),
      { numRuns: 300 },
    );
  });

  it('one payment or the same in two of half the heads is shared alike', () => {
    fc.assert(
      fc.property(terms, receipts, ground, (agreed, came, where) => {
        const halves = came.flatMap((whole): Receipt[] => {
          const [received, cost, heads] = [Math.floor(whole.receivedYen / 2), Math.floor(whole.costYen / 2), Math.floor(whole.heads / 2)];
          return [
            { ...whole, receivedYen: yen(received), costYen: yen(cost), heads },
            { ...whole, receivedYen: yen(whole.receivedYen - received), costYen: yen(whole.costYen - cost), heads: whole.heads - heads },
          ];
        });
        expect(computeSplit(agreed, halves, where)).toEqual(computeSplit(agreed, came, where));
      }),
      { numRuns: 200 },
    );
  });

  it('all of it given back is shared into nothing, and takes back exactly what each had', () => {
    fc.assert(
      fc.property(terms, receipts, ground, (agreed, came, where) => {
        const before = computeSplit(agreed, came, where);
        const after = computeSplit(agreed, came.map((one): Receipt => ({ ...one, receivedYen: yen(0), heads: 0 })), where);
        expect(after.lines).toEqual([]);
        expect(after.poolYen).toBe(0);
        const back = splitDifference(before.lines, after.lines);
        expect(sums(back)).toEqual(Object.fromEntries(before.lines.map((line): [string, Yen] => [lineKey(line), yen(0 - line.amountYen)])));
      }),
      { numRuns: 200 },
    );
  });

  it('what was shared before and what is added come to what is right now', () => {
    fc.assert(
      fc.property(terms, receipts, receipts, ground, (agreed, came, later, where) => {
        const [before, now] = [computeSplit(agreed, came, where).lines, computeSplit(agreed, later, where).lines];
        const summed = new Map<string, number>();
        for (const line of [...before, ...splitDifference(before, now)]) summed.set(lineKey(line), (summed.get(lineKey(line)) ?? 0) + line.amountYen);
        expect(Object.fromEntries([...summed].filter(([, amount]) => amount !== 0))).toEqual(sums(now));
      }),
      { numRuns: 200 },
    );
  });

  it('a sum that is promised never takes more than is there', () => {
    fc.assert(
      fc.property(receipts, fc.integer({ min: 0, max: 1_000_000 }), (came, promised) => {
        const { poolYen, lines } = computeSplit({ base: 'net', shares: [{ role: 'space', kind: 'fixed', value: promised }, percent('host', 100)] }, came, GROUND);
        expect(sums(lines)['space/space:room'] ?? 0).toBe(Math.min(promised, poolYen));
      }),
      { numRuns: 100 },
    );
  });
});

describe('an evening that has not been yet', () => {
  const guess = { priceYen: 500, guests: 12, brought: 12, paidOnline: 12, space: true, builder: false };

  it('is reckoned as it would be settled', () => {
    const { receivedYen, costYen, poolYen, lines } = previewSplit(JELLY_SPLIT, guess);
    expect({ receivedYen, costYen, poolYen }).toEqual({ receivedYen: 6_000, costYen: 12 * 18, poolYen: 5_784 });
    expect(lines).toEqual([
      { role: 'space', amountYen: 1_735 },
      { role: 'host', amountYen: 2_603 },
      { role: 'attractor', amountYen: 579 },
      { role: 'referrerSpace', amountYen: 289 },
      { role: 'cooperative', amountYen: 289 },
      { role: 'fund', amountYen: 289 },
    ]);
  });

  it('costs no processing where all pay at the door, and gives the host what nobody brought', () => {
    const { costYen, lines } = previewSplit(JELLY_SPLIT, { ...guess, brought: 0, paidOnline: 0 });
    expect(costYen).toBe(0);
    expect(lines.map(({ role, amountYen }) => [role, amountYen])).toEqual([
      ['space', 1_800],
      ['host', 3_600],
      ['cooperative', 300],
      ['fund', 300],
    ]);
  });

  it('is the same however brought and paying guests overlap', () => {
    const evening = previewSplit(JELLY_SPLIT, { ...guess, brought: 5, paidOnline: 9 });
    expect(evening.receivedYen).toBe(6_000);
    expect(evening.costYen).toBe(9 * 18);
    expect(evening.lines.reduce((sum, { amountYen }) => sum + amountYen, 0)).toBe(evening.poolYen);
  });

  it('is nothing without guests', () => {
    expect(previewSplit(JELLY_SPLIT, { ...guess, guests: 0 })).toMatchObject({ receivedYen: 0, poolYen: 0, lines: [] });
  });
});
