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
import { decide, type MixerFacts, type RuleSet } from '#libs/tiers';
import type { AuditAction, Locale, MailTemplate, Params } from '#libs/words';
import { PERSON_MACHINE, PERSON_ROLES, type PersonAction } from './event.rules.js';
import { eventEntry, eventParams, lockOwnEvent, toHost } from './event.steps.js';
import type { EventInvitationListView, EventPeopleView, EventPersonView, FindMixers, InvitePerson, MixersToInviteView, PostLink } from './events.dto.js';
import { eventById, lockEvent, type EventRow } from './events.queries.js';
import { EventsService } from './events.service.js';
import { eventView, holds, placeOf, runs } from './events.views.js';
import { CAPABILITY_OF, commitPerson, invitationsOf, peopleOf, personById, seatPerson, type PersonRow } from './people.seats.js';

const MOST_FOUND = 20;
const notFound = (): Refusal => Refusal.missing('invitation');

/** People with a free seat and a duty: co-hosts, panelists, monitors, promoters. Locks: the mixer, the event, the sale. */
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
    return { items: (await peopleOf(this.db, eventId)).map((person) => personView(person, event, actor, holds(standing, event), this.clock.now())) };
  }

  /** Mixers whom the host may ask, with the parts that each may take at that time. */
  async find(actor: Actor, eventId: string, { search = '' }: FindMixers): Promise<MixersToInviteView> {
    const event = await eventById(this.db, eventId);
    if (!event || !holds(await this.events.standing(actor, event), event)) throw Refusal.missing('event');
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
        return { mixerId, name, tier: valueAt(known, 'tier', now), roles: PERSON_ROLES.filter((role) => partReasons(role, mixer, ruleSet).length === 0) };
      }),
    };
  }

  /**
   * Ask a mixer to take a part. Refuses 404; 409 `person.notYet` before the space has approved, `event.started`, `person.already`; 422 `person.host`,
   * `person.notAllowed` with every reason of `decide()`.
   */
  async invite(actor: Actor, eventId: string, input: InvitePerson): Promise<EventPersonView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { event, standing } = await lockOwnEvent(tx, actor, eventId);
      requireOpenFor(event, now);
      const mixer = await row<{ accountId: string }>(tx, 'select account_id as "accountId" from mixers where id = $1', [input.mixerId]);
      if (!mixer) throw Refusal.input([{ path: 'mixerId', code: 'id' }]);
      if (mixer.accountId === event.hostAccountId) throw Refusal.rule('person.host');
      requirePart(await this.reasons(tx, input, event, now));
      const id = newId();
      const asked = await rows(
        tx,
        `insert into event_people (id, event_id, role, mixer_id, account_id, duty, status, invited_by, invited_at)
         values ($1, $2, $3, $4, $5, $6, 'invited', $7, $8) on conflict do nothing returning id`,
        [id, eventId, input.role, input.mixerId, mixer.accountId, input.duty, actor.accountId, now],
      );
      if (asked.length === 0) throw Refusal.conflict('person.already');
      const person = await requirePerson(tx, id);
      await recordPerson(tx, actor, person, event, 'eventPerson.invited', now);
      await notify(tx, [toPerson(person, event, 'eventInvitation', { duty: person.duty }, now)]);
      return personView(person, event, actor, holds(standing, event), now);
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
      const reasons = person.status === 'invited' ? await this.reasons(this.db, person, event, now) : [];
      items.push({
        ...personView(person, event, actor, false, now),
        event: eventView(event, await this.events.standing(actor, event), now, locale),
        why: reasons.map((reason) => reasonInWords(reason, locale)),
      });
    }
    return { items };
  }

  /**
   * Take the part: the person's time, and the free seat as soon as the event is on sale. Refuses 404; 409 `state.wrong`, `event.started`, `event.full`,
   * `calendar.clash`; 422 `person.notAllowed` with every reason.
   */
  async accept(actor: Actor, id: string): Promise<EventPersonView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockMixer(tx, mixerOf(actor));
      const { person, event } = await ownLocked(tx, actor, id);
      const status = step(PERSON_MACHINE, person.status, 'accept');
      requireOpenFor(event, now);
      requirePart(await this.reasons(tx, person, event, now));
      await tx.query('update event_people set status = $2, answered_at = $3 where id = $1', [id, status, now]);
      await commitPerson(tx, person, event);
      if (event.status === 'published') await seatPerson(tx, person, now);
      await recordPerson(tx, actor, person, event, 'eventPerson.accepted', now);
      await notify(tx, [
        { ...toPerson(person, event, 'eventSeatTaken', { duty: person.duty, place: placeOf(event) }, now), calendar: eventEntry(person.id, event, 'confirmed') },
        toHost(event, 'eventPersonAccepted', { person: person.name, role: person.role }, now),
      ]);
      return personView(await requirePerson(tx, id), event, actor, false, now);
    });
  }

  /** Say no, or give the part back once it was taken. Neither has any effect on the mixer. Refuses 404, 409 `state.wrong`. */
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

  /** The host takes the request back; a seat that was given is free again. Refuses 404, 409 `state.wrong`. */
  async remove(actor: Actor, id: string): Promise<EventPersonView> {
    return this.db.transaction(async (tx) => {
      const seen = await personById(tx, id);
      if (!seen) throw notFound();
      const { event, standing } = await lockOwnEvent(tx, actor, seen.eventId);
      const person = await requirePerson(tx, id);
      await this.leave(tx, actor, person, event, 'remove');
      const now = this.clock.now();
      const entry = person.status === 'accepted' ? { calendar: eventEntry(person.id, event, 'cancelled') } : {};
      await notify(tx, [{ ...toPerson(person, event, 'eventPersonRemoved', {}, now), ...entry }]);
      return personView(await requirePerson(tx, id), event, actor, holds(standing, event), now);
    });
  }

  private async leave(tx: Sql, actor: Actor, person: PersonRow, event: EventRow, action: PersonAction): Promise<void> {
    const now = this.clock.now();
    const status = step(PERSON_MACHINE, person.status, action);
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
    const account = await row<{ accountId: string }>(sql, 'select account_id as "accountId" from mixers where id = $1', [mixerId]);
    const own = account ? await clashOf(sql, account.accountId, event, event.id) : null;
    const clash: Reason[] = own ? [{ code: 'clash', params: { title: own.title, during: `${own.startsAt.toISOString()}/${own.endsAt.toISOString()}` } }] : [];
    return [...partReasons(role, factsAt(known, event.startsAt, now), await ruleSetInForce(sql, now)), ...clash];
  }
}

const LEFT: Partial<Record<PersonAction, AuditAction>> = { decline: 'eventPerson.declined', withdraw: 'eventPerson.withdrawn', remove: 'eventPerson.removed' };

const partReasons = (role: PersonRow['role'], mixer: MixerFacts, ruleSet: RuleSet): readonly Reason[] => decide(CAPABILITY_OF[role], { mixer, thing: {} }, ruleSet).reasons;

function requirePart(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw Refusal.rule('person.notAllowed', {}, reasons);
}

/** Parts are given from the space's yes until it begins. Refuses 409 `person.notYet`, `event.started`. */
function requireOpenFor(event: EventRow, now: Date): void {
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
  href: `/events/${event.id}`,
  at,
});

/** Somebody with a part, for this reader. */
export function personView(person: PersonRow, event: Pick<EventRow, 'startsAt' | 'endsAt'>, actor: Actor, planner: boolean, now: Date): EventPersonView {
  const self = actor.accountId === person.accountId;
  const ahead = event.startsAt > now;
  const may = (action: PersonAction): boolean => ahead && canStep(PERSON_MACHINE, person.status, action);
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
