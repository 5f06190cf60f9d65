import type { Sql } from './sql.js';

/**
 * Put a job into the queue, in the transaction of the deed that asks for it.
 * A job with a key replaces a waiting one of the same key. Handlers are listed in apps/worker/jobs.ts.
 */
export async function enqueue(tx: Sql, job: string, payload: Record<string, unknown> = {}, key: string | null = null): Promise<void> {
  await tx.query('select graphile_worker.add_job($1, $2::json, job_key => $3, max_attempts => 12)', [job, JSON.stringify(payload), key]);
}
