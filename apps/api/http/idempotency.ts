import { createHash } from 'node:crypto';
import { Catch, Injectable, type ArgumentsHost, type CanActivate, type ExceptionFilter, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { row } from '#libs/database';
import { HOLDS_SECRETS, type Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';

/** An answer as it is remembered under its key; without a status while the request still runs. */
interface Remembered {
  fingerprint: Buffer;
  status: number | null;
  answer: unknown;
}

/** The key that a request has taken. */
interface Taken {
  key: string;
  accountId: string;
}

/** Thrown to go past the route: the same request has been answered before. */
export class AnsweredBefore {
  constructor(
    readonly status: number,
    readonly answer: unknown,
  ) {}
}

/** What stands behind `Idempotency-Key`: the keys that are taken, and what was answered under them. */
@Injectable()
export class KeptAnswers {
  private readonly taken = new WeakMap<FastifyRequest, Taken>();

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Take the key for this request, or throw `AnsweredBefore`. Refuses 409 `idempotency.mismatch` for another request under the key,
   * `idempotency.inFlight` while the first still runs. A key whose process died is free again after a minute.
   */
  async take(taken: Taken, request: FastifyRequest): Promise<void> {
    const { key, accountId } = taken;
    const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest();
    const now = this.clock.now();
    const free = await row(
      this.db,
      `insert into idempotency_keys (account_id, key, fingerprint, created_at) values ($1, $2, $3, $4)
       on conflict (account_id, key) do update set fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = null, answer = null
         where idempotency_keys.created_at < $4::timestamptz - interval '24 hours'
            or (idempotency_keys.status is null and idempotency_keys.created_at < $4::timestamptz - interval '1 minute')
       returning key`,
      [accountId, key, fingerprint, now],
    );
    if (free) {
      this.taken.set(request, taken);
      return;
    }
    const kept = await row<Remembered>(this.db, 'select fingerprint, status, answer from idempotency_keys where account_id = $1 and key = $2', [accountId, key]);
    if (kept && !kept.fingerprint.equals(fingerprint)) throw Refusal.conflict('idempotency.mismatch');
    if (kept?.status == null) throw Refusal.conflict('idempotency.inFlight');
    throw new AnsweredBefore(kept.status, kept.answer);
  }

  /** Whether this request has taken a key; most have not, and are sent without waiting. */
  hasTaken(request: FastifyRequest): boolean {
    return this.taken.has(request);
  }

  /** Before the answer leaves: a 2xx is kept for 24 hours; after a refusal the key is free again, so that a corrected try may use it. */
  async keep(request: FastifyRequest, status: number, body: unknown): Promise<void> {
    const taken = this.taken.get(request);
    if (!taken) return;
    const { key, accountId } = taken;
    if (status < 300) {
      const answer = typeof body === 'string' && body !== '' ? body : 'null';
      await this.db.query('update idempotency_keys set status = $3, answer = $4 where account_id = $1 and key = $2', [accountId, key, status, answer]);
    } else {
      await this.db.query('delete from idempotency_keys where account_id = $1 and key = $2', [accountId, key]);
    }
  }
}

/**
 * `Idempotency-Key` on a POST: the same key and request get the same 2xx answer for 24 hours. A guard and not an interceptor, because one
 * interceptor takes every request of every route through Observables. What routes with secrets are asked and answer is not kept, not even
 * as a hash.
 */
@Injectable()
export class IdempotencyGuard implements CanActivate {
  constructor(
    private readonly answers: KeptAnswers,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Actor | null }>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string' || !request.user) return true;
    if (this.reflector.get<boolean | undefined>(HOLDS_SECRETS, context.getClass())) return true;
    if (key.length < 1 || key.length > 200) throw Refusal.input([{ path: 'Idempotency-Key', code: 'tooLong', params: { max: 200 } }]);
    return this.answers.take({ key, accountId: request.user.accountId }, request).then(() => true);
  }
}

/** Sends what was answered before. */
@Catch(AnsweredBefore)
export class AnsweredBeforeFilter implements ExceptionFilter<AnsweredBefore> {
  catch({ status, answer }: AnsweredBefore, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().status(status).header('idempotency-replayed', 'true').send(answer);
  }
}
