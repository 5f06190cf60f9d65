import { row, type Sql } from '#libs/database';

/** What somebody has promised to be there for: a person's time, taken under a capability. `subjectId` is the claim, the event or the duty. */
export interface Commitment {
  accountId: string;
  mixerId: string | null;
  spaceId: string | null;
  kind: 'shift' | 'slot' | 'event' | 'duty';
  subjectId: string;
  capability: string;
  ruleSetVersion: number;
  title: string;
  startsAt: Date;
  endsAt: Date;
}

/** Take a person's time, or move what the subject has taken already. The database refuses an overlap (`commitments_overlap` → 409 `calendar.clash`). */
export async function commit(tx: Sql, { accountId, mixerId, spaceId, kind, subjectId, capability, ruleSetVersion, title, startsAt, endsAt }: Commitment): Promise<void> {
  await tx.query(
    `insert into commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
     values ($1, $2, $3, $4, $5::uuid, $6, $7, $8, tstzrange($9, $10), 'booked', $5::text || '@mazeru')
     on conflict (subject_id) do update set account_id = excluded.account_id, mixer_id = excluded.mixer_id, space_id = excluded.space_id, title = excluded.title,
       during = excluded.during, status = 'booked', sequence = commitments.sequence + 1`,
    [accountId, mixerId, spaceId, kind, subjectId, capability, ruleSetVersion, title, startsAt, endsAt],
  );
}

/** What of a person's time is taken already in a span, but for one subject: the first of it, or null. */
export const clashOf = (sql: Sql, accountId: string, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }, except: string): Promise<{ title: string; kind: string; startsAt: Date; endsAt: Date } | null> =>
  row(
    sql,
    `select title, kind, lower(during) as "startsAt", upper(during) as "endsAt" from commitments
      where account_id = $1 and status in ('held', 'booked') and during && tstzrange($2, $3) and subject_id <> $4 order by lower(during) limit 1`,
    [accountId, startsAt, endsAt, except],
  );

/** What a room or table is taken for already in a span, but for one subject: the first of it, or null. */
export const occupiedBy = (
  sql: Sql,
  { areaId, positions }: Pick<Occupancy, 'areaId' | 'positions'>,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  except: string,
): Promise<{ title: string; kind: string; startsAt: Date; endsAt: Date } | null> =>
  row(
    sql,
    `select title, kind, lower(during) as "startsAt", upper(during) as "endsAt" from occupancies
      where area_id = $1 and positions && $2::int4range and status = 'booked' and during && tstzrange($3, $4) and subject_id <> $5 order by lower(during) limit 1`,
    [areaId, positions, startsAt, endsAt, except],
  );

/** A held commitment becomes a booked one. */
export async function bookCommitment(tx: Sql, subjectId: string): Promise<void> {
  await tx.query(`update commitments set status = 'booked', sequence = sequence + 1 where subject_id = $1`, [subjectId]);
}

/** Give people their time back; the rows stay as history. */
export async function releaseCommitments(tx: Sql, subjectIds: readonly string[]): Promise<void> {
  await tx.query(`update commitments set status = 'released', sequence = sequence + 1 where subject_id = any($1)`, [subjectIds]);
}

/** What takes a room or a table, as `spaces` resolves it (`occupiedPart`): the area, and which positions of it. */
export interface Occupancy {
  spaceId: string;
  resourceId: string;
  areaId: string;
  /** An int4range: `[0,)` for all of a room, `[3,4)` for one table in it. */
  positions: string;
  kind: 'shift' | 'slot' | 'event';
  subjectId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * Take a room or table, or move what the subject has taken already.
 * The database refuses an overlap (`occupancies_overlap` → 409 `calendar.roomTaken`), a room blocking its tables and the reverse.
 */
export async function occupy(tx: Sql, occupancy: Occupancy): Promise<void> {
  const { spaceId, resourceId, areaId, positions, kind, subjectId, title, startsAt, endsAt } = occupancy;
  await tx.query(
    `insert into occupancies (space_id, resource_id, area_id, positions, kind, subject_id, title, during, status)
     values ($1, $2, $3, $4::int4range, $5, $6, $7, tstzrange($8, $9), 'booked')
     on conflict (subject_id) do update set resource_id = excluded.resource_id, area_id = excluded.area_id, positions = excluded.positions,
       title = excluded.title, during = excluded.during, status = 'booked'`,
    [spaceId, resourceId, areaId, positions, kind, subjectId, title, startsAt, endsAt],
  );
}

/** Give the room or table back. */
export async function vacate(tx: Sql, subjectId: string): Promise<void> {
  await tx.query(`update occupancies set status = 'released' where subject_id = $1`, [subjectId]);
}
