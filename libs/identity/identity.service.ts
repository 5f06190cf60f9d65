import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row, rows, type Sql } from '#libs/database';
import { Clock, Refusal } from '#libs/kernel';
import { notify, type Recipient } from '#libs/notices';
import type { Locale } from '#libs/words';
import type { Actor } from './actor.js';
import { checkPassword, hashPassword } from './passwords.js';
import { newToken, tokenHash } from './secrets.js';
import { findBySession, findByToken, SESSION_DAYS } from './sessions.js';
import { WriteLeases } from './write-leases.js';

const CONFIRM_HOURS = 48;
const RESET_MINUTES = 60;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

interface AccountRow {
  id: string;
  email: string;
  displayName: string;
  locale: Locale;
  passwordHash: string | null;
  emailConfirmedAt: Date | null;
  disabledAt: Date | null;
}

const ACCOUNT = `select id, email, display_name as "displayName", locale, password_hash as "passwordHash",
  email_confirmed_at as "emailConfirmedAt", disabled_at as "disabledAt" from accounts`;

export interface SessionRow {
  id: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
}

export interface TokenRow {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

interface Installation {
  name: string;
  demo: boolean;
  address: string;
  helpDesk: string;
}

/** Accounts and the ways to prove who one is. */
@Injectable()
export class IdentityService {
  private readonly writes = new WriteLeases();

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Whose house this is, where to turn, and whether it holds the demonstration people. */
  async installation(): Promise<Installation> {
    const found = await row<Installation>(
      this.db,
      `select name, address, help_desk as "helpDesk", exists (select 1 from accounts where email = 'junior@mazeru.example') as demo from cooperative`,
    );
    return found ?? { name: 'Mazeru', demo: false, address: '', helpDesk: '' };
  }

  actorOfSession(token: string, writing = false): Promise<Actor | null> {
    return findBySession(this.db, token, this.clock.now(), writing ? this.writes : null);
  }

  /** Who holds a personal access token; `writing` counts the request against the account's limit. */
  actorOfToken(token: string, writing = false): Promise<Actor | null> {
    return findByToken(this.db, token, this.clock.now(), writing ? this.writes : null);
  }

  /** Refuses 401 `session.wrongPassword`, the same for an address nobody has, and `session.disabled`. */
  async checkCredentials(email: string, password: string): Promise<{ accountId: string }> {
    const account = await this.byEmail(this.db, email);
    if (!(await checkPassword(password, account?.passwordHash ?? null)) || !account) throw Refusal.unauthenticated('session.wrongPassword');
    if (account.disabledAt) throw Refusal.unauthenticated('session.disabled');
    return { accountId: account.id };
  }

  /** Open a session; the token is shown to the browser once and stored hashed. */
  async openSession(accountId: string, userAgent: string): Promise<{ token: string; expiresAt: Date }> {
    const token = newToken();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + SESSION_DAYS * 24 * HOUR_MS);
    await this.db.query('insert into sessions (account_id, token_hash, user_agent, created_at, last_seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)', [
      accountId,
      tokenHash(token),
      userAgent.slice(0, 300),
      now,
      expiresAt,
    ]);
    return { token, expiresAt };
  }

  /** One's own open sessions, last used first. */
  sessions(actor: Actor): Promise<SessionRow[]> {
    return rows<SessionRow>(
      this.db,
      `select id, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt" from sessions
        where account_id = $1 and ended_at is null and expires_at > $2 order by last_seen_at desc limit 100`,
      [actor.accountId, this.clock.now()],
    );
  }

  /** End one of one's own sessions. Refuses 404 for anybody else's. */
  async endSession(actor: Actor, sessionId: string): Promise<void> {
    const ended = await row(this.db, 'update sessions set ended_at = $3 where id = $1 and account_id = $2 and ended_at is null returning id', [
      sessionId,
      actor.accountId,
      this.clock.now(),
    ]);
    if (!ended) throw Refusal.missing('session');
  }

  /**
   * Register an address. The answer is the same whether or not the address is known, so that nobody can ask who is a member:
   * the mail tells its owner which of the two it was.
   */
  async register(input: { email: string; password: string; displayName: string; locale: Locale }): Promise<void> {
    const passwordHash = await hashPassword(input.password);
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const made = await row<{ id: string }>(
        tx,
        `insert into accounts (email, password_hash, display_name, locale, created_at) values ($1, $2, $3, $4, $5)
         on conflict (lower(email)) do nothing returning id`,
        [input.email, passwordHash, input.displayName, input.locale, now],
      );
      if (made) {
        await recordDeed(tx, { at: now, by: { accountId: made.id }, action: 'account.registered', subject: { type: 'account', id: made.id }, concernsAccountId: made.id });
        await this.sendConfirmation(tx, { ...input, id: made.id });
        return;
      }
      const known = await this.byEmail(tx, input.email);
      if (known) await notify(tx, [{ to: recipientOf(known), by: 'mail', template: 'accountExists', params: { name: known.displayName }, href: '/forgot', at: now }]);
    });
  }

  /** Send the confirmation letter again; nothing happens when the address is confirmed already. */
  async requestConfirmation(actor: Actor): Promise<void> {
    if (actor.emailConfirmed) return;
    await this.db.transaction((tx) => this.sendConfirmation(tx, { ...actor, id: actor.accountId }));
  }

  /** Refuses 422 `emailToken.invalid`. Opening the link twice is fine for its owner: the second time says invalid, the address stays confirmed. */
  async confirmEmail(token: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const used = await this.useEmailToken(tx, 'confirmEmail', token, now);
      await tx.query('update accounts set email_confirmed_at = coalesce(email_confirmed_at, $3) where id = $1 and lower(email) = lower($2)', [used.accountId, used.email, now]);
      await recordDeed(tx, { at: now, by: { accountId: used.accountId }, action: 'account.emailConfirmed', subject: { type: 'account', id: used.accountId }, concernsAccountId: used.accountId });
    });
  }

  /** Send a reset letter when somebody has this address; says nothing either way. */
  async requestPasswordReset(email: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const account = await this.byEmail(tx, email);
      if (!account || account.disabledAt) return;
      const now = this.clock.now();
      const token = await this.makeEmailToken(tx, account, 'resetPassword', new Date(now.getTime() + RESET_MINUTES * MINUTE_MS));
      await notify(tx, [{ to: recipientOf(account), by: 'mail', template: 'resetPassword', params: { name: account.displayName, minutes: RESET_MINUTES }, href: `/reset/${token}`, at: now }]);
    });
  }

  /** Set a new password by the letter's link: ends every session, confirms the address. Refuses 422 `emailToken.invalid`. */
  async resetPassword(token: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { accountId } = await this.useEmailToken(tx, 'resetPassword', token, now);
      await tx.query('update accounts set email_confirmed_at = coalesce(email_confirmed_at, $2) where id = $1', [accountId, now]);
      await this.setPassword(tx, accountId, passwordHash, null, now);
    });
  }

  /** Change one's own password; other sessions end. Refuses 422 `password.wrong`. */
  async changePassword(actor: Actor, current: string, next: string): Promise<void> {
    const account = await row<AccountRow>(this.db, `${ACCOUNT} where id = $1`, [actor.accountId]);
    if (!(await checkPassword(current, account?.passwordHash ?? null))) throw Refusal.rule('password.wrong');
    const passwordHash = await hashPassword(next);
    await this.db.transaction((tx) => this.setPassword(tx, actor.accountId, passwordHash, actor.sessionId, this.clock.now()));
  }

  async updateAccount(actor: Actor, change: { displayName?: string; locale?: Locale }): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('update accounts set display_name = coalesce($2, display_name), locale = coalesce($3, locale) where id = $1', [
        actor.accountId,
        change.displayName ?? null,
        change.locale ?? null,
      ]);
      await recordDeed(tx, {
        at: this.clock.now(),
        by: actor,
        action: 'account.changed',
        subject: { type: 'account', id: actor.accountId },
        concernsAccountId: actor.accountId,
        before: { displayName: actor.displayName, locale: actor.locale },
        after: { ...change },
      });
    });
  }

  /** One's own personal access tokens, newest first. */
  tokens(actor: Actor): Promise<TokenRow[]> {
    return rows<TokenRow>(
      this.db,
      `select id, name, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt" from access_tokens
        where account_id = $1 and revoked_at is null order by id desc limit 100`,
      [actor.accountId],
    );
  }

  /** A new personal access token; `token` is shown this once. `expiresAt` null: until revoked. */
  async makeToken(actor: Actor, name: string, expiresAt: Date | null): Promise<TokenRow & { token: string }> {
    const token = newToken();
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const [made] = await rows<{ id: string }>(tx, 'insert into access_tokens (account_id, name, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5) returning id', [
        actor.accountId,
        name,
        tokenHash(token),
        now,
        expiresAt,
      ]);
      const id = made?.id ?? '';
      await recordDeed(tx, { at: now, by: actor, action: 'accessToken.made', subject: { type: 'accessToken', id }, concernsAccountId: actor.accountId, after: { name } });
      return { id, name, createdAt: now, lastUsedAt: null, expiresAt, token };
    });
  }

  /** Refuses 404 for anybody else's token. */
  async revokeToken(actor: Actor, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const revoked = await row<{ name: string }>(tx, 'update access_tokens set revoked_at = $3 where id = $1 and account_id = $2 and revoked_at is null returning name', [id, actor.accountId, now]);
      if (!revoked) throw Refusal.missing('accessToken');
      await recordDeed(tx, { at: now, by: actor, action: 'accessToken.revoked', subject: { type: 'accessToken', id }, concernsAccountId: actor.accountId, before: revoked });
    });
  }

  private byEmail(sql: Sql, email: string): Promise<AccountRow | null> {
    return row<AccountRow>(sql, `${ACCOUNT} where lower(email) = lower($1)`, [email]);
  }

  private async setPassword(tx: Sql, accountId: string, passwordHash: string, keepSessionId: string | null, now: Date): Promise<void> {
    const [account] = await rows<AccountRow>(tx, `update accounts set password_hash = $2 where id = $1 returning id, email, display_name as "displayName", locale`, [accountId, passwordHash]);
    await tx.query('update sessions set ended_at = $2 where account_id = $1 and ended_at is null and id is distinct from $3', [accountId, now, keepSessionId]);
    // Other letters that were asked for meanwhile open nothing any more.
    await tx.query(`update email_tokens set used_at = $2 where account_id = $1 and kind = 'resetPassword' and used_at is null`, [accountId, now]);
    await recordDeed(tx, { at: now, by: { accountId }, action: 'account.passwordChanged', subject: { type: 'account', id: accountId }, concernsAccountId: accountId });
    if (account) await notify(tx, [{ to: recipientOf(account), by: 'mail', template: 'passwordChanged', params: { name: account.displayName }, href: '/me/account', at: now }]);
  }

  private async sendConfirmation(tx: Sql, account: { id: string; email: string; displayName: string; locale: Locale }): Promise<void> {
    const now = this.clock.now();
    const token = await this.makeEmailToken(tx, account, 'confirmEmail', new Date(now.getTime() + CONFIRM_HOURS * HOUR_MS));
    await notify(tx, [{ to: recipientOf(account), by: 'mail', template: 'confirmEmail', params: { name: account.displayName, hours: CONFIRM_HOURS }, href: `/confirm/${token}`, at: now }]);
  }

  private async makeEmailToken(tx: Sql, account: { id: string; email: string }, kind: 'confirmEmail' | 'resetPassword', expiresAt: Date): Promise<string> {
    const token = newToken();
    await tx.query('insert into email_tokens (account_id, kind, token_hash, email, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)', [
      account.id,
      kind,
      tokenHash(token),
      account.email,
      this.clock.now(),
      expiresAt,
    ]);
    return token;
  }

  private async useEmailToken(tx: Sql, kind: 'confirmEmail' | 'resetPassword', token: string, now: Date): Promise<{ accountId: string; email: string }> {
    const used = await row<{ accountId: string; email: string }>(
      tx,
      `update email_tokens set used_at = $3 where token_hash = $1 and kind = $2 and used_at is null and expires_at > $3 returning account_id as "accountId", email`,
      [tokenHash(token), kind, now],
    );
    if (!used) throw Refusal.rule('emailToken.invalid');
    return used;
  }
}

const recipientOf = (account: { id: string; email: string; locale: Locale }): Recipient => ({ accountId: account.id, email: account.email, locale: account.locale });
