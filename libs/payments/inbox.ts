import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { prepared } from '#libs/database';
import { Clock } from '#libs/kernel';
import type { Letter } from './stripe-events.js';

/** The job that applies what waits. */
export const APPLY_JOB = 'applyStripeEvents';

/** So many letters are stored by one statement at most. */
const MOST_TOGETHER = 100;

/**
 * Each letter once, and with them the job that applies what waits. What has neither a mirror nor an account of somebody else's is kept and
 * needs no work. Answers the letters that were new.
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
    select graphile_worker.add_job('${APPLY_JOB}', job_key => '${APPLY_JOB}', max_attempts => 12) where exists (select from stored where status = 'waiting')
  )
  select id, (select count(*) from asked) from stored`;

interface Waiting {
  letter: Letter;
  done: () => void;
  fail: (error: unknown) => void;
}

/**
 * Where letters of Stripe are stored before they are answered. Those that arrive while others are being written are written together by the
 * next statement: many at once cost one commit, and nobody hears 200 before the own letter is on disk.
 */
@Injectable()
export class Inbox {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Returns when the letter is stored, or was before. */
  receive(letter: Letter): Promise<void> {
    return new Promise((done, fail) => {
      this.waiting.push({ letter, done, fail });
      if (!this.writing) void this.write();
    });
  }

  /** Stores letters that were fetched; those that were not there before come back. */
  async fill(letters: readonly Letter[]): Promise<string[]> {
    return this.store(letters, 'reconciliation');
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const together = this.waiting.splice(0, MOST_TOGETHER);
      try {
        await this.store(
          together.map(({ letter }) => letter),
          'webhook',
        );
        for (const { done } of together) done();
      } catch (error) {
        for (const { fail } of together) fail(error);
      }
    }
    this.writing = false;
  }

  private async store(letters: readonly Letter[], source: 'webhook' | 'reconciliation'): Promise<string[]> {
    const column = <K extends keyof Letter>(name: K): Letter[K][] => letters.map((letter) => letter[name]);
    const stored = await prepared<{ id: string }>(this.db, 'store-stripe-events', STORE_SQL, [
      column('id'),
      column('type'),
      column('kind'),
      column('objectId'),
      column('account'),
      column('payload'),
      source,
      this.clock.now(),
      column('occurredAt'),
    ]);
    return stored.map(({ id }) => id);
  }
}
