import { Refusal, type Reason } from './refusal.js';

const reason: Reason = { code: 'manual.unread', params: {}, nextStep: { code: 'next.readManual', href: '/spaces/1/manual' } };

describe('a refusal', () => {
  it.each([
    ['bad input', Refusal.input([{ path: 'places', code: 'atMost', params: { max: 50 } }]), 'input', 400],
    ['nobody signed in', Refusal.unauthenticated(), 'unauthenticated', 401],
    ['a role that may not', Refusal.forbidden(), 'forbidden', 403],
    ['a thing not found', Refusal.missing('shift'), 'missing', 404],
    ['somebody faster', Refusal.conflict('shift.full'), 'shift.full', 409],
    ['a rule of the trade', Refusal.rule('claim.refused'), 'claim.refused', 422],
    ['a rule of the trade, said shortly', new Refusal('claim.refused'), 'claim.refused', 422],
    ['too many requests', Refusal.tooMany('tooMany', { seconds: 30 }), 'tooMany', 429],
  ])('of %s has its code and status', (_what, refusal, code, status) => {
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({ name: 'Refusal', message: code, code, status });
  });

  it('carries the figures for its words, the reasons and the fields', () => {
    expect(Refusal.missing('space').params).toEqual({ what: 'space' });
    expect(Refusal.rule('claim.refused', { places: 0 }, [reason])).toMatchObject({ params: { places: 0 }, reasons: [reason] });
    expect(Refusal.conflict('shift.full', {}, [reason]).reasons).toEqual([reason]);
    expect(Refusal.input([{ path: 'email', code: 'email' }]).fields).toEqual([{ path: 'email', code: 'email' }]);
    expect(new Refusal('shift.full', {}, { kind: 'conflict', reasons: [reason] })).toMatchObject({ status: 409, reasons: [reason] });
  });

  it('has no reasons or fields that nobody gave', () => {
    expect(Object.keys(Refusal.forbidden())).not.toEqual(expect.arrayContaining(['reasons']));
    expect(Object.keys(Refusal.forbidden())).not.toEqual(expect.arrayContaining(['fields']));
  });
});
