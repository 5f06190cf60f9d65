import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { Language } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import { LEGAL_KINDS, type LegalKind, type Locale } from '#libs/words';
import { LEGAL } from './legal.access.js';
import { AcceptTexts, CooperativeView, DescribeCooperative, EditedTextsView, LegalTextQuery, LegalTextView, PublishText, TextsToAcceptView } from './legal.dto.js';
import { KindPipe } from './kind.pipe.js';
import { LegalService } from './legal.service.js';

@ApiTags('legal')
@Controller()
export class LegalController {
  constructor(private readonly legal: LegalService) {}

  @Get('legal-texts/:kind')
  @Access(LEGAL.read)
  @ApiParam({ name: 'kind', enum: LEGAL_KINDS })
  @ApiOkResponse({ type: LegalTextView })
  read(@Param('kind', KindPipe) kind: LegalKind, @Query() { version }: LegalTextQuery, @Language() locale: Locale): Promise<LegalTextView> {
    return this.legal.read(kind, version, locale);
  }

  @Get('me/legal-texts')
  @Access(LEGAL.accept)
  @ApiOkResponse({ type: TextsToAcceptView })
  toAccept(@CurrentActor() actor: Actor, @Language() locale: Locale): Promise<TextsToAcceptView> {
    return this.legal.toAccept(actor, locale);
  }

  @Post('me/legal-acceptances')
  @Access(LEGAL.accept)
  @HttpCode(200)
  @ApiOkResponse({ type: TextsToAcceptView })
  accept(@CurrentActor() actor: Actor, @Body() { textIds }: AcceptTexts, @Language() locale: Locale): Promise<TextsToAcceptView> {
    return this.legal.accept(actor, textIds, locale);
  }

  @Get('legal-texts/:kind/versions')
  @Access(LEGAL.publish)
  @ApiParam({ name: 'kind', enum: LEGAL_KINDS })
  @ApiOkResponse({ type: EditedTextsView })
  edited(@Param('kind', KindPipe) kind: LegalKind, @Language() locale: Locale): Promise<EditedTextsView> {
    return this.legal.edited(kind, locale);
  }

  @Post('legal-texts/:kind/versions')
  @Access(LEGAL.publish)
  @ApiParam({ name: 'kind', enum: LEGAL_KINDS })
  @ApiCreatedResponse({ type: EditedTextsView })
  publish(@CurrentActor() actor: Actor, @Param('kind', KindPipe) kind: LegalKind, @Body() body: PublishText, @Language() locale: Locale): Promise<EditedTextsView> {
    return this.legal.publish(actor, kind, body, locale);
  }

  @Get('cooperative')
  @Access(LEGAL.cooperative)
  @ApiOkResponse({ type: CooperativeView })
  cooperative(): Promise<CooperativeView> {
    return this.legal.cooperative();
  }

  @Patch('cooperative')
  @Access(LEGAL.describe)
  @ApiOkResponse({ type: CooperativeView })
  describe(@CurrentActor() actor: Actor, @Body() body: DescribeCooperative): Promise<CooperativeView> {
    return this.legal.describe(actor, body);
  }
}
