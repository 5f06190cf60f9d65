import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, rows, SETTINGS, type RunningSettings } from '#libs/database';
import { authorizeWatching, mixerOf, type Actor } from '#libs/identity';
import { addDays, Clock, day, daysBetween, dayStart, endOfMonth, holidayName, monthOf, dayIn, openingHoursOn, Refusal, tokyoDay, type Day } from '#libs/kernel';
import { hoursOf, resourcesOf } from '#libs/spaces';
import type { ShiftKind } from '#libs/tiers';
import type { Locale } from '#libs/words';
import { listClaims, toConfirm } from './shifts.queries.js';
import type { CalendarDayView, CalendarQuery, CalendarShiftView, CheckInCodesView, MixerHomeView, PersonOnShiftView, SpaceCalendarView, SpaceTodayView } from './shifts.dto.js';
import { ShiftsService } from './shifts.service.js';
import { claimView } from './shifts.views.js';

const LONGEST_CALENDAR_DAYS = 62;
const UNCOVERED_HOURS = 72;

interface CalendarRow extends Omit<CalendarShiftView, 'startsAt' | 'endsAt' | 'people'> {
  startsAt: Date;
  endsAt: Date;
  people: PersonOnShiftView[] | null;
}

const CALENDAR_ROWS = `
  select s.id, s.kind, s.status, s.starts_at as "startsAt", s.ends_at as "endsAt", s.places, s.places_taken as "placesTaken", s.reward_yen as "rewardYen",
         s.version, s.resource_id as "resourceId",
         (select count(*)::int from claims c where c.shift_id = s.id and c.status = 'requested') as requests,
         (select jsonb_agg(jsonb_build_object('claimId', c.id, 'status', c.status, 'mixerId', c.mixer_id, 'displayName', a.display_name) order by c.id)
            from claims c join accounts a on a.id = c.account_id
           where c.shift_id = s.id and c.status in ('requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed', 'noShow')) as people
    from shifts s`;

const calendarShift = ({ startsAt, endsAt, people, ...shift }: CalendarRow): CalendarShiftView => ({
  ...shift,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  people: people ?? [],
});

/** The pages people start from: a mixer's home, a space's day and calendar. Reads only. */
@Injectable()
export class BoardsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shifts: ShiftsService,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
  ) {}

  /** What a mixer does now: today, next, what waits for a report, who asks, and this month's rewards. */
  async home(actor: Actor, locale: Locale): Promise<MixerHomeView> {
    const now = this.clock.now();
    const mixerId = mixerOf(actor);
    const today = tokyoDay(now);
    const tomorrow = dayStart(addDays(today, 1));
    const [ahead, toReport, invitations, sums, claimable] = await Promise.all([
      listClaims(this.db, { mixerId, statuses: ['requested', 'booked', 'standInWanted', 'checkedIn'], endsAfter: now, after: null, limit: 20 }),
      listClaims(this.db, { mixerId, statuses: ['checkedIn'], endedBefore: now, after: null, limit: 20 }),
      this.shifts.invitationsOf(actor, locale),
      this.rewardsOf(mixerId, today),
      this.shifts.list(actor, { claimable: true, limit: 50 }, locale),
    ]);
    const view = (claim: (typeof ahead)[number]) => claimView(claim, actor, now);
    return {
      today: ahead.filter((claim) => claim.startsAt < tomorrow).map(view),
      next: ahead.filter((claim) => claim.startsAt >= tomorrow).map(view)[0] ?? null,
      toReport: toReport.map(view),
      invitations,
      claimableCount: claimable.items.length,
      ...sums,
    };
  }

  /** Rewards of the Tokyo month: what is confirmed, and what is booked and still to come. Whole yen. */
  private async rewardsOf(mixerId: string, today: Day): Promise<Pick<MixerHomeView, 'earnedYen' | 'expectedYen' | 'confirmedShifts'>> {
    const sums = await row<{ earnedYen: number; expectedYen: number; confirmedShifts: number }>(
      this.db,
      `select coalesce(sum(c.payable_yen), 0)::int as "earnedYen",
              coalesce(sum(c.reward_yen) filter (where c.status in ('booked', 'standInWanted', 'checkedIn', 'reported')), 0)::int as "expectedYen",
              (count(*) filter (where c.status = 'confirmed'))::int as "confirmedShifts"
         from claims c join shifts s on s.id = c.shift_id
        where c.mixer_id = $1 and s.ends_at > $2 and s.ends_at <= $3`,
      [mixerId, dayStart(dayIn(monthOf(today), 1)), dayStart(addDays(endOfMonth(today), 1))],
    );
    return sums ?? { earnedYen: 0, expectedYen: 0, confirmedShifts: 0 };
  }

  /** A space's shifts between two Tokyo days, both included, with who is on them, the days' opening and the rooms. */
  async calendar(actor: Actor, spaceId: string, { from, to }: CalendarQuery, locale: Locale): Promise<SpaceCalendarView> {
    authorizeWatching(actor, spaceId);
    const first = day(from);
    const last = day(to);
    if (last < first) throw Refusal.input([{ path: 'to', code: 'reversed' }]);
    if (daysBetween(first, last) >= LONGEST_CALENDAR_DAYS) throw Refusal.input([{ path: 'to', code: 'tooMany', params: { max: LONGEST_CALENDAR_DAYS } }]);
    const [shifts, days, resources] = await Promise.all([
      rows<CalendarRow>(this.db, `${CALENDAR_ROWS} where s.space_id = $1 and s.starts_at < $3 and s.ends_at > $2 order by s.starts_at, s.id`, [spaceId, dayStart(first), dayStart(addDays(last, 1))]),
      this.days(spaceId, first, last, locale),
      resourcesOf(this.db, spaceId),
    ]);
    const published = shifts.filter(({ status }) => status === 'published');
    return {
      days,
      shifts: shifts.map(calendarShift),
      resources: resources.filter(({ retiredAt }) => retiredAt === null).map(({ id, name, kind, partOfId }) => ({ id, name, kind, partOfId })),
      places: published.reduce((sum, { places }) => sum + places, 0),
      placesTaken: published.reduce((sum, { placesTaken }) => sum + placesTaken, 0),
      rewardsYen: published.reduce((sum, { placesTaken, rewardYen }) => sum + placesTaken * rewardYen, 0),
    };
  }

  private async days(spaceId: string, first: Day, last: Day, locale: Locale): Promise<CalendarDayView[]> {
    const { hours, exceptions } = await hoursOf(this.db, spaceId);
    return Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => {
      const which = addDays(first, index);
      return {
        day: which,
        holiday: holidayName(which)?.[locale] ?? null,
        closed: openingHoursOn(which, hours, exceptions).length === 0,
        note: exceptions.find((exception) => exception.day === which)?.reason || null,
      };
    });
  }

  /** The codes of today's shifts, for the space to show at its desk; the QR code leads a phone to the check-in screen. */
  async checkInCodes(actor: Actor, spaceId: string): Promise<CheckInCodesView> {
    authorizeWatching(actor, spaceId);
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

  /** A space's day: who covers it, what is uncovered, what waits for the owner. */
  async today(actor: Actor, spaceId: string, locale: Locale): Promise<SpaceTodayView> {
    authorizeWatching(actor, spaceId);
    const now = this.clock.now();
    const today = tokyoDay(now);
    const [shifts, uncovered, counts, days] = await Promise.all([
      rows<CalendarRow>(this.db, `${CALENDAR_ROWS} where s.space_id = $1 and s.status = 'published' and s.starts_at < $3 and s.ends_at > $2 order by s.starts_at, s.id`, [spaceId, dayStart(today), dayStart(addDays(today, 1))]),
      rows<CalendarRow>(
        this.db,
        `${CALENDAR_ROWS} where s.space_id = $1 and s.status = 'published' and s.places_taken < s.places and s.starts_at > $2
          and s.starts_at <= $2::timestamptz + $3 * interval '1 hour' order by s.starts_at, s.id limit 50`,
        [spaceId, now, UNCOVERED_HOURS],
      ),
      row<{ toDecide: number; toConfirm: number; drafts: number }>(
        this.db,
        `select (select count(*)::int from claims c join shifts s on s.id = c.shift_id where c.space_id = $1 and c.status = 'requested' and s.starts_at > $2) as "toDecide",
                (select count(*)::int from claims c join shifts s on s.id = c.shift_id where c.space_id = $1 and ${toConfirm('$2')}) as "toConfirm",
                (select count(*)::int from shifts where space_id = $1 and status = 'draft' and starts_at > $2) as drafts`,
        [spaceId, now],
      ),
      this.days(spaceId, today, today, locale),
    ]);
    const [about] = days;
    if (!about) throw Refusal.missing('space');
    return { today: shifts.map(calendarShift), uncovered: uncovered.map(calendarShift), ...(counts ?? { toDecide: 0, toConfirm: 0, drafts: 0 }), day: about };
  }
}
