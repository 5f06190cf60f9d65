import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language, RequiredKey } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { OWN_DUES } from './dues.access.js';
import { DuesDoorView, DuesOfferQuery, DuesOfferView, JoinDues, OpenPortal, OwnDuesView, PauseDues, StepDown, StepDownQuery, StepDownView } from './dues.dto.js';
import { JoiningService } from './joining.service.js';
import { OwnDuesService } from './own-dues.service.js';

const ONE_CLICK = { name: 'Idempotency-Key', required: true, description: 'which click this is: the same key asks once' };

/** One's own dues. */
@ApiTags('dues')
@Controller('me/dues')
export class OwnDuesController {
  constructor(
    private readonly dues: OwnDuesService,
    private readonly joining: JoiningService,
  ) {}

  @Get()
  @Access(OWN_DUES.read)
  @ApiOkResponse({ type: OwnDuesView })
  read(@CurrentActor() actor: Actor, @Language() locale: Locale): Promise<OwnDuesView> {
    return this.dues.read(actor, locale);
  }

  @Get('offer')
  @Access(OWN_DUES.join)
  @ApiOkResponse({ type: DuesOfferView, description: 'the six items of the final confirmation' })
  offer(@CurrentActor() actor: Actor, @Query() { method }: DuesOfferQuery, @Language() locale: Locale): Promise<DuesOfferView> {
    return this.joining.offer(actor, method, locale);
  }

  @Post('checkout')
  @Access(OWN_DUES.join)
  @ApiHeader(ONE_CLICK)
  @ApiCreatedResponse({ type: DuesDoorView })
  join(@CurrentActor() actor: Actor, @RequiredKey() _key: string, @Body() input: JoinDues, @Language() locale: Locale): Promise<DuesDoorView> {
    return this.joining.join(actor, input, locale);
  }

  @Post('course-checkout')
  @Access(OWN_DUES.join)
  @ApiHeader(ONE_CLICK)
  @ApiCreatedResponse({ type: DuesDoorView })
  payCourse(@CurrentActor() actor: Actor, @RequiredKey() _key: string): Promise<DuesDoorView> {
    return this.joining.payCourse(actor);
  }

  @Post('portal')
  @Access(OWN_DUES.change)
  @ApiCreatedResponse({ type: DuesDoorView })
  portal(@CurrentActor() actor: Actor, @Body() { flow }: OpenPortal): Promise<DuesDoorView> {
    return this.joining.portal(actor, flow);
  }

  @Post('payment-page')
  @Access(OWN_DUES.change)
  @ApiCreatedResponse({ type: DuesDoorView, description: 'where the oldest open charge is paid at once' })
  payPage(@CurrentActor() actor: Actor): Promise<DuesDoorView> {
    return this.joining.payPage(actor);
  }

  @Post('collection')
  @Access(OWN_DUES.change)
  @HttpCode(200)
  @ApiHeader(ONE_CLICK)
  @ApiOkResponse({ type: OwnDuesView, description: 'tries the card of today again, for everything that is open' })
  async collect(@CurrentActor() actor: Actor, @RequiredKey() key: string, @Language() locale: Locale): Promise<OwnDuesView> {
    await this.joining.collect(actor, key);
    return this.dues.read(actor, locale);
  }

  @Post('cancellation')
  @Access(OWN_DUES.change)
  @HttpCode(200)
  @ApiOkResponse({ type: OwnDuesView })
  cancel(@CurrentActor() actor: Actor, @Language() locale: Locale): Promise<OwnDuesView> {
    return this.dues.cancel(actor, locale);
  }

  @Post('continuation')
  @Access(OWN_DUES.change)
  @HttpCode(200)
  @ApiOkResponse({ type: OwnDuesView, description: 'goes on after all' })
  keep(@CurrentActor() actor: Actor, @Language() locale: Locale): Promise<OwnDuesView> {
    return this.dues.keep(actor, locale);
  }

  @Post('pauses')
  @Access(OWN_DUES.change)
  @ApiCreatedResponse({ type: OwnDuesView })
  pause(@CurrentActor() actor: Actor, @Body() input: PauseDues, @Language() locale: Locale): Promise<OwnDuesView> {
    return this.dues.pause(actor, input, locale);
  }

  @Post('resumption')
  @Access(OWN_DUES.change)
  @HttpCode(200)
  @ApiOkResponse({ type: OwnDuesView, description: 'ends the pause at once' })
  resume(@CurrentActor() actor: Actor, @Language() locale: Locale): Promise<OwnDuesView> {
    return this.dues.resume(actor, locale);
  }

  @Get('step-down-preview')
  @Access(OWN_DUES.change)
  @ApiOkResponse({ type: StepDownView })
  previewStepDown(@CurrentActor() actor: Actor, @Query() { tier }: StepDownQuery, @Language() locale: Locale): Promise<StepDownView> {
    return this.dues.previewStepDown(actor, tier, locale);
  }

  @Post('step-down')
  @Access(OWN_DUES.change)
  @HttpCode(200)
  @ApiOkResponse({ type: StepDownView })
  stepDown(@CurrentActor() actor: Actor, @Body() input: StepDown, @Language() locale: Locale): Promise<StepDownView> {
    return this.dues.stepDown(actor, input, locale);
  }
}
