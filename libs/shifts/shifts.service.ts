import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { commitmentsOf, occupy, releaseCommitments, vacate, type Commitment } from '#libs/calendar';
import { rows, SETTINGS, theRow, type RunningSettings, type Sql } from '#libs/database';
import { pageOf, PAGE_DEFAULT, readCursor, reasonInWords, writeCursor, type Page } from '#libs/door';
import { authorizeInSpace, inSpace, type Actor } from '#libs/identity';
import { addDays, atTokyo, Clock, day, dayStart, isDay, newId, overlaps, Refusal, split, step, tokyoDay, tokyoTime, withinOpeningHours, yen, type FieldError, type Reason } from '#libs/kernel';
import { loadFactRows, ruleSetInForce, type FactRow } from '#libs/mixers';
import { notify, type Notice, type Recipient } from '#libs/notices';
import { hoursOf, missingRecruitingItems, occupiedPart, spaceRow } from '#libs/spaces';
import { KIND_MIN_TIER, tierAtLeast, type RuleSet, type ShiftKind } from '#libs/tiers';
import type { Locale } from '#libs/words';
import { closedReasons, strangerReasons, unfitReasons } from './fitness.js';
import { reissueTerms } from './reissue.js';
import { calendarEntry, shiftParams } from './claims.service.js';
import { claimsOfShift, listShifts, mixerBook, shiftById, shiftKey, type MixerBook, type ShiftFilter, type ShiftRow } from './shifts.queries.js';
import type { CopiedShiftsView, CopyShift, CreateShift, EditShift, ListShifts, PublishedManyView, PublishMany, ShiftDetailView, ShiftView } from './shifts.dto.js';
import { FALLS_AWAY, LATE_CANCEL_MS, LATE_CANCEL_SHARES, SHIFT_MACHINE } from './shift.rules.js';
import { shiftView, type ShiftStanding } from './shifts.views.js';

/** How many pages of shifts are looked through for those that can be claimed before a page is handed over half full. */
const CLAIMABLE_PAGES = 8;

/** What one reader is when shifts are judged. */
interface Reader {
  actor: Actor | null;
  ruleSet: RuleSet;
  facts: readonly FactRow[];
  locale: Locale;
  now: Date;
}

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

/** What spaces plan and everybody reads. Locks: shift, then its claims. */
@Injectable()
export class ShiftsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
  ) {}

  /** Open shifts with what the reader may do and why not; the space's people see its drafts and cancelled ones too. */
  async list(actor: Actor | null, query: ListShifts, locale: Locale): Promise<Page<ShiftView>> {
    const reader = await this.readerOf(actor, locale);
    const limit = query.limit ?? PAGE_DEFAULT;
    const filter = this.filterOf(actor, query, reader.now, limit + 1);
    if (!query.claimable) {
      const found = await listShifts(this.db, filter);
      return pageOf(await this.judged(reader, found), limit, ({ view }) => view, ({ shift }) => shiftKey(shift, filter.sort));
    }
    return this.claimable(reader, filter, limit);
  }

  private async claimable(reader: Reader, filter: ShiftFilter, limit: number): Promise<Page<ShiftView>> {
    const kept: { shift: ShiftRow; view: ShiftView }[] = [];
    let after = filter.after;
    for (let page = 0; page < CLAIMABLE_PAGES; page++) {
      const found = await listShifts(this.db, { ...filter, after, limit: 100 });
      kept.push(...(await this.judged(reader, found)).filter(({ view }) => view.can.claim || view.can.standIn));
      const last = found.at(-1);
      if (found.length < 100 || !last) return pageOf(kept, limit, ({ view }) => view, ({ shift }) => shiftKey(shift, filter.sort));
      after = shiftKey(last, filter.sort);
      if (kept.length > limit) break;
    }
    // Looked far enough: the reader may go on from where the search stopped.
    const shown = kept.slice(0, limit);
    const lastShown = kept.length > limit ? shown.at(-1) : undefined;
    const cursor = lastShown ? shiftKey(lastShown.shift, filter.sort) : (after ?? []);
    return { items: shown.map(({ view }) => view), nextCursor: writeCursor(cursor) };
  }

  private filterOf(actor: Actor | null, query: ListShifts, now: Date, limit: number): ShiftFilter {
    const sort = query.sort ?? 'startsAt';
    const insider = query.spaceId !== undefined && inSpace(actor, query.spaceId, ['owner', 'manager', 'reception']);
    const status = query.status ?? 'published';
    if (status === 'draft' && !insider) throw Refusal.missing('shift');
    const from = query.from && (insider || query.mine || query.from > now) ? query.from : insider || query.mine ? null : now;
    return {
      statuses: insider && !query.status ? ['draft', 'published', 'cancelled'] : [status],
      from,
      to: query.to ?? null,
      spaceId: query.spaceId ?? null,
      prefectures: query.area ? query.area.split(',') : null,
      kind: query.kind ?? null,
      minRewardYen: query.minRewardYen ?? null,
      mixerId: query.mine ? (actor?.mixerId ?? newId()) : null,
      sort,
      after: readCursor(query.cursor, sort === 'startsAt' ? ['instant', 'id'] : ['whole', 'instant', 'id']),
      limit,
    };
  }

  /** One shift, with its recruiting items; its versions and invitations for the people of the space. */
  async read(actor: Actor | null, id: string, locale: Locale): Promise<ShiftDetailView> {
    const shift = await shiftById(this.db, id);
    const insider = shift && inSpace(actor, shift.spaceId, ['owner', 'manager', 'reception']);
    if (!shift || (shift.status === 'draft' && !insider)) throw Refusal.missing('shift');
    const [judged] = await this.judged(await this.readerOf(actor, locale), [shift]);
    const space = await spaceRow(this.db, shift.spaceId);
    if (!judged || !space) throw Refusal.missing('shift');
    return {
      ...judged.view,
      recruiting: {
        name: space.recruiterName,
        address: space.recruiterAddress,
        contact: space.recruiterContact,
        content: space.recruitingContent,
        place: space.recruitingPlace,
        reward: space.recruitingReward,
      },
      versions: insider ? await this.versions(id) : [],
      invitations: insider ? await this.invitations(id) : [],
    };
  }

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
    return this.read(actor, id, locale);
  }

  /** The same shift on other days, as drafts; all or none. */
  async copy(actor: Actor, id: string, { days }: CopyShift): Promise<CopiedShiftsView> {
    days.forEach((wanted, index) => {
      if (!isDay(wanted)) throw Refusal.input([{ path: `days.${index}`, code: 'day' }]);
    });
    return this.db.transaction(async (tx) => {
      const shift = await this.ofOwner(tx, actor, id);
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
    await this.requirePlan(tx, actor, spaceId, terms, now);
    await tx.query(
      `insert into shifts (id, space_id, kind, status, starts_at, ends_at, places, reward_yen, min_tier, claim_mode, content, resource_id,
                           ordering_party, outside_hours, check_in_code, created_by, created_at)
       values ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [id, spaceId, terms.kind, terms.startsAt, terms.endsAt, terms.places, terms.rewardYen, terms.minTier, terms.claimMode, terms.content, terms.resourceId, terms.orderingParty, terms.outsideHours, checkInCode(), actor.accountId, now],
    );
    await this.keepVersion(tx, id, 1, terms, actor, '', now);
    await this.takeRoom(tx, id, spaceId, terms);
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
      const shift = await this.lockForOwner(tx, actor, id);
      step(SHIFT_MACHINE, shift.status, 'edit');
      if (shift.startsAt <= now) throw Refusal.conflict('shift.started');
      if (input.version !== undefined && input.version !== shift.version) throw Refusal.conflict('shift.changed');
      const { version: _, reason = '', ...change } = input;
      const before = termsOf(shift);
      const after: ShiftTerms = { ...before, ...definedOf(change) };
      if (input.kind && !input.minTier && !tierAtLeast(after.minTier, leastTier(after.kind))) after.minTier = leastTier(after.kind);
      await this.requirePlan(tx, actor, shift.spaceId, after, now);
      const claims = await claimsOfShift(tx, id, FALLS_AWAY);
      if (claims.length > 0) requireKept(before, after);
      if (after.places < shift.placesTaken) throw Refusal.rule('shift.placesTaken', { taken: shift.placesTaken });
      const version = shift.version + 1;
      await tx.query(
        `update shifts set kind = $2, starts_at = $3, ends_at = $4, places = $5, reward_yen = $6, min_tier = $7, claim_mode = $8, content = $9,
                resource_id = $10, ordering_party = $11, outside_hours = $12, version = $13 where id = $1`,
        [id, after.kind, after.startsAt, after.endsAt, after.places, after.rewardYen, after.minTier, after.claimMode, after.content, after.resourceId, after.orderingParty, after.outsideHours, version],
      );
      await this.keepVersion(tx, id, version, after, actor, reason, now);
      if (after.resourceId) await this.takeRoom(tx, id, shift.spaceId, after);
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
    return this.read(actor, id, locale);
  }

  /** Open a draft to mixers; those named in it are told. Refuses 422 `shift.notReady` with every reason. */
  async publish(actor: Actor, id: string, locale: Locale): Promise<ShiftDetailView> {
    await this.db.transaction((tx) => this.publishIn(tx, actor, id));
    return this.read(actor, id, locale);
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
    const shift = await this.lockForOwner(tx, actor, id);
    if (spaceId && shift.spaceId !== spaceId) throw Refusal.missing('shift');
    step(SHIFT_MACHINE, shift.status, 'publish');
    const reasons = await this.unreadyReasons(tx, shift, now);
    if (reasons.length > 0) throw Refusal.rule('shift.notReady', {}, reasons);
    await tx.query(`update shifts set status = 'published', published_at = $2 where id = $1`, [id, now]);
    await recordDeed(tx, { at: now, by: actor, action: 'shift.published', subject: { type: 'shift', id }, spaceId: shift.spaceId, after: { version: shift.version } });
    await this.tellInvited(tx, shift, now);
  }

  private async tellInvited(tx: Sql, shift: ShiftRow, now: Date): Promise<void> {
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

  /**
   * The space calls the shift off; everybody on it is told why. Within 24 hours of the start 60 % of each reward is due, on the agreed day.
   * Refuses 409 `shift.started`.
   */
  async cancel(actor: Actor, id: string, reason: string, locale: Locale): Promise<ShiftDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const shift = await this.lockForOwner(tx, actor, id);
      step(SHIFT_MACHINE, shift.status, 'cancel');
      if (shift.startsAt <= now) throw Refusal.conflict('shift.started');
      const late = shift.startsAt.getTime() - now.getTime() <= LATE_CANCEL_MS;
      const claims = await claimsOfShift(tx, id, FALLS_AWAY);
      await tx.query(`update shifts set status = 'cancelled', cancelled_at = $2, cancel_reason = $3, places_taken = 0 where id = $1`, [id, now, reason]);
      await vacate(tx, id);
      await releaseCommitments(tx, claims.map((claim) => claim.id));
      for (const claim of claims) {
        const dueYen = late && claim.status !== 'requested' ? duePart(claim.rewardYen) : null;
        await tx.query(`update claims set status = 'cancelled', ended_at = $2, end_reason = $3, payable_yen = $4, outcome = 'notApplicable', outcome_by = $5, outcome_at = $2 where id = $1`, [
          claim.id,
          now,
          reason,
          dueYen,
          actor.accountId,
        ]);
        await recordDeed(tx, { at: now, by: actor, action: 'claim.cancelled', subject: { type: 'claim', id: claim.id }, concernsAccountId: claim.accountId, spaceId: shift.spaceId, reason, before: { status: claim.status }, after: { payableYen: dueYen } });
      }
      await recordDeed(tx, { at: now, by: actor, action: 'shift.cancelled', subject: { type: 'shift', id }, spaceId: shift.spaceId, reason, after: { claims: claims.length, late } });
      await notify(
        tx,
        claims.map((claim): Notice => ({
          to: { accountId: claim.accountId, email: claim.email, locale: claim.locale },
          template: late && claim.status !== 'requested' ? 'claimCancelledLate' : 'claimCancelled',
          params: { ...shiftParams(claim), name: claim.displayName, reason, dueYen: duePart(claim.rewardYen), paymentDueOn: claim.paymentDueOn },
          href: `/me/shifts/${claim.id}`,
          calendar: calendarEntry(claim.id, claim, shift.version + 1, 'cancelled'),
          at: now,
        })),
      );
    });
    return this.read(actor, id, locale);
  }

  /** The shifts a mixer was asked to take and may still take. */
  async invitationsOf(actor: Actor, locale: Locale): Promise<ShiftView[]> {
    const now = this.clock.now();
    const ids = await rows<{ id: string }>(
      this.db,
      `select s.id from shift_invitations i join shifts s on s.id = i.shift_id
        where i.mixer_id = $1 and s.status = 'published' and s.starts_at > $2 and s.places_taken < s.places
          and not exists (select 1 from claims c where c.shift_id = s.id and c.mixer_id = $1) order by s.starts_at limit 10`,
      [actor.mixerId, now],
    );
    const shifts = await Promise.all(ids.map(({ id }) => shiftById(this.db, id)));
    const judged = await this.judged(await this.readerOf(actor, locale), shifts.filter((shift) => shift !== null));
    return judged.map(({ view }) => view);
  }

  /** The codes of today's shifts, for the space to show at its desk; the QR code leads a phone to the check-in screen. */
  async checkInCodes(actor: Actor, spaceId: string) {
    authorizeInSpace(actor, spaceId, 'space', ['owner', 'manager', 'reception']);
    const today = tokyoDay(this.clock.now());
    const found = await rows<{ shiftId: string; kind: ShiftKind; startsAt: Date; endsAt: Date; code: string }>(
      this.db,
      `select id as "shiftId", kind, starts_at as "startsAt", ends_at as "endsAt", check_in_code as code from shifts
        where space_id = $1 and status = 'published' and ends_at > $2 and starts_at < $3 order by starts_at`,
      [spaceId, dayStart(today), dayStart(addDays(today, 1))],
    );
    return {
      items: found.map((shift) => ({
        ...shift,
        startsAt: shift.startsAt.toISOString(),
        endsAt: shift.endsAt.toISOString(),
        url: `${this.settings.publicUrl}/check-in/${shift.shiftId}?code=${shift.code}`,
      })),
    };
  }

  private async readerOf(actor: Actor | null, locale: Locale): Promise<Reader> {
    const now = this.clock.now();
    const mixerId = actor?.mixerId;
    const facts = mixerId ? (await loadFactRows(this.db, [mixerId])).get(mixerId) : undefined;
    return { actor, ruleSet: await ruleSetInForce(this.db, now), facts: facts ?? [], locale, now };
  }

  /** Judge a page of shifts for one reader: a handful of reads, whatever the number of shifts. */
  private async judged(reader: Reader, shifts: readonly ShiftRow[]): Promise<{ shift: ShiftRow; view: ShiftView }[]> {
    const { actor, now, locale } = reader;
    const { book, commitments } = await this.bookOf(actor, shifts);
    const read = new Set(book.readManuals);
    return Promise.all(
      shifts.map(async (shift) => {
        const standing = await this.standingOf(reader, shift, book, commitments, read);
        return { shift, view: shiftView(shift, actor, standing, now, locale) };
      }),
    );
  }

  private async bookOf(actor: Actor | null, shifts: readonly ShiftRow[]): Promise<{ book: MixerBook; commitments: readonly Commitment[] }> {
    if (!actor?.mixerId || shifts.length === 0) return { book: { readManuals: [], claims: [] }, commitments: [] };
    const who = { accountId: actor.accountId, mixerId: actor.mixerId };
    const manualIds = [...new Set(shifts.flatMap(({ manualId }) => manualId ?? []))];
    const from = new Date(Math.min(...shifts.map(({ startsAt }) => startsAt.getTime())));
    const until = new Date(Math.max(...shifts.map(({ endsAt }) => endsAt.getTime())));
    const [book, commitments] = await Promise.all([
      mixerBook(this.db, who, manualIds, shifts.map(({ id }) => id)),
      commitmentsOf(this.db, actor.accountId, from, until),
    ]);
    return { book, commitments };
  }

  private async standingOf(reader: Reader, shift: ShiftRow, book: MixerBook, commitments: readonly Commitment[], read: ReadonlySet<string>): Promise<ShiftStanding> {
    const { actor, facts, ruleSet, now } = reader;
    const manualRead = shift.manualId !== null && read.has(shift.manualId);
    const own = book.claims.findLast(({ shiftId }) => shiftId === shift.id) ?? null;
    const ownClaim = own ? { id: own.id, status: own.status } : null;
    const closed = closedReasons(shift, now);
    const publishReasons = shift.status === 'draft' && inSpace(actor, shift.spaceId) ? await this.unreadyReasons(this.db, shift, now) : null;
    if (!actor?.mixerId) return { claimReasons: [...closed, ...strangerReasons(actor)], standInReasons: null, publishReasons, manualRead, ownClaim };
    const live = own !== null && LIVE.has(own.status);
    const overlapping = live ? undefined : commitments.find((commitment) => overlaps(commitment, shift));
    const clash = overlapping ? { title: overlapping.title, startsAt: overlapping.startsAt, endsAt: overlapping.endsAt, href: `/me/shifts/${overlapping.subjectId}` } : null;
    const unfit = unfitReasons(shift, { facts, manualRead, clash, ownClaim: live ? ownClaim : null }, ruleSet, now);
    return {
      claimReasons: [...closed, ...unfit],
      standInReasons: shift.standInClaimId && shift.status === 'published' && shift.startsAt > now ? unfit : null,
      publishReasons,
      manualRead,
      ownClaim,
    };
  }

  /** What keeps a draft from being published: the six items of the recruitment, the partnership, the manual, the time. */
  private async unreadyReasons(sql: Sql, shift: ShiftRow, now: Date): Promise<Reason[]> {
    const space = await spaceRow(sql, shift.spaceId);
    const missing = space ? missingRecruitingItems(space) : [];
    const settings = `/spaces/${shift.spaceId}/settings`;
    return [
      ...(shift.startsAt <= now ? [{ code: 'shift.started', params: {} }] : []),
      ...(shift.partnered ? [] : [{ code: 'shift.spaceNotPartnered', params: {}, nextStep: { code: 'next.contact', href: '/contact' } }]),
      ...(shift.manualId ? [] : [{ code: 'shift.noManual', params: {}, nextStep: { code: 'next.writeManual', href: `/spaces/${shift.spaceId}/manual/edit` } }]),
      ...missing.map((item) => ({ code: 'shift.recruitingMissing', params: { item }, nextStep: { code: 'next.spaceSettings', href: settings } })),
    ];
  }

  /** What any plan has to keep: a future, forward time; the tier of its kind; the room free; inside opening hours unless the owner says otherwise. */
  private async requirePlan(tx: Sql, actor: Actor, spaceId: string, terms: ShiftTerms, now: Date): Promise<void> {
    const fields: FieldError[] = [];
    if (terms.startsAt <= now) fields.push({ path: 'startsAt', code: 'past' });
    if (terms.endsAt <= terms.startsAt) fields.push({ path: 'endsAt', code: 'reversed' });
    else if (terms.endsAt.getTime() - terms.startsAt.getTime() > LONGEST_SHIFT_MS) fields.push({ path: 'endsAt', code: 'tooLongShift' });
    if (!tierAtLeast(terms.minTier, leastTier(terms.kind))) fields.push({ path: 'minTier', code: 'tierOfKind', params: { tier: leastTier(terms.kind), kind: terms.kind } });
    if (terms.resourceId && (await occupiedPart(tx, terms.resourceId))?.spaceId !== spaceId) fields.push({ path: 'resourceId', code: 'id' });
    if (fields.length > 0) throw Refusal.input(fields);
    const { hours, exceptions } = await hoursOf(tx, spaceId);
    if (withinOpeningHours(terms, hours, exceptions)) return;
    if (!terms.outsideHours) throw Refusal.rule('shift.outsideHours', {}, undefined);
    if (!inSpace(actor, spaceId, ['owner'])) throw Refusal.rule('shift.outsideHoursOwnerOnly');
  }

  private async takeRoom(tx: Sql, id: string, spaceId: string, terms: ShiftTerms): Promise<void> {
    if (!terms.resourceId) return;
    const part = await occupiedPart(tx, terms.resourceId);
    if (!part) throw Refusal.missing('resource');
    await occupy(tx, { spaceId, resourceId: terms.resourceId, areaId: part.areaId, positions: part.positions, kind: 'shift', subjectId: id, title: terms.kind, startsAt: terms.startsAt, endsAt: terms.endsAt });
  }

  private async keepVersion(tx: Sql, id: string, version: number, said: ShiftTerms, actor: Actor, reason: string, at: Date): Promise<void> {
    await tx.query('insert into shift_versions (shift_id, version, said, changed_by, changed_at, reason) values ($1, $2, $3, $4, $5, $6)', [id, version, JSON.stringify(said), actor.accountId, at, reason]);
  }

  private async ofOwner(sql: Sql, actor: Actor, id: string): Promise<ShiftRow> {
    const shift = await shiftById(sql, id);
    if (!shift) throw Refusal.missing('shift');
    authorizeInSpace(actor, shift.spaceId, 'shift');
    return shift;
  }

  private async lockForOwner(tx: Sql, actor: Actor, id: string): Promise<ShiftRow> {
    await theRow(tx, 'shift', 'select id from shifts where id = $1 for update', [id]);
    return this.ofOwner(tx, actor, id);
  }

  private async versions(id: string) {
    const found = await rows<{ version: number; changedAt: Date; changedByName: string | null; reason: string; said: Record<string, unknown> }>(
      this.db,
      `select v.version, v.changed_at as "changedAt", a.display_name as "changedByName", v.reason, v.said
         from shift_versions v left join accounts a on a.id = v.changed_by where v.shift_id = $1 order by v.version desc`,
      [id],
    );
    return found.map((version) => ({ ...version, changedAt: version.changedAt.toISOString() }));
  }

  private async invitations(id: string) {
    const found = await rows<{ id: string; name: string; known: boolean; toldAt: Date | null }>(
      this.db,
      'select id, name, mixer_id is not null as known, told_at as "toldAt" from shift_invitations where shift_id = $1 order by id',
      [id],
    );
    return found.map((invitation) => ({ ...invitation, toldAt: invitation.toldAt?.toISOString() ?? null }));
  }
}

/** No shift is longer than this. */
const LONGEST_SHIFT_MS = 24 * 3_600_000;
const LIVE: ReadonlySet<string> = new Set(['requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed']);

/** Six digits, read aloud or typed at the desk. */
const checkInCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

const leastTier = (kind: ShiftKind): 'junior' | 'senior' => (KIND_MIN_TIER[kind] === 'senior' ? 'senior' : 'junior');

/** What is due of a reward that the space cancels late, whole yen. */
const duePart = (rewardYen: number): number => split(yen(rewardYen), LATE_CANCEL_SHARES)[0] ?? yen(0);

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
