import type { DataSource, EntityManager } from 'typeorm';
import { prepared, row, rows, type Sql } from '#libs/database';
import { factRowsOf, factsColumn, knownFacts, personForClaim, type FactRecord, type FactRow, type KnownFacts } from '#libs/mixers';
import type { ShiftKind } from '#libs/tiers';
import type { ClaimMode, CorrectionView, OrderingParty } from './shifts.dto.js';
import type { ClaimStatus, ShiftStatus } from './shift.rules.js';

/** A shift with what its readers need of its space. */
export interface ShiftRow {
  id: string;
  spaceId: string;
  kind: ShiftKind;
  status: ShiftStatus;
  startsAt: Date;
  endsAt: Date;
  places: number;
  placesTaken: number;
  rewardYen: number;
  minTier: 'junior' | 'senior';
  claimMode: ClaimMode;
  content: string;
  resourceId: string | null;
  resourceName: string | null;
  orderingParty: OrderingParty;
  version: number;
  outsideHours: boolean;
  cancelReason: string | null;
  spaceSlug: string;
  spaceName: string;
  prefecture: string;
  city: string;
  partnered: boolean;
  manualId: string | null;
  manualVersion: number | null;
  standInClaimId: string | null;
}

const SHIFT_BASICS = `
  s.id, s.space_id as "spaceId", s.kind, s.status, s.starts_at as "startsAt", s.ends_at as "endsAt", s.places, s.places_taken as "placesTaken",
  s.reward_yen as "rewardYen", s.min_tier as "minTier", s.claim_mode as "claimMode", s.content, s.resource_id as "resourceId",
  r.name as "resourceName", s.ordering_party as "orderingParty", s.version, s.outside_hours as "outsideHours", s.cancel_reason as "cancelReason",
  sp.slug as "spaceSlug", sp.name as "spaceName", sp.prefecture, sp.city,
  m.id as "manualId", m.version as "manualVersion"`;

const SHIFT_COLUMNS = `${SHIFT_BASICS},
  case when s.places_taken = s.places then
    (select c.id from claims c where c.shift_id = s.id and c.status = 'standInWanted' order by c.id limit 1) end as "standInClaimId",
  exists (select 1 from space_relations rel where rel.space_id = s.space_id and rel.relation = 'partnered' and rel.valid @> s.starts_at) as partnered`;

const SHIFT_TABLES = `
  shifts s join spaces sp on sp.id = s.space_id
  left join resources r on r.id = s.resource_id
  left join lateral (select id, version from manuals where space_id = s.space_id order by version desc limit 1) m on true`;

export const shiftById = (sql: Sql, id: string): Promise<ShiftRow | null> => row<ShiftRow>(sql, `select ${SHIFT_COLUMNS} from ${SHIFT_TABLES} where s.id = $1`, [id]);

export interface ShiftFilter {
  statuses: readonly ShiftStatus[];
  from: Date | null;
  to: Date | null;
  spaceId: string | null;
  prefectures: readonly string[] | null;
  kind: ShiftKind | null;
  minRewardYen: number | null;
  mixerId: string | null;
  sort: 'startsAt' | 'rewardYen';
  /** The sort key of the last row seen. */
  after: readonly string[] | null;
  limit: number;
}

/** The page that everybody opens: what is open from some instant on, unfiltered. The others differ too much to be planned once. */
export const isFrontPage = ({ statuses, from, to, spaceId, prefectures, kind, minRewardYen, mixerId, sort, after }: ShiftFilter): boolean =>
  statuses.length === 1 && statuses[0] === 'published' && from !== null && sort === 'startsAt' && [to, spaceId, prefectures, kind, minRewardYen, mixerId, after].every((filter) => filter === null);

/** Shifts in order, one page. Only the filters that are set reach the database, so that it can plan for them. */
export function listShifts(db: DataSource, filter: ShiftFilter): Promise<ShiftRow[]> {
  const where: string[] = [];
  const params: unknown[] = [];
  const add = (condition: (p: string) => string, value: unknown): void => {
    params.push(value);
    where.push(condition(`$${params.length}`));
  };
  const [status] = filter.statuses;
  if (filter.statuses.length === 1) where.push(`s.status = '${status}'`);
  else add((p) => `s.status = any(${p})`, filter.statuses);
  if (filter.from) add((p) => `s.starts_at >= ${p}`, filter.from);
  if (filter.to) add((p) => `s.starts_at < ${p}`, filter.to);
  if (filter.spaceId) add((p) => `s.space_id = ${p}`, filter.spaceId);
  if (filter.prefectures) add((p) => `sp.prefecture = any(${p})`, filter.prefectures);
  if (filter.kind) add((p) => `s.kind = ${p}`, filter.kind);
  if (filter.minRewardYen !== null) add((p) => `s.reward_yen >= ${p}`, filter.minRewardYen);
  if (filter.mixerId) add((p) => `exists (select 1 from claims mine where mine.shift_id = s.id and mine.mixer_id = ${p})`, filter.mixerId);
  if (filter.after) {
    const [first, second, third] = filter.after;
    if (filter.sort === 'startsAt') {
      params.push(first, second);
      where.push(`(s.starts_at, s.id) > ($${params.length - 1}::timestamptz, $${params.length}::uuid)`);
    } else {
      params.push(first, second, third);
      where.push(`(-s.reward_yen, s.starts_at, s.id) > ($${params.length - 2}::int, $${params.length - 1}::timestamptz, $${params.length}::uuid)`);
    }
  }
  const order = filter.sort === 'startsAt' ? 's.starts_at, s.id' : '-s.reward_yen, s.starts_at, s.id';
  // The limit stands in the text: of a parameter the planner thinks a tenth of the table, and plans every run anew.
  const text = `select ${SHIFT_COLUMNS} from ${SHIFT_TABLES} where ${where.join(' and ')} order by ${order} limit ${Math.trunc(filter.limit)}`;
  return isFrontPage(filter) ? prepared<ShiftRow>(db, `open-shifts-${filter.limit}`, text, params) : rows<ShiftRow>(db, text, params);
}

export const shiftKey = (shift: ShiftRow, sort: 'startsAt' | 'rewardYen'): readonly string[] =>
  sort === 'startsAt' ? [shift.startsAt.toISOString(), shift.id] : [String(-shift.rewardYen), shift.startsAt.toISOString(), shift.id];

/** What one mixer has to do with the shifts of a page: their facts, which manuals are read, which shifts are claimed, when they are taken. */
export interface MixerBook {
  facts: readonly FactRow[];
  readManuals: readonly string[];
  claims: readonly { shiftId: string; id: string; status: ClaimStatus }[];
  commitments: readonly { subjectId: string; title: string; startsAt: Date; endsAt: Date }[];
}

interface MixerBookRow {
  facts: readonly FactRecord[] | null;
  readManuals: string[] | null;
  claims: MixerBook['claims'] | null;
  commitments: { subjectId: string; title: string; startsAt: string; endsAt: string }[] | null;
}

const MIXER_BOOK = `
  select ${factsColumn('$2')} as facts,
         (select jsonb_agg(manual_id) from manual_acknowledgements where account_id = $1 and manual_id = any($3::uuid[])) as "readManuals",
         (select jsonb_agg(jsonb_build_object('shiftId', shift_id, 'id', id, 'status', status) order by id)
            from claims where mixer_id = $2 and shift_id = any($4::uuid[])) as claims,
         (select jsonb_agg(jsonb_build_object('subjectId', subject_id, 'title', title, 'startsAt', lower(during), 'endsAt', upper(during)) order by lower(during))
            from commitments where account_id = $1 and status in ('held', 'booked') and during && tstzrange($5, $6)) as commitments`;

/** One read for a whole page. */
export async function mixerBook(db: DataSource, who: { accountId: string; mixerId: string }, shifts: readonly ShiftRow[]): Promise<MixerBook> {
  const manualIds = [...new Set(shifts.flatMap(({ manualId }) => manualId ?? []))];
  const from = new Date(Math.min(...shifts.map(({ startsAt }) => startsAt.getTime())));
  const until = new Date(Math.max(...shifts.map(({ endsAt }) => endsAt.getTime())));
  const [book] = await prepared<MixerBookRow>(db, 'mixer-book', MIXER_BOOK, [who.accountId, who.mixerId, manualIds, shifts.map(({ id }) => id), from, until]);
  return {
    facts: factRowsOf(book?.facts ?? null),
    readManuals: book?.readManuals ?? [],
    claims: book?.claims ?? [],
    commitments: (book?.commitments ?? []).map((taken) => ({ ...taken, startsAt: new Date(taken.startsAt), endsAt: new Date(taken.endsAt) })),
  };
}

/** All that a claim decides on, read in one statement. */
export interface ClaimFacts extends ShiftRow, KnownFacts {
  /** The partnership of the space that holds when the shift starts. */
  partnershipId: string | null;
  manualRead: boolean;
  clash: { title: string; startsAt: string; endsAt: string } | null;
  ownClaim: { id: string; status: ClaimStatus } | null;
  mixerName: string;
  recruiterName: string;
  recruiterAddress: string;
  spaceAddress: string;
  cooperativeName: string;
  cooperativeAddress: string;
  helpDesk: string;
  /** The number of the paper that this claim may issue. */
  drawn: string;
}

/** What stands in the way of this mixer alone: they have taken the shift already, or that time. */
const IN_THE_WAY = `
    (select jsonb_build_object('title', o.title, 'startsAt', lower(o.during), 'endsAt', upper(o.during)) from commitments o
      where o.account_id = $3 and o.status in ('held', 'booked') and o.during && tstzrange(s.starts_at, s.ends_at)
      order by lower(o.during) limit 1) as clash,
    (select jsonb_build_object('id', c.id, 'status', c.status) from claims c where c.shift_id = s.id and c.mixer_id = $2
        and c.status in ('requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed') limit 1) as "ownClaim"`;

const claimFactsOf = (locked: boolean, inTheWay: string): string => `
  with ${personForClaim('$2', { locked })}
  select ${SHIFT_BASICS}, rel.id as "partnershipId", rel.id is not null as partnered, null::uuid as "standInClaimId",
    exists (select 1 from manual_acknowledgements k where k.manual_id = m.id and k.account_id = $3) as "manualRead",
    ${inTheWay},
    coalesce(nullif(trim(person.family_name || ' ' || person.given_name), ''), (select a.display_name from accounts a where a.id = person.account_id)) as "mixerName",
    sp.recruiter_name as "recruiterName", sp.recruiter_address as "recruiterAddress", sp.city || sp.street as "spaceAddress",
    co.name as "cooperativeName", co.address as "cooperativeAddress", co.help_desk as "helpDesk", nextval('document_numbers') as drawn,
    ${knownFacts('$2', { locked })}
  from person cross join cooperative co
    cross join (${SHIFT_TABLES} left join space_relations rel on rel.space_id = s.space_id and rel.relation = 'partnered' and rel.valid @> s.starts_at)
  where s.id = $1`;

const HOPEFUL_FACTS = claimFactsOf(false, 'null::jsonb as clash, null::jsonb as "ownClaim"');
const SEEN_FACTS = claimFactsOf(false, IN_THE_WAY);
const LOCKED_FACTS = claimFactsOf(true, IN_THE_WAY);

interface Claimant {
  accountId: string;
  mixerId: string;
}

/**
 * The facts without a look at what the mixer holds already: the constraints that keep a person's time and a shift from being taken twice look when
 * the claim is written. Enough to say yes, not to say every reason for a no.
 */
export async function hopefulFacts(db: DataSource, shiftId: string, who: Claimant): Promise<ClaimFacts | null> {
  const [facts] = await prepared<ClaimFacts>(db, 'claim-facts-hopeful', HOPEFUL_FACTS, [shiftId, who.mixerId, who.accountId]);
  return facts ?? null;
}

/** The facts as they are now; whoever writes on them compares `factsVersion`. */
export async function seenFacts(db: DataSource, shiftId: string, who: Claimant): Promise<ClaimFacts | null> {
  const [facts] = await prepared<ClaimFacts>(db, 'claim-facts-seen', SEEN_FACTS, [shiftId, who.mixerId, who.accountId]);
  return facts ?? null;
}

/** The facts, with the mixer locked until the transaction ends: one person's claims pass one by one. */
export async function claimFacts(tx: EntityManager, shiftId: string, who: Claimant): Promise<ClaimFacts | null> {
  const [facts] = await prepared<ClaimFacts>(tx, 'claim-facts', LOCKED_FACTS, [shiftId, who.mixerId, who.accountId]);
  return facts ?? null;
}

/** A claim with its shift, its space and its mixer. */
export interface ClaimRow {
  id: string;
  status: ClaimStatus;
  shiftId: string;
  spaceId: string;
  mixerId: string;
  accountId: string;
  rewardYen: number;
  payableYen: number | null;
  paymentDueOn: string;
  termsDocumentId: string | null;
  shiftVersion: number;
  currentVersion: number;
  claimedAt: Date;
  checkedInAt: Date | null;
  report: Record<string, string | number> | null;
  reportedAt: Date | null;
  confirmedAt: Date | null;
  withdrawReason: string | null;
  rejectReason: string | null;
  endReason: string | null;
  outcome: 'came' | 'didNotCome' | 'notApplicable' | null;
  outcomeAt: Date | null;
  outcomeByName: string | null;
  objection: string | null;
  /** What was put right in the record, oldest first; instants as PostgreSQL writes them into JSON. */
  corrections: CorrectionView[];
  kind: ShiftKind;
  shiftStatus: ShiftStatus;
  startsAt: Date;
  endsAt: Date;
  content: string;
  checkInCode: string;
  orderingParty: OrderingParty;
  spaceSlug: string;
  spaceName: string;
  prefecture: string;
  city: string;
  displayName: string;
  email: string;
  locale: 'ja' | 'en';
}

const CLAIM_COLUMNS = `
  c.id, c.status, c.shift_id as "shiftId", c.space_id as "spaceId", c.mixer_id as "mixerId", c.account_id as "accountId",
  c.reward_yen as "rewardYen", c.payable_yen as "payableYen", c.payment_due_on as "paymentDueOn", c.terms_document_id as "termsDocumentId",
  c.shift_version as "shiftVersion", s.version as "currentVersion", c.claimed_at as "claimedAt", c.checked_in_at as "checkedInAt", c.report,
  c.reported_at as "reportedAt", c.confirmed_at as "confirmedAt", c.withdraw_reason as "withdrawReason", c.reject_reason as "rejectReason",
  c.end_reason as "endReason", c.outcome, c.outcome_at as "outcomeAt", o.display_name as "outcomeByName", c.objection,
  coalesce((select jsonb_agg(jsonb_build_object('at', k.corrected_at, 'byName', w.display_name, 'reason', k.reason, 'objection', k.objection, 'outcomeBefore', k.outcome_before,
                                                'outcome', k.outcome, 'payableYenBefore', k.payable_yen_before, 'payableYen', k.payable_yen) order by k.id)
              from claim_corrections k join accounts w on w.id = k.corrected_by where k.claim_id = c.id), '[]') as corrections,
  s.kind, s.status as "shiftStatus", s.starts_at as "startsAt", s.ends_at as "endsAt", s.content, s.check_in_code as "checkInCode",
  s.ordering_party as "orderingParty",
  sp.slug as "spaceSlug", sp.name as "spaceName", sp.prefecture, sp.city, a.display_name as "displayName", a.email, a.locale`;

const CLAIM_TABLES = `
  claims c join shifts s on s.id = c.shift_id join spaces sp on sp.id = c.space_id
  join accounts a on a.id = c.account_id left join accounts o on o.id = c.outcome_by`;

export const claimById = (sql: Sql, id: string): Promise<ClaimRow | null> => row<ClaimRow>(sql, `select ${CLAIM_COLUMNS} from ${CLAIM_TABLES} where c.id = $1`, [id]);

/** The same, locked until the transaction ends; after its shift, where both are touched. */
export const lockClaim = (tx: Sql, id: string): Promise<ClaimRow | null> =>
  row<ClaimRow>(tx, `select ${CLAIM_COLUMNS} from ${CLAIM_TABLES} where c.id = $1 for no key update of c`, [id]);

/** The claims of a locked shift that are in one of the states, locked as well, in the order they were made. */
export const lockClaimsOfShift = (tx: Sql, shiftId: string, statuses: readonly ClaimStatus[]): Promise<ClaimRow[]> =>
  rows<ClaimRow>(tx, `select ${CLAIM_COLUMNS} from ${CLAIM_TABLES} where c.shift_id = $1 and c.status = any($2) order by c.id for no key update of c`, [shiftId, statuses]);

export interface ClaimFilter {
  mixerId?: string | undefined;
  spaceId?: string | undefined;
  statuses?: readonly ClaimStatus[];
  /** Ends after this instant, in order of time; without it, newest first. */
  endsAfter?: Date;
  /** Only what waits for the space's word at this instant. */
  toConfirmAt?: Date;
  endedBefore?: Date;
  after: readonly string[] | null;
  limit: number;
}

/** What waits for the space's word: a report, or a shift that is over without one. The condition on a claim `c` and its shift `s`. */
export const toConfirm = (now: string): string =>
  `(c.status = 'reported' or c.status in ('booked', 'standInWanted', 'checkedIn') and s.ends_at <= ${now})`;

/** Claims of a mixer or a space, one page: what is ahead in order of time, what is over newest first. */
export function listClaims(sql: Sql, filter: ClaimFilter): Promise<ClaimRow[]> {
  const params: unknown[] = [];
  const where: string[] = [];
  const add = (condition: (p: string) => string, value: unknown): void => {
    params.push(value);
    where.push(condition(`$${params.length}`));
  };
  if (filter.mixerId) add((p) => `c.mixer_id = ${p}`, filter.mixerId);
  if (filter.spaceId) add((p) => `c.space_id = ${p}`, filter.spaceId);
  if (filter.statuses) add((p) => `c.status = any(${p})`, filter.statuses);
  if (filter.endsAfter) add((p) => `s.ends_at > ${p}`, filter.endsAfter);
  if (filter.toConfirmAt) add(toConfirm, filter.toConfirmAt);
  if (filter.endedBefore) add((p) => `s.ends_at <= ${p}`, filter.endedBefore);
  const backwards = filter.endedBefore !== undefined;
  if (filter.after) {
    params.push(...filter.after);
    where.push(`(s.starts_at, c.id) ${backwards ? '<' : '>'} ($${params.length - 1}::timestamptz, $${params.length}::uuid)`);
  }
  params.push(filter.limit);
  const direction = backwards ? 'desc' : 'asc';
  return rows<ClaimRow>(
    sql,
    `select ${CLAIM_COLUMNS} from ${CLAIM_TABLES} where ${where.join(' and ')} order by s.starts_at ${direction}, c.id ${direction} limit $${params.length}`,
    params,
  );
}

export const claimKey = (claim: ClaimRow): readonly string[] => [claim.startsAt.toISOString(), claim.id];
