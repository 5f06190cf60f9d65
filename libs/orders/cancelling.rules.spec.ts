import { gradeAt, refundFor, refundsFrom } from './cancelling.rules.js';

const POLICY = [
  { untilHoursBefore: 72, refundPercent: 100 },
  { untilHoursBefore: 24, refundPercent: 50 },
];
const STARTS = new Date('2026-12-05T10:00:00Z');
const before = (hours: number, ms = 0): Date => new Date(STARTS.getTime() - hours * 3_600_000 + ms);

describe('the grade of a cancellation policy', () => {
  it.each([
    ['long before', before(200), 100, before(72)],
    ['at the last instant of the full refund', before(72), 100, before(72)],
    ['one millisecond later', before(72, 1), 50, before(24)],
    ['at the last instant of the half', before(24), 50, before(24)],
    ['one millisecond later', before(24, 1), 0, null],
    ['after the start', before(-1), 0, null],
  ])('%s', (_, now, percent, until) => {
    expect(gradeAt(POLICY, STARTS, now)).toEqual({ percent, until });
  });

  it('of a policy that gives nothing back', () => {
    expect(gradeAt([], STARTS, before(100))).toEqual({ percent: 0, until: null });
    expect(gradeAt([{ untilHoursBefore: 10, refundPercent: 0 }], STARTS, before(100))).toEqual({ percent: 0, until: null });
  });

  it('over the turn of the year and a leap day counts hours, not days', () => {
    expect(gradeAt(POLICY, new Date('2027-01-02T10:00:00Z'), new Date('2026-12-30T10:00:00Z')).percent).toBe(100);
    expect(gradeAt(POLICY, new Date('2028-03-01T10:00:00Z'), new Date('2028-02-27T10:00:00Z')).percent).toBe(100);
    expect(gradeAt(POLICY, new Date('2028-03-01T10:00:00Z'), new Date('2028-02-27T10:00:01Z')).percent).toBe(50);
  });
});

describe('what comes back', () => {
  it('is the price of the seats by the percentage; the odd yen is the guest’s', () => {
    expect(refundFor({ givenBack: [500], staying: [500], paidYen: 1_000 }, 100)).toEqual({ refundYen: 500, feeYen: 0 });
    expect(refundFor({ givenBack: [555], staying: [], paidYen: 555 }, 50)).toEqual({ refundYen: 278, feeYen: 277 });
    expect(refundFor({ givenBack: [500, 500], staying: [], paidYen: 1_000 }, 0)).toEqual({ refundYen: 0, feeYen: 1_000 });
  });

  it('is nothing where nothing was paid, and no more than was paid beyond the seats that stay', () => {
    expect(refundFor({ givenBack: [500], staying: [], paidYen: 0 }, 100)).toEqual({ refundYen: 0, feeYen: 0 });
    expect(refundFor({ givenBack: [500], staying: [500], paidYen: 700 }, 100)).toEqual({ refundYen: 200, feeYen: 0 });
    expect(refundFor({ givenBack: [500], staying: [500], paidYen: 300 }, 100)).toEqual({ refundYen: 0, feeYen: 0 });
  });

  it('never makes or loses a yen', () => {
    for (let price = 0; price <= 301; price += 7) {
      for (let percent = 0; percent <= 100; percent += 9) {
        const { refundYen, feeYen } = refundFor({ givenBack: [price, price], staying: [], paidYen: 2 * price }, percent);
        expect(refundYen + feeYen).toBe(2 * price);
        expect(Math.min(refundYen, feeYen)).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('from which payments', () => {
  const payments = [
    { paymentId: 'latest', leftYen: 300 },
    { paymentId: 'first', leftYen: 500 },
  ];

  it('the latest first, none more than it has', () => {
    expect(refundsFrom(payments, 200)).toEqual([{ paymentId: 'latest', amountYen: 200 }]);
    expect(refundsFrom(payments, 700)).toEqual([
      { paymentId: 'latest', amountYen: 300 },
      { paymentId: 'first', amountYen: 400 },
    ]);
    expect(refundsFrom(payments, 0)).toEqual([]);
  });

  it('more than there is is a fault', () => {
    expect(() => refundsFrom(payments, 801)).toThrow(RangeError);
  });
});
