import { CAPABILITIES, DEFAULT_RULE_SET, TIERS } from '#libs/tiers';
import { TestApp, type Person } from '../support/app.js';

interface Item {
  capability: string;
  label: string;
  allowed: boolean;
  reasons: { code: string; message: string; nextStep?: { label: string; href: string } }[];
  conditions: { code: string; message: string }[];
}
interface Answer {
  ruleSet: { version: number; inForceFrom: string };
  items: Item[];
  next: { step: string; tier: string | null; criteria: { code: string; label: string; needed: number; counted: number | null; met: boolean | null }[] };
}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const ask = async (person: Person, query = '', language: 'ja' | 'en' = 'ja'): Promise<Answer> =>
  (await app.as(person, language).get(`/me/capabilities${query}`).expect(200)).body as Answer;
const item = ({ items }: Answer, capability: string): Item => {
  const found = items.find((each) => each.capability === capability);
  if (!found) throw new Error(`${capability} is missing`);
  return found;
};
const codes = (reasons: readonly { code: string }[]): string[] => reasons.map(({ code }) => code);
const allowed = ({ items }: Answer): string[] => items.filter((each) => each.allowed).map(({ capability }) => capability);

/** Only what the default table opens to this tier; the promoter's post needs its certification. */
const open = (tier: (typeof TIERS)[number]): string[] =>
  CAPABILITIES.filter((capability) => DEFAULT_RULE_SET.rules[capability].tiers.includes(tier) && capability !== 'promo.post');

describe('what I may do', () => {
  it.each(TIERS)('a mixer of the tier %s reads what the default rules open to it', async (tier) => {
    const answer = await ask(await app.mixer({ tier }));
    expect(answer.ruleSet).toEqual({ version: 1, inForceFrom: '2025-12-31T15:00:00.000Z' });
    expect(answer.items.map(({ capability }) => capability)).toEqual([...CAPABILITIES]);
    expect(allowed(answer)).toEqual(open(tier));
  });

  it('a challenge mixer hears why a shift is not open, and where the way leads', async () => {
    const { reasons, conditions, label } = item(await ask(await app.mixer({ tier: 'challenge' })), 'shift.claim');
    expect(label).toBe('受付・フロアの枠を予約する');
    expect(reasons).toEqual([
      { code: 'tier.tooLow', message: '初級から行えます（現在：チャレンジ）。', nextStep: { label: '次の段階を見る', href: '/me/capabilities' } },
    ]);
    expect(codes(conditions)).toEqual(['needs.partneredSpace', 'needs.manualRead', 'needs.noClash']);
  });

  it('speaks English to those who read English', async () => {
    const { label, reasons } = item(await ask(await app.mixer({ tier: 'challenge' }), '', 'en'), 'shift.claim');
    expect(label).toBe('Book reception and floor shifts');
    expect(reasons[0]?.message).toBe('This opens at the tier junior (now: challenge).');
  });

  it('tells every reason at once', async () => {
    const mixer = await app.mixer({ tier: 'challenge', membership: 'suspended', duesStanding: 'restricted' });
    expect(codes(item(await ask(mixer), 'shift.claim').reasons)).toEqual(['tier.tooLow', 'membership.suspended', 'dues.restricted']);
  });

  it('dues in grace count as good standing', async () => {
    expect(item(await ask(await app.mixer({ tier: 'junior', duesStanding: 'grace' })), 'shift.claim').allowed).toBe(true);
  });

  it('a certification that ends before the day blocks that day and not today', async () => {
    const mixer = await app.mixer({ tier: 'challenge', certifications: [{ value: 'promoter', until: '2026-12-01T00:00:00Z' }] });
    expect(item(await ask(mixer), 'promo.post').allowed).toBe(true);
    const later = item(await ask(mixer, '?at=2026-12-05T10:00:00Z'), 'promo.post');
    expect(later.allowed).toBe(false);
    expect(codes(later.reasons)).toEqual(['certification.endsBefore']);
  });

  it('asks a named space: partnered and manual unread, then read', async () => {
    const mixer = await app.mixer();
    const space = await app.space();
    const before = item(await ask(mixer, `?spaceId=${space.id}`), 'shift.claim');
    expect(before.reasons).toMatchObject([{ code: 'manual.unread', nextStep: { href: `/spaces/${space.id}/manual` } }]);
    expect(codes(before.conditions)).toEqual(['needs.noClash']);
    await app.hasRead(mixer, space);
    expect(item(await ask(mixer, `?spaceId=${space.id}`), 'shift.claim').allowed).toBe(true);
  });

  it('a space that is not partnered says so', async () => {
    const mixer = await app.mixer();
    const space = await app.space({ partnered: false });
    await app.hasRead(mixer, space);
    expect(codes(item(await ask(mixer, `?spaceId=${space.id}`), 'shift.claim').reasons)).toEqual(['space.notPartnered']);
  });

  it('an unknown space is not found, and a space that is no id is named', async () => {
    const mixer = await app.mixer();
    await app.as(mixer).get('/me/capabilities?spaceId=019a0000-0000-7000-8000-000000000000').expect(404);
    const refused = await app.as(mixer).get('/me/capabilities?spaceId=nowhere&at=yesterday').expect(400);
    expect(refused.body.fields.map(({ path }: { path: string }) => path).sort()).toEqual(['at', 'spaceId']);
  });

  it('is for mixers: others are refused, guests are asked to sign in', async () => {
    await app.as(await app.person()).get('/me/capabilities').expect(403);
    await app.as(null).get('/me/capabilities').expect(401);
  });
});

describe('what comes next', () => {
  it('a challenge mixer sees the way to junior, with the days in good standing counted', async () => {
    const { next } = await ask(await app.mixer({ tier: 'challenge' }));
    expect(next).toMatchObject({ step: 'promotion', tier: 'junior' });
    expect(next.criteria.find(({ code }) => code === 'goodStandingDays')).toMatchObject({ needed: 30, counted: 324, met: true });
    expect(next.criteria.find(({ code }) => code === 'flyerExchanges')).toMatchObject({ needed: 3, counted: null, met: null });
  });

  it('a junior sees confirmed shifts and spaces counted, and a no-show of the last 90 days', async () => {
    const mixer = await app.mixer({ tier: 'junior' });
    const [morioka, kobe] = [await app.space(), await app.space({ name: '神戸の机', prefecture: '28' })];
    await worked(mixer, morioka.id, 'confirmed', '2026-11-01T01:00:00Z');
    await worked(mixer, kobe.id, 'confirmed', '2026-11-03T01:00:00Z');
    await worked(mixer, kobe.id, 'noShow', '2026-11-05T01:00:00Z');
    await worked(mixer, kobe.id, 'noShow', '2026-05-05T01:00:00Z');
    const { next } = await ask(mixer);
    expect(next).toMatchObject({ step: 'promotion', tier: 'senior' });
    const counted = Object.fromEntries(next.criteria.map((each) => [each.code, each.counted]));
    expect(counted).toEqual({ confirmedShifts: 2, shiftSpaces: 2, eventsHelped: null, ownerRecommendations: null, openNoShows: 1 });
    expect(next.criteria.find(({ code }) => code === 'openNoShows')?.met).toBe(false);
  });

  it('a senior has arrived', async () => {
    expect((await ask(await app.mixer({ tier: 'senior' }))).next).toEqual({ step: 'none', tier: null, criteria: [] });
  });

  it('an applicant sees what is missing before they begin', async () => {
    const applicant = await app.mixer({ tier: null, membership: 'accepted', duesStanding: 'none' });
    const { next } = await ask(applicant);
    expect(next).toMatchObject({ step: 'activation', tier: 'challenge' });
    expect(next.criteria.map(({ code, met }) => [code, met])).toEqual([
      ['accepted', true],
      ['course', true],
      ['dues', false],
    ]);
  });
});

describe('the rules', () => {
  it('in a new installation are the default ones, in force since January', async () => {
    const found: { version: number; status: string; in_force_from: Date; rules: unknown }[] = await app.db.query('select version, status, in_force_from, rules from rule_sets');
    expect(found).toEqual([{ version: DEFAULT_RULE_SET.version, status: 'inForce', in_force_from: new Date(DEFAULT_RULE_SET.inForceFrom), rules: DEFAULT_RULE_SET.rules }]);
  });

  it('stand readable before the steward, and before nobody else', async () => {
    const steward = await app.admin('steward');
    const { body } = await app.as(steward).get('/rule-sets').expect(200);
    expect(body).toMatchObject({ items: [{ version: 1, status: 'inForce', inForceFrom: '2025-12-31T15:00:00.000Z' }], nextCursor: null });
    const promo = body.items[0].rules.find(({ capability }: Item) => capability === 'promo.post');
    expect(promo.gates).toEqual([
      { gate: 'activeMembership', label: '活動中であること' },
      { gate: 'certification:promoter', label: '「プロモーター」の認定があること' },
    ]);
    await app.as(await app.admin('treasurer')).get('/rule-sets').expect(403);
    await app.as(await app.mixer()).get('/rule-sets').expect(403);
  });
});

/** A claim of the past, as libs/shifts leaves it. */
async function worked(mixer: Person, spaceId: string, status: 'confirmed' | 'noShow', startsAt: string): Promise<void> {
  const [shift] = await app.db.query<{ id: string }[]>(
    `insert into shifts (space_id, kind, status, starts_at, ends_at, places, reward_yen, min_tier, claim_mode, content, ordering_party, check_in_code)
     values ($1, 'reception', 'published', $2, $2::timestamptz + interval '2 hours', 1, 3000, 'junior', 'instant', '受付', 'space', '123456') returning id`,
    [spaceId, startsAt],
  );
  const [paper] = await app.db.query<{ id: string }[]>(
    `insert into documents (number, kind, subject_id, version, party_account_id, content, sha256, issued_at)
     values (gen_random_uuid()::text, 'termsNotice', $1, 1, $2, '{}', sha256(''), $3) returning id`,
    [shift?.id, mixer.accountId, startsAt],
  );
  await app.db.query(
    `insert into claims (shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, terms_document_id, reward_yen, payable_yen, payment_due_on, claimed_at, outcome_at)
     values ($1, $2, $3, $4, $5, 1, 1, $6, 3000, 3000, '2026-12-25', $7, $7)`,
    [shift?.id, spaceId, mixer.mixerId, mixer.accountId, status, paper?.id, startsAt],
  );
}
