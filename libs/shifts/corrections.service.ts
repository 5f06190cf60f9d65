import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { bookCommitment, releaseCommitments } from '#libs/calendar';
import { theRow, type Sql } from '#libs/database';
import { inSpace, type Actor } from '#libs/identity';
import { Clock, Refusal, tokyoDay } from '#libs/kernel';
import { lockMixer } from '#libs/mixers';
import { notify } from '#libs/notices';
import type { MailTemplate, Params } from '#libs/words';
import { giveBackPlace, lockShift, recordClaim, showClaim, stepClaim, takePlaceBack, toHolder, toSpace } from './claim.steps.js';
import { freezeIfUnreliable, freezesOnlyWith, liftFreezes } from './reliability.js';
import { postCorrection } from './reward.posting.js';
import { claimById, lockClaim, type ClaimRow } from './shifts.queries.js';
import type { ClaimView, CorrectOutcome } from './shifts.dto.js';
import { correctionOf, mayCorrect, type Correction } from './shift.rules.js';

/** A record of a service that turned out wrong: put right with a reason, beside the first one. Locks: mixer, then shift, then claim. */
@Injectable()
export class CorrectionsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Say what really became of a service that was confirmed or recorded as not carried out, and what is owed for it: at most the reward that was
   * agreed. What the mixer has contested is from then on decided by a steward of no side (`mayCorrect`), who may also let the record stand; an answer
   * can be contested again. A freeze that rests on a no-show which was none ends with it.
   * Refuses 403 on one's own claim, 409 `state.wrong`, `correction.paid` once the payment day has come and less would be owed,
   * 422 `correction.contested`, `correction.nothing`.
   */
  async correct(actor: Actor, id: string, input: CorrectOutcome): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { mixerId, shiftId } = requireJudged(await claimById(tx, id), actor);
      await lockMixer(tx, mixerId);
      await lockShift(tx, shiftId);
      const claim = requireJudged(await lockClaim(tx, id), actor);
      const correction = decide(claim, actor, input, now);
      const unfounded = correction.step === 'restore' ? await freezesOnlyWith(tx, { id, mixerId }, now) : [];
      await keep(tx, claim, correction, input.reason, actor, now);
      await notify(tx, [toHolder(claim, letterOf(correction), { ...said(correction), reason: input.reason }, now)]);
      if (!inSpace(actor, claim.spaceId)) await notify(tx, await toSpace(tx, claim, 'spaceClaimCorrected', { ...said(correction), reason: input.reason }, now));
      await liftFreezes(tx, mixerId, unfounded, now);
      if (correction.outcome === 'didNotCome') await freezeIfUnreliable(tx, mixerId, now);
      return showClaim(tx, actor, id, now);
    });
  }
}

/** Refuses 404 unless the claim is there and in a space that the actor runs or, for stewards, in any; 403 on one's own. */
function requireJudged(claim: ClaimRow | null, actor: Actor): ClaimRow {
  if (!claim || !(actor.roles.has('steward') || inSpace(actor, claim.spaceId))) throw Refusal.missing('claim');
  if (claim.accountId === actor.accountId) throw Refusal.forbidden();
  return claim;
}

function decide(claim: ClaimRow, actor: Actor, { outcome, payableYen }: CorrectOutcome, now: Date): Correction {
  if (!mayCorrect(claim, { steward: actor.roles.has('steward'), ofSpace: inSpace(actor, claim.spaceId) })) throw Refusal.rule('correction.contested');
  if (payableYen !== undefined && payableYen > claim.rewardYen) throw Refusal.input([{ path: 'payableYen', code: 'atMost', params: { max: claim.rewardYen } }]);
  const correction = correctionOf(claim, { outcome, payableYen });
  if (correction.upheld && claim.objection === null) throw Refusal.rule('correction.nothing');
  if (correction.payableYen < correction.payableYenBefore && claim.paymentDueOn <= tokyoDay(now)) throw Refusal.conflict('correction.paid', { day: claim.paymentDueOn });
  return correction;
}

/** The claim as it is now known, the row that remembers what it was, and the books. */
async function keep(tx: Sql, claim: ClaimRow, correction: Correction, reason: string, by: Actor, now: Date): Promise<void> {
  const { outcome, payableYen, outcomeBefore, payableYenBefore, step } = correction;
  const came = outcome === 'came';
  await stepClaim(tx, claim, step, {
    payable_yen: came ? payableYen : null,
    outcome,
    outcome_by: by.accountId,
    outcome_at: now,
    objection: null,
    objected_at: null,
    // A record that stands was made when it was made.
    ...(step === 'takeBack' ? { ended_at: now, end_reason: reason } : {}),
    ...(step === 'restore' ? { ended_at: null, end_reason: null, confirmed_at: claim.confirmedAt ?? now, confirmed_by: by.accountId } : {}),
  });
  const { id } = await theRow<{ id: string }>(
    tx,
    'claim',
    `insert into claim_corrections (claim_id, outcome, payable_yen, outcome_before, payable_yen_before, reason, objection, corrected_by, corrected_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [claim.id, outcome, payableYen, outcomeBefore, payableYenBefore, reason, claim.objection, by.accountId, now],
  );
  if (step === 'takeBack') {
    await giveBackPlace(tx, claim.shiftId);
    await releaseCommitments(tx, [claim.id]);
  }
  if (step === 'restore') {
    await takePlaceBack(tx, claim.shiftId);
    await bookCommitment(tx, claim.id);
  }
  await postCorrection(tx, claim, { id, beforeYen: payableYenBefore, afterYen: payableYen }, by, now);
  await recordClaim(tx, by, claim, correction.upheld ? 'claim.upheld' : 'claim.corrected', now, {
    reason,
    before: { outcome: outcomeBefore, payableYen: payableYenBefore },
    after: { outcome, payableYen },
  });
}

const letterOf = ({ upheld, outcome }: Correction): MailTemplate => (upheld ? 'claimUpheld' : outcome === 'came' ? 'claimCorrected' : 'claimTakenBack');
const said = ({ payableYen, payableYenBefore }: Correction): Params => ({ beforeYen: payableYenBefore, payableYen });
