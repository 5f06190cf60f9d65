import { row, type Sql } from '#libs/database';
import { inSpace, type Actor } from '#libs/identity';
import { canStep } from '#libs/kernel';
import { agreementOf, type Consent } from '#libs/revenue';
import type { Locale } from '#libs/words';
import { EVENT_MACHINE, isPaid } from './event.rules.js';
import type { EventRow, MoveWish } from './events.queries.js';
import { holds, placeOf, type Standing } from './events.views.js';
import type { MoveWishView } from './moving.dto.js';

/** Runs the space that an event would like to move to, and so reads what it is asked, as long as the event can move. */
export const isAskedToTakeIn = (actor: Actor | null, { moveWish, status }: Pick<EventRow, 'moveWish' | 'status'>): boolean =>
  moveWish !== null && moveWish.spaceId !== null && canStep(EVENT_MACHINE, status, 'move') && inSpace(actor, moveWish.spaceId);

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
  const asked = isAskedToTakeIn(actor, event);
  const host = holds(standing, event);
  const { counter = null } = wish;
  const frozen = elsewhere && (await agreementOf(sql, event.id))?.status === 'frozen';
  return {
    startsAt: wish.startsAt,
    endsAt: wish.endsAt,
    spaceId: wish.spaceId,
    resourceId: wish.resourceId,
    place: placeOf({ format: event.format, ...(place ?? { spaceName: null, city: null, street: null, resourceName: null }) }, locale),
    elsewhere,
    reason: wish.reason,
    wishedAt: wish.wishedAt,
    counter: counter && { base: counter.base, shares: counter.shares.map(({ role, kind, value }) => ({ role, kind, value })), note: counter.note, name: counter.name, at: counter.at },
    can: { allow: asked || (host && counter !== null), counter: asked && elsewhere && isPaid(event) && !frozen, refuse: asked || host },
  };
}

/** The yes of a space that an event has moved to, to the split as it stood; null where it agreed when the event was planned. */
export async function movedConsent(sql: Sql, agreementId: string, spaceId: string | null): Promise<Consent | null> {
  return row<Consent>(sql, 'select account_id as "accountId", name, agreed_at as at from event_split_consents where agreement_id = $1 and space_id = $2', [agreementId, spaceId]);
}
