import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { deedCtes, deedRecords } from '#libs/audit';
import { releaseCommitments } from '#libs/calendar';
import { prepared, type Sql } from '#libs/database';
import { canonicalContent, type TermsNotice } from '#libs/documents';
import { mixerOf, type Actor } from '#libs/identity';
import { Clock, newId, paymentDueOn, Refusal } from '#libs/kernel';
import { factsUnderLock, ruleSetInForce } from '#libs/mixers';
import { noticeRecords, notify, notifyCtes } from '#libs/notices';
import { placeCtes, refuseLost, requireFit, requireOpen } from './claim.place.js';
import { calendarEntry, lockShift, otherShifts, recordClaim, shiftParams, stepClaim, toHolder } from './claim.steps.js';
import { draftTerms } from './claim.terms.js';
import { unfitReasons } from './fitness.js';
import { claimById, claimFacts, lockClaim, type ClaimFacts, type ClaimRow } from './shifts.queries.js';
import type { TakenClaimView } from './shifts.dto.js';
import { serviceDay } from './shifts.views.js';

/** A claim that is about to be written. */
interface NewClaim {
  id: string;
  status: 'requested' | 'booked';
  documentId: string | null;
  terms: TermsNotice | null;
  paymentDueOn: string;
  ruleSetVersion: number;
  at: Date;
  takesOver: string | null;
}

/** Everything a claim writes, in one statement; where no place was taken, nothing of the claim is written. */
const CLAIM_WRITE = `
  with ${placeCtes({ shift: '$2', version: '$6', space: '$3', startsAt: '$19', places: '$16::integer' })}, paper as (
    insert into documents (id, number, kind, subject_id, version, party_account_id, party_space_id, content, sha256, issued_at)
    select $10, $11, 'termsNotice', $1, 1, $5, $3, $12, $13, $9 from taken where $10::uuid is not null
  ), claimed as (
    insert into claims (id, shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, terms_document_id,
                        reward_yen, payment_due_on, claimed_at, took_over_from_id)
    select $1, $2, $3, $4, $5, $7, $6, $8, $10, $14, $15, $9, $17 from taken
  ), time as (
    insert into commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
    select $5, $4, $3, 'shift', $1, 'shift.claim', $8, $18, tstzrange($19, $20), case when $7 = 'booked' then 'booked' else 'held' end, $1 || '@mazeru'
      from taken
  ), ${deedCtes('$21')}, ${notifyCtes('$22')}
  select id from taken`;

/** How a mixer comes to a claim: taken, or taken over. Locks: mixer, then the partnership, then shift, then claim. */
@Injectable()
export class ClaimingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Take a place on an open shift: one transaction with the tier decision at the shift's time, the place, the person's time, the terms
   * notice, the audit entry and the notices. Refuses 404; 409 `shift.full`, `shift.notOpen`, `shift.started`, `claim.already`, `clash`,
   * `shift.changed`; 422 `claim.notAllowed` with every reason of `decide()`.
   */
  async take(actor: Actor, shiftId: string): Promise<TakenClaimView> {
    return this.db.transaction(async (tx) => this.takeIn(tx, actor, await openedFacts(tx, actor, shiftId), null));
  }

  /** Take over a claim whose holder looks for a stand-in. The terms are agreed anew; the first holder is free from then on. */
  async standIn(actor: Actor, claimId: string): Promise<TakenClaimView> {
    return this.db.transaction(async (tx) => {
      const seen = await claimById(tx, claimId);
      if (!seen) throw Refusal.missing('claim');
      const facts = await openedFacts(tx, actor, seen.shiftId);
      await lockShift(tx, seen.shiftId);
      const wanted = await lockClaim(tx, claimId);
      if (wanted?.status !== 'standInWanted') throw Refusal.conflict('claim.standInTaken', {}, otherShifts());
      return this.takeIn(tx, actor, facts, wanted);
    });
  }

  private async takeIn(tx: EntityManager, actor: Actor, facts: ClaimFacts, from: ClaimRow | null): Promise<TakenClaimView> {
    const now = this.clock.now();
    const ruleSet = await ruleSetInForce(tx, now);
    // Who holds a place is not told that others were faster.
    if (!facts.ownClaim) requireOpen(from ? { ...facts, placesTaken: facts.placesTaken - 1 } : facts, now);
    requireFit(unfitReasons(facts, { facts: await factsUnderLock(tx, mixerOf(actor), facts), manualRead: facts.manualRead, clash: clashOf(facts), ownClaim: facts.ownClaim }, ruleSet, now));

    const dueOn = paymentDueOn(serviceDay(facts.endsAt));
    const booked = facts.claimMode === 'instant' || from !== null;
    const terms = booked ? draftTerms(facts, { version: 1, paymentDueOn: dueOn, ruleSetVersion: ruleSet.version, rewardYen: facts.rewardYen, at: now }) : null;
    const claim: NewClaim = {
      id: newId(),
      status: booked ? 'booked' : 'requested',
      documentId: terms ? newId() : null,
      terms,
      paymentDueOn: dueOn,
      ruleSetVersion: ruleSet.version,
      at: now,
      takesOver: from?.id ?? null,
    };
    if (from) await handOver(tx, from, actor, now);
    await this.write(tx, actor, facts, claim);
    return { id: claim.id, status: claim.status, termsDocumentId: claim.documentId, paymentDueOn: claim.paymentDueOn };
  }

  /** The write beat of a claim in one statement: place, claim, time, paper, audit, notices. Nothing is kept when the place was gone. */
  private async write(tx: EntityManager, actor: Actor, facts: ClaimFacts, claim: NewClaim): Promise<void> {
    const takesPlace = claim.status === 'booked' && !claim.takesOver;
    const { accountId, email, locale } = actor;
    const paper = claim.terms && canonicalContent(claim.terms);
    const written = await prepared(
      tx,
      'claim-write',
      CLAIM_WRITE,
      [
        claim.id,
        facts.id,
        facts.spaceId,
        mixerOf(actor),
        accountId,
        facts.version,
        claim.status,
        claim.ruleSetVersion,
        claim.at,
        claim.documentId,
        claim.terms?.number ?? null,
        paper?.text ?? null,
        paper?.sha256 ?? null,
        facts.rewardYen,
        claim.paymentDueOn,
        takesPlace ? 1 : 0,
        claim.takesOver,
        facts.spaceName,
        facts.startsAt,
        facts.endsAt,
        deedRecords([
          {
            at: claim.at,
            by: actor,
            action: claim.status === 'booked' ? 'claim.booked' : 'claim.requested',
            subject: { type: 'claim', id: claim.id },
            concernsAccountId: accountId,
            spaceId: facts.spaceId,
            after: { shiftId: facts.id, rewardYen: facts.rewardYen, termsDocumentId: claim.documentId, paymentDueOn: claim.paymentDueOn },
          },
        ]),
        noticeRecords([
          {
            to: { accountId, email, locale },
            template: claim.status === 'booked' ? 'claimBooked' : 'claimRequested',
            params: { ...shiftParams(facts), name: actor.displayName, rewardYen: facts.rewardYen, paymentDueOn: claim.paymentDueOn, number: claim.terms?.number ?? '' },
            href: `/me/shifts/${claim.id}`,
            ...(claim.status === 'booked' ? { calendar: calendarEntry(claim.id, facts, facts.version, 'confirmed') } : {}),
            at: claim.at,
          },
        ]),
      ],
    );
    if (written.length === 0) await refuseLost(tx, facts);
  }
}

/** All that a claim is decided on; locks the mixer. Refuses 404. */
async function openedFacts(tx: EntityManager, actor: Actor, shiftId: string): Promise<ClaimFacts> {
  const facts = await claimFacts(tx, shiftId, { accountId: actor.accountId, mixerId: mixerOf(actor) });
  if (!facts || facts.status === 'draft') throw Refusal.missing('shift');
  return facts;
}

/** The first holder of a claim is free: somebody takes it over in this transaction. */
async function handOver(tx: Sql, from: ClaimRow, by: Actor, now: Date): Promise<void> {
  await stepClaim(tx, from, 'handOver', { ended_at: now });
  await releaseCommitments(tx, [from.id]);
  await recordClaim(tx, by, from, 'claim.handedOver', now);
  await notify(tx, [toHolder(from, 'claimHandedOver', { standIn: by.displayName }, now, 'cancelled')]);
}

const clashOf = ({ clash }: ClaimFacts) =>
  clash ? { title: clash.title, startsAt: new Date(clash.startsAt), endsAt: new Date(clash.endsAt), href: '/me/shifts' } : null;
