import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, newToken } from '#libs/identity';
import { TOUCH_DAYS, VISITOR_COOKIE } from './referrals.js';
import { REVENUE } from './revenue.access.js';
import { AnswerPromotion, LinkQuery, PreviewSplit, PromotionConsentView, ReferralTouchView, SplitPreviewView, TouchReferral } from './revenue.dto.js';
import { RevenueService } from './revenue.service.js';
import { ReferralVisitor } from './visitor.js';

const DAY_SECONDS = 24 * 60 * 60;

@ApiTags('revenue')
@Controller()
export class RevenueController {
  constructor(private readonly revenue: RevenueService) {}

  @Post('split-previews')
  @Access(REVENUE.preview)
  @HttpCode(200)
  @ApiOkResponse({ type: SplitPreviewView })
  preview(@Body() body: PreviewSplit): SplitPreviewView {
    return this.revenue.preview(body);
  }

  @Post('referral-touches')
  @Access(REVENUE.touch)
  @HttpCode(200)
  @ApiOkResponse({ type: ReferralTouchView })
  async touch(
    @Body() body: TouchReferral,
    @ReferralVisitor() known: string | null,
    @Req() { protocol }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReferralTouchView> {
    const visitor = known ?? newToken();
    const touched = await this.revenue.touch(visitor, body);
    void reply.setCookie(VISITOR_COOKIE, visitor, { path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https', maxAge: TOUCH_DAYS * DAY_SECONDS });
    return touched;
  }

  @Get('promotion-consents/:id')
  @Access(REVENUE.answerPromotion)
  @ApiOkResponse({ type: PromotionConsentView })
  consent(@Param('id', ParseUUIDPipe) id: string, @Query() { token }: LinkQuery): Promise<PromotionConsentView> {
    return this.revenue.consent(id, token);
  }

  @Post('promotion-consents/:id')
  @Access(REVENUE.answerPromotion)
  @HttpCode(200)
  @ApiOkResponse({ type: PromotionConsentView })
  answer(@Param('id', ParseUUIDPipe) id: string, @Query() { token }: LinkQuery, @Body() body: AnswerPromotion): Promise<PromotionConsentView> {
    return this.revenue.answer(id, token, body);
  }
}
