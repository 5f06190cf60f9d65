import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { SpaceStaffService } from './space-staff.service.js';
import { SPACE_STAFF } from './spaces.access.js';
import { AddSpaceStaff, ChangeSpaceStaff, SpaceStaffListView, SpaceStaffView } from './spaces.dto.js';

@ApiTags('spaces')
@Controller('spaces/:id/staff')
export class SpaceStaffController {
  constructor(private readonly staff: SpaceStaffService) {}

  @Get()
  @Access(SPACE_STAFF.read)
  @ApiOkResponse({ type: SpaceStaffListView })
  list(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SpaceStaffListView> {
    return this.staff.list(actor, id);
  }

  @Post()
  @Access(SPACE_STAFF.manage)
  @ApiCreatedResponse({ type: SpaceStaffView })
  add(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: AddSpaceStaff): Promise<SpaceStaffView> {
    return this.staff.add(actor, id, input.email, input.role);
  }

  @Patch(':staffId')
  @Access(SPACE_STAFF.manage)
  @ApiOkResponse({ type: SpaceStaffView })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('staffId', ParseUUIDPipe) staffId: string,
    @Body() input: ChangeSpaceStaff,
  ): Promise<SpaceStaffView> {
    return this.staff.change(actor, id, staffId, input.role);
  }

  @Delete(':staffId')
  @Access(SPACE_STAFF.leave)
  @HttpCode(204)
  end(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('staffId', ParseUUIDPipe) staffId: string): Promise<void> {
    return this.staff.end(actor, id, staffId);
  }
}
