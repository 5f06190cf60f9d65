import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import type { Sql } from '#libs/database';
import { mixerOf, type Actor } from '#libs/identity';
import { atTokyo, Clock, day, newId, Refusal, step, tokyoTime, type FieldError } from '#libs/kernel';
import { ruleSetInForce } from '#libs/mixers';
import { notify } from '#libs/notices';
import { agreementOf, offerSplit, type SplitTerms } from '#libs/revenue';
import { occupiedPart, spaceRow } from '#libs/spaces';
import type { Locale } from '#libs/words';
import { hostReasons, isOpen, requireAllowed } from './event.ground.js';
import { AGREED_WITH_SPACE, DEFAULT_POLICY, EVENT_MACHINE, isOfCooperative, isPaid, planErrors, usualMethods, type EventStatus, type Plan, type Question } from './event.rules.js';
import { lockOwnEvent, sell, toSpace } from './event.steps.js';
import type { ChecklistInput, CopiedEventsView, CopyEvent, CreateEvent, EditEvent, EventDetailView, QuestionInput, TableInput, TicketTypeInput, TimetableInput } from './events.dto.js';
import { eventById, type EventRow } from './events.queries.js';
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
    await tx.query(
      `insert into events (id, kind, status, space_id, resource_id, host_account_id, host_mixer_id, series_id, template_id, title, theme, description, format, online_url,
                           starts_at, ends_at, capacity, min_guests, seller_of_record, ticket_types, methods, cancellation_policy, questions, timetable, table_plan, checklist,
                           alcohol, outside_hours, rule_set_version, created_by, created_at)
       values ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $5, $29)`,
      [
        id,
        plan.kind,
        plan.spaceId,
        plan.resourceId,
        actor.accountId,
        hostMixerId,
        seriesId,
        templateId,
        plan.title,
        plan.theme,
        plan.description,
        plan.format,
        plan.onlineUrl,
        plan.startsAt,
        plan.endsAt,
        plan.capacity,
        plan.minGuests,
        plan.sellerOfRecord,
        JSON.stringify(plan.ticketTypes),
        plan.methods,
        JSON.stringify(plan.cancellationPolicy),
        JSON.stringify(plan.questions),
        JSON.stringify(plan.timetable),
        JSON.stringify(plan.tablePlan),
        JSON.stringify(plan.checklist),
        plan.alcohol,
        plan.outsideHours,
        version,
        now,
      ],
    );
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

/** Usual lengths and figures of an event that neither its plan nor a template speaks of. */
const USUAL = { minutes: 120, capacity: 20 } as const;

/** A plan as it was said, over what stands already: the plan that is edited, or the template. */
function planOf(input: CreateEvent | EditEvent, template: TemplateRow | null, before: Plan | null = null): Plan {
  const base = template?.content ?? before;
  const kind = input.kind ?? template?.kind ?? before?.kind;
  const title = input.title ?? base?.title;
  const startsAt = input.startsAt ?? before?.startsAt;
  const fields: FieldError[] = [
    ...(kind ? [] : [{ path: 'kind', code: 'required' }]),
    ...(title ? [] : [{ path: 'title', code: 'required' }]),
    ...(startsAt ? [] : [{ path: 'startsAt', code: 'required' }]),
    ...(input.ticketTypes || base ? [] : [{ path: 'ticketTypes', code: 'required' }]),
  ];
  if (!kind || !title || !startsAt || fields.length > 0) throw Refusal.input(fields);
  const length = before ? before.endsAt.getTime() - before.startsAt.getTime() : (template?.content.minutes ?? USUAL.minutes) * 60_000;
  const ticketTypes = input.ticketTypes?.map(ticketOf) ?? base?.ticketTypes ?? [];
  const pricesChanged = input.ticketTypes !== undefined && !before;
  return {
    kind,
    spaceId: input.spaceId === undefined ? (before?.spaceId ?? null) : input.spaceId,
    resourceId: input.resourceId === undefined ? (before?.resourceId ?? null) : input.resourceId,
    title,
    theme: input.theme ?? base?.theme ?? '',
    description: input.description ?? base?.description ?? '',
    format: input.format ?? base?.format ?? 'onsite',
    onlineUrl: input.onlineUrl === undefined ? (before?.onlineUrl ?? null) : input.onlineUrl,
    startsAt,
    endsAt: input.endsAt ?? new Date(startsAt.getTime() + length),
    capacity: input.capacity ?? base?.capacity ?? USUAL.capacity,
    minGuests: input.minGuests === undefined ? (base?.minGuests ?? null) : input.minGuests,
    sellerOfRecord: input.sellerOfRecord ?? base?.sellerOfRecord ?? (isOfCooperative(kind) ? 'cooperative' : 'host'),
    ticketTypes,
    methods: input.methods ?? (pricesChanged ? usualMethods(ticketTypes) : (base?.methods ?? usualMethods(ticketTypes))),
    cancellationPolicy: [...(input.cancellationPolicy ?? base?.cancellationPolicy ?? DEFAULT_POLICY)].sort((a, b) => b.untilHoursBefore - a.untilHoursBefore),
    questions: input.questions ? questionsOf(input.questions) : (base?.questions ?? []),
    timetable: input.timetable?.map(timetableOf) ?? base?.timetable ?? [],
    tablePlan: input.tablePlan?.map(tableOf) ?? base?.tablePlan ?? [],
    checklist: input.checklist?.map(checkOf) ?? base?.checklist ?? [],
    alcohol: input.alcohol ?? base?.alcohol ?? false,
    outsideHours: input.outsideHours ?? before?.outsideHours ?? false,
  };
}

const ticketOf = ({ id, name, description = '', priceYen, capacity = null }: TicketTypeInput) => ({ ...(id ? { id } : {}), name, description, priceYen, capacity });
const timetableOf = ({ minutesIn, title, note = '' }: TimetableInput) => ({ minutesIn, title, note });
const tableOf = ({ name, seats, theme = '' }: TableInput) => ({ name, seats, theme });
const checkOf = ({ text, daysBefore, done = false }: ChecklistInput) => ({ text, daysBefore, done });

/** Answers stand under the id of their question, so a question keeps it; new ones are counted on. */
function questionsOf(questions: readonly QuestionInput[]): Question[] {
  const used = new Set(questions.flatMap(({ id }) => id ?? []));
  let next = 1;
  const fresh = (): string => {
    while (used.has(`q${next}`)) next++;
    used.add(`q${next}`);
    return `q${next}`;
  };
  return questions.map(({ id, text, required = false, choices = [] }) => ({ id: id ?? fresh(), text, required, choices }));
}

export const planOfRow = (event: EventRow): Plan => ({
  kind: event.kind,
  spaceId: event.spaceId,
  resourceId: event.resourceId,
  title: event.title,
  theme: event.theme,
  description: event.description,
  format: event.format,
  onlineUrl: event.onlineUrl,
  startsAt: event.startsAt,
  endsAt: event.endsAt,
  capacity: event.capacity,
  minGuests: event.minGuests,
  sellerOfRecord: event.sellerOfRecord,
  ticketTypes: event.ticketTypes,
  methods: event.methods,
  cancellationPolicy: event.cancellationPolicy,
  questions: event.questions,
  timetable: event.timetable,
  tablePlan: event.tablePlan,
  checklist: event.checklist,
  alcohol: event.alcohol,
  outsideHours: event.outsideHours,
});

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

/** Those fields of a plan in which it differs from another. */
function changedIn(plan: Plan, other: Plan): Record<string, unknown> {
  return Object.fromEntries(Object.entries(plan).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(Object.entries(other).find(([name]) => name === key)?.[1])));
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
  if (agreed || plan.spaceId === null || plan.format === 'online' || plan.outsideHours) return;
  if (!(await isOpen(tx, plan.spaceId, plan))) throw Refusal.rule('event.outsideHours');
}

/** The host's offer to the space; where there is no space, the cooperative says yes to itself. */
async function offer(tx: Sql, id: string, plan: Plan, terms: SplitTerms, actor: Actor, at: Date): Promise<void> {
  const side = isOfCooperative(plan.kind) ? 'cooperative' : 'host';
  await offerSplit(tx, { subjectKind: 'event', subjectId: id, terms, side, actor, at, needsSpace: plan.spaceId !== null });
}

async function keepVersion(tx: Sql, id: string, version: number, said: Plan, actor: Actor, reason: string, at: Date): Promise<void> {
  await tx.query('insert into event_versions (event_id, version, said, changed_by, changed_at, reason) values ($1, $2, $3, $4, $5, $6)', [id, version, JSON.stringify(said), actor.accountId, at, reason]);
}

async function writePlan(tx: Sql, id: string, plan: Plan, status: EventStatus, version: number): Promise<void> {
  await tx.query(
    `update events set kind = $2, space_id = $3, resource_id = $4, title = $5, theme = $6, description = $7, format = $8, online_url = $9, starts_at = $10, ends_at = $11,
            capacity = $12, min_guests = $13, seller_of_record = $14, ticket_types = $15, methods = $16, cancellation_policy = $17, questions = $18, timetable = $19,
            table_plan = $20, checklist = $21, alcohol = $22, outside_hours = $23, status = $24, version = $25
      where id = $1`,
    [
      id,
      plan.kind,
      plan.spaceId,
      plan.resourceId,
      plan.title,
      plan.theme,
      plan.description,
      plan.format,
      plan.onlineUrl,
      plan.startsAt,
      plan.endsAt,
      plan.capacity,
      plan.minGuests,
      plan.sellerOfRecord,
      JSON.stringify(plan.ticketTypes),
      plan.methods,
      JSON.stringify(plan.cancellationPolicy),
      JSON.stringify(plan.questions),
      JSON.stringify(plan.timetable),
      JSON.stringify(plan.tablePlan),
      JSON.stringify(plan.checklist),
      plan.alcohol,
      plan.outsideHours,
      status,
      version,
    ],
  );
}
