import { Controller, Headers, HttpCode, Inject, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type RunningSettings } from '#libs/database';
import { Access } from '#libs/identity';
import { Refusal } from '#libs/kernel';
import { Inbox } from './inbox.js';
import { WEBHOOKS } from './payments.access.js';
import { ReceivedView } from './payments.dto.js';
import { isSigned } from './signature.js';
import { letterOf } from './stripe-events.js';

@ApiTags('payments')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly inbox: Inbox,
  ) {}

  /** 200 once the letter is stored; what it means is worked out afterwards. 400 `stripe.signature` for what Stripe has not signed within five minutes. */
  @Post('stripe')
  @Access(WEBHOOKS.receive)
  @HttpCode(200)
  @ApiOkResponse({ type: ReceivedView })
  @ApiBadRequestResponse({ description: 'not signed by Stripe with one of our secrets, or more than five minutes ago' })
  async receive(@Req() request: RawBodyRequest<FastifyRequest>, @Headers('stripe-signature') signature = ''): Promise<ReceivedView> {
    const { rawBody, body } = request;
    if (!rawBody || !isSigned(rawBody, signature, this.settings.stripe.webhookSecrets)) throw new Refusal('stripe.signature', {}, { kind: 'input' });
    const letter = letterOf(body, rawBody.toString());
    if (!letter) throw new Refusal('input.json', {}, { kind: 'input' });
    await this.inbox.receive(letter);
    return { received: true };
  }
}
