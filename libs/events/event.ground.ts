import { clashOf } from '#libs/calendar';
import type { Sql } from '#libs/database';
import { Refusal, withinOpeningHours, type Reason, type Span } from '#libs/kernel';
import { factsAt, loadFactRows, ruleSetInForce } from '#libs/mixers';
import { agreementOf } from '#libs/revenue';
import { hoursOf, relationsAt } from '#libs/spaces';
import { decide, type Capability, type MixerFacts, type ThingFacts } from '#libs/tiers';
import { isPaid, isOfCooperative, type EventKind, type TicketWish } from './event.rules.js';
import type { EventRow } from './events.queries.js';

/** What of an event its ground is asked with. */
export interface Grounded extends Span {
  id: string;
  kind: EventKind;
  spaceId: string | null;
  hostMixerId: string | null;
  ticketTypes: readonly TicketWish[];
}

/** The facts of a mixer as they will be at an instant. */
export async function mixerAt(sql: Sql, mixerId: string, at: Date, now: Date): Promise<MixerFacts> {
  return factsAt((await loadFactRows(sql, [mixerId])).get(mixerId) ?? [], at, now);
}

/**
 * Why the host may not hold this, and charge for it where it costs something: the rule set in force, with the facts as they will be when it
 * starts. What is not yet known of it (the space's word, the split) is left out of `said`. The cooperative's own events ask for no tier.
 */
export async function hostReasons(sql: Sql, event: Grounded, said: Pick<ThingFacts, 'approvedBySpace' | 'splitAgreed'>, now: Date): Promise<Reason[]> {
  if (isOfCooperative(event.kind) || event.hostMixerId === null) return [];
  const ruleSet = await ruleSetInForce(sql, now);
  const mixer = await mixerAt(sql, event.hostMixerId, event.startsAt, now);
  const designated = event.spaceId !== null && (await relationsAt(sql, event.spaceId, event.startsAt)).designated;
  const facts = { mixer, thing: { ...(event.spaceId ? { spaceId: event.spaceId } : {}), designated, ...said } };
  const asked: readonly Capability[] = isPaid(event) ? ['event.host', 'event.charge'] : ['event.host'];
  const reasons = asked.flatMap((capability) => decide(capability, facts, ruleSet).reasons);
  return reasons.filter((reason, at) => reasons.findIndex(({ code }) => code === reason.code) === at);
}

/** Refuses 422 `event.notAllowed` with every reason. */
export function requireAllowed(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw Refusal.rule('event.notAllowed', {}, reasons);
}

/** Whether host and space have agreed how the money is shared; where nothing costs anything there is nothing to share. */
export async function splitSettled(sql: Sql, event: Pick<EventRow, 'id' | 'ticketTypes'>): Promise<boolean> {
  if (!isPaid(event)) return true;
  const live = await agreementOf(sql, event.id);
  return live !== null && live.status !== 'offered';
}

/** Whether something lies outside the opening hours of its space; what is online has none. */
export async function isOutsideHours(sql: Sql, { spaceId, format }: Pick<EventRow, 'spaceId' | 'format'>, span: Span): Promise<boolean> {
  if (spaceId === null || format === 'online') return false;
  const { hours, exceptions } = await hoursOf(sql, spaceId);
  return !withinOpeningHours(span, hours, exceptions);
}

/** What keeps a plan from being put before the space: the room, the link, the split, the host's own time, and what the rules say. */
export async function unreadyReasons(sql: Sql, event: EventRow, now: Date): Promise<Reason[]> {
  const live = await agreementOf(sql, event.id);
  const edit = (code: string): Reason => ({ code, params: {}, nextStep: { code: 'next.editEvent', href: `/me/events/${event.id}` } });
  const clash = await clashOf(sql, event.hostAccountId, event, event.id);
  return [
    ...(event.startsAt <= now ? [edit('event.past')] : []),
    ...(event.format !== 'online' && event.spaceId !== null && event.resourceId === null ? [edit('event.noRoom')] : []),
    ...(isPaid(event) && !live ? [edit('split.missing')] : []),
    ...(clash ? [{ code: 'event.hostBusy', params: { span: `${clash.startsAt.toISOString()}/${clash.endsAt.toISOString()}` } }] : []),
    ...(await hostReasons(sql, event, {}, now)),
  ];
}

/** What keeps an approved event from the public: the link of what is online, the split, and what the rules say by now. */
export async function unpublishableReasons(sql: Sql, event: EventRow, now: Date): Promise<Reason[]> {
  const settled = await splitSettled(sql, event);
  const approvedBySpace = event.approvedAt !== null;
  return [
    ...(event.format !== 'onsite' && event.onlineUrl === null
      ? [{ code: 'event.noOnlineUrl', params: {}, nextStep: { code: 'next.editEvent', href: `/me/events/${event.id}` } }]
      : []),
    ...(isOfCooperative(event.kind) && !settled ? [{ code: 'split.notAgreed', params: {} }] : []),
    ...(await hostReasons(sql, event, { approvedBySpace, splitAgreed: settled }, now)),
  ];
}
