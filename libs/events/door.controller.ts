import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { EVENT_DOOR } from './door.access.js';
import { DoorRecords, DoorResultsView, DoorView } from './door.dto.js';
import { DoorService } from './door.service.js';

/** The door of an event, for phones that may lose the network. */
@ApiTags('events')
@Controller()
export class DoorController {
  constructor(private readonly door: DoorService) {}

  @Get('events/:id/door')
  @Access(EVENT_DOOR.stand)
  @ApiOkResponse({ type: DoorView })
  read(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<DoorView> {
    return this.door.door(actor, id, locale);
  }

  @Post('events/:id/door-records')
  @Access(EVENT_DOOR.stand)
  @HttpCode(200)
  @ApiOkResponse({ type: DoorResultsView })
  record(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { records }: DoorRecords, @Language() locale: Locale): Promise<DoorResultsView> {
    return this.door.record(actor, id, records, locale);
  }
}
