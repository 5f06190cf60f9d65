import { invalidRequest, parameterMissing } from '../errors.js';
import { chars } from '../ids.js';
import { text } from '../json.js';
import { PLATFORM, type Call } from '../sim.js';
import { connected } from './accounts.js';
import type { Resource } from './resource.js';

/** A link is short-lived. https://docs.stripe.com/connect/hosted-onboarding, "Create an account link" */
const LIVES_S = 300;

export const accountLinks: Resource = { routes: { 'POST /v1/account_links': create } };

/**
 * A link to the pages where a person tells about themselves; it opens once.
 * https://docs.stripe.com/api/account_links/create
 */
function create({ sim, params }: Call): { object: string; created: number; expires_at: number; url: string } {
  const account = connected(sim, text(params['account']));
  for (const name of ['refresh_url', 'return_url'] as const) {
    const url = text(params[name]);
    if (url === undefined) throw parameterMissing(name);
    if (!URL.canParse(url)) throw invalidRequest(`Not a valid URL: ${url}`, name, 'url_invalid');
  }
  const token = chars(16);
  const expires = sim.now() + LIVES_S;
  sim.put(PLATFORM, {
    id: token,
    object: '_account_link',
    account: account.id,
    refresh_url: params['refresh_url'] ?? null,
    return_url: params['return_url'] ?? null,
    expires_at: expires,
    opened: false,
  });
  return { object: 'account_link', created: sim.now(), expires_at: expires, url: `${sim.origin}/setup/e/${account.id}/${token}` };
}
