import { Module } from '@nestjs/common';
import { BoardsService } from './boards.service.js';
import { ClaimingService } from './claiming.service.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimsService } from './claims.service.js';
import { CorrectionsService } from './corrections.service.js';
import { DueClaimsService } from './due-claims.service.js';
import { OwnClaimsService } from './own-claims.service.js';
import { PlanningService } from './planning.service.js';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsService } from './shifts.service.js';
import { SpaceClaimsService } from './space-claims.service.js';

@Module({
  controllers: [ShiftsController, ClaimsController],
  providers: [ShiftsService, PlanningService, ClaimsService, ClaimingService, OwnClaimsService, SpaceClaimsService, CorrectionsService, DueClaimsService, BoardsService],
  exports: [DueClaimsService],
})
export class ShiftsModule {}
