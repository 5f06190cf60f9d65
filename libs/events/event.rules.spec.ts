import { canStep } from '#libs/kernel';
import { EVENT_MACHINE, planErrors, usualMethods, type Plan } from './event.rules.js';

const NOW = new Date('2026-11-21T01:00:00Z');

const plan = (change: Partial<Plan> = {}): Plan => ({
  kind: 'jelly',
  spaceId: '01940000-0000-7000-8000-000000000001',
  resourceId: null,
  title: 'JELLY',
  theme: '',
  description: '',
  format: 'onsite',
  onlineUrl: null,
  startsAt: new Date('2026-11-28T08:00:00Z'),
  endsAt: new Date('2026-11-28T10:00:00Z'),
  capacity: 20,
  minGuests: null,
  sellerOfRecord: 'host',
  ticketTypes: [{ name: '参加', description: '', priceYen: 500, capacity: null }],
  methods: ['card', 'door'],
  cancellationPolicy: [],
  questions: [],
  timetable: [],
  tablePlan: [],
  checklist: [],
  alcohol: false,
  outsideHours: false,
  ...change,
});
const ticket = (priceYen: number, change: Partial<Plan['ticketTypes'][number]> = {}) => ({ name: '参加', description: '', priceYen, capacity: null, ...change });
const wrong = (change: Partial<Plan>): string[] => planErrors(plan(change), NOW).map(({ path, code }) => `${path} ${code}`);

describe('a plan', () => {
  it.each<[string, Partial<Plan>, string[]]>([
    ['as a JELLY usually is', {}, []],
    ['that begins now', { startsAt: NOW }, ['startsAt past', 'endsAt tooLongEvent']],
    ['that ends before it begins', { endsAt: new Date('2026-11-28T07:00:00Z') }, ['endsAt reversed']],
    ['that ends as it begins', { endsAt: new Date('2026-11-28T08:00:00Z') }, ['endsAt reversed']],
    ['of a whole day', { endsAt: new Date('2026-11-29T08:00:00Z') }, []],
    ['of more than a day', { endsAt: new Date('2026-11-29T08:00:01Z') }, ['endsAt tooLongEvent']],
    ['that needs more guests than it has seats', { minGuests: 21 }, ['minGuests atMost']],
    ['that is full at its minimum', { minGuests: 20 }, []],
    ['for 49 yen by card', { ticketTypes: [ticket(49)] }, ['ticketTypes.0.priceYen leastOnline']],
    ['for 49 yen at the door alone', { ticketTypes: [ticket(49)], methods: ['door'] }, []],
    ['for 50 yen by card', { ticketTypes: [ticket(50)] }, []],
    ['for nothing', { ticketTypes: [ticket(0)], methods: ['free'] }, []],
    ['that costs but cannot be paid', { methods: ['free'] }, ['methods required']],
    ['without tickets', { ticketTypes: [] }, ['ticketTypes required']],
    ['with the same ticket twice', { ticketTypes: [ticket(500), ticket(600)] }, ['ticketTypes.1.name duplicate']],
    ['with more tickets of a kind than seats', { ticketTypes: [ticket(500, { capacity: 21 })] }, ['ticketTypes.0.capacity atMost']],
    ['of a mixer without a space', { spaceId: null }, ['spaceId required']],
    ['of the cooperative without a space', { spaceId: null, kind: 'course' }, []],
    ['that gives more back the later one cancels', { cancellationPolicy: [{ untilHoursBefore: 72, refundPercent: 50 }, { untilHoursBefore: 24, refundPercent: 100 }] }, ['cancellationPolicy.1 policyOrder']],
    ['that gives less back the later one cancels', { cancellationPolicy: [{ untilHoursBefore: 72, refundPercent: 100 }, { untilHoursBefore: 24, refundPercent: 50 }] }, []],
  ])('%s', (_, change, errors) => {
    expect(wrong(change)).toEqual(errors);
  });

  it('is sold the usual ways: free, online and at the door, from 3,000 yen at the convenience store as well', () => {
    expect(usualMethods([ticket(0)])).toEqual(['free']);
    expect(usualMethods([ticket(0), ticket(2_999)])).toEqual(['card', 'payPay', 'door']);
    expect(usualMethods([ticket(3_000)])).toEqual(['card', 'payPay', 'konbini', 'door']);
  });
});

describe('the life of an event', () => {
  it('ends for good when it is settled or called off', () => {
    expect(Object.values(EVENT_MACHINE.settled)).toEqual([]);
    expect(Object.values(EVENT_MACHINE.cancelled)).toEqual([]);
  });

  it('is not published before a space has approved it, unless it is the cooperative’s own', () => {
    for (const status of ['draft', 'proposed', 'countered', 'refused'] as const) expect(canStep(EVENT_MACHINE, status, 'publish')).toBe(false);
    expect(EVENT_MACHINE.draft.announce).toBe('published');
  });

  it('is a draft again when what was proposed is edited', () => {
    for (const status of ['draft', 'proposed', 'countered', 'refused'] as const) expect(EVENT_MACHINE[status].edit).toBe('draft');
  });
});
