import { amount, fields, type Fields, type Json } from '../json.js';
import { PLATFORM, type Call, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { connected } from './accounts.js';
import { planPayouts } from './payout-schedule.js';
import type { Resource } from './resource.js';

/** Days from a payment to its availability. */
const DELAY_DAYS = 4;

export const balanceSettings: Resource = {
  routes: {
    'GET /v1/balance_settings': ({ sim, scope }) => shown(sim, scope),
    'POST /v1/balance_settings': update,
  },
};

/** When an account pays out, and how much stays: whole yen. */
export function scheduleOf(sim: Sim, scope: string): { schedule: Fields; minimumYen: number } {
  const kept = fields(sim.get(scope, '_balance_settings', 'settings')?.['payouts']);
  const payouts = scope === PLATFORM ? kept : fields(fields(connected(sim, scope)['settings'])['payouts']);
  return {
    schedule: fields(payouts['schedule'] ?? { interval: 'manual' }),
    minimumYen: amount(fields(kept['minimum_balance_by_currency'])['jpy']),
  };
}

/** https://docs.stripe.com/api/balance-settings/object */
function shown(sim: Sim, scope: string): Fields {
  const kept = sim.get(scope, '_balance_settings', 'settings');
  const payouts = fields(kept?.['payouts']);
  const { interval, weekly_payout_days: weekly, monthly_payout_days: monthly } = scheduleOf(sim, scope).schedule;
  return {
    object: 'balance_settings',
    payments: {
      debit_negative_balances: kept?.['debit_negative_balances'] ?? false,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: payouts['minimum_balance_by_currency'] ?? null,
        schedule: {
          interval: interval ?? 'manual',
          ...(weekly && { weekly_payout_days: weekly }),
          ...(monthly && { monthly_payout_days: monthly }),
        },
        statement_descriptor: payouts['statement_descriptor'] ?? null,
        status: 'enabled',
      },
      settlement_timing: { delay_days: DELAY_DAYS, start_of_day: { hour: 0, minutes: 0, timezone: 'Etc/UTC' } },
    },
  };
}

/** Sets the schedule, the minimum balance and the rest, what is absent stays. https://docs.stripe.com/api/balance-settings/update */
function update({ sim, scope, params }: Call): Fields {
  const given = fields(params['payments']);
  const payouts = fields(given['payouts']);
  const kept: StripeObject = sim.get(scope, '_balance_settings', 'settings') ?? {
    id: 'settings',
    object: '_balance_settings',
    payouts: {},
  };
  const before = shown(sim, scope);
  const after: Fields = { ...fields(kept['payouts']) };
  if (payouts['schedule'] !== undefined) {
    const schedule = { ...scheduleOf(sim, scope).schedule, ...fields(payouts['schedule']) };
    planPayouts(sim, scope, schedule, 'payments[payouts][schedule][interval]');
    if (scope === PLATFORM) after['schedule'] = schedule;
    else setScheduleOfAccount(sim, scope, schedule);
  }
  if (payouts['minimum_balance_by_currency'] !== undefined) {
    after['minimum_balance_by_currency'] = minimumOf(payouts['minimum_balance_by_currency']);
  }
  if (payouts['statement_descriptor'] !== undefined) after['statement_descriptor'] = payouts['statement_descriptor'];
  const debit = given['debit_negative_balances'] === undefined ? {} : { debit_negative_balances: given['debit_negative_balances'] };
  sim.put(scope, Object.assign(kept, { payouts: after }, debit));
  const settings = shown(sim, scope);
  sim.emit(scope, 'balance_settings.updated', settings, { payments: before['payments'] ?? null });
  return settings;
}

/** The schedule of a connected account stands in its settings, where the accounts API shows it too. */
function setScheduleOfAccount(sim: Sim, scope: string, schedule: Fields): void {
  const account = connected(sim, scope);
  const settings = fields(account['settings']);
  sim.change(PLATFORM, account, { settings: { ...settings, payouts: { ...fields(settings['payouts']), schedule } } });
}

/** '' unsets all, or the one of a currency. */
function minimumOf(given: Json): Json {
  const left = Object.entries(fields(given)).filter(([, yen]) => typeof yen === 'number');
  return left.length === 0 ? null : Object.fromEntries(left);
}
