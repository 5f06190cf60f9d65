import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Language, PAGE_DEFAULT, pageOf, readIdCursor } from '#libs/door';
import { Access, accessRows, CurrentActor, type Actor } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { countUnread, markAllRead, markRead, readInbox, type InboxRow } from '#libs/notices';
import { MAIL_FRAME, mailOf, say, type Locale } from '#libs/words';
import { InboxQuery, InboxView, type InboxItemView } from './inbox.dto.js';

const INBOX = accessRows('inbox', { read: 'signedIn' });

/** One's own notices. The routes stand here because notices, below identity, know no actor. */
@ApiTags('inbox')
@Controller('inbox')
export class InboxController {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access(INBOX.read)
  @ApiOkResponse({ type: InboxView })
  async list(@CurrentActor() { accountId }: Actor, @Query() { limit = PAGE_DEFAULT, cursor, unread = false }: InboxQuery, @Language() locale: Locale): Promise<InboxView> {
    const found = await readInbox(this.db, accountId, { beforeId: readIdCursor(cursor), unread, limit: limit + 1 });
    return {
      ...pageOf(found, limit, (item) => itemView(item, locale), ({ id }) => [id]),
      unread: await countUnread(this.db, accountId),
    };
  }

  @Post('reading')
  @Access(INBOX.read)
  @HttpCode(204)
  @ApiNoContentResponse()
  readAll(@CurrentActor() { accountId }: Actor): Promise<void> {
    return markAllRead(this.db, accountId, this.clock.now());
  }

  @Post(':id/reading')
  @Access(INBOX.read)
  @HttpCode(204)
  @ApiNoContentResponse()
  read(@CurrentActor() { accountId }: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return markRead(this.db, accountId, id, this.clock.now());
  }
}

function itemView({ id, template, params, href, createdAt, readAt }: InboxRow, locale: Locale): InboxItemView {
  const words = mailOf(template);
  return {
    id,
    template,
    subject: words ? say(words.subject, locale, params) : template,
    body: words ? say(words.body, locale, params) : '',
    href,
    linkLabel: href === null ? null : say(words?.link ?? MAIL_FRAME.open, locale, params),
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
