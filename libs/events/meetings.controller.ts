import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Page } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { MEETINGS } from './meetings.access.js';
import {
  AnswerMeeting,
  CancelMeeting,
  DecideTopic,
  ListMeetings,
  MeetingDetailView,
  MeetingListView,
  MeetingSettingsView,
  MinutesListView,
  MoveMeeting,
  ProposeTopic,
  RecordAttendance,
  SetAgenda,
  SetMeetings,
  WriteMinutes,
  type MeetingView,
} from './meetings.dto.js';
import { LeadingMeetings } from './meetings.leading.service.js';
import { MovingMeetings } from './meetings.moving.service.js';
import { MeetingsService } from './meetings.service.js';

@ApiTags('meetings')
@Controller()
export class MeetingsController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly leading: LeadingMeetings,
    private readonly moving: MovingMeetings,
  ) {}

  @Get('meetings')
  @Access(MEETINGS.read)
  @ApiOkResponse({ type: MeetingListView })
  list(@CurrentActor() actor: Actor, @Query() query: ListMeetings): Promise<Page<MeetingView>> {
    return this.meetings.list(actor, query);
  }

  @Get('meetings/:id')
  @Access(MEETINGS.read)
  @ApiOkResponse({ type: MeetingDetailView })
  read(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MeetingDetailView> {
    return this.meetings.read(actor, id);
  }

  @Put('meetings/:id/answer')
  @Access(MEETINGS.attend)
  @ApiOkResponse({ type: MeetingDetailView })
  answer(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { answer }: AnswerMeeting): Promise<MeetingDetailView> {
    return this.meetings.answer(actor, id, answer);
  }

  @Post('meetings/:id/presence')
  @Access(MEETINGS.attend)
  @HttpCode(200)
  @ApiOkResponse({ type: MeetingDetailView })
  here(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MeetingDetailView> {
    return this.meetings.here(actor, id);
  }

  @Post('meetings/:id/topics')
  @Access(MEETINGS.propose)
  @ApiCreatedResponse({ type: MeetingDetailView })
  propose(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: ProposeTopic): Promise<MeetingDetailView> {
    return this.meetings.propose(actor, id, input);
  }

  @Post('meeting-topics/:id/withdrawal')
  @Access(MEETINGS.propose)
  @HttpCode(200)
  @ApiOkResponse({ type: MeetingDetailView })
  withdraw(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MeetingDetailView> {
    return this.meetings.withdraw(actor, id);
  }

  @Post('meeting-topics/:id/postponement')
  @Access(MEETINGS.lead)
  @HttpCode(200)
  @ApiOkResponse({ type: MeetingDetailView })
  postpone(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MeetingDetailView> {
    return this.leading.postpone(actor, id);
  }

  @Put('meeting-topics/:id/decision')
  @Access(MEETINGS.lead)
  @ApiOkResponse({ type: MeetingDetailView })
  decide(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { decision }: DecideTopic): Promise<MeetingDetailView> {
    return this.leading.decide(actor, id, decision);
  }

  @Put('meetings/:id/agenda')
  @Access(MEETINGS.lead)
  @ApiOkResponse({ type: MeetingDetailView })
  setAgenda(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { topicIds }: SetAgenda): Promise<MeetingDetailView> {
    return this.leading.setAgenda(actor, id, topicIds);
  }

  @Put('meetings/:id/attendance/:mixerId')
  @Access(MEETINGS.lead)
  @ApiOkResponse({ type: MeetingDetailView })
  record(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('mixerId', ParseUUIDPipe) mixerId: string,
    @Body() { attended }: RecordAttendance,
  ): Promise<MeetingDetailView> {
    return this.leading.record(actor, id, mixerId, attended);
  }

  @Get('meetings/:id/minutes')
  @Access(MEETINGS.read)
  @ApiOkResponse({ type: MinutesListView })
  minutes(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MinutesListView> {
    return this.meetings.minutes(actor, id);
  }

  @Post('meetings/:id/minutes')
  @Access(MEETINGS.lead)
  @ApiCreatedResponse({ type: MeetingDetailView })
  write(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: WriteMinutes): Promise<MeetingDetailView> {
    return this.leading.write(actor, id, input);
  }

  @Post('meetings/:id/minutes/publication')
  @Access(MEETINGS.lead)
  @HttpCode(200)
  @ApiOkResponse({ type: MeetingDetailView })
  publish(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<MeetingDetailView> {
    return this.leading.publish(actor, id);
  }

  @Post('meetings/:id/move')
  @Access(MEETINGS.lead)
  @HttpCode(200)
  @ApiOkResponse({ type: MeetingDetailView, description: 'to another time or link; those invited are told, and asked again for another time' })
  move(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: MoveMeeting): Promise<MeetingDetailView> {
    return this.moving.move(actor, id, input);
  }

  @Post('meetings/:id/cancellation')
  @Access(MEETINGS.lead)
  @HttpCode(200)
  @ApiOkResponse({ type: MeetingDetailView })
  cancel(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { reason }: CancelMeeting): Promise<MeetingDetailView> {
    return this.leading.cancel(actor, id, reason);
  }

  @Get('meeting-settings')
  @Access(MEETINGS.lead)
  @ApiOkResponse({ type: MeetingSettingsView })
  settings(): Promise<MeetingSettingsView> {
    return this.leading.settings();
  }

  @Put('meeting-settings')
  @Access(MEETINGS.lead)
  @ApiOkResponse({ type: MeetingSettingsView })
  set(@CurrentActor() actor: Actor, @Body() input: SetMeetings): Promise<MeetingSettingsView> {
    return this.leading.set(actor, input);
  }
}
