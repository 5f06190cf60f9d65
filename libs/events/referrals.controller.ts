import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { PromotionConsentView } from '#libs/revenue';
import { EVENT_REFERRALS } from './referrals.access.js';
import { AskPromotion, MakeReferralCode, PromotionConsentListView, ReferralCodeListView, ReferralCodeView } from './referrals.dto.js';
import { ReferralsService } from './referrals.service.js';

@ApiTags('events')
@Controller('events/:id')
export class ReferralsController {
  constructor(private readonly referrals: ReferralsService) {}

  @Get('referral-codes')
  @Access(EVENT_REFERRALS.read)
  @ApiOkResponse({ type: ReferralCodeListView })
  list(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ReferralCodeListView> {
    return this.referrals.list(actor, id);
  }

  @Post('referral-codes')
  @Access(EVENT_REFERRALS.make)
  @ApiCreatedResponse({ type: ReferralCodeView })
  make(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: MakeReferralCode): Promise<ReferralCodeView> {
    return this.referrals.make(actor, id, body);
  }

  @Delete('referral-codes/:code')
  @Access(EVENT_REFERRALS.retire)
  @HttpCode(204)
  retire(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Param('code') code: string): Promise<void> {
    return this.referrals.retire(actor, id, code);
  }

  @Get('promotion-consents')
  @Access(EVENT_REFERRALS.promote)
  @ApiOkResponse({ type: PromotionConsentListView })
  promotions(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PromotionConsentListView> {
    return this.referrals.promotions(actor, id);
  }

  @Post('promotion-consents')
  @Access(EVENT_REFERRALS.promote)
  @ApiCreatedResponse({ type: PromotionConsentView })
  askPromotion(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: AskPromotion): Promise<PromotionConsentView> {
    return this.referrals.askPromotion(actor, id, body);
  }
}
