import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { bookCommitment, releaseCommitments } from '#libs/calendar';
import { row } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Clock, Refusal, step } from '#libs/kernel';
import { factsOver, factsUnderLock, lockMixer, ruleSetInForce } from '#libs/mixers';
import { notify } from '#libs/notices';
import { placeCtes, requireFit, requireOpen, whyLost } from './claim.place.js';
import { confirmClaim, giveBackPlace, lockClaimOfSpace, lockShift, recordClaim, requireOfSpace, showClaim, stepClaim, toHolder } from './claim.steps.js';
import { draftTerms, issueTerms } from './claim.terms.js';
import { unfitReasons } from './fitness.js';
import { freezeIfUnreliable } from './reliability.js';
import { claimById, claimFacts } from './shifts.queries.js';
import type { ClaimView, TakenClaimView } from './shifts.dto.js';
import { CLAIM_MACHINE } from './shift.rules.js';

const APPROVAL_TAKES_PLACE = `
  with ${placeCtes({ shift: '$1', version: '$2', partnership: '$3', startsAt: '$4', places: '1' })}
  select id from taken`;

/** What owners and managers decide about claims in their space. Locks: mixer, then shift, then claim. */
@Injectable()
export class SpaceClaimsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Take a request: the terms notice is issued now. Refuses 409 `shift.full`, `shift.notOpen`, `shift.changed`, 422 when the mixer no longer may. */
  async approve(actor: Actor, id: string): Promise<TakenClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const asked = requireOfSpace(await claimById(tx, id), actor);
      step(CLAIM_MACHINE, asked.status, 'approve');
      const facts = await claimFacts(tx, asked.shiftId, asked);
      if (!facts) throw Refusal.missing('shift');
      requireOpen(facts, now);
      const ruleSet = await ruleSetInForce(tx, now);
      const known = await factsUnderLock(tx, asked.mixerId, facts);
      requireFit(unfitReasons(facts, { factsAt: factsOver(known, now), manualRead: true, clash: null, ownClaim: null }, ruleSet));

      const taken = await row(tx, APPROVAL_TAKES_PLACE, [facts.id, facts.version, facts.partnershipId, facts.startsAt]);
      if (!taken) throw (await whyLost(tx, facts, asked.mixerId)) ?? Refusal.conflict('state.wrong');
      const claim = await lockClaimOfSpace(tx, actor, id);
      step(CLAIM_MACHINE, claim.status, 'approve');
      const { paymentDueOn } = claim;
      const terms = draftTerms(facts, { version: 1, paymentDueOn, ruleSetVersion: ruleSet.version, rewardYen: facts.rewardYen, at: now });
      const documentId = await issueTerms(tx, claim, terms, { at: now });
      await stepClaim(tx, claim, 'approve', { approved_at: now, terms_document_id: documentId, reward_yen: facts.rewardYen, shift_version: facts.version });
      await bookCommitment(tx, claim.id);
      await recordClaim(tx, actor, claim, 'claim.approved', now, { after: { termsDocumentId: documentId } });
      await notify(tx, [toHolder(claim, 'claimBooked', { rewardYen: facts.rewardYen, paymentDueOn, number: terms.number }, now, 'confirmed')]);
      return { id: claim.id, status: 'booked', termsDocumentId: documentId, paymentDueOn };
    });
  }

  /** Decline a request; the mixer's time is free again. */
  async reject(actor: Actor, id: string, reason: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await lockClaimOfSpace(tx, actor, id);
      await stepClaim(tx, claim, 'reject', { rejected_at: now, reject_reason: reason });
      await releaseCommitments(tx, [claim.id]);
      await recordClaim(tx, actor, claim, 'claim.rejected', now, { reason });
      await notify(tx, [toHolder(claim, 'claimRejected', { reason }, now)]);
      return showClaim(tx, actor, id, now);
    });
  }

  /** Confirm the service: the reward is owed from now on, on the day that was agreed when it was booked. Refuses 409 `confirm.tooEarly`. */
  async confirm(actor: Actor, id: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await lockClaimOfSpace(tx, actor, id);
      if (claim.startsAt > now) throw Refusal.conflict('confirm.tooEarly');
      await confirmClaim(tx, claim, actor, now);
      return showClaim(tx, actor, id, now);
    });
  }

  /** The mixer did not come; can be contested for seven days. Refuses 409 `confirm.tooEarly`. */
  async noShow(actor: Actor, id: string, reason: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { mixerId, shiftId } = requireOfSpace(await claimById(tx, id), actor);
      await lockMixer(tx, mixerId);
      await lockShift(tx, shiftId);
      const claim = await lockClaimOfSpace(tx, actor, id);
      if (claim.startsAt > now) throw Refusal.conflict('confirm.tooEarly');
      await stepClaim(tx, claim, 'noShow', { ended_at: now, end_reason: reason, outcome: 'didNotCome', outcome_by: actor.accountId, outcome_at: now });
      await giveBackPlace(tx, shiftId);
      await releaseCommitments(tx, [claim.id]);
      await recordClaim(tx, actor, claim, 'claim.noShow', now, { reason });
      await notify(tx, [toHolder(claim, 'claimNoShow', { reason }, now)]);
      await freezeIfUnreliable(tx, mixerId, now);
      return showClaim(tx, actor, id, now);
    });
  }
}
