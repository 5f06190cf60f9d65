import { inSpace, type Actor, type SpaceRole } from '#libs/identity';
import { canStep, type Day, type Weekday } from '#libs/kernel';
import { SPACE_TERMS, type Locale } from '#libs/words';
import { resourceView } from './resources.service.js';
import { JOINING, missingRecruitingItems, openDays, WEEKDAYS, type OpenDay, type SpaceRelation, type WeekdayKey } from './space.rules.js';
import type { OpenDayView, SpaceInsideView, SpaceView } from './spaces.dto.js';
import type { ManualRow, ResourceRow, SpaceHours, SpaceRow } from './spaces.queries.js';

/** So many days of opening hours a space shows ahead. */
const DAYS_AHEAD = 14;

/** The space's own people in any role, and stewards. */
export const seesInside = (visitor: Actor | null, spaceId: string): boolean =>
  inSpace(visitor, spaceId, ['owner', 'manager', 'reception']) || (visitor?.roles.has('steward') ?? false);

/** One day of opening hours, its holiday in the reader's language. */
export const openDayView = ({ day, holiday, reason, hours }: OpenDay, locale: Locale): OpenDayView => ({
  day,
  ...(holiday ? { holidayName: holiday[locale] } : {}),
  closed: hours.length === 0,
  ...(reason ? { reason } : {}),
  hours,
});

interface Shown {
  visitor: Actor | null;
  space: SpaceRow;
  relation: Record<SpaceRelation, boolean>;
  resources: readonly ResourceRow[];
  manual: ManualRow | null;
  open: SpaceHours;
  today: Day;
  locale: Locale;
}

/** A space as this visitor may see it. */
export function spaceView({ visitor, space, relation, resources, manual, open: { hours, exceptions }, today, locale }: Shown): SpaceView {
  const inside = seesInside(visitor, space.id);
  const { id, slug, status, name, kana, prefecture, postalCode, city, street, access, phone, email, website, introduction, houseRules } = space;
  const { recruiterName, recruiterAddress, recruiterContact, recruitingContent, recruitingPlace, recruitingReward } = space;
  return {
    id,
    slug,
    status,
    name,
    kana,
    prefecture,
    postalCode,
    city,
    street,
    access,
    phone,
    email,
    website,
    introduction,
    houseRules,
    recruiterName,
    recruiterAddress,
    recruiterContact,
    recruitingContent,
    recruitingPlace,
    recruitingReward,
    hours: hours.map(({ weekday, opensAt, closesAt }) => ({ weekday: weekdayKey(weekday), opensAt, closesAt })),
    exceptions: exceptions
      .filter((exception) => exception.day >= today)
      .map(({ day, closed, opensAt, closesAt, reason }) => ({ day, closed, opensAt: opensAt ?? null, closesAt: closesAt ?? null, reason: reason ?? '' })),
    nextDays: openDays(today, DAYS_AHEAD, hours, exceptions).map((one) => openDayView(one, locale)),
    relation,
    resources: resources.filter((resource) => inside || !resource.retiredAt).map(resourceView),
    manual: manual ? { id: manual.id, version: manual.version, publishedAt: manual.publishedAt.toISOString() } : null,
    ...(inside ? { inside: insideView(visitor, space) } : {}),
    can: spaceCan(visitor, space),
  };
}

const weekdayKey = (weekday: Weekday | 'holiday'): WeekdayKey => WEEKDAYS[weekday === 'holiday' ? 7 : weekday];

const roleIn = (visitor: Actor | null, spaceId: string): SpaceRole | null => visitor?.spaces.find((space) => space.id === spaceId)?.role ?? null;

const insideView = (visitor: Actor | null, space: SpaceRow): SpaceInsideView => ({
  myRole: roleIn(visitor, space.id),
  appliedAt: space.createdAt.toISOString(),
  applicationNote: space.applicationNote,
  decisionReason: space.decisionReason,
  termsAcceptedAt: space.termsAcceptedAt?.toISOString() ?? null,
  termsVersion: SPACE_TERMS.version,
  missingRecruitingItems: missingRecruitingItems(space),
});

function spaceCan(visitor: Actor | null, { id, status }: SpaceRow): SpaceView['can'] {
  const steward = visitor?.roles.has('steward') ?? false;
  return {
    edit: steward || inSpace(visitor, id),
    manageStaff: inSpace(visitor, id, ['owner']),
    publishManual: inSpace(visitor, id),
    acceptTerms: inSpace(visitor, id, ['owner']) && canStep(JOINING, status, 'acceptTerms'),
    decide: steward && canStep(JOINING, status, 'accept'),
    setRelations: steward && status === 'member',
  };
}
