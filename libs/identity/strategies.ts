import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy as CustomStrategy } from 'passport-custom';
import { Strategy as LocalStrategy } from 'passport-local';
import { Refusal } from '#libs/kernel';
import { IdentityService } from './identity.service.js';
import type { Actor } from './actor.js';
import { SESSION_COOKIE } from './sessions.js';
import { isWriting } from './writing.js';

interface Knock {
  method: string;
  headers: { authorization?: string };
  cookies?: Record<string, string | undefined>;
}

/** E-mail and password, for the one route that opens a session. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(LocalStrategy, 'password') {
  constructor(private readonly identity: IdentityService) {
    super({ usernameField: 'email', passwordField: 'password' });
  }

  /** `PasswordGuard` has looked at both. */
  validate(email: string, password: string): Promise<{ accountId: string }> {
    return this.identity.checkCredentials(email.trim(), password);
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

/** `Authorization: Bearer` with a personal access token; nowhere else, for addresses are written down. A wrong token is refused 401, never taken for a guest. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(CustomStrategy, 'accessToken') {
  constructor(private readonly identity: IdentityService) {
    super();
  }

  async validate({ method, headers }: Knock): Promise<Actor | null> {
    const [, token] = /^bearer\s+(.*)$/i.exec(headers.authorization ?? '') ?? [];
    if (token === undefined) return null;
    const actor = await this.identity.actorOfToken(token, isWriting(method));
    if (!actor) throw Refusal.unauthenticated();
    return actor;
  }
}
