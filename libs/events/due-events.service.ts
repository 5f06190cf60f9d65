import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rows, type Sql } from '#libs/database';
import { officers } from '#libs/identity';
import { canStep, Clock } from '#libs/kernel';
import { notify, type Notice } from '#libs/notices';
import { closeSale } from '#libs/orders';
import { EVENT_MACHINE, MINIMUM_WARNING_MS } from './event.rules.js';
import { eventParams, recordEvent, stepEvent, toHost, toSpace } from './event.steps.js';
import { GROUND_GONE, lockEvent } from './events.queries.js';

/** How many events one run looks at; the next run does the rest. */
const AT_ONCE = 500;

/** Whose events to come may have lost their ground: of a mixer whose membership has ended, or in a space whose designation has. */
export interface LostGround {
  mixerId?: string;
  spaceId?: string;
}

/** What becomes of events by time alone, or because what they rest on is gone. Every verb may run twice. */
@Injectable()
export class DueEventsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The job behind the clock: warns of too few registrations, and says when an event is over. */
  async run(): Promise<{ warned: number; done: number }> {
    return { warned: await this.warn(), done: await this.finish() };
  }

  /** Two days before: fewer than the minimum have registered. Host and space are told once and decide; nothing is called off by itself. */
  private async warn(): Promise<number> {
    const now = this.clock.now();
    return this.each(
      `select e.id from events e join sales s on s.subject_id = e.id
        where e.status = 'published' and e.min_guests is not null and e.warned_at is null and s.taken < e.min_guests and e.starts_at > $1 and e.starts_at <= $2`,
      [now, new Date(now.getTime() + MINIMUM_WARNING_MS)],
      async (tx, id) => {
        const event = await lockEvent(tx, id);
        const least = event.minGuests;
        if (event.status !== 'published' || event.warnedAt !== null || least === null || event.taken >= least) return false;
        await tx.query('update events set warned_at = $2 where id = $1', [id, now]);
        const words = { taken: event.taken, least };
        await recordEvent(tx, 'clock', event, 'event.warned', now, { after: words });
        await notify(tx, [toHost(event, 'eventFewGuests', words, now), ...(await toSpace(tx, event, 'eventFewGuests', words, now))]);
        return true;
      },
    );
  }

  /** What has ended is done: no more registrations, and the host is asked for the report. */
  private async finish(): Promise<number> {
    const now = this.clock.now();
    return this.each(`select e.id from events e where e.status = 'published' and e.kind <> 'mixerMeeting' and e.ends_at <= $1`, [now], async (tx, id) => {
      const event = await lockEvent(tx, id);
      if (!canStep(EVENT_MACHINE, event.status, 'finish') || event.endsAt > now) return false;
      await stepEvent(tx, event, 'finish');
      await closeSale(tx, id, 'closed');
      await recordEvent(tx, 'clock', event, 'event.done', now);
      await notify(tx, [toHost(event, 'eventDone', {}, now)]);
      return true;
    });
  }

  /**
   * Stewards, host and space hear of every event to come whose host or space will not be there in the sense of the rules. Nothing is called off by itself: guests
   * have paid, a co-host may take over, the space may be designated again; people settle it.
   */
  async tellOfLostGround({ mixerId, spaceId }: LostGround): Promise<number> {
    const now = this.clock.now();
    const found = await rows<{ id: string; gone: 'membership' | 'designation' }>(
      this.db,
      `select e.id, ${GROUND_GONE} as gone from events e
        where e.starts_at > $1 and ($2::uuid is null or e.host_mixer_id = $2) and ($3::uuid is null or e.space_id = $3) and ${GROUND_GONE} is not null
          and not exists (select 1 from audit_entries a where a.subject_id = e.id and a.action = 'event.groundGone' and a.after ->> 'gone' = ${GROUND_GONE})
        order by e.starts_at limit ${AT_ONCE}`,
      [now, mixerId ?? null, spaceId ?? null],
    );
    for (const { id, gone } of found) {
      await this.db.transaction(async (tx) => {
        const event = await lockEvent(tx, id);
        await recordEvent(tx, 'clock', event, 'event.groundGone', now, { after: { gone } });
        const params = { ...eventParams(event), reason: gone };
        const told = (await officers(tx, 'steward')).map((to): Notice => ({ to, template: 'eventGroundGone', params, href: `/me/events/${id}`, at: now }));
        await notify(tx, [...told, toHost(event, 'eventGroundGone', params, now), ...(await toSpace(tx, event, 'eventGroundGone', params, now))]);
      });
    }
    return found.length;
  }

  /** Each in a transaction of its own: one that fails does not hold up the others of the next run. */
  private async each(due: string, params: unknown[], deed: (tx: Sql, id: string) => Promise<boolean>): Promise<number> {
    let count = 0;
    for (const { id } of await rows<{ id: string }>(this.db, `${due} order by e.starts_at, e.id limit ${AT_ONCE}`, params)) {
      if (await this.db.transaction((tx) => deed(tx, id))) count += 1;
    }
    return count;
  }
}
