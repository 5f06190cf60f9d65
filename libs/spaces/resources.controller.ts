import { Body, Controller, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { ResourcesService } from './resources.service.js';
import { RESOURCE } from './spaces.access.js';
import { AddResource, ChangeResource, ResourceView } from './spaces.dto.js';

@ApiTags('spaces')
@Controller('spaces/:id/resources')
export class ResourcesController {
  constructor(private readonly resources: ResourcesService) {}

  @Post()
  @Access(RESOURCE.manage)
  @ApiCreatedResponse({ type: ResourceView })
  add(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: AddResource): Promise<ResourceView> {
    return this.resources.add(actor, id, input);
  }

  @Patch(':resourceId')
  @Access(RESOURCE.manage)
  @ApiOkResponse({ type: ResourceView })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('resourceId', ParseUUIDPipe) resourceId: string,
    @Body() input: ChangeResource,
  ): Promise<ResourceView> {
    return this.resources.change(actor, id, resourceId, input);
  }

  @Post(':resourceId/retirement')
  @Access(RESOURCE.manage)
  @ApiCreatedResponse({ type: ResourceView })
  retire(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('resourceId', ParseUUIDPipe) resourceId: string): Promise<ResourceView> {
    return this.resources.retire(actor, id, resourceId);
  }
}
