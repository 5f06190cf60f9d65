import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { releaseCommitments } from '#libs/calendar';
import { row, rows, theRow, type Sql } from '#libs/database';
import { Clock } from '#libs/kernel';
import { loadFactRows, lockMixer, valueAt } from '#libs/mixers';
import { notify } from '#libs/notices';
import { relationsAt } from '#libs/spaces';
import { tierAtLeast, type Tier } from '#libs/tiers';
import { confirmClaim, giveBackPlace, lockShift, recordClaim, stepClaim, toHolder, toSpace } from './claim.steps.js';
import { freezeIfUnreliable, mixersOfEmptyPlaces } from './reliability.js';
import { claimById, listClaims, lockClaim, type ClaimRow } from './shifts.queries.js';
import { confirmsItselfAt, FALLS_AWAY, fallsAway } from './shift.rules.js';

/**
 * Whose claims fall away: of one mixer or in one space, of things that start at `from` (now, unless later) or after; only those that ask for more
 * than the mixer's tier then, where `byTier` says so. `reason` is a word of TERMS.releaseReason.
 */
export interface Release {
  mixerId?: string;
  spaceId?: string;
  from?: Date;
  byTier?: boolean;
  reason: string;
}

/** What becomes of claims by time alone, or because the ground they stood on is gone. Every verb may run twice. */
@Injectable()
export class DueClaimsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The job behind the three days: confirms what has waited long enough and answers how many that were. Two workers at once confirm each once. */
  async confirmDue(): Promise<number> {
    const now = this.clock.now();
    const waiting = await rows<{ id: string }>(
      this.db,
      `select c.id from claims c join shifts s on s.id = c.shift_id
        where (c.status = 'reported' and c.reported_at <= $1::timestamptz - interval '3 days')
           or (c.status = 'checkedIn' and s.ends_at <= $1::timestamptz - interval '3 days')
        order by c.id limit 1000`,
      [now],
    );
    let confirmed = 0;
    for (const { id } of waiting) confirmed += await this.db.transaction((tx) => confirmIfDue(tx, id, now));
    await this.freezeForEmptyPlaces(now);
    return confirmed;
  }

  /**
   * Let go of claims that are still ahead: the membership or the space's partnership has ended. Each mixer and each space is told why.
   * Answers how many fell away; running it again lets go of nothing twice, and of nothing whose ground is there again.
   */
  async release({ from, reason, mixerId, spaceId, byTier }: Release): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const since = from && from > now ? from : now;
      if (mixerId) await lockMixer(tx, mixerId);
      const found = await listClaims(tx, { mixerId, spaceId, statuses: FALLS_AWAY, endsAfter: since, after: null, limit: 5000 });
      let released = 0;
      for (const { id, shiftId } of found) {
        await lockShift(tx, shiftId);
        const claim = await lockClaim(tx, id);
        if (!claim || claim.startsAt < since || !fallsAway(claim.status) || (await standsFirm(tx, claim, { mixerId, spaceId, byTier }))) continue;
        await letGo(tx, claim, reason, now);
        released += 1;
      }
      return released;
    });
  }

  /** Early withdrawals that were to count unless refilled count once the shift has begun with an empty place. */
  private async freezeForEmptyPlaces(now: Date): Promise<void> {
    for (const mixerId of await mixersOfEmptyPlaces(this.db, now)) {
      await this.db.transaction(async (tx) => {
        await lockMixer(tx, mixerId);
        await freezeIfUnreliable(tx, mixerId, now);
      });
    }
  }
}

async function confirmIfDue(tx: Sql, id: string, now: Date): Promise<number> {
  if (!(await row(tx, 'select id from claims where id = $1 for no key update skip locked', [id]))) return 0;
  const claim = await claimById(tx, id);
  const due = claim && confirmsItselfAt(claim);
  if (!claim || !due || due > now) return 0;
  await confirmClaim(tx, claim, 'clock', now);
  return 1;
}

/** Is the ground there after all when the shift starts? A job may come late, when the member is back or the space is a partner again. */
async function standsFirm(tx: Sql, claim: ClaimRow, { mixerId, spaceId, byTier }: Pick<Release, 'mixerId' | 'spaceId' | 'byTier'>): Promise<boolean> {
  if (spaceId) return (await relationsAt(tx, spaceId, claim.startsAt)).partnered;
  if (!mixerId) return true;
  const facts = (await loadFactRows(tx, [mixerId])).get(mixerId) ?? [];
  if (byTier) return tierAtLeast(valueAt(facts, 'tier', claim.startsAt), await tierAsked(tx, claim.shiftId));
  const membership = valueAt(facts, 'membership', claim.startsAt);
  return membership !== 'suspended' && membership !== 'ended';
}

/** The least tier that a shift takes. */
async function tierAsked(tx: Sql, shiftId: string): Promise<Tier> {
  return (await theRow<{ tier: Tier }>(tx, 'shift', 'select min_tier as tier from shifts where id = $1', [shiftId])).tier;
}

async function letGo(tx: Sql, claim: ClaimRow, reason: string, now: Date): Promise<void> {
  await stepClaim(tx, claim, 'release', { ended_at: now, end_reason: reason });
  if (claim.status !== 'requested') await giveBackPlace(tx, claim.shiftId);
  await releaseCommitments(tx, [claim.id]);
  await recordClaim(tx, 'clock', claim, 'claim.released', now, { reason });
  await notify(tx, [toHolder(claim, 'claimReleased', { reason }, now, 'cancelled'), ...(await toSpace(tx, claim, 'spaceClaimReleased', { reason }, now))]);
}
