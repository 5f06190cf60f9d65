import { Logger } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyPluginCallback } from 'fastify';
import { faultOf } from '#libs/database';
import { languageOf, problem, problemOf, type Problem } from '#libs/door';
import { Refusal } from '#libs/kernel';
import type { StripeDoor } from '#libs/payments';

export const STRIPE_PATH = '/api/v1/webhooks/stripe';
const RECEIVED = JSON.stringify({ received: true });

/**
 * The one route beside the controllers: Stripe has a key of its own and sends in storms, so little stands between the body and the signature:
 * no session, no limits, and the body is text until it is known to be Stripe's.
 */
export const stripeRoute =
  (door: StripeDoor): FastifyPluginCallback =>
  (fastify, _options, done) => {
    const log = new Logger('Http');
    fastify.removeAllContentTypeParsers();
    // The signature is over the very text that came.
    fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    fastify.setErrorHandler((error, request, reply) => {
      const said = problemIn(error, request.headers['accept-language']);
      if (said.status >= 500) log.error(`POST ${STRIPE_PATH} failed: ${faultOf(error)}`);
      return reply.status(said.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(said));
    });
    fastify.post(STRIPE_PATH, async ({ body, headers }, reply) => {
      const signature = headers['stripe-signature'];
      await door.take(typeof body === 'string' ? body : '', typeof signature === 'string' ? signature : '');
      return reply.type('application/json; charset=utf-8').send(RECEIVED);
    });
    done();
  };

function problemIn(error: unknown, language: string | undefined): Problem {
  const locale = languageOf(language);
  if (error instanceof Refusal) return problemOf(error, locale);
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 500) return problem(500, 'internal', locale);
  return problem(status, status === 413 ? 'input.tooLarge' : 'input.json', locale);
}

/** The route in the document, which is otherwise made from the controllers. */
export function describeStripeRoute(document: OpenAPIObject): OpenAPIObject {
  document.paths[STRIPE_PATH] = {
    post: {
      operationId: 'Stripe_receive',
      summary: 'Letters of Stripe: 200 once stored, applied afterwards. Nobody else can sign them.',
      tags: ['payments'],
      parameters: [{ name: 'stripe-signature', in: 'header', required: true, schema: { type: 'string' } }],
      requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
      responses: {
        '200': { description: 'stored', content: { 'application/json': { schema: { type: 'object', properties: { received: { type: 'boolean' } }, required: ['received'] } } } },
        '400': { description: 'not signed by Stripe with one of our secrets, or more than five minutes ago' },
        '413': { description: 'more than a megabyte' },
      },
    },
  };
  return document;
}
