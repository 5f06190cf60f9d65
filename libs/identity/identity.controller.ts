import { Body, Controller, Delete, Get, Headers, HttpCode, Ip, Param, ParseUUIDPipe, Patch, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addDays, Clock, day, dayStart, Refusal } from '#libs/kernel';
import { Access } from './access.js';
import { CurrentActor, type Actor } from './actor.js';
import { IDENTITY } from './identity.access.js';
import {
  AccessTokenListView,
  ChangeAccount,
  ChangePassword,
  EmailOnly,
  InstallationView,
  MadeAccessTokenView,
  MakeAccessToken,
  NewPasswordOnly,
  Register,
  SessionListView,
  SignedInView,
  SignIn,
  TokenOnly,
  type AccessTokenView,
  type AccountView,
} from './identity.dto.js';
import { IdentityService, type TokenRow } from './identity.service.js';
import { Limits } from './limits.js';
import { PasswordGuard } from './password.guard.js';
import { HoldsSecrets } from './secrets.js';
import { SESSION_COOKIE } from './sessions.js';

@ApiTags('identity')
@HoldsSecrets()
@Controller()
export class IdentityController {
  constructor(
    private readonly identity: IdentityService,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  @Get('installation')
  @Access(IDENTITY.installation)
  @ApiOkResponse({ type: InstallationView })
  installation(): Promise<InstallationView> {
    return this.identity.installation();
  }

  @Post('sessions')
  @Access(IDENTITY.signIn)
  @UseGuards(PasswordGuard)
  @ApiBody({ type: SignIn })
  @ApiCreatedResponse({ type: SignedInView })
  async signIn(
    @Req() request: FastifyRequest & { user: { accountId: string } },
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    const { token, expiresAt } = await this.identity.openSession(request.user.accountId, userAgent ?? '');
    const actor = await this.identity.actorOfSession(token);
    if (!actor) throw Refusal.unauthenticated('session.disabled');
    void reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', expires: expiresAt });
    return { account: accountView(actor) };
  }

  @Delete('sessions/current')
  @Access(IDENTITY.signOut)
  @HttpCode(204)
  async signOut(@CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (actor.sessionId) await this.identity.endSession(actor, actor.sessionId);
    void reply.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  @Get('sessions')
  @Access(IDENTITY.account)
  @ApiOkResponse({ type: SessionListView })
  async sessions(@CurrentActor() actor: Actor): Promise<SessionListView> {
    const found = await this.identity.sessions(actor);
    return {
      items: found.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
        id,
        current: id === actor.sessionId,
        userAgent,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      })),
    };
  }

  @Delete('sessions/:id')
  @Access(IDENTITY.account)
  @HttpCode(204)
  endSession(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.identity.endSession(actor, id);
  }

  @Post('accounts')
  @Access(IDENTITY.register)
  async register(@Body() input: Register, @Ip() ip: string): Promise<void> {
    await this.allowLetter(ip, input.email);
    await this.identity.register({ ...input, locale: input.locale ?? 'ja' });
  }

  @Post('email-confirmations')
  @Access(IDENTITY.confirmEmail)
  @HttpCode(204)
  confirmEmail(@Body() input: TokenOnly): Promise<void> {
    return this.identity.confirmEmail(input.token);
  }

  @Post('email-confirmations/request')
  @Access(IDENTITY.account)
  @HttpCode(202)
  async requestConfirmation(@CurrentActor() actor: Actor, @Ip() ip: string): Promise<void> {
    await this.allowLetter(ip, actor.email);
    await this.identity.requestConfirmation(actor);
  }

  @Post('password-resets')
  @Access(IDENTITY.resetPassword)
  @HttpCode(202)
  async requestPasswordReset(@Body() input: EmailOnly, @Ip() ip: string): Promise<void> {
    await this.allowLetter(ip, input.email);
    await this.identity.requestPasswordReset(input.email);
  }

  @Post('password-resets/:token')
  @Access(IDENTITY.resetPassword)
  @HttpCode(204)
  async resetPassword(@Param('token') token: string, @Body() input: NewPasswordOnly, @Ip() ip: string): Promise<void> {
    await this.limits.use('signInByPlace', ip);
    await this.identity.resetPassword(token, input.password);
  }

  @Patch('me')
  @Access(IDENTITY.account)
  @HttpCode(204)
  updateAccount(@CurrentActor() actor: Actor, @Body() input: ChangeAccount): Promise<void> {
    return this.identity.updateAccount(actor, input);
  }

  @Post('me/password')
  @Access(IDENTITY.account)
  @HttpCode(204)
  async changePassword(@CurrentActor() actor: Actor, @Body() input: ChangePassword): Promise<void> {
    await this.limits.use('signInByAddress', actor.email.toLowerCase());
    await this.identity.changePassword(actor, input.current, input.next);
  }

  @Get('access-tokens')
  @Access(IDENTITY.account)
  @ApiOkResponse({ type: AccessTokenListView })
  async tokens(@CurrentActor() actor: Actor): Promise<AccessTokenListView> {
    return { items: (await this.identity.tokens(actor)).map(tokenView) };
  }

  @Post('access-tokens')
  @Access(IDENTITY.account)
  @ApiCreatedResponse({ type: MadeAccessTokenView })
  async makeToken(@CurrentActor() actor: Actor, @Body() input: MakeAccessToken): Promise<MadeAccessTokenView> {
    const expiresAt = input.expiresOn ? dayStart(addDays(day(input.expiresOn), 1)) : null;
    if (expiresAt && expiresAt <= this.clock.now()) throw Refusal.input([{ path: 'expiresOn', code: 'past' }]);
    const made = await this.identity.makeToken(actor, input.name, expiresAt);
    return { ...tokenView(made), token: made.token };
  }

  @Delete('access-tokens/:id')
  @Access(IDENTITY.account)
  @HttpCode(204)
  revokeToken(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.identity.revokeToken(actor, id);
  }

  private async allowLetter(ip: string, email: string): Promise<void> {
    await this.limits.use('letterByPlace', ip);
    await this.limits.use('letterByAddress', email.toLowerCase());
  }
}

/** What a person sees of their own account. */
export const accountView = ({ accountId, email, displayName, locale, emailConfirmed }: Actor): AccountView => ({
  id: accountId,
  email,
  displayName,
  locale,
  emailConfirmed,
});

const tokenView = ({ id, name, createdAt, lastUsedAt, expiresAt }: TokenRow): AccessTokenView => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  expiresAt: expiresAt?.toISOString() ?? null,
});
