import { invalidRequest, StripeError } from '../errors.js';
import { newId } from '../ids.js';
import { fields, items, text, texts, type Fields, type Json } from '../json.js';
import { listOf } from '../lists.js';
import { mergedMetadata } from '../params.js';
import { PLATFORM, type Call, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { bankAccountFrom } from './bank-accounts.js';
import { planPayouts } from './payout-schedule.js';
import type { Resource } from './resource.js';

/** What a person in Japan has to tell before money may go to them. https://docs.stripe.com/connect/required-verification-information */
const REQUIRED = [
  'business_profile.product_description',
  'business_type',
  'external_account',
  'individual.address_kana',
  'individual.address_kanji',
  'individual.dob.day',
  'individual.dob.month',
  'individual.dob.year',
  'individual.email',
  'individual.first_name_kana',
  'individual.first_name_kanji',
  'individual.last_name_kana',
  'individual.last_name_kanji',
  'individual.phone',
  'tos_acceptance.date',
  'tos_acceptance.ip',
];

/** How the review of an account ends: money may go to it, it is still being looked at, or a document is wanted. */
export type Review = 'active' | 'pending' | 'inactive';
const WANTED_DOCUMENT = 'individual.verification.document';

export const accounts: Resource = {
  routes: {
    'POST /v1/accounts': create,
    'GET /v1/accounts': (call) => listOf(call, call.sim.all(PLATFORM, 'account')),
    'GET /v1/accounts/{id}': ({ sim, path }) => connected(sim, path['id']),
    'POST /v1/accounts/{id}': update,
    'DELETE /v1/accounts/{id}': remove,
    'POST /v1/accounts/{id}/login_links': createLoginLink,
  },
};

/** The connected account of that id. Refuses with 403 account_invalid, as Stripe does for an account that is not the caller's. */
export function connected(sim: Sim, id: string | undefined): StripeObject {
  const account = sim.get(PLATFORM, 'account', id ?? '');
  if (account !== undefined) return account;
  throw new StripeError(403, {
    code: 'account_invalid',
    message:
      `The provided key does not have access to account '${id ?? ''}' (or that account does not exist). ` +
      'Application access may have been revoked.',
  });
}

/** Whether transfers may go to it. https://docs.stripe.com/connect/account-capabilities */
export const takesTransfers = (account: StripeObject): boolean => fields(account['capabilities'])['transfers'] === 'active';

/** The bank account that payouts go to. */
export const bankAccountOf = (account: StripeObject): Fields => fields(items(fields(account['external_accounts'])['data'])[0]);

/**
 * https://docs.stripe.com/api/accounts/create; what follows from `controller`:
 * https://docs.stripe.com/connect/migrate-to-controller-properties
 */
function create({ sim, params, strict }: Call): StripeObject {
  const id = newId('acct').slice(0, 'acct_'.length + 16);
  if (params['type'] !== undefined && params['controller'] !== undefined) {
    throw invalidRequest('You may not provide the `type` and `controller` parameters together.', 'type');
  }
  const country = text(params['country']) ?? 'JP';
  if (country !== 'JP' && strict) {
    throw invalidRequest(`The simulator knows accounts in Japan alone, not in ${country}.`, 'country', 'country_unsupported');
  }
  const account = sim.make('Account', {
    id,
    business_profile: sim.contract.skeleton('Account.BusinessProfile'),
    business_type: null,
    capabilities: {},
    charges_enabled: false,
    controller: controllerFrom(params),
    country: 'JP',
    created: sim.now(),
    default_currency: 'jpy',
    details_submitted: false,
    email: null,
    external_accounts: { object: 'list', data: [], has_more: false, url: `/v1/accounts/${id}/external_accounts` },
    future_requirements: requirementsOf([], null),
    metadata: {},
    payouts_enabled: false,
    settings: {
      ...sim.contract.skeleton('Account.Settings'),
      payouts: { debit_negative_balances: false, schedule: { delay_days: 4, interval: 'manual' }, statement_descriptor: null },
    },
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: text(params['type']) ?? (params['controller'] === undefined ? 'standard' : 'none'),
    _individual: {},
  });
  take(sim, account, params);
  // The CLI's own sequences send money at once to an account made with nothing: sandboxes need not enforce capabilities.
  // https://docs.stripe.com/connect/testing, "Testing capabilities"
  if (!strict && params['capabilities'] === undefined) sim.change(PLATFORM, account, { capabilities: { transfers: 'active' } });
  review(sim, account);
  return account;
}

const CONTROLLERS: Readonly<Record<string, Fields>> = {
  standard: controller('account', 'stripe', 'stripe', 'full'),
  express: controller('application_express', 'application', 'stripe', 'express'),
  custom: controller('application_custom', 'application', 'application', 'none'),
};

function controller(feesPayer: string, losses: string, requirements: string, dashboard: string): Fields {
  return {
    fees: { payer: feesPayer },
    is_controller: true,
    losses: { payments: losses },
    requirement_collection: requirements,
    stripe_dashboard: { type: dashboard },
    type: 'application',
  };
}

function controllerFrom(params: Fields): Fields {
  const wanted = fields(params['controller']);
  if (params['controller'] === undefined) return CONTROLLERS[text(params['type']) ?? 'standard'] ?? {};
  return controller(
    text(fields(wanted['fees'])['payer']) ?? 'account',
    text(fields(wanted['losses'])['payments']) ?? 'stripe',
    text(wanted['requirement_collection']) ?? 'stripe',
    text(fields(wanted['stripe_dashboard'])['type']) ?? 'full',
  );
}

/** https://docs.stripe.com/api/accounts/update */
function update({ sim, params, path }: Call): StripeObject {
  const account = connected(sim, path['id']);
  const before = structuredClone(account);
  take(sim, account, params);
  review(sim, account);
  tellUpdate(sim, account, before);
  return account;
}

/** Takes over what is given, merged by field within its parts. What cannot be taken is refused before anything has changed. */
function take(sim: Sim, account: StripeObject, params: Fields): void {
  const to: Fields = {};
  for (const name of ['business_type', 'email', 'default_currency'] as const) {
    if (params[name] !== undefined) to[name] = params[name] === '' ? null : params[name];
  }
  for (const name of ['business_profile', 'tos_acceptance'] as const) {
    if (params[name] !== undefined) to[name] = { ...fields(account[name]), ...fields(params[name]) };
  }
  if (params['individual'] !== undefined) to['_individual'] = { ...fields(account['_individual']), ...fields(params['individual']) };
  if (params['metadata'] !== undefined) to['metadata'] = mergedMetadata(account['metadata'], params['metadata']);
  const wanted = Object.entries(fields(params['capabilities'])).filter(([, capability]) => fields(capability)['requested'] === true);
  if (wanted.length > 0) {
    to['capabilities'] = { ...Object.fromEntries(wanted.map(([name]) => [name, 'inactive'])), ...fields(account['capabilities']) };
  }
  const bankAccount = params['external_account'] === undefined ? undefined : bankAccountFrom(sim, account.id, params['external_account']);
  const payouts = fields(fields(params['settings'])['payouts']);
  if (Object.keys(payouts).length > 0) {
    const settings = fields(account['settings']);
    const kept = fields(settings['payouts']);
    const schedule = { ...fields(kept['schedule']), ...fields(payouts['schedule']) };
    planPayouts(sim, account.id, schedule, 'settings[payouts][schedule][interval]');
    to['settings'] = { ...settings, payouts: { ...kept, ...payouts, schedule } };
  }
  sim.change(PLATFORM, account, to);
  if (bankAccount !== undefined) setBankAccount(sim, account, bankAccount);
}

/** Puts this bank account in place of the former. Tells account.external_account.created. */
function setBankAccount(sim: Sim, account: StripeObject, bankAccount: StripeObject): void {
  sim.put(account.id, bankAccount);
  sim.change(PLATFORM, account, { external_accounts: { ...fields(account['external_accounts']), data: [bankAccount] } });
  sim.emit(account.id, 'account.external_account.created', bankAccount);
}

/**
 * Works out what is still due and whether money may flow: all told, the outcome of the review counts. An account that tells its
 * data through the API (`requirement_collection: application`) needs no page. Capabilities that were active stay so.
 */
function review(sim: Sim, account: StripeObject, outcome: Review = 'active'): void {
  const known: Fields = { ...account, individual: fields(account['_individual']), external_account: bankAccountOf(account)['id'] ?? null };
  const at = (path: string): Json => path.split('.').reduce<Json>((inner, step) => fields(inner)[step] ?? null, known);
  const due = REQUIRED.filter((path) => at(path) === null || at(path) === '');
  const byApi = fields(account['controller'])['requirement_collection'] === 'application';
  const submitted = account['details_submitted'] === true || (byApi && due.length === 0);
  const open = submitted && due.length === 0 ? outcome : 'inactive';
  const wanted = submitted && due.length === 0 && outcome === 'inactive' ? [WANTED_DOCUMENT] : due;
  const capabilities = Object.fromEntries(
    Object.entries(fields(account['capabilities'])).map(([name, status]) => [name, status === 'active' && !submitted ? status : open]),
  );
  const reason = open === 'pending' ? 'requirements.pending_verification' : wanted.length > 0 ? 'requirements.past_due' : null;
  sim.change(PLATFORM, account, {
    capabilities,
    charges_enabled: capabilities['card_payments'] === 'active',
    details_submitted: submitted,
    payouts_enabled: open === 'active',
    requirements: requirementsOf(wanted, reason, open === 'pending' ? [WANTED_DOCUMENT] : []),
  });
}

function requirementsOf(due: readonly string[], reason: string | null, pending: readonly string[] = []): Fields {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: [...due],
    disabled_reason: reason,
    errors: [],
    eventually_due: [...due],
    past_due: reason === 'requirements.past_due' ? [...due] : [],
    pending_verification: [...pending],
  };
}

/** What a person told on the page, as params of an update, and how the review ends. Tells account.updated and capability.updated. */
export function submit(sim: Sim, account: StripeObject, told: Fields, outcome: Review): void {
  const before = structuredClone(account);
  take(sim, account, told);
  sim.change(PLATFORM, account, { details_submitted: true });
  review(sim, account, outcome);
  tellUpdate(sim, account, before);
}

/** Ends the review of an account that has told everything. */
export function decide(sim: Sim, account: StripeObject, outcome: Review): void {
  const before = structuredClone(account);
  review(sim, account, outcome);
  tellUpdate(sim, account, before);
}

/** account.updated with what it was, and capability.updated for each capability that changed. https://docs.stripe.com/connect/webhooks */
function tellUpdate(sim: Sim, account: StripeObject, before: Fields): void {
  const previous: Fields = {};
  for (const [name, value] of Object.entries(before)) {
    if (!name.startsWith('_') && JSON.stringify(value) !== JSON.stringify(account[name])) previous[name] = value;
  }
  sim.emit(account.id, 'account.updated', account, previous);
  for (const [name, status] of Object.entries(fields(account['capabilities']))) {
    const was = fields(before['capabilities'])[name];
    if (was !== undefined && was !== status) sim.emit(account.id, 'capability.updated', capability(account, name, status), { status: was });
  }
}

const capability = (account: StripeObject, name: string, status: Json): Fields => ({
  id: name,
  object: 'capability',
  account: account.id,
  future_requirements: requirementsOf([], null),
  requested: true,
  requested_at: account['created'] ?? null,
  requirements: requirementsOf(texts(fields(account['requirements'])['currently_due']), null),
  status,
});

/** https://docs.stripe.com/api/accounts/delete: not while there is money on it. */
function remove({ sim, path }: Call): Fields {
  const account = connected(sim, path['id']);
  if (sim.available(account.id) !== 0 || sim.pending(account.id) !== 0) {
    throw invalidRequest('You cannot delete an account with a balance that is not zero.');
  }
  sim.emit(account.id, 'account.application.deauthorized', { id: 'ca_simulator', object: 'application', name: 'Simulator' });
  sim.store.remove(PLATFORM, 'account', account.id);
  return { id: account.id, object: 'account', deleted: true };
}

/** https://docs.stripe.com/api/accounts/login_link: for accounts with the Express Dashboard that have onboarded. */
function createLoginLink({ sim, path }: Call): Fields {
  const account = connected(sim, path['id']);
  const dashboard = fields(fields(account['controller'])['stripe_dashboard'])['type'];
  if (dashboard !== 'express') {
    throw invalidRequest(`Cannot create a login link for an account that has no access to the Express Dashboard: ${account.id}.`);
  }
  if (account['details_submitted'] !== true) {
    throw invalidRequest(`Cannot create a login link for an account that has not completed onboarding: ${account.id}.`);
  }
  return { object: 'login_link', created: sim.now(), url: `${sim.origin}/setup/e/${account.id}` };
}
