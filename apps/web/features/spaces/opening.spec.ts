import { openingOn } from './opening';

const noon = { opensAt: '12:00', closesAt: '18:00' };
const day = { opensAt: '09:00', closesAt: '21:00' };
const space = {
  hours: [
    { weekday: '1', ...day } as const,
    { weekday: '2', opensAt: '18:00', closesAt: '22:00' } as const,
    { weekday: '2', opensAt: '09:00', closesAt: '12:00' } as const,
  ],
  exceptions: [{ day: '2026-12-28', closed: true, opensAt: null, closesAt: null, reason: '' }],
};

describe('when a space is open', () => {
  it('is what its weekday says, earliest first', () =>
    expect(openingOn('2026-11-24', space).map(({ opensAt }) => opensAt)).toEqual(['09:00', '18:00']));
  it('is nothing on a weekday without hours', () => expect(openingOn('2026-11-25', space)).toEqual([]));
  it('is nothing on a day that is set as closed', () => expect(openingOn('2026-12-28', space)).toEqual([]));
  it('keeps the weekday on a holiday while there are no hours for holidays', () => expect(openingOn('2026-11-23', space)).toEqual([day]));
  it('is what the hours for holidays say on a holiday', () =>
    expect(openingOn('2026-11-23', { ...space, hours: [...space.hours, { weekday: 'holiday', ...noon }] })).toEqual([noon]));
});
