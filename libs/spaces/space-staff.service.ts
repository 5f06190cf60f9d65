import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row, rows, theRow, type Sql } from '#libs/database';
import { authorizeInSpace, type Actor, type SpaceRole } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { notify } from '#libs/notices';
import type { AuditAction, Locale } from '#libs/words';
import { seesInside } from './space.view.js';
import type { SpaceStaffListView, SpaceStaffView } from './spaces.dto.js';
import { lockSpace, spaceRow, type SpaceRow } from './spaces.queries.js';

interface StaffRow {
  id: string;
  accountId: string;
  name: string;
  email: string;
  locale: Locale;
  role: SpaceRole;
  since: Date;
}

const STAFF = `
  select st.id, st.account_id as "accountId", a.display_name as name, a.email, a.locale, st.role, st.since
    from space_staff st join accounts a on a.id = st.account_id
   where st.space_id = $1 and st.ended_at is null`;

interface RoleChange {
  before?: { role: SpaceRole };
  after?: { role: SpaceRole };
}

type StaffTemplate = 'spaceStaffAdded' | 'spaceStaffChanged' | 'spaceStaffEnded';

/** The people of a space and their roles in it. */
@Injectable()
export class SpaceStaffService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** For the space's people and stewards; owners first. Refuses 404. */
  async list(actor: Actor, spaceId: string): Promise<SpaceStaffListView> {
    if (!seesInside(actor, spaceId) || !(await spaceRow(this.db, spaceId))) throw Refusal.missing('space');
    const found = await rows<StaffRow>(this.db, `${STAFF} order by array_position('{owner,manager,reception}', st.role), st.id limit 200`, [spaceId]);
    return { items: found.map((member) => staffView(actor, member)) };
  }

  /** An owner adds somebody who has an account. Refuses 404, 422 `staff.noAccount`, 409 `staff.already`. */
  add(actor: Actor, spaceId: string, email: string, role: SpaceRole): Promise<SpaceStaffView> {
    authorizeInSpace(actor, spaceId, 'space', ['owner']);
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, spaceId);
      const now = this.clock.now();
      const account = await row<{ id: string }>(tx, 'select id from accounts where lower(email) = lower($1) and disabled_at is null', [email]);
      if (!account) throw new Refusal('staff.noAccount', {}, { fields: [{ path: 'email', code: 'noAccount' }] });
      const made = await row<{ id: string }>(
        tx,
        `insert into space_staff (space_id, account_id, role, since) values ($1, $2, $3, $4)
         on conflict (space_id, account_id) where ended_at is null do nothing returning id`,
        [spaceId, account.id, role, now],
      );
      if (!made) throw Refusal.conflict('staff.already');
      const added = await theStaff(tx, spaceId, made.id);
      await this.tell(tx, actor, space, added, 'spaceStaffAdded', { after: { role } });
      return staffView(actor, added);
    });
  }

  /** An owner changes somebody's role. Refuses 404, 422 `staff.lastOwner`. */
  change(actor: Actor, spaceId: string, staffId: string, role: SpaceRole): Promise<SpaceStaffView> {
    authorizeInSpace(actor, spaceId, 'space', ['owner']);
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, spaceId);
      const member = await theStaff(tx, spaceId, staffId);
      if (member.role === role) return staffView(actor, member);
      await refuseLastOwner(tx, spaceId, member);
      await tx.query('update space_staff set role = $2 where id = $1', [staffId, role]);
      await this.tell(tx, actor, space, { ...member, role }, 'spaceStaffChanged', { before: { role: member.role }, after: { role } });
      return staffView(actor, { ...member, role });
    });
  }

  /** An owner removes somebody, or somebody leaves. Refuses 404, 422 `staff.lastOwner`. */
  end(actor: Actor, spaceId: string, staffId: string): Promise<void> {
    authorizeInSpace(actor, spaceId, 'space', ['owner', 'manager', 'reception']);
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, spaceId);
      const member = await theStaff(tx, spaceId, staffId);
      if (member.accountId !== actor.accountId) authorizeInSpace(actor, spaceId, 'spaceStaff', ['owner']);
      await refuseLastOwner(tx, spaceId, member);
      await tx.query('update space_staff set ended_at = $2 where id = $1', [staffId, this.clock.now()]);
      await this.tell(tx, actor, space, member, 'spaceStaffEnded', { before: { role: member.role } });
    });
  }

  /** Write it down, and tell the person unless they did it themselves. */
  private async tell(tx: Sql, actor: Actor, space: SpaceRow, member: StaffRow, template: StaffTemplate, what: RoleChange): Promise<void> {
    const at = this.clock.now();
    const { accountId, email, locale, role } = member;
    const subject = { type: 'spaceStaff', id: member.id };
    await recordDeed(tx, { at, by: actor, action: DEED_OF[template], subject, concernsAccountId: accountId, spaceId: space.id, ...what });
    if (accountId === actor.accountId) return;
    const href = template === 'spaceStaffEnded' ? '/inbox' : `/spaces/${space.id}/settings`;
    await notify(tx, [{ to: { accountId, email, locale }, template, params: { space: space.name, by: actor.displayName, role }, href, at }]);
  }
}

const DEED_OF = {
  spaceStaffAdded: 'spaceStaff.added',
  spaceStaffChanged: 'spaceStaff.changed',
  spaceStaffEnded: 'spaceStaff.ended',
} as const satisfies Record<StaffTemplate, AuditAction>;

const theStaff = (sql: Sql, spaceId: string, staffId: string): Promise<StaffRow> =>
  theRow<StaffRow>(sql, 'spaceStaff', `${STAFF} and st.id = $2`, [spaceId, staffId]);

/** Under the lock of the space: two owners who step back at once leave one behind. */
async function refuseLastOwner(tx: Sql, spaceId: string, member: StaffRow): Promise<void> {
  if (member.role !== 'owner') return;
  const other = await row(tx, `select 1 from space_staff where space_id = $1 and role = 'owner' and ended_at is null and id <> $2 limit 1`, [
    spaceId,
    member.id,
  ]);
  if (!other) throw Refusal.rule('staff.lastOwner');
}

const staffView = (actor: Actor, { id, accountId, name, email, role, since }: StaffRow): SpaceStaffView => ({
  id,
  name,
  email,
  role,
  since: since.toISOString(),
  me: accountId === actor.accountId,
});
