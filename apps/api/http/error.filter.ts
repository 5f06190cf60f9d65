import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { QueryFailedError } from 'typeorm';
import { faultOf } from '#libs/database';
import { languageOf, problem, problemOf, type Problem } from '#libs/door';
import { Refusal } from '#libs/kernel';
import { REFUSALS, type Locale } from '#libs/words';

/** A named constraint that states a rule of the trade answers with that rule's code. Others are faults of ours. */
const CONSTRAINTS: Record<string, () => Refusal> = {
  commitments_overlap: () => Refusal.conflict('calendar.clash', {}, [{ code: 'calendar.clash', params: {}, nextStep: { code: 'next.myShifts', href: '/me/shifts' } }]),
  occupancies_overlap: () => Refusal.conflict('calendar.roomTaken'),
  dues_plans_one_live: () => Refusal.conflict('dues.alreadyLive'),
  dues_pauses_once: () => Refusal.conflict('dues.pauseOverlaps'),
  claims_once: () => Refusal.conflict('claim.already'),
};

/** Two who waited for each other: PostgreSQL let one of them go, and nothing of that one was written. */
const DEADLOCK = '40P01';

/** The refusal that a fault of the database stands for, whether TypeORM wrapped the driver's error or not. */
function asRefusal(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown;
  const fault: unknown = thrown instanceof QueryFailedError ? thrown.driverError : thrown;
  if (!(fault instanceof Error)) return null;
  if ('code' in fault && fault.code === DEADLOCK) return Refusal.conflict('state.wrong');
  return ('constraint' in fault && typeof fault.constraint === 'string' && CONSTRAINTS[fault.constraint]?.()) || null;
}

/** What the framework throws before any code of ours runs: an unknown route, an unreadable body, an id that is none. */
function ofFramework(status: number, message: string, locale: Locale): Problem {
  if (status === 400 && /uuid/i.test(message)) return problemOf(Refusal.missing('thing'), locale);
  const code = status === 413 ? 'input.tooLarge' : status === 404 ? 'missing' : status === 401 ? 'unauthenticated' : status === 403 ? 'forbidden' : status < 500 ? 'input.json' : 'unavailable';
  return problem(status, code, locale);
}

/** Everything that is thrown becomes problem+json; what we did not mean to throw is logged and says nothing of its inside. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const body = this.bodyOf(thrown, languageOf(request.headers['accept-language']), request);
    if (body.status === 429 && thrown instanceof Refusal) void reply.header('retry-after', String(thrown.params['seconds'] ?? 60));
    void reply.status(body.status).header('content-type', 'application/problem+json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify(body));
  }

  private bodyOf(thrown: unknown, locale: Locale, request: FastifyRequest): Problem {
    const refusal = asRefusal(thrown);
    if (refusal) {
      if (!(refusal.code in REFUSALS)) this.log.error(`refusal ${refusal.code} has no words`);
      return problemOf(refusal, locale);
    }
    if (thrown instanceof HttpException) return ofFramework(thrown.getStatus(), thrown.message, locale);
    if (isFastifyError(thrown) && thrown.statusCode < 500) return ofFramework(thrown.statusCode, thrown.message, locale);
    this.log.error(`${request.method} ${request.routeOptions.url ?? '?'} failed: ${faultOf(thrown)}`);
    return problem(500, 'internal', locale);
  }
}

const isFastifyError = (thrown: unknown): thrown is Error & { statusCode: number } =>
  thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number';
