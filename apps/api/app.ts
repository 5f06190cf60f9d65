import { existsSync } from 'node:fs';
import cookie from '@fastify/cookie';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RunningSettings } from '#libs/database';
import { languageOf, problem, type Problem } from '#libs/door';
import { OutsideService } from '#libs/events';
import { Refusal, type Clock } from '#libs/kernel';
import { Mailer } from '#libs/notices';
import { StripeDoor } from '#libs/payments';
import { AppModule } from './app.module.js';
import { KeptAnswers } from './http/idempotency.js';
import { openApiDocument } from './http/openapi.js';
import { fromOwnOrigin } from './http/own-origin.js';
import { safeHeaders } from './http/safe-headers.js';
import { describeStripeRoute, STRIPE_PATH, stripeRoute } from './http/stripe-route.js';
import { serveWeb } from './http/web.js';

export const API_PREFIX = 'api/v1';
/** The largest body the API reads; longer texts are refused 413 before anything looks at them. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** No form of ours nests deeper; what does is meant to exhaust whoever reads it. */
const BODY_LEVELS = 12;

/** The API as one application: not listening yet, so that tests can hold it. */
export async function createApi(settings: RunningSettings, clock: Clock, webDir?: string): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    // An address that cannot be decoded, or with a part longer than any of ours, leads nowhere.
    frameworkErrors: (_: Error, request: FastifyRequest, reply: FastifyReply) => void answerProblem(reply, problem(404, 'missing', languageOf(request.headers['accept-language']))),
    trustProxy: settings.environment === 'production' ? 'loopback,linklocal,uniquelocal' : false,
    logger: settings.logLevel === 'debug' || settings.logLevel === 'trace' ? { level: settings.logLevel, serializers: { req: inLog } } : false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, clock), adapter, {
    logger: settings.logLevel === 'silent' ? false : ['fatal', 'error', 'warn'],
    abortOnError: false,
  });
  await app.register(cookie);
  const headers = await safeHeaders({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        // The reader of codes at the door is WebAssembly from our own address; that it may be compiled says nothing about scripts.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    hsts: settings.publicUrl.startsWith('https://'),
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (_, reply, done) => {
    void reply.headers(headers);
    done();
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (fromOwnOrigin(request, settings.publicUrl)) return;
    await answerProblem(reply, problem(403, 'origin.foreign', languageOf(request.headers['accept-language'])));
  });
  fastify.addHook('preValidation', async ({ body }) => {
    if (nestsDeeper(body, BODY_LEVELS)) throw new Refusal('input.json', {}, { kind: 'input' });
  });
  const answers = app.get(KeptAnswers);
  fastify.addHook('onSend', (request, reply, body, done) => {
    if (answers.hasTaken(request)) answers.keep(request, reply.statusCode, body).then(() => done(), done);
    else done();
  });
  const mailer = app.get(Mailer);
  fastify.addHook('onResponse', (request, reply, done) => {
    if (request.method !== 'GET' && reply.statusCode < 400 && request.routeOptions.url !== STRIPE_PATH) mailer.wake();
    done();
  });
  await app.register(stripeRoute(app.get(StripeDoor)));
  app.setGlobalPrefix(API_PREFIX, { exclude: ['healthz', 'readyz', 'metrics'] });
  app.enableShutdownHooks();
  const document = describeStripeRoute(openApiDocument(app));
  fastify.get(`/${API_PREFIX}/openapi.json`, async () => document);
  const outside = app.get(OutsideService);
  if (webDir && existsSync(webDir)) await serveWeb(app, webDir, (path, locale) => outside.head(path, locale));
  else if (webDir) new Logger('Web').warn(`no built web app in ${webDir}: run npm run build`);
  return app;
}

/** A request as the log names it: without its headers, and without what stands behind the question mark, which may be the token of a link. */
const inLog = ({ method, url }: { method: string; url: string }): { method: string; url: string } => ({ method, url: url.split('?')[0] ?? '' });

const answerProblem = (reply: FastifyReply, said: Problem): FastifyReply =>
  reply.status(said.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(said));

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestsDeeper(inner, levels - 1));
}
