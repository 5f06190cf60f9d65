import { KIND_MIN_TIER, TIERS, tierAtLeast } from './tiers.js';

describe('tiers', () => {
  it('go up in three steps', () => {
    expect(TIERS).toEqual(['challenge', 'junior', 'senior']);
  });

  it.each([
    ['challenge', 'challenge', true],
    ['challenge', 'junior', false],
    ['challenge', 'senior', false],
    ['junior', 'challenge', true],
    ['junior', 'junior', true],
    ['junior', 'senior', false],
    ['senior', 'challenge', true],
    ['senior', 'junior', true],
    ['senior', 'senior', true],
    [null, 'challenge', false],
  ] as const)('%s reaches %s: %p', (have, need, expected) => {
    expect(tierAtLeast(have, need)).toBe(expected);
  });

  it('open reception and floor to juniors, the day of a community manager to seniors', () => {
    expect(KIND_MIN_TIER).toEqual({ reception: 'junior', floor: 'junior', dayManager: 'senior' });
  });
});
