import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { DatabaseModule, type RunningSettings } from '#libs/database';
import { DocumentsModule } from '#libs/documents';
import { DuesModule } from '#libs/dues';
import { EventsModule } from '#libs/events';
import { ActorGuard, IdentityModule } from '#libs/identity';
import type { Clock } from '#libs/kernel';
import { LedgerModule } from '#libs/ledger';
import { LegalModule } from '#libs/legal';
import { MixersModule } from '#libs/mixers';
import { NoticesModule } from '#libs/notices';
import { OrdersModule } from '#libs/orders';
import { PaymentsModule } from '#libs/payments';
import { RevenueModule } from '#libs/revenue';
import { ShiftsModule } from '#libs/shifts';
import { SpacesModule } from '#libs/spaces';
import { AuditController } from './audit/audit.controller.js';
import { ErrorFilter } from './http/error.filter.js';
import { HealthController } from './http/health.controller.js';
import { AnsweredBeforeFilter, IdempotencyGuard, KeptAnswers } from './http/idempotency.js';
import { inputPipe } from './http/input.pipe.js';
import { InboxController } from './inbox/inbox.controller.js';

/** The table of contents: every feature of the system. */
export const FEATURES = [NoticesModule, IdentityModule, DocumentsModule, LedgerModule, PaymentsModule, LegalModule, SpacesModule, MixersModule, RevenueModule, OrdersModule, ShiftsModule, DuesModule, EventsModule];

@Module({})
export class AppModule {
  static with(settings: RunningSettings, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [DatabaseModule.forRoot(settings, clock), ...FEATURES],
      controllers: [HealthController, InboxController, AuditController],
      providers: [
        KeptAnswers,
        { provide: APP_GUARD, useExisting: ActorGuard },
        { provide: APP_GUARD, useClass: IdempotencyGuard },
        { provide: APP_PIPE, useFactory: inputPipe },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_FILTER, useClass: AnsweredBeforeFilter },
      ],
    };
  }
}
