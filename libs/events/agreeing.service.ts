import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { clashOf, commit, occupy } from '#libs/calendar';
import type { Sql } from '#libs/database';
import { inSpace, type Actor } from '#libs/identity';
import { Clock, Refusal, type Span } from '#libs/kernel';
import { lockMixer, ruleSetInForce } from '#libs/mixers';
import { notify } from '#libs/notices';
import { agreementOf, agreeSplit, offerSplit } from '#libs/revenue';
import { lockOccupiedPart } from '#libs/spaces';
import type { Locale } from '#libs/words';
import type { ApproveEvent, CounterOffer, Propose } from './agreeing.dto.js';
import { hostReasons, isOutsideHours, requireAllowed, unreadyReasons } from './event.ground.js';
import { eventEntry, lockEventOfSpace, lockOwnEvent, recordEvent, stepEvent, toHost, toSpace } from './event.steps.js';
import type { EventDetailView } from './events.dto.js';
import { eventById, type EventRow } from './events.queries.js';
import { ReadingService } from './reading.service.js';

/** How host and space come to an agreement: proposal, counter-offer, refusal, approval. Locks: the host, the room, the event, the split. */
@Injectable()
export class AgreeingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly reading: ReadingService,
  ) {}

  /**
   * Put the plan before the space, with its room and its split; after a counter-offer it says yes to that split.
   * Refuses 409 `state.wrong`, 422 `event.notReady` with every reason.
   */
  async propose(actor: Actor, id: string, { note = '' }: Propose, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event } = await lockOwnEvent(tx, actor, id);
      const reasons = await unreadyReasons(tx, event, now);
      await stepEvent(tx, event, 'propose', { proposed_at: now, answer_reason: null });
      if (event.spaceId === null) throw Refusal.rule('event.noSpaceToAsk');
      if (reasons.length > 0) throw Refusal.rule('event.notReady', {}, reasons);
      const live = await agreementOf(tx, id);
      if (live?.status === 'offered' && live.offeredSide === 'space') await agreeSplit(tx, { subjectId: id, version: live.version, side: 'host', actor, at: now });
      await recordEvent(tx, actor, event, 'event.proposed', now, { after: { version: event.version, split: live?.version ?? null }, reason: note || null });
      await notify(tx, await toSpace(tx, event, 'eventProposed', { note }, now));
    });
    return this.reading.read(actor, id, locale);
  }

  /** The space would share otherwise. Refuses 409 `state.wrong`, and what `offerSplit` refuses (422). */
  async counter(actor: Actor, id: string, { split, note = '' }: CounterOffer, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event } = await lockEventOfSpace(tx, actor, id);
      await stepEvent(tx, event, 'counter');
      const { version } = await offerSplit(tx, { subjectKind: 'event', subjectId: id, terms: split, side: 'space', actor, at: now, note });
      await recordEvent(tx, actor, event, 'event.countered', now, { after: { split: version }, reason: note || null });
      await notify(tx, [toHost(event, 'eventCountered', { by: actor.displayName, note }, now)]);
    });
    return this.reading.read(actor, id, locale);
  }

  /** The space says no, and why. */
  async refuse(actor: Actor, id: string, reason: string, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event } = await lockEventOfSpace(tx, actor, id);
      await stepEvent(tx, event, 'refuse', { answer_reason: reason });
      await recordEvent(tx, actor, event, 'event.refused', now, { reason });
      await notify(tx, [toHost(event, 'eventRefused', { reason }, now)]);
    });
    return this.reading.read(actor, id, locale);
  }

  /**
   * The space says yes: to the plan, to its room at that time, and to the split as it stands. Room and host are taken.
   * Refuses 409 `state.wrong`, `event.started`, `calendar.roomTaken`, `event.hostBusy`, `split.changed`; 422 `event.notAllowed` with every reason,
   * `event.roomGone`, `event.outsideHours`, `event.outsideHoursOwnerOnly`.
   */
  async approve(actor: Actor, id: string, input: ApproveEvent, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockHostOf(tx, id);
      const { event } = await lockEventOfSpace(tx, actor, id);
      const ruleSet = await ruleSetInForce(tx, now);
      await stepEvent(tx, event, 'approve', { approved_at: now, approved_by: actor.accountId, rule_set_version: ruleSet.version, answer_reason: null });
      if (event.startsAt <= now) throw Refusal.conflict('event.started');
      await requireHours(tx, actor, event, event, input.outsideHours ?? false);
      requireAllowed(await hostReasons(tx, event, { approvedBySpace: true }, now));
      const live = await agreementOf(tx, id);
      if (live) await agreeSplit(tx, { subjectId: id, version: input.splitVersion ?? live.version, side: 'space', actor, at: now });
      await takeTime(tx, { ...event, ruleSetVersion: ruleSet.version });
      await recordEvent(tx, actor, event, 'event.approved', now, { after: { version: event.version, split: live?.version ?? null } });
      await notify(tx, [toHost(event, 'eventApproved', { by: actor.displayName }, now, eventEntry(event.id, event, 'confirmed'))]);
    });
    return this.reading.read(actor, id, locale);
  }
}

/** Lock the host as a mixer, before the event itself: a suspension and an approval cannot pass each other. */
export async function lockHostOf(tx: Sql, id: string): Promise<void> {
  const event = await eventById(tx, id);
  if (event?.hostMixerId) await lockMixer(tx, event.hostMixerId);
}

/**
 * Inside the hours of the space, or with its owner's yes to the question; answers whether that was needed.
 * Refuses 422 `event.outsideHours`, `event.outsideHoursOwnerOnly`.
 */
export async function requireHours(tx: Sql, actor: Actor, event: Pick<EventRow, 'spaceId' | 'format'>, span: Span, allowed: boolean): Promise<boolean> {
  if (event.spaceId === null || !(await isOutsideHours(tx, event, span))) return false;
  if (!allowed) throw Refusal.rule('event.outsideHours');
  if (!inSpace(actor, event.spaceId, ['owner'])) throw Refusal.rule('event.outsideHoursOwnerOnly');
  return true;
}

/** Take the room and the host's time for an event, or move what it has taken. Refuses 409 `event.hostBusy`, `calendar.roomTaken`, 422 `event.roomGone`. */
export async function takeTime(tx: Sql, event: EventRow): Promise<void> {
  const { id, title, startsAt, endsAt, spaceId } = event;
  if (event.resourceId && spaceId) {
    const part = await lockOccupiedPart(tx, event.resourceId);
    if (part?.spaceId !== spaceId) throw Refusal.rule('event.roomGone');
    await occupy(tx, { ...part, kind: 'event', subjectId: id, title, startsAt, endsAt });
  }
  const clash = await clashOf(tx, event.hostAccountId, event, id);
  if (clash) throw Refusal.conflict('event.hostBusy', { span: `${clash.startsAt.toISOString()}/${clash.endsAt.toISOString()}` });
  await commit(tx, {
    accountId: event.hostAccountId,
    mixerId: event.hostMixerId,
    spaceId,
    kind: 'event',
    subjectId: id,
    capability: 'event.host',
    ruleSetVersion: event.ruleSetVersion,
    title,
    startsAt,
    endsAt,
  });
}
