import { row, rows, theRow, type Sql } from '#libs/database';
import { searchKey } from '#libs/kernel';
import type { DuesStanding, Membership, Tier } from '#libs/tiers';
import type { Fact, MembershipClass } from './facts.js';
import type { Counts } from './promotion.js';

const DAYS_OF_NO_SHOWS = 90;

/** Lock a mixer, before anything else of theirs. Refuses 404. */
export async function lockMixer(tx: Sql, mixerId: string): Promise<void> {
  await theRow(tx, 'mixer', 'select id from mixers where id = $1 for no key update', [mixerId]);
}

/**
 * What of the promotion criteria can be counted now. Reads the claims of libs/shifts from below: the count belongs to the mixer's page,
 * and shifts cannot be asked from here.
 */
export async function countEvidence(sql: Sql, mixerId: string, now: Date): Promise<Counts> {
  const counted = await row<{ confirmedShifts: number; shiftSpaces: number; openNoShows: number }>(
    sql,
    `select count(*) filter (where status = 'confirmed')::int as "confirmedShifts",
            count(distinct space_id) filter (where status = 'confirmed')::int as "shiftSpaces",
            count(*) filter (where status = 'noShow' and outcome_at > $2::timestamptz - $3 * interval '1 day')::int as "openNoShows"
       from claims where mixer_id = $1`,
    [mixerId, now, DAYS_OF_NO_SHOWS],
  );
  return counted ?? {};
}

/** How many notices of this account are unread. */
export async function countUnread(sql: Sql, accountId: string): Promise<number> {
  const counted = await row<{ unread: number }>(sql, 'select count(*)::int as unread from inbox_items where account_id = $1 and read_at is null', [accountId]);
  return counted?.unread ?? 0;
}

/** Has this person acknowledged this manual? */
export async function hasRead(sql: Sql, manualId: string, accountId: string): Promise<boolean> {
  return (await row(sql, 'select 1 from manual_acknowledgements where manual_id = $1 and account_id = $2', [manualId, accountId])) !== null;
}

/** A line of the members' table: a person with what is true of them now. */
export interface MemberRow {
  mixerId: string;
  accountId: string;
  displayName: string;
  name: string;
  kana: string;
  email: string;
  emailConfirmed: boolean;
  pledgedAt: Date | null;
  joinedOn: string;
  tier: Tier | null;
  membership: Membership;
  membershipClass: MembershipClass | null;
  duesStanding: DuesStanding;
  courseCompletedAt: Date | null;
  certifications: string[];
  frozenUntil: Date | null;
}

/** One row per mixer with the facts of `$1`; the clock counts milliseconds and the database microseconds, so the present is the last of its millisecond. */
const MEMBERS = `
  select m.id as "mixerId", a.id as "accountId", a.display_name as "displayName", a.email, a.email_confirmed_at is not null as "emailConfirmed",
         trim(m.family_name || ' ' || m.given_name) as name, trim(m.family_kana || ' ' || m.given_kana) as kana, m.joined_on as "joinedOn",
         (select max(t.accepted_at) from text_acceptances t where t.account_id = a.id and t.text = 'mixerPledge') as "pledgedAt",
         f.tier, coalesce(f.membership, 'none') as membership, f."membershipClass", coalesce(f."duesStanding", 'none') as "duesStanding",
         f."courseCompletedAt", coalesce(f.certifications, '{}') as certifications, f."frozenUntil"
    from mixers m
    join accounts a on a.id = m.account_id
    left join lateral (
      select max(value) filter (where fact = 'tier') as tier,
             max(value) filter (where fact = 'membership') as membership,
             max(value) filter (where fact = 'membershipClass') as "membershipClass",
             max(value) filter (where fact = 'duesStanding') as "duesStanding",
             max(lower(valid)) filter (where fact = 'course') as "courseCompletedAt",
             array_agg(value order by value) filter (where fact = 'certification') as certifications,
             max(upper(valid)) filter (where fact = 'freeze') as "frozenUntil"
        from mixer_facts
       where mixer_id = m.id and valid @> ($1::timestamptz + interval '999 microseconds')
    ) f on true`;

export interface MemberFilter {
  q: string;
  tier: Tier | null;
  membership: Membership | null;
  duesStanding: DuesStanding | null;
}

const FILTERED = `
  with members as (${MEMBERS})
  , found as (
    select * from members
     where ($2 = '' or search_key(name || ' ' || kana || ' ' || "displayName" || ' ' || email) like '%' || $2 || '%')
       and ($3::text is null or tier = $3) and ($4::text is null or membership = $4) and ($5::text is null or "duesStanding" = $5)
  )`;

const filterParams = ({ q, tier, membership, duesStanding }: MemberFilter, now: Date): unknown[] => [now, searchPattern(q), tier, membership, duesStanding];

/** What somebody searches for, folded as `search_key` folds and safe inside a `like` pattern. */
export const searchPattern = (text: string): string => searchKey(text).replace(/[\\%_]/g, '\\$&');

/** Members in the order of their reading, `limit` from after the last one seen. */
export function listMembers(sql: Sql, filter: MemberFilter, now: Date, limit: number, after: { kana: string; mixerId: string } | null): Promise<MemberRow[]> {
  return rows<MemberRow>(
    sql,
    `${FILTERED} select * from found
      where $6::text is null or (kana collate "ja-x-icu", "mixerId") > ($6 collate "ja-x-icu", $7::uuid)
      order by kana collate "ja-x-icu", "mixerId" limit $8`,
    [...filterParams(filter, now), after?.kana ?? null, after?.mixerId ?? null, limit],
  );
}

export interface MemberSums {
  all: number;
  challenge: number;
  junior: number;
  senior: number;
  none: number;
}

/** How many the filter finds, by tier. */
export function sumMembers(sql: Sql, filter: MemberFilter, now: Date): Promise<MemberSums> {
  return theRow<MemberSums>(
    sql,
    'member',
    `${FILTERED} select count(*)::int as "all", count(*) filter (where tier = 'challenge')::int as challenge, count(*) filter (where tier = 'junior')::int as junior,
            count(*) filter (where tier = 'senior')::int as senior, count(*) filter (where tier is null)::int as none from found`,
    filterParams(filter, now),
  );
}

/** Refuses 404. */
export function readMember(sql: Sql, mixerId: string, now: Date): Promise<MemberRow> {
  return theRow<MemberRow>(sql, 'member', `${MEMBERS} where m.id = $2`, [now, mixerId]);
}

export interface FactHistoryRow {
  id: string;
  fact: Fact;
  value: string;
  from: Date;
  until: Date | null;
  setBy: string | null;
  reason: string;
  recordedAt: Date;
}

/** All facts of one mixer with who set them and why, newest first. */
export function readFactHistory(sql: Sql, mixerId: string): Promise<FactHistoryRow[]> {
  return rows<FactHistoryRow>(
    sql,
    `select f.id, f.fact, f.value, lower(f.valid) as "from", upper(f.valid) as until, a.display_name as "setBy", f.reason, f.recorded_at as "recordedAt"
       from mixer_facts f left join accounts a on a.id = f.set_by where f.mixer_id = $1 order by lower(f.valid) desc, f.id desc`,
    [mixerId],
  );
}
