import { policyLine, policyRows } from './policy';

const STARTS_AT = '2026-11-28T09:30:00.000Z';
const USUAL = [
  { untilHoursBefore: 72, refundPercent: 100 },
  { untilHoursBefore: 24, refundPercent: 50 },
];

describe('What comes back when a guest cancels', () => {
  it('is told with the instant at which each step ends', () => {
    expect(policyRows(USUAL, STARTS_AT)).toEqual([
      { until: '2026-11-25T09:30:00.000Z', refundPercent: 100 },
      { until: '2026-11-27T09:30:00.000Z', refundPercent: 50 },
      { until: null, refundPercent: 0 },
    ]);
    expect(policyRows([{ untilHoursBefore: 5, refundPercent: 80 }], STARTS_AT)[0]?.until).toBe('2026-11-28T04:30:00.000Z');
  });

  it('fits in one line', () => {
    const words = {
      full: '全額返金',
      none: '返金なし',
      part: (percent: number) => `${percent}% 返金`,
      until: (when: string) => when,
      after: '',
      always: '',
      daysBefore: (n: number) => `${n}日前`,
      dayBefore: '前日',
      hoursBefore: (n: number) => `${n}時間前`,
      start: '開始',
      short: (when: string, refund: string) => `${when}まで${refund}`,
      line: (steps: readonly string[]) => steps.join('、'),
    };
    expect(policyLine(USUAL, words)).toBe('3日前まで全額返金、前日まで50% 返金');
    expect(policyLine([{ untilHoursBefore: 5, refundPercent: 80 }, { untilHoursBefore: 0, refundPercent: 0 }], words)).toBe('5時間前まで80% 返金');
    expect(policyLine([{ untilHoursBefore: 0, refundPercent: 100 }], words)).toBe('開始まで全額返金');
    expect(policyLine([], words)).toBe('返金なし');
  });
});
