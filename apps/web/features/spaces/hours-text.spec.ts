import { hoursOfWeek, openingsOf, weekTextOf } from './hours-text';

describe('opening hours in a line', () => {
  it('are none in an empty line', () => expect(openingsOf(' ')).toEqual([]));
  it('are read in full width, with a break', () =>
    expect(openingsOf('９：００〜１２：００、13-18')).toEqual([
      { opensAt: '09:00', closesAt: '12:00' },
      { opensAt: '13:00', closesAt: '18:00' },
    ]));
  it('may end with the day, not after it', () => {
    expect(openingsOf('18:00〜24:00')).toEqual([{ opensAt: '18:00', closesAt: '24:00' }]);
    expect(openingsOf('18:00〜翌2:00')).toBeUndefined();
  });
  it('cannot be read from words', () => expect(openingsOf('お昼から')).toBeUndefined());
  it('come back as they were', () => {
    const hours = [{ weekday: '1' as const, opensAt: '09:00', closesAt: '21:00' }];
    expect(hoursOfWeek(weekTextOf(hours))).toEqual(hours);
  });
});
