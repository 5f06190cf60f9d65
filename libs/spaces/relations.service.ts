import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { enqueue, row, rows, theRow, type Sql } from '#libs/database';
import { authorizeInSpace, type Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { notify } from '#libs/notices';
import { RELATION_CARRIES, type SpaceRelation } from './space.rules.js';
import type { EndingPreviewView, RelationListView, RelationView } from './spaces.dto.js';
import { lockSpace, spaceRecipients, spaceRow } from './spaces.queries.js';

const PREVIEWED = 100;

interface RelationRow {
  id: string;
  relation: SpaceRelation;
  since: Date;
  until: Date | null;
  reason: string;
  endReason: string | null;
  setByName: string | null;
}

/** How a space is related to the network: partnered and designated, as dated rows. */
@Injectable()
export class RelationsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Every grant there was, newest first, for stewards and the space's owner and managers. Refuses 404. */
  async history(actor: Actor, spaceId: string): Promise<RelationListView> {
    if (!actor.roles.has('steward')) authorizeInSpace(actor, spaceId, 'space');
    if (!(await spaceRow(this.db, spaceId))) throw Refusal.missing('space');
    return { items: await this.grants(this.db, spaceId) };
  }

  /** Grant a relation from now on. Refuses 404, 422 `space.notMember`, 409 `relation.already`. */
  set(actor: Actor, spaceId: string, relation: SpaceRelation, reason: string): Promise<RelationView> {
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, spaceId);
      const now = this.clock.now();
      if (space.status !== 'member') throw Refusal.rule('space.notMember');
      if (await currentGrant(tx, spaceId, relation)) throw Refusal.conflict('relation.already');
      const { id } = await theRow<{ id: string }>(
        tx,
        'relation',
        'insert into space_relations (space_id, relation, valid, set_by, reason) values ($1, $2, tstzrange($3, null), $4, $5) returning id',
        [spaceId, relation, now, actor.accountId, reason],
      );
      const subject = { type: 'space', id: spaceId };
      await recordDeed(tx, { at: now, by: actor, action: 'space.relationSet', subject, spaceId, reason, after: { relation } });
      const notice = { template: 'relationSet', params: { space: space.name, relation, reason }, href: `/spaces/${spaceId}/settings`, at: now } as const;
      await notify(tx, (await spaceRecipients(tx, spaceId)).map((to) => ({ to, ...notice })));
      return theGrant(await this.grants(tx, spaceId), id);
    });
  }

  /** What would fall away if the relation ended now. Refuses 404, 409 `relation.none`. */
  async previewEnding(spaceId: string, relation: SpaceRelation): Promise<EndingPreviewView> {
    if (!(await spaceRow(this.db, spaceId))) throw Refusal.missing('space');
    if (!(await currentGrant(this.db, spaceId, relation))) throw Refusal.conflict('relation.none');
    return { relation, ...(await affected(this.db, spaceId, relation, this.clock.now())) };
  }

  /**
   * End a relation now; what it carried is released by the job `releaseClaims`, which tells each person. Refuses 404, 409 `relation.none`.
   */
  end(actor: Actor, spaceId: string, relation: SpaceRelation, reason: string): Promise<RelationView> {
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, spaceId);
      const now = this.clock.now();
      const grant = await currentGrant(tx, spaceId, relation);
      if (!grant) throw Refusal.conflict('relation.none');
      const { count } = await affected(tx, spaceId, relation, now);
      // A grant ended in the instant it was made still has held for a moment: an empty range would forget its dates.
      await tx.query(
        `update space_relations set valid = tstzrange(lower(valid), greatest($2::timestamptz, lower(valid) + interval '1 microsecond')), end_reason = $3
          where id = $1`,
        [grant.id, now, reason],
      );
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'space.relationEnded',
        subject: { type: 'space', id: spaceId },
        spaceId,
        reason,
        before: { relation, since: grant.since.toISOString() },
        after: { affected: count },
      });
      const notice = { template: 'relationEnded', params: { space: space.name, relation, reason, count }, href: `/spaces/${spaceId}/settings`, at: now } as const;
      await notify(tx, (await spaceRecipients(tx, spaceId)).map((to) => ({ to, ...notice })));
      await enqueue(tx, 'releaseClaims', { spaceId, relation });
      return theGrant(await this.grants(tx, spaceId), grant.id);
    });
  }

  private async grants(sql: Sql, spaceId: string): Promise<RelationView[]> {
    const found = await rows<RelationRow>(
      sql,
      `select r.id, r.relation, lower(r.valid) as since, upper(r.valid) as until, r.reason, r.end_reason as "endReason", a.display_name as "setByName"
         from space_relations r left join accounts a on a.id = r.set_by
        where r.space_id = $1 order by lower(r.valid) desc, r.id desc limit 200`,
      [spaceId],
    );
    return found.map(({ since, until, ...grant }) => ({ ...grant, since: since.toISOString(), until: until?.toISOString() ?? null }));
  }
}

const currentGrant = (sql: Sql, spaceId: string, relation: SpaceRelation): Promise<{ id: string; since: Date } | null> =>
  row(sql, 'select id, lower(valid) as since from space_relations where space_id = $1 and relation = $2 and upper_inf(valid)', [spaceId, relation]);

function theGrant(grants: readonly RelationView[], id: string): RelationView {
  const grant = grants.find((one) => one.id === id);
  if (!grant) throw Refusal.missing('relation');
  return grant;
}

/** Bookings to come in the space that rest on the relation. */
async function affected(sql: Sql, spaceId: string, relation: SpaceRelation, now: Date): Promise<Omit<EndingPreviewView, 'relation'>> {
  const about = [spaceId, RELATION_CARRIES[relation], now];
  const total = await row<{ count: number; people: number }>(
    sql,
    `select count(*)::int as count, count(distinct c.account_id)::int as people ${RESTS_ON_IT}`,
    about,
  );
  const items = await rows<{ title: string; startsAt: Date; endsAt: Date; mixerName: string }>(
    sql,
    `select c.title, lower(c.during) as "startsAt", upper(c.during) as "endsAt", a.display_name as "mixerName"
       ${RESTS_ON_IT} order by lower(c.during), c.id limit ${PREVIEWED}`,
    about,
  );
  return {
    count: total?.count ?? 0,
    people: total?.people ?? 0,
    items: items.map(({ startsAt, endsAt, ...item }) => ({ ...item, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() })),
  };
}

const RESTS_ON_IT = `
  from commitments c join accounts a on a.id = c.account_id
 where c.space_id = $1 and c.capability = any($2::text[]) and c.status in ('held', 'booked') and lower(c.during) > $3`;
