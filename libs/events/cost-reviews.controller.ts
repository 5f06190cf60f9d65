import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Page } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { CostReviewListView, CostReviewsQuery, CostReviewView, DecideCost } from './cancelling.dto.js';
import { CostReviewsService } from './cost-reviews.service.js';
import { EVENTS } from './events.access.js';

/** Who bears the cost of what was called off as nobody's doing. */
@ApiTags('events')
@Controller()
export class CostReviewsController {
  constructor(private readonly reviews: CostReviewsService) {}

  @Get('admin/event-cost-reviews')
  @Access(EVENTS.oversee)
  @ApiOkResponse({ type: CostReviewListView })
  list(@CurrentActor() actor: Actor, @Query() query: CostReviewsQuery): Promise<Page<CostReviewView>> {
    return this.reviews.list(actor, query);
  }

  @Post('events/:id/cost-decision')
  @Access(EVENTS.judge)
  @HttpCode(200)
  @ApiOkResponse({ type: CostReviewView })
  decide(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: DecideCost): Promise<CostReviewView> {
    return this.reviews.decide(actor, id, input);
  }
}
