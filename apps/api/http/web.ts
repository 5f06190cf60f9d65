import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { languageOf, problem } from '#libs/door';
import type { Locale } from '#libs/words';

const YEAR_S = 365 * 24 * 60 * 60;

/** What a page of ours has to say about itself to those who read no scripts; null where it has nothing of its own. */
export type HeadOf = (path: string, locale: Locale) => Promise<string | null>;

/** The part of the built page that such a head replaces. */
const OWN_HEAD = /<meta name="description"[^>]*>|<title>[^<]*<\/title>/g;

/** The built web app on the same address: hashed assets for ever, every screen's path answers the page, a missing asset is still 404. */
export async function serveWeb(app: NestFastifyApplication, webDir: string, headOf: HeadOf): Promise<void> {
  const page = readFileSync(join(webDir, 'index.html'), 'utf8');
  await app.register(fastifyStatic, { root: join(webDir, 'assets'), prefix: '/assets/', maxAge: YEAR_S * 1000, immutable: true });
  // The few files beside the page (icons), each a route of its own.
  await app.register(fastifyStatic, { root: webDir, wildcard: false, globIgnore: ['assets/**', '**/*.html', '.vite/**'], index: false, decorateReply: false });
  // A route, not Fastify's not-found handler: that one is Nest's, and answers whatever is not GET.
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', async (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      const language = languageOf(request.headers['accept-language']);
      const isScreen = !path.startsWith('/api/') && !path.startsWith('/assets/') && !/\.\w{2,5}$/.test(path);
      if (isScreen) {
        const head = await headOf(path, language);
        return reply.type('text/html; charset=utf-8').headers({ 'cache-control': 'no-cache', vary: 'accept-language' }).send(head ? withHead(page, head) : page);
      }
      return reply
        .status(404)
        .type('application/problem+json; charset=utf-8')
        .send(JSON.stringify(problem(404, 'missing', language)));
    });
}

/** The page with a head of its own in place of the built one. */
const withHead = (page: string, head: string): string => page.replace(OWN_HEAD, '').replace('</head>', () => `  ${head}\n  </head>`);
