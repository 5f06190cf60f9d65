import { isId, newId } from './ids.js';

function millisecondOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

describe('ids', () => {
  it('are UUIDs of version 7 that carry the present millisecond', () => {
    const before = Date.now();
    const id = newId();
    const after = Date.now();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(millisecondOf(id)).toBeGreaterThanOrEqual(before);
    expect(millisecondOf(id)).toBeLessThanOrEqual(after);
  });

  it('sort in the order in which they were made, and never repeat', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('count within one millisecond and borrow the next when the count is full', () => {
    const now = Date.now() + 60_000;
    const still = jest.spyOn(Date, 'now').mockReturnValue(now);
    const ids = Array.from({ length: 2 * 4_096 + 1 }, newId);
    still.mockRestore();
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.filter((id) => millisecondOf(id) === now)).toHaveLength(4_096);
    expect(millisecondOf(ids.at(-1) ?? '')).toBe(now + 2);
  });

  it('do not go backwards when the clock of the machine does', () => {
    const before = newId();
    const setBack = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 60_000);
    const after = newId();
    setBack.mockRestore();
    expect(after > before).toBe(true);
  });

  it('end in 62 random bits', () => {
    const tails = Array.from({ length: 1_000 }, () => newId().slice(19));
    expect(new Set(tails).size).toBe(tails.length);
    expect(new Set(tails.map((tail) => tail.charAt(0)))).toEqual(new Set(['8', '9', 'a', 'b']));
  });

  it.each(['0198f6a2-7c3e-7a10-9b2d-3f4e5a6b7c8d', '0198F6A2-7C3E-4A10-9B2D-3F4E5A6B7C8D'])('are recognised: %s', (text) => {
    expect(isId(text)).toBe(true);
  });

  it.each(['', 'me', '0198f6a27c3e7a109b2d3f4e5a6b7c8d', ' 0198f6a2-7c3e-7a10-9b2d-3f4e5a6b7c8d', 7, null, undefined])(
    'are not mistaken for %p',
    (value) => {
      expect(isId(value)).toBe(false);
    },
  );
});
