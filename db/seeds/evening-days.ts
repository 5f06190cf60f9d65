import { newId, overlaps, type Span } from '#libs/kernel';
import { EVENINGS, type Evening } from './evenings.js';
import type { MixerKey, SeededMixer } from './people.js';
import { DAY_MS, keepsTime, type Plan } from './plan.js';
import type { SeededSpace } from './spaces.js';

/** Hours that an evening may have, the usual ones first; at weekends spaces close early. */
const HOURS = [['18:30', '20:30'], ['14:00', '16:00'], ['10:00', '12:00']] as const;

/** What has become of an evening, with the instants of each step. */
export interface Placed extends Evening, Span {
  id: string;
  space: SeededSpace | null;
  resourceId: string | null;
  hostMixer: SeededMixer | null;
  hostAccountId: string;
  hostName: string;
  draftedAt: Date;
  proposedAt: Date;
  answeredAt: Date;
  publishedAt: Date;
  helpers: readonly (Omit<NonNullable<Evening['people']>[number], 'mixer'> & { mixer: SeededMixer })[];
}

/** All evenings on their days, none in another's way. */
export function placeAll(plan: Plan): Placed[] {
  const placed: Placed[] = [];
  for (const evening of EVENINGS) placed.push(place(plan, evening, placed));
  return placed;
}

function place(plan: Plan, evening: Evening, before: readonly Placed[]): Placed {
  const space = evening.slug ? plan.space(evening.slug) : null;
  const room = space?.resources.find(({ name }) => name === evening.room) ?? null;
  const hostMixer = evening.host ? plan.mixer(evening.host) : null;
  const span = spanFor(plan, evening, { space, roomId: room?.id ?? null, before });
  const draftedAt = new Date(Math.min(span.startsAt.getTime() - 26 * DAY_MS, plan.now.getTime() - 9 * DAY_MS));
  const later = (days: number): Date => new Date(draftedAt.getTime() + days * DAY_MS);
  return {
    ...evening,
    ...span,
    id: newId(),
    space,
    resourceId: room?.id ?? null,
    hostMixer,
    hostAccountId: hostMixer?.accountId ?? plan.people.accountOf('steward'),
    hostName: hostMixer?.display ?? '三浦 恵子',
    draftedAt,
    proposedAt: later(1),
    answeredAt: later(3),
    publishedAt: later(4),
    helpers: (evening.people ?? []).map((person) => ({ ...person, mixer: plan.mixer(person.mixer) })),
  };
}

/** The first day on which the space is open, the room free, and everybody who has to be there as well. */
function spanFor(plan: Plan, { days: [first, last], host, people = [], title }: Evening, { space, roomId, before }: { space: SeededSpace | null; roomId: string | null; before: readonly Placed[] }): Span {
  const there = [...(host ? [host] : []), ...people.filter(({ answered }) => answered).map(({ mixer }) => mixer)];
  const busy = (key: MixerKey, span: Span): boolean =>
    plan.claimsOf(plan.mixer(key)).some((claim) => keepsTime(claim) && overlaps(claim.shift, span)) ||
    before.some((other) => overlaps(other, span) && (other.host === key || other.people?.some(({ mixer }) => mixer === key)));
  const taken = (span: Span): boolean =>
    plan.shifts.some((shift) => shift.space.id === space?.id && shift.resourceId !== null && overlaps(shift, span)) || before.some((other) => other.resourceId === roomId && roomId !== null && overlaps(other, span));
  const step = last < first ? -1 : 1;
  for (let on = first; on !== last; on += step) {
    for (const [from, to] of HOURS) {
      const span = plan.span(on, from, to);
      const past = step < 0;
      if (past ? span.endsAt >= plan.now : span.startsAt <= plan.now) continue;
      if ((!space || plan.isOpen(space, span)) && !taken(span) && !there.some((key) => busy(key, span))) return span;
    }
  }
  throw new Error(`the seed finds no day for ${title}`);
}
