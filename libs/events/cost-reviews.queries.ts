import { row, rows, type Sql } from '#libs/database';
import { inSpace, type Actor } from '#libs/identity';
import type { CostOfEventView, CostReviewState, CostReviewView } from './cancelling.dto.js';

/** An event called off as nobody's doing, and what became of its cost. Instants UTC, whole yen. */
export interface CostReviewRow {
  eventId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  spaceId: string | null;
  spaceName: string | null;
  hostAccountId: string;
  hostName: string;
  borneBy: 'host' | 'space';
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  reason: string;
  costYen: number;
  accepted: boolean | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  note: string;
}

const REVIEW = `
  select c.event_id as "eventId", e.title, e.starts_at as "startsAt", e.ends_at as "endsAt", e.space_id as "spaceId", s.name as "spaceName",
         e.host_account_id as "hostAccountId", h.display_name as "hostName", c.borne_by as "borneBy",
         c.asked_by as "askedBy", a.display_name as "askedByName", c.asked_at as "askedAt", c.reason, c.accepted, d.display_name as "decidedByName",
         c.decided_at as "decidedAt", c.note, (select coalesce(sum(p.fee_yen), 0)::int from order_payments p where p.subject_id = c.event_id) as "costYen"
    from event_cost_reviews c join events e on e.id = c.event_id join accounts h on h.id = e.host_account_id join accounts a on a.id = c.asked_by
    left join spaces s on s.id = e.space_id left join accounts d on d.id = c.decided_by`;

/** What is open, or what was decided; the newest first. */
export const costReviews = (sql: Sql, state: 'open' | 'decided', after: readonly string[] | null, limit: number): Promise<CostReviewRow[]> =>
  rows<CostReviewRow>(
    sql,
    `${REVIEW} where (c.decided_at is null) = $1 and ($2::timestamptz is null or (c.asked_at, c.event_id) < ($2, $3::uuid)) order by c.asked_at desc, c.event_id desc limit $4`,
    [state === 'open', after?.[0] ?? null, after?.[1] ?? null, limit],
  );

export const costReviewKey = ({ askedAt, eventId }: CostReviewRow): readonly string[] => [askedAt.toISOString(), eventId];

/** That of one event, or null: nobody has to look at it. */
export const costReviewOf = (sql: Sql, eventId: string): Promise<CostReviewRow | null> => row<CostReviewRow>(sql, `${REVIEW} where c.event_id = $1`, [eventId]);

const SOLD_ONLINE = `
  select from orders o
   where o.subject_id = $1 and (o.method = 'stripe' or exists (select from stripe_sessions s where s.subject_id = o.id and s.purpose = 'order')
                                or exists (select from order_payments p where p.order_id = o.id and p.stripe_charge_id is not null))
   limit 1`;

/**
 * Whether anything was sold through Stripe, so that calling it off costs something, now or when the fee is known; also where somebody who would have
 * paid at the door did so beforehand.
 */
export const wasSoldOnline = async (sql: Sql, eventId: string): Promise<boolean> => (await row(sql, SOLD_ONLINE, [eventId])) !== null;

const stateOf = ({ accepted }: CostReviewRow): CostReviewState => (accepted === null ? 'open' : accepted ? 'accepted' : 'declined');

/** What those who run the event see of it. */
export const costOfEvent = (review: CostReviewRow): CostOfEventView => ({ borneBy: review.borneBy, state: stateOf(review), costYen: review.costYen, note: review.note });

/** Whether it is a reader's own cost: they called it off, or would bear what is asked about, as its host or for its space. */
export const isOwnCost = ({ askedBy, borneBy, hostAccountId, spaceId }: CostReviewRow, actor: Actor): boolean =>
  askedBy === actor.accountId || (borneBy === 'host' ? hostAccountId === actor.accountId : spaceId !== null && inSpace(actor, spaceId));

/** A review as one reader sees it. */
export const costReviewView = (review: CostReviewRow, actor: Actor): CostReviewView => ({
  eventId: review.eventId,
  title: review.title,
  startsAt: review.startsAt.toISOString(),
  endsAt: review.endsAt.toISOString(),
  spaceName: review.spaceName,
  hostName: review.hostName,
  borneBy: review.borneBy,
  askedByName: review.askedByName,
  askedAt: review.askedAt.toISOString(),
  reason: review.reason,
  costYen: review.costYen,
  state: stateOf(review),
  decidedByName: review.decidedByName,
  decidedAt: review.decidedAt?.toISOString() ?? null,
  note: review.note,
  canDecide: review.accepted === null && actor.roles.has('steward') && !isOwnCost(review, actor),
});
