import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rows } from '#libs/database';
import { officers } from '#libs/identity';
import { Clock, newId, step } from '#libs/kernel';
import { ruleSetInForce } from '#libs/mixers';
import { notify, type Notice } from '#libs/notices';
import { MEETING_WORDS } from '#libs/words';
import { EVENT_MACHINE } from './event.rules.js';
import { INVITED_BEFORE_MS, missingMeetings, type KnownMeeting } from './meeting.rules.js';
import { recordMeeting } from './meetings.leading.service.js';
import { hasUninvited, inviteMembers, lockMeeting, lockNextMeeting, meetingSettings, recipientOf, topicsOf } from './meetings.queries.js';
import { putOff } from './meetings.topics.js';
import { meetingEntry, meetingParams } from './meetings.views.js';

/** The most seats that an event knows; a meeting is open to every member. */
const EVERYBODY = 10_000;

/** The monthly meeting by itself: made, invited to, ended. Every verb may run twice, and by two workers at once. */
@Injectable()
export class DueMeetings {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The job behind the clock. */
  async run(): Promise<{ made: number; invited: number; done: number }> {
    return { made: await this.make(), invited: await this.invite(), done: await this.finish() };
  }

  /** The next meetings, as the settings say. They are held in the name of the steward who set them, or the first; without a steward there is nobody to hold one. */
  private async make(): Promise<number> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const settings = await meetingSettings(tx, true);
      const known = await rows<KnownMeeting>(tx, `select m.month, e.starts_at as "startsAt", e.status <> 'cancelled' as live from meetings m join events e on e.id = m.event_id`);
      const missing = missingMeetings(settings, known, now);
      const holder = settings.changedBy ?? (await officers(tx, 'steward'))[0]?.accountId;
      if (missing.length === 0 || !holder) return 0;
      const { version } = await ruleSetInForce(tx, now);
      for (const { month, span } of missing) {
        const id = newId();
        await tx.query(
          `insert into events (id, kind, status, host_account_id, title, format, online_url, starts_at, ends_at, capacity, seller_of_record, ticket_types, methods, cancellation_policy,
                               rule_set_version, approved_at, created_by, created_at)
           values ($1, 'mixerMeeting', 'approved', $2, $3, 'online', $4, $5, $6, ${EVERYBODY}, 'cooperative', '[]', '{free}', '[]', $7, $8, $2, $8)`,
          [id, holder, MEETING_WORDS.title.ja, settings.onlineUrl, span.startsAt, span.endsAt, version, now],
        );
        await tx.query('insert into meetings (event_id, month) values ($1, $2)', [id, month]);
        await recordMeeting(tx, 'clock', id, 'meeting.planned', now, { after: meetingParams({ month, ...span }) });
      }
      return missing.length;
    });
  }

  /** Everybody who takes part hears of a meeting two weeks before; who becomes active later, as soon as that is. */
  private async invite(): Promise<number> {
    const now = this.clock.now();
    const due = await rows<{ id: string; startsAt: Date }>(
      this.db,
      `select e.id, e.starts_at as "startsAt" from meetings m join events e on e.id = m.event_id
        where e.status in ('approved', 'published') and e.starts_at > $1 and e.starts_at <= $2 order by e.starts_at`,
      [now, new Date(now.getTime() + INVITED_BEFORE_MS)],
    );
    let count = 0;
    for (const { id, startsAt } of due) {
      if (!(await hasUninvited(this.db, id, startsAt, now))) continue;
      count += await this.db.transaction(async (tx) => {
        const meeting = await lockMeeting(tx, id, null);
        if ((meeting.status !== 'approved' && meeting.status !== 'published') || meeting.startsAt <= now) return 0;
        if (meeting.status === 'approved') {
          await tx.query('update events set status = $2, published_at = $3 where id = $1', [id, step(EVENT_MACHINE, meeting.status, 'publish'), now]);
        }
        const invited = await inviteMembers(tx, meeting, now);
        if (invited.length === 0) return 0;
        await recordMeeting(tx, 'clock', id, 'meeting.invited', now, { after: { invited: invited.length } });
        await notify(
          tx,
          invited.map((member): Notice => ({
            to: recipientOf(member),
            template: 'meetingInvitation',
            params: { ...meetingParams(meeting), name: member.name },
            href: `/meetings/${id}`,
            calendar: meetingEntry(meeting, member.locale, 'confirmed'),
            at: now,
          })),
        );
        return invited.length;
      });
    }
    return count;
  }

  /** What has ended is done; proposals that were not taken up go on at the next meeting. */
  private async finish(): Promise<number> {
    const now = this.clock.now();
    const over = await rows<{ id: string }>(
      this.db,
      `select e.id from meetings m join events e on e.id = m.event_id where e.status in ('approved', 'published') and e.ends_at <= $1 order by e.starts_at`,
      [now],
    );
    let count = 0;
    for (const { id } of over) {
      count += await this.db.transaction(async (tx) => {
        const meeting = await lockMeeting(tx, id, null);
        if ((meeting.status !== 'approved' && meeting.status !== 'published') || meeting.endsAt > now) return 0;
        const held = meeting.status === 'approved' ? step(EVENT_MACHINE, meeting.status, 'publish') : meeting.status;
        await tx.query('update events set status = $2, published_at = coalesce(published_at, $3) where id = $1', [id, step(EVENT_MACHINE, held, 'finish'), now]);
        await recordMeeting(tx, 'clock', id, 'meeting.done', now, { after: { attended: meeting.attended } });
        const next = await lockNextMeeting(tx, meeting);
        if (next) for (const topic of await topicsOf(tx, id)) if (topic.status === 'proposed') await putOff(tx, 'clock', topic, next, now);
        return 1;
      });
    }
    return count;
  }
}
