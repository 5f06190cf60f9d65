import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '#libs/kernel';

/** Wishes that come within this time become one job. */
const TOGETHER_MS = 200;

const WAKE_SQL = `
  select graphile_worker.add_job('deliverMail', job_key => 'deliverMail')
   where exists (select from outbox_mails where next_attempt_at <= $1)`;

/** Asks the worker to look at the outbox now rather than at the next minute. Called after answers, never inside a transaction. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  private readonly log = new Logger('Mailer');
  private timer: NodeJS.Timeout | undefined;
  private asking: Promise<void> = Promise.resolve();

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Returns at once; nothing is lost when it fails, for the schedule looks every minute. */
  wake(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.asking = this.ask();
    }, TOGETHER_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.asking;
  }

  private async ask(): Promise<void> {
    try {
      await this.db.query(WAKE_SQL, [this.clock.now()]);
    } catch (error) {
      this.log.warn(`the mailer could not be woken: ${error instanceof Error ? error.name : 'unknown'}`);
    }
  }
}
