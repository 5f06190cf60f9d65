import { wholeNumber } from './digits';

describe('a number as it is typed', () => {
  it.each([
    ['５，０００円', 5000],
    ['¥1,000', 1000],
    [' 20 ', 20],
    ['−3', -3],
    ['', null],
    ['1.5', undefined],
    ['五千', undefined],
  ])('%s', (typed, value) => {
    expect(wholeNumber(typed)).toBe(value);
  });
});
