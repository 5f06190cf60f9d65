import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { pageOf, PAGE_DEFAULT, readCursor, type Page } from '#libs/door';
import type { Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { notify } from '#libs/notices';
import { chargeCancelCost } from './cancel-cost.js';
import type { CostReviewsQuery, CostReviewView, DecideCost } from './cancelling.dto.js';
import { costReviewKey, costReviewOf, costReviews, costReviewView, isOwnCost } from './cost-reviews.queries.js';
import { toHost, toSpace } from './event.steps.js';
import { lockSoldEvent } from './events.queries.js';

/** Who bears the cost of what was called off as nobody's doing: put before the stewards. Locks: the event and its sale. */
@Injectable()
export class CostReviewsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What waits for a steward; or what was decided. */
  async list(actor: Actor, { state = 'open', cursor, limit = PAGE_DEFAULT }: CostReviewsQuery): Promise<Page<CostReviewView>> {
    const found = await costReviews(this.db, state, readCursor(cursor, ['instant', 'id']), limit + 1);
    return pageOf(found, limit, (review) => costReviewView(review, actor), costReviewKey);
  }

  /**
   * Accepted, the cooperative bears the cost: what was charged goes back by a posting of its own. Declined, it stays with who called it off.
   * Either is told to them. Refuses 400 a no without a reason, 404, 409 `costReview.alreadyDecided`, 422 `costReview.own` to who called it off
   * or would bear it.
   */
  async decide(actor: Actor, eventId: string, { accepted, note = '' }: DecideCost): Promise<CostReviewView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const event = await lockSoldEvent(tx, eventId);
      const review = await costReviewOf(tx, eventId);
      if (!review) throw Refusal.missing('event');
      if (review.accepted !== null) throw Refusal.conflict('costReview.alreadyDecided');
      if (isOwnCost(review, actor)) throw Refusal.rule('costReview.own');
      if (!accepted && note === '') throw Refusal.input([{ path: 'note', code: 'required' }]);
      await tx.query('update event_cost_reviews set accepted = $2, decided_by = $3, decided_at = $4, note = $5 where event_id = $1', [eventId, accepted, actor.accountId, now, note]);
      const changeYen = await chargeCancelCost(tx, event, actor, now);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: accepted ? 'event.costAccepted' : 'event.costDeclined',
        subject: { type: 'event', id: eventId },
        concernsAccountId: review.askedBy,
        spaceId: event.spaceId,
        reason: note || null,
        before: { borneBy: review.borneBy },
        after: { costYen: review.costYen, changeYen },
      });
      const template = accepted ? 'eventCostAccepted' : 'eventCostDeclined';
      const words = { costYen: review.costYen, note };
      await notify(tx, review.borneBy === 'host' ? [toHost(event, template, words, now)] : await toSpace(tx, event, template, words, now));
      return costReviewView({ ...review, accepted, decidedByName: actor.displayName, decidedAt: now, note }, actor);
    });
  }
}
