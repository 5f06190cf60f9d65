import { Module } from '@nestjs/common';
import { MeService } from './me.service.js';
import { MembersService } from './members.service.js';
import { MeController, MembersController, MixersController, RuleSetsController } from './mixers.controller.js';
import { ProfileService } from './profile.service.js';

/** Mixers: who they are, what is true of them and when, what they show of themselves, and the rules they stand under. */
@Module({
  controllers: [MeController, MixersController, MembersController, RuleSetsController],
  providers: [MeService, ProfileService, MembersService],
})
export class MixersModule {}
