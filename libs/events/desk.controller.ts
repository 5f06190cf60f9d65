import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { EventDeskView, ImportedRegistrationsView, ImportRegistrations } from './desk.dto.js';
import { DeskService } from './desk.service.js';
import { EVENTS } from './events.access.js';
import { ImportingService } from './importing.service.js';
import { EventInvitationListView, EventPeopleView, EventPersonView, FindMixers, InvitePerson, MixersToInviteView, PostLink } from './people.dto.js';
import { PeopleService } from './people.service.js';
import { CreateTemplate, TemplateListView, TemplateView } from './templates.dto.js';
import { TemplatesService } from './templates.service.js';

/** What stands around an event: its desk, the people with a duty, the templates it begins from. */
@ApiTags('events')
@Controller()
export class DeskController {
  constructor(
    private readonly desk: DeskService,
    private readonly people: PeopleService,
    private readonly templates: TemplatesService,
    private readonly importing: ImportingService,
  ) {}

  @Get('events/:id/desk')
  @Access(EVENTS.sit)
  @ApiOkResponse({ type: EventDeskView })
  readDesk(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<EventDeskView> {
    return this.desk.read(actor, id, locale);
  }

  @Post('events/:id/registration-imports')
  @Access(EVENTS.plan)
  @HttpCode(200)
  @ApiOkResponse({ type: ImportedRegistrationsView })
  importRegistrations(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: ImportRegistrations, @Language() locale: Locale): Promise<ImportedRegistrationsView> {
    return this.importing.importList(actor, id, input, locale);
  }

  @Get('events/:id/people')
  @Access(EVENTS.run)
  @ApiOkResponse({ type: EventPeopleView })
  listPeople(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<EventPeopleView> {
    return this.people.list(actor, id);
  }

  @Get('events/:id/mixers')
  @Access(EVENTS.plan)
  @ApiOkResponse({ type: MixersToInviteView })
  findMixers(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: FindMixers): Promise<MixersToInviteView> {
    return this.people.find(actor, id, query);
  }

  @Post('events/:id/people')
  @Access(EVENTS.plan)
  @ApiCreatedResponse({ type: EventPersonView })
  invite(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: InvitePerson): Promise<EventPersonView> {
    return this.people.invite(actor, id, input);
  }

  @Delete('event-people/:id')
  @Access(EVENTS.plan)
  @ApiOkResponse({ type: EventPersonView })
  remove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<EventPersonView> {
    return this.people.remove(actor, id);
  }

  @Post('event-people/:id/post')
  @Access(EVENTS.answer)
  @HttpCode(200)
  @ApiOkResponse({ type: EventPersonView })
  post(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: PostLink): Promise<EventPersonView> {
    return this.people.post(actor, id, input);
  }

  @Get('me/event-invitations')
  @Access(EVENTS.answer)
  @ApiOkResponse({ type: EventInvitationListView })
  ownInvitations(@CurrentActor() actor: Actor, @Language() locale: Locale): Promise<EventInvitationListView> {
    return this.people.own(actor, locale);
  }

  @Post('event-invitations/:id/acceptance')
  @Access(EVENTS.answer)
  @HttpCode(200)
  @ApiOkResponse({ type: EventPersonView })
  accept(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<EventPersonView> {
    return this.people.accept(actor, id);
  }

  @Post('event-invitations/:id/decline')
  @Access(EVENTS.answer)
  @HttpCode(200)
  @ApiOkResponse({ type: EventPersonView })
  decline(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<EventPersonView> {
    return this.people.decline(actor, id);
  }

  @Get('event-templates')
  @Access(EVENTS.plan)
  @ApiOkResponse({ type: TemplateListView })
  listTemplates(@CurrentActor() actor: Actor): Promise<TemplateListView> {
    return this.templates.list(actor);
  }

  @Post('event-templates')
  @Access(EVENTS.plan)
  @ApiCreatedResponse({ type: TemplateView })
  keepTemplate(@CurrentActor() actor: Actor, @Body() input: CreateTemplate): Promise<TemplateView> {
    return this.templates.keep(actor, input);
  }

  @Delete('event-templates/:id')
  @Access(EVENTS.plan)
  @HttpCode(204)
  @ApiNoContentResponse()
  retireTemplate(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.templates.retire(actor, id);
  }
}
