import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '#libs/identity';
import { Clock, Refusal, type Span } from '#libs/kernel';
import { notify, type Notice } from '#libs/notices';
import { MOVED_NOTICE_MS, outOfOrder } from './meeting.rules.js';
import type { MeetingDetailView, MoveMeeting } from './meetings.dto.js';
import { recordMeeting } from './meetings.leading.service.js';
import { invitedMembers, lockMeeting, meetingReader, otherMeetings, recipientOf, type MeetingRow, type MovedMeeting } from './meetings.queries.js';
import { rereadMeeting } from './meetings.service.js';
import { hasBegun, isAhead, meetingEntry, meetingParams } from './meetings.views.js';

/** How one meeting is moved, also when everybody was invited already. Locks: the meeting. */
@Injectable()
export class MovingMeetings {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Move a meeting to another time, or give it another link. Whoever was invited hears of it and gets the new entry for their calendar; at another time
   * answers are kept, and asked for again. Refuses 404; 409 `meeting.begun`, `meeting.outOfOrder`; 422 `meeting.nothingToMove`, `meeting.tooSoon`.
   */
  async move(actor: Actor, id: string, wish: MoveMeeting): Promise<MeetingDetailView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const reader = await meetingReader(tx, actor, now);
      const meeting = await lockMeeting(tx, id, reader.mixerId);
      if (!isAhead(meeting, now) || hasBegun(meeting, now)) throw Refusal.conflict('meeting.begun');
      const { moved, at, relinked } = changeOf(meeting, wish);
      if (!moved && !relinked) throw Refusal.rule('meeting.nothingToMove');
      if (moved) {
        if (at.startsAt.getTime() - now.getTime() < MOVED_NOTICE_MS) throw Refusal.rule('meeting.tooSoon');
        const other = outOfOrder(meeting.month, at, await otherMeetings(tx, id));
        if (other) throw Refusal.conflict('meeting.outOfOrder', { span: `${other.startsAt.toISOString()}/${other.endsAt.toISOString()}` });
      }
      const movedFrom: MovedMeeting | null = moved
        ? { startsAt: meeting.startsAt.toISOString(), endsAt: meeting.endsAt.toISOString(), reason: wish.reason, movedAt: now.toISOString() }
        : meeting.movedFrom;
      const after: MeetingRow = { ...meeting, ...at, version: meeting.version + 1 };
      await tx.query('update events set starts_at = $2, ends_at = $3, online_url = $4, moved_from = $5::jsonb, version = $6 where id = $1', [
        id,
        after.startsAt,
        after.endsAt,
        after.onlineUrl,
        movedFrom && JSON.stringify(movedFrom),
        after.version,
      ]);
      await recordMeeting(tx, actor, id, moved ? 'meeting.moved' : 'meeting.linkChanged', now, {
        reason: wish.reason,
        before: meetingParams(meeting),
        after: { ...meetingParams(after), relinked },
      });
      const words = { ...meetingParams(after), before: `${meeting.startsAt.toISOString()}/${meeting.endsAt.toISOString()}`, reason: wish.reason };
      await notify(
        tx,
        (await invitedMembers(tx, id, now)).map((member): Notice => ({
          to: recipientOf(member),
          template: moved ? 'meetingMoved' : 'meetingLinkChanged',
          params: { ...words, name: member.name },
          href: `/meetings/${id}`,
          ...(moved ? { calendar: meetingEntry(after, member.locale, 'confirmed') } : {}),
          at: now,
        })),
      );
      return rereadMeeting(tx, id, reader, now);
    });
  }
}

interface Change {
  /** It begins or ends at another time. */
  moved: boolean;
  /** There is another link. */
  relinked: boolean;
  at: Span & { onlineUrl: string };
}

function changeOf({ startsAt: was, endsAt: until, onlineUrl: link }: MeetingRow, { startsAt = was, minutes, onlineUrl = link }: MoveMeeting): Change {
  const lengthMs = minutes === undefined ? until.getTime() - was.getTime() : minutes * 60_000;
  const endsAt = new Date(startsAt.getTime() + lengthMs);
  const at = { startsAt, endsAt, onlineUrl: onlineUrl ?? '' };
  return { at, moved: startsAt.getTime() !== was.getTime() || endsAt.getTime() !== until.getTime(), relinked: at.onlineUrl !== link };
}
