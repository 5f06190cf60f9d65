import { Global, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { ActorGuard } from './actor.guard.js';
import { IdentityController } from './identity.controller.js';
import { IdentityService } from './identity.service.js';
import { Limits } from './limits.js';
import { PasswordGuard } from './password.guard.js';
import { AccessTokenStrategy, PasswordStrategy, SessionStrategy } from './strategies.js';

/** Accounts, sessions, tokens and the access table. Global, because every route stands behind its guard. */
@Global()
@Module({
  imports: [PassportModule],
  controllers: [IdentityController],
  providers: [IdentityService, Limits, ActorGuard, PasswordGuard, PasswordStrategy, SessionStrategy, AccessTokenStrategy],
  exports: [IdentityService, Limits, ActorGuard],
})
export class IdentityModule {}
