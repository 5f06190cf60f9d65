import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rows, SharedReading } from '#libs/database';
import { pageOf, PAGE_DEFAULT, readCursor, writeCursor, type Page } from '#libs/door';
import { inSpace, type Actor } from '#libs/identity';
import { Clock, newId, overlaps, Refusal, type Reason } from '#libs/kernel';
import { factsOver, ruleSetInForce } from '#libs/mixers';
import { spaceRow } from '#libs/spaces';
import type { MixerFacts, RuleSet } from '#libs/tiers';
import type { Locale } from '#libs/words';
import { closedReasons, strangerReasons, unfitReasons } from './fitness.js';
import { unreadyReasons } from './readiness.js';
import { isFrontPage, listShifts, mixerBook, shiftById, shiftKey, type MixerBook, type ShiftFilter, type ShiftRow } from './shifts.queries.js';
import type { ListShifts, ShiftDetailView, ShiftView } from './shifts.dto.js';
import { shiftView, type ShiftStanding } from './shifts.views.js';

/** How many pages of shifts are looked through for those that can be claimed before a page is handed over half full. */
const CLAIMABLE_PAGES = 8;

/** What one reader is when shifts are judged. */
interface Reader {
  actor: Actor | null;
  ruleSet: RuleSet;
  locale: Locale;
  now: Date;
}

/** Shifts as everybody reads them, judged for each reader. */
@Injectable()
export class ShiftsService {
  /** By the number of rows: what is open from now on, the same for everybody who opens the list at the same moment. */
  private readonly frontPages = new Map<number, SharedReading<ShiftRow[]>>();

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Open shifts with what the reader may do and why not; the space's people see its drafts and cancelled ones too. */
  async list(actor: Actor | null, query: ListShifts, locale: Locale): Promise<Page<ShiftView>> {
    const reader = await this.readerOf(actor, locale);
    const limit = query.limit ?? PAGE_DEFAULT;
    const filter = this.filterOf(actor, query, reader.now, limit + 1);
    if (!query.claimable) {
      const found = await this.found(filter, reader.now);
      return pageOf(await this.judged(reader, found), limit, ({ view }) => view, ({ shift }) => shiftKey(shift, filter.sort));
    }
    return this.claimable(reader, filter, limit);
  }

  private async claimable(reader: Reader, filter: ShiftFilter, limit: number): Promise<Page<ShiftView>> {
    const kept: { shift: ShiftRow; view: ShiftView }[] = [];
    let after = filter.after;
    for (let page = 0; page < CLAIMABLE_PAGES; page++) {
      const found = await this.found({ ...filter, after, limit: 100 }, reader.now);
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

  private found(filter: ShiftFilter, now: Date): Promise<ShiftRow[]> {
    if (!isFrontPage(filter) || filter.from?.getTime() !== now.getTime()) return listShifts(this.db, filter);
    const { limit } = filter;
    const page = this.frontPages.get(limit) ?? new SharedReading(() => listShifts(this.db, { ...filter, from: this.clock.now() }));
    this.frontPages.set(limit, page);
    return page.ask();
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

  private async readerOf(actor: Actor | null, locale: Locale): Promise<Reader> {
    const now = this.clock.now();
    return { actor, ruleSet: await ruleSetInForce(this.db, now), locale, now };
  }

  /** Judge a page of shifts for one reader: one read for the mixer, whatever the number of shifts; drafts are few and ask for themselves. */
  private async judged(reader: Reader, shifts: readonly ShiftRow[]): Promise<{ shift: ShiftRow; view: ShiftView }[]> {
    const { actor, now, locale } = reader;
    const book = actor?.mixerId && shifts.length > 0 ? await mixerBook(this.db, { accountId: actor.accountId, mixerId: actor.mixerId }, shifts) : NOTHING_KNOWN;
    const known: Known = { book, read: new Set(book.readManuals), factsAt: factsOver(book.facts, now), ofMixerAlone: new Map() };
    const judged: { shift: ShiftRow; view: ShiftView }[] = [];
    for (const shift of shifts) {
      const publishReasons = shift.status === 'draft' && inSpace(actor, shift.spaceId) ? await unreadyReasons(this.db, shift, now) : null;
      judged.push({ shift, view: shiftView(shift, actor, { ...standingOf(reader, shift, known), publishReasons }, now, locale) });
    }
    return judged;
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

function once<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}

const LIVE: ReadonlySet<string> = new Set(['requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed']);
const NOTHING_KNOWN: MixerBook = { facts: [], readManuals: [], claims: [], commitments: [] };

/** What is known of a reader for a whole page. */
interface Known {
  book: MixerBook;
  read: ReadonlySet<string>;
  factsAt: (at: Date) => MixerFacts;
  /** What stands against shifts with which nothing else is wrong, by their start and tier: it follows from the mixer alone. */
  ofMixerAlone: Map<string, readonly Reason[]>;
}

/** What one reader may do with one shift, and why not. */
function standingOf({ actor, ruleSet, now }: Reader, shift: ShiftRow, known: Known): Omit<ShiftStanding, 'publishReasons'> {
  const { book, read, factsAt } = known;
  const manualRead = shift.manualId !== null && read.has(shift.manualId);
  const own = book.claims.findLast(({ shiftId }) => shiftId === shift.id) ?? null;
  const ownClaim = own ? { id: own.id, status: own.status } : null;
  const closed = closedReasons(shift, now);
  if (!actor?.mixerId) return { claimReasons: [...closed, ...strangerReasons(actor)], standInReasons: null, manualRead, ownClaim };
  const live = own !== null && LIVE.has(own.status);
  const overlapping = live ? undefined : book.commitments.find((commitment) => overlaps(commitment, shift));
  const clash = overlapping ? { title: overlapping.title, startsAt: overlapping.startsAt, endsAt: overlapping.endsAt, href: `/me/shifts/${overlapping.subjectId}` } : null;
  const judge = () => unfitReasons(shift, { factsAt, manualRead, clash, ownClaim: live ? ownClaim : null }, ruleSet);
  const unfit = shift.partnered && manualRead && !clash && !live ? once(known.ofMixerAlone, `${shift.startsAt.getTime()} ${shift.minTier}`, judge) : judge();
  return {
    claimReasons: live || closed.length === 0 ? unfit : [...closed, ...unfit],
    standInReasons: shift.standInClaimId && shift.status === 'published' && shift.startsAt > now ? unfit : null,
    manualRead,
    ownClaim,
  };
}
