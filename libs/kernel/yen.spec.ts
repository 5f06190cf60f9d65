import fc from 'fast-check';
import { formatYen, isYen, split, yen } from './yen.js';

describe('yen', () => {
  it('takes whole amounts of either sign and nothing else', () => {
    expect(yen(0)).toBe(0);
    expect(yen(-500)).toBe(-500);
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1]) {
      expect(isYen(wrong)).toBe(false);
      expect(() => yen(wrong)).toThrow(RangeError);
    }
  });

  it.each([
    [0, '0円', '¥0'],
    [999, '999円', '¥999'],
    [1_000, '1,000円', '¥1,000'],
    [1_234_567, '1,234,567円', '¥1,234,567'],
    [-1_000, '-1,000円', '-¥1,000'],
  ])('writes %i as %s and %s', (amount, ja, en) => {
    expect(formatYen(yen(amount), 'ja')).toBe(ja);
    expect(formatYen(yen(amount), 'en')).toBe(en);
  });
});

describe('split', () => {
  it.each([
    ['a JELLY fee by its template', 500, [3000, 4500, 1000, 500, 500, 500], [150, 225, 50, 25, 25, 25]],
    ['a yen left over, to the largest remainder', 100, [1, 1, 4], [17, 17, 66]],
    ['yen that remainders claim alike, to the earlier', 5, [1, 1, 1], [2, 2, 1]],
    ['less than there are people', 2, [1, 1, 1], [1, 1, 0]],
    ['nothing', 0, [7, 3], [0, 0]],
    ['a share of nothing', 1_001, [1, 0, 1], [501, 0, 500]],
    ['one share', 777, [42], [777]],
    ['a refund', -5, [1, 1, 1], [-2, -2, -1]],
  ])('divides %s', (_what, total, weights, parts) => {
    expect(split(yen(total), weights)).toEqual(parts);
  });

  it('keeps every yen where doubles would lose some', () => {
    const parts = split(yen(2_000_000_001), [9_007_199_254_740_991, 9_007_199_254_740_990]);
    expect(parts).toEqual([1_000_000_001, 1_000_000_000]);
  });

  it('has nobody to give to when there are no weights', () => {
    expect(() => split(yen(100), [])).toThrow('nobody to split between');
    expect(() => split(yen(100), [0, 0])).toThrow('nobody to split between');
  });

  it.each([-1, 0.5, Number.NaN])('takes no weight of %p', (weight) => {
    expect(() => split(yen(100), [1, weight])).toThrow('not a weight');
  });

  const weight = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 }), fc.maxSafeNat());
  const weights = fc.array(weight, { minLength: 1, maxLength: 12 }).filter((all) => all.some((size) => size > 0));
  const total = fc.oneof(fc.integer({ min: -30, max: 30 }), fc.maxSafeInteger()).map(yen);

  it('always sums to the total', () => {
    fc.assert(
      fc.property(total, weights, (amount, sizes) => {
        const sum = split(amount, sizes).reduce((sofar, part) => sofar + BigInt(part), 0n);
        expect(sum).toBe(BigInt(amount));
      }),
    );
  });

  it('leaves everyone within one yen of the exact share, and nobody who weighs nothing with a yen', () => {
    fc.assert(
      fc.property(total, weights, (amount, sizes) => {
        const all = sizes.reduce((sofar, size) => sofar + BigInt(size), 0n);
        split(amount, sizes).forEach((part, at) => {
          const size = BigInt(sizes[at] ?? 0);
          const off = BigInt(part) * all - BigInt(amount) * size;
          expect(off < 0n ? -off : off).toBeLessThan(all);
          if (size === 0n) expect(part).toBe(0);
        });
      }),
    );
  });

  it('gives the extra yen to the largest remainders, earlier ones first', () => {
    fc.assert(
      fc.property(fc.maxSafeNat().map(yen), weights, (amount, sizes) => {
        const all = sizes.reduce((sofar, size) => sofar + BigInt(size), 0n);
        const shares = split(amount, sizes).map((part, at) => {
          const exact = BigInt(amount) * BigInt(sizes[at] ?? 0);
          return { at, extra: BigInt(part) - exact / all, rest: exact % all };
        });
        const [lucky, rest] = [shares.filter(({ extra }) => extra === 1n), shares.filter(({ extra }) => extra === 0n)];
        expect(lucky.length + rest.length).toBe(shares.length);
        for (const winner of lucky) {
          for (const other of rest) expect(winner.rest > other.rest || (winner.rest === other.rest && winner.at < other.at)).toBe(true);
        }
      }),
    );
  });

  it('undoes with a refund exactly what the sale gave', () => {
    fc.assert(
      fc.property(fc.maxSafeNat().map(yen), weights, (amount, sizes) => {
        const sold = split(amount, sizes);
        const refunded = split(yen(0 - amount), sizes);
        expect(sold.map((part, at) => part + (refunded[at] ?? 0))).toEqual(sizes.map(() => 0));
      }),
    );
  });
});
