import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed, type Deed } from '#libs/audit';
import { row, rows, type Sql } from '#libs/database';
import { markdownComplaints } from '#libs/door';
import type { Actor } from '#libs/identity';
import { Clock, month, Refusal, step } from '#libs/kernel';
import { notify, type Notice } from '#libs/notices';
import type { AuditAction } from '#libs/words';
import { EVENT_MACHINE } from './event.rules.js';
import { isFarEnough, meetingSpan } from './meeting.rules.js';
import type { MeetingDetailView, MeetingSettingsView, SetMeetings, WriteMinutes } from './meetings.dto.js';
import {
  invitedMembers,
  lockMeeting,
  lockNextMeeting,
  meetingReader,
  meetingSettings,
  readersOfMinutes,
  recipientOf,
  theTopic,
  topicsOf,
  type MeetingReader,
  type MeetingRow,
} from './meetings.queries.js';
import { rereadMeeting } from './meetings.service.js';
import { putOff } from './meetings.topics.js';
import { agendaOpen, hasBegun, isAhead, isRecordTime, mayDecide, mayPostpone, meetingEntry, meetingParams, settingsView } from './meetings.views.js';

/** What stewards do for the meetings: when they are, the agenda, who was there, the minutes. Locks: the settings, the meeting, the next meeting. */
@Injectable()
export class LeadingMeetings {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async settings(): Promise<MeetingSettingsView> {
    return settingsView(await meetingSettings(this.db));
  }

  /**
   * How the cooperative meets from now on. Meetings to which nobody was invited yet move within their month, unless the new day is too near or they
   * were given a time of their own; the link holds for all that are ahead. Refuses 400 with the fields.
   */
  async set(actor: Actor, { week, weekday, startsAt, minutes, onlineUrl }: SetMeetings): Promise<MeetingSettingsView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const before = await meetingSettings(tx, true);
      const after = { week, weekday, startsAt, minutes, onlineUrl: onlineUrl ?? '' };
      await tx.query('update meeting_settings set week = $1, weekday = $2, starts_at = $3, minutes = $4, online_url = $5, changed_by = $6, changed_at = $7', [
        ...Object.values(after),
        actor.accountId,
        now,
      ]);
      await tx.query(
        `update events e set online_url = $1 from meetings m where m.event_id = e.id and e.status in ('approved', 'published') and e.ends_at > $2 and e.online_url <> $1`,
        [after.onlineUrl, now],
      );
      const planned = await rows<{ id: string; month: string; startsAt: Date; endsAt: Date }>(
        tx,
        `select e.id, m.month, e.starts_at as "startsAt", e.ends_at as "endsAt" from meetings m join events e on e.id = m.event_id
          where e.status = 'approved' and e.moved_from is null and e.starts_at > $1 order by e.starts_at for no key update of e`,
        [now],
      );
      const same = { type: 'meetingSettings', id: actor.accountId };
      const told = ({ week: w, weekday: d, startsAt: s, minutes: m }: typeof after) => ({ week: w, weekday: d, startsAt: s, minutes: m });
      await recordDeed(tx, { at: now, by: actor, action: 'meetingSettings.changed', subject: same, before: told(before), after: told(after) });
      for (const meeting of planned) {
        const span = meetingSpan(month(meeting.month), after);
        const stays = span.startsAt.getTime() === meeting.startsAt.getTime() && span.endsAt.getTime() === meeting.endsAt.getTime();
        if (stays || !isFarEnough(span, now)) continue;
        await tx.query('update events set starts_at = $2, ends_at = $3, version = version + 1 where id = $1', [meeting.id, span.startsAt, span.endsAt]);
        await recordMeeting(tx, actor, meeting.id, 'meeting.moved', now, { before: meetingParams(meeting), after: meetingParams({ ...meeting, ...span }) });
      }
      return settingsView(await meetingSettings(tx));
    });
  }

  /** Put topics on the agenda in this order. Refuses 404; 409 `meeting.closed`, `agenda.changed` when a topic is not there any more, `topic.decided` for one left out. */
  async setAgenda(actor: Actor, id: string, topicIds: readonly string[]): Promise<MeetingDetailView> {
    return this.lead(actor, id, async (tx, meeting, _, now) => {
      if (!agendaOpen(meeting)) throw Refusal.conflict('meeting.closed');
      const open = (await topicsOf(tx, id)).filter(({ status }) => status === 'proposed' || status === 'onAgenda');
      if (new Set(topicIds).size !== topicIds.length || topicIds.some((topicId) => !open.some((topic) => topic.id === topicId))) throw Refusal.conflict('agenda.changed');
      if (open.some((topic) => topic.decision !== null && !topicIds.includes(topic.id))) throw Refusal.conflict('topic.decided');
      await tx.query(
        `update meeting_topics t set position = n.position, status = case when n.position is null then 'proposed' else 'onAgenda' end
           from (select x.id, array_position($2::uuid[], x.id) as position from meeting_topics x where x.event_id = $1 and x.status in ('proposed', 'onAgenda')) n where t.id = n.id`,
        [id, topicIds],
      );
      const titles = topicIds.map((topicId) => open.find((topic) => topic.id === topicId)?.title ?? '');
      await recordMeeting(tx, actor, id, 'meeting.agendaSet', now, { after: { agenda: titles } });
    });
  }

  /** Put a topic off to the next meeting. Refuses 404; 409 `topic.fixed`, `meeting.noNext`. */
  async postpone(actor: Actor, topicId: string): Promise<MeetingDetailView> {
    const { eventId } = await theTopic(this.db, topicId);
    return this.lead(actor, eventId, async (tx, meeting, reader, now) => {
      const topic = await theTopic(tx, topicId);
      if (!mayPostpone(topic, meeting, reader)) throw Refusal.conflict('topic.fixed');
      const next = await lockNextMeeting(tx, meeting);
      if (!next) throw Refusal.conflict('meeting.noNext');
      await putOff(tx, actor, topic, next, now);
    });
  }

  /** Write down what was decided, or take it back. Refuses 404; 409 `topic.notDecidable` before the meeting or off the agenda. */
  async decide(actor: Actor, topicId: string, decision: string | null): Promise<MeetingDetailView> {
    const { eventId } = await theTopic(this.db, topicId);
    return this.lead(actor, eventId, async (tx, meeting, reader, now) => {
      const topic = await theTopic(tx, topicId);
      if (!mayDecide(topic, meeting, reader, now)) throw Refusal.conflict('topic.notDecidable');
      if (topic.decision === decision) return;
      const [at, by] = decision === null ? [null, null] : [now, actor.accountId];
      await tx.query('update meeting_topics set decision = $2, decided_at = $3, decided_by = $4 where id = $1', [topicId, decision, at, by]);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'meetingTopic.decided',
        subject: { type: 'meetingTopic', id: topicId },
        before: { decision: topic.decision },
        after: { decision },
      });
    });
  }

  /** Tick somebody off, or take the tick back. Refuses 404; 409 `meeting.notNow` before it begins. */
  async record(actor: Actor, id: string, mixerId: string, attended: boolean): Promise<MeetingDetailView> {
    return this.lead(actor, id, async (tx, meeting, _, now) => {
      if (!isRecordTime(meeting, now)) throw Refusal.conflict('meeting.notNow');
      const invited = await row<{ attended: boolean; accountId: string }>(
        tx,
        `select x.attended_at is not null as attended, m.account_id as "accountId" from meeting_attendance x join mixers m on m.id = x.mixer_id where x.event_id = $1 and x.mixer_id = $2`,
        [id, mixerId],
      );
      if (!invited) throw Refusal.missing('attendee');
      if (invited.attended === attended) return;
      await tx.query('update meeting_attendance set attended_at = $3, recorded_by = $4 where event_id = $1 and mixer_id = $2', [id, mixerId, attended ? now : null, actor.accountId]);
      await recordMeeting(tx, actor, id, 'meeting.attendanceRecorded', now, { concernsAccountId: invited.accountId, before: { attended: invited.attended }, after: { attended } });
    });
  }

  /** Keep a new version of the minutes. Refuses 400 with the fields; 404; 409 `meeting.notBegun`, `minutes.changed` when somebody else was faster. */
  async write(actor: Actor, id: string, { body, after }: WriteMinutes): Promise<MeetingDetailView> {
    const complaints = markdownComplaints(body, 'body');
    if (complaints.length > 0) throw Refusal.input(complaints);
    return this.lead(actor, id, async (tx, meeting, _, now) => {
      if (!hasBegun(meeting, now)) throw Refusal.conflict('meeting.notBegun');
      if ((await lastVersion(tx, id)) !== after) throw Refusal.conflict('minutes.changed');
      const version = after + 1;
      await tx.query('insert into meeting_minutes (event_id, version, body, written_by, written_at) values ($1, $2, $3, $4, $5)', [id, version, body, actor.accountId, now]);
      await recordMeeting(tx, actor, id, 'meetingMinutes.written', now, { after: { version } });
    });
  }

  /** Open the minutes to all mixers and supporters, and tell them once; further versions are open at once. Refuses 404; 409 `minutes.none`. */
  async publish(actor: Actor, id: string): Promise<MeetingDetailView> {
    return this.lead(actor, id, async (tx, meeting, _, now) => {
      if (meeting.minutesPublishedAt !== null) return;
      const version = await lastVersion(tx, id);
      if (version === 0) throw Refusal.conflict('minutes.none');
      await tx.query('update meetings set minutes_from = $2, minutes_published_at = $3 where event_id = $1', [id, version, now]);
      await recordMeeting(tx, actor, id, 'meetingMinutes.published', now, { after: { version } });
      const params = { ...meetingParams(meeting), attended: meeting.attended, decisions: meeting.decisions };
      const readers = await readersOfMinutes(tx, now);
      await notify(
        tx,
        readers.map((reader): Notice => ({ to: recipientOf(reader), template: 'meetingMinutes', params: { ...params, name: reader.name }, href: `/meetings/${id}`, at: now })),
      );
    });
  }

  /**
   * Call a meeting off. Whoever was invited hears of it, and what was on the agenda or proposed goes on at the next one. Refuses 404; 409
   * `state.wrong`, `meeting.begun`, `meeting.noNext` while topics have nowhere to go.
   */
  async cancel(actor: Actor, id: string, reason: string): Promise<MeetingDetailView> {
    return this.lead(actor, id, async (tx, meeting, _, now) => {
      const status = step(EVENT_MACHINE, meeting.status, 'cancel');
      if (!isAhead(meeting, now) || hasBegun(meeting, now)) throw Refusal.conflict('meeting.begun');
      const open = (await topicsOf(tx, id)).filter((topic) => topic.status === 'proposed' || topic.status === 'onAgenda');
      const next = open.length > 0 ? await lockNextMeeting(tx, meeting) : null;
      if (open.length > 0 && !next) throw Refusal.conflict('meeting.noNext');
      await tx.query(`update events set status = $2, cancelled_at = $3, cancel_cause = 'cooperative', cancel_reason = $4 where id = $1`, [id, status, now, reason]);
      await recordMeeting(tx, actor, id, 'meeting.cancelled', now, { reason });
      for (const topic of open) if (next) await putOff(tx, actor, topic, next, now);
      const invited = await invitedMembers(tx, id, now);
      await notify(
        tx,
        invited.map((member): Notice => ({
          to: recipientOf(member),
          template: 'meetingCancelled',
          params: { ...meetingParams(meeting), name: member.name, reason },
          href: `/meetings/${id}`,
          calendar: meetingEntry(meeting, member.locale, 'cancelled'),
          at: now,
        })),
      );
    });
  }

  private lead(actor: Actor, id: string, deed: (tx: Sql, meeting: MeetingRow, reader: MeetingReader, now: Date) => Promise<void>): Promise<MeetingDetailView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const reader = await meetingReader(tx, actor, now);
      const meeting = await lockMeeting(tx, id, reader.mixerId);
      await deed(tx, meeting, reader, now);
      return rereadMeeting(tx, id, reader, now);
    });
  }
}

const lastVersion = async (tx: Sql, id: string): Promise<number> =>
  (await row<{ version: number }>(tx, 'select max(version) as version from meeting_minutes where event_id = $1 having max(version) is not null', [id]))?.version ?? 0;

/** Write down what became of a meeting. */
export const recordMeeting = (
  tx: Sql,
  by: Deed['by'],
  id: string,
  action: AuditAction,
  at: Date,
  said: Partial<Pick<Deed, 'concernsAccountId' | 'reason' | 'before' | 'after'>> = {},
): Promise<void> => recordDeed(tx, { at, by, action, subject: { type: 'meeting', id }, ...said });
