import type { FastifyRequest } from 'fastify';
import { isWriting } from '#libs/identity';

/**
 * Does a request that changes something come from our own pages? Browsers say where they come from (`Origin`, `Sec-Fetch-Site`);
 * programs with an access token say neither and carry no cookie.
 */
export function fromOwnOrigin(request: Pick<FastifyRequest, 'method' | 'headers'>, publicUrl: string): boolean {
  if (!isWriting(request.method) || request.headers.authorization) return true;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin) return origin === new URL(publicUrl).origin || hostOf(origin) === host;
  return site === undefined || site === 'same-origin' || site === 'none';
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
