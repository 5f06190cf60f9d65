import { nextDeed } from './own-registrations.rules.js';

const now = new Date('2026-11-21T01:00:00Z');
const sure = { status: 'confirmed', method: 'free', dueYen: 0, heldUntil: null, saleStatus: 'open', endsAt: new Date('2026-11-28T12:00:00Z') } as const;
const later = new Date('2026-11-21T01:20:00Z');

describe('what there is to do about a registration', () => {
  it('is said by its state', () => {
    expect(nextDeed(sure, now)).toBe('come');
    expect(nextDeed({ ...sure, method: 'door', dueYen: 500 }, now)).toBe('payAtDoor');
    expect(nextDeed({ ...sure, method: 'after', dueYen: 500 }, now)).toBe('payAfter');
    expect(nextDeed({ ...sure, status: 'held', method: 'stripe', dueYen: 500, heldUntil: later }, now)).toBe('pay');
    expect(nextDeed({ ...sure, status: 'offered', heldUntil: later }, now)).toBe('answerOffer');
    expect(nextDeed({ ...sure, status: 'waitlisted' }, now)).toBe('wait');
  });

  it('is nothing once it is too late, called off, or ended', () => {
    expect(nextDeed({ ...sure, status: 'held', heldUntil: now }, now)).toBeNull();
    expect(nextDeed({ ...sure, status: 'offered', heldUntil: now }, now)).toBeNull();
    expect(nextDeed({ ...sure, saleStatus: 'cancelled' }, now)).toBeNull();
    expect(nextDeed({ ...sure, endsAt: now }, now)).toBeNull();
    for (const status of ['cancelled', 'expired'] as const) expect(nextDeed({ ...sure, status }, now)).toBeNull();
  });
});
