import { konbiniHeldUntil, newPass, onlineMethods, ORDER_MACHINE, ORDER_STATUSES, orderMethods, passIn, SALE_METHODS } from './order.rules.js';

const NOW = new Date('2026-11-21T01:00:00Z');
const sale = (startsAt: string, methods: readonly (typeof SALE_METHODS)[number][] = SALE_METHODS) => ({ methods, startsAt: new Date(startsAt) });

describe('ways of paying', () => {
  it('on Stripe’s page: card and PayPay from 50 yen to a million, konbini from 3,000 to 300,000', () => {
    const far = sale('2026-12-20T10:00:00Z');
    const open = (yen: number): string => onlineMethods(far, yen, NOW).join(' ');
    expect([49, 50, 2_999, 3_000, 300_000, 300_001, 1_000_000, 1_000_001].map(open)).toEqual([
      '',
      'card paypay',
      'card paypay',
      'card paypay konbini',
      'card paypay konbini',
      'card paypay',
      'card paypay',
      '',
    ]);
  });

  it('leave konbini out where its voucher could still be unpaid when it begins', () => {
    // Printed on 21 November in Tokyo, good to the end of the 24th, known by 2:00 on the 25th.
    expect(konbiniHeldUntil(NOW).toISOString()).toBe('2026-11-24T17:00:00.000Z');
    expect(onlineMethods(sale('2026-11-24T17:00:00Z'), 5_000, NOW)).toContain('konbini');
    expect(onlineMethods(sale('2026-11-24T16:59:59Z'), 5_000, NOW)).not.toContain('konbini');
    // At 23:50 the voucher may be printed after midnight and live a day longer.
    const late = new Date('2026-11-21T14:50:00Z');
    expect(onlineMethods(sale('2026-11-25T16:59:00Z'), 5_000, late)).not.toContain('konbini');
    expect(onlineMethods(sale('2026-11-25T17:00:00Z'), 5_000, late)).toContain('konbini');
  });

  it('are what the host and the space allow; nothing to pay is free whatever they are', () => {
    expect(orderMethods(sale('2026-12-20T10:00:00Z', ['card', 'door']), 500, NOW)).toEqual(['stripe', 'door']);
    expect(orderMethods(sale('2026-12-20T10:00:00Z', ['konbini', 'after']), 500, NOW)).toEqual(['after']);
    expect(orderMethods(sale('2026-12-20T10:00:00Z', ['card']), 0, NOW)).toEqual(['free']);
  });
});

describe('a pass', () => {
  it('is twelve letters that nobody mistakes, each one another', () => {
    const passes = Array.from({ length: 1_000 }, newPass);
    expect(new Set(passes).size).toBe(1_000);
    for (const pass of passes) expect(pass).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
  });

  it('is read as people type it: small, wide, in groups, with O for 0 and l for 1', () => {
    expect(passIn('ABcd-10fg  hjkm')).toBe('ABCD10FGHJKM');
    expect(passIn('ＡＢＣＤｌＯＦＧＨＪＫＭ')).toBe('ABCD10FGHJKM');
    expect(passIn('ABCD10FGHJK')).toBeNull();
    expect(passIn('ABCD10FGHJKU')).toBeNull();
    expect(passIn('髙')).toBeNull();
  });
});

describe('a registration', () => {
  it('goes on only as its table says; what was cancelled stays so', () => {
    const ways = ORDER_STATUSES.map((status) => `${status}: ${Object.entries(ORDER_MACHINE[status]).map(([action, to]) => `${action} → ${to}`).join(', ')}`);
    expect(ways).toEqual([
      'waitlisted: offer → offered, leave → cancelled, close → expired, cancel → cancelled',
      'offered: hold → held, confirm → confirmed, lapse → waitlisted, leave → cancelled, expire → expired, cancel → cancelled',
      'held: confirm → confirmed, expire → expired, cancel → cancelled',
      'confirmed: cancel → cancelled',
      'cancelled: ',
      'expired: revive → confirmed',
    ]);
  });
});
