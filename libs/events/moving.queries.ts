import { row, type Sql } from '#libs/database';
import { reasonInWords, type ReasonView } from '#libs/door';
import { inSpace, type Actor, type SpaceRole } from '#libs/identity';
import { canStep } from '#libs/kernel';
import { agreementOf, type Consent } from '#libs/revenue';
import type { Locale } from '#libs/words';
import { isOutsideHours } from './event.ground.js';
import { EVENT_MACHINE, isPaid } from './event.rules.js';
import type { EventRow, MoveWish } from './events.queries.js';
import { holds, placeOf, runs, type Standing } from './events.views.js';
import type { MoveWishView } from './moving.dto.js';

type Wishing = Pick<EventRow, 'moveWish' | 'status' | 'spaceId' | 'hostAccountId'>;

/** Runs the space that an event would like to move to, and so answers it, as long as the event can move and the host is of that mind. */
export const isAskedToTakeIn = (actor: Actor | null, event: Wishing): boolean => isOfAskedSpace(actor, event, ['owner', 'manager']);

/** Belongs to that space in any role: its reception reads along what it is asked. */
export const readsAlong = (actor: Actor | null, event: Wishing): boolean => isOfAskedSpace(actor, event, ['owner', 'manager', 'reception']);

const isOfAskedSpace = (actor: Actor | null, event: Wishing, roles: readonly SpaceRole[]): boolean =>
  event.moveWish !== null && event.moveWish.spaceId !== null && canStep(EVENT_MACHINE, event.status, 'move') && !waitsForHost(event, event.moveWish) && inSpace(actor, event.moveWish.spaceId, roles);

/** Into another space an event goes only with the host's yes: what its space or a steward wishes is put before the host first. */
export const waitsForHost = (event: Pick<EventRow, 'spaceId' | 'hostAccountId'>, wish: Pick<MoveWish, 'spaceId' | 'by' | 'host'>): boolean =>
  isElsewhere(event, wish) && wish.by !== event.hostAccountId && !wish.host;

/** Whether a wish leads into a space that has agreed to nothing yet. */
export const isElsewhere = (event: Pick<EventRow, 'spaceId'>, { spaceId }: Pick<MoveWish, 'spaceId'>): boolean => spaceId !== null && spaceId !== event.spaceId;

/** A wish to move as one reader sees it, with what they can say to it. */
export async function moveWishView(sql: Sql, actor: Actor | null, event: EventRow, standing: Standing, locale: Locale): Promise<MoveWishView | null> {
  const wish = event.moveWish;
  if (!wish) return null;
  const place = await row<Pick<EventRow, 'spaceName' | 'city' | 'street' | 'resourceName'>>(
    sql,
    'select s.name as "spaceName", s.city, s.street, r.name as "resourceName" from spaces s left join resources r on r.id = $2 where s.id = $1',
    [wish.spaceId, wish.resourceId],
  );
  const elsewhere = isElsewhere(event, wish);
  const waits = waitsForHost(event, wish);
  const asked = isAskedToTakeIn(actor, event);
  const host = holds(standing, event);
  const money = asked || runs(standing, event);
  const counter = money ? (wish.counter ?? null) : null;
  const outsideHours = await isOutsideHours(sql, { spaceId: wish.spaceId, format: event.format }, { startsAt: new Date(wish.startsAt), endsAt: new Date(wish.endsAt) });
  const barred: ReasonView[] =
    asked && outsideHours && wish.spaceId !== null && !inSpace(actor, wish.spaceId, ['owner']) ? [reasonInWords({ code: 'event.outsideHoursOwnerOnly', params: {} }, locale)] : [];
  const frozen = elsewhere && (await agreementOf(sql, event.id))?.status === 'frozen';
  return {
    startsAt: wish.startsAt,
    endsAt: wish.endsAt,
    spaceId: wish.spaceId,
    resourceId: wish.resourceId,
    place: placeOf({ format: event.format, ...(place ?? { spaceName: null, city: null, street: null, resourceName: null }) }, locale),
    elsewhere,
    outsideHours,
    waitsForHost: waits,
    reason: wish.reason,
    name: wish.name ?? '',
    wishedAt: wish.wishedAt,
    counter: counter && { base: counter.base, shares: counter.shares.map(({ role, kind, value }) => ({ role, kind, value })), note: counter.note, name: counter.name, at: counter.at },
    can: {
      allow: (asked && barred.length === 0) || (host && (waits || counter !== null)),
      counter: asked && barred.length === 0 && elsewhere && isPaid(event) && !frozen,
      refuse: asked || host || (waits && runs(standing, event)),
      money,
    },
    why: barred.length > 0 ? { allow: barred } : {},
  };
}

/** The yes of a space that an event has moved to, to the split as it stood; null where it agreed when the event was planned. */
export async function movedConsent(sql: Sql, agreementId: string, spaceId: string | null): Promise<Consent | null> {
  return row<Consent>(sql, 'select account_id as "accountId", name, agreed_at as at from event_split_consents where agreement_id = $1 and space_id = $2', [agreementId, spaceId]);
}
