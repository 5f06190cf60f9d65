import { Body, Controller, Get, HttpCode, Ip, Param, ParseUUIDPipe, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Language, RequiredKey } from '#libs/door';
import { Access, Visitor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { Cancelling } from './cancelling.service.js';
import { REGISTRATION } from './manage.access.js';
import {
  AcceptOffer,
  AskForLinks,
  CancellationQuoteQuery,
  CancellationQuoteView,
  CancelRegistration,
  ManagedRegistrationView,
  ManageQuery,
  RenameSeats,
} from './manage.dto.js';
import { Managing } from './manage.service.js';
import { Waitlist } from './waitlist.service.js';

const ONE_CLICK = { name: 'Idempotency-Key', required: true, description: 'which click this is: the same key acts once' };

/** A registration in the hands of whoever holds its link. */
@ApiTags('registrations')
@Controller()
export class ManageController {
  constructor(
    private readonly managing: Managing,
    private readonly cancelling: Cancelling,
    private readonly waitlist: Waitlist,
  ) {}

  @Get('registrations/:id')
  @Access(REGISTRATION.manage)
  @ApiOkResponse({ type: ManagedRegistrationView })
  read(@Visitor() visitor: Actor | null, @Param('id', ParseUUIDPipe) id: string, @Query() { token }: ManageQuery, @Language() locale: Locale): Promise<ManagedRegistrationView> {
    return this.managing.view(visitor, id, token, locale);
  }

  @Get('registrations/:id/cancellation-quote')
  @Access(REGISTRATION.manage)
  @ApiOkResponse({ type: CancellationQuoteView, description: 'what comes back if these seats are given back now' })
  quote(@Visitor() visitor: Actor | null, @Param('id', ParseUUIDPipe) id: string, @Query() query: CancellationQuoteQuery, @Language() locale: Locale): Promise<CancellationQuoteView> {
    return this.cancelling.quote(visitor, id, query, locale);
  }

  @Post('registrations/:id/cancellation')
  @Access(REGISTRATION.manage)
  @HttpCode(200)
  @ApiHeader(ONE_CLICK)
  @ApiOkResponse({ type: ManagedRegistrationView })
  async cancel(
    @Visitor() visitor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { token }: ManageQuery,
    @RequiredKey() key: string,
    @Body() input: CancelRegistration,
    @Language() locale: Locale,
  ): Promise<ManagedRegistrationView> {
    await this.cancelling.cancel(visitor, id, token, input, key);
    return this.managing.view(visitor, id, token, locale);
  }

  @Post('registrations/:id/offer-acceptance')
  @Access(REGISTRATION.manage)
  @HttpCode(200)
  @ApiOkResponse({ type: ManagedRegistrationView, description: 'confirmed, or held with the page of Stripe' })
  async accept(
    @Visitor() visitor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { token }: ManageQuery,
    @Body() input: AcceptOffer,
    @Language() locale: Locale,
  ): Promise<ManagedRegistrationView> {
    await this.waitlist.accept(visitor, id, token, input);
    return this.managing.view(visitor, id, token, locale);
  }

  @Post('registrations/:id/leaving')
  @Access(REGISTRATION.manage)
  @HttpCode(200)
  @ApiOkResponse({ type: ManagedRegistrationView, description: 'leaves the line, or lets an offer go' })
  async leave(@Visitor() visitor: Actor | null, @Param('id', ParseUUIDPipe) id: string, @Query() { token }: ManageQuery, @Language() locale: Locale): Promise<ManagedRegistrationView> {
    await this.waitlist.leave(visitor, id, token);
    return this.managing.view(visitor, id, token, locale);
  }

  @Patch('registrations/:id/seats')
  @Access(REGISTRATION.manage)
  @ApiOkResponse({ type: ManagedRegistrationView })
  async rename(
    @Visitor() visitor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { token }: ManageQuery,
    @Body() { seats }: RenameSeats,
    @Language() locale: Locale,
  ): Promise<ManagedRegistrationView> {
    await this.managing.rename(visitor, id, token, seats);
    return this.managing.view(visitor, id, token, locale);
  }

  @Post('registrations/:id/prepayment')
  @Access(REGISTRATION.manage)
  @HttpCode(200)
  @ApiHeader(ONE_CLICK)
  @ApiOkResponse({ type: ManagedRegistrationView, description: 'checkoutUrl: where it is paid now instead of at the door' })
  async prepay(
    @Visitor() visitor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { token }: ManageQuery,
    @RequiredKey() _key: string,
    @Language() locale: Locale,
  ): Promise<ManagedRegistrationView> {
    await this.managing.prepay(visitor, id, token);
    return this.managing.view(visitor, id, token, locale);
  }

  @Get('registrations/:id/receipts/:documentId.pdf')
  @Access(REGISTRATION.manage)
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async receipt(
    @Visitor() visitor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Query() { token }: ManageQuery,
  ): Promise<StreamableFile> {
    const { number, pdf } = await this.managing.receipt(visitor, id, token, documentId);
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: `inline; filename="${number}.pdf"`, length: pdf.length });
  }

  @Post('registration-links')
  @Access(REGISTRATION.sendLinks)
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'the same whether there is a registration or not' })
  sendLinks(@Body() { email }: AskForLinks, @Ip() place: string): Promise<void> {
    return this.managing.sendLinks(email, place);
  }
}
