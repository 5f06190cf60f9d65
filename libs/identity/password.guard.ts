import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { Refusal } from '#libs/kernel';
import { Limits } from './limits.js';

interface Attempt {
  ip: string;
  body?: { email?: unknown };
}

/** Checks e-mail and password before the one route that opens a session; wrong ones are counted by address and by place. */
@Injectable()
export class PasswordGuard extends AuthGuard('password') {
  constructor(private readonly limits: Limits) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const { ip, body } = context.switchToHttp().getRequest<Attempt>();
    const address = typeof body?.email === 'string' ? body.email.trim().toLowerCase() : '';
    await this.limits.use('signInByPlace', ip);
    await this.limits.use('signInByAddress', address);
    await super.canActivate(context);
    await this.limits.forgive('signInByAddress', address);
    return true;
  }

  /** Passport says `false` without an error only when a field is missing. */
  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    if (!user) throw Refusal.input([{ path: 'email', code: 'required' }, { path: 'password', code: 'required' }]);
    return user;
  }
}
