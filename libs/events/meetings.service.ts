import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import type { Sql } from '#libs/database';
import { markdownComplaints, pageOf, PAGE_DEFAULT, readCursor, type Page } from '#libs/door';
import { mixerOf, type Actor } from '#libs/identity';
import { Clock, newId, Refusal } from '#libs/kernel';
import { isHereTime, type MeetingAnswer } from './meeting.rules.js';
import type { ListMeetings, MeetingDetailView, MeetingView, MinutesListView, ProposeTopic } from './meetings.dto.js';
import {
  attendeesOf,
  listMeetings,
  lockMeeting,
  meetingById,
  meetingKey,
  meetingReader,
  minutesOf,
  theTopic,
  topicsOf,
  type MeetingReader,
  type MeetingRow,
} from './meetings.queries.js';
import { isAhead, mayAnswer, mayWithdraw, meetingDetailView, meetingView, minutesView } from './meetings.views.js';

/** The monthly meeting as members read it and take part in it. Locks: the meeting alone. */
@Injectable()
export class MeetingsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Meetings ahead, soonest first, or past ones, latest first. Refuses 404 for mixers who are not, or no longer, with the cooperative. */
  async list(actor: Actor, query: ListMeetings): Promise<Page<MeetingView>> {
    const now = this.clock.now();
    const reader = await meetingReader(this.db, actor, now);
    const limit = query.limit ?? PAGE_DEFAULT;
    const found = await listMeetings(this.db, {
      mixerId: reader.mixerId,
      now,
      past: query.about === 'past',
      after: readCursor(query.cursor, ['instant', 'id']),
      limit: limit + 1,
    });
    return pageOf(found, limit, (meeting) => meetingView(meeting, reader, now), meetingKey);
  }

  /** One meeting with its agenda, and its minutes once they are published. Refuses 404. */
  async read(actor: Actor, id: string): Promise<MeetingDetailView> {
    const now = this.clock.now();
    const reader = await meetingReader(this.db, actor, now);
    const meeting = await meetingById(this.db, id, reader.mixerId);
    if (!meeting) throw Refusal.missing('meeting');
    return showMeeting(this.db, meeting, reader, now);
  }

  /** The versions of the minutes since they were published, newest first; stewards see those before as well. */
  async minutes(actor: Actor, id: string): Promise<MinutesListView> {
    const reader = await meetingReader(this.db, actor, this.clock.now());
    const meeting = await meetingById(this.db, id, reader.mixerId);
    if (!meeting) throw Refusal.missing('meeting');
    const from = firstShown(meeting, reader);
    return { items: from === null ? [] : (await minutesOf(this.db, id, from)).map(minutesView) };
  }

  /** Say whether one comes; the last word counts. Refuses 404; 409 `meeting.over`, `meeting.notInvited`. */
  async answer(actor: Actor, id: string, answer: MeetingAnswer): Promise<MeetingDetailView> {
    return this.take(actor, id, async (tx, meeting, reader, now) => {
      if (!isAhead(meeting, now)) throw Refusal.conflict('meeting.over');
      if (!mayAnswer(meeting, reader, now)) throw Refusal.conflict('meeting.notInvited');
      await tx.query('update meeting_attendance set answer = $3, answered_at = $4 where event_id = $1 and mixer_id = $2', [id, mixerOf(actor), answer, now]);
    });
  }

  /** “I am here”, while it runs. Saying it again changes nothing. Refuses 404; 409 `meeting.notInvited`, `meeting.notNow`. */
  async here(actor: Actor, id: string): Promise<MeetingDetailView> {
    return this.take(actor, id, async (tx, meeting, reader, now) => {
      if (!reader.takesPart || !meeting.invitedMe || meeting.status !== 'published') throw Refusal.conflict('meeting.notInvited');
      if (!isHereTime(meeting, now)) throw Refusal.conflict('meeting.notNow');
      await tx.query('update meeting_attendance set attended_at = $3, recorded_by = $4 where event_id = $1 and mixer_id = $2 and attended_at is null', [
        id,
        mixerOf(actor),
        now,
        actor.accountId,
      ]);
    });
  }

  /** Propose a topic for a meeting ahead. Refuses 400 with the fields; 403 `meeting.membersOnly`; 404; 409 `meeting.over`. */
  async propose(actor: Actor, id: string, { title, body = '' }: ProposeTopic): Promise<MeetingDetailView> {
    const complaints = markdownComplaints(body, 'body');
    if (complaints.length > 0) throw Refusal.input(complaints);
    return this.take(actor, id, async (tx, meeting, reader, now) => {
      if (!reader.takesPart && !reader.leads) throw Refusal.forbidden('meeting.membersOnly');
      if (!isAhead(meeting, now)) throw Refusal.conflict('meeting.over');
      const topicId = newId();
      await tx.query(`insert into meeting_topics (id, event_id, title, body, proposed_by, proposed_at, status) values ($1, $2, $3, $4, $5, $6, 'proposed')`, [
        topicId,
        id,
        title,
        body,
        actor.accountId,
        now,
      ]);
      await recordDeed(tx, { at: now, by: actor, action: 'meetingTopic.proposed', subject: { type: 'meetingTopic', id: topicId }, after: { title } });
    });
  }

  /** Take one's own proposal back. Refuses 404; 409 `topic.fixed` once it was decided, put off, or the meeting is over. */
  async withdraw(actor: Actor, topicId: string): Promise<MeetingDetailView> {
    const { eventId } = await theTopic(this.db, topicId);
    return this.take(actor, eventId, async (tx, meeting, reader, now) => {
      const topic = await theTopic(tx, topicId);
      if (topic.proposedBy !== actor.accountId) throw Refusal.missing('topic');
      if (!mayWithdraw(topic, meeting, reader, now)) throw Refusal.conflict('topic.fixed');
      await tx.query(`update meeting_topics set status = 'withdrawn', position = null where id = $1`, [topicId]);
      await recordDeed(tx, { at: now, by: actor, action: 'meetingTopic.withdrawn', subject: { type: 'meetingTopic', id: topicId }, before: { status: topic.status } });
    });
  }

  private take(actor: Actor, id: string, deed: (tx: Sql, meeting: MeetingRow, reader: MeetingReader, now: Date) => Promise<void>): Promise<MeetingDetailView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const reader = await meetingReader(tx, actor, now);
      const meeting = await lockMeeting(tx, id, reader.mixerId);
      await deed(tx, meeting, reader, now);
      return rereadMeeting(tx, id, reader, now);
    });
  }
}

/** From which version on a reader sees the minutes; null: none. */
const firstShown = (meeting: MeetingRow, reader: MeetingReader): number | null => (reader.leads ? 1 : meeting.minutesFrom);

/** A meeting with what stands around it, for one reader. */
export async function showMeeting(sql: Sql, meeting: MeetingRow, reader: MeetingReader, now: Date): Promise<MeetingDetailView> {
  const from = firstShown(meeting, reader);
  const [minutes = null] = from === null ? [] : await minutesOf(sql, meeting.id, from, 1);
  const topics = await topicsOf(sql, meeting.id);
  const attendees = reader.leads ? await attendeesOf(sql, meeting.id) : null;
  return meetingDetailView(meeting, reader, { topics, minutes, attendees }, now);
}

/** The same after a deed. */
export async function rereadMeeting(tx: Sql, id: string, reader: MeetingReader, now: Date): Promise<MeetingDetailView> {
  const meeting = await meetingById(tx, id, reader.mixerId);
  if (!meeting) throw Refusal.missing('meeting');
  return showMeeting(tx, meeting, reader, now);
}
