import { createHash } from 'node:crypto';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { row } from '#libs/database';
import { HOLDS_SECRETS, type Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';

interface Remembered {
  fingerprint: Buffer;
  status: number | null;
  answer: unknown;
}

/**
 * `Idempotency-Key` on a POST: the same key and request get the same 2xx answer for 24 hours. Refusals are not kept, so a corrected
 * try may use the key again. 409 `idempotency.mismatch` for another request under the key, `idempotency.inFlight` while the first still runs.
 * A key whose process died is free again after a minute. What routes with secrets are asked and answer is not kept, not even as a hash.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Actor | null }>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string' || !request.user) return next.handle();
    if (this.reflector.get<boolean | undefined>(HOLDS_SECRETS, context.getClass())) return next.handle();
    if (key.length < 1 || key.length > 200) throw Refusal.input([{ path: 'Idempotency-Key', code: 'tooLong', params: { max: 200 } }]);
    return from(this.once(key, request.user.accountId, request, context.switchToHttp().getResponse<FastifyReply>(), next));
  }

  private async once(key: string, accountId: string, request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest();
    const kept = await this.take(key, accountId, fingerprint);
    if (kept) {
      if (!kept.fingerprint.equals(fingerprint)) throw Refusal.conflict('idempotency.mismatch');
      if (kept.status === null) throw Refusal.conflict('idempotency.inFlight');
      void reply.status(kept.status).header('idempotency-replayed', 'true');
      return kept.answer;
    }
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.db.query('update idempotency_keys set status = $3, answer = $4 where account_id = $1 and key = $2', [accountId, key, reply.statusCode, JSON.stringify(answer ?? null)]);
      return answer;
    } catch (refused) {
      await this.db.query('delete from idempotency_keys where account_id = $1 and key = $2', [accountId, key]);
      throw refused;
    }
  }

  /** Take the key, or say what is remembered under it. */
  private async take(key: string, accountId: string, fingerprint: Buffer): Promise<Remembered | null> {
    const now = this.clock.now();
    const taken = await row(
      this.db,
      `insert into idempotency_keys (account_id, key, fingerprint, created_at) values ($1, $2, $3, $4)
       on conflict (account_id, key) do update set fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = null, answer = null
         where idempotency_keys.created_at < $4::timestamptz - interval '24 hours'
            or (idempotency_keys.status is null and idempotency_keys.created_at < $4::timestamptz - interval '1 minute')
       returning key`,
      [accountId, key, fingerprint, now],
    );
    return taken ? null : row<Remembered>(this.db, 'select fingerprint, status, answer from idempotency_keys where account_id = $1 and key = $2', [accountId, key]);
  }
}
