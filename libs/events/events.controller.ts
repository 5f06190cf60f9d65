import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language, type Page } from '#libs/door';
import { Access, CurrentActor, Visitor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { ApproveEvent, CounterOffer, EventSplitView, Propose, RefuseEvent, SplitQuery } from './agreeing.dto.js';
import { AgreeingService } from './agreeing.service.js';
import { CancelEvent } from './cancelling.dto.js';
import { CancellingService } from './cancelling.service.js';
import { EVENTS } from './events.access.js';
import { AdminEventListView, EventDetailView, EventListView, ListAllEvents, ListEvents, ListMyEvents, ListSpaceEvents, type AdminEventView, type EventView } from './events.dto.js';
import { EventsService } from './events.service.js';
import { CounterMove, MoveEvent, RefuseMove } from './moving.dto.js';
import { MovingService } from './moving.service.js';
import { CopiedEventsView, CopyEvent, CreateEvent, EditEvent } from './plan.dto.js';
import { PlanningService } from './planning.service.js';
import { PublishingService } from './publishing.service.js';
import { ReadingService } from './reading.service.js';
import { SplitService } from './split.service.js';

@ApiTags('events')
@Controller()
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly reading: ReadingService,
    private readonly planning: PlanningService,
    private readonly agreeing: AgreeingService,
    private readonly publishing: PublishingService,
    private readonly moving: MovingService,
    private readonly cancelling: CancellingService,
    private readonly split: SplitService,
  ) {}

  @Get('events')
  @Access(EVENTS.read)
  @ApiOkResponse({ type: EventListView })
  list(@Visitor() actor: Actor | null, @Query() query: ListEvents, @Language() locale: Locale): Promise<Page<EventView>> {
    return this.events.list(actor, query, locale);
  }

  @Get('events/:id')
  @Access(EVENTS.read)
  @ApiOkResponse({ type: EventDetailView })
  read(@Visitor() actor: Actor | null, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<EventDetailView> {
    return this.reading.read(actor, id, locale);
  }

  @Get('me/events')
  @Access(EVENTS.plan)
  @ApiOkResponse({ type: EventListView })
  mine(@CurrentActor() actor: Actor, @Query() query: ListMyEvents, @Language() locale: Locale): Promise<Page<EventView>> {
    return this.events.mine(actor, query, locale);
  }

  @Get('spaces/:id/events')
  @Access(EVENTS.watch)
  @ApiOkResponse({ type: EventListView })
  ofSpace(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) spaceId: string, @Query() query: ListSpaceEvents, @Language() locale: Locale): Promise<Page<EventView>> {
    return this.events.ofSpace(actor, spaceId, query, locale);
  }

  @Get('admin/events')
  @Access(EVENTS.oversee)
  @ApiOkResponse({ type: AdminEventListView })
  all(@CurrentActor() actor: Actor, @Query() query: ListAllEvents, @Language() locale: Locale): Promise<Page<AdminEventView>> {
    return this.events.all(actor, query, locale);
  }

  @Post('events')
  @Access(EVENTS.plan)
  @ApiCreatedResponse({ type: EventDetailView })
  create(@CurrentActor() actor: Actor, @Body() input: CreateEvent, @Language() locale: Locale): Promise<EventDetailView> {
    return this.planning.create(actor, input, locale);
  }

  @Patch('events/:id')
  @Access(EVENTS.plan)
  @ApiOkResponse({ type: EventDetailView })
  edit(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: EditEvent, @Language() locale: Locale): Promise<EventDetailView> {
    return this.planning.edit(actor, id, input, locale);
  }

  @Post('events/:id/copies')
  @Access(EVENTS.plan)
  @ApiCreatedResponse({ type: CopiedEventsView })
  copy(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: CopyEvent): Promise<CopiedEventsView> {
    return this.planning.copy(actor, id, input);
  }

  @Post('events/:id/proposal')
  @Access(EVENTS.plan)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  propose(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: Propose, @Language() locale: Locale): Promise<EventDetailView> {
    return this.agreeing.propose(actor, id, input, locale);
  }

  @Post('events/:id/counter-offer')
  @Access(EVENTS.decide)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  counter(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: CounterOffer, @Language() locale: Locale): Promise<EventDetailView> {
    return this.agreeing.counter(actor, id, input, locale);
  }

  @Post('events/:id/refusal')
  @Access(EVENTS.decide)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  refuse(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: RefuseEvent, @Language() locale: Locale): Promise<EventDetailView> {
    return this.agreeing.refuse(actor, id, input.reason, locale);
  }

  @Post('events/:id/approval')
  @Access(EVENTS.decide)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  approve(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: ApproveEvent, @Language() locale: Locale): Promise<EventDetailView> {
    return this.agreeing.approve(actor, id, input, locale);
  }

  @Post('events/:id/publication')
  @Access(EVENTS.plan)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  publish(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<EventDetailView> {
    return this.publishing.publish(actor, id, locale);
  }

  @Post('events/:id/move')
  @Access(EVENTS.run)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  move(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: MoveEvent, @Language() locale: Locale): Promise<EventDetailView> {
    return this.moving.move(actor, id, input, locale);
  }

  @Post('events/:id/move-counter-offer')
  @Access(EVENTS.decide)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  counterMove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: CounterMove, @Language() locale: Locale): Promise<EventDetailView> {
    return this.moving.counter(actor, id, input, locale);
  }

  @Post('events/:id/move-refusal')
  @Access(EVENTS.run)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  refuseMove(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: RefuseMove, @Language() locale: Locale): Promise<EventDetailView> {
    return this.moving.refuse(actor, id, input, locale);
  }

  @Post('events/:id/cancellation')
  @Access(EVENTS.run)
  @HttpCode(200)
  @ApiOkResponse({ type: EventDetailView })
  cancel(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: CancelEvent, @Language() locale: Locale): Promise<EventDetailView> {
    return this.cancelling.cancel(actor, id, input, locale);
  }

  @Get('events/:id/split')
  @Access(EVENTS.account)
  @ApiOkResponse({ type: EventSplitView })
  readSplit(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() { guests }: SplitQuery): Promise<EventSplitView> {
    return this.split.read(actor, id, guests);
  }
}
