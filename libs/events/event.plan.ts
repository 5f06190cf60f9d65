import { Refusal, type FieldError } from '#libs/kernel';
import { DEFAULT_POLICY, isOfCooperative, usualMethods, type Plan, type Question } from './event.rules.js';
import type { EventRow } from './events.queries.js';
import type { ChecklistInput, CreateEvent, EditEvent, QuestionInput, TableInput, TicketTypeInput, TimetableInput } from './plan.dto.js';
import type { TemplateRow } from './templates.queries.js';

/** Usual lengths and figures of an event that neither its plan nor a template speaks of. */
const USUAL = { minutes: 120, capacity: 20 } as const;

/** A plan as it was said, over what stands already: the plan that is edited, or the template. Refuses 400 with what is missing. */
export function planOf(input: CreateEvent | EditEvent, template: TemplateRow | null, before: Plan | null = null): Plan {
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

/** The plan of an event that stands. */
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

/** Those fields of a plan in which it differs from another. */
export function changedIn(plan: Plan, other: Plan): Record<string, unknown> {
  return Object.fromEntries(Object.entries(plan).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(Object.entries(other).find(([name]) => name === key)?.[1])));
}

/** What a row of `events` holds of a plan, by column. */
export const planColumns = (plan: Plan) => ({
  kind: plan.kind,
  space_id: plan.spaceId,
  resource_id: plan.resourceId,
  title: plan.title,
  theme: plan.theme,
  description: plan.description,
  format: plan.format,
  online_url: plan.onlineUrl,
  starts_at: plan.startsAt,
  ends_at: plan.endsAt,
  capacity: plan.capacity,
  min_guests: plan.minGuests,
  seller_of_record: plan.sellerOfRecord,
  ticket_types: JSON.stringify(plan.ticketTypes),
  methods: plan.methods,
  cancellation_policy: JSON.stringify(plan.cancellationPolicy),
  questions: JSON.stringify(plan.questions),
  timetable: JSON.stringify(plan.timetable),
  table_plan: JSON.stringify(plan.tablePlan),
  checklist: JSON.stringify(plan.checklist),
  alcohol: plan.alcohol,
  outside_hours: plan.outsideHours,
});
