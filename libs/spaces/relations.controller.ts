import { Body, Controller, Get, Param, ParseEnumPipe, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { Refusal } from '#libs/kernel';
import { RelationsService } from './relations.service.js';
import { RELATIONS, type SpaceRelation } from './space.rules.js';
import { RELATION } from './spaces.access.js';
import { EndingPreviewView, ReasonOnly, RelationListView, RelationView, SetRelation } from './spaces.dto.js';

/** A relation that does not exist is not found, like an unknown id. */
const RelationPipe = new ParseEnumPipe(Object.fromEntries(RELATIONS.map((relation) => [relation, relation])), {
  exceptionFactory: () => Refusal.missing('relation'),
});

@ApiTags('spaces')
@Controller('spaces/:id/relations')
export class RelationsController {
  constructor(private readonly relations: RelationsService) {}

  @Get()
  @Access(RELATION.read)
  @ApiOkResponse({ type: RelationListView })
  history(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RelationListView> {
    return this.relations.history(actor, id);
  }

  @Post()
  @Access(RELATION.set)
  @ApiCreatedResponse({ type: RelationView })
  set(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() input: SetRelation): Promise<RelationView> {
    return this.relations.set(actor, id, input.relation, input.reason);
  }

  @Get(':relation/ending-preview')
  @Access(RELATION.set)
  @ApiParam({ name: 'relation', enum: RELATIONS })
  @ApiOkResponse({ type: EndingPreviewView })
  previewEnding(@Param('id', ParseUUIDPipe) id: string, @Param('relation', RelationPipe) relation: SpaceRelation): Promise<EndingPreviewView> {
    return this.relations.previewEnding(id, relation);
  }

  @Post(':relation/ending')
  @Access(RELATION.set)
  @ApiParam({ name: 'relation', enum: RELATIONS })
  @ApiCreatedResponse({ type: RelationView })
  end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('relation', RelationPipe) relation: SpaceRelation,
    @Body() input: ReasonOnly,
  ): Promise<RelationView> {
    return this.relations.end(actor, id, relation, input.reason);
  }
}
