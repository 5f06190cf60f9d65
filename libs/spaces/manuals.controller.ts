import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PageQuery } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { ManualsService } from './manuals.service.js';
import { MANUAL } from './spaces.access.js';
import { ManualReaderListView, ManualVersionListView, ManualView, PublishManual } from './spaces.dto.js';

@ApiTags('spaces')
@Controller()
export class ManualsController {
  constructor(private readonly manuals: ManualsService) {}

  @Post('spaces/:id/manuals')
  @Access(MANUAL.publish)
  @ApiCreatedResponse({ type: ManualView })
  publish(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: PublishManual): Promise<ManualView> {
    return this.manuals.publish(actor, id, input);
  }

  @Get('spaces/:id/manuals')
  @Access(MANUAL.readVersions)
  @ApiOkResponse({ type: ManualVersionListView })
  versions(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<ManualVersionListView> {
    return this.manuals.versions(actor, id, query);
  }

  @Get('spaces/:id/manuals/current')
  @Access(MANUAL.read)
  @ApiOkResponse({ type: ManualView })
  current(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ManualView> {
    return this.manuals.current(actor, id);
  }

  @Get('spaces/:id/manuals/current/readers')
  @Access(MANUAL.readReaders)
  @ApiOkResponse({ type: ManualReaderListView })
  readers(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<ManualReaderListView> {
    return this.manuals.readers(actor, id, query);
  }

  @Post('manuals/:id/acknowledgements')
  @Access(MANUAL.acknowledge)
  @ApiCreatedResponse({ type: ManualView })
  acknowledge(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ManualView> {
    return this.manuals.acknowledge(actor, id);
  }
}
