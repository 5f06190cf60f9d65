import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { releaseCommitments } from '#libs/calendar';
import type { Sql } from '#libs/database';
import { mixerOf, type Actor } from '#libs/identity';
import { Clock, newId, paymentDueOn, Refusal } from '#libs/kernel';
import { factsOver, factsUnderLock, ruleSetInForce } from '#libs/mixers';
import { notify } from '#libs/notices';
import { requireFit, requireOpen, whyLost } from './claim.place.js';
import { lockShift, otherShifts, recordClaim, stepClaim, toHolder } from './claim.steps.js';
import { draftTerms } from './claim.terms.js';
import { writeClaim, type NewClaim } from './claim.write.js';
import { unfitReasons } from './fitness.js';
import { claimById, claimFacts, hopefulFacts, lockClaim, seenFacts, type ClaimFacts, type ClaimRow } from './shifts.queries.js';
import type { TakenClaimView } from './shifts.dto.js';
import { serviceDay } from './shifts.views.js';

/** How often a claim is decided anew because something about its person has changed while it was decided. */
const ATTEMPTS = 3;

/** How a mixer comes to a claim: taken, or taken over. Locks: mixer, then the partnership, then shift, then claim. */
@Injectable()
export class ClaimingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Take a place on an open shift: the tier decision at the shift's time, then one statement with the place, the person's time, the terms notice, the
   * audit entry and the notices. Nothing is locked while it is decided; what is written says on which facts, and where they have changed it is decided
   * anew. The first look is only deep enough for a yes; for a no there is a second one that finds every reason.
   * Refuses 404; 409 `shift.full`, `shift.notOpen`, `shift.started`, `claim.already`, `clash`, `shift.changed`; 422 `claim.notAllowed` with every
   * reason of `decide()`.
   */
  async take(actor: Actor, shiftId: string): Promise<TakenClaimView> {
    const hoped = await this.attempt(actor, await hopefulFacts(this.db, shiftId, claimant(actor))).catch(notYetRefused);
    if (hoped) return hoped;
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      const taken = await this.attempt(actor, await seenFacts(this.db, shiftId, claimant(actor)));
      if (taken) return taken;
    }
    throw Refusal.conflict('state.wrong');
  }

  /** Decide on these facts and write; null where they were no longer true when it was written. */
  private async attempt(actor: Actor, found: ClaimFacts | null): Promise<TakenClaimView | null> {
    const facts = opened(found);
    const claim = await this.decided(this.db, actor, facts, null);
    const written = await writeClaim(this.db, actor, facts, claim);
    if (written === 'written') return takenView(claim);
    const lost = written === 'lost' && (await whyLost(this.db, facts, mixerOf(actor)));
    if (lost) throw lost;
    return null;
  }

  /** Take over a claim whose holder looks for a stand-in. The terms are agreed anew; the first holder is free from then on. */
  async standIn(actor: Actor, claimId: string): Promise<TakenClaimView> {
    return this.db.transaction(async (tx) => {
      const seen = await claimById(tx, claimId);
      if (!seen) throw Refusal.missing('claim');
      const facts = opened(await claimFacts(tx, seen.shiftId, claimant(actor)));
      await lockShift(tx, seen.shiftId);
      const wanted = await lockClaim(tx, claimId);
      if (wanted?.status !== 'standInWanted') throw Refusal.conflict('claim.standInTaken', {}, otherShifts());
      const claim = await this.decided(tx, actor, facts, wanted);
      await handOver(tx, wanted, actor, claim.at);
      if ((await writeClaim(tx, actor, facts, claim)) !== 'written') throw (await whyLost(tx, facts, mixerOf(actor))) ?? Refusal.conflict('state.wrong');
      return takenView(claim);
    });
  }

  /** The decide beat: the claim as it will be written, `from` somebody or from the shift. Refuses as `take` says. */
  private async decided(sql: DataSource | EntityManager, actor: Actor, facts: ClaimFacts, from: ClaimRow | null): Promise<NewClaim> {
    const at = this.clock.now();
    const ruleSet = await ruleSetInForce(sql, at);
    // Who holds a place is not told that others were faster.
    if (!facts.ownClaim) requireOpen(from ? { ...facts, placesTaken: facts.placesTaken - 1 } : facts, at);
    const known = await factsUnderLock(sql, mixerOf(actor), facts);
    requireFit(unfitReasons(facts, { factsAt: factsOver(known, at), manualRead: facts.manualRead, clash: clashOf(facts), ownClaim: facts.ownClaim }, ruleSet));

    const dueOn = paymentDueOn(serviceDay(facts.endsAt));
    const booked = facts.claimMode === 'instant' || from !== null;
    const terms = booked ? draftTerms(facts, { version: 1, paymentDueOn: dueOn, ruleSetVersion: ruleSet.version, rewardYen: facts.rewardYen, at }) : null;
    return {
      id: newId(),
      status: booked ? 'booked' : 'requested',
      documentId: terms ? newId() : null,
      terms,
      paymentDueOn: dueOn,
      ruleSetVersion: ruleSet.version,
      at,
      takesOver: from?.id ?? null,
    };
  }
}

/** A no of the first look may lack reasons, so it is no answer yet; a fault is one. */
function notYetRefused(thrown: unknown): null {
  if (thrown instanceof Refusal) return null;
  throw thrown;
}

const claimant = (actor: Actor) => ({ accountId: actor.accountId, mixerId: mixerOf(actor) });

/** Refuses 404 for a shift that is not there or not yet published. */
function opened(facts: ClaimFacts | null): ClaimFacts {
  if (!facts || facts.status === 'draft') throw Refusal.missing('shift');
  return facts;
}

const takenView = ({ id, status, documentId, paymentDueOn: dueOn }: NewClaim): TakenClaimView => ({ id, status, termsDocumentId: documentId, paymentDueOn: dueOn });

/** The first holder of a claim is free: somebody takes it over in this transaction. */
async function handOver(tx: Sql, from: ClaimRow, by: Actor, now: Date): Promise<void> {
  await stepClaim(tx, from, 'handOver', { ended_at: now });
  await releaseCommitments(tx, [from.id]);
  await recordClaim(tx, by, from, 'claim.handedOver', now);
  await notify(tx, [toHolder(from, 'claimHandedOver', { standIn: by.displayName }, now, 'cancelled')]);
}

const clashOf = ({ clash }: ClaimFacts) =>
  clash ? { title: clash.title, startsAt: new Date(clash.startsAt), endsAt: new Date(clash.endsAt), href: '/me/shifts' } : null;
