import '@mantine/schedule/styles.layer.css';
import { UnstyledButton } from '@mantine/core';
import {
  MonthView,
  ResourcesDayView,
  ResourcesMonthView,
  ResourcesWeekView,
  type ScheduleEventData,
  type ScheduleLabelsOverride,
  WeekView,
} from '@mantine/schedule';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { weekdayName, weekdayText, yenText } from '../../lib/format';
import { holidayOf } from '../../lib/holidays';
import { type Locale, useLocale } from '../../lib/locale';
import { addDays, type Day, tokyoDay, tokyoInstant, tokyoTime } from '../../lib/tokyo';
import { useWords } from '../../lib/words';
import { openingOn } from '../spaces/opening';
import type { Space } from '../spaces/space.api';
import type { CalendarView, Wanted } from './calendar-range';
import { words } from './calendar.words';
import { aheadText, coverOf } from './cover';
import type { CalendarShift, SpaceCalendar } from './owner.api';
import { words as ownerWords } from './owner.words';
import styles from './SpaceSchedule.module.css';
import type { Move } from './useMoveShift';

type RenderEvent = NonNullable<WeekView.Props['renderEvent']>;
type RenderEventBody = NonNullable<WeekView.Props['renderEventBody']>;

/** The room of shifts that name none. */
const NO_ROOM = 'none';

interface SpaceScheduleProps {
  view: CalendarView;
  byRoom: boolean;
  day: Day;
  calendar: SpaceCalendar;
  space: Space;
  now: Date;
  /** May the viewer make and move shifts here? */
  mayPlan: boolean;
  onOpen: (shift: CalendarShift) => void;
  onNew: (wanted: Wanted) => void;
  onMove: (move: Move) => void;
  onDay: (day: Day) => void;
}

/** The calendar's own clock knows no zone: it is given Tokyo's wall clock, and what it answers is read as Tokyo's. */
const wall = (instant: string | Date): string => `${tokyoDay(instant)} ${tokyoTime(instant)}:00`;
const instantOf = (wallClock: string): string => tokyoInstant(wallClock.slice(0, 10), wallClock.slice(11, 16));
const dayOf = (wallClock: string): Day => wallClock.slice(0, 10);

/** The days and rooms of a space as a calendar: drafts can be dragged, empty times clicked, everything reached by keyboard. */
export default function SpaceSchedule(props: SpaceScheduleProps) {
  const { view, byRoom, day, calendar, space, now, mayPlan, onOpen, onNew, onMove, onDay } = props;
  const w = useWords(words);
  const locale = useLocale();
  const labels = useLabels();
  const body = useEventBody(now, calendar);
  const shifts = useMemo(() => new Map(calendar.shifts.map((shift) => [shift.id, shift])), [calendar.shifts]);
  const closed = calendar.days.filter((each) => each.closed);
  const hours = hoursShown(calendar, space);
  const week = useRef<HTMLDivElement>(null);
  useSpokenDays(week);

  const events: ScheduleEventData[] = calendar.shifts.map((shift) => ({
    id: shift.id,
    title: body.title(shift),
    start: wall(shift.startsAt),
    end: wall(shift.endsAt),
    color: 'ai',
    resourceId: shift.resourceId ?? NO_ROOM,
  }));
  const closings: ScheduleEventData[] = closed.map((each) => ({
    id: `closed-${each.day}`,
    title: each.note ?? (each.holiday ? `${w.closed}（${each.holiday}）` : w.closed),
    start: `${each.day} ${hours.startTime}`,
    end: hours.endTime.startsWith('23:59') ? `${addDays(each.day, 1)} 00:00:00` : `${each.day} ${hours.endTime}`,
    color: 'plain',
    display: 'background',
  }));

  const renderEvent: RenderEvent = (event, { children, className, ...rest }) => {
    const shift = shifts.get(String(event.id));
    if (!shift) return <div {...{ style: rest.style }} className={className}>{children}</div>;
    return (
      <UnstyledButton {...rest} className={`${className ?? ''} ${styles.event}`} data-cover={coverOf(shift, now)} title={body.title(shift)}>
        {children}
      </UnstyledButton>
    );
  };
  const renderEventBody: RenderEventBody = (event) => {
    const shift = shifts.get(String(event.id));
    return shift ? body.render(shift, view === 'month') : event.title;
  };

  const common = {
    date: day,
    withHeader: false,
    labels,
    renderEvent,
    renderEventBody,
    radius: 'md',
    withEventsDragAndDrop: mayPlan,
    canDragEvent: (event: ScheduleEventData) => shifts.get(String(event.id))?.status === 'draft',
    onEventDrop: ({ eventId, newStart, newEnd, resourceId }: { eventId: string | number; newStart: string; newEnd: string; resourceId?: string | number }) => {
      const shift = shifts.get(String(eventId));
      if (!shift) return;
      const room = resourceId === undefined ? {} : { resourceId: resourceId === NO_ROOM ? null : String(resourceId) };
      onMove({ shift, startsAt: instantOf(newStart), endsAt: instantOf(newEnd), ...room });
    },
    onEventClick: (event: ScheduleEventData) => {
      const shift = shifts.get(String(event.id));
      if (shift) onOpen(shift);
    },
  } as const;
  const inDay = {
    ...hours,
    intervalMinutes: 60,
    eventDragInterval: 30,
    slotLabelFormat: (at: string) => at.slice(11, 16) || at,
    getCurrentTime: () => wall(new Date()),
    withCurrentTimeBubble: false,
    withDragSlotSelect: mayPlan,
  } as const;
  const wantedOf = (from: string, to: string, resourceId?: string | number): Wanted => ({
    day: dayOf(from),
    from: from.slice(11, 16),
    to: to.slice(11, 16) === '00:00' || to.slice(11, 16) === '23:59' ? '24:00' : to.slice(11, 16),
    ...(resourceId === undefined || resourceId === NO_ROOM ? {} : { resourceId: String(resourceId) }),
  });
  const resources = [
    { id: NO_ROOM, label: w.noRoom },
    ...calendar.resources.map(({ id, name, kind }) => ({ id, label: name, payload: { kind } })),
  ];
  const weekday = (at: string) => weekdayText(dayOf(at), locale);
  /** Which columns of a week are holidays, for the colour beside the word. */
  const holidays = calendar.days.flatMap((each, index) => (holidayOf(each.day) ? [index] : [])).join(' ');
  const tapSlot = mayPlan
    ? ({ slotStart, slotEnd, resourceId }: { slotStart: string; slotEnd: string; resourceId?: string | number }) =>
        onNew(wantedOf(slotStart, slotEnd, resourceId))
    : undefined;
  const dragSlots = ({ rangeStart, rangeEnd, resourceId }: { rangeStart: string; rangeEnd: string; resourceId?: string | number }) =>
    onNew(wantedOf(rangeStart, rangeEnd, resourceId));

  if (view === 'month' && byRoom) {
    return (
      <div className={styles.schedule}>
        <ResourcesMonthView
          {...common}
          resources={resources}
          events={events.filter(({ start }) => String(start).startsWith(day.slice(0, 7)))}
          weekdayFormat={weekday}
          maxEventsPerTimeSlot={2}
          rowHeight={64}
          dayWidth={104}
          highlightToday={false}
          startScrollDate={day}
          onDayClick={({ date, resourceId }) => mayPlan && onNew({ day: dayOf(date), ...(resourceId && resourceId !== NO_ROOM ? { resourceId: String(resourceId) } : {}) })}
        />
      </div>
    );
  }
  if (view === 'month') {
    return (
      <div className={styles.schedule}>
        <MonthView
          {...common}
          events={events}
          firstDayOfWeek={1}
          weekdayFormat={(at: string) => weekdayName(dayOf(at), locale)}
          consistentWeeks={false}
          highlightToday={false}
          maxEventsPerDay={3}
          getDayProps={(date) => dayProps(date, calendar, w, locale, tokyoDay(now))}
          onDayClick={onDay}
        />
      </div>
    );
  }
  if (view === 'week' && !byRoom) {
    return (
      <div ref={week} className={styles.schedule} data-holidays={holidays}>
        <WeekView
          {...common}
          {...inDay}
          events={[...closings, ...events]}
          firstDayOfWeek={1}
          weekdayFormat={weekday}
          withWeekNumber={false}
          withAllDaySlots={false}
          highlightToday
          slotHeight={50}
          scrollAreaProps={{ mah: 'max(480px, calc(100dvh - 290px))' }}
          onTimeSlotClick={tapSlot}
          onSlotDragEnd={(from, to) => onNew(wantedOf(from, to))}
          getTimeSlotProps={({ start }) => slotProps(start, space, w.newHere)}
          onViewChange={() => undefined}
          onDateChange={onDay}
        />
      </div>
    );
  }
  if (view === 'week') {
    return (
      <div className={styles.schedule}>
        <ResourcesWeekView
          {...common}
          {...inDay}
          intervalMinutes={180}
          resources={resources}
          events={[...events, ...roomClosings(closings, resources)]}
          firstDayOfWeek={1}
          weekdayFormat={(at: string) => `${Number(dayOf(at).slice(8))} ${weekday(at)}`}
          renderWeekLabel={() => null}
          slotWidth={58}
          rowHeight={74}
          onTimeSlotClick={tapSlot}
          onSlotDragEnd={dragSlots}
        />
      </div>
    );
  }
  return (
    <div className={styles.schedule}>
      <ResourcesDayView
        {...common}
        {...inDay}
        resources={resources}
        events={[...events, ...roomClosings(closings, resources)]}
        slotWidth={70}
        rowHeight={76}
        onTimeSlotClick={tapSlot}
        onSlotDragEnd={dragSlots}
      />
    </div>
  );
}

/** The heads of the days are called what stands on them (月・祝 23); the library's own name for them, which nobody sees, becomes their description. */
function useSpokenDays(week: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    for (const head of week.current?.querySelectorAll('.mantine-WeekView-weekViewDayLabel[aria-label]') ?? []) {
      head.setAttribute('title', head.getAttribute('aria-label') ?? '');
      head.removeAttribute('aria-label');
    }
  });
}

/** A closed day closes every room. */
const roomClosings = (closings: readonly ScheduleEventData[], resources: readonly { id: string }[]): ScheduleEventData[] =>
  closings.flatMap(({ start, end, color, display, title, id }) =>
    resources.map((resource) => ({ id: `${id}-${resource.id}`, title, start, end, color, display, resourceId: resource.id })),
  );

/** From the earliest to the latest hour that matters, with a little air; never less than 9 to 21. */
function hoursShown({ shifts, days }: SpaceCalendar, space: Space): { startTime: string; endTime: string } {
  const hours = [
    9,
    21,
    ...days.flatMap(({ day }) => openingOn(day, space).flatMap(({ opensAt, closesAt }) => [hourOf(opensAt), Math.ceil(hourOf(closesAt))])),
    ...shifts.flatMap(({ startsAt, endsAt }) =>
      tokyoDay(startsAt) === tokyoDay(endsAt) ? [hourOf(tokyoTime(startsAt)), Math.ceil(hourOf(tokyoTime(endsAt)))] : [hourOf(tokyoTime(startsAt)), 24],
    ),
  ];
  const first = Math.max(0, Math.floor(Math.min(...hours)));
  const last = Math.min(24, Math.max(...hours));
  const text = (hour: number) => `${String(hour).padStart(2, '0')}:00:00`;
  return { startTime: text(first), endTime: last === 24 ? '23:59:59' : text(last) };
}

function hourOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours + minutes / 60;
}

function slotProps(start: string, space: Space, label: string): Record<string, string | boolean> {
  const time = start.slice(11, 16);
  const open = openingOn(dayOf(start), space).some(({ opensAt, closesAt }) => opensAt <= time && time < closesAt);
  return { 'aria-label': `${label} ${dayOf(start)} ${time}`, ...(open ? {} : { 'data-shut': true }) };
}

/** A day of the month says aloud, and shows below its number, that it is a holiday or closed. */
function dayProps(date: string, calendar: SpaceCalendar, w: (typeof words)['ja'], locale: Locale, present: Day): Record<string, string | undefined> {
  const day = dayOf(date);
  const known = calendar.days.find((each) => each.day === day);
  const word = known?.closed ? (known.note ?? w.closed) : holidayOf(day)?.[locale];
  const tone = holidayOf(day) ? 'holiday' : undefined;
  return { 'data-now': day === present ? 'true' : undefined, 'data-word': word, 'data-tone': tone, 'data-shut': known?.closed ? 'true' : undefined, 'aria-label': word ? `${day} ${word}` : undefined };
}

function useLabels(): ScheduleLabelsOverride {
  const w = useWords(words);
  return {
    today: w.today,
    weekday: w.weekday,
    timeSlot: w.slot,
    resourceSlot: w.slot,
    more: w.hidden(0),
    moreLabel: w.hidden,
    noEvents: w.noShifts,
    resource: w.room,
    resources: w.rooms,
    day: w.views.day,
    week: w.views.week,
    month: w.views.month,
  };
}

/** What stands on a shift in the calendar, and the same in one line for titles and screen readers. */
function useEventBody(now: Date, calendar: SpaceCalendar) {
  const w = useWords(words);
  const o = useWords(ownerWords);
  const locale = useLocale();
  const roomOf = (shift: CalendarShift) => calendar.resources.find(({ id }) => id === shift.resourceId)?.name;
  const time = (instant: string) => tokyoTime(instant).replace(/^0/, '').replace(/:00$/, '');
  const span = (shift: CalendarShift) => {
    const end = tokyoTime(shift.endsAt) === '00:00' ? '24' : time(shift.endsAt);
    return locale === 'ja' ? `${time(shift.startsAt)}〜${end}` : `${time(shift.startsAt)}–${end}`;
  };
  const names = (shift: CalendarShift) => shift.people.filter(({ status }) => status !== 'requested').map(({ displayName }) => displayName);
  const state = (shift: CalendarShift): string => {
    const cover = coverOf(shift, now);
    if (cover === 'requested') return w.waiting(shift.requests);
    if (cover === 'covered') return '';
    return o.cover[cover];
  };
  const ahead = (shift: CalendarShift): string =>
    coverOf(shift, now) === 'uncovered' && new Date(shift.startsAt) > now ? w.left(aheadText(shift.startsAt, now, locale)) : '';
  const places = (shift: CalendarShift) => (shift.places > 1 ? `${shift.placesTaken}/${shift.places}` : '');
  const title = (shift: CalendarShift) =>
    [o.kind[shift.kind], state(shift), `${tokyoTime(shift.startsAt)}〜${tokyoTime(shift.endsAt)}`, places(shift), ...names(shift), roomOf(shift), ahead(shift)]
      .filter(Boolean)
      .join(' ・ ');
  const render = (shift: CalendarShift, line: boolean) => {
    const who = names(shift).join('、');
    if (line) {
      return (
        <span className={styles.line}>
          {span(shift)} <b>{o.kind[shift.kind]}</b> {who || state(shift)} {places(shift)}
        </span>
      );
    }
    return (
      <span className={styles.body}>
        <span>
          <b>
            {o.kind[shift.kind]} {state(shift)}
          </b>{' '}
          {span(shift)} {places(shift)}
        </span>
        <span>{[who, yenText(shift.rewardYen, locale)].filter(Boolean).join(' ・ ')}</span>
        {ahead(shift) && <span>{ahead(shift)}</span>}
        {roomOf(shift) && <span className={styles.room}>{roomOf(shift)}</span>}
      </span>
    );
  };
  return { title, render };
}

