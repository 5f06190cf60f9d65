import { Module } from '@nestjs/common';
import { RevenueController } from './revenue.controller.js';
import { RevenueService } from './revenue.service.js';

/** How the money of an event is shared, who agreed to it, and who brought the guests. */
@Module({ controllers: [RevenueController], providers: [RevenueService] })
export class RevenueModule {}
