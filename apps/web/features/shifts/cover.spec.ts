import { aheadText, coverOf } from './cover';

const now = new Date('2026-11-21T01:00:00Z');
const shift = { status: 'published', places: 2, placesTaken: 1, requests: 0, startsAt: '2026-11-23T01:00:00Z' } as const;

describe('how well a shift is covered', () => {
  it('is covered when every place is taken', () => expect(coverOf({ ...shift, placesTaken: 2 }, now)).toBe('covered'));
  it('waits for the owner while somebody asks for a place that is left', () => expect(coverOf({ ...shift, requests: 1 }, now)).toBe('requested'));
  it('is uncovered from 72 hours before the start on', () => {
    expect(coverOf(shift, now)).toBe('uncovered');
    expect(coverOf({ ...shift, startsAt: '2026-11-24T01:00:00Z' }, now)).toBe('uncovered');
    expect(coverOf({ ...shift, startsAt: '2026-11-24T01:00:01Z' }, now)).toBe('open');
  });
  it('stays a draft or cancelled whatever its places', () => {
    expect(coverOf({ ...shift, status: 'draft' }, now)).toBe('draft');
    expect(coverOf({ ...shift, status: 'cancelled', placesTaken: 2 }, now)).toBe('cancelled');
  });
});

describe('how long until a shift', () => {
  it('is told in hours within three days', () => expect(aheadText('2026-11-23T14:30:00Z', now, 'ja')).toBe('61時間'));
  it('is told in days beyond', () => expect(aheadText('2026-11-25T01:00:00Z', now, 'ja')).toBe('4日'));
  it('is told in minutes below an hour', () => expect(aheadText('2026-11-21T01:40:00Z', now, 'ja')).toBe('40分'));
});
