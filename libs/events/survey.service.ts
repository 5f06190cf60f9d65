import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, SETTINGS, type RunningSettings } from '#libs/database';
import { Clock, Refusal } from '#libs/kernel';
import type { AnswerSurvey, SurveyView } from './after.dto.js';
import { guestOf, type GuestOfEvent } from './guest.js';

interface AnswerRow {
  satisfaction: number;
  good: string;
  wish: string;
  answeredAt: Date;
}

/** Three questions after an evening: how it was, what was good, what somebody wishes for. One answer a registration, which can be changed. */
@Injectable()
export class SurveyService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
  ) {}

  /** Refuses 404 without the link. */
  async read(orderId: string, token: string | undefined): Promise<SurveyView> {
    return this.show(await guestOf(this.db, this.settings.secretKeys, orderId, token));
  }

  /** Refuses 404 without the link, 422 `survey.notYet`, `survey.notThere`. */
  async answer(orderId: string, token: string | undefined, { satisfaction, good = '', wish = '' }: AnswerSurvey): Promise<SurveyView> {
    const now = this.clock.now();
    const guest = await guestOf(this.db, this.settings.secretKeys, orderId, token);
    if (guest.status !== 'confirmed') throw Refusal.rule('survey.notThere');
    if (guest.startsAt > now) throw Refusal.rule('survey.notYet', { startsAt: guest.startsAt.toISOString() });
    await this.db.query(
      `insert into event_surveys (order_id, event_id, satisfaction, good, wish, answered_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (order_id) do update set satisfaction = excluded.satisfaction, good = excluded.good, wish = excluded.wish, answered_at = excluded.answered_at`,
      [orderId, guest.eventId, satisfaction, good, wish, now],
    );
    return this.show(guest);
  }

  private async show({ orderId, status, startsAt }: GuestOfEvent): Promise<SurveyView> {
    const found = await row<AnswerRow>(this.db, 'select satisfaction, good, wish, answered_at as "answeredAt" from event_surveys where order_id = $1', [orderId]);
    return {
      open: status === 'confirmed' && startsAt <= this.clock.now(),
      satisfaction: found?.satisfaction ?? null,
      good: found?.good ?? '',
      wish: found?.wish ?? '',
      answeredAt: found?.answeredAt.toISOString() ?? null,
    };
  }
}
