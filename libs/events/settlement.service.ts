import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { deedCte, deedParams, recordDeed } from '#libs/audit';
import { planned, rows, type Sql } from '#libs/database';
import { inSpace, officers, type Actor } from '#libs/identity';
import { canStep, Clock, newId, Refusal, step, yen, type Reason } from '#libs/kernel';
import { balancesOfEvent, post } from '#libs/ledger';
import { noticeCtes, noticeParams, notify, type Notice } from '#libs/notices';
import { closeSale, gatheredReceipts } from '#libs/orders';
import { agreementOf, computeSplit, type Agreement, type Ground, type SplitTerms } from '#libs/revenue';
import { spaceRecipients } from '#libs/spaces';
import type { Locale, Params } from '#libs/words';
import { chargeCancelCost, misCharged } from './cancel-cost.js';
import { EVENT_MACHINE, isOfCooperative } from './event.rules.js';
import { recordEvent } from './event.steps.js';
import { standingIn } from './events.service.js';
import { eventById, lockSoldEvent, type EventRow } from './events.queries.js';
import { holds } from './events.views.js';
import { builderAccountOf } from './people.seats.js';
import type { AgreeSettlement, EventSettlementView, ProposeSettlement } from './settlement.dto.js';
import { namesOf, reportOf, settlementsOf, sharedBefore, type SettlementRow } from './settlement.queries.js';
import { cashCount, SETTLEMENT_MACHINE, settledShares, settlementTransfers, WITHOUT_AGREEMENT, type Before, type Outcome, type SettledShare } from './settlement.rules.js';
import { settlementView, shownSettlement, type Named } from './settlement.view.js';

/** An event as it stands now: what came in, who has a part in it, what the versions so far gave them. */
interface Look {
  agreement: Agreement | null;
  versions: SettlementRow[];
  before: Before;
  outcome: Outcome;
  shares: SettledShare[];
  /** What was counted in the box; null where nobody said. */
  countedYen: number | null;
  /** The books hold what the receipts say; not while money is on its way. */
  whole: boolean;
}

/** Shares out what an event has brought: the host says what it came to, the other side agrees, the books follow. */
@Injectable()
export class SettlementService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The settlement as its parties read it; before it is proposed, what it would be now. Refuses 404 for whoever has no part in it. */
  async read(actor: Actor, eventId: string, locale: Locale): Promise<EventSettlementView> {
    const event = await eventById(this.db, eventId);
    if (!event) throw Refusal.missing('event');
    const parts = await this.partsOf(actor, event);
    return this.show(this.db, event, parts, await this.look(this.db, event), locale);
  }

  /**
   * Say what the event came to. A proposal that was not agreed yet is replaced. Refuses 404, 409 `settlement.alreadyAgreed`, 422 `settlement.notOver`
   * before its end, `settlement.cancelled`, `settlement.moneyMoving` while money is on its way.
   */
  async propose(actor: Actor, eventId: string, { cashCountedYen }: ProposeSettlement, locale: Locale): Promise<EventSettlementView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const event = await lockSoldEvent(tx, eventId);
      const parts = await this.partsOf(actor, event, tx);
      if (!parts.proposes) throw Refusal.forbidden();
      refuseAll(this.whyNotProposed(event, now));
      const look = await this.look(tx, event, cashCountedYen);
      if (!look.whole) throw Refusal.conflict('settlement.moneyMoving');
      await tx.query(`update event_settlements set status = $2 where event_id = $1 and status = 'proposed'`, [eventId, step(SETTLEMENT_MACHINE, 'proposed', 'replace')]);
      const id = newId();
      await insertVersion(tx, { id, event, look, at: now, by: actor });
      await recordDeed(tx, { at: now, by: actor, action: 'settlement.proposed', subject: { type: 'event', id: eventId }, spaceId: event.spaceId, after: figures(look) });
      await notify(tx, await toAgreeing(tx, event, 'settlementProposed', { ...toldOf(event, look), name: actor.displayName }, now));
      return this.show(tx, event, parts, await this.look(tx, event), locale);
    });
  }

  /**
   * Agree to what was proposed; the money is shared out in the books. Refuses 404, 409 `settlement.nothingProposed`, `settlement.changed` when money has
   * moved since or another version was read, `settlement.alreadyAgreed`.
   */
  async agree(actor: Actor, eventId: string, { version }: AgreeSettlement, locale: Locale): Promise<EventSettlementView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const event = await lockSoldEvent(tx, eventId);
      if (!agrees(actor, event)) {
        await this.partsOf(actor, event, tx);
        throw Refusal.forbidden();
      }
      if (event.status === 'settled') throw Refusal.conflict('settlement.alreadyAgreed');
      // Nothing is sold any more: money that comes from here on waits for us, and then finds the sale closed and tells of itself.
      if (event.saleOpen) await closeSale(tx, eventId, 'closed');
      const look = await this.look(tx, event);
      const proposed = look.versions.find(({ status }) => status === 'proposed');
      if (!proposed) throw Refusal.conflict('settlement.nothingProposed');
      if ((version !== undefined && version !== proposed.version) || isOutdated(proposed, look)) throw Refusal.conflict('settlement.changed', { version: proposed.version });
      if (!look.whole) throw Refusal.conflict('settlement.moneyMoving');
      const agreed = { ...proposed, status: step(SETTLEMENT_MACHINE, proposed.status, 'agree'), agreedAt: now, agreedByName: actor.displayName };
      const status = step(EVENT_MACHINE, overBy(event), 'settle');
      const deed = {
        at: now,
        by: actor,
        action: 'settlement.agreed',
        subject: { type: 'event', id: eventId },
        concernsAccountId: event.hostAccountId,
        spaceId: event.spaceId,
        after: figures(look),
      } as const;
      const notice = toHost(event, 'settlementAgreed', { ...toldOf(event, look), name: actor.displayName }, now);
      await planned(tx, 'settlement-agree', AGREE, [proposed.id, agreed.status, actor.accountId, actor.displayName, now, eventId, status, ...deedParams(deed), ...noticeParams(notice)]);
      await this.post(tx, event, proposed.id, look, now, actor);
      const after: Look = {
        ...look,
        versions: look.versions.map((one) => (one.id === agreed.id ? agreed : one)),
        before: { ...look.outcome },
        outcome: { ...look.outcome, cashYen: yen(0) },
      };
      return this.show(tx, { ...event, status }, { proposes: false, agrees: true }, after, locale);
    });
  }

  /**
   * The job `saleMoneyMoved`: money has come or gone for an event that was settled. Makes the next version, with lines below zero where something
   * went back; nobody has to agree, for the split was agreed and only its sum is another. Does nothing where nothing has changed, or while the rest
   * is still on its way. Of what was called off the cost that became known is charged to whoever bears it.
   */
  async again(eventId: string): Promise<boolean> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      if (!(await eventById(tx, eventId))) return false; // sold, but no event: nothing of it is settled here
      const event = await lockSoldEvent(tx, eventId);
      if (event.status === 'cancelled') return this.followCancelCost(tx, event, now);
      if (event.status !== 'settled') return false;
      const look = await this.look(tx, event, null);
      if (!look.whole || transfersOf(event, look).length === 0) return false;
      const id = newId();
      await insertVersion(tx, { id, event, look, at: now, by: null });
      await this.post(tx, event, id, look, now, null);
      await recordDeed(tx, {
        at: now,
        by: 'clock',
        action: 'settlement.followed',
        subject: { type: 'event', id: eventId },
        concernsAccountId: event.hostAccountId,
        spaceId: event.spaceId,
        after: figures(look),
      });
      const told = { ...toldOf(event, look), changeYen: look.outcome.receivedYen - look.before.receivedYen };
      await notify(tx, [toHost(event, 'settlementFollowed', told, now), ...(await toAgreeing(tx, event, 'settlementFollowed', told, now))]);
      return true;
    });
  }

  private async followCancelCost(tx: Sql, event: EventRow, now: Date): Promise<boolean> {
    const costYen = await chargeCancelCost(tx, event, 'clock', now);
    if (costYen === 0) return false;
    await recordEvent(tx, 'clock', event, 'event.cancelCostFollowed', now, { after: { costYen } });
    return true;
  }

  /**
   * The nightly look for what the jobs missed, also those that died of their last try: settled events for which the books still hold something, and
   * called-off ones of which whoever bears the cost was charged another sum than is known by now. Done again it changes nothing. One event that
   * cannot be followed does not hold up the others; what was wrong with it fails the job in the end.
   */
  async followAll(): Promise<number> {
    const left = [...(await rows<{ id: string }>(this.db, LEFT_OVER)), ...(await misCharged(this.db))];
    const faults: unknown[] = [];
    let followed = 0;
    for (const { id } of left) if (await this.again(id).catch((fault: unknown) => void faults.push(fault))) followed += 1;
    if (faults.length > 0) throw faults[0];
    return followed;
  }

  /** What somebody has to do with the settlement. Refuses 404 where that is nothing. */
  private async partsOf(actor: Actor, event: EventRow, sql: Sql = this.db): Promise<Parts> {
    const standing = await standingIn(sql, actor, event);
    const parts = { proposes: holds(standing, event), agrees: agrees(actor, event) };
    if (parts.proposes || parts.agrees || standing.steward || actor.roles.has('treasurer') || actor.roles.has('approver')) return parts;
    throw Refusal.missing('event');
  }

  private whyNotProposed(event: EventRow, now: Date): Reason[] {
    const because = (code: string, params: Params = {}): Reason[] => [{ code, params }];
    if (event.status === 'settled') return because('settlement.alreadyAgreed');
    if (event.status === 'cancelled') return because('settlement.cancelled');
    if (!canStep(EVENT_MACHINE, overBy(event), 'settle') || event.endsAt > now) return because('settlement.notOver', { endsAt: event.endsAt.toISOString() });
    return [];
  }

  private async look(sql: Sql, event: EventRow, counted?: number | null): Promise<Look> {
    const agreement = await agreementOf(sql, event.id);
    const versions = await settlementsOf(sql, event.id);
    const before = sharedBefore(versions);
    const { heldYen, cashYen } = await balancesOfEvent(sql, event.id);
    const terms = agreement?.terms ?? WITHOUT_AGREEMENT;
    const builderAccountId = terms.shares.some(({ role }) => role === 'builder') ? await builderAccountOf(sql, event.id) : null;
    const split = computeSplit(terms, await gatheredReceipts(sql, event.id, { heads: countsHeads(terms) }), { ...groundOf(event), builderAccountId });
    const outcome: Outcome = { ...split, cashYen };
    const proposed = versions.find(({ status }) => status === 'proposed');
    const countedYen = counted === undefined ? countedOf(proposed) ?? (await reportOf(sql, event.id))?.cashCountedYen ?? null : counted;
    return {
      agreement,
      versions,
      before,
      outcome,
      shares: settledShares(before.lines, split.lines),
      countedYen,
      whole: heldYen === outcome.receivedYen - before.receivedYen,
    };
  }

  private async post(tx: Sql, event: EventRow, settlementId: string, look: Look, at: Date, by: Actor | null): Promise<void> {
    const transfers = transfersOf(event, look);
    if (transfers.length === 0) return;
    await post(tx, { cause: { kind: 'event.settled', id: settlementId }, eventAt: at, transfers, ...(by ? { by } : {}) });
  }

  private async show(sql: Sql, event: EventRow, parts: Parts, look: Look, locale: Locale): Promise<EventSettlementView> {
    const now = this.clock.now();
    const names = await namedIn(sql, look);
    const current = look.versions.find(({ status }) => status !== 'replaced');
    const versions = look.versions.map((version) => shownSettlement(version, names, locale));
    const blocked = parts.proposes ? this.whyNotProposed(event, now) : [];
    const outdated = current !== undefined && (current.status === 'proposed' ? isOutdated(current, look) : transfersOf(event, look).length > 0);
    return settlementView(event, {
      current: versions.find(({ id }) => id === current?.id) ?? null,
      now: { ...look.outcome, base: look.agreement?.terms.base ?? WITHOUT_AGREEMENT.base, shares: look.shares, cash: cashCount(look.outcome.cashYen, look.countedYen), agreementVersion: look.agreement?.version ?? null },
      versions,
      outdated,
      agreedBy: event.spaceId === null ? 'treasurer' : 'space',
      can: { propose: parts.proposes && blocked.length === 0, agree: parts.agrees && current?.status === 'proposed' && !outdated },
      blocked,
      names,
      locale,
    });
  }
}

interface Parts {
  proposes: boolean;
  agrees: boolean;
}

const countsHeads = ({ shares }: SplitTerms): boolean => shares.some(({ kind }) => kind === 'perHead');

/** Whose yes it takes: of whoever runs the space; without a space, of a treasurer. */
const agrees = (actor: Actor, { spaceId }: EventRow): boolean => (spaceId === null ? actor.roles.has('treasurer') : inSpace(actor, spaceId));

/** The yes, with its deed and its letter. */
const AGREE = `
  with settled as (
    update events set status = $7 where id = $6
  ), agreed as (
    update event_settlements set status = $2, agreed_by = $3, agreed_name = $4, agreed_at = $5 where id = $1 returning id
  ), ${deedCte(8, 'agreed')}, ${noticeCtes(19, 'agreed')}
  select id from agreed`;

function refuseAll([first]: readonly Reason[]): void {
  if (!first) return;
  throw first.code === 'settlement.notOver' || first.code === 'settlement.cancelled' ? Refusal.rule(first.code, first.params) : Refusal.conflict(first.code, first.params);
}

/** An event that is over counts as done, also before the clockwork has come by. */
const overBy = ({ status }: EventRow): EventRow['status'] => (status === 'published' ? step(EVENT_MACHINE, status, 'finish') : status);

const groundOf = (event: EventRow): Ground => ({ hostAccountId: isOfCooperative(event.kind) ? null : event.hostAccountId, spaceId: event.spaceId });

const transfersOf = (event: EventRow, { before, outcome, countedYen }: Look): ReturnType<typeof settlementTransfers> =>
  settlementTransfers({ eventId: event.id, hostAccountId: groundOf(event).hostAccountId, counterAccountId: event.hostAccountId, before, outcome, countedYen });

const countedOf = (proposed: SettlementRow | undefined): number | null => (proposed ? proposed.cashYen + proposed.cashDifferenceYen : null);

/** Whether money has moved since a proposal was written. */
const isOutdated = (proposed: SettlementRow, { outcome, shares }: Look): boolean =>
  proposed.receivedYen !== outcome.receivedYen || proposed.costYen !== outcome.costYen || proposed.cashYen !== outcome.cashYen || figuresOf(proposed.shares) !== figuresOf(shares);

const figuresOf = (shares: readonly SettledShare[]): string => JSON.stringify(shares.map(({ role, party, amountYen }) => [role, 'id' in party ? party.id : party.kind, amountYen]));

const figures = ({ outcome, shares }: Look): Record<string, unknown> => ({
  receivedYen: outcome.receivedYen,
  costYen: outcome.costYen,
  cashYen: outcome.cashYen,
  poolYen: shares.reduce((sum, { amountYen }) => sum + amountYen, 0),
});

const toldOf = (event: EventRow, { outcome, shares }: Look): Params => ({
  title: event.title,
  receivedYen: outcome.receivedYen,
  poolYen: shares.reduce((sum, { amountYen }) => sum + amountYen, 0),
});

interface NewVersion {
  id: string;
  event: EventRow;
  look: Look;
  at: Date;
  /** Null: by itself, and agreed at once. */
  by: Actor | null;
}

const INSERT = `
  insert into event_settlements (id, event_id, version, status, received_yen, cost_yen, shares, cash_yen, cash_difference_yen, agreement_id, proposed_by, proposed_at, agreed_at)
  select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12 from event_settlements where event_id = $2`;

async function insertVersion(tx: Sql, { id, event, look, at, by }: NewVersion): Promise<void> {
  const { outcome, shares, agreement, countedYen } = look;
  await tx.query(INSERT, [
    id,
    event.id,
    by ? 'proposed' : 'agreed',
    outcome.receivedYen,
    outcome.costYen,
    JSON.stringify(shares),
    outcome.cashYen,
    cashCount(outcome.cashYen, countedYen).differenceYen,
    agreement?.id ?? null,
    by?.accountId ?? null,
    at,
    by ? null : at,
  ]);
}

const toHost = (event: EventRow, template: Notice['template'], params: Params, at: Date): Notice => ({
  to: { accountId: event.hostAccountId, email: event.hostEmail, locale: event.hostLocale },
  template,
  params,
  href: `/me/events/${event.id}`,
  at,
});

/** Whoever agrees for the other side: who runs the space, or the treasurers. */
async function toAgreeing(tx: Sql, event: EventRow, template: Notice['template'], params: Params, at: Date): Promise<Notice[]> {
  const { spaceId } = event;
  const people = spaceId === null ? await officers(tx, 'treasurer') : await spaceRecipients(tx, spaceId);
  const href = spaceId === null ? '/admin/events' : `/spaces/${spaceId}/events/${event.id}`;
  return people.map((to) => ({ to, template, params, href, at }));
}

async function namedIn(sql: Sql, { shares, versions }: Look): Promise<Named> {
  const parties = [...shares, ...versions.flatMap((version) => version.shares)].map(({ party }) => party);
  const of = (kind: 'account' | 'space'): string[] => [...new Set(parties.flatMap((party) => (party.kind === kind ? [party.id] : [])))];
  return namesOf(sql, of('account'), of('space'));
}

/** Settled events whose accounts are not empty. */
const LEFT_OVER = `
  select e.id
    from events e join ledger_accounts a on a.event_id = e.id
    join ledger_transfers t on a.id in (t.from_account_id, t.to_account_id)
   where e.status = 'settled'
   group by e.id, a.id
  having sum(case when t.to_account_id = a.id then t.amount_yen else -t.amount_yen end) <> 0`;
