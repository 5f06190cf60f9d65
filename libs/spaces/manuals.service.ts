import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row, rows, theRow, type Sql } from '#libs/database';
import { markdownComplaints, PAGE_DEFAULT, pageOf, readCursor, readIdCursor, type PageQuery } from '#libs/door';
import { authorizeInSpace, inSpace, mixerOf, type Actor } from '#libs/identity';
import { Clock, newId, Refusal } from '#libs/kernel';
import { notify, type Recipient } from '#libs/notices';
import type { Locale } from '#libs/words';
import type { SpaceStatus } from './space.rules.js';
import { seesInside } from './space.view.js';
import type { ManualReaderListView, ManualVersionListView, ManualView, PublishManual } from './spaces.dto.js';
import { currentManual, lockSpace, spaceRow } from './spaces.queries.js';

/** So many of the mixers who have yet to read a manual are listed. */
const WAITING_LISTED = 100;

interface FullManualRow {
  id: string;
  spaceId: string;
  spaceName: string;
  spaceStatus: SpaceStatus;
  version: number;
  body: string;
  note: string;
  publishedAt: Date;
  acknowledgedAt: Date | null;
  /** Has the asker been taken in as a mixer, and not left or been suspended? */
  amongMixers: boolean;
}

/** `$1` the asking account, `$2` now. Reads the facts of libs/mixers from below: a manual may tell where the key is. */
const FULL_MANUAL = `
  select m.id, m.space_id as "spaceId", s.name as "spaceName", s.status as "spaceStatus", m.version, m.body, m.note,
         m.published_at as "publishedAt", k.acknowledged_at as "acknowledgedAt",
         exists (select from mixers x join mixer_facts f on f.mixer_id = x.id
                  where x.account_id = $1 and f.fact = 'membership' and f.value in ('accepted', 'active', 'paused')
                    and f.valid @> ($2::timestamptz + interval '999 microseconds')) as "amongMixers"
    from manuals m join spaces s on s.id = m.space_id
    left join manual_acknowledgements k on k.manual_id = m.id and k.account_id = $1`;

/** Reception manuals: Markdown in versions, and who has read which. */
@Injectable()
export class ManualsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Publish the next version; mixers with bookings to come in the space are told. Refuses 404, 400 at `body`:
   * `tooLong`, `markdownHtml`, `markdownLink`, `markdownDeep`.
   */
  publish(actor: Actor, spaceId: string, { body, note = '' }: PublishManual): Promise<ManualView> {
    authorizeInSpace(actor, spaceId, 'space');
    const complaints = markdownComplaints(body, 'body');
    if (complaints.length > 0) throw Refusal.input(complaints);
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, spaceId);
      const now = this.clock.now();
      const id = newId();
      const version = ((await currentManual(tx, spaceId))?.version ?? 0) + 1;
      await tx.query('insert into manuals (id, space_id, version, body, note, published_by, published_at) values ($1, $2, $3, $4, $5, $6, $7)', [
        id,
        spaceId,
        version,
        body,
        note,
        actor.accountId,
        now,
      ]);
      await recordDeed(tx, { at: now, by: actor, action: 'manual.published', subject: { type: 'manual', id }, spaceId, after: { version, note } });
      const params = { space: space.name, version, note };
      const told = await bookedMixers(tx, spaceId, now);
      await notify(tx, told.map((to) => ({ to, template: 'manualPublished', params, href: `/spaces/${space.id}/manual`, at: now })));
      return manualView(actor, await this.full(tx, actor, id));
    });
  }

  /** The manual in force, for mixers (of member spaces), the space's people and stewards. Refuses 404 without one. */
  async current(actor: Actor, spaceId: string): Promise<ManualView> {
    const manual = await row<FullManualRow>(this.db, `${FULL_MANUAL} where m.space_id = $3 order by m.version desc limit 1`, [actor.accountId, this.clock.now(), spaceId]);
    if (!manual || !mayRead(actor, manual)) throw Refusal.missing('manual');
    return manualView(actor, manual);
  }

  /** Every version, newest first, with how many mixers have read it. Refuses 404. */
  async versions(actor: Actor, spaceId: string, { limit = PAGE_DEFAULT, cursor }: PageQuery): Promise<ManualVersionListView> {
    if (!seesInside(actor, spaceId) || !(await spaceRow(this.db, spaceId))) throw Refusal.missing('space');
    const [before = null] = readCursor(cursor, ['whole']) ?? [];
    const current = await currentManual(this.db, spaceId);
    const found = await rows<{ id: string; version: number; note: string; publishedAt: Date; publishedByName: string | null; readers: number }>(
      this.db,
      `select m.id, m.version, m.note, m.published_at as "publishedAt", a.display_name as "publishedByName",
              (select count(*)::int from manual_acknowledgements k join mixers x on x.account_id = k.account_id where k.manual_id = m.id) as readers
         from manuals m left join accounts a on a.id = m.published_by
        where m.space_id = $1 and ($2::int is null or m.version < $2::int) order by m.version desc limit $3`,
      [spaceId, before, limit + 1],
    );
    return pageOf(
      found,
      limit,
      ({ publishedAt, ...manual }) => ({ ...manual, publishedAt: publishedAt.toISOString(), current: manual.id === current?.id }),
      (manual) => [String(manual.version)],
    );
  }

  /** A mixer confirms having read the manual in force; once more changes nothing. Refuses 404, 409 `manual.superseded`. */
  acknowledge(actor: Actor, manualId: string): Promise<ManualView> {
    mixerOf(actor);
    return this.db.transaction(async (tx) => {
      const manual = await this.full(tx, actor, manualId);
      if (!mayRead(actor, manual)) throw Refusal.missing('manual');
      const now = this.clock.now();
      if ((await currentManual(tx, manual.spaceId))?.id !== manualId) throw Refusal.conflict('manual.superseded');
      const made = await row(
        tx,
        'insert into manual_acknowledgements (manual_id, account_id, acknowledged_at) values ($1, $2, $3) on conflict do nothing returning manual_id',
        [manualId, actor.accountId, now],
      );
      if (made) {
        await recordDeed(tx, {
          at: now,
          by: actor,
          action: 'manual.acknowledged',
          subject: { type: 'manual', id: manualId },
          concernsAccountId: actor.accountId,
          spaceId: manual.spaceId,
          after: { version: manual.version },
        });
      }
      return manualView(actor, await this.full(tx, actor, manualId));
    });
  }

  /** Who has read the manual in force and when, and which mixers booked here have yet to. Refuses 404. */
  async readers(actor: Actor, spaceId: string, { limit = PAGE_DEFAULT, cursor }: PageQuery): Promise<ManualReaderListView> {
    if (!actor.roles.has('steward')) authorizeInSpace(actor, spaceId, 'space');
    const manual = await currentManual(this.db, spaceId);
    if (!manual) throw Refusal.missing('manual');
    const found = await rows<ReaderRow>(this.db, READERS_SQL, [manual.id, readIdCursor(cursor), limit + 1]);
    const waiting = await rows<{ mixerId: string; name: string; nextAt: Date }>(this.db, WAITING_SQL, [manual.id, spaceId, this.clock.now()]);
    return {
      version: manual.version,
      waiting: waiting.map(({ nextAt, ...mixer }) => ({ ...mixer, nextAt: nextAt.toISOString() })),
      ...pageOf(
        found,
        limit,
        ({ mixerId, name, acknowledgedAt }) => ({ mixerId, name, acknowledgedAt: acknowledgedAt.toISOString() }),
        (reader) => [reader.accountId],
      ),
    };
  }

  private full(sql: Sql, actor: Actor, manualId: string): Promise<FullManualRow> {
    return theRow<FullManualRow>(sql, 'manual', `${FULL_MANUAL} where m.id = $3`, [actor.accountId, this.clock.now(), manualId]);
  }
}

interface ReaderRow {
  mixerId: string;
  accountId: string;
  name: string;
  acknowledgedAt: Date;
}

const READERS_SQL = `
  select x.id as "mixerId", k.account_id as "accountId", a.display_name as name, k.acknowledged_at as "acknowledgedAt"
    from manual_acknowledgements k join mixers x on x.account_id = k.account_id join accounts a on a.id = k.account_id
   where k.manual_id = $1
     and ($2::uuid is null or (k.acknowledged_at, k.account_id) <
          (select p.acknowledged_at, p.account_id from manual_acknowledgements p where p.manual_id = $1 and p.account_id = $2))
   order by k.acknowledged_at desc, k.account_id desc limit $3`;

const WAITING_SQL = `
  select c.mixer_id as "mixerId", a.display_name as name, min(lower(c.during)) as "nextAt"
    from commitments c join accounts a on a.id = c.account_id
   where c.space_id = $2 and c.mixer_id is not null and c.status in ('held', 'booked') and lower(c.during) > $3
     and not exists (select from manual_acknowledgements k where k.manual_id = $1 and k.account_id = c.account_id)
   group by c.mixer_id, a.display_name order by min(lower(c.during)), c.mixer_id limit ${WAITING_LISTED}`;

/** Mixers with something to come in the space, each once. */
const bookedMixers = (sql: Sql, spaceId: string, now: Date): Promise<Recipient[]> =>
  rows<{ accountId: string; email: string; locale: Locale }>(
    sql,
    `select a.id as "accountId", a.email, a.locale from accounts a
      where a.disabled_at is null and exists (
        select from commitments c
         where c.account_id = a.id and c.space_id = $1 and c.mixer_id is not null and c.status in ('held', 'booked') and lower(c.during) > $2)
      order by a.id`,
    [spaceId, now],
  );

/** Mixers read the manuals of member spaces; the space's people and stewards read theirs before it is one. */
const mayRead = (actor: Actor, manual: FullManualRow): boolean => seesInside(actor, manual.spaceId) || (manual.amongMixers && manual.spaceStatus === 'member');

/** A manual in force, the only one that is shown in full. */
const manualView = (actor: Actor, manual: FullManualRow): ManualView => ({
  id: manual.id,
  spaceId: manual.spaceId,
  spaceName: manual.spaceName,
  version: manual.version,
  body: manual.body,
  note: manual.note,
  publishedAt: manual.publishedAt.toISOString(),
  acknowledgedAt: manual.acknowledgedAt?.toISOString() ?? null,
  can: {
    acknowledge: actor.mixerId !== null && manual.acknowledgedAt === null,
    publish: inSpace(actor, manual.spaceId),
  },
});
