import { createHash } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { SETTINGS, theRow, type RunningSettings } from '#libs/database';
import { Clock } from '#libs/kernel';
import { nextReading, writeMirrors, type Reading } from './mirrors.js';
import type { Kind, RequestKey } from './payments.types.js';
import { read } from './readings.js';
import { stripeClient } from './stripe.client.js';
import { inLog, isBroken, isLost, isTooFast, noOf, refusalOf } from './stripe.faults.js';

/** So long Stripe remembers an idempotency key; afterwards the same key would do the thing again. */
const KEY_LIVES_MS = 24 * 60 * 60 * 1000;

/** After „too fast“: how often to ask again, and the first pause; each next one is twice as long, and none is like another. */
const PATIENCE = { tries: 4, firstMs: 200 } as const;

/** What is asked of Stripe: which thing of ours, how it is asked, and how it is found again when the answer was lost. */
export interface Asking<T> {
  key: RequestKey;
  /** `checkout.sessions.create`, for the log and the row. */
  operation: string;
  /** What is asked, to tell a repetition from another wish under the same key. */
  wish: unknown;
  /** Asks. The options carry the idempotency key. */
  send: (options: Stripe.RequestOptions) => Promise<T>;
  /** The thing as it stands when it has been done before under this key. Without it there is nothing to show, and nothing is done again. */
  again?: (objectId: string) => Promise<T>;
  /** Looks at Stripe for the thing that was done while its answer was lost. */
  find?: () => Promise<T | null>;
  /** What the answer shows of Stripe's objects. */
  shows?: (answer: T) => Reading;
  idOf?: (answer: T) => string;
}

interface Taken {
  id: string;
  tries: number;
  done: boolean;
  objectId: string | null;
  uncertain: boolean;
  reading: string;
}

/**
 * A key that was answered stays so. A no counts a try up, so that the next asking is another request to Stripe; so does what is uncertain:
 * an answer lost more than a day ago, an answer of 5xx (which Stripe would repeat), or another wish than the one whose answer was lost.
 */
const TAKE_SQL = `
  insert into stripe_requests as r (key, operation, fingerprint, first_asked_at, asked_at) values ($1, $2, $3, $4, $4)
  on conflict (key) do update set
    tries = r.tries + (r.status = 'refused')::int,
    asked_at = case when r.status = 'refused' then excluded.asked_at else r.asked_at end,
    fingerprint = case when r.status = 'refused' then excluded.fingerprint else r.fingerprint end,
    status = case when r.status = 'refused' then 'asked' else r.status end
  returning r.id, r.tries, r.status = 'answered' as done, r.object_id as "objectId", nextval('stripe_readings') as reading,
    r.status = 'asked' and old.status = 'asked' and (r.http_status >= 500 or r.asked_at < $5 or r.fingerprint <> $3) as uncertain`;

const ANEW_SQL = `
  update stripe_requests set tries = tries + 1, asked_at = $2, fingerprint = $3, http_status = null where id = $1 returning tries`;

const ANSWERED_SQL = `
  update stripe_requests set status = 'answered', object_id = $2, answered_at = $3, request_id = coalesce($4, request_id), http_status = 200,
         error_type = null, error_code = null, decline_code = null
   where id = $1`;

const REFUSED_SQL = `
  update stripe_requests set status = $2, http_status = $3, request_id = $4, error_type = $5, error_code = $6, decline_code = $7 where id = $1`;

/** Every word with Stripe goes through here. Never inside a transaction: what is asked is committed before it leaves the house. */
@Injectable()
export class Gateway {
  readonly stripe: Stripe;
  private readonly log = new Logger('Stripe');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) settings: Pick<RunningSettings, 'stripe'>,
    private readonly clock: Clock,
  ) {
    this.stripe = stripeClient(settings.stripe);
  }

  /**
   * Has Stripe do a thing once, however often it is asked for under the same key. Refuses what `refusalOf` says:
   * `stripe.unavailable` (then the same key may be used again), `card.…`, `stripe.gone` and others.
   */
  async ask<T>(asking: Asking<T>): Promise<T | null> {
    const fingerprint = createHash('sha256').update(JSON.stringify(asking.wish)).digest();
    const taken = await this.take(asking, fingerprint);
    const [{ objectId }, { again }] = [taken, asking];
    if (taken.done) return objectId !== null && again ? this.look(asking.operation, () => again(objectId)) : null;
    const tries = taken.uncertain ? await this.lookFirst(asking, taken, fingerprint) : taken.tries;
    if (typeof tries !== 'number') return tries.answer;
    try {
      const answer = await this.patiently(() => asking.send({ idempotencyKey: `${asking.key}#${tries}` }));
      await this.record(taken, asking, answer);
      return answer;
    } catch (error) {
      await this.recordNo(taken, asking.operation, error);
      throw refusalOf(asking.operation, error);
    }
  }

  /** How often an operation has been done: the number of the next one, for things that are made anew when they are gone. */
  async answered(operation: string): Promise<number> {
    const { n } = await theRow<{ n: number }>(this.db, 'request', `select count(*)::int as n from stripe_requests where operation = $1 and status = 'answered'`, [operation]);
    return n;
  }

  /** Asks Stripe something that changes nothing; refuses like `ask`. */
  async look<T>(operation: string, see: () => Promise<T>): Promise<T> {
    try {
      return await this.patiently(see);
    } catch (error) {
      this.tell(operation, error);
      throw refusalOf(operation, error);
    }
  }

  /** Reads an object anew and mirrors it; the jobs of its purpose go with the mirror. Answers whether a mirror changed. */
  async refresh(kind: Kind, id: string): Promise<boolean> {
    const number = await nextReading(this.db);
    const reading = await this.look(`${kind}.read`, () => read(this.stripe, kind, id));
    const changes = await this.db.transaction((tx) => writeMirrors(tx, [reading], number, this.clock.now()));
    return changes > 0;
  }

  /** Waits and asks again when Stripe says that we are too fast; such a request was not done. */
  async patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await call();
      } catch (error) {
        if (!isTooFast(error) || tried > PATIENCE.tries) throw error;
        await rest(PATIENCE.firstMs * 2 ** (tried - 1) * (0.5 + Math.random()));
      }
    }
  }

  private take<T>({ key, operation }: Asking<T>, fingerprint: Buffer): Promise<Taken> {
    const now = this.clock.now();
    return theRow<Taken>(this.db, 'request', TAKE_SQL, [key, operation, fingerprint, now, new Date(now.getTime() - KEY_LIVES_MS)]);
  }

  /** Nobody knows whether it was done: what is found is taken for the answer; else it is asked as another request. */
  private async lookFirst<T>(asking: Asking<T>, taken: Taken, fingerprint: Buffer): Promise<number | { answer: T }> {
    const found = asking.find ? await this.look(asking.operation, asking.find) : null;
    if (found !== null) {
      await this.record(taken, asking, found);
      return { answer: found };
    }
    const { tries } = await theRow<{ tries: number }>(this.db, 'request', ANEW_SQL, [taken.id, this.clock.now(), fingerprint]);
    return tries;
  }

  private async record<T>(taken: Taken, asking: Asking<T>, answer: T): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      if (asking.shows) await writeMirrors(tx, [asking.shows(answer)], taken.reading, now);
      await tx.query(ANSWERED_SQL, [taken.id, asking.idOf?.(answer) ?? null, now, requestIdOf(answer)]);
    });
  }

  /** A lost or broken answer leaves the request asked: the thing may have been done. */
  private async recordNo(taken: Taken, operation: string, error: unknown): Promise<void> {
    const no = noOf(error);
    if (no === null) return;
    this.tell(operation, error);
    const open = isLost(error) || isBroken(no) || isTooFast(error);
    await this.db.query(REFUSED_SQL, [taken.id, open ? 'asked' : 'refused', no.status, no.requestId, no.type, no.code, no.declineCode]);
  }

  private tell(operation: string, error: unknown): void {
    const no = noOf(error);
    if (no) this.log.warn(`${operation}: ${inLog(no)}`);
  }
}

function requestIdOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('lastResponse' in answer)) return null;
  const { lastResponse } = answer;
  return typeof lastResponse === 'object' && lastResponse !== null && 'requestId' in lastResponse && typeof lastResponse.requestId === 'string' ? lastResponse.requestId : null;
}
