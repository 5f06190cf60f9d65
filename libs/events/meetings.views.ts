import type { Span } from '#libs/kernel';
import type { CalendarEntry } from '#libs/notices';
import { MEETING_WORDS, type Locale, type Params } from '#libs/words';
import { isHereTime } from './meeting.rules.js';
import type { AttendeeView, MeetingCanView, MeetingDetailView, MeetingSettingsView, MeetingStatus, MeetingView, MinutesView, MovedMeetingView, TopicView } from './meetings.dto.js';
import type { AttendeeRow, MeetingReader, MeetingRow, MinutesRow, MovedMeeting, SettingsRow, TopicRow } from './meetings.queries.js';

/** A meeting's own words for the states of an event: planned until the invitations are out. */
const STATUS: Partial<Record<MeetingRow['status'], MeetingStatus>> = { approved: 'planned', published: 'invited', done: 'done', settled: 'done', cancelled: 'cancelled' };

/** A meeting that is to take place, or does. */
export const isAhead = ({ status, endsAt }: Pick<MeetingRow, 'status' | 'endsAt'>, now: Date): boolean => (status === 'approved' || status === 'published') && endsAt > now;

/** Begun, and not called off: there is something to decide and to write down. */
export const hasBegun = ({ status, startsAt }: Pick<MeetingRow, 'status' | 'startsAt'>, now: Date): boolean => status !== 'cancelled' && startsAt <= now;

/** Whether one may answer the invitation. */
export const mayAnswer = (meeting: MeetingRow, reader: MeetingReader, now: Date): boolean =>
  reader.takesPart && meeting.invitedMe && meeting.status === 'published' && meeting.endsAt > now;

/** The agenda stands once the minutes are out. */
export const agendaOpen = ({ status, minutesPublishedAt }: MeetingRow): boolean => status !== 'cancelled' && minutesPublishedAt === null;

function canOf(meeting: MeetingRow, reader: MeetingReader, written: number, now: Date): MeetingCanView {
  const begun = hasBegun(meeting, now);
  return {
    sayHere: mayAnswer(meeting, reader, now) && !meeting.attendedMe && isHereTime(meeting, now),
    propose: (reader.takesPart || reader.leads) && isAhead(meeting, now),
    setAgenda: reader.leads && agendaOpen(meeting),
    recordAttendance: reader.leads && isRecordTime(meeting, now),
    writeMinutes: reader.leads && begun,
    publishMinutes: reader.leads && begun && written > 0 && meeting.minutesPublishedAt === null,
    move: reader.leads && isAhead(meeting, now) && !begun,
    cancel: reader.leads && isAhead(meeting, now) && !begun,
  };
}

/** The steward's list opens with “I am here”, and stays open: lists are filled in afterwards. */
export const isRecordTime = (meeting: MeetingRow, now: Date): boolean => meeting.status !== 'cancelled' && meeting.invited > 0 && (hasBegun(meeting, now) || isHereTime(meeting, now));

export const meetingView = (meeting: MeetingRow, reader: MeetingReader, now: Date): MeetingView => ({
  id: meeting.id,
  month: meeting.month,
  status: STATUS[meeting.status] ?? 'planned',
  startsAt: meeting.startsAt.toISOString(),
  endsAt: meeting.endsAt.toISOString(),
  cancelReason: meeting.cancelReason,
  counts: {
    invited: meeting.invited,
    coming: meeting.coming,
    notComing: meeting.notComing,
    askedAgain: meeting.askedAgain,
    attended: meeting.attended,
    topics: meeting.topics,
    decisions: meeting.decisions,
  },
  answer: meeting.answer,
  askedAgain: meeting.askedMeAgain,
  movedFrom: movedView(meeting.movedFrom),
  attended: meeting.attendedMe,
  minutesPublishedAt: meeting.minutesPublishedAt?.toISOString() ?? null,
  canAnswer: mayAnswer(meeting, reader, now),
});

const movedView = (moved: MovedMeeting | null): MovedMeetingView | null => moved && { startsAt: moved.startsAt, endsAt: moved.endsAt, reason: moved.reason, movedAt: moved.movedAt };

/** What stands around a meeting on its page. */
interface Around {
  topics: readonly TopicRow[];
  /** The newest version that the reader may see. */
  minutes: MinutesRow | null;
  /** For stewards alone. */
  attendees: readonly AttendeeRow[] | null;
}

export const meetingDetailView = (meeting: MeetingRow, reader: MeetingReader, { topics, minutes, attendees }: Around, now: Date): MeetingDetailView => ({
  ...meetingView(meeting, reader, now),
  onlineUrl: (reader.takesPart || reader.leads) && isAhead(meeting, now) && meeting.onlineUrl !== '' ? meeting.onlineUrl : null,
  topics: topics.filter((topic) => topic.status !== 'withdrawn' || topic.proposedBy === reader.accountId || reader.leads).map((topic) => topicView(topic, meeting, reader, now)),
  minutes: minutes ? minutesView(minutes) : null,
  attendees: attendees?.map(attendeeView) ?? null,
  can: canOf(meeting, reader, minutes?.version ?? 0, now),
});

const isLive = ({ status, decision }: TopicRow): boolean => (status === 'proposed' || status === 'onAgenda') && decision === null;

/** One's own proposal, before it was decided or the meeting is over. */
export const mayWithdraw = (topic: TopicRow, meeting: MeetingRow, reader: MeetingReader, now: Date): boolean => isLive(topic) && topic.proposedBy === reader.accountId && isAhead(meeting, now);
export const mayPostpone = (topic: TopicRow, meeting: MeetingRow, reader: MeetingReader): boolean => isLive(topic) && reader.leads && agendaOpen(meeting);
export const mayDecide = (topic: TopicRow, meeting: MeetingRow, reader: MeetingReader, now: Date): boolean => topic.status === 'onAgenda' && reader.leads && hasBegun(meeting, now);

const topicView = (topic: TopicRow, meeting: MeetingRow, reader: MeetingReader, now: Date): TopicView => ({
  id: topic.id,
  title: topic.title,
  body: topic.body,
  status: topic.status,
  proposedByName: topic.proposedByName,
  proposedAt: topic.proposedAt.toISOString(),
  mine: topic.proposedBy === reader.accountId,
  continuedFrom: topic.continuedFrom,
  decision: topic.decision,
  decidedAt: topic.decidedAt?.toISOString() ?? null,
  can: {
    withdraw: mayWithdraw(topic, meeting, reader, now),
    postpone: mayPostpone(topic, meeting, reader),
    decide: mayDecide(topic, meeting, reader, now),
  },
});

export const minutesView = ({ version, body, writtenByName, writtenAt }: MinutesRow): MinutesView => ({ version, body, writtenByName, writtenAt: writtenAt.toISOString() });

const attendeeView = ({ mixerId, accountId, name, answer, askedAgain, attendedAt, recordedBy }: AttendeeRow): AttendeeView => ({
  mixerId,
  name,
  answer,
  askedAgain,
  attendedAt: attendedAt?.toISOString() ?? null,
  byOwnWord: attendedAt !== null && recordedBy === accountId,
});

export const settingsView = ({ week, weekday, startsAt, minutes, onlineUrl, changedByName, changedAt }: SettingsRow): MeetingSettingsView => ({
  week,
  weekday,
  startsAt,
  minutes,
  onlineUrl: onlineUrl === '' ? null : onlineUrl,
  changedByName,
  changedAt: changedAt?.toISOString() ?? null,
});

/** How sentences speak of a meeting. */
export const meetingParams = ({ month, startsAt, endsAt }: Span & Pick<MeetingRow, 'month'>): Params => ({ month, span: `${startsAt.toISOString()}/${endsAt.toISOString()}` });

/** A meeting in somebody's own calendar. The link is not in it: calendars are shared, and the page always knows the link that holds. */
export const meetingEntry = ({ id, version, startsAt, endsAt }: MeetingRow, locale: Locale, status: CalendarEntry['status']): CalendarEntry => ({
  uid: `${id}@mazeru`,
  sequence: 2 * version + (status === 'cancelled' ? 1 : 0),
  status,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  title: MEETING_WORDS.title[locale],
  place: MEETING_WORDS.place[locale],
  description: MEETING_WORDS.about[locale],
});
