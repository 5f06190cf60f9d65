import type { useForm } from '../../../lib/form';
import type { Split } from '../../revenue/revenue.api';
import { fieldsOf, spanOf } from '../../shifts/time-text';
import type { EventChange, EventDetail, EventKind, NewEvent, SaleMethod, Seller, Template } from './host.api';
import type { words } from './plan.words';

/** The least that Checkout takes. */
const LEAST_ONLINE_YEN = 50;
const MOST_SEATS = 10_000;
const ONLINE: readonly SaleMethod[] = ['card', 'payPay', 'konbini'];
/** The ways to pay that a host may open, in the order they are shown. */
export const PAID_METHODS = ['card', 'payPay', 'konbini', 'door', 'after'] as const satisfies readonly SaleMethod[];

interface TicketLine {
  id?: string;
  name: string;
  description: string;
  priceYen: number | null;
  capacity: number | null;
}
interface TimeLine {
  minutesIn: number | null;
  title: string;
  note: string;
}
interface TableLine {
  name: string;
  seats: number | null;
  theme: string;
}
interface QuestionLine {
  id?: string;
  text: string;
  required: boolean;
  /** One a line. */
  choices: string;
}
interface TaskLine {
  text: string;
  daysBefore: number | null;
  done: boolean;
}
interface PolicyLine {
  untilHoursBefore: number | null;
  refundPercent: number | null;
}

/** What the planner holds while somebody writes; times as typed, space and room `''` for none. Names are those of the API's fields. */
export type PlanValues = {
  kind: EventKind;
  title: string;
  theme: string;
  description: string;
  spaceId: string;
  resourceId: string;
  day: string;
  startsAt: string;
  endsAt: string;
  format: NonNullable<NewEvent['format']>;
  onlineUrl: string;
  capacity: number | null;
  minGuests: number | null;
  ticketTypes: TicketLine[];
  methods: SaleMethod[];
  sellerOfRecord: Seller;
  split: Split;
  timetable: TimeLine[];
  tablePlan: TableLine[];
  questions: QuestionLine[];
  checklist: TaskLine[];
  cancellationPolicy: PolicyLine[];
  alcohol: boolean;
  reason: string;
};

/** The planner's form, for the parts of it that stand in their own files. */
export type PlanFields = ReturnType<typeof useForm<PlanValues>>;

export const isPaid = ({ ticketTypes }: Pick<PlanValues, 'ticketTypes'>): boolean => ticketTypes.some(({ priceYen }) => (priceYen ?? 0) > 0);

type Planned = Pick<
  Template,
  'kind' | 'title' | 'theme' | 'description' | 'format' | 'capacity' | 'minGuests' | 'ticketTypes' | 'methods' | 'sellerOfRecord' | 'timetable' | 'tablePlan' | 'questions' | 'checklist' | 'cancellationPolicy' | 'alcohol'
>;

const plannedValues = (plan: Planned) => ({
  kind: plan.kind,
  title: plan.title,
  theme: plan.theme,
  description: plan.description,
  format: plan.format,
  capacity: plan.capacity,
  minGuests: plan.minGuests,
  ticketTypes: plan.ticketTypes.map(({ id, name, description, priceYen, capacity }) => ({ ...(id ? { id } : {}), name, description, priceYen, capacity })),
  methods: plan.methods.filter((method) => method !== 'free'),
  sellerOfRecord: plan.sellerOfRecord,
  timetable: plan.timetable.map(({ minutesIn, title, note }) => ({ minutesIn, title, note })),
  tablePlan: plan.tablePlan.map(({ name, seats, theme }) => ({ name, seats, theme })),
  questions: plan.questions.map(({ id, text, required, choices }) => ({ id, text, required, choices: choices.join('\n') })),
  checklist: plan.checklist.map(({ text, daysBefore, done }) => ({ text, daysBefore, done })),
  cancellationPolicy: plan.cancellationPolicy.map(({ untilHoursBefore, refundPercent }) => ({ untilHoursBefore, refundPercent })),
  alcohol: plan.alcohol,
  reason: '',
});

/** Whose time and place somebody has already said. */
type Placed = Pick<PlanValues, 'spaceId' | 'resourceId' | 'day' | 'startsAt' | 'endsAt' | 'onlineUrl'>;

export const NOWHERE: Placed = { spaceId: '', resourceId: '', day: '', startsAt: '', endsAt: '', onlineUrl: '' };

/** A new plan as its template has it, at the time and place that were said so far. */
export const valuesOfTemplate = (template: Template, placed: Placed): PlanValues => ({
  ...plannedValues({ ...template, checklist: template.checklist.map((task) => ({ ...task, done: false })) }),
  ...placed,
  split: { base: template.split.base, shares: template.split.shares },
});

export function valuesOfEvent(event: EventDetail, split: Split): PlanValues {
  const { day, from, to } = fieldsOf(event);
  return {
    ...plannedValues(event),
    spaceId: event.space?.id ?? '',
    resourceId: event.room?.id ?? '',
    day,
    startsAt: from,
    endsAt: to,
    onlineUrl: event.onlineUrl ?? '',
    split,
  };
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** What the API is told; undefined while times or numbers are not complete. */
export function bodyOf(values: PlanValues): NewEvent | undefined {
  const span = spanOf(values.day, values.startsAt, values.endsAt);
  if (!span || values.capacity === null) return undefined;
  const { kind, title, theme, description, format, capacity, minGuests, sellerOfRecord, alcohol, split } = values;
  return {
    // The monthly meeting keeps its kind; nobody plans one.
    ...(kind === 'mixerMeeting' ? {} : { kind }),
    title: title.trim(),
    theme: theme.trim(),
    description: description.trim(),
    spaceId: values.spaceId === '' ? null : values.spaceId,
    resourceId: values.resourceId === '' || format === 'online' ? null : values.resourceId,
    ...span,
    format,
    onlineUrl: format === 'onsite' || values.onlineUrl.trim() === '' ? null : values.onlineUrl.trim(),
    capacity,
    minGuests,
    sellerOfRecord,
    ticketTypes: values.ticketTypes.map((line) => ({ ...line, name: line.name.trim(), description: line.description.trim(), priceYen: line.priceYen ?? 0 })),
    methods: isPaid(values) ? [...values.methods] : ['free'],
    cancellationPolicy: values.cancellationPolicy.map(({ untilHoursBefore, refundPercent }) => ({ untilHoursBefore: untilHoursBefore ?? 0, refundPercent: refundPercent ?? 0 })),
    questions: values.questions.map(({ choices, ...line }) => ({ ...line, choices: linesOf(choices) })),
    timetable: values.timetable.map((line) => ({ ...line, minutesIn: line.minutesIn ?? 0 })),
    tablePlan: values.tablePlan.map((line) => ({ ...line, seats: line.seats ?? 1 })),
    checklist: values.checklist.map((line) => ({ ...line, daysBefore: line.daysBefore ?? 0 })),
    alcohol,
    ...(isPaid(values) ? { split } : {}),
  };
}

/** Only what is another now, so that an edit never says what it does not mean. */
export function changeOf(before: PlanValues, after: PlanValues): EventChange | undefined {
  const [was, is] = [bodyOf(before), bodyOf(after)];
  if (!was || !is) return undefined;
  const said = new Map<string, unknown>(Object.entries(was));
  return Object.fromEntries(Object.entries(is).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(said.get(name))));
}

const within = (value: number | null, least: number, most: number): boolean => value !== null && value >= least && value <= most;

/** What can be seen to be wrong before sending, by field. Day and times are looked at where they are typed. */
export function complaintsOf(values: PlanValues, w: (typeof words)['ja'], cooperative: boolean): { [path: string]: string | undefined } {
  const { wrong } = w;
  const most = values.capacity ?? MOST_SEATS;
  const found: { [path: string]: string | undefined } = {
    title: values.title.trim() === '' ? w.missing : undefined,
    spaceId: values.spaceId === '' && !cooperative ? wrong.space : undefined,
    resourceId: values.spaceId !== '' && values.resourceId === '' && values.format !== 'online' ? wrong.room : undefined,
    onlineUrl: values.format !== 'onsite' && values.onlineUrl.trim() !== '' && !/^https:\/\/\S{3,490}$/.test(values.onlineUrl.trim()) ? wrong.url : undefined,
    capacity: within(values.capacity, 1, MOST_SEATS) ? undefined : wrong.capacity,
    minGuests: values.minGuests !== null && !within(values.minGuests, 1, most) ? wrong.minGuests : undefined,
    ticketTypes: values.ticketTypes.length === 0 ? wrong.tickets : undefined,
    methods: isPaid(values) && values.methods.length === 0 ? wrong.methods : undefined,
  };
  const online = values.methods.some((method) => ONLINE.includes(method));
  values.ticketTypes.forEach(({ name, priceYen, capacity }, at) => {
    const before = values.ticketTypes.slice(0, at).some((other) => other.name.trim() === name.trim());
    found[`ticketTypes.${at}.name`] = name.trim() === '' ? w.missing : before ? wrong.duplicate : undefined;
    found[`ticketTypes.${at}.priceYen`] = priceYen === null ? wrong.price : priceYen > 0 && priceYen < LEAST_ONLINE_YEN && online ? wrong.leastOnline : undefined;
    found[`ticketTypes.${at}.capacity`] = capacity !== null && !within(capacity, 1, most) ? wrong.ticketCapacity : undefined;
  });
  values.timetable.forEach(({ minutesIn, title }, at) => {
    found[`timetable.${at}.minutesIn`] = within(minutesIn, 0, 1440) ? undefined : wrong.minutes;
    found[`timetable.${at}.title`] = title.trim() === '' ? w.missing : undefined;
  });
  values.tablePlan.forEach(({ name, seats }, at) => {
    found[`tablePlan.${at}.name`] = name.trim() === '' ? w.missing : undefined;
    found[`tablePlan.${at}.seats`] = within(seats, 1, 1000) ? undefined : wrong.tableSeats;
  });
  values.questions.forEach(({ text }, at) => {
    found[`questions.${at}.text`] = text.trim() === '' ? w.missing : undefined;
  });
  values.checklist.forEach(({ text, daysBefore }, at) => {
    found[`checklist.${at}.text`] = text.trim() === '' ? w.missing : undefined;
    found[`checklist.${at}.daysBefore`] = within(daysBefore, 0, 365) ? undefined : wrong.days;
  });
  values.cancellationPolicy.forEach(({ untilHoursBefore, refundPercent }, at) => {
    found[`cancellationPolicy.${at}.untilHoursBefore`] = within(untilHoursBefore, 0, 2160) ? undefined : wrong.hours;
    found[`cancellationPolicy.${at}.refundPercent`] = within(refundPercent, 0, 100) ? undefined : wrong.percent;
  });
  return found;
}
