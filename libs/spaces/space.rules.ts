import {
  addDays,
  holidayName,
  openingHoursOn,
  type Day,
  type FieldError,
  type HolidayName,
  type Hours,
  type HoursException,
  type Machine,
  type OpeningHours,
} from '#libs/kernel';

/** How a space stands with the network: applied, accepted (terms not yet agreed to), declined, member, left. */
export type SpaceStatus = 'applied' | 'accepted' | 'declined' | 'member' | 'left';
export type SpaceAction = 'accept' | 'refuse' | 'acceptTerms';
export const SPACE_STATUSES: readonly SpaceStatus[] = ['applied', 'accepted', 'declined', 'member', 'left'];

/** Joining: an application, the steward's word, the owner's agreement to the terms. */
export const JOINING: Machine<SpaceStatus, SpaceAction> = {
  applied: { accept: 'accepted', refuse: 'declined' },
  accepted: { acceptTerms: 'member' },
  declined: {},
  member: {},
  left: {},
};

/** The name of a space in addresses; not one that reads like an id, or that the web app itself uses under /spaces. */
export const SLUG = /^(?!(?:new|apply)$)(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$)[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/;

/** What the network lets happen in a space: mixers work there (partnered), mixers hold events there (designated). Two separate grants. */
export type SpaceRelation = 'partnered' | 'designated';
export const RELATIONS: readonly SpaceRelation[] = ['partnered', 'designated'];

/** The capabilities that a relation carries: commitments under them fall away when it ends. */
export const RELATION_CARRIES: Readonly<Record<SpaceRelation, readonly string[]>> = {
  partnered: ['shift.claim', 'slot.operate'],
  designated: ['event.host', 'event.charge'],
};

export type ResourceKind = 'room' | 'table';
export const RESOURCE_KINDS: readonly ResourceKind[] = ['room', 'table'];

/** Where a room or table lies, as far as `occupiedPartOf` asks. */
export interface Placed {
  id: string;
  kind: ResourceKind;
  partOfId: string | null;
  position: number;
}

/** The part of an area that a thing takes: `positions` as the text of an int4range. Two parts clash when area and positions meet. */
export interface OccupiedPart {
  areaId: string;
  positions: string;
}

/** A room takes every position in itself, a table in a room only its own; a table that stands alone is an area of its own. */
export function occupiedPartOf({ id, kind, partOfId, position }: Placed): OccupiedPart {
  if (kind === 'table' && partOfId) return { areaId: partOfId, positions: `[${position},${position + 1})` };
  return { areaId: id, positions: '[0,)' };
}

/** The six items that a recruiting text for contract work has to show, as the columns of a space. */
export const RECRUITING_ITEMS = [
  'recruiterName',
  'recruiterAddress',
  'recruiterContact',
  'recruitingContent',
  'recruitingPlace',
  'recruitingReward',
] as const;
export type RecruitingItem = (typeof RECRUITING_ITEMS)[number];

/** Which of the six are still empty. A shift may be published when none is. */
export function missingRecruitingItems(space: Readonly<Record<RecruitingItem, string>>): RecruitingItem[] {
  return RECRUITING_ITEMS.filter((item) => space[item].trim() === '');
}

export const WEEKDAYS = ['0', '1', '2', '3', '4', '5', '6', 'holiday'] as const;
/** Sunday is `0`; `holiday` holds on Japanese public holidays, whatever their weekday. */
export type WeekdayKey = (typeof WEEKDAYS)[number];

export interface HoursInput extends OpeningHours {
  weekday: WeekdayKey;
}

/** What is wrong with a week's hours: `reversed` where a row closes before it opens, `hoursOverlap` where two rows of a weekday meet. */
export function hoursComplaints(hours: readonly HoursInput[], under = 'hours'): FieldError[] {
  return hours.flatMap(({ weekday, opensAt, closesAt }, index): FieldError[] => {
    if (closesAt <= opensAt) return [{ path: `${under}.${index}.closesAt`, code: 'reversed' }];
    const meets = hours.slice(0, index).some((earlier) => earlier.weekday === weekday && earlier.opensAt < closesAt && opensAt < earlier.closesAt);
    return meets ? [{ path: `${under}.${index}.opensAt`, code: 'hoursOverlap' }] : [];
  });
}

export interface ExceptionInput {
  day: string;
  closed: boolean;
  opensAt?: string | null;
  closesAt?: string | null;
}

/** What is wrong with the days that differ: `past`, the same day twice (`duplicate`), an open day without hours (`required`) or `reversed`. */
export function exceptionComplaints(exceptions: readonly ExceptionInput[], today: Day, under = 'exceptions'): FieldError[] {
  return exceptions.flatMap(({ day, closed, opensAt, closesAt }, index): FieldError[] => {
    const at = (field: string): string => `${under}.${index}.${field}`;
    if (day < today) return [{ path: at('day'), code: 'past' }];
    if (exceptions.slice(0, index).some((earlier) => earlier.day === day)) return [{ path: at('day'), code: 'duplicate' }];
    if (closed) return [];
    if (!opensAt) return [{ path: at('opensAt'), code: 'required' }];
    if (!closesAt) return [{ path: at('closesAt'), code: 'required' }];
    return closesAt <= opensAt ? [{ path: at('closesAt'), code: 'reversed' }] : [];
  });
}

/** One day as a visitor reads it. */
export interface OpenDay {
  day: Day;
  holiday: HolidayName | null;
  /** Why this day differs from the week; empty when it does not. */
  reason: string;
  hours: OpeningHours[];
}

/** The opening hours of a day. */
export function openDay(on: Day, hours: Hours, exceptions: readonly HoursException[]): OpenDay {
  const reason = exceptions.find((exception) => exception.day === on)?.reason ?? '';
  return { day: on, holiday: holidayName(on), reason, hours: openingHoursOn(on, hours, exceptions) };
}

/** The opening hours of `count` days from a day on. */
export function openDays(from: Day, count: number, hours: Hours, exceptions: readonly HoursException[]): OpenDay[] {
  return Array.from({ length: count }, (_, ahead) => openDay(addDays(from, ahead), hours, exceptions));
}
