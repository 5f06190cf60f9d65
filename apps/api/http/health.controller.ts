import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Headers, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController, ApiOkResponse } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { row, SETTINGS, type RunningSettings } from '#libs/database';
import { Access, accessRows, metricsKey } from '#libs/identity';
import { Refusal } from '#libs/kernel';

const HEALTH = accessRows('health', { ask: 'anyone', readFigures: 'keyHolder' });

/** For machines that watch us: alive, ready, figures. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly registry = new Registry();

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
  ) {
    collectDefaultMetrics({ register: this.registry });
    const queue = new Gauge({
      name: 'mazeru_jobs_waiting',
      help: 'jobs in the queue that are due',
      registers: [this.registry],
      collect: async () => {
        const counted = await row<{ n: number }>(this.db, 'select count(*)::int as n from graphile_worker.jobs where run_at <= now()');
        queue.set(counted?.n ?? 0);
      },
    });
    const mails = new Gauge({
      name: 'mazeru_mails_waiting',
      help: 'mails that are due and not sent',
      registers: [this.registry],
      collect: async () => {
        const counted = await row<{ n: number }>(this.db, 'select count(*)::int as n from outbox_mails where next_attempt_at <= now()');
        mails.set(counted?.n ?? 0);
      },
    });
    const letters = new Gauge({
      name: 'mazeru_stripe_events_waiting',
      help: 'letters of Stripe that are due and not applied',
      registers: [this.registry],
      collect: async () => {
        const counted = await row<{ n: number }>(this.db, `select count(*)::int as n from stripe_events where status = 'waiting' and next_attempt_at <= now()`);
        letters.set(counted?.n ?? 0);
      },
    });
    const oldest = new Gauge({
      name: 'mazeru_stripe_events_oldest_seconds',
      help: 'how long the oldest letter of Stripe has waited to be applied',
      registers: [this.registry],
      collect: async () => {
        const found = await row<{ s: number | null }>(this.db, `select extract(epoch from now() - min(received_at))::int as s from stripe_events where status = 'waiting'`);
        oldest.set(found?.s ?? 0);
      },
    });
    const tasks = new Gauge({
      name: 'mazeru_payment_tasks_open',
      help: 'differences with Stripe that wait for the treasurer',
      registers: [this.registry],
      collect: async () => {
        const counted = await row<{ n: number }>(this.db, 'select count(*)::int as n from payment_tasks where settled_at is null');
        tasks.set(counted?.n ?? 0);
      },
    });
  }

  @Get('healthz')
  @Access(HEALTH.ask)
  alive(): { status: string } {
    return { status: 'alive' };
  }

  /** 200 when the database answers, every migration has run and the queue is there; 503 otherwise. */
  @Get('readyz')
  @Access(HEALTH.ask)
  @ApiOkResponse()
  async ready(): Promise<{ status: string }> {
    const waiting = await this.db.showMigrations().catch(() => true);
    const queue = await row(this.db, `select to_regclass('graphile_worker._private_jobs') as t`).catch(() => null);
    if (waiting || !queue) throw new ServiceUnavailableException();
    return { status: 'ready' };
  }

  /** Prometheus figures, for whoever holds the metrics key (derived from the newest of SECRET_KEYS; `npm run admin -- metrics-key` prints it). */
  @Get('metrics')
  @Access(HEALTH.readFigures)
  @Header('content-type', 'text/plain; version=0.0.4')
  metrics(@Headers('authorization') authorization = ''): Promise<string> {
    const given = createHash('sha256').update(authorization).digest();
    const wanted = createHash('sha256').update(`Bearer ${metricsKey(this.settings.secretKeys[0])}`).digest();
    if (!timingSafeEqual(given, wanted)) throw Refusal.unauthenticated();
    return this.registry.metrics();
  }
}
