import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row, rows, type Sql } from '#libs/database';
import { PAGE_DEFAULT, pageOf, readCursor, readIdCursor, type Page } from '#libs/door';
import { authorizeInSpace, officers, type Actor } from '#libs/identity';
import { Clock, daysBetween, isId, newId, Refusal, step, tokyoDay, type Day, type FieldError } from '#libs/kernel';
import { notify } from '#libs/notices';
import { SPACE_TERMS, type Locale } from '#libs/words';
import { exceptionComplaints, hoursComplaints, JOINING, openDay, SLUG, type SpaceStatus } from './space.rules.js';
import { openDayView, seesInside, spaceView } from './space.view.js';
import type {
  ApplyForSpace,
  ChangeSpace,
  HoursExceptionRow,
  HoursRow,
  ListSpaces,
  SpaceApplicationView,
  SpaceSummaryView,
  SpaceView,
} from './spaces.dto.js';
import {
  currentManual,
  ALWAYS_CLOSED,
  hoursOf,
  hoursOfSpaces,
  lockSpace,
  relationsAt,
  resourcesOf,
  spaceBySlug,
  spaceRecipients,
  spaceRow,
  type SpaceRow,
} from './spaces.queries.js';

/** The columns that a change may set, by the field of the input. */
const COLUMN_OF = {
  name: 'name',
  kana: 'kana',
  prefecture: 'prefecture',
  postalCode: 'postal_code',
  city: 'city',
  street: 'street',
  access: 'access',
  phone: 'phone',
  email: 'email',
  website: 'website',
  introduction: 'introduction',
  houseRules: 'house_rules',
  recruiterName: 'recruiter_name',
  recruiterAddress: 'recruiter_address',
  recruiterContact: 'recruiter_contact',
  recruitingContent: 'recruiting_content',
  recruitingPlace: 'recruiting_place',
  recruitingReward: 'recruiting_reward',
} as const satisfies Partial<Record<keyof SpaceRow & keyof ChangeSpace, string>>;
type ProfileField = keyof typeof COLUMN_OF;
const PROFILE_FIELDS = Object.keys(COLUMN_OF) as ProfileField[];

/** Spaces: finding one, joining, the profile and the hours. */
@Injectable()
export class SpacesService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Member spaces by prefecture and reading; a steward may ask for another status. */
  async list(visitor: Actor | null, query: ListSpaces, locale: Locale): Promise<Page<SpaceSummaryView>> {
    const status = query.status ?? 'member';
    if (status !== 'member' && !visitor?.roles.has('steward')) throw Refusal.forbidden();
    const now = this.clock.now();
    const limit = query.limit ?? PAGE_DEFAULT;
    const [prefecture, kana, id] = readCursor(query.cursor, ['text', 'text', 'id']) ?? [null, null, null];
    const found = await rows<SummaryRow>(this.db, LIST_SQL, [
      status,
      query.area?.split(',') ?? null,
      query.q || null,
      query.designated ?? false,
      now,
      prefecture,
      kana,
      id,
      limit + 1,
    ]);
    const open = await hoursOfSpaces(this.db, found.map((space) => space.id));
    const today = tokyoDay(now);
    return pageOf(
      found,
      limit,
      ({ partnered, designated, ...space }) => {
        const { hours, exceptions } = open.get(space.id) ?? ALWAYS_CLOSED;
        return { ...space, relation: { partnered, designated }, today: openDayView(openDay(today, hours, exceptions), locale) };
      },
      (space) => [space.prefecture, space.kana, space.id],
    );
  }

  /** One space by id or by its name in addresses. Members are there for everybody, others for their own people and stewards; else 404. */
  async show(visitor: Actor | null, idOrSlug: string, locale: Locale): Promise<SpaceView> {
    const space = await this.find(idOrSlug);
    if (!space || (space.status !== 'member' && !seesInside(visitor, space.id))) throw Refusal.missing('space');
    return this.view(this.db, visitor, space, locale);
  }

  /** Apply with a space: the account becomes its owner, the stewards hear of it. Refuses 409 `space.slugTaken`, 400 for hours that cannot be. */
  async apply(actor: Actor, input: ApplyForSpace, locale: Locale): Promise<SpaceView> {
    refuseFields(hoursComplaints(input.hours ?? []));
    const id = newId();
    const slug = input.slug ?? `space-${id.slice(-12)}`;
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const made = await row(
        tx,
        `insert into spaces (id, slug, status, name, kana, prefecture, postal_code, city, street, access, phone, email, website,
                             applied_by, application_note, created_at)
         values ($1, $2, 'applied', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (slug) do nothing returning id`,
        [
          id,
          slug,
          input.name,
          input.kana ?? '',
          input.prefecture,
          input.postalCode ?? '',
          input.city,
          input.street ?? '',
          input.access ?? '',
          input.phone ?? '',
          input.email ?? '',
          input.website ?? '',
          actor.accountId,
          input.note ?? '',
          now,
        ],
      );
      if (!made) throw new Refusal('space.slugTaken', { slug }, { kind: 'conflict', fields: [{ path: 'slug', code: 'taken' }] });
      await replaceHours(tx, id, input.hours ?? []);
      await tx.query(`insert into space_staff (space_id, account_id, role, since) values ($1, $2, 'owner', $3)`, [id, actor.accountId, now]);
      const subject = { type: 'space', id };
      await recordDeed(tx, { at: now, by: actor, action: 'space.applied', subject, spaceId: id, after: { name: input.name, slug } });
      const params = { space: input.name, city: input.city, name: actor.displayName };
      await notify(tx, (await officers(tx, 'steward')).map((to) => ({ to, template: 'spaceApplied', params, href: '/admin/spaces', at: now })));
      return this.view(tx, withRole(actor, id, input.name, slug), await lockSpace(tx, id), locale);
    });
  }

  /** Applications that wait for a steward, oldest first. */
  async applications(query: { limit?: number; cursor?: string }): Promise<Page<SpaceApplicationView>> {
    const limit = query.limit ?? PAGE_DEFAULT;
    const found = await rows<ApplicationRow>(this.db, APPLICATIONS_SQL, [readIdCursor(query.cursor), limit + 1]);
    const today = tokyoDay(this.clock.now());
    return pageOf(
      found,
      limit,
      ({ appliedAt, ...application }) => ({ ...application, appliedAt: appliedAt.toISOString(), ageDays: daysBetween(tokyoDay(appliedAt), today) }),
      (application) => [application.id],
    );
  }

  /** A steward accepts the application; the owner is asked to agree to the terms. Refuses 409 `state.wrong`. */
  accept(actor: Actor, id: string, locale: Locale): Promise<SpaceView> {
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, id);
      const now = this.clock.now();
      const status = step(JOINING, space.status, 'accept');
      await tx.query('update spaces set status = $2, decision_reason = null where id = $1', [id, status]);
      await this.tellDecision(tx, actor, space, null, now);
      return this.view(tx, actor, { ...space, status, decisionReason: null }, locale);
    });
  }

  /** A steward refuses the application, with a reason that the applicant reads. Refuses 409 `state.wrong`. */
  refuse(actor: Actor, id: string, reason: string, locale: Locale): Promise<SpaceView> {
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, id);
      const now = this.clock.now();
      const status = step(JOINING, space.status, 'refuse');
      await tx.query('update spaces set status = $2, decision_reason = $3 where id = $1', [id, status, reason]);
      await this.tellDecision(tx, actor, space, reason, now);
      return this.view(tx, actor, { ...space, status, decisionReason: reason }, locale);
    });
  }

  /** An owner agrees to the terms in force, and the space is a member. Refuses 404, 409 `terms.outdated` or `state.wrong`. */
  acceptTerms(actor: Actor, id: string, version: number, locale: Locale): Promise<SpaceView> {
    authorizeInSpace(actor, id, 'space', ['owner']);
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, id);
      const now = this.clock.now();
      const status = step(JOINING, space.status, 'acceptTerms');
      if (version !== SPACE_TERMS.version) throw Refusal.conflict('terms.outdated', { version: SPACE_TERMS.version });
      await tx.query(`insert into text_acceptances (account_id, space_id, text, version, accepted_at) values ($1, $2, 'spaceTerms', $3, $4)`, [
        actor.accountId,
        id,
        version,
        now,
      ]);
      await tx.query('update spaces set status = $2, terms_accepted_at = $3 where id = $1', [id, status, now]);
      const subject = { type: 'space', id };
      await recordDeed(tx, { at: now, by: actor, action: 'space.joined', subject, spaceId: id, after: { termsVersion: version } });
      const params = { space: space.name, name: actor.displayName };
      await notify(tx, (await officers(tx, 'steward')).map((to) => ({ to, template: 'spaceJoined', params, href: `/admin/spaces/${id}`, at: now })));
      return this.view(tx, actor, { ...space, status, termsAcceptedAt: now }, locale);
    });
  }

  /** Change profile and hours. Refuses 404 for somebody else's space, 400 with the paths of hours that cannot be. */
  change(actor: Actor, id: string, change: ChangeSpace, locale: Locale): Promise<SpaceView> {
    authorizeToEdit(actor, id);
    return this.db.transaction(async (tx) => {
      const space = await lockSpace(tx, id);
      const now = this.clock.now();
      const today = tokyoDay(now);
      refuseFields([...hoursComplaints(change.hours ?? []), ...exceptionComplaints(change.exceptions ?? [], today)]);

      const next = changedProfile(space, change);
      const before = await this.replaced(tx, id, change);
      await writeProfile(tx, id, next);
      if (change.hours) await replaceHours(tx, id, change.hours);
      if (change.exceptions) await replaceExceptions(tx, id, change.exceptions, today);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'space.changed',
        subject: { type: 'space', id },
        spaceId: id,
        before: { ...Object.fromEntries(Object.keys(next).map((field) => [field, space[field as ProfileField]])), ...before },
        after: { ...next, ...(change.hours ? { hours: change.hours } : {}), ...(change.exceptions ? { exceptions: change.exceptions } : {}) },
      });
      return this.view(tx, actor, await lockSpace(tx, id), locale);
    });
  }

  private async find(idOrSlug: string): Promise<SpaceRow | null> {
    if (isId(idOrSlug)) return spaceRow(this.db, idOrSlug);
    return SLUG.test(idOrSlug) ? spaceBySlug(this.db, idOrSlug) : null;
  }

  /** The hours that a change is about to replace, for the audit. */
  private async replaced(tx: Sql, id: string, change: ChangeSpace): Promise<Record<string, unknown>> {
    if (!change.hours && !change.exceptions) return {};
    const { hours, exceptions } = await hoursOf(tx, id);
    return { ...(change.hours ? { hours } : {}), ...(change.exceptions ? { exceptions } : {}) };
  }

  /** A refusal has a reason, an acceptance none. */
  private async tellDecision(tx: Sql, actor: Actor, space: SpaceRow, reason: string | null, now: Date): Promise<void> {
    const accepted = reason === null;
    await recordDeed(tx, {
      at: now,
      by: actor,
      action: accepted ? 'space.accepted' : 'space.declined',
      subject: { type: 'space', id: space.id },
      concernsAccountId: space.appliedBy,
      spaceId: space.id,
      reason,
    });
    const owners = await spaceRecipients(tx, space.id, ['owner']);
    await notify(
      tx,
      owners.map((to) => ({
        to,
        template: accepted ? 'spaceAccepted' : 'spaceDeclined',
        params: { space: space.name, reason: reason ?? '' },
        href: `/spaces/${space.id}/settings`,
        at: now,
      })),
    );
  }

  private async view(sql: Sql, visitor: Actor | null, space: SpaceRow, locale: Locale): Promise<SpaceView> {
    const now = this.clock.now();
    return spaceView({
      visitor,
      space,
      relation: await relationsAt(sql, space.id, now),
      resources: await resourcesOf(sql, space.id),
      manual: await currentManual(sql, space.id),
      open: await hoursOf(sql, space.id),
      today: tokyoDay(now),
      locale,
    });
  }
}

interface SummaryRow {
  id: string;
  slug: string;
  status: SpaceStatus;
  name: string;
  kana: string;
  prefecture: string;
  city: string;
  access: string;
  introduction: string;
  partnered: boolean;
  designated: boolean;
}

const LIST_SQL = `
  select s.id, s.slug, s.status, s.name, s.kana, s.prefecture, s.city, s.access, s.introduction,
         exists (select from space_relations r where r.space_id = s.id and r.relation = 'partnered' and r.valid @> $5::timestamptz) as partnered,
         exists (select from space_relations r where r.space_id = s.id and r.relation = 'designated' and r.valid @> $5::timestamptz) as designated
    from spaces s
   where s.status = $1
     and ($2::text[] is null or s.prefecture = any($2))
     and ($3::text is null
          or search_key(s.name || ' ' || s.kana || ' ' || s.city) like '%' || regexp_replace(search_key($3), '([\\\\%_])', '\\\\\\1', 'g') || '%')
     and (not $4::boolean or exists (select from space_relations r where r.space_id = s.id and r.relation = 'designated' and r.valid @> $5::timestamptz))
     and ($6::text is null or (s.prefecture, s.kana, s.id) > ($6, $7, $8::uuid))
   order by s.prefecture, s.kana, s.id limit $9`;

interface ApplicationRow {
  id: string;
  slug: string;
  name: string;
  kana: string;
  prefecture: string;
  city: string;
  street: string;
  access: string;
  phone: string;
  email: string;
  website: string;
  note: string;
  applicantName: string;
  applicantEmail: string;
  appliedAt: Date;
}

const APPLICATIONS_SQL = `
  select s.id, s.slug, s.name, s.kana, s.prefecture, s.city, s.street, s.access, s.phone, s.email, s.website, s.application_note as note,
         coalesce(a.display_name, '') as "applicantName", coalesce(a.email, '') as "applicantEmail", s.created_at as "appliedAt"
    from spaces s left join accounts a on a.id = s.applied_by
   where s.status = 'applied'
     and ($1::uuid is null or (s.created_at, s.id) > (select c.created_at, c.id from spaces c where c.id = $1))
   order by s.created_at, s.id limit $2`;

/** Owner or manager of the space, or a steward; refuses 404. */
function authorizeToEdit(actor: Actor, spaceId: string): void {
  if (!actor.roles.has('steward')) authorizeInSpace(actor, spaceId, 'space');
}

function refuseFields(fields: readonly FieldError[]): void {
  if (fields.length > 0) throw Refusal.input(fields);
}

/** The actor as they stand once the space is theirs: roles were read before it was. */
const withRole = (actor: Actor, id: string, name: string, slug: string): Actor => ({
  ...actor,
  spaces: [...actor.spaces, { id, name, slug, role: 'owner' }],
});

/** The fields of a change that say something new. */
function changedProfile(space: SpaceRow, change: ChangeSpace): Partial<Record<ProfileField, string>> {
  const next: Partial<Record<ProfileField, string>> = {};
  for (const field of PROFILE_FIELDS) {
    const value = change[field] ?? space[field];
    if (value !== space[field]) next[field] = value;
  }
  return next;
}

async function writeProfile(tx: Sql, id: string, next: Partial<Record<ProfileField, string>>): Promise<void> {
  const fields = PROFILE_FIELDS.filter((field) => next[field] !== undefined);
  if (fields.length === 0) return;
  const sets = fields.map((field, index) => `${COLUMN_OF[field]} = $${index + 2}`).join(', ');
  await tx.query(`update spaces set ${sets} where id = $1`, [id, ...fields.map((field) => next[field])]);
}

async function replaceHours(tx: Sql, spaceId: string, hours: readonly HoursRow[]): Promise<void> {
  await tx.query('delete from space_hours where space_id = $1', [spaceId]);
  await tx.query(
    `insert into space_hours (space_id, weekday, opens_at, closes_at)
     select $1, h.weekday, h."opensAt", h."closesAt" from jsonb_to_recordset($2::jsonb) as h(weekday text, "opensAt" time, "closesAt" time)`,
    [spaceId, JSON.stringify(hours)],
  );
}

/** Days gone by keep what they were. */
async function replaceExceptions(tx: Sql, spaceId: string, exceptions: readonly HoursExceptionRow[], today: Day): Promise<void> {
  await tx.query('delete from space_hour_exceptions where space_id = $1 and day >= $2::date', [spaceId, today]);
  await tx.query(
    `insert into space_hour_exceptions (space_id, day, closed, opens_at, closes_at, reason)
     select $1, e.day, e.closed, case when not e.closed then e."opensAt" end, case when not e.closed then e."closesAt" end, coalesce(e.reason, '')
       from jsonb_to_recordset($2::jsonb) as e(day date, closed boolean, "opensAt" time, "closesAt" time, reason text)`,
    [spaceId, JSON.stringify(exceptions)],
  );
}
