/** Who may see a field, from nobody else outwards; a wider one includes the narrower ones. `spaces` are those the person books in. */
export const AUDIENCES = ['self', 'chosen', 'spaces', 'mixers', 'everyone'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const PROFILE_FIELDS = ['displayName', 'name', 'kana', 'areas', 'skills', 'whatIDo', 'whatICanGive', 'links', 'phone'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Everything is one's own until one opens it, but for the display name. */
export const audienceUnlessSaid = (field: ProfileField): Audience => (field === 'displayName' ? 'everyone' : 'self');

/** Does a field with this audience lie open to somebody who stands this near? */
export const opensTo = (audience: Audience, nearness: Audience): boolean => AUDIENCES.indexOf(audience) >= AUDIENCES.indexOf(nearness);
