import { row, rows, theRow, type Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import type { Membership, Tier } from '#libs/tiers';
import { AUDIENCES, type Audience, type ProfileField } from './audience.js';
import { searchPattern } from './mixers.queries.js';

/** What a mixer has written, by field; the names stand beside it. */
export interface Written {
  areas?: string[];
  skills?: string[];
  whatIDo?: string;
  whatICanGive?: string;
  links?: string[];
  phone?: string;
}

/** A mixer's profile with how near the reader stands. */
export interface ProfileRow {
  mixerId: string;
  displayName: string;
  familyName: string;
  givenName: string;
  familyKana: string;
  givenKana: string;
  written: Written;
  audiences: Partial<Record<ProfileField, Audience>>;
  membership: Membership;
  tier: Tier | null;
  nearness: Audience;
}

const ORDER = `array['${AUDIENCES.join("','")}']`;
const at = (audience: string): string => `array_position(${ORDER}, ${audience})`;

/** Reader: $1 mixer id, $2 account id, $3 ids of their spaces, $4 whether a steward; $5 now. */
const PEOPLE = `
  with reader as (
    select $4::boolean or exists (
      select from mixer_facts where mixer_id = $1::uuid and fact = 'membership' and value in ('accepted', 'active', 'paused') and valid @> ($5::timestamptz + interval '999 microseconds')
    ) as among_mixers
  ), people as (
    select m.id as "mixerId", a.display_name as "displayName", m.family_name as "familyName", m.given_name as "givenName",
           m.family_kana as "familyKana", m.given_kana as "givenKana", coalesce(w.written, '{}') as written, coalesce(w.audiences, '{}') as audiences,
           coalesce(f.membership, 'none') as membership, f.tier,
           case when m.id = $1 then 'self'
                when exists (select from mixer_chosen_people c where c.mixer_id = m.id and c.account_id = $2) then 'chosen'
                when exists (select from commitments c where c.mixer_id = m.id and c.status in ('held', 'booked') and c.space_id = any($3::uuid[])) then 'spaces'
                when reader.among_mixers then 'mixers'
                else 'everyone' end as nearness
      from mixers m
      join accounts a on a.id = m.account_id
      cross join reader
      left join lateral (
        select jsonb_object_agg(field, value) filter (where value is not null) as written, jsonb_object_agg(field, audience) as audiences
          from mixer_profile_fields where mixer_id = m.id
      ) w on true
      left join lateral (
        select max(value) filter (where fact = 'membership') as membership, max(value) filter (where fact = 'tier') as tier
          from mixer_facts where mixer_id = m.id and fact in ('membership', 'tier') and valid @> ($5::timestamptz + interval '999 microseconds')
      ) f on true
  )`;

const readerParams = (reader: Actor | null, now: Date): unknown[] => [
  reader?.mixerId ?? null,
  reader?.accountId ?? null,
  reader?.spaces.map(({ id }) => id) ?? [],
  reader?.roles.has('steward') ?? false,
  now,
];

/** Refuses 404. */
export function readProfile(sql: Sql, mixerId: string, reader: Actor | null, now: Date): Promise<ProfileRow> {
  return theRow<ProfileRow>(sql, 'mixer', `${PEOPLE} select * from people where "mixerId" = $6`, [...readerParams(reader, now), mixerId]);
}

export interface DirectoryFilter {
  q: string;
  area: string;
  skill: string;
}

const open = (field: ProfileField, otherwise: Audience = 'self'): string => `${at(`coalesce(audiences->>'${field}', '${otherwise}')`)} >= ${at('nearness')}`;
const ifOpen = (field: ProfileField, text: string): string => `case when ${open(field)} then ${text} end`;

/** Mixers whose display name lies open to the reader; the filter looks only into what does. */
export function listProfiles(sql: Sql, reader: Actor, filter: DirectoryFilter, now: Date, limit: number, after: { displayName: string; mixerId: string } | null): Promise<ProfileRow[]> {
  return rows<ProfileRow>(
    sql,
    `${PEOPLE}
     select * from people
      where membership in ('accepted', 'active', 'paused', 'suspended') and ${open('displayName', 'everyone')}
        and ($6 = '' or search_key(concat_ws(' ', "displayName",
              ${ifOpen('name', `"familyName" || ' ' || "givenName"`)}, ${ifOpen('kana', `"familyKana" || ' ' || "givenKana"`)},
              ${ifOpen('skills', `written->>'skills'`)}, ${ifOpen('whatIDo', `written->>'whatIDo'`)}, ${ifOpen('whatICanGive', `written->>'whatICanGive'`)})) like '%' || $6 || '%')
        and ($7 = '' or (${open('areas')} and written->'areas' @> to_jsonb($7::text)))
        and ($8 = '' or (${open('skills')} and exists (
              select from jsonb_array_elements_text(written->'skills') s where search_key(s) like '%' || $8 || '%')))
        and ($9::text is null or ("displayName" collate "ja-x-icu", "mixerId") > ($9 collate "ja-x-icu", $10::uuid))
      order by "displayName" collate "ja-x-icu", "mixerId" limit $11`,
    [...readerParams(reader, now), searchPattern(filter.q), filter.area, searchPattern(filter.skill), after?.displayName ?? null, after?.mixerId ?? null, limit],
  );
}

/** Keep one field. Names have an audience only; their value stands with the account and the mixer. */
export async function writeField(tx: Sql, mixerId: string, field: ProfileField, value: unknown, audience: Audience, now: Date): Promise<void> {
  await tx.query(
    `insert into mixer_profile_fields (mixer_id, field, value, audience, changed_at) values ($1, $2, $3::jsonb, $4, $5)
     on conflict (mixer_id, field) do update set value = excluded.value, audience = excluded.audience, changed_at = excluded.changed_at`,
    [mixerId, field, value === undefined ? null : JSON.stringify(value), audience, now],
  );
}

/** The people chosen by a mixer. */
export function readChosen(sql: Sql, mixerId: string): Promise<{ mixerId: string; displayName: string }[]> {
  return rows(
    sql,
    `select m.id as "mixerId", a.display_name as "displayName" from mixer_chosen_people c
       join mixers m on m.account_id = c.account_id join accounts a on a.id = c.account_id
      where c.mixer_id = $1 order by a.display_name collate "ja-x-icu", m.id`,
    [mixerId],
  );
}

/** Replace the people chosen by a mixer. */
export async function writeChosen(tx: Sql, mixerId: string, chosenMixerIds: readonly string[]): Promise<void> {
  await tx.query('delete from mixer_chosen_people where mixer_id = $1', [mixerId]);
  await tx.query('insert into mixer_chosen_people (mixer_id, account_id) select $1, m.account_id from mixers m where m.id = any($2::uuid[])', [mixerId, chosenMixerIds]);
}

/** Which of these mixers exist and can be met, for whoever chooses them. */
export async function knownMixers(sql: Sql, mixerIds: readonly string[]): Promise<Set<string>> {
  const known = await rows<{ id: string }>(sql, 'select id from mixers where id = any($1::uuid[])', [mixerIds]);
  return new Set(known.map(({ id }) => id));
}

/** The names as they are kept with the account and the mixer. */
export async function writeNames(tx: Sql, accountId: string, names: { displayName?: string; name?: { family: string; given: string }; kana?: { family: string; given: string } }): Promise<void> {
  if (names.displayName !== undefined) await tx.query('update accounts set display_name = $2 where id = $1', [accountId, names.displayName]);
  await row(
    tx,
    `update mixers set family_name = coalesce($2, family_name), given_name = coalesce($3, given_name), family_kana = coalesce($4, family_kana), given_kana = coalesce($5, given_kana)
      where account_id = $1 returning id`,
    [accountId, names.name?.family ?? null, names.name?.given ?? null, names.kana?.family ?? null, names.kana?.given ?? null],
  );
}
