import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '#libs/identity';
import { AFTER_EVENT } from './after.access.js';
import { AnswerSurvey, ContactsView, LinkQuery, ShowCard, SurveyView, WishContact } from './after.dto.js';
import { ContactsService } from './contacts.service.js';
import { SurveyService } from './survey.service.js';

/** What guests say and whom they stay in touch with, by the link of their registration. */
@ApiTags('events')
@Controller()
export class AfterEventController {
  constructor(
    private readonly surveys: SurveyService,
    private readonly contacts: ContactsService,
  ) {}

  @Get('registrations/:id/survey')
  @Access(AFTER_EVENT.survey)
  @ApiOkResponse({ type: SurveyView })
  survey(@Param('id', ParseUUIDPipe) id: string, @Query() { token }: LinkQuery): Promise<SurveyView> {
    return this.surveys.read(id, token);
  }

  @Post('registrations/:id/survey')
  @Access(AFTER_EVENT.survey)
  @HttpCode(200)
  @ApiOkResponse({ type: SurveyView })
  answer(@Param('id', ParseUUIDPipe) id: string, @Query() { token }: LinkQuery, @Body() input: AnswerSurvey): Promise<SurveyView> {
    return this.surveys.answer(id, token, input);
  }

  @Get('registrations/:id/contacts')
  @Access(AFTER_EVENT.contacts)
  @ApiOkResponse({ type: ContactsView })
  met(@Param('id', ParseUUIDPipe) id: string, @Query() { token }: LinkQuery): Promise<ContactsView> {
    return this.contacts.read(id, token);
  }

  @Put('registrations/:id/contacts/cards/:seatId')
  @Access(AFTER_EVENT.contacts)
  @ApiOkResponse({ type: ContactsView })
  showCard(@Param('id', ParseUUIDPipe) id: string, @Param('seatId', ParseUUIDPipe) seatId: string, @Query() { token }: LinkQuery, @Body() input: ShowCard): Promise<ContactsView> {
    return this.contacts.showCard(id, token, seatId, input);
  }

  @Delete('registrations/:id/contacts/cards/:seatId')
  @Access(AFTER_EVENT.contacts)
  @ApiOkResponse({ type: ContactsView })
  hideCard(@Param('id', ParseUUIDPipe) id: string, @Param('seatId', ParseUUIDPipe) seatId: string, @Query() { token }: LinkQuery): Promise<ContactsView> {
    return this.contacts.hideCard(id, token, seatId);
  }

  @Post('registrations/:id/contacts/wishes')
  @Access(AFTER_EVENT.contacts)
  @HttpCode(200)
  @ApiOkResponse({ type: ContactsView })
  wish(@Param('id', ParseUUIDPipe) id: string, @Query() { token }: LinkQuery, @Body() input: WishContact): Promise<ContactsView> {
    return this.contacts.wish(id, token, input);
  }

  @Post('registrations/:id/contacts/withdrawals')
  @Access(AFTER_EVENT.contacts)
  @HttpCode(200)
  @ApiOkResponse({ type: ContactsView })
  unwish(@Param('id', ParseUUIDPipe) id: string, @Query() { token }: LinkQuery, @Body() input: WishContact): Promise<ContactsView> {
    return this.contacts.unwish(id, token, input);
  }
}
