import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language, PageQuery, RequiredKey } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { REFUND, REGISTRATION } from './manage.access.js';
import { HandBack, MoveUp, RefundLineView, RefundProgressView, WaitlistView } from './manage.dto.js';
import { Refunds } from './refunds.service.js';
import { Waitlist } from './waitlist.service.js';

const ONE_CLICK = { name: 'Idempotency-Key', required: true, description: 'which click this is: the same key acts once' };

/** What the organisers of something look after once it is sold: the line, and the money that goes back. */
@ApiTags('registrations')
@Controller()
export class RefundsController {
  constructor(
    private readonly refunds: Refunds,
    private readonly waitlist: Waitlist,
  ) {}

  @Get('events/:id/waitlist')
  @Access(REGISTRATION.watchLine)
  @ApiOkResponse({ type: WaitlistView })
  line(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WaitlistView> {
    return this.waitlist.line(actor, id);
  }

  @Post('registrations/:id/moving-up')
  @Access(REGISTRATION.moveUp)
  @HttpCode(200)
  @ApiOkResponse({ type: WaitlistView, description: 'to the front of the line; the person reads the reason' })
  moveUp(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { reason }: MoveUp): Promise<WaitlistView> {
    return this.waitlist.moveUp(actor, id, reason);
  }

  @Get('events/:id/refunds')
  @Access(REFUND.watch)
  @ApiOkResponse({ type: RefundProgressView })
  progress(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() page: PageQuery, @Language() locale: Locale): Promise<RefundProgressView> {
    return this.refunds.progress(actor, id, page, locale);
  }

  @Post('refunds/:id/retry')
  @Access(REFUND.mend)
  @HttpCode(200)
  @ApiHeader(ONE_CLICK)
  @ApiOkResponse({ type: RefundLineView })
  retry(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @RequiredKey() _key: string, @Language() locale: Locale): Promise<RefundLineView> {
    return this.refunds.retry(actor, id, locale);
  }

  @Post('refunds/:id/by-hand')
  @Access(REFUND.mend)
  @HttpCode(200)
  @ApiHeader(ONE_CLICK)
  @ApiOkResponse({ type: RefundLineView, description: 'somebody has handed the money back' })
  handBack(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @RequiredKey() _key: string,
    @Body() input: HandBack,
    @Language() locale: Locale,
  ): Promise<RefundLineView> {
    return this.refunds.handBack(actor, id, input, locale);
  }
}
