import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { clashOf, releaseCommitments } from '#libs/calendar';
import { row, rows, type Sql } from '#libs/database';
import { reasonInWords } from '#libs/door';
import { mixerOf, type Actor } from '#libs/identity';
import { canStep, Clock, newId, Refusal, step, type Reason } from '#libs/kernel';
import { factsAt, loadFactRows, lockMixer, ruleSetInForce, valueAt } from '#libs/mixers';
import { notify, type Notice } from '#libs/notices';
import { takeSeatBack } from '#libs/orders';
import { requireUnfrozen } from '#libs/revenue';
import { decide, type MixerFacts, type RuleSet } from '#libs/tiers';
import type { AuditAction, Locale, MailTemplate, Params } from '#libs/words';
import { isSeated, PERSON_MACHINE, PERSON_ROLES, type PersonAction, type PersonRole } from './event.rules.js';
import { eventEntry, eventParams, lockRunEvent, toHost, type Held } from './event.steps.js';
import { eventById, lockEvent, type EventRow } from './events.queries.js';
import { EventsService } from './events.service.js';
import { eventView, holds, placeOf, runs, type Standing } from './events.views.js';
import { builderReasons, isSplitFrozen, requireBuilderOpen } from './people.builder.js';
import type { EventInvitationListView, EventPeopleView, EventPersonView, FindMixers, InvitePerson, MixersToInviteView, PostLink } from './people.dto.js';
import { CAPABILITY_OF, commitPerson, invitationsOf, isSeatedPerson, peopleOf, personById, seatPerson, type PersonRow } from './people.seats.js';

const MOST_FOUND = 20;
const notFound = (): Refusal => Refusal.missing('invitation');

/** People with a free seat and a duty, and who built the business, who shares in the money. Locks: the mixer, the event, the sale or the split. */
@Injectable()
export class PeopleService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly events: EventsService,
  ) {}

  /** Everybody who was asked, for those who run the event. Refuses 404 for others. */
  async list(actor: Actor, eventId: string): Promise<EventPeopleView> {
    const event = await eventById(this.db, eventId);
    if (!event) throw Refusal.missing('event');
    const standing = await this.events.standing(actor, event);
    if (!runs(standing, event)) throw Refusal.missing('event');
    const frozen = await isSplitFrozen(this.db, eventId);
    return { items: (await peopleOf(this.db, eventId)).map((person) => personView(person, event, actor, asks(standing, event, person.role), this.clock.now(), frozen)) };
  }

  /** Mixers whom the host may ask, with the parts that each may take at that time. */
  async find(actor: Actor, eventId: string, { search = '' }: FindMixers): Promise<MixersToInviteView> {
    const event = await eventById(this.db, eventId);
    const standing = event && (await this.events.standing(actor, event));
    if (!event || !standing || !asks(standing, event, 'builder')) throw Refusal.missing('event');
    const now = this.clock.now();
    const found = await rows<{ mixerId: string; name: string }>(
      this.db,
      `select m.id as "mixerId", a.display_name as name from mixers m join accounts a on a.id = m.account_id
        where a.disabled_at is null and strpos(lower(a.display_name), lower($1)) > 0 and a.id <> $2
          and exists (select 1 from mixer_facts f where f.mixer_id = m.id and f.fact = 'membership' and f.value = 'active' and f.valid @> $3::timestamptz)
        order by a.display_name, m.id limit ${MOST_FOUND}`,
      [search, event.hostAccountId, event.startsAt],
    );
    const ruleSet = await ruleSetInForce(this.db, now);
    const facts = await loadFactRows(this.db, found.map(({ mixerId }) => mixerId));
    return {
      items: found.map(({ mixerId, name }) => {
        const known = facts.get(mixerId) ?? [];
        const mixer = factsAt(known, event.startsAt, now);
        return { mixerId, name, tier: valueAt(known, 'tier', now), roles: PERSON_ROLES.filter((role) => asks(standing, event, role) && partReasons(role, mixer, ruleSet).length === 0) };
      }),
    };
  }

  /**
   * Ask a mixer to take a part, or to stand in the split as who built the business; the latter a steward may do as well. Refuses 403 a
   * steward who names themselves; 404; 409
   * `person.notYet` before the space has approved, `event.started`, `person.already`; for the builder `event.closed`, `split.frozen`; 422
   * `person.host`, `person.notAllowed` with every reason of `decide()`.
   */
  async invite(actor: Actor, eventId: string, input: InvitePerson): Promise<EventPersonView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event, standing } = await lockAsking(tx, actor, eventId, input.role);
      await requireOpenFor(tx, event, input.role, now);
      const mixer = await row<{ accountId: string }>(tx, 'select account_id as "accountId" from mixers where id = $1', [input.mixerId]);
      if (!mixer) throw Refusal.input([{ path: 'mixerId', code: 'id' }]);
      if (mixer.accountId === event.hostAccountId) throw Refusal.rule('person.host');
      // A steward says who built the business, but gives no share of somebody's evening to themselves.
      if (mixer.accountId === actor.accountId && !holds(standing, event)) throw Refusal.forbidden();
      requirePart(await this.reasons(tx, input, event, now));
      const id = newId();
      const asked = await rows(
        tx,
        `insert into event_people (id, event_id, role, mixer_id, account_id, duty, status, invited_by, invited_at)
         values ($1, $2, $3, $4, $5, $6, 'invited', $7, $8) on conflict do nothing returning id`,
        [id, eventId, input.role, input.mixerId, mixer.accountId, input.duty, actor.accountId, now],
      );
      if (asked.length === 0) throw Refusal.conflict(input.role === 'builder' ? 'person.oneBuilder' : 'person.already');
      const person = await requirePerson(tx, id);
      await recordPerson(tx, actor, person, event, 'eventPerson.invited', now);
      await notify(tx, [toPerson(person, event, isSeated(person.role) ? 'eventInvitation' : 'eventBuilderAsked', { duty: person.duty }, now)]);
      return personView(person, event, actor, asks(standing, event, person.role), now);
    });
  }

  /** What one is asked for, and what one has accepted, ahead. */
  async own(actor: Actor, locale: Locale): Promise<EventInvitationListView> {
    const now = this.clock.now();
    const asked = await invitationsOf(this.db, mixerOf(actor), now);
    const items = [];
    for (const person of asked) {
      const event = await eventById(this.db, person.eventId);
      if (!event) continue;
      const frozen = person.role === 'builder' && (await isSplitFrozen(this.db, event.id));
      const reasons = person.status === 'invited' ? await this.reasons(this.db, person, event, now) : [];
      items.push({
        ...personView(person, event, actor, false, now, frozen),
        event: eventView(event, await this.events.standing(actor, event), now, locale),
        why: reasons.map((reason) => reasonInWords(reason, locale)),
      });
    }
    return { items };
  }

  /**
   * Take the part: the person's time, and the free seat as soon as the event is on sale; the builder agrees to stand in the split. Refuses 404; 409
   * `state.wrong`, `event.started`, `event.full`, `calendar.clash`, `split.frozen`; 422 `person.notAllowed` with every reason.
   */
  async accept(actor: Actor, id: string): Promise<EventPersonView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockMixer(tx, mixerOf(actor));
      const { person, event } = await ownLocked(tx, actor, id);
      const status = step(PERSON_MACHINE, person.status, 'accept');
      await requireOpenFor(tx, event, person.role, now);
      requirePart(await this.reasons(tx, person, event, now));
      await tx.query('update event_people set status = $2, answered_at = $3 where id = $1', [id, status, now]);
      if (isSeatedPerson(person)) {
        await commitPerson(tx, person, event);
        if (event.status === 'published') await seatPerson(tx, person, now);
      }
      await recordPerson(tx, actor, person, event, 'eventPerson.accepted', now);
      const taken = { ...toPerson(person, event, 'eventSeatTaken', { duty: person.duty, place: placeOf(event) }, now), calendar: eventEntry(person.id, event, 'confirmed') };
      await notify(tx, [
        ...(isSeatedPerson(person) ? [taken] : []),
        toHost(event, 'eventPersonAccepted', { person: person.name, role: person.role }, now),
      ]);
      return personView(await requirePerson(tx, id), event, actor, false, now);
    });
  }

  /** Say no, or give the part back once it was taken. Neither has any effect on the mixer. Refuses 404, 409 `state.wrong`, `split.frozen`. */
  async decline(actor: Actor, id: string): Promise<EventPersonView> {
    return this.db.transaction(async (tx) => {
      const { person, event } = await ownLocked(tx, actor, id);
      const given = canStep(PERSON_MACHINE, person.status, 'withdraw');
      await this.leave(tx, actor, person, event, given ? 'withdraw' : 'decline');
      const now = this.clock.now();
      await notify(tx, [toHost(event, 'eventPersonDeclined', { person: person.name, role: person.role }, now)]);
      return personView(await requirePerson(tx, id), event, actor, false, now);
    });
  }

  /** The host takes the request back; a seat that was given is free again. Refuses 404, 409 `state.wrong`, `split.frozen`. */
  async remove(actor: Actor, id: string): Promise<EventPersonView> {
    return this.db.transaction(async (tx) => {
      const seen = await personById(tx, id);
      if (!seen) throw notFound();
      const { event, standing } = await lockAsking(tx, actor, seen.eventId, seen.role);
      const person = await requirePerson(tx, id);
      await this.leave(tx, actor, person, event, 'remove');
      const now = this.clock.now();
      const entry = person.status === 'accepted' && isSeated(person.role) ? { calendar: eventEntry(person.id, event, 'cancelled') } : {};
      await notify(tx, [{ ...toPerson(person, event, isSeated(person.role) ? 'eventPersonRemoved' : 'eventBuilderRemoved', {}, now), ...entry }]);
      return personView(await requirePerson(tx, id), event, actor, asks(standing, event, person.role), now);
    });
  }

  private async leave(tx: Sql, actor: Actor, person: PersonRow, event: EventRow, action: PersonAction): Promise<void> {
    const now = this.clock.now();
    const status = step(PERSON_MACHINE, person.status, action);
    // A share that somebody has agreed to stays theirs once money has come in.
    if (!isSeated(person.role) && person.status === 'accepted') await requireUnfrozen(tx, event.id);
    await tx.query('update event_people set status = $2, answered_at = $3 where id = $1', [person.id, status, now]);
    await releaseCommitments(tx, [person.id]);
    if (person.orderId) await takeSeatBack(tx, { orderId: person.orderId, at: now, by: actor });
    await recordPerson(tx, actor, person, event, LEFT[action] ?? 'eventPerson.removed', now);
  }

  /** The promoter has posted: where, and under which label. Refuses 404, 422 `person.notPromoter`. */
  async post(actor: Actor, id: string, { url, label }: PostLink): Promise<EventPersonView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { person, event } = await ownLocked(tx, actor, id);
      if (person.role !== 'promoter' || person.status !== 'accepted') throw Refusal.rule('person.notPromoter');
      await tx.query('update event_people set post_url = $2, post_label = $3, done_at = $4 where id = $1', [id, url, label, now]);
      await recordPerson(tx, actor, person, event, 'eventPerson.posted', now, { url, label });
      return personView(await requirePerson(tx, id), event, actor, false, now);
    });
  }

  /** Why a mixer may not take a part: the rules at the start of the event, and their own time. */
  private async reasons(sql: Sql, { mixerId, role }: Pick<PersonRow, 'mixerId' | 'role'>, event: EventRow, now: Date): Promise<Reason[]> {
    const known = (await loadFactRows(sql, [mixerId])).get(mixerId) ?? [];
    const allowed = partReasons(role, factsAt(known, event.startsAt, now), await ruleSetInForce(sql, now));
    if (!isSeated(role)) return [...allowed, ...(await builderReasons(sql, event))];
    const account = await row<{ accountId: string }>(sql, 'select account_id as "accountId" from mixers where id = $1', [mixerId]);
    const own = account ? await clashOf(sql, account.accountId, event, event.id) : null;
    const clash: Reason[] = own ? [{ code: 'clash', params: { title: own.title, during: `${own.startsAt.toISOString()}/${own.endsAt.toISOString()}` } }] : [];
    return [...allowed, ...clash];
  }
}

const LEFT: Partial<Record<PersonAction, AuditAction>> = { decline: 'eventPerson.declined', withdraw: 'eventPerson.withdrawn', remove: 'eventPerson.removed' };

const partReasons = (role: PersonRow['role'], mixer: MixerFacts, ruleSet: RuleSet): readonly Reason[] => decide(CAPABILITY_OF[role], { mixer, thing: {} }, ruleSet).reasons;

function requirePart(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw Refusal.rule('person.notAllowed', {}, reasons);
}

/** Whoever plans it asks people; who built the business a steward may say as well. */
const asks = (standing: Standing, event: EventRow, role: PersonRole): boolean => holds(standing, event) || (standing.steward && !isSeated(role));

/** Lock an event for whoever may ask somebody to take this part. Refuses 404 for anybody else. */
async function lockAsking(tx: Sql, actor: Actor, eventId: string, role: PersonRole): Promise<Held> {
  const held = await lockRunEvent(tx, actor, eventId);
  if (!asks(held.standing, held.event, role)) throw Refusal.missing('event');
  return held;
}

/** Seats are given from the space's yes until it begins, the builder's share from the draft on. Refuses 409 `person.notYet`, `event.started`, and what `requireBuilderOpen` refuses. */
async function requireOpenFor(tx: Sql, event: EventRow, role: PersonRole, now: Date): Promise<void> {
  if (!isSeated(role)) return requireBuilderOpen(tx, event, now);
  if (event.status !== 'approved' && event.status !== 'published') throw Refusal.conflict('person.notYet');
  if (event.startsAt <= now) throw Refusal.conflict('event.started');
}

async function requirePerson(sql: Sql, id: string): Promise<PersonRow> {
  const person = await personById(sql, id);
  if (!person) throw notFound();
  return person;
}

/** One's own invitation, its event locked. Refuses 404 for anybody else's. */
async function ownLocked(tx: Sql, actor: Actor, id: string): Promise<{ person: PersonRow; event: EventRow }> {
  const seen = await personById(tx, id);
  if (seen?.mixerId !== mixerOf(actor)) throw notFound();
  const event = await lockEvent(tx, seen.eventId);
  return { event, person: await requirePerson(tx, id) };
}

const recordPerson = (tx: Sql, actor: Actor, person: PersonRow, event: EventRow, action: AuditAction, at: Date, after: Record<string, unknown> | null = null): Promise<void> =>
  recordDeed(tx, {
    at,
    by: actor,
    action,
    subject: { type: 'event', id: event.id },
    concernsAccountId: person.accountId,
    spaceId: event.spaceId,
    before: { status: person.status },
    after: after ?? { role: person.role },
  });

/** A notice to somebody with a part. */
export const toPerson = (person: PersonRow, event: EventRow, template: MailTemplate, params: Params, at: Date): Notice => ({
  to: { accountId: person.accountId, email: person.email, locale: person.locale },
  template,
  params: { ...eventParams(event), name: person.name, role: person.role, ...params },
  // The builder is asked before there is a page.
  href: isSeated(person.role) ? `/events/${event.id}` : '/me/events',
  at,
});

/** Somebody with a part, for this reader; `frozen`: money has come in, so that the builder stays who they are. */
export function personView(person: PersonRow, event: Pick<EventRow, 'startsAt' | 'endsAt'>, actor: Actor, planner: boolean, now: Date, frozen = false): EventPersonView {
  const self = actor.accountId === person.accountId;
  const ahead = event.startsAt > now;
  const stays = frozen && person.role === 'builder';
  const may = (action: PersonAction): boolean => ahead && !(stays && (action === 'accept' || person.status === 'accepted')) && canStep(PERSON_MACHINE, person.status, action);
  return {
    id: person.id,
    role: person.role,
    status: person.status,
    mixerId: person.mixerId,
    name: person.name,
    duty: person.duty,
    orderId: person.orderId,
    invitedAt: person.invitedAt.toISOString(),
    answeredAt: person.answeredAt?.toISOString() ?? null,
    postUrl: person.postUrl,
    postLabel: person.postLabel,
    doneAt: person.doneAt?.toISOString() ?? null,
    can: {
      accept: self && may('accept'),
      decline: self && (may('decline') || may('withdraw')),
      remove: planner && may('remove'),
      post: self && person.role === 'promoter' && person.status === 'accepted',
    },
  };
}
