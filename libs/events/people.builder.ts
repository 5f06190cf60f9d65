import type { Sql } from '#libs/database';
import { canStep, Refusal, type Reason } from '#libs/kernel';
import { agreementOf, requireUnfrozen } from '#libs/revenue';
import { EVENT_MACHINE } from './event.rules.js';
import type { EventRow } from './events.queries.js';

/** Whether money has come in by now, so that nobody comes into the split or leaves it. */
export const isSplitFrozen = async (sql: Sql, eventId: string): Promise<boolean> => (await agreementOf(sql, eventId))?.status === 'frozen';

/** The builder is named and agrees from the first draft on, as long as nothing was sold and it is ahead. Refuses 409 `event.closed`, `event.started`, `split.frozen`. */
export async function requireBuilderOpen(tx: Sql, event: EventRow, now: Date): Promise<void> {
  if (!canStep(EVENT_MACHINE, event.status, 'edit')) throw Refusal.conflict('event.closed');
  if (event.startsAt <= now) throw Refusal.conflict('event.started');
  await requireUnfrozen(tx, event.id);
}

/** Why somebody may no longer agree to be the builder; empty while they may. */
export async function builderReasons(sql: Sql, event: EventRow): Promise<Reason[]> {
  const live = await agreementOf(sql, event.id);
  return live?.status === 'frozen' ? [{ code: 'split.frozen', params: { version: live.version } }] : [];
}
