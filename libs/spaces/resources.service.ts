import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row, rows, theRow, type Sql } from '#libs/database';
import { authorizeInSpace, type Actor } from '#libs/identity';
import { Clock, newId, Refusal } from '#libs/kernel';
import type { AddResource, ChangeResource, ResourceView } from './spaces.dto.js';
import { lockOccupiedPart, lockSpace, RESOURCE_COLUMNS, type ResourceRow } from './spaces.queries.js';

/** A refusal lists so many of the things that stand in the way. */
const LISTED = 20;

/** Rooms and tables. */
@Injectable()
export class ResourcesService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A new room or table; a table in a room gets the room's next position. Refuses 404, 400 at `partOfId` (`roomAlone`, `partOfRoom`). */
  add(actor: Actor, spaceId: string, input: AddResource): Promise<ResourceView> {
    authorizeInSpace(actor, spaceId, 'space');
    return this.db.transaction(async (tx) => {
      await lockSpace(tx, spaceId);
      const now = this.clock.now();
      const position = input.partOfId ? await nextPosition(tx, spaceId, input.kind, input.partOfId) : 0;
      const id = newId();
      const made = await theRow<ResourceRow>(
        tx,
        'resource',
        `insert into resources (id, space_id, kind, name, capacity, part_of_id, position, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${RESOURCE_COLUMNS}`,
        [id, spaceId, input.kind, input.name, input.capacity, input.partOfId ?? null, position, now],
      );
      await recordDeed(tx, { at: now, by: actor, action: 'resource.added', subject: { type: 'resource', id }, spaceId, after: { ...input } });
      return resourceView(made);
    });
  }

  /** Rename it, or change how many people it holds. Refuses 404, 409 `resource.retired`. */
  change(actor: Actor, spaceId: string, id: string, change: ChangeResource): Promise<ResourceView> {
    authorizeInSpace(actor, spaceId, 'space');
    return this.db.transaction(async (tx) => {
      await lockSpace(tx, spaceId);
      const { name, capacity } = await inUse(tx, spaceId, id);
      const next = { name: change.name ?? name, capacity: change.capacity ?? capacity };
      const changed = await theRow<ResourceRow>(
        tx,
        'resource',
        `update resources set name = $2, capacity = $3 where id = $1 returning ${RESOURCE_COLUMNS}`,
        [id, next.name, next.capacity],
      );
      await recordDeed(tx, {
        at: this.clock.now(),
        by: actor,
        action: 'resource.changed',
        subject: { type: 'resource', id },
        spaceId,
        before: { name, capacity },
        after: next,
      });
      return resourceView(changed);
    });
  }

  /**
   * Take it out of use; a room takes its tables along.
   * Refuses 404, 409 `resource.retired`, 409 `resource.inUse` with what is still to come there.
   */
  retire(actor: Actor, spaceId: string, id: string): Promise<ResourceView> {
    authorizeInSpace(actor, spaceId, 'space');
    return this.db.transaction(async (tx) => {
      await lockSpace(tx, spaceId);
      const now = this.clock.now();
      await inUse(tx, spaceId, id);
      await lockOccupiedPart(tx, id);
      await refuseWhileOccupied(tx, id, now);
      await tx.query('update resources set retired_at = $2 where (id = $1 or part_of_id = $1) and retired_at is null', [id, now]);
      const retired = await theRow<ResourceRow>(tx, 'resource', `select ${RESOURCE_COLUMNS} from resources where id = $1`, [id]);
      const subject = { type: 'resource', id };
      await recordDeed(tx, { at: now, by: actor, action: 'resource.retired', subject, spaceId, before: { name: retired.name } });
      return resourceView(retired);
    });
  }
}

/** Under the lock of the space. Positions are never given twice, not even those of retired tables. */
async function nextPosition(tx: Sql, spaceId: string, kind: string, partOfId: string): Promise<number> {
  if (kind === 'room') throw Refusal.input([{ path: 'partOfId', code: 'roomAlone' }]);
  const room = await row<{ next: number }>(
    tx,
    `select (select coalesce(max(t.position) + 1, 0) from resources t where t.part_of_id = r.id) as next
       from resources r where r.id = $1 and r.space_id = $2 and r.kind = 'room' and r.retired_at is null`,
    [partOfId, spaceId],
  );
  if (!room) throw Refusal.input([{ path: 'partOfId', code: 'partOfRoom' }]);
  return room.next;
}

async function inUse(tx: Sql, spaceId: string, id: string): Promise<ResourceRow> {
  const found = await theRow<ResourceRow>(tx, 'resource', `select ${RESOURCE_COLUMNS} from resources where id = $1 and space_id = $2`, [id, spaceId]);
  if (found.retiredAt) throw Refusal.conflict('resource.retired');
  return found;
}

/** What takes the thing itself, or for a room any table in it. */
async function refuseWhileOccupied(tx: Sql, id: string, now: Date): Promise<void> {
  const planned = await rows<{ title: string; startsAt: Date; endsAt: Date; count: number }>(
    tx,
    `select title, lower(during) as "startsAt", upper(during) as "endsAt", count(*) over ()::int as count
       from occupancies where (resource_id = $1 or area_id = $1) and status = 'booked' and upper(during) > $2
      order by lower(during), id limit $3`,
    [id, now, LISTED],
  );
  if (planned.length === 0) return;
  const reasons = planned.map(({ title, startsAt, endsAt }) => {
    const during = `${startsAt.toISOString()}/${endsAt.toISOString()}`;
    return { code: 'resource.usedBy', params: { title, during } };
  });
  throw Refusal.conflict('resource.inUse', { count: planned[0]?.count ?? 0 }, reasons);
}

/** A room or table as people see it. */
export const resourceView = ({ id, kind, name, capacity, partOfId, retiredAt }: ResourceRow): ResourceView => ({
  id,
  kind,
  name,
  capacity,
  partOfId,
  retired: retiredAt !== null,
});
