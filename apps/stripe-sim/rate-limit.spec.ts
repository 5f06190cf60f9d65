import { RateLimit } from './rate-limit.js';

it('lets 25 writes through in a second, and reads beside them', () => {
  let now = 0;
  const limit = new RateLimit(25, () => now);
  const writes = (count: number): number => Array.from({ length: count }).filter(() => passes(limit, 'POST')).length;
  expect(writes(30)).toBe(25);
  expect(passes(limit, 'GET')).toBe(true);
  now += 200;
  expect(writes(10)).toBe(5);
  expect(() => limit.take('DELETE')).toThrow('Request rate limit exceeded.');
});

function passes(limit: RateLimit, method: string): boolean {
  try {
    limit.take(method);
    return true;
  } catch {
    return false;
  }
}
