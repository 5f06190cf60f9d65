import { Controller, Get, Param, ParseUUIDPipe, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Language } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { DOCUMENT } from './documents.access.js';
import { DocumentView } from './documents.dto.js';
import { DocumentsService } from './documents.service.js';

@ApiTags('documents')
@Controller('documents')
export class DocumentsController {
  constructor(private readonly documents: DocumentsService) {}

  @Get(':id')
  @Access(DOCUMENT.read)
  @ApiOkResponse({ type: DocumentView })
  read(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<DocumentView> {
    return this.documents.read(actor, id, locale);
  }

  @Get(':id.pdf')
  @Access(DOCUMENT.read)
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { number, pdf } = await this.documents.download(actor, id);
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: `inline; filename="${number}.pdf"`, length: pdf.length });
  }
}
