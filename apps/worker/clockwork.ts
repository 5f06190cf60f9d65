import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { InjectDataSource } from '@nestjs/typeorm';
import { CronJob } from 'cron';
import { DataSource } from 'typeorm';
import { enqueue, faultOf, row } from '#libs/database';
import { Clock } from '#libs/kernel';
import { lastDue } from './due.js';
import { SCHEDULE, SCHEDULE_ZONE, type ScheduleEntry } from './schedule.js';

/** A timer may wake a moment early; what is due within this time is due. */
const EARLY_MS = 1_000;

/**
 * Turns the schedule into jobs. Every worker keeps all of it; a due run belongs to whoever writes its row first, and the job is in
 * the queue with the row or not at all. At start each entry catches up the last run that nobody took while no worker was up.
 */
@Injectable()
export class Clockwork implements OnApplicationBootstrap {
  private readonly log = new Logger('Schedule');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly registry: SchedulerRegistry,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const entry of SCHEDULE) {
      await this.take(entry);
      const job = CronJob.from({ cronTime: entry.cron, timeZone: SCHEDULE_ZONE, onTick: () => void this.tick(entry) });
      this.registry.addCronJob(entry.name, job);
      job.start();
    }
  }

  /** Put the entry's last due run into the queue unless somebody has. True when this call did. */
  async take(entry: ScheduleEntry): Promise<boolean> {
    const now = this.clock.now();
    const dueAt = lastDue(entry.cron, new Date(now.getTime() + EARLY_MS));
    return this.db.transaction(async (tx) => {
      const taken = await row(tx, 'insert into schedule_runs (name, due_at, taken_at) values ($1, $2, $3) on conflict do nothing returning name', [entry.name, dueAt, now]);
      if (taken) await enqueue(tx, entry.job, {}, entry.job);
      return taken !== null;
    });
  }

  private async tick(entry: ScheduleEntry): Promise<void> {
    try {
      await this.take(entry);
    } catch (error) {
      this.log.error(`${entry.name} was not put into the queue: ${faultOf(error)}`);
    }
  }
}
