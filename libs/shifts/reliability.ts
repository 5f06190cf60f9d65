import { row, rows, type Sql } from '#libs/database';
import { addDays, dayStart, tokyoDay } from '#libs/kernel';
import { freeze } from '#libs/mixers';
import { DAY_MS, RELIABILITY } from './shift.rules.js';

/**
 * The place of an early withdrawal stayed empty: nobody has booked the shift since, and it began with fewer people than it wanted. Who was
 * expected and did not come leaves a place empty as well, but not this one.
 */
const STAYED_EMPTY = `c.status = 'withdrawn' and c.withdraw_counts = 'unlessRefilled' and s.status = 'published' and s.places_taken < s.places
  and not exists (select from claims later where later.shift_id = c.shift_id and later.id <> c.id and coalesce(later.approved_at, later.claimed_at) >= c.withdrawn_at
                     and later.terms_document_id is not null and later.took_over_from_id is null)`;

/**
 * Late withdrawals and no-shows of the last 90 days that count: those that were late, and early ones whose place stayed empty.
 * What has led to a freeze already does not count again; a contested no-show waits for its answer.
 */
export async function countStrikes(sql: Sql, mixerId: string, now: Date): Promise<number> {
  const since = dayStart(addDays(tokyoDay(now), -RELIABILITY.withinDays));
  const counted = await row<{ n: number }>(
    sql,
    `select count(*)::int as n from claims c join shifts s on s.id = c.shift_id
      where c.mixer_id = $1 and s.starts_at >= $2
        and greatest(c.withdrawn_at, c.ended_at) > coalesce((select max(lower(valid)) from mixer_facts where mixer_id = $1 and fact = 'freeze'), '-infinity')
        and (c.status = 'noShow' and c.objection is null
          or c.withdraw_counts = 'yes' and c.status in ('standInWanted', 'handedOver')
          or ${STAYED_EMPTY} and s.starts_at <= $3)`,
    [mixerId, since, now],
  );
  return counted?.n ?? 0;
}

/** Three strikes freeze new claims for 14 days; the freeze lifts by itself. The mixer is locked. */
export async function freezeIfUnreliable(tx: Sql, mixerId: string, now: Date): Promise<void> {
  if ((await countStrikes(tx, mixerId, now)) < RELIABILITY.strikes) return;
  await freeze(tx, { mixerId, until: new Date(now.getTime() + RELIABILITY.freezeDays * DAY_MS), reason: 'reliability', at: now, by: 'clock' });
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
