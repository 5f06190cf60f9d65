import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { DatabaseModule, type RunningSettings } from '#libs/database';
import { DocumentsModule } from '#libs/documents';
import { DuesModule } from '#libs/dues';
import { EventsModule } from '#libs/events';
import { IdentityModule } from '#libs/identity';
import type { Clock } from '#libs/kernel';
import { LedgerModule } from '#libs/ledger';
import { NoticesModule } from '#libs/notices';
import { OrdersModule } from '#libs/orders';
import { PaymentsModule } from '#libs/payments';
import { ShiftsModule } from '#libs/shifts';
import { AbandonedJobs } from './abandoned-jobs.js';
import { Clockwork } from './clockwork.js';
import { JobRunner } from './job-runner.js';
import { NightlyChecks } from './nightly-checks.js';
import { Purge } from './purge.js';

/** The features whose jobs are done here: the same libs as the API's, without a listener. */
const FEATURES = [NoticesModule, IdentityModule, DocumentsModule, LedgerModule, PaymentsModule, OrdersModule, ShiftsModule, DuesModule, EventsModule];

@Module({})
export class WorkerModule {
  static with(settings: RunningSettings, clock: Clock): DynamicModule {
    return {
      module: WorkerModule,
      imports: [ScheduleModule.forRoot(), DatabaseModule.forRoot(settings, clock), ...FEATURES],
      providers: [AbandonedJobs, NightlyChecks, Purge, JobRunner, Clockwork],
    };
  }
}
