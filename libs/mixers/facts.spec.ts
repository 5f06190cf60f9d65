import { daysInGoodStanding, factsAt, type Fact, type FactValues } from './facts.js';

const NOW = new Date('2026-11-21T01:00:00Z');
const LATER = new Date('2026-12-05T10:00:00Z');

let count = 0;
const said = <F extends Fact>(fact: F, value: FactValues[F], from: string, until: string | null = null) => ({
  id: `fact-${(count += 1)}`,
  mixerId: 'mixer',
  fact,
  value,
  from: new Date(from),
  until: until ? new Date(until) : null,
});

describe('the facts of a mixer at the time of the thing', () => {
  it('are nothing for somebody of whom nothing is known', () => {
    expect(factsAt([], LATER, NOW)).toEqual({
      membership: 'none',
      tier: null,
      duesStanding: 'none',
      courseCompletedOn: null,
      certifications: [],
      certificationsEndingBefore: [],
      frozenUntil: null,
    });
  });

  it('hold on as long as nobody has said when they end', () => {
    const facts = factsAt([said('membership', 'active', '2026-01-01T00:00:00Z'), said('tier', 'junior', '2026-02-01T00:00:00Z')], LATER, NOW);
    expect(facts).toMatchObject({ membership: 'active', tier: 'junior' });
  });

  it('follow what is planned: dues restricted from next week are restricted for a shift after that and good for one before', () => {
    const dues = [said('duesStanding', 'good', '2026-01-01T00:00:00Z', '2026-11-28T00:00:00Z'), said('duesStanding', 'restricted', '2026-11-28T00:00:00Z')];
    expect(factsAt(dues, new Date('2026-11-27T23:59:59Z'), NOW).duesStanding).toBe('good');
    expect(factsAt(dues, new Date('2026-11-28T00:00:00Z'), NOW).duesStanding).toBe('restricted');
  });

  it('name a certification apart that is held today and ends before the thing', () => {
    const facts = factsAt([said('certification', 'promoter', '2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z')], LATER, NOW);
    expect(facts).toMatchObject({ certifications: [], certificationsEndingBefore: ['promoter'] });
  });

  it('count a renewed certification as held', () => {
    const renewed = [said('certification', 'promoter', '2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z'), said('certification', 'promoter', '2026-12-01T00:00:00Z')];
    expect(factsAt(renewed, LATER, NOW)).toMatchObject({ certifications: ['promoter'], certificationsEndingBefore: [] });
  });

  it('say nothing of a certification that ended long ago', () => {
    const facts = factsAt([said('certification', 'promoter', '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z')], LATER, NOW);
    expect(facts).toMatchObject({ certifications: [], certificationsEndingBefore: [] });
  });

  it('freeze somebody today even for a thing after the freeze, and not before the freeze has begun', () => {
    const freezes = [said('freeze', 'frozen', '2026-11-20T00:00:00Z', '2026-12-04T00:00:00Z')];
    expect(factsAt(freezes, LATER, NOW).frozenUntil).toEqual(new Date('2026-12-04T00:00:00Z'));
    expect(factsAt(freezes, LATER, new Date('2026-11-19T00:00:00Z')).frozenUntil).toBeNull();
    expect(factsAt(freezes, LATER, new Date('2026-12-04T00:00:00Z')).frozenUntil).toBeNull();
  });

  it('tell the longest of two freezes', () => {
    const freezes = [said('freeze', 'frozen', '2026-11-20T00:00:00Z', '2026-12-04T00:00:00Z'), said('freeze', 'frozen', '2026-11-21T00:00:00Z', '2026-12-05T00:00:00Z')];
    expect(factsAt(freezes, LATER, NOW).frozenUntil).toEqual(new Date('2026-12-05T00:00:00Z'));
  });

  it('give the day of the course as it was in Tokyo', () => {
    expect(factsAt([said('course', 'completed', '2026-03-01T15:30:00Z')], LATER, NOW).courseCompletedOn).toBe('2026-03-02');
  });
});

describe('days in good standing', () => {
  it('run through grace without a break', () => {
    const rows = [
      said('membership', 'active', '2026-01-01T00:00:00Z'),
      said('duesStanding', 'good', '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'),
      said('duesStanding', 'grace', '2026-11-01T00:00:00Z'),
    ];
    expect(daysInGoodStanding(rows, NOW)).toBe(51);
  });

  it('begin again after dues were restricted', () => {
    const rows = [
      said('membership', 'active', '2026-01-01T00:00:00Z'),
      said('duesStanding', 'good', '2026-01-01T00:00:00Z', '2026-10-01T00:00:00Z'),
      said('duesStanding', 'restricted', '2026-10-01T00:00:00Z', '2026-11-11T00:00:00Z'),
      said('duesStanding', 'good', '2026-11-11T00:00:00Z'),
    ];
    expect(daysInGoodStanding(rows, NOW)).toBe(10);
  });

  it('are none for somebody who is paused', () => {
    const rows = [said('membership', 'paused', '2026-01-01T00:00:00Z'), said('duesStanding', 'good', '2026-01-01T00:00:00Z')];
    expect(daysInGoodStanding(rows, NOW)).toBe(0);
  });
});
