import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Language, PageQuery } from '#libs/door';
import { Access, CurrentActor, Visitor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { SPACE } from './spaces.access.js';
import { AcceptTerms, ApplyForSpace, ChangeSpace, ListSpaces, ReasonOnly, SpaceApplicationListView, SpaceListView, SpaceView } from './spaces.dto.js';
import { SpacesService } from './spaces.service.js';

@ApiTags('spaces')
@Controller()
export class SpacesController {
  constructor(private readonly spaces: SpacesService) {}

  @Get('spaces')
  @Access(SPACE.read)
  @ApiOkResponse({ type: SpaceListView })
  list(@Visitor() visitor: Actor | null, @Query() query: ListSpaces, @Language() locale: Locale): Promise<SpaceListView> {
    return this.spaces.list(visitor, query, locale);
  }

  @Post('spaces')
  @Access(SPACE.apply)
  @ApiCreatedResponse({ type: SpaceView })
  apply(@CurrentActor() actor: Actor, @Body() input: ApplyForSpace, @Language() locale: Locale): Promise<SpaceView> {
    return this.spaces.apply(actor, input, locale);
  }

  @Get('space-applications')
  @Access(SPACE.decide)
  @ApiOkResponse({ type: SpaceApplicationListView })
  applications(@Query() query: PageQuery): Promise<SpaceApplicationListView> {
    return this.spaces.applications(query);
  }

  @Get('spaces/:idOrSlug')
  @Access(SPACE.read)
  @ApiOkResponse({ type: SpaceView })
  show(@Visitor() visitor: Actor | null, @Param('idOrSlug') idOrSlug: string, @Language() locale: Locale): Promise<SpaceView> {
    return this.spaces.show(visitor, idOrSlug, locale);
  }

  @Patch('spaces/:id')
  @Access(SPACE.edit)
  @ApiOkResponse({ type: SpaceView })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ChangeSpace,
    @Language() locale: Locale,
  ): Promise<SpaceView> {
    return this.spaces.change(actor, id, input, locale);
  }

  @Post('spaces/:id/acceptance')
  @Access(SPACE.decide)
  @ApiCreatedResponse({ type: SpaceView })
  accept(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<SpaceView> {
    return this.spaces.accept(actor, id, locale);
  }

  @Post('spaces/:id/refusal')
  @Access(SPACE.decide)
  @ApiCreatedResponse({ type: SpaceView })
  refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReasonOnly,
    @Language() locale: Locale,
  ): Promise<SpaceView> {
    return this.spaces.refuse(actor, id, input.reason, locale);
  }

  @Post('spaces/:id/terms-acceptance')
  @Access(SPACE.acceptTerms)
  @ApiCreatedResponse({ type: SpaceView })
  acceptTerms(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: AcceptTerms,
    @Language() locale: Locale,
  ): Promise<SpaceView> {
    return this.spaces.acceptTerms(actor, id, input.version, locale);
  }
}
