import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language, PAGE_DEFAULT, PageQuery } from '#libs/door';
import { Access, CurrentActor, Visitor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { ApplyAsMixer, CapabilitiesQuery, CapabilitiesView, MeView, OwnMixerView } from './me.dto.js';
import { MeService } from './me.service.js';
import { EndFact, MemberPageView, MembersQuery, MemberView, RuleSetPageView, SetFact } from './members.dto.js';
import { MembersService } from './members.service.js';
import { ME, MEMBER, MIXER, RULE_SET } from './mixers.access.js';
import { ChangeProfile, ChoosePeople, ChosenPeopleView, DirectoryQuery, MixerPageView, MixerView, OwnProfileView, PreviewQuery, PreviewView } from './profile.dto.js';
import { ProfileService } from './profile.service.js';

/** Oneself. */
@ApiTags('me')
@Controller('me')
export class MeController {
  constructor(
    private readonly service: MeService,
    private readonly profiles: ProfileService,
  ) {}

  @Get()
  @Access(ME.read)
  @ApiOkResponse({ type: MeView })
  me(@CurrentActor() actor: Actor): Promise<MeView> {
    return this.service.me(actor);
  }

  @Get('capabilities')
  @Access(ME.capabilities)
  @ApiOkResponse({ type: CapabilitiesView })
  capabilities(@CurrentActor() actor: Actor, @Query() query: CapabilitiesQuery, @Language() locale: Locale): Promise<CapabilitiesView> {
    return this.service.capabilities(actor, query, locale);
  }

  @Post('mixer')
  @Access(MIXER.apply)
  @ApiCreatedResponse({ type: OwnMixerView })
  apply(@CurrentActor() actor: Actor, @Body() input: ApplyAsMixer): Promise<OwnMixerView> {
    return this.service.apply(actor, input);
  }

  @Get('profile')
  @Access(MIXER.ownProfile)
  @ApiOkResponse({ type: OwnProfileView })
  profile(@CurrentActor() actor: Actor): Promise<OwnProfileView> {
    return this.profiles.own(actor);
  }

  @Patch('profile')
  @Access(MIXER.ownProfile)
  @ApiOkResponse({ type: OwnProfileView })
  changeProfile(@CurrentActor() actor: Actor, @Body() input: ChangeProfile): Promise<OwnProfileView> {
    return this.profiles.change(actor, input.fields);
  }

  @Get('profile/chosen-people')
  @Access(MIXER.ownProfile)
  @ApiOkResponse({ type: ChosenPeopleView })
  async chosenPeople(@CurrentActor() actor: Actor): Promise<ChosenPeopleView> {
    return { items: await this.profiles.chosenPeople(actor) };
  }

  @Put('profile/chosen-people')
  @Access(MIXER.ownProfile)
  @ApiOkResponse({ type: ChosenPeopleView })
  async choosePeople(@CurrentActor() actor: Actor, @Body() input: ChoosePeople): Promise<ChosenPeopleView> {
    return { items: await this.profiles.choosePeople(actor, input.mixerIds) };
  }

  @Get('profile/preview')
  @Access(MIXER.ownProfile)
  @ApiOkResponse({ type: PreviewView })
  preview(@CurrentActor() actor: Actor, @Query() query: PreviewQuery): Promise<PreviewView> {
    return this.profiles.preview(actor, query.as);
  }
}

/** Mixers as others see them. */
@ApiTags('mixers')
@Controller('mixers')
export class MixersController {
  constructor(private readonly profiles: ProfileService) {}

  @Get()
  @Access(MIXER.directory)
  @ApiOkResponse({ type: MixerPageView })
  directory(@CurrentActor() actor: Actor, @Query() query: DirectoryQuery): Promise<MixerPageView> {
    return this.profiles.directory(actor, query);
  }

  @Get(':id')
  @Access(MIXER.page)
  @ApiOkResponse({ type: MixerView })
  page(@Visitor() reader: Actor | null, @Param('id', ParseUUIDPipe) id: string): Promise<MixerView> {
    return this.profiles.page(reader, id);
  }
}

/** The members, for the steward. */
@ApiTags('members')
@Controller('members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Access(MEMBER.list)
  @ApiOkResponse({ type: MemberPageView })
  list(@Query() query: MembersQuery): Promise<MemberPageView> {
    return this.members.list(query);
  }

  @Get(':mixerId')
  @Access(MEMBER.read)
  @ApiOkResponse({ type: MemberView })
  member(@Param('mixerId', ParseUUIDPipe) mixerId: string, @Language() locale: Locale): Promise<MemberView> {
    return this.members.member(mixerId, locale);
  }

  @Post(':mixerId/facts')
  @Access(MEMBER.setFact)
  @ApiCreatedResponse({ type: MemberView })
  setFact(@CurrentActor() actor: Actor, @Param('mixerId', ParseUUIDPipe) mixerId: string, @Body() input: SetFact, @Language() locale: Locale): Promise<MemberView> {
    return this.members.setFact(actor, mixerId, input, locale);
  }

  @Post(':mixerId/facts/:id/ending')
  @Access(MEMBER.endFact)
  @HttpCode(200)
  @ApiOkResponse({ type: MemberView })
  endFact(
    @CurrentActor() actor: Actor,
    @Param('mixerId', ParseUUIDPipe) mixerId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: EndFact,
    @Language() locale: Locale,
  ): Promise<MemberView> {
    return this.members.endFact(actor, mixerId, id, input, locale);
  }
}

/** The rules, for the steward to read. */
@ApiTags('rule-sets')
@Controller('rule-sets')
export class RuleSetsController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Access(RULE_SET.list)
  @ApiOkResponse({ type: RuleSetPageView })
  list(@Query() query: PageQuery, @Language() locale: Locale): Promise<RuleSetPageView> {
    return this.members.ruleSets(query.limit ?? PAGE_DEFAULT, query.cursor, locale);
  }
}
