import { Module } from '@nestjs/common';
import { BoardsService } from './boards.service.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimsService } from './claims.service.js';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsService } from './shifts.service.js';

@Module({
  controllers: [ShiftsController, ClaimsController],
  providers: [ShiftsService, ClaimsService, BoardsService],
  exports: [ShiftsService, ClaimsService],
})
export class ShiftsModule {}
