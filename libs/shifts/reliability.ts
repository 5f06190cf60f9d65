import { row, rows, type Sql } from '#libs/database';
import { addDays, dayStart, tokyoDay } from '#libs/kernel';
import { endFreeze, freeze } from '#libs/mixers';
import { DAY_MS, RELIABILITY } from './shift.rules.js';

/**
 * The place of an early withdrawal stayed empty: nobody has booked the shift since, and it began with fewer people than it wanted. Who was
 * expected and did not come leaves a place empty as well, but not this one.
 */
const STAYED_EMPTY = `c.status = 'withdrawn' and c.withdraw_counts = 'unlessRefilled' and s.status = 'published' and s.places_taken < s.places
  and not exists (select from claims later where later.shift_id = c.shift_id and later.id <> c.id and coalesce(later.approved_at, later.claimed_at) >= c.withdrawn_at
                     and later.terms_document_id is not null and later.took_over_from_id is null)`;

/** A mixer's strikes as the rule counted them at an instant, by what is known of them today. */
interface Counting {
  at: Date;
  /** The freeze that the count led to: only those before it have used strikes up. Without it, every freeze has. */
  before?: Date;
  /** A claim that is left out. */
  without?: string;
}

async function strikesOf(sql: Sql, mixerId: string, { at, before, without }: Counting): Promise<number> {
  const since = dayStart(addDays(tokyoDay(at), -RELIABILITY.withinDays));
  const counted = await row<{ n: number }>(
    sql,
    `select count(*)::int as n from claims c join shifts s on s.id = c.shift_id
      where c.mixer_id = $1 and s.starts_at >= $2 and c.id is distinct from $5::uuid and least(c.withdrawn_at, c.ended_at) <= $3
        and greatest(c.withdrawn_at, c.ended_at) > coalesce((select max(lower(valid)) from mixer_facts where mixer_id = $1 and fact = 'freeze'
                                                               and ($4::timestamptz is null or lower(valid) < $4)), '-infinity')
        and (c.status = 'noShow' and (c.objection is null or c.objected_at > $3)
          or c.withdraw_counts = 'yes' and c.status in ('standInWanted', 'handedOver')
          or ${STAYED_EMPTY} and s.starts_at <= $3)`,
    [mixerId, since, at, before ?? null, without ?? null],
  );
  return counted?.n ?? 0;
}

/**
 * Late withdrawals and no-shows of the last 90 days that count: those that were late, and early ones whose place stayed empty.
 * What has led to a freeze already does not count again; a contested no-show waits for its answer.
 */
export const countStrikes = (sql: Sql, mixerId: string, now: Date): Promise<number> => strikesOf(sql, mixerId, { at: now });

/** Three strikes freeze new claims for 14 days; the freeze lifts by itself. The mixer is locked. */
export async function freezeIfUnreliable(tx: Sql, mixerId: string, now: Date): Promise<void> {
  if ((await countStrikes(tx, mixerId, now)) < RELIABILITY.strikes) return;
  await freeze(tx, { mixerId, until: new Date(now.getTime() + RELIABILITY.freezeDays * DAY_MS), reason: 'reliability', at: now, by: 'clock' });
}

/** Freezes of today that three strikes have made, and that without this no-show would not be: fewer are left. Asked before the record is put right. */
export async function freezesOnlyWith(tx: Sql, { id, mixerId }: { id: string; mixerId: string }, now: Date): Promise<string[]> {
  const standing = await rows<{ factId: string; from: Date }>(
    tx,
    `select id as "factId", lower(valid) as "from" from mixer_facts
      where mixer_id = $1 and fact = 'freeze' and reason = 'reliability' and set_by is null and valid @> $2::timestamptz order by lower(valid)`,
    [mixerId, now],
  );
  const unfounded: string[] = [];
  for (const { factId, from } of standing) {
    const counted = await strikesOf(tx, mixerId, { at: from, before: from });
    const left = await strikesOf(tx, mixerId, { at: from, before: from, without: id });
    if (left < counted && left < RELIABILITY.strikes) unfounded.push(factId);
  }
  return unfounded;
}

/** End them now; the mixer is locked, and hears of it. */
export async function liftFreezes(tx: Sql, mixerId: string, factIds: readonly string[], now: Date): Promise<void> {
  for (const factId of factIds) await endFreeze(tx, { mixerId, factId, reason: 'strikeCorrected', at: now, by: 'clock' });
}

/** Mixers whose early withdrawals count now: the shift has begun within the last day with their place empty. */
export async function mixersOfEmptyPlaces(sql: Sql, now: Date): Promise<string[]> {
  const found = await rows<{ mixerId: string }>(
    sql,
    `select distinct c.mixer_id as "mixerId" from claims c join shifts s on s.id = c.shift_id
      where ${STAYED_EMPTY} and s.starts_at between $1::timestamptz - interval '1 day' and $1 order by c.mixer_id`,
    [now],
  );
  return found.map(({ mixerId }) => mixerId);
}
