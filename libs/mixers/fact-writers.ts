import { recordDeed, type AuditActor } from '#libs/audit';
import { enqueue, row, rows, theRow, type Sql } from '#libs/database';
import { Refusal, tokyoDay } from '#libs/kernel';
import { notify } from '#libs/notices';
import type { Tier } from '#libs/tiers';
import type { AuditAction, Locale, MailTemplate, Params } from '#libs/words';
import type { Fact, FactRow, FactValues, MembershipClass, SingleFact } from './facts.js';

/** Who says it of whom, when, and why. The reason is kept with the fact and told to the person. */
export interface Saying {
  mixerId: string;
  by: AuditActor;
  /** The present instant. */
  at: Date;
  /** A sentence, or a code of `TERMS.factReason` where the system gives it. */
  reason: string;
  /** The caller records and tells it in its own words. */
  quietly?: boolean;
}

/** From when it holds: now unless said, later for what is planned, earlier only where nothing has changed since. */
interface From {
  from?: Date;
}

interface PersonRow {
  mixerId: string;
  accountId: string;
  email: string;
  locale: Locale;
  displayName: string;
}

/** Lock the person and raise the version of the facts: first of all locks, so that facts change one after another and never beside a booking. Refuses 404. */
function lockPerson(tx: Sql, mixerId: string): Promise<PersonRow> {
  return theRow<PersonRow>(
    tx,
    'mixer',
    `update mixers m set facts_version = facts_version + 1 from accounts a where a.id = m.account_id and m.id = $1
     returning m.id as "mixerId", a.id as "accountId", a.email, a.locale, a.display_name as "displayName"`,
    [mixerId],
  );
}

/**
 * Say one of the facts of which a person has one at a time. The row that holds ends where the new one begins; what was planned after that falls
 * away, because the latest word counts; the past stays. Saying what holds already changes nothing (answers false).
 * Refuses 422 `fact.inThePast` for a start before the last change. Membership suspended or ended also queues `releaseClaims`
 * `{ mixerId, from }`: claims of things that start at `from` or later are released.
 */
export async function setFact<F extends SingleFact>(tx: Sql, { fact, value, from: wanted, ...saying }: Saying & From & { fact: F; value: FactValues[F] }): Promise<boolean> {
  const person = await lockPerson(tx, saying.mixerId);
  const from = wanted ?? saying.at;
  const known = await rows<Pick<FactRow, 'id' | 'value' | 'from' | 'until'>>(
    tx,
    `select id, value, lower(valid) as "from", upper(valid) as until from mixer_facts where mixer_id = $1 and fact = $2 order by lower(valid)`,
    [saying.mixerId, fact],
  );
  const before = known.findLast((row) => row.from <= from);
  const after = known.filter((row) => row.from > from);
  const since = after.find((row) => row.from <= saying.at);
  if (since) throw Refusal.rule('fact.inThePast', { since: since.from.toISOString() });
  const held = before && (before.until === null || before.until > from) ? before : null;
  if (held?.value === value && after.length === 0) return false;

  if (after.length > 0) await tx.query('delete from mixer_facts where id = any($1::uuid[])', [after.map(({ id }) => id)]);
  await insertFact(tx, saying, fact, value, held ? await cutShort(tx, held.id, from) : from.toISOString(), null);

  await tell(tx, person, saying, {
    action: `mixer.${fact}Set`,
    before: { value: held?.value ?? null, ...(after.length > 0 ? { planned: after.map((row) => ({ value: row.value, from: row.from.toISOString() })) } : {}) },
    after: { value, from: from.toISOString() },
    template: TEMPLATES[fact](value),
    params: { was: held?.value ?? 'none', now: value, day: tokyoDay(from), from: from.toISOString() },
  });
  if (fact === 'membership' && (value === 'suspended' || value === 'ended')) await enqueue(tx, 'releaseClaims', { mixerId: saying.mixerId, from: from.toISOString() });
  return true;
}

/** Move somebody to a tier, up or down. Whether that is due is for the caller to decide. */
export const setTier = (tx: Sql, { tier, ...saying }: Saying & From & { tier: Tier }): Promise<boolean> => setFact(tx, { ...saying, fact: 'tier', value: tier });

/** Move somebody to a membership. Suspended and ended release the claims to come. */
export const setMembership = (tx: Sql, { membership, ...saying }: Saying & From & { membership: FactValues['membership'] }): Promise<boolean> =>
  setFact(tx, { ...saying, fact: 'membership', value: membership });

export const setMembershipClass = (tx: Sql, { membershipClass, ...saying }: Saying & From & { membershipClass: MembershipClass }): Promise<boolean> =>
  setFact(tx, { ...saying, fact: 'membershipClass', value: membershipClass });

/** Say where somebody stands with the dues. Restricted keeps from new bookings and cancels nothing. */
export const setDuesStanding = (tx: Sql, { standing, ...saying }: Saying & From & { standing: FactValues['duesStanding'] }): Promise<boolean> =>
  setFact(tx, { ...saying, fact: 'duesStanding', value: standing });

/** The mixer course was completed, `from` the moment it was. */
export const completeCourse = (tx: Sql, saying: Saying & From): Promise<boolean> => setFact(tx, { ...saying, fact: 'course', value: 'completed' });

/**
 * Give a certification, without end or `until` an instant. One that is held is renewed: the old row ends where the new one begins.
 * Answers false when it is held until the same instant already. Refuses 422 `fact.inThePast`, and a planned one that overlaps (`certification.planned`).
 */
export async function certify(tx: Sql, { certification, from: wanted, until = null, ...saying }: Saying & From & { certification: string; until?: Date | null }): Promise<boolean> {
  const person = await lockPerson(tx, saying.mixerId);
  const from = wanted ?? saying.at;
  const known = await rows<{ id: string; from: Date; until: Date | null }>(
    tx,
    `select id, lower(valid) as "from", upper(valid) as until from mixer_facts where mixer_id = $1 and fact = 'certification' and value = $2
        and (upper_inf(valid) or upper(valid) > $3) order by lower(valid)`,
    [saying.mixerId, certification, from],
  );
  const held = known.find((row) => row.from <= from);
  const later = known.find((row) => row.from > from && (until === null || row.from < until));
  if (later && later.from <= saying.at) throw Refusal.rule('fact.inThePast', { since: later.from.toISOString() });
  if (later) throw Refusal.rule('certification.planned', { certification, from: later.from.toISOString() });
  if (held && held.until?.getTime() === until?.getTime()) return false;

  await insertFact(tx, saying, 'certification', certification, held ? await cutShort(tx, held.id, from) : from.toISOString(), until);
  await tell(tx, person, saying, {
    action: 'mixer.certified',
    before: held ? { until: held.until?.toISOString() ?? null } : null,
    after: { certification, from: from.toISOString(), until: until?.toISOString() ?? null },
    template: until ? 'certifiedUntil' : 'certified',
    params: { certification, from: from.toISOString(), ...(until ? { until: until.toISOString() } : {}) },
  });
  return true;
}

/** End a certification now. Refuses 404, 409 `fact.over` when it has ended by itself. */
export const endCertification = (tx: Sql, saying: Saying & { factId: string }): Promise<void> => endFact(tx, saying, 'certification');

/** Keep somebody from new bookings `until` an instant; it lifts by itself then. Refuses 422 `freeze.ends` when that is not to come. */
export async function freeze(tx: Sql, { until, ...saying }: Saying & { until: Date }): Promise<void> {
  const person = await lockPerson(tx, saying.mixerId);
  if (until <= saying.at) throw Refusal.rule('freeze.ends');
  await insertFact(tx, saying, 'freeze', 'frozen', saying.at.toISOString(), until);
  await tell(tx, person, saying, { action: 'mixer.frozen', before: null, after: { until: until.toISOString() }, template: 'frozen', params: { until: until.toISOString() } });
}

/** Lift a freeze before its time. Refuses 404, 409 `fact.over`. */
export const endFreeze = (tx: Sql, saying: Saying & { factId: string }): Promise<void> => endFact(tx, saying, 'freeze');

async function endFact(tx: Sql, { factId, ...saying }: Saying & { factId: string }, fact: 'certification' | 'freeze'): Promise<void> {
  const person = await lockPerson(tx, saying.mixerId);
  const ending = await theRow<{ value: string; from: Date; until: Date | null }>(
    tx,
    fact,
    `select value, lower(valid) as "from", upper(valid) as until from mixer_facts where id = $1 and mixer_id = $2 and fact = $3`,
    [factId, saying.mixerId, fact],
  );
  if (ending.until && ending.until <= saying.at) throw Refusal.conflict('fact.over', { until: ending.until.toISOString() });
  // What has not begun was only a plan: it goes, and the audit remembers it.
  if (ending.from > saying.at) await tx.query('delete from mixer_facts where id = $1', [factId]);
  else await cutShort(tx, factId, saying.at);
  await tell(tx, person, saying, {
    action: fact === 'freeze' ? 'mixer.freezeEnded' : 'mixer.certificationEnded',
    before: { value: ending.value, from: ending.from.toISOString(), until: ending.until?.toISOString() ?? null },
    after: null,
    template: fact === 'freeze' ? 'freezeEnded' : 'certificationEnded',
    params: { certification: ending.value },
  });
}

/**
 * End a row at an instant and answer that instant as PostgreSQL writes it. Of two words in the same millisecond the later one stands a
 * microsecond after the first, so that both are kept.
 */
async function cutShort(tx: Sql, factId: string, at: Date): Promise<string> {
  const cut = await row<{ until: string }>(
    tx,
    `update mixer_facts set valid = tstzrange(lower(valid), greatest($2::timestamptz, lower(valid) + interval '1 microsecond')) where id = $1 returning upper(valid)::text as until`,
    [factId, at],
  );
  return cut?.until ?? at.toISOString();
}

async function insertFact(tx: Sql, { mixerId, by, at, reason }: Saying, fact: Fact, value: string, from: string, until: Date | null): Promise<void> {
  await tx.query(`insert into mixer_facts (mixer_id, fact, value, valid, set_by, reason, recorded_at) values ($1, $2, $3, tstzrange($4, $5), $6, $7, $8)`, [
    mixerId,
    fact,
    value,
    from,
    until,
    typeof by === 'string' ? null : by.accountId,
    reason,
    at,
  ]);
}

interface Told {
  action: AuditAction;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  template: MailTemplate;
  params: Params;
}

/** Write it down and tell the person, with the reason. */
async function tell(tx: Sql, person: PersonRow, { by, at, reason, quietly }: Saying, { action, before, after, template, params }: Told): Promise<void> {
  if (quietly) return;
  await recordDeed(tx, { at, by, action, subject: { type: 'mixer', id: person.mixerId }, concernsAccountId: person.accountId, reason, before, after });
  await notify(tx, [{ to: person, template, params: { ...params, name: person.displayName, reason }, href: '/me/capabilities', at }]);
}

const TEMPLATES: Record<SingleFact, (value: string) => MailTemplate> = {
  membership: (value) => (value === 'active' ? 'membershipActive' : value === 'suspended' ? 'membershipSuspended' : value === 'ended' ? 'membershipEnded' : 'membershipChanged'),
  membershipClass: () => 'membershipClassChanged',
  tier: () => 'tierChanged',
  course: () => 'courseCompleted',
  duesStanding: () => 'duesStandingChanged',
};
