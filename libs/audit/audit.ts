import { planned, rows, type Sql } from '#libs/database';
import type { AuditAction } from '#libs/words';

/** Who acted: a signed-in account, the clock (a scheduled job), or a command on the server. */
export type AuditActor = { accountId: string } | 'clock' | 'command';

/** One thing somebody did, as a person would ask about it later. */
export interface Deed {
  at: Date;
  by: AuditActor;
  /** Dotted, past tense: `shift.published`. One without words does not compile. */
  action: AuditAction;
  subject: { type: string; id: string };
  /** The person it was done to: may read the entry. */
  concernsAccountId?: string | null;
  spaceId?: string | null;
  reason?: string | null;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

const kindOf = (by: AuditActor): string => (typeof by === 'string' ? by : 'account');

/** The values of one deed, for `deedCte`. */
export const deedParams = (deed: Deed): unknown[] => [
  deed.at,
  typeof deed.by === 'string' ? null : deed.by.accountId,
  kindOf(deed.by),
  deed.action,
  deed.subject.type,
  deed.subject.id,
  deed.concernsAccountId ?? null,
  deed.spaceId ?? null,
  deed.reason ?? null,
  deed.before ? JSON.stringify(deed.before) : null,
  deed.after ? JSON.stringify(deed.after) : null,
];

const DEED_TYPES = ['timestamptz', 'uuid', 'text', 'text', 'text', 'uuid', 'uuid', 'uuid', 'text', 'jsonb', 'jsonb'] as const;

/**
 * The part of a statement that writes one deed down, once for each row of `source`: for a deed that does all it does in one statement.
 * `first` is the number of the first of its parameters, `deedParams(…)`.
 */
export const deedCte = (first: number, source: string): string => `
  deed as (
    insert into audit_entries (at, actor_account_id, actor_kind, action, subject_type, subject_id, concerns_account_id, space_id, reason, before, after)
    select ${DEED_TYPES.map((type, at) => `$${first + at}::${type}`).join(', ')} from ${source}
  )`;

/** Deeds as the one JSON value that `RECORD` reads. */
function deedRecords(deeds: readonly Deed[]): string {
  return JSON.stringify(
    deeds.map((deed) => ({
      at: deed.at,
      actor_account_id: typeof deed.by === 'string' ? null : deed.by.accountId,
      actor_kind: kindOf(deed.by),
      action: deed.action,
      subject_type: deed.subject.type,
      subject_id: deed.subject.id,
      concerns_account_id: deed.concernsAccountId ?? null,
      space_id: deed.spaceId ?? null,
      reason: deed.reason ?? null,
      before: deed.before ?? null,
      after: deed.after ?? null,
    })),
  );
}

const RECORD = `
  insert into audit_entries (at, actor_account_id, actor_kind, action, subject_type, subject_id, concerns_account_id, space_id, reason, before, after)
  select at, actor_account_id, actor_kind, action, subject_type, subject_id, concerns_account_id, space_id, reason, before, after
    from jsonb_to_recordset($1::jsonb) as d(at timestamptz, actor_account_id uuid, actor_kind text, action text, subject_type text,
             subject_id uuid, concerns_account_id uuid, space_id uuid, reason text, before jsonb, after jsonb)`;

/** Write deeds down in the transaction that does them. Entries are never changed or deleted. */
export async function recordDeeds(tx: Sql, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length > 0) await planned(tx, 'audit-record', RECORD, [deedRecords(deeds)]);
}

/** Write one deed down in the transaction that does it. */
export const recordDeed = (tx: Sql, deed: Deed): Promise<void> => recordDeeds(tx, [deed]);

/** An entry as it is read; `id` is its place in time. */
export interface AuditRow {
  id: string;
  at: Date;
  actorName: string | null;
  actorKind: 'account' | 'clock' | 'command';
  action: string;
  subjectType: string;
  subjectId: string;
  concernsName: string | null;
  spaceId: string | null;
  spaceName: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface AuditFilter {
  concernsAccountId?: string;
  spaceId?: string;
  subjectId?: string;
  /** The action, or how it begins: `shift.` finds everything about shifts. */
  action?: string;
  /** Only entries older than this id. */
  beforeId?: string;
  limit: number;
}

/** Entries, newest first. */
export function readAudit(sql: Sql, filter: AuditFilter): Promise<AuditRow[]> {
  return rows<AuditRow>(
    sql,
    `select e.id, e.at, a.display_name as "actorName", e.actor_kind as "actorKind", e.action, e.subject_type as "subjectType",
            e.subject_id as "subjectId", c.display_name as "concernsName", e.space_id as "spaceId", s.name as "spaceName", e.reason, e.before, e.after
       from audit_entries e
       left join accounts a on a.id = e.actor_account_id
       left join accounts c on c.id = e.concerns_account_id
       left join spaces s on s.id = e.space_id
      where ($1::uuid is null or e.concerns_account_id = $1)
        and ($2::uuid is null or e.space_id = $2)
        and ($3::uuid is null or e.subject_id = $3)
        and ($4::text is null or starts_with(e.action, $4))
        and ($5::uuid is null or e.id < $5)
      order by e.id desc limit $6`,
    [filter.concernsAccountId ?? null, filter.spaceId ?? null, filter.subjectId ?? null, filter.action ?? null, filter.beforeId ?? null, filter.limit],
  );
}

