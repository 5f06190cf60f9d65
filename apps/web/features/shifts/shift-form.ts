import type { Wanted } from './calendar-range';
import type { words } from './editor.words';
import type { NewShift, ShiftDetail } from './owner.api';
import { fieldsOf, spanOf } from './time-text';
import { timesComplaints } from './times-complaints';
import type { Space } from '../spaces/space.api';

/** The most places one shift may offer. */
const MOST_PLACES = 50;

/** What the editor holds while somebody writes; times as typed, the room `''` for none. Names are those of the API's fields. */
export type ShiftValues = {
  kind: NewShift['kind'];
  day: string;
  startsAt: string;
  endsAt: string;
  places: number | null;
  rewardYen: number | null;
  minTier: 'junior' | 'senior';
  claimMode: NewShift['claimMode'];
  content: string;
  resourceId: string;
  orderingParty: 'space' | 'cooperative';
  reason: string;
};

export const valuesOfNew = (space: Space, wanted: Partial<Wanted>): ShiftValues => ({
  kind: 'reception',
  day: wanted.day ?? '',
  startsAt: wanted.from ?? '',
  endsAt: wanted.to ?? '',
  places: 1,
  rewardYen: null,
  minTier: 'junior',
  claimMode: 'instant',
  content: space.recruitingContent,
  resourceId: wanted.resourceId ?? '',
  orderingParty: 'space',
  reason: '',
});

export function valuesOfShift(shift: ShiftDetail): ShiftValues {
  const { day, from, to } = fieldsOf(shift);
  const { kind, places, rewardYen, minTier, claimMode, content, orderingParty } = shift;
  return { kind, day, startsAt: from, endsAt: to, places, rewardYen, minTier, claimMode, content, resourceId: shift.resource?.id ?? '', orderingParty, reason: '' };
}

/** What the API is told; undefined while the times or the numbers are not complete. */
export function bodyOf(values: ShiftValues): Omit<NewShift, 'resourceId'> | undefined {
  const span = spanOf(values.day, values.startsAt, values.endsAt);
  const { kind, places, rewardYen, minTier, claimMode, content, orderingParty } = values;
  if (!span || places === null || rewardYen === null) return undefined;
  return { ...span, kind, places, rewardYen, minTier, claimMode, content, orderingParty };
}

/** What can be seen to be wrong before sending, by field. */
export function complaintsOf(values: ShiftValues, w: (typeof words)['ja'], needsReason: boolean) {
  const times = timesComplaints({ day: values.day, from: values.startsAt, to: values.endsAt }, w);
  return {
    day: times.day,
    startsAt: times.from,
    endsAt: times.to,
    places: values.places === null || values.places < 1 || values.places > MOST_PLACES ? w.placesRange : undefined,
    rewardYen: values.rewardYen === null ? w.missing : undefined,
    content: values.content.trim() === '' ? w.missing : undefined,
    reason: needsReason && values.reason.trim() === '' ? w.reasonMissing : undefined,
  };
}
