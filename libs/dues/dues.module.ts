import { Module } from '@nestjs/common';
import { PaymentsModule } from '#libs/payments';
import { DuesAtStripe } from './dues-at-stripe.service.js';
import { DuesChanges } from './dues-changes.service.js';
import { DuesSweep } from './dues-sweep.service.js';
import { JoiningService } from './joining.service.js';
import { OwnDuesController } from './own-dues.controller.js';
import { OwnDuesService } from './own-dues.service.js';
import { PricesService } from './prices.service.js';
import { TreasuryController } from './treasury.controller.js';
import { TreasuryService } from './treasury.service.js';

/** Membership dues: how each mixer pays, what was charged and paid, where that leaves them, and the treasurer's view of all of it. */
@Module({
  imports: [PaymentsModule],
  controllers: [OwnDuesController, TreasuryController],
  providers: [JoiningService, OwnDuesService, TreasuryService, PricesService, DuesChanges, DuesAtStripe, DuesSweep],
  exports: [DuesChanges, DuesAtStripe, DuesSweep],
})
export class DuesModule {}
