import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { readAudit, type AuditFilter, type AuditRow } from '#libs/audit';
import { Language, PAGE_DEFAULT, pageOf, PageQuery, readIdCursor } from '#libs/door';
import { Access, accessRows, authorizeInSpace, CurrentActor, type Actor } from '#libs/identity';
import { auditSentence, say, type Locale } from '#libs/words';
import { AuditQuery, AuditView, type AuditEntryView } from './audit.dto.js';

const AUDIT = accessRows('audit', { readAll: ['steward'], readOwn: 'signedIn', readSpace: ['owner'] });

/** Who did what to whom: all of it for stewards, what concerns oneself for everybody, what concerns a space for its owners. */
@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  @Get('audit')
  @Access(AUDIT.readAll)
  @ApiOkResponse({ type: AuditView })
  all(@Query() { action, subjectId, spaceId, concernsAccountId, ...page }: AuditQuery, @Language() locale: Locale): Promise<AuditView> {
    return this.page({ action, subjectId, spaceId, concernsAccountId }, page, locale);
  }

  @Get('me/audit')
  @Access(AUDIT.readOwn)
  @ApiOkResponse({ type: AuditView })
  own(@CurrentActor() { accountId }: Actor, @Query() page: PageQuery, @Language() locale: Locale): Promise<AuditView> {
    return this.page({ concernsAccountId: accountId }, page, locale);
  }

  @Get('spaces/:id/audit')
  @Access(AUDIT.readSpace)
  @ApiOkResponse({ type: AuditView })
  async ofSpace(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) spaceId: string, @Query() page: PageQuery, @Language() locale: Locale): Promise<AuditView> {
    authorizeInSpace(actor, spaceId, 'space');
    return this.page({ spaceId }, page, locale);
  }

  private async page(filter: Omit<AuditFilter, 'limit'>, { limit = PAGE_DEFAULT, cursor }: PageQuery, locale: Locale): Promise<AuditView> {
    const found = await readAudit(this.db, { ...filter, beforeId: readIdCursor(cursor) ?? undefined, limit: limit + 1 });
    return pageOf(found, limit, (entry) => entryView(entry, locale), ({ id }) => [id]);
  }
}

const entryView = (entry: AuditRow, locale: Locale): AuditEntryView => ({
  id: entry.id,
  at: entry.at.toISOString(),
  action: entry.action,
  sentence: say(auditSentence(entry.action), locale),
  actor: { kind: entry.actorKind, name: entry.actorName },
  subject: { type: entry.subjectType, id: entry.subjectId },
  concernsName: entry.concernsName,
  spaceName: entry.spaceName,
  reason: entry.reason,
  before: entry.before,
  after: entry.after,
});
