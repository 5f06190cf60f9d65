import { lastDue } from './due.js';

describe('when a line of the schedule was last due', () => {
  const at = (cron: string, now: string): string => lastDue(cron, new Date(now)).toISOString();

  it('is this very minute for what runs every minute', () => {
    expect(at('* * * * *', '2026-11-21T01:00:00.000Z')).toBe('2026-11-21T01:00:00.000Z');
    expect(at('* * * * *', '2026-11-21T01:00:59.999Z')).toBe('2026-11-21T01:00:00.000Z');
  });

  it('follows the clock of Tokyo: 03:10 there is 18:10 of the day before in UTC', () => {
    expect(at('10 3 * * *', '2026-11-21T18:10:00Z')).toBe('2026-11-21T18:10:00.000Z');
    expect(at('10 3 * * *', '2026-11-21T18:09:59Z')).toBe('2026-11-20T18:10:00.000Z');
  });

  it('finds the tenth minute, the day of a month and the day of a year', () => {
    expect(at('*/10 * * * *', '2026-11-21T01:07:00Z')).toBe('2026-11-21T01:00:00.000Z');
    expect(at('0 9 25 * *', '2026-11-21T01:07:00Z')).toBe('2026-10-25T00:00:00.000Z');
    expect(at('0 9 1 4 *', '2026-11-21T01:07:00Z')).toBe('2026-04-01T00:00:00.000Z');
  });
});
