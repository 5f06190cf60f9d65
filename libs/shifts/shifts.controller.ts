import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language, type Page } from '#libs/door';
import { Access, CurrentActor, Visitor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { BoardsService } from './boards.service.js';
import { PlanningService } from './planning.service.js';
import { SHIFTS } from './shifts.access.js';
import {
  CalendarQuery,
  CheckInCodesView,
  CopiedShiftsView,
  CopyShift,
  CreateShift,
  EditShift,
  ListShifts,
  PublishedManyView,
  PublishMany,
  ShiftDetailView,
  ShiftListView,
  SpaceCalendarView,
  SpaceTodayView,
  WithReason,
  type ShiftView,
} from './shifts.dto.js';
import { ShiftsService } from './shifts.service.js';

@ApiTags('shifts')
@Controller()
export class ShiftsController {
  constructor(
    private readonly shifts: ShiftsService,
    private readonly planning: PlanningService,
    private readonly boards: BoardsService,
  ) {}

  @Get('shifts')
  @Access(SHIFTS.list)
  @ApiOkResponse({ type: ShiftListView })
  list(@Visitor() actor: Actor | null, @Query() query: ListShifts, @Language() locale: Locale): Promise<Page<ShiftView>> {
    return this.shifts.list(actor, query, locale);
  }

  @Get('shifts/:id')
  @Access(SHIFTS.list)
  @ApiOkResponse({ type: ShiftDetailView })
  read(@Visitor() actor: Actor | null, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<ShiftDetailView> {
    return this.shifts.read(actor, id, locale);
  }

  @Post('spaces/:id/shifts')
  @Access(SHIFTS.plan)
  @ApiCreatedResponse({ type: ShiftDetailView })
  create(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) spaceId: string, @Body() input: CreateShift, @Language() locale: Locale): Promise<ShiftDetailView> {
    return this.planning.create(actor, spaceId, input, locale);
  }

  @Patch('shifts/:id')
  @Access(SHIFTS.plan)
  @ApiOkResponse({ type: ShiftDetailView })
  edit(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: EditShift, @Language() locale: Locale): Promise<ShiftDetailView> {
    return this.planning.edit(actor, id, input, locale);
  }

  @Post('shifts/:id/copies')
  @Access(SHIFTS.plan)
  @ApiCreatedResponse({ type: CopiedShiftsView })
  copy(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: CopyShift): Promise<CopiedShiftsView> {
    return this.planning.copy(actor, id, input);
  }

  @Post('shifts/:id/publication')
  @Access(SHIFTS.plan)
  @HttpCode(200)
  @ApiOkResponse({ type: ShiftDetailView })
  publish(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<ShiftDetailView> {
    return this.planning.publish(actor, id, locale);
  }

  @Post('spaces/:id/shift-publications')
  @Access(SHIFTS.plan)
  @HttpCode(200)
  @ApiOkResponse({ type: PublishedManyView })
  publishMany(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) spaceId: string, @Body() input: PublishMany, @Language() locale: Locale): Promise<PublishedManyView> {
    return this.planning.publishMany(actor, spaceId, input, locale);
  }

  @Post('shifts/:id/cancellation')
  @Access(SHIFTS.plan)
  @HttpCode(200)
  @ApiOkResponse({ type: ShiftDetailView })
  cancel(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: WithReason, @Language() locale: Locale): Promise<ShiftDetailView> {
    return this.planning.cancel(actor, id, input.reason, locale);
  }

  @Get('spaces/:id/calendar')
  @Access(SHIFTS.watch)
  @ApiOkResponse({ type: SpaceCalendarView })
  calendar(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) spaceId: string, @Query() query: CalendarQuery, @Language() locale: Locale): Promise<SpaceCalendarView> {
    return this.boards.calendar(actor, spaceId, query, locale);
  }

  @Get('spaces/:id/today')
  @Access(SHIFTS.watch)
  @ApiOkResponse({ type: SpaceTodayView })
  today(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) spaceId: string, @Language() locale: Locale): Promise<SpaceTodayView> {
    return this.boards.today(actor, spaceId, locale);
  }

  @Get('spaces/:id/check-in-codes')
  @Access(SHIFTS.watch)
  @ApiOkResponse({ type: CheckInCodesView })
  checkInCodes(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) spaceId: string): Promise<CheckInCodesView> {
    return this.boards.checkInCodes(actor, spaceId);
  }
}
