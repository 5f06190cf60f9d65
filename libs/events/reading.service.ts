import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { clashOf, occupiedBy } from '#libs/calendar';
import type { Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { canStep, Clock, type Reason } from '#libs/kernel';
import { occupiedPart } from '#libs/spaces';
import type { Locale } from '#libs/words';
import { hostReasons, unpublishableReasons, unreadyReasons } from './event.ground.js';
import { EVENT_MACHINE } from './event.rules.js';
import type { EventDetailView } from './events.dto.js';
import type { EventRow } from './events.queries.js';
import { EventsService } from './events.service.js';
import { holds, type Blocked, type Standing } from './events.views.js';

/** One event with what stands in the way of each verb, for those who plan it or have to answer it. */
@Injectable()
export class ReadingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly events: EventsService,
  ) {}

  /** One event for this reader. Refuses 404 for one that is not public and not theirs. */
  read(actor: Actor | null, id: string, locale: Locale): Promise<EventDetailView> {
    return this.events.read(actor, id, locale, (event, standing) => this.blocked(event, standing));
  }

  private async blocked(event: EventRow, standing: Standing): Promise<Blocked> {
    const now = this.clock.now();
    const planner = holds(standing, event);
    const may = (action: 'propose' | 'approve' | 'publish' | 'announce'): boolean => canStep(EVENT_MACHINE, event.status, action);
    return {
      ...(planner && may('propose') ? { propose: await unreadyReasons(this.db, event, now) } : {}),
      ...(standing.space && may('approve') ? { approve: await unapprovableReasons(this.db, event, now) } : {}),
      ...(planner && (may('publish') || (may('announce') && event.spaceId === null)) ? { publish: await unpublishableReasons(this.db, event, now) } : {}),
    };
  }
}

/** What keeps the space from saying yes: the room or the host is taken, the hours, and what the rules say of the host by now. */
export async function unapprovableReasons(sql: Sql, event: EventRow, now: Date): Promise<Reason[]> {
  const part = event.resourceId ? await occupiedPart(sql, event.resourceId) : null;
  const taken = part ? await occupiedBy(sql, part, event, event.id) : null;
  const clash = await clashOf(sql, event.hostAccountId, event, event.id);
  const during = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => ({ span: `${startsAt.toISOString()}/${endsAt.toISOString()}` });
  return [
    ...(event.startsAt <= now ? [{ code: 'event.past', params: {} }] : []),
    ...(event.resourceId && !part ? [{ code: 'event.roomGone', params: {} }] : []),
    ...(taken ? [{ code: 'event.roomTaken', params: during(taken) }] : []),
    ...(clash ? [{ code: 'event.hostBusy', params: during(clash) }] : []),
    ...(await hostReasons(sql, event, { approvedBySpace: true }, now)),
  ];
}
