import { row, rows, type Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import type { CostOfEventView, CostReviewState, CostReviewView } from './cancelling.dto.js';

/** An event called off as nobody's doing, and what became of its cost. Instants UTC, whole yen. */
export interface CostReviewRow {
  eventId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  spaceName: string | null;
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
  select c.event_id as "eventId", e.title, e.starts_at as "startsAt", e.ends_at as "endsAt", s.name as "spaceName", h.display_name as "hostName", c.borne_by as "borneBy",
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

/** Whether anything was sold through Stripe, so that calling it off costs something, now or when the fee is known. */
export const wasSoldOnline = async (sql: Sql, eventId: string): Promise<boolean> => (await row(sql, `select from orders where subject_id = $1 and method = 'stripe' limit 1`, [eventId])) !== null;

const stateOf = ({ accepted }: CostReviewRow): CostReviewState => (accepted === null ? 'open' : accepted ? 'accepted' : 'declined');

/** What those who run the event see of it. */
export const costOfEvent = (review: CostReviewRow): CostOfEventView => ({ borneBy: review.borneBy, state: stateOf(review), costYen: review.costYen, note: review.note });

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
  canDecide: review.accepted === null && actor.roles.has('steward') && actor.accountId !== review.askedBy,
});
