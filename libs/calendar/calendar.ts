import type { Sql } from '#libs/database';

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
