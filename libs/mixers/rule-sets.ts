import { rows, type Sql } from '#libs/database';
import { Refusal } from '#libs/kernel';
import type { RuleSet } from '#libs/tiers';

/** One version of the rules as it is kept. */
export interface RuleSetRow {
  version: number;
  status: 'draft' | 'simulated' | 'inForce' | 'replaced';
  inForceFrom: Date | null;
  rules: RuleSet['rules'];
  note: string;
  createdAt: Date;
}

const RULE_SETS = 'select version, status, in_force_from as "inForceFrom", rules, note, created_at as "createdAt" from rule_sets';

/** How long a process may go on with what it read: a rule set is announced days ahead, so seconds do no harm. */
const KEPT_MS = 3_000;

interface Kept {
  readAt: number;
  sets: readonly RuleSet[];
}
const keptBy = new WeakMap<object, Kept>();

/**
 * The rules in force at an instant, that of the booking: what is booked under them keeps them. Read at most every few seconds in a process.
 * Refuses 409 `rules.none` when none is in force then, which only an instant before the first version can bring about.
 */
export async function ruleSetInForce(sql: Sql, at: Date): Promise<RuleSet> {
  const inForce = (await enforcedSets(sql)).findLast(({ inForceFrom }) => new Date(inForceFrom) <= at);
  if (!inForce) throw Refusal.conflict('rules.none');
  return inForce;
}

/** Every version, newest first: drafts, the one in force, and those it replaced. */
export function readRuleSets(sql: Sql, limit: number, olderThan: number | null): Promise<RuleSetRow[]> {
  return rows<RuleSetRow>(sql, `${RULE_SETS} where $2::integer is null or version < $2 order by version desc limit $1`, [limit, olderThan]);
}

async function enforcedSets(sql: Sql): Promise<readonly RuleSet[]> {
  const database = databaseOf(sql);
  const kept = keptBy.get(database);
  if (kept && performance.now() - kept.readAt < KEPT_MS) return kept.sets;
  const found = await rows<RuleSetRow>(sql, `${RULE_SETS} where status in ('inForce', 'replaced') and in_force_from is not null order by in_force_from, version`);
  const sets = found.flatMap(({ version, inForceFrom, rules }) => (inForceFrom ? [{ version, inForceFrom: inForceFrom.toISOString(), rules }] : []));
  keptBy.set(database, { readAt: performance.now(), sets });
  return sets;
}

/** A transaction and the data source it belongs to read the same rules. */
function databaseOf(sql: Sql): object {
  return 'dataSource' in sql && typeof sql.dataSource === 'object' && sql.dataSource ? sql.dataSource : sql;
}
