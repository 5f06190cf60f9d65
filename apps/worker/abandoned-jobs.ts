import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row } from '#libs/database';

/**
 * The queue itself waits four hours for a worker that was killed in the middle of a job. No job of ours takes nearly as long as this,
 * so whoever holds one longer is gone, and another worker may have it. The queue keeps the database's time, so it is asked here too.
 */
const FREE_SQL = `
  select count(*)::int as n, graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker.jobs where locked_at < now() - interval '15 minutes'
  having count(*) > 0`;

/** The job `freeAbandonedJobs`. */
@Injectable()
export class AbandonedJobs {
  private readonly log = new Logger('Jobs');

  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async free(): Promise<void> {
    const freed = await row<{ n: number }>(this.db, FREE_SQL);
    if (freed) this.log.warn(`${freed.n} jobs of workers that are gone are free again`);
  }
}
