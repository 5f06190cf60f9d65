import { planned, row, rows, theRow, type Sql } from '#libs/database';
import { yen } from '#libs/kernel';
import type { SplitBase, SplitLine } from '#libs/revenue';
import { NOTHING_BEFORE, type Before, type SettledShare, type SettlementStatus } from './settlement.rules.js';

/** A version of what an event has come to. */
export interface SettlementRow {
  id: string;
  eventId: string;
  version: number;
  status: SettlementStatus;
  receivedYen: number;
  costYen: number;
  shares: SettledShare[];
  cashYen: number;
  cashDifferenceYen: number;
  agreementId: string | null;
  agreementVersion: number | null;
  base: SplitBase;
  proposedAt: Date;
  proposedByName: string | null;
  agreedAt: Date | null;
  agreedByName: string | null;
}

const COLUMNS = `
  s.id, s.event_id as "eventId", s.version, s.status, s.received_yen as "receivedYen", s.cost_yen as "costYen", s.shares, s.cash_yen as "cashYen",
  s.cash_difference_yen as "cashDifferenceYen", s.agreement_id as "agreementId", g.version as "agreementVersion", coalesce(g.base, 'net') as base,
  s.proposed_at as "proposedAt", p.display_name as "proposedByName", s.agreed_at as "agreedAt", s.agreed_name as "agreedByName"`;

const VERSIONS = `
  select ${COLUMNS} from event_settlements s left join split_agreements g on g.id = s.agreement_id left join accounts p on p.id = s.proposed_by
   where s.event_id = $1 order by s.version desc`;

/** All versions of an event, newest first. */
export const settlementsOf = (sql: Sql, eventId: string): Promise<SettlementRow[]> => planned<SettlementRow>(sql, 'settlements', VERSIONS, [eventId]);

/** What has been shared out by the versions so far: the newest agreed one says it all. */
export function sharedBefore(versions: readonly SettlementRow[]): Before {
  const agreed = versions.find(({ status }) => status === 'agreed');
  if (!agreed) return NOTHING_BEFORE;
  const lines: SplitLine[] = agreed.shares.map(({ role, party, amountYen }) => ({ role, party, amountYen })).filter(({ amountYen }) => amountYen !== 0);
  const pool = lines.reduce((sum, { amountYen }) => sum + amountYen, 0);
  return { receivedYen: yen(agreed.receivedYen), costFromPoolYen: yen(agreed.receivedYen - pool), lines };
}

/** The host's word about the evening. */
export interface ReportRow {
  guests: number;
  cashCountedYen: number;
  outcomes: string;
  reportedAt: Date;
  reportedByName: string;
}

export const reportOf = (sql: Sql, eventId: string): Promise<ReportRow | null> =>
  row<ReportRow>(
    sql,
    `select r.guests, r.cash_counted_yen as "cashCountedYen", r.outcomes, r.reported_at as "reportedAt", a.display_name as "reportedByName"
       from event_reports r join accounts a on a.id = r.reported_by where r.event_id = $1`,
    [eventId],
  );

/** What the door and the guests say of it. */
export interface KnownOfEvening {
  seats: number;
  checkedIn: number;
  cashBookedYen: number;
  answers: number;
  satisfaction: number | null;
  good: string[];
  wishes: string[];
}

const KNOWN = `
  select (select count(*)::int from seats where subject_id = $1 and status = 'taken') as seats,
         (select count(*)::int from seats where subject_id = $1 and checked_in_at is not null) as "checkedIn",
         (select coalesce(sum(amount_yen), 0)::int from order_payments where subject_id = $1 and method = 'cash') as "cashBookedYen",
         count(s.*)::int as answers, round(avg(s.satisfaction), 1)::float as satisfaction,
         coalesce(array_agg(s.good order by s.answered_at) filter (where s.good <> ''), '{}') as good,
         coalesce(array_agg(s.wish order by s.answered_at) filter (where s.wish <> ''), '{}') as wishes
    from event_surveys s where s.event_id = $1`;

export const knownOfEvening = (sql: Sql, eventId: string): Promise<KnownOfEvening> => theRow<KnownOfEvening>(sql, 'event', KNOWN, [eventId]);

const NAMES = 'select id, display_name as name from accounts where id = any($1::uuid[]) union all select id, name from spaces where id = any($2::uuid[])';

/** The names of whoever stands in a split, by their ids. */
export async function namesOf(sql: Sql, accountIds: readonly string[], spaceIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await planned<{ id: string; name: string }>(sql, 'split-names', NAMES, [accountIds, spaceIds]);
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** One line that an agreed settlement has given a space. */
export interface SpaceEarningRow {
  eventId: string;
  title: string;
  startsAt: Date;
  at: Date;
  role: SplitLine['role'];
  yen: number;
}

/** What settlements agreed within a time gave a space, newest first. */
export const spaceEarnings = (sql: Sql, spaceId: string, from: Date, until: Date): Promise<SpaceEarningRow[]> =>
  rows<SpaceEarningRow>(
    sql,
    `select e.id as "eventId", e.title, e.starts_at as "startsAt", s.agreed_at as at, l.role, l."changeYen"::int as yen
       from event_settlements s join events e on e.id = s.event_id
       cross join lateral jsonb_to_recordset(s.shares) as l(role text, party jsonb, "changeYen" bigint)
      where s.status = 'agreed' and s.agreed_at >= $2 and s.agreed_at < $3 and l.party ->> 'kind' = 'space' and l.party ->> 'id' = $1::text and l."changeYen" <> 0
      order by s.agreed_at desc, s.id desc, l.role`,
    [spaceId, from, until],
  );
