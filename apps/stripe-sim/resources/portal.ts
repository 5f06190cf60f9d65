import { invalidRequest } from '../errors.js';
import { chars } from '../ids.js';
import { fields, idOf, text, texts, type Fields, type Json } from '../json.js';
import { listOf, matching } from '../lists.js';
import { given, mergedMetadata } from '../params.js';
import type { Call, Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { customerAsked } from './billing.js';
import type { Resource } from './resource.js';
import { hasEnded } from './subscription-record.js';

/** The features of a configuration, every field of them. */
function featuresOf(asked: Json | undefined, before: Fields = {}): Fields {
  const wish = fields(asked);
  const feature = (name: string, base: Fields): Fields => ({
    ...base,
    ...fields(before[name]),
    ...given(fields(wish[name]), Object.keys(fields(wish[name]))),
  });
  const cancel = feature('subscription_cancel', {
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
    cancellation_reason: {},
  });
  const update = feature('subscription_update', {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  });
  const pause = feature('subscription_pause', { enabled: false });
  return {
    customer_update: { ...feature('customer_update', { allowed_updates: [], enabled: false }) },
    invoice_history: feature('invoice_history', { enabled: false }),
    payment_method_update: feature('payment_method_update', { enabled: false, payment_method_configuration: null }),
    subscription_cancel: {
      ...cancel,
      cancellation_reason: { enabled: false, feedback_options: [], options: [], ...fields(cancel['cancellation_reason']) },
    },
    subscription_pause: { ...pause, duration: { interval_options: [], type: 'indefinite', ...fields(pause['duration']) } },
    subscription_update: {
      ...update,
      default_allowed_updates: texts(update['default_allowed_updates']),
      schedule_at_period_end: { conditions: [], ...fields(update['schedule_at_period_end']) },
    },
  };
}

/** What the pages say of the business. */
const profileOf = (asked: Json | undefined, before: Fields = {}): Fields => ({
  headline: null,
  privacy_policy_url: null,
  terms_of_service_url: null,
  ...before,
  ...given(fields(asked), ['headline', 'privacy_policy_url', 'terms_of_service_url']),
});

function makeConfiguration(sim: Sim, scope: string, params: Fields, isDefault: boolean): StripeObject {
  const enabled = fields(params['login_page'])['enabled'] === true;
  const id = `bpc_${chars(24)}`;
  const configuration = sim.make('BillingPortal.Configuration', {
    id,
    active: true,
    business_profile: profileOf(params['business_profile']),
    features: featuresOf(params['features']),
    is_default: isDefault,
    login_page: { enabled, url: enabled ? `${sim.origin}/p/login/${id}` : null },
    metadata: mergedMetadata({}, params['metadata']),
    updated: sim.now(),
    ...given(params, ['default_return_url', 'name']),
  });
  sim.put(scope, configuration);
  return configuration;
}

function update({ sim, scope, params, path }: Call): StripeObject {
  const configuration = sim.need(scope, 'billing_portal.configuration', path['id'] ?? '');
  if (configuration['is_default'] === true && params['active'] === false)
    throw invalidRequest('You cannot deactivate the default configuration.', 'active');
  const before = sim.change(scope, configuration, {
    ...given(params, ['active', 'default_return_url', 'name']),
    ...(params['features'] !== undefined && { features: featuresOf(params['features'], fields(configuration['features'])) }),
    ...(params['business_profile'] !== undefined && {
      business_profile: profileOf(params['business_profile'], fields(configuration['business_profile'])),
    }),
    ...(params['metadata'] !== undefined && { metadata: mergedMetadata(configuration['metadata'], params['metadata']) }),
    updated: sim.now(),
  });
  sim.emit(scope, 'billing_portal.configuration.updated', configuration, before);
  return configuration;
}

/**
 * The configuration of a session: the one that is named, or the account's default, which an account has once somebody saved it
 * in the dashboard; this one has it from the start. https://docs.stripe.com/customer-management/integrate-customer-portal
 */
function configurationFor(sim: Sim, scope: string, id: string | undefined): StripeObject {
  if (id !== undefined) {
    const named = sim.need(scope, 'billing_portal.configuration', id, 'configuration');
    if (named['active'] !== true) throw invalidRequest('The configuration is not active.', 'configuration');
    return named;
  }
  const kept = sim.all(scope, 'billing_portal.configuration').find((configuration) => configuration['is_default'] === true);
  const features = { invoice_history: { enabled: true }, payment_method_update: { enabled: true }, subscription_cancel: { enabled: true } };
  return kept ?? makeConfiguration(sim, scope, { features }, true);
}

/** What a link straight to one act needs: its feature switched on, and the customer's own subscription. */
function flowOf(sim: Sim, scope: string, asked: Fields, customer: StripeObject, configuration: StripeObject): Fields {
  const type = text(asked['type']) ?? '';
  const features = fields(configuration['features']);
  const feature: Readonly<Record<string, string>> = {
    payment_method_update: 'payment_method_update',
    subscription_cancel: 'subscription_cancel',
  };
  const needed = feature[type];
  if (needed === undefined) throw invalidRequest(`This simulator has no portal flow of the type ${type}.`, 'flow_data[type]');
  if (fields(features[needed])['enabled'] !== true) {
    throw invalidRequest(`This ${type} flow is disabled in the portal configuration.`, 'flow_data[type]');
  }
  const subscription = text(fields(asked['subscription_cancel'])['subscription']);
  if (type === 'subscription_cancel') {
    const own = sim.need(scope, 'subscription', subscription ?? '', 'flow_data[subscription_cancel][subscription]');
    if (idOf(own['customer']) !== customer.id || hasEnded(own))
      throw invalidRequest(
        'The subscription does not belong to this customer, or has ended.',
        'flow_data[subscription_cancel][subscription]',
      );
  }
  const after = fields(asked['after_completion']);
  const confirmation = fields(after['hosted_confirmation']);
  return {
    after_completion: {
      hosted_confirmation: after['hosted_confirmation'] === undefined ? null : { custom_message: confirmation['custom_message'] ?? null },
      redirect: after['redirect'] === undefined ? null : { return_url: fields(after['redirect'])['return_url'] ?? '' },
      type: text(after['type']) ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel: type === 'subscription_cancel' ? { retention: null, subscription: subscription ?? '' } : null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  };
}

function createSession({ sim, scope, params }: Call): StripeObject {
  const customer = customerAsked(sim, scope, params['customer']);
  const configuration = configurationFor(sim, scope, text(params['configuration']));
  const id = `bps_${chars(24)}`;
  const session = sim.make('BillingPortal.Session', {
    id,
    configuration: configuration.id,
    customer: customer.id,
    flow: params['flow_data'] === undefined ? null : flowOf(sim, scope, fields(params['flow_data']), customer, configuration),
    locale: params['locale'] ?? null,
    return_url: params['return_url'] ?? configuration['default_return_url'] ?? null,
    url: `${sim.origin}/p/session/${id}`,
  });
  sim.put(scope, session);
  sim.emit(scope, 'billing_portal.session.created', session);
  return session;
}

/** https://docs.stripe.com/api/customer_portal */
export const portal: Resource = {
  routes: {
    'POST /v1/billing_portal/configurations': ({ sim, scope, params }) => {
      const configuration = makeConfiguration(sim, scope, params, false);
      sim.emit(scope, 'billing_portal.configuration.created', configuration);
      return configuration;
    },
    'GET /v1/billing_portal/configurations': (call) =>
      listOf(call, matching(call.sim.all(call.scope, 'billing_portal.configuration'), call.params, ['active', 'is_default'])),
    'GET /v1/billing_portal/configurations/{id}': ({ sim, scope, path }) =>
      sim.need(scope, 'billing_portal.configuration', path['id'] ?? ''),
    'POST /v1/billing_portal/configurations/{id}': update,
    'POST /v1/billing_portal/sessions': createSession,
  },
};
