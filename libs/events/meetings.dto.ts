import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, IdListField, InstantField, PageQuery, PatternField, TextField, WholeField } from '#libs/door';
import { LAST_WEEK, MEETING_ANSWERS, TOPIC_STATUSES, type MeetingAnswer, type TopicStatus } from './meeting.rules.js';

/** The most topics of one agenda. */
const MOST_TOPICS = 50;

export const MEETING_STATUSES = ['planned', 'invited', 'done', 'cancelled'] as const;
export type MeetingStatus = (typeof MEETING_STATUSES)[number];

export class ListMeetings extends PageQuery {
  @ChoiceField(['ahead', 'past'], { optional: true, description: 'ahead (default): soonest first; past: latest first' }) about?: 'ahead' | 'past';
}

export class AnswerMeeting {
  @ChoiceField(MEETING_ANSWERS) answer!: MeetingAnswer;
}

export class ProposeTopic {
  @TextField({ max: 120 }) title!: string;
  @TextField({ max: 4000, min: 0, optional: true, description: 'Markdown' }) body?: string;
}

export class SetAgenda {
  @IdListField({ max: MOST_TOPICS, description: 'the topics of the agenda in their order; what is left out is a proposal again' }) topicIds!: string[];
}

export class DecideTopic {
  @TextField({ max: 4000, nullable: true, description: 'what was decided; null takes it back' }) decision!: string | null;
}

export class RecordAttendance {
  @FlagField() attended!: boolean;
}

export class WriteMinutes {
  @TextField({ max: 20_000, description: 'Markdown' }) body!: string;
  @WholeField({ min: 0, max: 10_000, description: 'the version that this one follows; 0 for the first' }) after!: number;
}

export class CancelMeeting {
  @TextField({ max: 500 }) reason!: string;
}

export class MoveMeeting {
  @InstantField({ optional: true, description: 'the new start, at least 24 hours ahead' }) startsAt?: Date;
  @WholeField({ min: 15, max: 480, optional: true, description: 'as long as before, when left out' }) minutes?: number;
  @PatternField(/^https:\/\/\S{3,490}$/, 'url', { optional: true, nullable: true, description: 'where everybody meets; null: none yet; as before, when left out' }) onlineUrl?: string | null;
  @TextField({ max: 500, description: 'those invited read it' }) reason!: string;
}

export class SetMeetings {
  @WholeField({ min: 1, max: LAST_WEEK, description: '1 to 4: the n-th such weekday of the month; 5: the last' }) week!: number;
  @WholeField({ min: 0, max: 6, description: 'Sunday 0' }) weekday!: number;
  @PatternField(/^([01]\d|2[0-3]):[0-5]\d$/, 'time', { description: 'Tokyo time' }) startsAt!: string;
  @WholeField({ min: 15, max: 480 }) minutes!: number;
  @PatternField(/^https:\/\/\S{3,490}$/, 'url', { nullable: true, description: 'where everybody meets; null: none yet' }) onlineUrl!: string | null;
}

export class MeetingSettingsView {
  @ApiProperty({ type: 'integer', description: '1 to 4: the n-th such weekday of the month; 5: the last' }) week!: number;
  @ApiProperty({ type: 'integer', description: 'Sunday 0' }) weekday!: number;
  @ApiProperty({ type: String, description: 'Tokyo time' }) startsAt!: string;
  @ApiProperty({ type: 'integer' }) minutes!: number;
  @ApiProperty({ type: String, nullable: true }) onlineUrl!: string | null;
  @ApiProperty({ type: String, nullable: true }) changedByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) changedAt!: string | null;
}

export class MeetingCountsView {
  @ApiProperty({ type: 'integer' }) invited!: number;
  @ApiProperty({ type: 'integer' }) coming!: number;
  @ApiProperty({ type: 'integer' }) notComing!: number;
  @ApiProperty({ type: 'integer', description: 'of these answers, given before it was moved' }) askedAgain!: number;
  @ApiProperty({ type: 'integer' }) attended!: number;
  @ApiProperty({ type: 'integer', description: 'on the agenda' }) topics!: number;
  @ApiProperty({ type: 'integer' }) decisions!: number;
}

export class MovedMeetingView {
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) movedAt!: string;
}

export class MeetingView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'Tokyo month, YYYY-MM' }) month!: string;
  @ApiProperty({ type: String, enum: MEETING_STATUSES }) status!: MeetingStatus;
  @ApiProperty({ type: String, format: 'date-time' }) startsAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) endsAt!: string;
  @ApiProperty({ type: String, nullable: true }) cancelReason!: string | null;
  @ApiProperty({ type: MeetingCountsView }) counts!: MeetingCountsView;
  @ApiProperty({ type: String, enum: MEETING_ANSWERS, nullable: true, description: 'one’s own answer' }) answer!: MeetingAnswer | null;
  @ApiProperty({ type: Boolean, description: 'one’s own answer was given before it was moved, and is asked for again' }) askedAgain!: boolean;
  @ApiProperty({ type: MovedMeetingView, nullable: true, description: 'when it was before, and why it was moved' }) movedFrom!: MovedMeetingView | null;
  @ApiProperty({ type: Boolean, description: 'one’s own attendance' }) attended!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) minutesPublishedAt!: string | null;
  @ApiProperty({ type: Boolean, description: 'one may answer now' }) canAnswer!: boolean;
}

export class MeetingListView {
  @ApiProperty({ type: [MeetingView] }) items!: MeetingView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class TopicCanView {
  @ApiProperty({ type: Boolean }) withdraw!: boolean;
  @ApiProperty({ type: Boolean }) postpone!: boolean;
  @ApiProperty({ type: Boolean }) decide!: boolean;
}

export class TopicView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, description: 'Markdown' }) body!: string;
  @ApiProperty({ type: String, enum: TOPIC_STATUSES }) status!: TopicStatus;
  @ApiProperty({ type: String }) proposedByName!: string;
  @ApiProperty({ type: String, format: 'date-time' }) proposedAt!: string;
  @ApiProperty({ type: Boolean, description: 'proposed by the reader' }) mine!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'the month of the meeting that put it off' }) continuedFrom!: string | null;
  @ApiProperty({ type: String, nullable: true }) decision!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
  @ApiProperty({ type: TopicCanView }) can!: TopicCanView;
}

export class MinutesView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, description: 'Markdown' }) body!: string;
  @ApiProperty({ type: String }) writtenByName!: string;
  @ApiProperty({ type: String, format: 'date-time' }) writtenAt!: string;
}

export class MinutesListView {
  @ApiProperty({ type: [MinutesView], description: 'newest first; before they are published only stewards see any' }) items!: MinutesView[];
}

export class AttendeeView {
  @ApiProperty({ type: String, format: 'uuid' }) mixerId!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, enum: MEETING_ANSWERS, nullable: true }) answer!: MeetingAnswer | null;
  @ApiProperty({ type: Boolean, description: 'the answer was given before it was moved' }) askedAgain!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) attendedAt!: string | null;
  @ApiProperty({ type: Boolean, description: 'said “I am here”' }) byOwnWord!: boolean;
}

export class MeetingCanView {
  @ApiProperty({ type: Boolean }) sayHere!: boolean;
  @ApiProperty({ type: Boolean }) propose!: boolean;
  @ApiProperty({ type: Boolean }) setAgenda!: boolean;
  @ApiProperty({ type: Boolean }) recordAttendance!: boolean;
  @ApiProperty({ type: Boolean }) writeMinutes!: boolean;
  @ApiProperty({ type: Boolean }) publishMinutes!: boolean;
  @ApiProperty({ type: Boolean }) move!: boolean;
  @ApiProperty({ type: Boolean }) cancel!: boolean;
}

export class MeetingDetailView extends MeetingView {
  @ApiProperty({ type: String, nullable: true, description: 'for active members and stewards; null when there is none' }) onlineUrl!: string | null;
  @ApiProperty({ type: [TopicView], description: 'in the order of the agenda, then proposals, then what was put off or withdrawn' }) topics!: TopicView[];
  @ApiProperty({ type: MinutesView, nullable: true, description: 'the newest version; before they are published for stewards alone' }) minutes!: MinutesView | null;
  @ApiProperty({ type: [AttendeeView], nullable: true, description: 'for stewards' }) attendees!: AttendeeView[] | null;
  @ApiProperty({ type: MeetingCanView }) can!: MeetingCanView;
}
