import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { isEmailAddress } from '#libs/door';
import { Refusal, type FieldError } from '#libs/kernel';
import { PASSWORD_MAX } from './identity.dto.js';
import { Limits } from './limits.js';

interface Attempt {
  ip: string;
  body?: { email?: unknown; password?: unknown } | null;
}

/** Checks e-mail and password before the one route that opens a session; wrong ones are counted by address and by place. */
@Injectable()
export class PasswordGuard extends AuthGuard('password') {
  constructor(private readonly limits: Limits) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const { ip, body } = context.switchToHttp().getRequest<Attempt>();
    const address = addressIn(body);
    await this.limits.use('signInByPlace', ip);
    await this.limits.use('signInByAddress', address);
    await super.canActivate(context);
    await this.limits.forgive('signInByAddress', address);
    return true;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    if (!user) throw Refusal.unauthenticated();
    return user;
  }
}

/** The address that somebody signs in with. A guard comes before the pipes, so it reads the two fields itself. Refuses 400 naming them. */
function addressIn(body: Attempt['body']): string {
  const email = typeof body?.email === 'string' ? body.email.trim() : '';
  const password = typeof body?.password === 'string' ? body.password : '';
  const fields: FieldError[] = [];
  if (email === '') fields.push({ path: 'email', code: 'required' });
  else if (!isEmailAddress(email)) fields.push({ path: 'email', code: 'email' });
  if (password === '') fields.push({ path: 'password', code: 'required' });
  else if (password.length > PASSWORD_MAX) fields.push({ path: 'password', code: 'tooLong', params: { max: PASSWORD_MAX } });
  if (fields.length > 0) throw Refusal.input(fields);
  return email.toLowerCase();
}
