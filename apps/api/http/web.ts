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
  app
    .getHttpAdapter()
    .getInstance()
    .setNotFoundHandler((request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      const isScreen = (request.method === 'GET' || request.method === 'HEAD') && !path.startsWith('/api/') && !path.startsWith('/assets/') && !/\.\w{2,5}$/.test(path);
      if (isScreen) return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
      return reply
        .status(404)
        .type('application/problem+json; charset=utf-8')
        .send(JSON.stringify(problem(404, 'missing', languageOf(request.headers['accept-language']))));
    });
}
