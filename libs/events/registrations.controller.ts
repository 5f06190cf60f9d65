import { Body, Controller, Headers, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiCreatedResponse, ApiHeader, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Language } from '#libs/door';
import { Access, HoldsSecrets, Visitor, type Actor } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { RegisterGuest, Registrations, RegistrationView } from '#libs/orders';
import { creditOf, NO_CREDIT, ReferralVisitor } from '#libs/revenue';
import type { Locale } from '#libs/words';
import { EVENTS } from './events.access.js';

/** How a guest comes in. The answer opens the registration, so no copy of it is kept; the click itself is known by its key. */
@ApiTags('events')
@Controller()
@HoldsSecrets()
export class EventRegistrationsController {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly registrations: Registrations,
  ) {}

  @Post('events/:id/registrations')
  @Access(EVENTS.register)
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'which click this is: the same key registers once' })
  @ApiCreatedResponse({ type: RegistrationView })
  async register(
    @Visitor() visitor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RegisterGuest,
    @ReferralVisitor() touched: string | null,
    @Headers('idempotency-key') key: string | undefined,
    @Language() locale: Locale,
  ): Promise<RegistrationView> {
    const came = touched !== null || input.referralCode !== undefined;
    const credit = came ? await creditOf(this.db, { code: input.referralCode ?? null, visitor: touched, subjectId: id, at: this.clock.now() }) : NO_CREDIT;
    return this.registrations.register(visitor, id, input, { key: key ?? null, credit, locale });
  }
}
