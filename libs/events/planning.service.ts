import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import type { Sql } from '#libs/database';
import { mixerOf, type Actor } from '#libs/identity';
import { atTokyo, Clock, day, newId, Refusal, step, tokyoTime } from '#libs/kernel';
import { ruleSetInForce } from '#libs/mixers';
import { notify } from '#libs/notices';
import { agreementOf, offerSplit, type SplitTerms } from '#libs/revenue';
import { occupiedPart, spaceRow } from '#libs/spaces';
import type { Locale } from '#libs/words';
import { hostReasons, isOutsideHours, requireAllowed } from './event.ground.js';
import { changedIn, planColumns, planOf, planOfRow } from './event.plan.js';
import { AGREED_WITH_SPACE, EVENT_MACHINE, isOfCooperative, isPaid, planErrors, type EventStatus, type Plan } from './event.rules.js';
import { lockOwnEvent, sell, toSpace } from './event.steps.js';
import type { EventDetailView } from './events.dto.js';
import { eventById, type EventRow } from './events.queries.js';
import type { CopiedEventsView, CopyEvent, CreateEvent, EditEvent } from './plan.dto.js';
import { ReadingService } from './reading.service.js';
import { templateFor, type TemplateRow } from './templates.queries.js';

/** What hosts plan: from a template or from nothing, with versions, until it is done. Locks: the event alone. */
@Injectable()
export class PlanningService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly reading: ReadingService,
  ) {}

  /**
   * A new draft; what the template says fills in what is left out. Refuses 400 with the fields; 403 for the cooperative's own kinds unless a
   * steward; 422 `event.notAllowed` with every reason of `decide()`, `event.outsideHours`, and what `offerSplit` refuses.
   */
  async create(actor: Actor, input: CreateEvent, locale: Locale): Promise<EventDetailView> {
    const id = await this.db.transaction(async (tx) => {
      const template = input.templateId ? await templateOf(tx, actor, input.templateId) : null;
      return this.draft(tx, actor, planOf(input, template), { templateId: template?.id ?? null, seriesId: null, split: input.split ?? template?.content.split ?? null });
    });
    return this.reading.read(actor, id, locale);
  }

  private async draft(tx: Sql, actor: Actor, plan: Plan, { templateId, seriesId, split }: { templateId: string | null; seriesId: string | null; split: SplitTerms | null }): Promise<string> {
    const now = this.clock.now();
    const own = isOfCooperative(plan.kind);
    if (own && !actor.roles.has('steward')) throw Refusal.forbidden();
    const hostMixerId = own ? null : mixerOf(actor);
    const id = newId();
    await requirePlan(tx, { ...plan, id, hostMixerId }, now);
    const { version } = await ruleSetInForce(tx, now);
    await insertPlan(tx, plan, {
      id,
      status: 'draft',
      host_account_id: actor.accountId,
      host_mixer_id: hostMixerId,
      series_id: seriesId,
      template_id: templateId,
      rule_set_version: version,
      created_by: actor.accountId,
      created_at: now,
    });
    await keepVersion(tx, id, 1, plan, actor, '', now);
    if (split) await offer(tx, id, plan, split, actor, now);
    await recordDeed(tx, { at: now, by: actor, action: 'event.drafted', subject: { type: 'event', id }, spaceId: plan.spaceId, after: { kind: plan.kind, title: plan.title, startsAt: plan.startsAt } });
    return id;
  }

  /**
   * Change a plan. Before the space has agreed anything may change, and what was proposed becomes a draft again. Afterwards time, room, kind,
   * seller and split stand (`move` is for time and room); what is on sale follows at once. Refuses 400 with the fields; 409 `event.changed` (edited
   * by somebody else meanwhile), `event.started`; 422 `event.fixed`, `capacity.belowTaken`, `event.outsideHours`, `event.notAllowed`.
   */
  async edit(actor: Actor, id: string, input: EditEvent, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event } = await lockOwnEvent(tx, actor, id);
      const to = step(EVENT_MACHINE, event.status, 'edit');
      if (event.startsAt <= now) throw Refusal.conflict('event.started');
      if (input.version !== undefined && input.version !== event.version) throw Refusal.conflict('event.changed');
      const before = planOfRow(event);
      const after = planOf(input, null, before);
      const agreed = to === 'approved' || to === 'published';
      if (agreed) requireKept(before, after, input, event.resourceCapacity);
      await requirePlan(tx, { ...after, id, hostMixerId: event.hostMixerId }, now, agreed);
      if (isOfCooperative(before.kind) !== isOfCooperative(after.kind)) throw Refusal.input([{ path: 'kind', code: 'agreed' }]);
      const onlyTicks = isOnlyTicks(input);
      const version = onlyTicks ? event.version : event.version + 1;
      await writePlan(tx, id, after, to, version);
      if (!onlyTicks) await keepVersion(tx, id, version, after, actor, input.reason ?? '', now);
      // What one space has agreed to is no word of another: the same terms are put before whoever it concerns now.
      const split = input.split ?? (before.spaceId === after.spaceId ? null : ((await agreementOf(tx, id))?.terms ?? null));
      if (split) await offer(tx, id, after, split, actor, now);
      if (to === 'published') await sell(tx, await requireRow(tx, id), now);
      if (!onlyTicks) {
        const subject = { type: 'event', id };
        await recordDeed(tx, { at: now, by: actor, action: 'event.changed', subject, spaceId: event.spaceId, reason: input.reason ?? null, before: changedIn(before, after), after: { ...changedIn(after, before), version } });
      }
      if (agreed && !onlyTicks) await notify(tx, await toSpace(tx, event, 'eventChanged', { reason: input.reason ?? '' }, now));
    });
    return this.reading.read(actor, id, locale);
  }

  /** The same evening on other days, as drafts of one series, each with the same offer to the space; all or none. Refuses as `create` does. */
  async copy(actor: Actor, id: string, { days }: CopyEvent): Promise<CopiedEventsView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event } = await lockOwnEvent(tx, actor, id);
      const seriesId = event.seriesId ?? newId();
      if (!event.seriesId) {
        await tx.query('insert into event_series (id, host_account_id, title, created_at) values ($1, $2, $3, $4)', [seriesId, event.hostAccountId, event.title, now]);
        await tx.query('update events set series_id = $2 where id = $1', [id, seriesId]);
      }
      const plan = planOfRow(event);
      const split = (await agreementOf(tx, id))?.terms ?? null;
      const length = event.endsAt.getTime() - event.startsAt.getTime();
      const ids: string[] = [];
      for (const wanted of days) {
        const startsAt = atTokyo(day(wanted), tokyoTime(event.startsAt));
        const checklist = plan.checklist.map((item) => ({ ...item, done: false }));
        ids.push(await this.draft(tx, actor, { ...plan, checklist, startsAt, endsAt: new Date(startsAt.getTime() + length) }, { templateId: event.templateId, seriesId, split }));
      }
      return { seriesId, ids };
    });
  }
}

async function templateOf(sql: Sql, actor: Actor, id: string): Promise<TemplateRow> {
  const template = await templateFor(sql, actor.accountId, id);
  if (!template) throw Refusal.input([{ path: 'templateId', code: 'id' }]);
  return template;
}

async function requireRow(sql: Sql, id: string): Promise<EventRow> {
  const event = await eventById(sql, id);
  if (!event) throw Refusal.missing('event');
  return event;
}

/** Only points of the checklist were ticked: no new version. */
const isOnlyTicks = ({ version: _, reason: __, ...said }: EditEvent): boolean => Object.keys(said).every((key) => key === 'checklist');

/** Refuses 422 `event.fixed` for a change of what the space has agreed to, 400 for more seats than the room has once it has said yes to fewer. */
function requireKept(before: Plan, after: Plan, { split }: EditEvent, roomSeats: number | null): void {
  if (roomSeats !== null && after.capacity > before.capacity && after.capacity > roomSeats && after.format === 'onsite') {
    throw Refusal.input([{ path: 'capacity', code: 'atMost', params: { max: roomSeats } }]);
  }
  const changed = AGREED_WITH_SPACE.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const addsAfter = after.methods.includes('after') && !before.methods.includes('after');
  // Nobody has said how money is shared where there was to be none.
  const turnsPaid = isPaid(after) && !isPaid(before);
  if (changed.length > 0 || addsAfter || turnsPaid || split) throw Refusal.rule('event.fixed');
}

/** What any plan has to keep: sound figures, a space and a room that are there, its opening hours unless the host asks for more, and the host's tier. */
async function requirePlan(tx: Sql, plan: Plan & { id: string; hostMixerId: string | null }, now: Date, agreed = false): Promise<void> {
  const fields = planErrors(plan, now);
  const space = plan.spaceId ? await spaceRow(tx, plan.spaceId) : null;
  if (plan.spaceId && space?.status !== 'member') fields.push({ path: 'spaceId', code: 'id' });
  const part = plan.resourceId ? await occupiedPart(tx, plan.resourceId) : null;
  if (plan.resourceId && part?.spaceId !== plan.spaceId) fields.push({ path: 'resourceId', code: 'id' });
  if (fields.length > 0) throw Refusal.input(fields);
  requireAllowed(await hostReasons(tx, plan, {}, now));
  if (agreed || plan.outsideHours) return;
  if (await isOutsideHours(tx, plan, plan)) throw Refusal.rule('event.outsideHours');
}

/** The host's offer to the space; where there is no space, the cooperative says yes to itself. */
async function offer(tx: Sql, id: string, plan: Plan, terms: SplitTerms, actor: Actor, at: Date): Promise<void> {
  const side = isOfCooperative(plan.kind) ? 'cooperative' : 'host';
  await offerSplit(tx, { subjectKind: 'event', subjectId: id, terms, side, actor, at, needsSpace: plan.spaceId !== null });
}

async function keepVersion(tx: Sql, id: string, version: number, said: Plan, actor: Actor, reason: string, at: Date): Promise<void> {
  await tx.query('insert into event_versions (event_id, version, said, changed_by, changed_at, reason) values ($1, $2, $3, $4, $5, $6)', [id, version, JSON.stringify(said), actor.accountId, at, reason]);
}

/** A new draft; `rest` holds the columns beside the plan. */
async function insertPlan(tx: Sql, plan: Plan, rest: Readonly<Record<string, unknown>>): Promise<void> {
  const row = { ...planColumns(plan), ...rest };
  const columns = Object.keys(row);
  await tx.query(`insert into events (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row));
}

async function writePlan(tx: Sql, id: string, plan: Plan, status: EventStatus, version: number): Promise<void> {
  const row = { ...planColumns(plan), status, version };
  const changes = Object.keys(row).map((column, at) => `${column} = $${at + 2}`);
  await tx.query(`update events set ${changes.join(', ')} where id = $1`, [id, ...Object.values(row)]);
}
