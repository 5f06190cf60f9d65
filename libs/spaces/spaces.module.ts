import { Module } from '@nestjs/common';
import { ManualsController } from './manuals.controller.js';
import { ManualsService } from './manuals.service.js';
import { RelationsController } from './relations.controller.js';
import { RelationsService } from './relations.service.js';
import { ResourcesController } from './resources.controller.js';
import { ResourcesService } from './resources.service.js';
import { SpaceStaffController } from './space-staff.controller.js';
import { SpaceStaffService } from './space-staff.service.js';
import { SpacesController } from './spaces.controller.js';
import { SpacesService } from './spaces.service.js';

/** Spaces, their hours, rooms and tables, manuals, people, and their relation to the network. */
@Module({
  controllers: [SpacesController, RelationsController, ResourcesController, ManualsController, SpaceStaffController],
  providers: [SpacesService, RelationsService, ResourcesService, ManualsService, SpaceStaffService],
  exports: [SpacesService, ManualsService],
})
export class SpacesModule {}
