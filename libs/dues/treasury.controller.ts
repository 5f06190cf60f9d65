import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Language, RequiredKey } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { DUES } from './dues.access.js';
import {
  DuesCsvQuery,
  DuesMemberView,
  DuesMonthQuery,
  DuesMonthView,
  DuesPageView,
  DuesQuery,
  MonthChargeView,
  OverrideView,
  PriceListView,
  RecordPayment,
  RemindedView,
  RemindMixers,
  ReversePayment,
  SetManualPlan,
  SetOverride,
  SetPrice,
} from './dues.dto.js';
import { PricesService } from './prices.service.js';
import { TreasuryService } from './treasury.service.js';

/** Everybody's dues, for the treasurer. */
@ApiTags('dues')
@Controller()
export class TreasuryController {
  constructor(
    private readonly treasury: TreasuryService,
    private readonly prices: PricesService,
  ) {}

  @Get('dues')
  @Access(DUES.watch)
  @ApiOkResponse({ type: DuesPageView })
  list(@Query() query: DuesQuery, @Language() locale: Locale): Promise<DuesPageView> {
    return this.treasury.list(query, locale);
  }

  @Get('dues/months/:month')
  @Access(DUES.watch)
  @ApiOkResponse({ type: DuesMonthView })
  month(@Param('month') month: string, @Query() query: DuesMonthQuery, @Language() locale: Locale): Promise<DuesMonthView> {
    return this.treasury.month(month, query, locale);
  }

  @Get('dues.csv')
  @Access(DUES.watch)
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Query() query: DuesCsvQuery): Promise<StreamableFile> {
    const { name, bytes } = await this.treasury.file(query);
    return new StreamableFile(bytes, { type: 'text/csv', disposition: `attachment; filename="${name}"`, length: bytes.length });
  }

  @Post('dues/reminders')
  @Access(DUES.remind)
  @HttpCode(200)
  @ApiOkResponse({ type: RemindedView })
  remind(@CurrentActor() actor: Actor, @Body() { mixerIds }: RemindMixers): Promise<RemindedView> {
    return this.treasury.remind(actor, mixerIds);
  }

  @Post('dues/payments')
  @Access(DUES.record)
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'which click this is: the same key records once' })
  @ApiCreatedResponse({ type: MonthChargeView })
  record(@CurrentActor() actor: Actor, @RequiredKey() _key: string, @Body() input: RecordPayment, @Language() locale: Locale): Promise<MonthChargeView> {
    return this.treasury.record(actor, input, locale);
  }

  @Post('dues/payments/:id/reversal')
  @Access(DUES.record)
  @HttpCode(200)
  @ApiOkResponse({ type: MonthChargeView })
  reverse(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { reason }: ReversePayment, @Language() locale: Locale): Promise<MonthChargeView> {
    return this.treasury.reverse(actor, id, reason, locale);
  }

  @Post('dues/plans')
  @Access(DUES.record)
  @ApiCreatedResponse({ type: DuesMemberView, description: 'pays at the desk or by transfer, month by month' })
  payByHand(@CurrentActor() actor: Actor, @Body() input: SetManualPlan, @Language() locale: Locale): Promise<DuesMemberView> {
    return this.treasury.payByHand(actor, input, locale);
  }

  @Post('dues/overrides')
  @Access(DUES.record)
  @ApiCreatedResponse({ type: OverrideView })
  override(@CurrentActor() actor: Actor, @Body() input: SetOverride): Promise<OverrideView> {
    return this.treasury.override(actor, input);
  }

  @Post('dues/overrides/:id/ending')
  @Access(DUES.record)
  @HttpCode(200)
  @ApiOkResponse({ type: OverrideView })
  lift(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<OverrideView> {
    return this.treasury.lift(actor, id);
  }

  @Get('dues/prices')
  @Access(DUES.prices)
  @ApiOkResponse({ type: PriceListView })
  priceList(@Language() locale: Locale): Promise<PriceListView> {
    return this.prices.list(locale);
  }

  @Post('dues/prices')
  @Access(DUES.setPrice)
  @ApiCreatedResponse({ type: PriceListView })
  setPrice(@CurrentActor() actor: Actor, @Body() input: SetPrice, @Language() locale: Locale): Promise<PriceListView> {
    return this.prices.set(actor, input, locale);
  }
}
