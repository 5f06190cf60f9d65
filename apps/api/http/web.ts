import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { languageOf, problem } from '#libs/door';

const YEAR_S = 365 * 24 * 60 * 60;

/** The built web app on the same address: hashed assets for ever, every screen's path answers the page, a missing asset is still 404. */
export async function serveWeb(app: NestFastifyApplication, webDir: string): Promise<void> {
  const page = readFileSync(join(webDir, 'index.html'), 'utf8');
  await app.register(fastifyStatic, { root: join(webDir, 'assets'), prefix: '/assets/', maxAge: YEAR_S * 1000, immutable: true });
  // The few files beside the page (icons), each a route of its own.
  await app.register(fastifyStatic, { root: webDir, wildcard: false, globIgnore: ['assets/**', '**/*.html', '.vite/**'], index: false, decorateReply: false });
  // A route, not Fastify's not-found handler: that one is Nest's, and answers whatever is not GET.
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      const isScreen = !path.startsWith('/api/') && !path.startsWith('/assets/') && !/\.\w{2,5}$/.test(path);
      if (isScreen) return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
      return reply
        .status(404)
        .type('application/problem+json; charset=utf-8')
        .send(JSON.stringify(problem(404, 'missing', languageOf(request.headers['accept-language']))));
    });
}
