import { recordDeeds, type AuditActor } from '#libs/audit';
import { rows, type Sql } from '#libs/database';
import type { DuesStanding } from '#libs/tiers';
import type { Locale } from '#libs/words';

/** Where somebody stands from now on, and why: a word of TERMS.factReason. */
export interface StandingChange {
  mixerId: string;
  standing: DuesStanding;
  reason: string;
}

/** Somebody whose standing has changed, as the notice needs them. */
export interface StandingMoved {
  mixerId: string;
  accountId: string;
  email: string;
  locale: Locale;
  displayName: string;
  was: DuesStanding;
}

const LOCK = `
  update mixers set facts_version = facts_version + 1
   where id in (select m.id from mixers m where m.id = any($1::uuid[]) order by m.id for no key update)`;

/** What stands at the moment; the clock counts milliseconds and the database microseconds, so the present is the last of its millisecond. */
const PRESENT = `
  select m.id as "mixerId", a.id as "accountId", a.email, a.locale, a.display_name as "displayName", coalesce(f.value, 'none') as was
    from mixers m join accounts a on a.id = m.account_id
    left join mixer_facts f on f.mixer_id = m.id and f.fact = 'duesStanding' and f.valid @> ($2::timestamptz + interval '999 microseconds')
   where m.id = any($1::uuid[])`;

/** What was planned falls away: the latest word counts. */
const UNPLAN = `delete from mixer_facts where mixer_id = any($1::uuid[]) and fact = 'duesStanding' and lower(valid) > $2::timestamptz + interval '999 microseconds'`;

/** Of two words in the same millisecond the later stands a microsecond after the first, so that both are kept. */
const CUT = `
  update mixer_facts set valid = tstzrange(lower(valid), greatest($2::timestamptz, lower(valid) + interval '1 microsecond'))
   where mixer_id = any($1::uuid[]) and fact = 'duesStanding' and (upper_inf(valid) or upper(valid) > $2)
  returning mixer_id as "mixerId", upper(valid)::text as "from"`;

const SAY = `
  insert into mixer_facts (mixer_id, fact, value, valid, set_by, reason, recorded_at)
  select s.mixer_id, 'duesStanding', s.value, tstzrange(s.start, null), $2::uuid, s.reason, $3::timestamptz
    from jsonb_to_recordset($1::jsonb) as s(mixer_id uuid, value text, reason text, start timestamptz)`;

/**
 * Say the dues standing of many at once, in a handful of statements whatever their number. Whoever stands there already is left alone.
 * Locks the people, in the order of their ids, and records the deeds; telling them is the caller's, who knows the reason in full.
 */
export async function setDuesStandings(tx: Sql, changes: readonly StandingChange[], { by, at }: { by: AuditActor; at: Date }): Promise<StandingMoved[]> {
  if (changes.length === 0) return [];
  const wanted = new Map(changes.map((change) => [change.mixerId, change]));
  await tx.query(LOCK, [[...wanted.keys()]]);
  const present = await rows<StandingMoved>(tx, PRESENT, [[...wanted.keys()], at]);
  const moved = present.filter(({ mixerId, was }) => wanted.get(mixerId)?.standing !== was);
  if (moved.length === 0) return [];
  const ids = moved.map(({ mixerId }) => mixerId);
  await tx.query(UNPLAN, [ids, at]);
  const cut = new Map((await rows<{ mixerId: string; from: string }>(tx, CUT, [ids, at])).map(({ mixerId, from }) => [mixerId, from]));
  const said = moved.map(({ mixerId }) => ({
    mixer_id: mixerId,
    value: wanted.get(mixerId)?.standing,
    reason: wanted.get(mixerId)?.reason,
    start: cut.get(mixerId) ?? at,
  }));
  await tx.query(SAY, [JSON.stringify(said), typeof by === 'string' ? null : by.accountId, at]);
  await recordDeeds(
    tx,
    moved.map(({ mixerId, accountId, was }) => ({
      at,
      by,
      action: 'mixer.duesStandingSet',
      subject: { type: 'mixer', id: mixerId },
      concernsAccountId: accountId,
      reason: wanted.get(mixerId)?.reason ?? '',
      before: { value: was },
      after: { value: wanted.get(mixerId)?.standing },
    })),
  );
  return moved;
}
