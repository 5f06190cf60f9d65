import { Controller, Get, Header, Param, ParseUUIDPipe, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Language } from '#libs/door';
import { Access } from '#libs/identity';
import type { Locale } from '#libs/words';
import { EVENTS } from './events.access.js';
import { OutsideQuery } from './outside.dto.js';
import { OutsideService } from './outside.service.js';

const TEN_MINUTES = 'public, max-age=600';

/** What programs read of our events: calendars, feed readers, messengers, other people's pages. */
@ApiTags('events')
@Controller()
export class OutsideController {
  constructor(private readonly outside: OutsideService) {}

  @Get('events.ics')
  @Access(EVENTS.read)
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', TEN_MINUTES)
  calendar(@Query() query: OutsideQuery, @Language() locale: Locale): Promise<string> {
    return this.outside.calendar(query, query.lang ?? locale);
  }

  @Get('events.rss')
  @Access(EVENTS.read)
  @ApiProduces('application/rss+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('content-type', 'application/rss+xml; charset=utf-8')
  @Header('cache-control', TEN_MINUTES)
  rss(@Query() query: OutsideQuery, @Language() locale: Locale): Promise<string> {
    return this.outside.rss(query, query.lang ?? locale);
  }

  /** A page for a frame on somebody else's page: the only one of ours that may stand in one. */
  @Get('events/embed')
  @Access(EVENTS.read)
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', TEN_MINUTES)
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *")
  @Header('cross-origin-resource-policy', 'cross-origin')
  embed(@Query() query: OutsideQuery, @Language() locale: Locale, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.removeHeader('x-frame-options');
    return this.outside.embed(query, query.lang ?? locale);
  }

  @Get('events/:id/picture.png')
  @Access(EVENTS.read)
  @ApiProduces('image/png')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Header('cache-control', TEN_MINUTES)
  @Header('cross-origin-resource-policy', 'cross-origin')
  async picture(@Param('id', ParseUUIDPipe) id: string, @Language() locale: Locale): Promise<StreamableFile> {
    const png = await this.outside.picture(id, locale);
    return new StreamableFile(png, { type: 'image/png', length: png.length });
  }
}
