import { basisPointsIn, percentOf } from './percent';

describe('percent', () => {
  it.each([
    ['45', 4_500],
    ['１２．５', 1_250],
    ['0.01 %', 1],
    ['99.99', 9_999],
    ['100', 10_000],
    ['', null],
    ['100.01', undefined],
    ['-5', undefined],
    ['1.234', undefined],
    ['half', undefined],
  ])('typed as "%s" is %p', (typed, basisPoints) => {
    expect(basisPointsIn(typed)).toBe(basisPoints);
  });

  it('is written without needless zeros', () => {
    expect([4_500, 1_250, 1, 0].map(percentOf)).toEqual(['45', '12.5', '0.01', '0']);
  });
});
