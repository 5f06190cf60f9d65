import type { Sql } from '#libs/database';

/**
 * What does not agree: an object that Stripe has and we do not (`missing`), that looks otherwise there (`different`), that Stripe no longer
 * knows (`gone`); a letter that cannot be applied (`eventFailing`), or one about somebody's account that is not connected here (`accountUnknown`).
 */
export const TASK_KINDS = ['missing', 'different', 'gone', 'eventFailing', 'accountUnknown'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export interface Finding {
  kind: TaskKind;
  /** A kind of mirror, or `event`. */
  objectKind: string;
  objectId: string;
  purpose?: string | null;
  subjectId?: string | null;
  detail: Readonly<Record<string, unknown>>;
}

const OPEN_SQL = `
  insert into payment_tasks (kind, object_kind, object_id, purpose, subject_id, detail, found_at, seen_at)
  select distinct on ("objectKind", "objectId") kind, "objectKind", "objectId", purpose, "subjectId", detail, $2::timestamptz, $2::timestamptz
    from jsonb_to_recordset($1::jsonb) as f(kind text, "objectKind" text, "objectId" text, purpose text, "subjectId" uuid, detail jsonb)
  on conflict (object_kind, object_id) where settled_at is null do update set kind = excluded.kind, detail = excluded.detail, seen_at = excluded.seen_at`;

/** Puts findings on the treasurer's list; one that stands there already is renewed. */
export async function openTasks(tx: Sql, findings: readonly Finding[], now: Date): Promise<void> {
  if (findings.length > 0) await tx.query(OPEN_SQL, [JSON.stringify(findings), now]);
}

/** Takes from the list what agrees again: nobody has to do anything. */
export async function settleTasks(tx: Sql, objectKind: string, objectIds: readonly string[], now: Date, by: string | null = null): Promise<void> {
  if (objectIds.length === 0) return;
  await tx.query('update payment_tasks set settled_at = $3, settled_by = $4 where object_kind = $1 and object_id = any($2) and settled_at is null', [objectKind, objectIds, now, by]);
}
