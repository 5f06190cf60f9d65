import createClient from 'openapi-fetch';
import type { HttpMethod, PathsWithMethod, SuccessResponse } from 'openapi-typescript-helpers';
import type { paths } from './api.gen';
import { currentLocale } from './locale';
import { Problem } from './problem';

/**
 * The typed client of the API: `api.GET('/api/v1/spaces', { params: { query: { limit: 20 } } })`.
 * Paths, inputs and answers come from lib/api.gen.ts, which `npm run openapi` writes from the server's own document.
 */
export const api = createClient<paths>({ credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', currentLocale());
    return request;
  },
  onError() {
    return Problem.network();
  },
});

/**
 * The body of an answer, or a thrown Problem: `const spaces = await answer(api.GET('/api/v1/spaces'))`.
 * An answer without a body (204) gives undefined.
 */
export async function answer<Body>(call: Promise<{ data?: Body; error?: unknown; response: Response }>): Promise<Body> {
  const { data, error, response } = await call;
  if (!response.ok) throw Problem.from(error, response);
  return data as Body; // openapi-fetch leaves `data` undefined only on an error or where the document says there is no body
}

/** The body that a route answers with: `Answer<'/api/v1/me', 'get'>`. */
export type Answer<Path extends PathsWithMethod<paths, Method>, Method extends HttpMethod> = paths[Path] extends Record<Method, infer Operation>
  ? Operation extends { responses: infer Responses extends Record<string | number, unknown> }
    ? SuccessResponse<Responses, 'application/json'>
    : never
  : never;

/** A fresh value for the Idempotency-Key header. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
