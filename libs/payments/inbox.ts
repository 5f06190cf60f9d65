import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { enqueue, faultOf, prepared } from '#libs/database';
import { Clock } from '#libs/kernel';
import type { Letter } from './stripe-events.js';

/** The job that applies what waits. */
export const APPLY_JOB = 'applyStripeEvents';

/** So many letters are stored by one statement at most, and so many statements are under way at a time. */
const MOST_TOGETHER = 100;
const WRITERS = 8;
/** In a storm the job is asked for with one letter, and again after this time for all that came since. */
const ASK_AGAIN_MS = 200;

/**
 * Each letter once. What has neither a mirror nor an account of somebody else's is kept and needs no work; for anything else the job is asked
 * for in the same statement when `$10` says so. Answers the letters that were new.
 */
const STORE_SQL = `
  with stored as (
    insert into stripe_events (id, type, object_kind, object_id, account, payload, source, status, next_attempt_at, occurred_at, received_at)
    select id, type, kind, object_id, account, payload, $7, case when waits then 'waiting' else 'kept' end, case when waits then $8::timestamptz end, occurred_at, $8::timestamptz
      from (select *, kind is not null or account is not null as waits
              from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $9::timestamptz[]) as l(id, type, kind, object_id, account, payload, occurred_at)) l
    on conflict (id) do nothing
    returning id, status
  ), asked as (
    select graphile_worker.add_job('${APPLY_JOB}', job_key => '${APPLY_JOB}', max_attempts => 12)
     where $10::boolean and exists (select from stored where status = 'waiting')
  )
  select id, status = 'waiting' as waits, (select count(*) from asked) from stored`;

interface Waiting {
  letter: Letter;
  done: () => void;
  fail: (error: unknown) => void;
}

/**
 * Where letters of Stripe are stored before they are answered. Those that arrive while others are being written are written together by the
 * next statement: many at once cost few commits, and nobody hears 200 before the own letter is on disk.
 */
@Injectable()
export class Inbox implements OnModuleDestroy {
  private readonly log = new Logger('Stripe');
  private waiting: Waiting[] = [];
  private writers = 0;
  /** Runs while the job has just been asked for; what is stored meanwhile asks for it when it ends. */
  private asked: NodeJS.Timeout | undefined;
  private unasked = false;
  private asking: Promise<void> = Promise.resolve();

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.asked);
    await this.asking;
  }

  /** Returns when the letter is stored, or was before. */
  receive(letter: Letter): Promise<void> {
    return new Promise((done, fail) => {
      this.waiting.push({ letter, done, fail });
      if (this.writers < WRITERS) void this.write();
    });
  }

  /** Stores letters that were fetched; those that were not there before come back. */
  async fill(letters: readonly Letter[]): Promise<string[]> {
    return (await this.store(letters, 'reconciliation', false)).map(({ id }) => id);
  }

  private async write(): Promise<void> {
    this.writers += 1;
    while (this.waiting.length > 0) {
      const together = this.waiting.splice(0, MOST_TOGETHER);
      try {
        const ask = this.asked === undefined;
        if (ask) this.asked = setTimeout(() => this.askAgain(), ASK_AGAIN_MS).unref();
        const stored = await this.store(
          together.map(({ letter }) => letter),
          'webhook',
          ask,
        );
        if (!ask && stored.some(({ waits }) => waits)) this.unasked = true;
        for (const { done } of together) done();
      } catch (error) {
        for (const { fail } of together) fail(error);
      }
    }
    this.writers -= 1;
  }

  /** For what was stored without asking. Nothing is lost when it fails, for the schedule looks every minute. */
  private askAgain(): void {
    this.asked = undefined;
    if (!this.unasked) return;
    this.unasked = false;
    this.asked = setTimeout(() => this.askAgain(), ASK_AGAIN_MS).unref();
    this.asking = enqueue(this.db, APPLY_JOB, {}, APPLY_JOB).catch((error: unknown) => {
      this.log.warn(`the worker could not be asked: ${faultOf(error)}`);
    });
  }

  private async store(letters: readonly Letter[], source: 'webhook' | 'reconciliation', ask: boolean): Promise<{ id: string; waits: boolean }[]> {
    const column = <K extends keyof Letter>(name: K): Letter[K][] => letters.map((letter) => letter[name]);
    return prepared(this.db, 'store-stripe-events', STORE_SQL, [
      column('id'),
      column('type'),
      column('kind'),
      column('objectId'),
      column('account'),
      column('payload'),
      source,
      this.clock.now(),
      column('occurredAt').map((at) => at.toISOString()),
      ask,
    ]);
  }
}
