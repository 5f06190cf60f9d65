import { reasonText, valueText } from './value-text';

describe('a value of an audit entry in words', () => {
  it.each([
    ['claim.booked', 'rewardYen', 3500, '3,500円'],
    ['claim.booked', 'paymentDueOn', '2026-12-25', '2026年12月25日(金)'],
    ['shift.changed', 'startsAt', '2026-11-21T01:00:00.000Z', '2026年11月21日(土) 10:00'],
    ['shift.drafted', 'kind', 'floor', 'フロア'],
    ['mixer.tierSet', 'value', 'senior', '上級'],
    ['mixer.duesStandingSet', 'value', 'grace', '猶予中'],
    ['claim.confirmed', 'status', 'reported', '実施記録あり'],
    ['space.changed', 'name', '北のつくえ', '北のつくえ'],
    ['shift.drafted', 'outsideHours', false, 'いいえ'],
  ])('%s: %s %j is %s', (action, field, value, said) => {
    expect(valueText(action, field, value, 'ja')).toBe(said);
  });

  it('leaves a person’s own reason as it stands, and puts the system’s codes into words', () => {
    expect(reasonText('claim.withdrawn', '家の用事', 'ja')).toBe('家の用事');
    expect(reasonText('claim.released', 'partnered', 'ja')).toBe('スペースの提携が終わったため');
  });
});
