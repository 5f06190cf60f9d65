import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language, type Page } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { BoardsService } from './boards.service.js';
import { ClaimingService } from './claiming.service.js';
import { ClaimsService } from './claims.service.js';
import { CorrectionsService } from './corrections.service.js';
import { OwnClaimsService } from './own-claims.service.js';
import { CLAIMS, SHIFTS } from './shifts.access.js';
import { CheckIn, ClaimListView, ClaimView, CorrectOutcome, ListClaims, ListSpaceClaims, MixerHomeView, Report, TakenClaimView, WithdrawalQuoteView, WithReason } from './shifts.dto.js';
import { SpaceClaimsService } from './space-claims.service.js';

@ApiTags('claims')
@Controller()
export class ClaimsController {
  constructor(
    private readonly claims: ClaimsService,
    private readonly claiming: ClaimingService,
    private readonly own: OwnClaimsService,
    private readonly space: SpaceClaimsService,
    private readonly corrections: CorrectionsService,
    private readonly boards: BoardsService,
  ) {}

  @Get('me/home')
  @Access(CLAIMS.own)
  @ApiOkResponse({ type: MixerHomeView })
  home(@CurrentActor() actor: Actor, @Language() locale: Locale): Promise<MixerHomeView> {
    return this.boards.home(actor, locale);
  }

  @Get('me/claims')
  @Access(CLAIMS.own)
  @ApiOkResponse({ type: ClaimListView })
  mine(@CurrentActor() actor: Actor, @Query() query: ListClaims): Promise<Page<ClaimView>> {
    return this.claims.mine(actor, query);
  }

  @Get('spaces/:id/claims')
  @Access(SHIFTS.watch)
  @ApiOkResponse({ type: ClaimListView })
  ofSpace(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) spaceId: string, @Query() query: ListSpaceClaims): Promise<Page<ClaimView>> {
    return this.claims.ofSpace(actor, spaceId, query);
  }

  @Post('shifts/:id/claims')
  @Access(CLAIMS.take)
  @ApiCreatedResponse({ type: TakenClaimView })
  take(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) shiftId: string): Promise<TakenClaimView> {
    return this.claiming.take(actor, shiftId);
  }

  @Get('claims/:id')
  @Access(CLAIMS.read)
  @ApiOkResponse({ type: ClaimView })
  read(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ClaimView> {
    return this.claims.read(actor, id);
  }

  @Post('claims/:id/stand-in')
  @Access(CLAIMS.take)
  @ApiCreatedResponse({ type: TakenClaimView })
  standIn(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<TakenClaimView> {
    return this.claiming.standIn(actor, id);
  }

  @Get('claims/:id/withdrawal-quote')
  @Access(CLAIMS.own)
  @ApiOkResponse({ type: WithdrawalQuoteView })
  quote(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WithdrawalQuoteView> {
    return this.own.quote(actor, id);
  }

  @Post('claims/:id/withdrawal')
  @Access(CLAIMS.own)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  withdraw(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: WithReason): Promise<ClaimView> {
    return this.own.withdraw(actor, id, input.reason);
  }

  @Post('claims/:id/keeping')
  @Access(CLAIMS.own)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  keep(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ClaimView> {
    return this.own.keep(actor, id);
  }

  @Post('claims/:id/check-in')
  @Access(CLAIMS.own)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  checkIn(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: CheckIn): Promise<ClaimView> {
    return this.own.checkIn(actor, id, input);
  }

  @Post('claims/:id/report')
  @Access(CLAIMS.own)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  report(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: Report): Promise<ClaimView> {
    return this.own.report(actor, id, input);
  }

  @Post('claims/:id/outcome-objection')
  @Access(CLAIMS.own)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  object(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: WithReason): Promise<ClaimView> {
    return this.own.object(actor, id, input.reason);
  }

  @Post('claims/:id/approval')
  @Access(CLAIMS.decide)
  @HttpCode(200)
  @ApiOkResponse({ type: TakenClaimView })
  approve(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<TakenClaimView> {
    return this.space.approve(actor, id);
  }

  @Post('claims/:id/rejection')
  @Access(CLAIMS.decide)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  reject(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: WithReason): Promise<ClaimView> {
    return this.space.reject(actor, id, input.reason);
  }

  @Post('claims/:id/confirmation')
  @Access(CLAIMS.decide)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  confirm(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ClaimView> {
    return this.space.confirm(actor, id);
  }

  @Post('claims/:id/no-show')
  @Access(CLAIMS.decide)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  noShow(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: WithReason): Promise<ClaimView> {
    return this.space.noShow(actor, id, input.reason);
  }

  @Post('claims/:id/corrections')
  @Access(CLAIMS.correct)
  @HttpCode(200)
  @ApiOkResponse({ type: ClaimView })
  correct(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: CorrectOutcome): Promise<ClaimView> {
    return this.corrections.correct(actor, id, input);
  }
}
