import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { releaseCommitments } from '#libs/calendar';
import { row } from '#libs/database';
import { Limits, mixerOf, officers, type Actor } from '#libs/identity';
import { Clock, normalizeDigits, Refusal, step } from '#libs/kernel';
import { lockMixer } from '#libs/mixers';
import { notify, type Notice } from '#libs/notices';
import { claimOfSpace, giveBackPlace, lockOwnClaim, lockShift, NOT_WITHDRAWN, recordClaim, requireOwn, shiftParams, showClaim, stepClaim, toHolder, toSpace } from './claim.steps.js';
import { countStrikes, freezeIfUnreliable } from './reliability.js';
import { claimById, type ClaimRow } from './shifts.queries.js';
import type { CheckIn, ClaimView, Report, WithdrawalQuoteView } from './shifts.dto.js';
import { checkInOpen, CLAIM_MACHINE, OBJECTION_MS, RELIABILITY, withdrawalQuote, type WithdrawalQuote } from './shift.rules.js';
import { claimView, isAmended } from './shifts.views.js';

/** What a mixer does with a claim of their own. Locks: mixer, then shift, then claim. */
@Injectable()
export class OwnClaimsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly limits: Limits,
  ) {}

  /** What withdrawing would cost now, before it is done. */
  async quote(actor: Actor, id: string): Promise<WithdrawalQuoteView> {
    const now = this.clock.now();
    const claim = requireOwn(await claimById(this.db, id), actor);
    if (!claimView(claim, actor, now).can.withdraw) throw Refusal.conflict('state.wrong', { from: claim.status, action: 'withdraw' });
    return { ...quoteOf(claim, now), strikes: await countStrikes(this.db, claim.mixerId, now), strikesToFreeze: RELIABILITY.strikes };
  }

  /**
   * "I cannot come": the claim is released, or a stand-in is sought while it stays the mixer's; see `withdrawalQuote`.
   * Refuses 409 `claim.begun` once the shift has started, `state.wrong`.
   */
  async withdraw(actor: Actor, id: string, reason: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { shiftId } = requireOwn(await claimById(tx, id), actor);
      await lockMixer(tx, mixerOf(actor));
      await lockShift(tx, shiftId);
      const claim = await lockOwnClaim(tx, actor, id);
      if (claim.startsAt <= now) throw Refusal.conflict('claim.begun');
      const { effect, counts } = quoteOf(claim, now);
      const withdrawn = { withdrawn_at: now, withdraw_reason: reason, withdraw_counts: counts };
      if (effect === 'released') {
        await stepClaim(tx, claim, 'withdraw', withdrawn);
        if (claim.status !== 'requested') await giveBackPlace(tx, claim.shiftId);
        await releaseCommitments(tx, [claim.id]);
        await recordClaim(tx, actor, claim, 'claim.withdrawn', now, { reason, after: { counts } });
        await notify(tx, [toHolder(claim, 'claimWithdrawn', { reason }, now, 'cancelled'), ...(await toSpace(tx, claim, 'spaceClaimWithdrawn', { reason }, now))]);
      } else {
        await stepClaim(tx, claim, 'seekStandIn', withdrawn);
        await recordClaim(tx, actor, claim, 'claim.standInSought', now, { reason, after: { counts } });
        await notify(tx, await toSpace(tx, claim, 'spaceStandInSought', { reason }, now));
      }
      await freezeIfUnreliable(tx, claim.mixerId, now);
      return showClaim(tx, actor, id, now);
    });
  }

  /** "I can come after all", while no stand-in has been found. */
  async keep(actor: Actor, id: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await lockOwnClaim(tx, actor, id);
      await stepClaim(tx, claim, 'keep', NOT_WITHDRAWN);
      await recordClaim(tx, actor, claim, 'claim.kept', now);
      await notify(tx, await toSpace(tx, claim, 'spaceClaimKept', {}, now));
      return showClaim(tx, actor, id, now);
    });
  }

  /** Prove that one came, by the code the space shows. Refuses 409 `checkIn.notOpen`, 422 `checkIn.wrongCode`, 429 after ten tries. */
  async checkIn(actor: Actor, id: string, { code }: CheckIn): Promise<ClaimView> {
    requireOwn(await claimById(this.db, id), actor);
    await this.limits.use('checkIn', id);
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await lockOwnClaim(tx, actor, id);
      step(CLAIM_MACHINE, claim.status, 'checkIn');
      if (!checkInOpen(claim, now)) throw Refusal.conflict('checkIn.notOpen', { span: `${claim.startsAt.toISOString()}/${claim.endsAt.toISOString()}` });
      if (normalizeDigits(code).replace(/\D/g, '') !== claim.checkInCode) throw Refusal.rule('checkIn.wrongCode');
      await stepClaim(tx, claim, 'checkIn', { checked_in_at: now, ...NOT_WITHDRAWN });
      await recordClaim(tx, actor, claim, 'claim.checkedIn', now);
      return showClaim(tx, actor, id, now);
    });
  }

  /** The record of the service. Refuses 409 `report.tooEarly` before the shift begins. */
  async report(actor: Actor, id: string, input: Report): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await lockOwnClaim(tx, actor, id);
      if (claim.startsAt > now) throw Refusal.conflict('report.tooEarly');
      const report = { enquiries: '', introductions: '', incidents: '', handover: '', ...input };
      await stepClaim(tx, claim, 'report', { reported_at: now, report: JSON.stringify(report) });
      await recordClaim(tx, actor, claim, 'claim.reported', now);
      await notify(tx, await toSpace(tx, claim, 'spaceClaimReported', {}, now));
      return showClaim(tx, actor, id, now);
    });
  }

  /** Contest an outcome within seven days; the stewards hear of it. Refuses 409 `objection.tooLate`, `objection.already`. */
  async object(actor: Actor, id: string, text: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await lockOwnClaim(tx, actor, id);
      if (!claim.outcomeAt) throw Refusal.conflict('state.wrong', { from: claim.status, action: 'object' });
      if (now.getTime() - claim.outcomeAt.getTime() >= OBJECTION_MS) throw Refusal.conflict('objection.tooLate');
      const kept = await row(tx, 'update claims set objection = $2, objected_at = $3 where id = $1 and objection is null returning id', [id, text, now]);
      if (!kept) throw Refusal.conflict('objection.already');
      await recordClaim(tx, actor, claim, 'claim.contested', now, { reason: text });
      const params = { ...shiftParams(claim), mixer: claim.displayName, text };
      const toStewards = (await officers(tx, 'steward')).map((to): Notice => ({ to, template: 'spaceOutcomeContested', params, href: claimOfSpace(claim), at: now }));
      await notify(tx, [...(await toSpace(tx, claim, 'spaceOutcomeContested', { text }, now)), ...toStewards]);
      return showClaim(tx, actor, id, now);
    });
  }
}

const quoteOf = (claim: ClaimRow, now: Date): WithdrawalQuote =>
  withdrawalQuote({ status: claim.status, startsAt: claim.startsAt, amended: isAmended(claim) }, now);
