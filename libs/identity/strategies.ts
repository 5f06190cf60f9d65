import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy as CustomStrategy } from 'passport-custom';
import { Strategy as BearerStrategy } from 'passport-http-bearer';
import { Strategy as LocalStrategy } from 'passport-local';
import { Refusal } from '#libs/kernel';
import { IdentityService } from './identity.service.js';
import type { Actor } from './actor.js';
import { SESSION_COOKIE } from './sessions.js';
import { isWriting } from './writing.js';

interface Knock {
  method: string;
  cookies?: Record<string, string | undefined>;
}

/** E-mail and password, for the one route that opens a session. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(LocalStrategy, 'password') {
  constructor(private readonly identity: IdentityService) {
    super({ usernameField: 'email', passwordField: 'password' });
  }

  validate(email: unknown, password: unknown): Promise<{ accountId: string }> {
    if (typeof email !== 'string' || typeof password !== 'string') throw Refusal.input([{ path: 'password', code: 'text' }]);
    return this.identity.checkCredentials(email, password);
  }
}

/** The cookie of a browser session. */
@Injectable()
export class SessionStrategy extends PassportStrategy(CustomStrategy, 'session') {
  constructor(private readonly identity: IdentityService) {
    super();
  }

  async validate(request: Knock): Promise<Actor | null> {
    const token = request.cookies?.[SESSION_COOKIE];
    return token ? this.identity.actorOfSession(token, isWriting(request.method)) : null;
  }
}

/** `Authorization: Bearer` with a personal access token. A wrong token is refused 401, never taken for a guest. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(BearerStrategy, 'accessToken') {
  constructor(private readonly identity: IdentityService) {
    super({ passReqToCallback: true });
  }

  async validate(request: Knock, token: string): Promise<Actor> {
    const actor = await this.identity.actorOfToken(token, isWriting(request.method));
    if (!actor) throw Refusal.unauthenticated();
    return actor;
  }
}
