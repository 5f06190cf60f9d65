import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { ReportService } from './report.service.js';
import { EVENT_MONEY } from './settlement.access.js';
import { AgreeSettlement, EventReportView, EventSettlementView, ProposeSettlement, ReportEvent, SpaceEarningsQuery, SpaceEarningsView } from './settlement.dto.js';
import { SettlementService } from './settlement.service.js';
import { SpaceEarnings } from './space-earnings.service.js';

/** What an event has come to: the host's report, every share in yen, and what spaces earn by it. */
@ApiTags('events')
@Controller()
export class SettlementController {
  constructor(
    private readonly settlement: SettlementService,
    private readonly report: ReportService,
    private readonly spaces: SpaceEarnings,
  ) {}

  @Get('events/:id/report')
  @Access(EVENT_MONEY.read)
  @ApiOkResponse({ type: EventReportView })
  readReport(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<EventReportView> {
    return this.report.read(actor, id);
  }

  @Post('events/:id/report')
  @Access(EVENT_MONEY.report)
  @HttpCode(200)
  @ApiOkResponse({ type: EventReportView })
  writeReport(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: ReportEvent): Promise<EventReportView> {
    return this.report.write(actor, id, input);
  }

  @Get('events/:id/settlement')
  @Access(EVENT_MONEY.read)
  @ApiOkResponse({ type: EventSettlementView })
  read(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<EventSettlementView> {
    return this.settlement.read(actor, id, locale);
  }

  @Post('events/:id/settlement')
  @Access(EVENT_MONEY.propose)
  @ApiCreatedResponse({ type: EventSettlementView })
  propose(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: ProposeSettlement, @Language() locale: Locale): Promise<EventSettlementView> {
    return this.settlement.propose(actor, id, input, locale);
  }

  @Post('events/:id/settlement/approval')
  @Access(EVENT_MONEY.agree)
  @HttpCode(200)
  @ApiOkResponse({ type: EventSettlementView })
  agree(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: AgreeSettlement, @Language() locale: Locale): Promise<EventSettlementView> {
    return this.settlement.agree(actor, id, input, locale);
  }

  @Get('spaces/:id/event-earnings')
  @Access(EVENT_MONEY.earnings)
  @ApiOkResponse({ type: SpaceEarningsView })
  earnings(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() { month }: SpaceEarningsQuery): Promise<SpaceEarningsView> {
    return this.spaces.read(actor, id, month);
  }
}
