import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { Refusal } from '#libs/kernel';
import { ACCESS_ROW, authorize, type AccessRow } from './access.js';
import type { Asked } from './actor.js';
import { Limits } from './limits.js';
import { SESSION_COOKIE } from './sessions.js';
import { isWriting } from './writing.js';

interface Request extends Asked {
  method: string;
  ip: string;
}

/** What a request may be recognised by. */
interface Brought {
  headers: Record<string, string | undefined>;
  cookies?: Record<string, string | undefined>;
}

const isStranger = ({ headers, cookies }: Brought): boolean => !cookies?.[SESSION_COOKIE] && headers['authorization'] === undefined;

/** Every route's door: who is it (session or token), does the access table let them in, are they too fast. */
@Injectable()
export class ActorGuard extends AuthGuard(['session', 'accessToken']) {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: Limits,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & Brought>();
    const row = this.reflector.get<AccessRow | undefined>(ACCESS_ROW, context.getHandler());
    if (!row) throw Refusal.forbidden();
    if (row.who === 'keyHolder') return true;
    // Who brings neither a session nor a token needs no look-up, and no strategy to find that out.
    if (isStranger(request)) request.user = null;
    else await super.canActivate(context);
    // Who is known has been counted with the look-up.
    if (!request.user && isWriting(request.method)) await this.limits.use('write', request.ip);
    authorize(row, request.user ?? null);
    return true;
  }

  /** Nobody signed in is no error here: the access table decides. A wrong bearer token throws before this. */
  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    return (user || null) as T;
  }
}
