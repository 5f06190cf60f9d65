import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { occupy, releaseCommitments, vacate } from '#libs/calendar';
import { rows, type Sql } from '#libs/database';
import { reasonInWords } from '#libs/door';
import { authorizeInSpace, inSpace, type Actor } from '#libs/identity';
import { atTokyo, Clock, day, newId, Refusal, step, tokyoTime, withinOpeningHours, type FieldError } from '#libs/kernel';
import { notify, type Notice, type Recipient } from '#libs/notices';
import { hoursOf, lockOccupiedPart, type HeldPart } from '#libs/spaces';
import { KIND_MIN_TIER, tierAtLeast, type ShiftKind } from '#libs/tiers';
import type { Locale } from '#libs/words';
import { calendarEntry, lockShift, recordClaim, shiftParams, stepClaim } from './claim.steps.js';
import { unreadyReasons } from './readiness.js';
import { reissueTerms } from './reissue.js';
import { postRewards } from './reward.posting.js';
import { lockClaimsOfShift, shiftById, type ShiftRow } from './shifts.queries.js';
import type { CopiedShiftsView, CopyShift, CreateShift, EditShift, PublishedManyView, PublishMany, ShiftDetailView } from './shifts.dto.js';
import { AWAITS_START, LATE_CANCEL_MS, lateCancelDueYen, SHIFT_MACHINE } from './shift.rules.js';
import { ShiftsService } from './shifts.service.js';

/** What a shift says; kept at every version. */
interface ShiftTerms {
  kind: ShiftKind;
  startsAt: Date;
  endsAt: Date;
  places: number;
  rewardYen: number;
  minTier: 'junior' | 'senior';
  claimMode: 'instant' | 'approval';
  content: string;
  resourceId: string | null;
  orderingParty: 'space' | 'cooperative';
  outsideHours: boolean;
}

/** What spaces plan: from the draft to the end of a shift. Locks: shift, then the room, then the shift's claims. */
@Injectable()
export class PlanningService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shifts: ShiftsService,
  ) {}

  /** A new draft. Refuses 400 with the fields, 409 `calendar.roomTaken`, 422 `shift.outsideHours`. */
  async create(actor: Actor, spaceId: string, input: CreateShift, locale: Locale): Promise<ShiftDetailView> {
    authorizeInSpace(actor, spaceId, 'space');
    const terms: ShiftTerms = {
      kind: input.kind,
      startsAt: input.startsAt,
      endsAt: input.endsAt,
      places: input.places,
      rewardYen: input.rewardYen,
      minTier: input.minTier ?? leastTier(input.kind),
      claimMode: input.claimMode,
      content: input.content,
      resourceId: input.resourceId ?? null,
      orderingParty: input.orderingParty ?? 'space',
      outsideHours: input.outsideHours ?? false,
    };
    const id = await this.db.transaction((tx) => this.draft(tx, actor, spaceId, terms));
    return this.shifts.read(actor, id, locale);
  }

  /** The same shift on other days, as drafts; all or none. */
  async copy(actor: Actor, id: string, { days }: CopyShift): Promise<CopiedShiftsView> {
    return this.db.transaction(async (tx) => {
      const shift = await shiftOfSpace(tx, actor, id);
      const ids: string[] = [];
      const length = shift.endsAt.getTime() - shift.startsAt.getTime();
      for (const wanted of days) {
        const startsAt = atTokyo(day(wanted), tokyoTime(shift.startsAt));
        ids.push(await this.draft(tx, actor, shift.spaceId, { ...termsOf(shift), startsAt, endsAt: new Date(startsAt.getTime() + length) }));
      }
      return { ids };
    });
  }

  private async draft(tx: Sql, actor: Actor, spaceId: string, terms: ShiftTerms): Promise<string> {
    const now = this.clock.now();
    const id = newId();
    const part = await requirePlan(tx, actor, spaceId, terms, now);
    await tx.query(
      `insert into shifts (id, space_id, kind, status, starts_at, ends_at, places, reward_yen, min_tier, claim_mode, content, resource_id,
                           ordering_party, outside_hours, check_in_code, created_by, created_at)
       values ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [id, spaceId, terms.kind, terms.startsAt, terms.endsAt, terms.places, terms.rewardYen, terms.minTier, terms.claimMode, terms.content, terms.resourceId, terms.orderingParty, terms.outsideHours, checkInCode(), actor.accountId, now],
    );
    await keepVersion(tx, id, 1, terms, actor, '', now);
    if (part) await takeRoom(tx, id, part, terms);
    await recordDeed(tx, { at: now, by: actor, action: 'shift.drafted', subject: { type: 'shift', id }, spaceId, after: { ...terms } });
    return id;
  }

  /**
   * Change a shift. A published one gets a new version; who has booked is told, gets a new terms notice where the content or the reward
   * changed, and may withdraw freely. With live claims the time, kind, room and ordering party stand, and the reward never falls.
   * Refuses 409 `shift.changed` (edited by somebody else meanwhile), 422 `shift.fixed`, `shift.rewardLowered`, `shift.placesTaken`.
   */
  async edit(actor: Actor, id: string, input: EditShift, locale: Locale): Promise<ShiftDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const shift = await lockShiftOfSpace(tx, actor, id);
      step(SHIFT_MACHINE, shift.status, 'edit');
      if (shift.startsAt <= now) throw Refusal.conflict('shift.started');
      if (input.version !== undefined && input.version !== shift.version) throw Refusal.conflict('shift.changed');
      const { version: _, reason = '', ...change } = input;
      const before = termsOf(shift);
      const after: ShiftTerms = { ...before, ...definedOf(change) };
      if (input.kind && !input.minTier && !tierAtLeast(after.minTier, leastTier(after.kind))) after.minTier = leastTier(after.kind);
      const part = await requirePlan(tx, actor, shift.spaceId, after, now);
      const claims = await lockClaimsOfShift(tx, id, AWAITS_START);
      if (claims.length > 0) requireKept(before, after);
      if (after.places < shift.placesTaken) throw Refusal.rule('shift.placesTaken', { taken: shift.placesTaken });
      const version = shift.version + 1;
      await tx.query(
        `update shifts set kind = $2, starts_at = $3, ends_at = $4, places = $5, reward_yen = $6, min_tier = $7, claim_mode = $8, content = $9,
                resource_id = $10, ordering_party = $11, outside_hours = $12, version = $13 where id = $1`,
        [id, after.kind, after.startsAt, after.endsAt, after.places, after.rewardYen, after.minTier, after.claimMode, after.content, after.resourceId, after.orderingParty, after.outsideHours, version],
      );
      await keepVersion(tx, id, version, after, actor, reason, now);
      if (part) await takeRoom(tx, id, part, after);
      else await vacate(tx, id);
      const promised = before.content !== after.content || before.rewardYen !== after.rewardYen;
      const booked = claims.filter(({ status }) => status !== 'requested');
      if (promised) for (const claim of booked) await reissueTerms(tx, claim, after.rewardYen, now);
      await recordDeed(tx, { at: now, by: actor, action: 'shift.changed', subject: { type: 'shift', id }, spaceId: shift.spaceId, reason, before: { ...before }, after: { ...after, version } });
      await notify(
        tx,
        claims.map((claim): Notice => ({
          to: { accountId: claim.accountId, email: claim.email, locale: claim.locale },
          template: 'shiftChanged',
          params: { ...shiftParams(claim), name: claim.displayName, reason, rewardYen: after.rewardYen },
          href: `/me/shifts/${claim.id}`,
          ...(claim.status === 'requested' ? {} : { calendar: calendarEntry(claim.id, { ...claim, content: after.content }, version, 'confirmed') }),
          at: now,
        })),
      );
    });
    return this.shifts.read(actor, id, locale);
  }

  /** Open a draft to mixers; those named in it are told. Refuses 422 `shift.notReady` with every reason. */
  async publish(actor: Actor, id: string, locale: Locale): Promise<ShiftDetailView> {
    await this.db.transaction((tx) => this.publishIn(tx, actor, id));
    return this.shifts.read(actor, id, locale);
  }

  /** Publish many drafts, each for itself: what cannot be published says why and stays a draft. */
  async publishMany(actor: Actor, spaceId: string, { shiftIds }: PublishMany, locale: Locale): Promise<PublishedManyView> {
    authorizeInSpace(actor, spaceId, 'space');
    const items = [];
    for (const shiftId of shiftIds) {
      try {
        await this.db.transaction((tx) => this.publishIn(tx, actor, shiftId, spaceId));
        items.push({ shiftId, published: true, reasons: [] });
      } catch (refused) {
        if (!(refused instanceof Refusal)) throw refused;
        const reasons = refused.reasons ?? [{ code: refused.code, params: refused.params }];
        items.push({ shiftId, published: false, reasons: reasons.map((reason) => reasonInWords(reason, locale)) });
      }
    }
    return { items };
  }

  private async publishIn(tx: Sql, actor: Actor, id: string, spaceId?: string): Promise<void> {
    const now = this.clock.now();
    const shift = await lockShiftOfSpace(tx, actor, id);
    if (spaceId && shift.spaceId !== spaceId) throw Refusal.missing('shift');
    step(SHIFT_MACHINE, shift.status, 'publish');
    const reasons = await unreadyReasons(tx, shift, now);
    if (reasons.length > 0) throw Refusal.rule('shift.notReady', {}, reasons);
    await tx.query(`update shifts set status = 'published', published_at = $2 where id = $1`, [id, now]);
    await recordDeed(tx, { at: now, by: actor, action: 'shift.published', subject: { type: 'shift', id }, spaceId: shift.spaceId, after: { version: shift.version } });
    await tellInvited(tx, shift, now);
  }

  /**
   * The space calls the shift off; everybody on it is told why. Within 24 hours of the start 60 % of each reward is due, on the agreed day.
   * Refuses 409 `shift.started`.
   */
  async cancel(actor: Actor, id: string, reason: string, locale: Locale): Promise<ShiftDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const shift = await lockShiftOfSpace(tx, actor, id);
      step(SHIFT_MACHINE, shift.status, 'cancel');
      if (shift.startsAt <= now) throw Refusal.conflict('shift.started');
      const late = shift.startsAt.getTime() - now.getTime() <= LATE_CANCEL_MS;
      const claims = await lockClaimsOfShift(tx, id, AWAITS_START);
      await tx.query(`update shifts set status = 'cancelled', cancelled_at = $2, cancel_reason = $3, places_taken = 0 where id = $1`, [id, now, reason]);
      await vacate(tx, id);
      await releaseCommitments(tx, claims.map((claim) => claim.id));
      const ended = claims.map((claim) => ({ claim, dueYen: late && claim.status !== 'requested' ? lateCancelDueYen(claim.rewardYen) : null }));
      for (const { claim, dueYen } of ended) {
        await stepClaim(tx, claim, 'cancel', { ended_at: now, end_reason: reason, payable_yen: dueYen, outcome: 'notApplicable', outcome_by: actor.accountId, outcome_at: now });
        await recordClaim(tx, actor, claim, 'claim.cancelled', now, { reason, after: { payableYen: dueYen } });
      }
      await postRewards(tx, 'shift.cancelledLate', ended.map(({ claim, dueYen }) => ({ claim, amountYen: dueYen ?? 0 })), actor, now);
      await recordDeed(tx, { at: now, by: actor, action: 'shift.cancelled', subject: { type: 'shift', id }, spaceId: shift.spaceId, reason, after: { claims: claims.length, late } });
      await notify(
        tx,
        claims.map((claim): Notice => ({
          to: { accountId: claim.accountId, email: claim.email, locale: claim.locale },
          template: late && claim.status !== 'requested' ? 'claimCancelledLate' : 'claimCancelled',
          params: { ...shiftParams(claim), name: claim.displayName, reason, dueYen: lateCancelDueYen(claim.rewardYen), paymentDueOn: claim.paymentDueOn },
          href: `/me/shifts/${claim.id}`,
          calendar: calendarEntry(claim.id, claim, shift.version, 'cancelled'),
          at: now,
        })),
      );
    });
    return this.shifts.read(actor, id, locale);
  }
}

async function tellInvited(tx: Sql, shift: ShiftRow, now: Date): Promise<void> {
  const invited = await rows<Recipient & { name: string }>(
    tx,
    `update shift_invitations i set told_at = $2 from mixers m join accounts a on a.id = m.account_id
      where i.shift_id = $1 and i.mixer_id = m.id and i.told_at is null
     returning a.id as "accountId", a.email, a.locale, a.display_name as name`,
    [shift.id, now],
  );
  await notify(
    tx,
    invited.map(({ name, ...to }): Notice => ({ to, template: 'shiftInvitation', params: { ...shiftParams(shift), name, rewardYen: shift.rewardYen }, href: `/shifts/${shift.id}`, at: now })),
  );
}

/** What any plan has to keep: a future, forward time; the tier of its kind; the room free; inside opening hours unless the owner says otherwise. */
async function requirePlan(tx: Sql, actor: Actor, spaceId: string, terms: ShiftTerms, now: Date): Promise<HeldPart | null> {
  const fields: FieldError[] = [];
  if (terms.startsAt <= now) fields.push({ path: 'startsAt', code: 'past' });
  if (terms.endsAt <= terms.startsAt) fields.push({ path: 'endsAt', code: 'reversed' });
  else if (terms.endsAt.getTime() - terms.startsAt.getTime() > LONGEST_SHIFT_MS) fields.push({ path: 'endsAt', code: 'tooLongShift' });
  if (!tierAtLeast(terms.minTier, leastTier(terms.kind))) fields.push({ path: 'minTier', code: 'tierOfKind', params: { tier: leastTier(terms.kind), kind: terms.kind } });
  const part = terms.resourceId ? await lockOccupiedPart(tx, terms.resourceId) : null;
  if (terms.resourceId && part?.spaceId !== spaceId) fields.push({ path: 'resourceId', code: 'id' });
  if (fields.length > 0) throw Refusal.input(fields);
  const { hours, exceptions } = await hoursOf(tx, spaceId);
  if (withinOpeningHours(terms, hours, exceptions)) return part;
  if (!terms.outsideHours) throw Refusal.rule('shift.outsideHours');
  if (!inSpace(actor, spaceId, ['owner'])) throw Refusal.rule('shift.outsideHoursOwnerOnly');
  return part;
}

async function takeRoom(tx: Sql, id: string, { resourceId, spaceId, areaId, positions }: HeldPart, { kind, startsAt, endsAt }: ShiftTerms): Promise<void> {
  await occupy(tx, { spaceId, resourceId, areaId, positions, kind: 'shift', subjectId: id, title: kind, startsAt, endsAt });
}

async function keepVersion(tx: Sql, id: string, version: number, said: ShiftTerms, actor: Actor, reason: string, at: Date): Promise<void> {
  await tx.query('insert into shift_versions (shift_id, version, said, changed_by, changed_at, reason) values ($1, $2, $3, $4, $5, $6)', [id, version, JSON.stringify(said), actor.accountId, at, reason]);
}

async function shiftOfSpace(sql: Sql, actor: Actor, id: string): Promise<ShiftRow> {
  const shift = await shiftById(sql, id);
  if (!shift) throw Refusal.missing('shift');
  authorizeInSpace(actor, shift.spaceId, 'shift');
  return shift;
}

async function lockShiftOfSpace(tx: Sql, actor: Actor, id: string): Promise<ShiftRow> {
  await lockShift(tx, id);
  return shiftOfSpace(tx, actor, id);
}

/** No shift is longer than this. */
const LONGEST_SHIFT_MS = 24 * 3_600_000;

/** Six digits, read aloud or typed at the desk. */
const checkInCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

const leastTier = (kind: ShiftKind): 'junior' | 'senior' => (KIND_MIN_TIER[kind] === 'senior' ? 'senior' : 'junior');

const termsOf = (shift: ShiftRow): ShiftTerms => ({
  kind: shift.kind,
  startsAt: shift.startsAt,
  endsAt: shift.endsAt,
  places: shift.places,
  rewardYen: shift.rewardYen,
  minTier: shift.minTier,
  claimMode: shift.claimMode,
  content: shift.content,
  resourceId: shift.resourceId,
  orderingParty: shift.orderingParty,
  outsideHours: shift.outsideHours,
});

/** Only what was sent: a field left out stays as it is. */
const definedOf = <T extends object>(change: T): Partial<T> => Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>;

/** With live claims, what was agreed stands. Refuses 422 `shift.fixed` naming the fields, `shift.rewardLowered`. */
function requireKept(before: ShiftTerms, after: ShiftTerms): void {
  const moved = [
    ...(before.startsAt.getTime() !== after.startsAt.getTime() ? ['startsAt'] : []),
    ...(before.endsAt.getTime() !== after.endsAt.getTime() ? ['endsAt'] : []),
    ...(before.kind !== after.kind ? ['kind'] : []),
    ...(before.resourceId !== after.resourceId ? ['resourceId'] : []),
    ...(before.orderingParty !== after.orderingParty ? ['orderingParty'] : []),
  ];
  if (moved.length > 0) throw new Refusal('shift.fixed', {}, { fields: moved.map((path) => ({ path, code: 'agreed' })) });
  if (after.rewardYen < before.rewardYen) throw new Refusal('shift.rewardLowered', {}, { fields: [{ path: 'rewardYen', code: 'agreed' }] });
}
