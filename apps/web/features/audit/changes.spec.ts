import { changesOf, isBrief } from './changes';

describe('what an entry changed', () => {
  it('names the fields that differ, and no others', () => {
    expect(changesOf({ rewardYen: 4000, places: 2 }, { rewardYen: 5000, places: 2, version: 2 })).toEqual([
      { field: 'rewardYen', before: 4000, after: 5000 },
      { field: 'version', before: undefined, after: 2 },
    ]);
  });

  it('takes lists as the same when they say the same', () => {
    expect(changesOf({ days: [1, 2] }, { days: [1, 2] })).toEqual([]);
  });

  it('is empty where nothing was written down', () => {
    expect(changesOf(null, null)).toEqual([]);
    expect(changesOf(null, { status: null })).toEqual([]);
  });

  it('tells in one line what is short, and keeps ids and lists for the table', () => {
    const brief = (before: unknown, after: unknown) => isBrief({ field: 'x', before, after });
    expect(brief(4000, 5000)).toBe(true);
    expect(brief(undefined, '2026-12-25')).toBe(true);
    expect(brief(undefined, '01a20018-a762-7007-b96d-b61e198f861b')).toBe(false);
    expect(brief(undefined, [1])).toBe(false);
    expect(brief('booked', undefined)).toBe(false);
  });
});
