import { type Clock, MovableClock, SystemClock } from './clock.js';

describe('the clock', () => {
  it('tells the time of the machine', () => {
    const clock: Clock = new SystemClock();
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1_000);
  });

  it('stands still until it is moved', () => {
    const clock = new MovableClock('2026-11-21T10:00:00Z');
    expect(clock.now()).toEqual(new Date('2026-11-21T10:00:00Z'));
    clock.advance({ days: 3, hours: 1, minutes: 30, seconds: 5 });
    expect(clock.now()).toEqual(new Date('2026-11-24T11:30:05Z'));
    clock.advance({ hours: -1 });
    expect(clock.now()).toEqual(new Date('2026-11-24T10:30:05Z'));
    clock.set(new Date('2026-01-01T00:00:00Z'));
    expect(clock.now()).toEqual(new Date('2026-01-01T00:00:00Z'));
  });

  it('gives out instants that nobody can move for it', () => {
    const clock = new MovableClock('2026-11-21T10:00:00Z');
    clock.now().setUTCFullYear(1999);
    expect(clock.now().getUTCFullYear()).toBe(2026);
  });

  it('takes no time that is none', () => {
    expect(() => new MovableClock('soon')).toThrow('not an instant: soon');
  });
});
