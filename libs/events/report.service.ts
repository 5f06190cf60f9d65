import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import type { Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { standingIn } from './events.service.js';
import { eventById, lockEvent, type EventRow } from './events.queries.js';
import { holds, runs, type Standing } from './events.views.js';
import type { EventReportView, ReportEvent } from './settlement.dto.js';
import { knownOfEvening, reportOf } from './settlement.queries.js';

/** What the host says of an evening that is over, beside what the door and the guests say of it. */
@Injectable()
export class ReportService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Refuses 404 for whoever neither holds the event nor sees all of it. */
  async read(actor: Actor, eventId: string): Promise<EventReportView> {
    const event = await eventById(this.db, eventId);
    if (!event) throw Refusal.missing('event');
    return this.show(this.db, event, await this.standing(this.db, actor, event));
  }

  /** Say how it was; a later word replaces an earlier one until the event is settled. Refuses 404, 403 for the space, 422 `settlement.notOver`, 409 `report.settled`. */
  async write(actor: Actor, eventId: string, { guests, cashCountedYen, outcomes }: ReportEvent): Promise<EventReportView> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const event = await lockEvent(tx, eventId);
      const standing = await this.standing(tx, actor, event);
      if (!holds(standing, event)) throw Refusal.forbidden();
      if (event.status === 'settled') throw Refusal.conflict('report.settled');
      if (!isOver(event, now)) throw Refusal.rule('settlement.notOver', { endsAt: event.endsAt.toISOString() });
      await tx.query(
        `insert into event_reports (event_id, guests, cash_counted_yen, outcomes, reported_by, reported_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (event_id) do update set guests = excluded.guests, cash_counted_yen = excluded.cash_counted_yen, outcomes = excluded.outcomes,
           reported_by = excluded.reported_by, reported_at = excluded.reported_at`,
        [eventId, guests, cashCountedYen, outcomes, actor.accountId, now],
      );
      await recordDeed(tx, { at: now, by: actor, action: 'event.reported', subject: { type: 'event', id: eventId }, spaceId: event.spaceId, after: { guests, cashCountedYen } });
      return this.show(tx, event, standing);
    });
  }

  private async standing(sql: Sql, actor: Actor, event: EventRow): Promise<Standing> {
    const standing = await standingIn(sql, actor, event);
    if (!runs(standing, event) && !actor.roles.has('treasurer') && !actor.roles.has('approver')) throw Refusal.missing('event');
    return standing;
  }

  private async show(sql: Sql, event: EventRow, standing: Standing): Promise<EventReportView> {
    const report = await reportOf(sql, event.id);
    const { seats, checkedIn, cashBookedYen, answers, satisfaction, good, wishes } = await knownOfEvening(sql, event.id);
    return {
      guests: report?.guests ?? null,
      cashCountedYen: report?.cashCountedYen ?? null,
      outcomes: report?.outcomes ?? null,
      reportedAt: report?.reportedAt.toISOString() ?? null,
      reportedByName: report?.reportedByName ?? null,
      checkedIn,
      seats,
      cashBookedYen,
      survey: { answers, satisfaction, good, wishes },
      canReport: holds(standing, event) && event.status !== 'settled' && isOver(event, this.clock.now()),
    };
  }
}

const isOver = ({ status, endsAt }: EventRow, now: Date): boolean => endsAt <= now && (status === 'published' || status === 'done' || status === 'settled');
