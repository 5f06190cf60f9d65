import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { deedCtes, deedRecords, recordDeed, type AuditActor } from '#libs/audit';
import { bookCommitment, releaseCommitments } from '#libs/calendar';
import { prepared, row, rows, theRow, type Sql } from '#libs/database';
import { pageOf, PAGE_DEFAULT, readCursor, type Page } from '#libs/door';
import { authorizeInSpace, Limits, mixerOf, type Actor } from '#libs/identity';
import { addDays, Clock, dayStart, newId, normalizeDigits, paymentDueOn, Refusal, step, tokyoDay, type Reason } from '#libs/kernel';
import { factsUnderLock, freeze, ruleSetInForce } from '#libs/mixers';
import { noticeRecords, notify, notifyCtes, type CalendarEntry, type Notice, type Recipient } from '#libs/notices';
import type { MailTemplate, Params } from '#libs/words';
import { draftTerms, type DraftedTerms } from './claim.terms.js';
import { closedReasons, unfitReasons } from './fitness.js';
import { claimById, claimFacts, claimKey, listClaims, type ClaimFacts, type ClaimRow } from './shifts.queries.js';
import { CheckIn, ListClaims, ListSpaceClaims, Report, type ClaimView, type TakenClaimView, type WithdrawalQuoteView } from './shifts.dto.js';
import { CLAIM_MACHINE, confirmsItselfAt, DAY_MS, FALLS_AWAY, OBJECTION_MS, checkInOpen, RELIABILITY, withdrawalQuote, type ClaimAction, type ClaimStatus } from './shift.rules.js';
import { claimView, isAmended, serviceDay } from './shifts.views.js';

/** A claim that is about to be written. */
interface NewClaim {
  id: string;
  status: 'requested' | 'booked';
  documentId: string | null;
  terms: DraftedTerms | null;
  paymentDueOn: string;
  ruleSetVersion: number;
  at: Date;
  takesOver: string | null;
}

/** Whose claims fall away: of one mixer or in one space, of things that start at `from` (now, unless later) or after. `reason` is a word of TERMS.releaseReason. */
export interface Release {
  mixerId?: string;
  spaceId?: string;
  from?: Date;
  reason: string;
}

/** Everything a claim writes, in one statement; a place that is gone, or a shift that changed, writes nothing of the claim. */
const CLAIM_WRITE = `
  with taken as (
    update shifts set places_taken = places_taken + case when $16 then 1 else 0 end
     where id = $2 and status = 'published' and version = $6 and (not $16 or places_taken < places)
    returning id
  ), paper as (
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

/** What mixers do with claims, and what spaces decide about them. Locks: mixer, then shift, then claim. */
@Injectable()
export class ClaimsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly limits: Limits,
  ) {}

  /**
   * Take a place on an open shift: one transaction with the tier decision at the shift's time, the place, the person's time, the terms
   * notice, the audit entry and the notices. Refuses 404; 409 `shift.full`, `shift.notOpen`, `shift.started`, `claim.already`, `clash`,
   * `shift.changed`; 422 `claim.notAllowed` with every reason of `decide()`.
   */
  async take(actor: Actor, shiftId: string): Promise<TakenClaimView> {
    return this.db.transaction((tx) => this.takeIn(tx, actor, shiftId, null));
  }

  /** Take over a claim whose holder looks for a stand-in. The terms are agreed anew; the first holder is free from then on. */
  async standIn(actor: Actor, claimId: string): Promise<TakenClaimView> {
    return this.db.transaction(async (tx) => {
      const wanted = await claimById(tx, claimId);
      if (!wanted) throw Refusal.missing('claim');
      if (wanted.status !== 'standInWanted') throw Refusal.conflict('claim.standInTaken', {}, otherShifts());
      return this.takeIn(tx, actor, wanted.shiftId, wanted);
    });
  }

  private async takeIn(tx: EntityManager, actor: Actor, shiftId: string, from: ClaimRow | null): Promise<TakenClaimView> {
    const now = this.clock.now();
    const who = { accountId: actor.accountId, mixerId: mixerOf(actor) };
    const facts = await claimFacts(tx, shiftId, who);
    if (!facts || facts.status === 'draft') throw Refusal.missing('shift');
    const ruleSet = await ruleSetInForce(tx, now);
    this.requireOpen(facts, from, now);
    this.requireFit(unfitReasons(facts, { facts: await factsUnderLock(tx, who.mixerId, facts), manualRead: facts.manualRead, clash: clashOf(facts), ownClaim: facts.ownClaim }, ruleSet, now));

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
    if (from) await this.handOver(tx, from, actor, now);
    await this.write(tx, actor, facts, claim);
    return { id: claim.id, status: claim.status, termsDocumentId: claim.documentId, paymentDueOn: claim.paymentDueOn };
  }

  /** The write beat of a claim in one statement: place, claim, time, paper, audit, notices. Nothing is kept when the place was gone. */
  private async write(tx: EntityManager, actor: Actor, facts: ClaimFacts, claim: NewClaim): Promise<void> {
    const takesPlace = claim.status === 'booked' && !claim.takesOver;
    const written = await prepared(
      tx,
      'claim-write',
      CLAIM_WRITE,
      [
        claim.id,
        facts.id,
        facts.spaceId,
        mixerOf(actor),
        actor.accountId,
        facts.version,
        claim.status,
        claim.ruleSetVersion,
        claim.at,
        claim.documentId,
        claim.terms?.number ?? null,
        claim.terms?.text ?? null,
        claim.terms?.sha256 ?? null,
        facts.rewardYen,
        claim.paymentDueOn,
        takesPlace,
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
            concernsAccountId: actor.accountId,
            spaceId: facts.spaceId,
            after: { shiftId: facts.id, rewardYen: facts.rewardYen, termsDocumentId: claim.documentId, paymentDueOn: claim.paymentDueOn },
          },
        ]),
        noticeRecords([
          {
            to: recipientOf(actor),
            template: claim.status === 'booked' ? 'claimBooked' : 'claimRequested',
            params: { ...shiftParams(facts), name: actor.displayName, rewardYen: facts.rewardYen, paymentDueOn: claim.paymentDueOn, number: claim.terms?.number ?? '' },
            href: `/me/shifts/${claim.id}`,
            ...(claim.status === 'booked' ? { calendar: calendarEntry(claim.id, facts, 0, 'confirmed') } : {}),
            at: claim.at,
          },
        ]),
      ],
    );
    if (written.length === 0) await this.refuseLost(tx, facts);
  }

  /** Somebody was faster: say what happened, and the way on. */
  private async refuseLost(tx: Sql, facts: ClaimFacts): Promise<never> {
    const now = await row<{ status: string; version: number }>(tx, 'select status, version from shifts where id = $1', [facts.id]);
    if (now?.status !== 'published') throw Refusal.conflict('shift.notOpen', {}, otherShifts());
    if (now.version !== facts.version) throw Refusal.conflict('shift.changed', {}, [{ code: 'shift.changed', params: {}, nextStep: { code: 'next.openShift', href: `/shifts/${facts.id}` } }]);
    throw Refusal.conflict('shift.full', { places: facts.places }, otherShifts('shift.full', { places: facts.places }));
  }

  private requireOpen(facts: ClaimFacts, from: ClaimRow | null, now: Date): void {
    const [closed] = closedReasons(from ? { ...facts, placesTaken: facts.placesTaken - 1 } : facts, now);
    if (closed) throw Refusal.conflict(closed.code, closed.params, [closed]);
  }

  private requireFit(reasons: readonly Reason[]): void {
    const [first] = reasons;
    if (!first) return;
    if (reasons.length === 1 && (first.code === 'clash' || first.code === 'claim.already')) throw Refusal.conflict(first.code, first.params, reasons);
    throw Refusal.rule('claim.notAllowed', {}, reasons);
  }

  /** The first holder of a claim is free: somebody took it over in this transaction. */
  private async handOver(tx: Sql, from: ClaimRow, by: Actor, now: Date): Promise<void> {
    const freed = await this.move(tx, from, 'handOver', now, 'ended_at = $4', []);
    if (!freed) throw Refusal.conflict('claim.standInTaken', {}, otherShifts());
    await releaseCommitments(tx, [from.id]);
    await recordDeed(tx, { at: now, by, action: 'claim.handedOver', subject: { type: 'claim', id: from.id }, concernsAccountId: from.accountId, spaceId: from.spaceId });
    await notify(tx, [this.told(from, 'claimHandedOver', { standIn: by.displayName }, now, 'cancelled')]);
  }

  /** One's own claims: what is ahead in order of time, what is over newest first. */
  async mine(actor: Actor, query: ListClaims): Promise<Page<ClaimView>> {
    const now = this.clock.now();
    const limit = query.limit ?? PAGE_DEFAULT;
    const found = await listClaims(this.db, {
      mixerId: mixerOf(actor),
      ...(query.when === 'past' ? { endedBefore: now } : { endsAfter: now }),
      after: readCursor(query.cursor, ['instant', 'id']),
      limit: limit + 1,
    });
    return pageOf(found, limit, (claim) => claimView(claim, actor, now), claimKey);
  }

  /** The claims on a space's shifts, for its people. */
  async ofSpace(actor: Actor, spaceId: string, query: ListSpaceClaims): Promise<Page<ClaimView>> {
    authorizeInSpace(actor, spaceId, 'space', ['owner', 'manager', 'reception']);
    const now = this.clock.now();
    const limit = query.limit ?? PAGE_DEFAULT;
    const about = {
      toDecide: { statuses: ['requested'] as const, endsAfter: now },
      toConfirm: { statuses: ['checkedIn', 'reported', 'booked', 'standInWanted'] as const, startsBefore: now },
      upcoming: { endsAfter: now },
      past: { endedBefore: now },
    }[query.about ?? 'upcoming'];
    const found = await listClaims(this.db, { spaceId, ...about, after: readCursor(query.cursor, ['instant', 'id']), limit: limit + 1 });
    return pageOf(found, limit, (claim) => claimView(claim, actor, now), claimKey);
  }

  async read(actor: Actor, id: string): Promise<ClaimView> {
    return this.show(this.db, actor, id);
  }

  /** What withdrawing would cost now, before it is done. */
  async quote(actor: Actor, id: string): Promise<WithdrawalQuoteView> {
    const claim = await this.own(this.db, actor, id);
    if (!claimView(claim, actor, this.clock.now()).can.withdraw) throw Refusal.conflict('state.wrong', { from: claim.status, action: 'withdraw' });
    const strikes = await countStrikes(this.db, claim.mixerId, this.clock.now());
    return { ...this.quoteOf(claim), strikes, strikesToFreeze: RELIABILITY.strikes };
  }

  private quoteOf(claim: ClaimRow) {
    return withdrawalQuote({ status: claim.status, startsAt: claim.startsAt, amended: isAmended(claim) }, this.clock.now());
  }

  /**
   * "I cannot come": the claim is released, or a stand-in is sought while it stays the mixer's; see `withdrawalQuote`.
   * Refuses 409 `claim.begun` once the shift has started, `state.wrong`.
   */
  async withdraw(actor: Actor, id: string, reason: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockMixer(tx, mixerOf(actor));
      const claim = await this.own(tx, actor, id);
      if (claim.startsAt <= now) throw Refusal.conflict('claim.begun');
      const quote = this.quoteOf(claim);
      const action = quote.effect === 'released' ? 'withdraw' : 'seekStandIn';
      const heldPlace = claim.status === 'booked' && action === 'withdraw';
      await this.moveOrRefuse(tx, claim, action, now, 'withdrawn_at = $4, withdraw_reason = $5, withdraw_counts = $6', [reason, quote.counts]);
      if (heldPlace) await giveBackPlaces(tx, claim.shiftId, 1);
      if (action === 'withdraw') await releaseCommitments(tx, [claim.id]);
      await this.record(tx, actor, claim, action === 'withdraw' ? 'claim.withdrawn' : 'claim.standInSought', now, reason, { counts: quote.counts });
      await notify(tx, [
        ...(action === 'withdraw' ? [this.told(claim, 'claimWithdrawn', { reason }, now, 'cancelled')] : []),
        ...(await this.toSpace(tx, claim, action === 'withdraw' ? 'spaceClaimWithdrawn' : 'spaceStandInSought', { reason }, now)),
      ]);
      await freezeIfUnreliable(tx, claim.mixerId, now);
      return this.show(tx, actor, id);
    });
  }

  /** "I can come after all", while no stand-in has been found. */
  async keep(actor: Actor, id: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await this.own(tx, actor, id);
      await this.moveOrRefuse(tx, claim, 'keep', now, 'withdrawn_at = null, withdraw_reason = null, withdraw_counts = null', []);
      await this.record(tx, actor, claim, 'claim.kept', now);
      await notify(tx, await this.toSpace(tx, claim, 'spaceClaimKept', {}, now));
      return this.show(tx, actor, id);
    });
  }

  /** The owner takes a request: the terms notice is issued now. Refuses 409 `shift.full`, `shift.notOpen`, 422 when the mixer no longer may. */
  async approve(actor: Actor, id: string): Promise<TakenClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await this.ofOwner(tx, actor, id);
      step(CLAIM_MACHINE, claim.status, 'approve');
      const facts = await claimFacts(tx, claim.shiftId, claim);
      if (!facts) throw Refusal.missing('shift');
      this.requireOpen(facts, null, now);
      const ruleSet = await ruleSetInForce(tx, now);
      this.requireFit(unfitReasons(facts, { facts: await factsUnderLock(tx, claim.mixerId, facts), manualRead: true, clash: null, ownClaim: null }, ruleSet, now));
      const terms = draftTerms(facts, { version: 1, paymentDueOn: claim.paymentDueOn, ruleSetVersion: ruleSet.version, rewardYen: facts.rewardYen, at: now });
      const documentId = newId();
      const taken = await row(tx, `update shifts set places_taken = places_taken + 1 where id = $1 and status = 'published' and places_taken < places returning id`, [claim.shiftId]);
      if (!taken) throw Refusal.conflict('shift.full', { places: facts.places });
      const held = await row<{ status: ClaimStatus }>(tx, 'select status from claims where id = $1 for update', [claim.id]);
      step(CLAIM_MACHINE, held?.status ?? claim.status, 'approve');
      await tx.query(
        `insert into documents (id, number, kind, subject_id, version, party_account_id, party_space_id, content, sha256, issued_at)
         values ($1, $2, 'termsNotice', $3, 1, $4, $5, $6, $7, $8)`,
        [documentId, terms.number, claim.id, claim.accountId, claim.spaceId, terms.text, terms.sha256, now],
      );
      await this.moveOrRefuse(tx, claim, 'approve', now, 'approved_at = $4, terms_document_id = $5, reward_yen = $6, shift_version = $7', [documentId, facts.rewardYen, facts.version]);
      await bookCommitment(tx, claim.id);
      await this.record(tx, actor, claim, 'claim.approved', now, null, { termsDocumentId: documentId });
      await notify(tx, [this.told(claim, 'claimBooked', { rewardYen: facts.rewardYen, paymentDueOn: claim.paymentDueOn, number: terms.number }, now, 'confirmed')]);
      return { id: claim.id, status: 'booked', termsDocumentId: documentId, paymentDueOn: claim.paymentDueOn };
    });
  }

  async reject(actor: Actor, id: string, reason: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await this.ofOwner(tx, actor, id);
      await this.moveOrRefuse(tx, claim, 'reject', now, 'rejected_at = $4, reject_reason = $5', [reason]);
      await releaseCommitments(tx, [claim.id]);
      await this.record(tx, actor, claim, 'claim.rejected', now, reason);
      await notify(tx, [this.told(claim, 'claimRejected', { reason }, now)]);
      return this.show(tx, actor, id);
    });
  }

  /** Prove that one came, by the code the space shows. Refuses 409 `checkIn.notOpen`, 422 `checkIn.wrongCode`, 429 after ten tries. */
  async checkIn(actor: Actor, id: string, { code }: CheckIn): Promise<ClaimView> {
    await this.limits.use('checkIn', id);
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await this.own(tx, actor, id);
      step(CLAIM_MACHINE, claim.status, 'checkIn');
      if (!checkInOpen(claim, now)) throw Refusal.conflict('checkIn.notOpen', { span: `${claim.startsAt.toISOString()}/${claim.endsAt.toISOString()}` });
      if (normalizeDigits(code).replace(/\D/g, '') !== claim.checkInCode) throw Refusal.rule('checkIn.wrongCode');
      await this.moveOrRefuse(tx, claim, 'checkIn', now, 'checked_in_at = $4, withdrawn_at = null, withdraw_reason = null, withdraw_counts = null', []);
      await this.record(tx, actor, claim, 'claim.checkedIn', now);
      return this.show(tx, actor, id);
    });
  }

  /** The record of the service. Refuses 409 `report.tooEarly` before the shift begins. */
  async report(actor: Actor, id: string, input: Report): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await this.own(tx, actor, id);
      if (claim.startsAt > now) throw Refusal.conflict('report.tooEarly');
      const report = { enquiries: '', introductions: '', incidents: '', handover: '', ...input };
      await this.moveOrRefuse(tx, claim, 'report', now, 'reported_at = $4, report = $5', [JSON.stringify(report)]);
      await this.record(tx, actor, claim, 'claim.reported', now);
      await notify(tx, await this.toSpace(tx, claim, 'spaceClaimReported', {}, now));
      return this.show(tx, actor, id);
    });
  }

  /** The owner confirms the service: the reward is owed from now on, on the day that was agreed when it was booked. */
  async confirm(actor: Actor, id: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const claim = await this.ofOwner(tx, actor, id);
      if (claim.startsAt > this.clock.now()) throw Refusal.conflict('confirm.tooEarly');
      await this.confirmIn(tx, claim, actor);
      return this.show(tx, actor, id);
    });
  }

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
    for (const { id } of waiting) confirmed += await this.db.transaction((tx) => this.confirmIfDue(tx, id));
    await this.freezeForEmptyPlaces(now);
    return confirmed;
  }

  private async confirmIfDue(tx: Sql, id: string): Promise<number> {
    if (!(await row(tx, 'select id from claims where id = $1 for update skip locked', [id]))) return 0;
    const claim = await claimById(tx, id);
    const due = claim && confirmsItselfAt(claim);
    if (!claim || !due || due > this.clock.now()) return 0;
    await this.confirmIn(tx, claim, 'clock');
    return 1;
  }

  private async confirmIn(tx: Sql, claim: ClaimRow, by: Actor | 'clock'): Promise<void> {
    const now = this.clock.now();
    const byId = by === 'clock' ? null : by.accountId;
    await this.moveOrRefuse(tx, claim, 'confirm', now, `confirmed_at = $4, confirmed_by = $5, payable_yen = reward_yen, outcome = 'came', outcome_by = $5, outcome_at = $4`, [byId]);
    await this.record(tx, by, claim, 'claim.confirmed', now, null, { payableYen: claim.rewardYen, paymentDueOn: claim.paymentDueOn });
    await notify(tx, [this.told(claim, 'claimConfirmed', { rewardYen: claim.rewardYen, paymentDueOn: claim.paymentDueOn }, now)]);
  }

  /** The mixer did not come; can be contested for seven days. */
  async noShow(actor: Actor, id: string, reason: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const first = await this.ofOwner(tx, actor, id);
      await lockMixer(tx, first.mixerId);
      const claim = await this.ofOwner(tx, actor, id);
      if (claim.startsAt > now) throw Refusal.conflict('confirm.tooEarly');
      await this.moveOrRefuse(tx, claim, 'noShow', now, `ended_at = $4, end_reason = $5, outcome = 'didNotCome', outcome_by = $6, outcome_at = $4`, [reason, actor.accountId]);
      await giveBackPlaces(tx, claim.shiftId, 1);
      await releaseCommitments(tx, [claim.id]);
      await this.record(tx, actor, claim, 'claim.noShow', now, reason);
      await notify(tx, [this.told(claim, 'claimNoShow', { reason }, now)]);
      await freezeIfUnreliable(tx, claim.mixerId, now);
      return this.show(tx, actor, id);
    });
  }

  /** Contest an outcome within seven days; the stewards hear of it. Refuses 409 `objection.tooLate`, `objection.already`. */
  async object(actor: Actor, id: string, text: string): Promise<ClaimView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const claim = await this.own(tx, actor, id);
      if (!claim.outcomeAt) throw Refusal.conflict('state.wrong', { from: claim.status, action: 'object' });
      if (now.getTime() - claim.outcomeAt.getTime() >= OBJECTION_MS) throw Refusal.conflict('objection.tooLate');
      const kept = await row(tx, 'update claims set objection = $2, objected_at = $3 where id = $1 and objection is null returning id', [id, text, now]);
      if (!kept) throw Refusal.conflict('objection.already');
      await this.record(tx, actor, claim, 'claim.contested', now, text);
      const stewards = await rows<Recipient>(
        tx,
        `select a.id as "accountId", a.email, a.locale from account_roles r join accounts a on a.id = r.account_id where r.role = 'steward' and r.ended_at is null`,
      );
      const params = { ...shiftParams(claim), mixer: claim.displayName, text };
      await notify(tx, [
        ...(await this.toSpace(tx, claim, 'spaceOutcomeContested', { text }, now)),
        ...stewards.map((to): Notice => ({ to, template: 'spaceOutcomeContested', params, href: `/admin/audit?subjectId=${claim.id}`, at: now })),
      ]);
      return this.show(tx, actor, id);
    });
  }

  /**
   * Let go of claims that are still ahead: the membership or the space's relation has ended. Each mixer and each space is told why.
   * Answers how many fell away; running it again lets go of nothing twice.
   */
  async release({ from, reason, ...about }: Release): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const since = from && from > now ? from : now;
      const found = await listClaims(tx, { ...about, statuses: FALLS_AWAY, endsAfter: since, after: null, limit: 5000 });
      const ahead = found.filter((claim) => claim.startsAt >= since);
      for (const claim of ahead) await this.letGo(tx, claim, reason, now);
      return ahead.length;
    });
  }

  private async letGo(tx: Sql, claim: ClaimRow, reason: string, now: Date): Promise<void> {
    if (!(await this.move(tx, claim, 'release', now, 'ended_at = $4, end_reason = $5', [reason]))) return;
    if (claim.status !== 'requested') await giveBackPlaces(tx, claim.shiftId, 1);
    await releaseCommitments(tx, [claim.id]);
    await this.record(tx, 'clock', claim, 'claim.released', now, reason);
    await notify(tx, [this.told(claim, 'claimReleased', { reason }, now, 'cancelled'), ...(await this.toSpace(tx, claim, 'spaceClaimReleased', { reason }, now))]);
  }

  /** Free withdrawals that were to count unless refilled count once the shift has begun with an empty place. */
  private async freezeForEmptyPlaces(now: Date): Promise<void> {
    const mixers = await rows<{ mixerId: string }>(
      this.db,
      `select distinct c.mixer_id as "mixerId" from claims c join shifts s on s.id = c.shift_id
        where c.status = 'withdrawn' and c.withdraw_counts = 'unlessRefilled' and s.places_taken < s.places
          and s.starts_at between $1::timestamptz - interval '1 day' and $1`,
      [now],
    );
    for (const { mixerId } of mixers) {
      await this.db.transaction(async (tx) => {
        await lockMixer(tx, mixerId);
        await freezeIfUnreliable(tx, mixerId, now);
      });
    }
  }

  /** Step a claim's state; false when somebody else has moved it since it was read. `$4` in `set` is the instant. */
  private async move(tx: Sql, claim: ClaimRow, action: ClaimAction, now: Date, set: string, params: readonly unknown[]): Promise<boolean> {
    const to: ClaimStatus = step(CLAIM_MACHINE, claim.status, action);
    // The instant stands in every statement, so that `set` may speak of it or not.
    const moved = await row(tx, `update claims set status = $3, ${set} where id = $1 and status = $2 and $4::timestamptz is not null returning id`, [claim.id, claim.status, to, now, ...params]);
    return moved !== null;
  }

  private async moveOrRefuse(tx: Sql, claim: ClaimRow, action: ClaimAction, now: Date, set: string, params: readonly unknown[]): Promise<void> {
    if (!(await this.move(tx, claim, action, now, set, params))) throw Refusal.conflict('state.wrong', { from: claim.status, action });
  }

  private record(tx: Sql, by: AuditActor | Actor, claim: ClaimRow, action: string, at: Date, reason: string | null = null, after: Record<string, unknown> | null = null): Promise<void> {
    return recordDeed(tx, { at, by, action, subject: { type: 'claim', id: claim.id }, concernsAccountId: claim.accountId, spaceId: claim.spaceId, reason, before: { status: claim.status }, after });
  }

  private async own(sql: Sql, actor: Actor, id: string): Promise<ClaimRow> {
    const claim = await claimById(sql, id);
    if (!claim || claim.mixerId !== mixerOf(actor)) throw Refusal.missing('claim');
    return claim;
  }

  private async ofOwner(sql: Sql, actor: Actor, id: string): Promise<ClaimRow> {
    const claim = await claimById(sql, id);
    if (!claim) throw Refusal.missing('claim');
    authorizeInSpace(actor, claim.spaceId, 'claim');
    return claim;
  }

  private async show(sql: Sql, actor: Actor, id: string): Promise<ClaimView> {
    const claim = await claimById(sql, id);
    if (!claim || !mayRead(actor, claim)) throw Refusal.missing('claim');
    return claimView(claim, actor, this.clock.now());
  }

  private told(claim: ClaimRow, template: MailTemplate, params: Params, at: Date, calendar?: CalendarEntry['status']): Notice {
    return {
      to: { accountId: claim.accountId, email: claim.email, locale: claim.locale },
      template,
      params: { ...shiftParams(claim), name: claim.displayName, ...params },
      href: `/me/shifts/${claim.id}`,
      ...(calendar ? { calendar: calendarEntry(claim.id, claim, calendar === 'confirmed' ? 1 : 2, calendar) } : {}),
      at,
    };
  }

  private async toSpace(tx: Sql, claim: ClaimRow, template: MailTemplate, params: Params, at: Date): Promise<Notice[]> {
    const people = await rows<Recipient>(
      tx,
      `select a.id as "accountId", a.email, a.locale from space_staff st join accounts a on a.id = st.account_id
        where st.space_id = $1 and st.ended_at is null and st.role in ('owner', 'manager')`,
      [claim.spaceId],
    );
    return people.map((to) => ({ to, template, params: { ...shiftParams(claim), mixer: claim.displayName, ...params }, href: `/spaces/${claim.spaceId}/claims#${claim.id}`, at }));
  }
}

const mayRead = (actor: Actor, claim: ClaimRow): boolean =>
  claim.mixerId === actor.mixerId || actor.roles.has('steward') || actor.spaces.some((space) => space.id === claim.spaceId);

const recipientOf = ({ accountId, email, locale }: Actor): Recipient => ({ accountId, email, locale });

const clashOf = ({ clash }: ClaimFacts) =>
  clash ? { title: clash.title, startsAt: new Date(clash.startsAt), endsAt: new Date(clash.endsAt), href: '/me/shifts' } : null;

const otherShifts = (code = 'shift.notOpen', params: Params = {}): Reason[] => [{ code, params, nextStep: { code: 'next.otherShifts', href: '/shifts' } }];

/** How sentences speak of a shift. */
export const shiftParams = (shift: { spaceName: string; kind: string; startsAt: Date; endsAt: Date }): Params => ({
  space: shift.spaceName,
  kind: shift.kind,
  span: `${shift.startsAt.toISOString()}/${shift.endsAt.toISOString()}`,
});

/** A claim in the mixer's own calendar; the same uid for its whole life. */
export const calendarEntry = (
  claimId: string,
  shift: { spaceName: string; city: string; content: string; startsAt: Date; endsAt: Date },
  sequence: number,
  status: CalendarEntry['status'],
): CalendarEntry => ({
  uid: `${claimId}@mazeru`,
  sequence,
  status,
  startsAt: shift.startsAt.toISOString(),
  endsAt: shift.endsAt.toISOString(),
  title: shift.spaceName,
  place: `${shift.spaceName} ${shift.city}`,
  description: shift.content,
});

async function lockMixer(tx: Sql, mixerId: string): Promise<void> {
  await theRow(tx, 'mixer', 'select id from mixers where id = $1 for update', [mixerId]);
}

/** Places of a shift become free again; freeing needs no look at who waits. */
export async function giveBackPlaces(tx: Sql, shiftId: string, places: number): Promise<void> {
  await tx.query('update shifts set places_taken = places_taken - $2 where id = $1', [shiftId, places]);
}

/**
 * Late withdrawals and no-shows of the last 90 days that count: those that were late, and early ones whose place stayed empty.
 * What has led to a freeze already does not count again; a contested no-show waits for its answer.
 */
async function countStrikes(sql: Sql, mixerId: string, now: Date): Promise<number> {
  const since = dayStart(addDays(tokyoDay(now), -RELIABILITY.withinDays));
  const counted = await row<{ n: number }>(
    sql,
    `select count(*)::int as n from claims c join shifts s on s.id = c.shift_id
      where c.mixer_id = $1 and s.starts_at >= $2
        and greatest(c.withdrawn_at, c.ended_at) > coalesce((select max(lower(valid)) from mixer_facts where mixer_id = $1 and fact = 'freeze'), '-infinity')
        and (c.status = 'noShow' and c.objection is null
          or c.withdraw_counts = 'yes' and c.status in ('standInWanted', 'handedOver')
          or c.withdraw_counts = 'unlessRefilled' and s.starts_at <= $3 and s.places_taken < s.places)`,
    [mixerId, since, now],
  );
  return counted?.n ?? 0;
}

/** Three strikes freeze new claims for 14 days; the freeze lifts by itself. */
async function freezeIfUnreliable(tx: Sql, mixerId: string, now: Date): Promise<void> {
  if ((await countStrikes(tx, mixerId, now)) < RELIABILITY.strikes) return;
  await freeze(tx, { mixerId, until: new Date(now.getTime() + RELIABILITY.freezeDays * DAY_MS), reason: 'reliability', at: now, by: 'clock' });
}
