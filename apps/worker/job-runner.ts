import { EventEmitter } from 'node:events';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Logger as QueueLogger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { faultOf, SETTINGS, type RunningSettings } from '#libs/database';
import { JOBS, type Find, type Job } from './jobs.js';
import { patientPool } from './patient-pool.js';

/** How many jobs this process does at a time. */
const CONCURRENCY = 4;

/** Takes jobs from the queue in PostgreSQL and has them done; two workers never take the same one. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private runner: Runner | undefined;
  private pool: Pool | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly modules: ModuleRef,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.pool = patientPool(this.settings.database.url);
    this.runner = await run({
      pgPool: this.pool,
      taskList: this.tasks(),
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      noPreparedStatements: false,
      events: this.watched(),
      logger: new QueueLogger(() => () => undefined),
    });
  }

  /** Lets the jobs under way come to their end, takes no more. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.runner?.stop();
    this.runner = undefined;
    await this.pool?.end();
    this.pool = undefined;
  }

  private tasks(): TaskList {
    const find: Find = (who) => this.modules.get(who, { strict: false });
    const doing = (job: Job) => async (payload: unknown) => {
      await job(find, recordOf(payload));
    };
    return Object.fromEntries(Object.entries(JOBS).map(([name, job]) => [name, doing(job)]));
  }

  /** The queue's own words quote payloads and driver messages; ours do not. */
  private watched(): WorkerEvents {
    const events: WorkerEvents = new EventEmitter();
    events.on('job:error', ({ job, error }) => {
      this.log.error(`${job.task_identifier} failed, attempt ${job.attempts} of ${job.max_attempts} (job ${job.id}): ${faultOf(error)}`);
    });
    events.on('job:failed', ({ job }) => {
      this.log.error(`${job.task_identifier} is given up after ${job.attempts} attempts (job ${job.id})`);
    });
    events.on('worker:getJob:error', ({ error }) => {
      this.log.error(`the queue does not answer: ${faultOf(error)}`);
    });
    return events;
  }
}

const recordOf = (payload: unknown): Record<string, unknown> => (typeof payload === 'object' && payload !== null ? { ...payload } : {});
