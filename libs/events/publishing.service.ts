import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { notify } from '#libs/notices';
import type { Locale } from '#libs/words';
import { lockHostOf, takeTime } from './agreeing.service.js';
import { unpublishableReasons } from './event.ground.js';
import { lockOwnEvent, recordEvent, sell, stepEvent, toSpace } from './event.steps.js';
import type { EventDetailView } from './events.dto.js';
import { eventById } from './events.queries.js';
import { seatAccepted } from './people.seats.js';
import { ReadingService } from './reading.service.js';

/** How an event reaches the public. Locks: the host, the event, its sale. */
@Injectable()
export class PublishingService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly reading: ReadingService,
  ) {}

  /**
   * Open an approved event to everybody and put it on sale; who has accepted a part gets the free seat. The cooperative's own events without a space
   * need nobody's approval. Refuses 409 `state.wrong`, `event.started`; 422 `event.notPublishable` with every reason.
   */
  async publish(actor: Actor, id: string, locale: Locale): Promise<EventDetailView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockHostOf(tx, id);
      const { event } = await lockOwnEvent(tx, actor, id);
      const announced = event.status === 'draft' && event.spaceId === null;
      const reasons = await unpublishableReasons(tx, event, now);
      if (event.startsAt <= now) throw Refusal.conflict('event.started');
      if (event.status === 'approved' || announced) {
        if (reasons.length > 0) throw Refusal.rule('event.notPublishable', {}, reasons);
      }
      await stepEvent(tx, event, announced ? 'announce' : 'publish', { published_at: now });
      if (announced) await takeTime(tx, event);
      await sell(tx, event, now);
      const open = await eventById(tx, id);
      if (open) await seatAccepted(tx, open, now);
      await recordEvent(tx, actor, event, 'event.published', now, { after: { version: event.version } });
      await notify(tx, await toSpace(tx, event, 'eventPublished', {}, now));
    });
    return this.reading.read(actor, id, locale);
  }
}
