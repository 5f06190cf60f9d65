import { onlineWays, paymentChoices } from './payment';

const ALL = { methods: ['card', 'payPay', 'konbini', 'door'] as const };

describe('The ways to pay a registration', () => {
  it('offer the convenience store from 3,000 yen on', () => {
    expect(onlineWays(ALL, 2_999)).toEqual(['card', 'payPay']);
    expect(onlineWays(ALL, 3_000)).toEqual(['card', 'payPay', 'konbini']);
  });

  it('say why one of them is not open', () => {
    expect(paymentChoices(ALL, 800)).toEqual([
      { method: 'stripe', closed: null },
      { method: 'door', closed: null },
      { method: 'after', closed: 'after' },
    ]);
    expect(paymentChoices({ methods: ['door'] }, 800)[0]).toEqual({ method: 'stripe', closed: 'stripe' });
    expect(paymentChoices(ALL, 49)[0]).toEqual({ method: 'stripe', closed: 'stripeLeast' });
    expect(paymentChoices(ALL, 1_000_001)[0]).toEqual({ method: 'stripe', closed: 'stripeMost' });
  });
});
