import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { dayText, monthText, rangeText, yenText } from '../../lib/format';
import { type Locale, useLocale } from '../../lib/locale';
import { useDesktop } from '../../lib/media';
import { asDay, type Day, today, tokyoDay } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { type Space, spaceQuery } from '../spaces/space.api';
import { useSpaceId } from '../spaces/useSpaceId';
import { Confirm } from '../../ui/Confirm';
import { ErrorState } from '../../ui/ErrorState';
import { ChevronLeft, ChevronRight } from '../../ui/icons';
import { Page } from '../../ui/Page';
import { CardSkeleton } from '../../ui/Skeletons';
import { FilterChips, ToggleChip } from '../../ui/Tags';
import { TextLink } from '../../ui/TextLink';
import { Agenda } from './Agenda';
import { type CalendarView, meantDays, shownDays, stepDay, type Wanted } from './calendar-range';
import styles from './calendar.module.css';
import { words } from './calendar.words';
import { MoveSheet } from './MoveSheet';
import { NewShiftLink } from './NewShiftLink';
import { type CalendarShift, type SpaceCalendar, spaceCalendarQuery, spaceTodayQuery } from './owner.api';
import { ShiftPeek } from './ShiftPeek';
import { useMoveShift } from './useMoveShift';
import { useNow } from './useNow';

/** The calendar library travels in a chunk of its own, and only to screens with room for it. */
const SpaceSchedule = lazy(() => import('./SpaceSchedule'));

const isView = (text: string | null): text is CalendarView => text === 'day' || text === 'week' || text === 'month';

/** The centre of the owner's day: what is planned, what is covered, what is missing. View, day and rooms live in the address. */
export default function OwnerCalendarPage() {
  const w = useWords(words);
  const locale = useLocale();
  const spaceId = useSpaceId();
  const desktop = useDesktop();
  const now = useNow();
  const [params, setParams] = useSearchParams();
  const asked = params.get('view');
  const view: CalendarView = desktop && isView(asked) ? asked : 'week';
  const day = asDay(params.get('day')) || today(now);
  const byRoom = view === 'day' || params.has('rooms');
  const shown = shownDays(view, day);
  const calendar = useQuery(spaceCalendarQuery(spaceId, shown.from, shown.to));
  const space = useQuery(spaceQuery(spaceId));
  const failed = calendar.error ?? space.error;

  const go = (change: { view?: CalendarView; day?: Day; rooms?: boolean }) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (change.view) next.set('view', change.view);
        if (change.day) next.set('day', change.day);
        if (change.rooms === true) next.set('rooms', '');
        if (change.rooms === false) next.delete('rooms');
        return next;
      },
      { replace: true, preventScrollReset: true },
    );

  return (
    <Page
      title={periodText(view, day, locale)}
      width="full"
      actions={
        <div className={styles.choices}>
          {desktop && (
            <FilterChips
              label={w.viewLabel}
              value={view}
              onChange={(next) => go({ view: next })}
              options={(['day', 'week', 'month'] as const).map((each) => ({ value: each, label: w.views[each] }))}
            />
          )}
          {desktop && view !== 'day' && (
            <ToggleChip pressed={byRoom} onChange={(rooms) => go({ rooms })}>
              {w.byRoom}
            </ToggleChip>
          )}
          <NewShiftLink spaceId={spaceId} />
        </div>
      }
    >
      <nav className={styles.steps} aria-label={w.jump}>
        <button type="button" onClick={() => go({ day: stepDay(view, day, -1) })}>
          <ChevronLeft size={18} />
          <span>{w.previous[view]}</span>
        </button>
        <button type="button" onClick={() => go({ day: today(now) })}>
          {w.today}
        </button>
        <button type="button" onClick={() => go({ day: stepDay(view, day, 1) })}>
          <span>{w.next[view]}</span>
          <ChevronRight size={18} />
        </button>
        <input type="date" aria-label={w.jump} value={day} onChange={(event) => event.currentTarget.value && go({ day: event.currentTarget.value })} />
      </nav>
      {failed && (!calendar.data || !space.data) && (
        <ErrorState
          error={failed}
          onRetry={() => {
            void calendar.refetch();
            void space.refetch();
          }}
        />
      )}
      {!failed && (calendar.isPending || space.isPending) && <CardSkeleton />}
      {calendar.data && space.data && (
        <Board calendar={calendar.data} space={space.data} view={view} day={day} byRoom={byRoom} now={now} desktop={desktop} onDay={(next) => go({ view: 'day', day: next })} />
      )}
    </Page>
  );
}

interface BoardProps {
  calendar: SpaceCalendar;
  space: Space;
  view: CalendarView;
  day: Day;
  byRoom: boolean;
  now: Date;
  desktop: boolean;
  onDay: (day: Day) => void;
}

function Board({ calendar, space, view, day, byRoom, now, desktop, onDay }: BoardProps) {
  const w = useWords(words);
  const locale = useLocale();
  const navigate = useNavigate();
  const [open, setOpen] = useState<CalendarShift | null>(null);
  const [moving, setMoving] = useState<CalendarShift | null>(null);
  const { move, busy, problem, outside, forget, forgetProblem } = useMoveShift();
  const mayPlan = space.can.edit;
  const shown = shownDays(view, day);
  const rooms = calendar.resources;

  const plan = ({ day: on, from, to, resourceId }: Wanted) => {
    const query = new URLSearchParams({ day: on, ...(from && to ? { from, to } : {}), ...(resourceId ? { room: resourceId } : {}) });
    void navigate(`/spaces/${space.id}/shifts/new?${query}`);
  };
  const moveTo = async (to: Parameters<typeof move>[0], outsideHours?: boolean) => {
    if (await move(to, outsideHours)) setMoving(null);
  };

  return (
    <>
      <Figures calendar={calendar} view={view} day={day} spaceId={space.id} now={now} />
      {problem && <ErrorState error={problem} onRetry={forgetProblem} />}
      {desktop ? (
        <>
          {byRoom && rooms.length === 0 && (
            <p className={styles.note}>
              {w.noTables} <TextLink to={`/spaces/${space.id}/settings#rooms`}>{w.addRooms}</TextLink>
            </p>
          )}
          <Suspense fallback={<CardSkeleton count={2} />}>
            <SpaceSchedule
              view={view}
              byRoom={byRoom}
              day={day}
              calendar={calendar}
              space={space}
              now={now}
              mayPlan={mayPlan}
              onOpen={setOpen}
              onNew={plan}
              onMove={(to) => void moveTo(to)}
              onDay={onDay}
            />
          </Suspense>
          <Legend mayPlan={mayPlan} />
        </>
      ) : (
        <Agenda calendar={calendar} from={shown.from} to={shown.to} spaceId={space.id} now={now} mayPlan={mayPlan} onOpen={setOpen} />
      )}
      {open && !moving && (
        <ShiftPeek
          shift={open}
          spaceId={space.id}
          roomName={rooms.find(({ id }) => id === open.resourceId)?.name}
          now={now}
          mayPlan={mayPlan}
          onClose={() => setOpen(null)}
          onMove={() => {
            setMoving(open);
            setOpen(null);
          }}
        />
      )}
      {moving && !outside && (
        <MoveSheet shift={moving} space={space} rooms={rooms} busy={busy} onClose={() => setMoving(null)} onMove={(to) => void moveTo(to)} />
      )}
      {outside && (
        <Confirm
          opened
          onClose={forget}
          title={w.outsideTitle}
          confirmLabel={w.outsideYes}
          tone="main"
          busy={busy}
          onConfirm={() => void moveTo(outside, true)}
        >
          <p>{w.outsideText(rangeText(outside.startsAt, outside.endsAt, locale, false))}</p>
        </Confirm>
      )}
    </>
  );
}

interface FiguresProps {
  calendar: SpaceCalendar;
  view: CalendarView;
  day: Day;
  spaceId: string;
  now: Date;
}

function Figures({ calendar, view, day, spaceId, now }: FiguresProps) {
  const w = useWords(words).kpi;
  const locale = useLocale();
  const urgent = useQuery(spaceTodayQuery(spaceId)).data?.uncovered ?? [];
  const meant = meantDays(view, day);
  const counted = calendar.shifts.filter(({ status, startsAt }) => status === 'published' && tokyoDay(startsAt) >= meant.from && tokyoDay(startsAt) <= meant.to);
  const sum = (of: (shift: CalendarShift) => number) => counted.reduce((all, shift) => all + of(shift), 0);
  const missing = urgent.reduce((all, shift) => all + shift.places - shift.placesTaken, 0);
  const isThisWeek = view === 'week' && meant.from <= today(now) && today(now) <= meant.to;
  return (
    <dl className={styles.figures} aria-label={w.label}>
      <div>
        <dt>{w.filled}</dt>
        <dd>
          {sum(({ placesTaken }) => placesTaken)} / {sum(({ places }) => places)}
        </dd>
      </div>
      <div data-warm={missing > 0 || undefined}>
        <dt>{w.uncovered}</dt>
        <dd>
          {missing > 0 ? missing : w.none}
          {missing > 0 && <TextLink to={`/spaces/${spaceId}/today`}>{w.show}</TextLink>}
        </dd>
      </div>
      <div>
        <dt>{isThisWeek ? w.rewards.week : w.rewards[view === 'week' ? 'thisWeek' : view]}</dt>
        <dd>{yenText(sum(({ placesTaken, rewardYen }) => placesTaken * rewardYen), locale)}</dd>
      </div>
    </dl>
  );
}

function Legend({ mayPlan }: { mayPlan: boolean }) {
  const w = useWords(words);
  return (
    <div className={styles.legend}>
      <ul>
        {(['covered', 'uncovered', 'requested', 'draft', 'cancelled'] as const).map((cover) => (
          <li key={cover} data-cover={cover}>
            {w.legend[cover]}
          </li>
        ))}
      </ul>
      {mayPlan && <p>{w.dragHint}</p>}
    </div>
  );
}

/** `11月23日〜29日`, `2026年11月`, `11月23日(月・祝)`. */
function periodText(view: CalendarView, day: Day, locale: Locale): string {
  if (view === 'month') return monthText(day, locale);
  if (view === 'day') return dayText(day, locale, false);
  const { from, to } = shownDays('week', day);
  const [start, end] = [from, to].map((each) => dayText(each, locale, false));
  if (locale === 'en') return `${start?.replace(/^\w+, /, '').replace(' (holiday)', '')} – ${end?.replace(/^\w+, /, '').replace(' (holiday)', '')}`;
  const bare = (text = '') => text.replace(/\(.*\)$/, '');
  return from.slice(0, 7) === to.slice(0, 7) ? `${bare(start)}〜${bare(end).replace(/^.*月/, '')}` : `${bare(start)}〜${bare(end)}`;
}
