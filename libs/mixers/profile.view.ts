import { audienceUnlessSaid, opensTo, type Audience, type ProfileField } from './audience.js';
import type { AudiencesView, MixerView, OwnProfileView, ProfileValuesView } from './profile.dto.js';
import type { ProfileRow } from './profile.queries.js';

type Readable = Pick<ProfileRow, 'mixerId' | 'displayName' | 'familyName' | 'givenName' | 'familyKana' | 'givenKana' | 'written' | 'audiences' | 'membership' | 'tier'>;

/** Whose page others may open: who has been taken in and has not left. */
const MET = ['accepted', 'active', 'paused', 'suspended'];

/**
 * A mixer as somebody this near sees them, or null when the page is not there for them: somebody who hides even the name, has not been
 * taken in or has left is met by nobody. Guests see no tier, and no page that would say nothing but the name.
 */
export function seenFrom(profile: Readable, nearness: Audience, guest: boolean): MixerView | null {
  const opens = (field: ProfileField): boolean => opensTo(audienceOf(profile, field), nearness);
  if (nearness !== 'self' && (!opens('displayName') || !MET.includes(profile.membership))) return null;
  const values = valuesOf(profile, opens);
  if (guest && Object.values(values).every((value) => value === null)) return null;
  return { id: profile.mixerId, displayName: profile.displayName, tier: guest ? null : profile.tier, ...values };
}

/** One's own profile: everything, and who sees what. */
export const ownProfileView = (profile: Readable): OwnProfileView => ({
  id: profile.mixerId,
  displayName: profile.displayName,
  tier: profile.tier,
  ...valuesOf(profile, () => true),
  audiences: audiencesOf(profile),
});

export const audienceOf = ({ audiences }: Pick<ProfileRow, 'audiences'>, field: ProfileField): Audience => audiences[field] ?? audienceUnlessSaid(field);

function valuesOf({ familyName, givenName, familyKana, givenKana, written }: Readable, opens: (field: ProfileField) => boolean): ProfileValuesView {
  const shown = <T>(field: ProfileField, value: T | undefined, empty: boolean): T | null => (value !== undefined && !empty && opens(field) ? value : null);
  const list = (field: 'areas' | 'skills' | 'links'): string[] | null => shown(field, written[field], !written[field]?.length);
  const text = (field: 'whatIDo' | 'whatICanGive' | 'phone'): string | null => shown(field, written[field], !written[field]);
  return {
    name: shown('name', { family: familyName, given: givenName }, !familyName),
    kana: shown('kana', { family: familyKana, given: givenKana }, !familyKana),
    areas: list('areas'),
    skills: list('skills'),
    whatIDo: text('whatIDo'),
    whatICanGive: text('whatICanGive'),
    links: list('links'),
    phone: text('phone'),
  };
}

function audiencesOf(profile: Readable): AudiencesView {
  const of = (field: ProfileField): Audience => audienceOf(profile, field);
  return {
    displayName: of('displayName'),
    name: of('name'),
    kana: of('kana'),
    areas: of('areas'),
    skills: of('skills'),
    whatIDo: of('whatIDo'),
    whatICanGive: of('whatICanGive'),
    links: of('links'),
    phone: of('phone'),
  };
}
