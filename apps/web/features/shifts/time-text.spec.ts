import { minutesOf, timeOf, timesOf, typedTimesOf } from './time-text';

describe('times of day as they are typed', () => {
  it.each([
    ['１９：００', '19:00'],
    ['9', '09:00'],
    ['1930', '19:30'],
    ['930', '09:30'],
    ['19時半', '19:30'],
    ['9時', '09:00'],
    ['19時15分', '19:15'],
    ['24:00', '24:00'],
    ['翌1:00', '翌01:00'],
  ])('%s is %s', (typed, time) => expect(timeOf(typed)).toBe(time));

  it.each(['', '25:00', '24:30', '19:61', '19:5', 'あさ', '19:00:00'])('%j is no time', (typed) => expect(timeOf(typed)).toBeUndefined());

  it.each([
    ['19:00〜21:00', '19:00', '21:00'],
    ['１９：００～２１：３０', '19:00', '21:30'],
    ['10-14', '10:00', '14:00'],
    ['10時から14時まで', '10:00', '14:00'],
    ['22:00〜翌1:00', '22:00', '翌01:00'],
  ])('%s fills both fields', (typed, from, to) => expect(timesOf(typed)).toEqual({ from, to }));

  it('takes a single time for no range', () => expect(timesOf('19:00')).toBeUndefined());
  it('waits for the minutes of the second time while it is typed', () => {
    expect(['19:00', '19:00〜2', '19:00〜21:0'].map(typedTimesOf)).toEqual([undefined, undefined, undefined]);
    expect(typedTimesOf('１９：００〜２１：００')).toEqual({ from: '19:00', to: '21:00' });
  });
  it('counts a time of the next day on', () => expect(minutesOf('翌1:00')).toBe(1500));
});
