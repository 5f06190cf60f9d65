import { invalidRequest } from '../errors.js';
import { DELIVERY_FAULTS, REQUEST_FAULTS } from '../faults.js';
import { amount, number, text, type Fields } from '../json.js';
import { fundCash } from '../resources/payment-intents.js';
import { finishAuthentication } from '../resources/payment-core.js';
import { expireVoucher, payVoucher } from '../resources/vouchers.js';
import { tellRefundAccount } from '../resources/refunds.js';
import { confirmSetup } from '../resources/setup-intents.js';
import { rollSecret } from '../resources/webhook-endpoints.js';
import { PLATFORM, type Page, type Pages, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';

const FAULTS: readonly string[] = [...REQUEST_FAULTS, ...DELIVERY_FAULTS, 'decline'];

const clockPage = (sim: Sim): Page => ({ json: { now: sim.now(), frozen: sim.clock.isFrozen() } });
const shown = (object: StripeObject): Page => ({ json: { id: object.id, status: object['status'] ?? null } });

/** A fault asked for by a program or the control page. Refuses one that nobody knows. */
export function addFault(sim: Sim, asked: Fields): StripeObject {
  const kind = text(asked['kind']);
  if (kind === undefined || !FAULTS.includes(kind)) throw invalidRequest(`kind must be one of ${FAULTS.join(', ')}`, 'kind');
  const times = Number(asked['times'] ?? 1);
  if (!Number.isInteger(times) || times < 1) throw invalidRequest('times must be a whole number from 1', 'times');
  return sim.faults.add({ ...asked, kind, times });
}

/** Moves the clock as asked: `advanceTo` or `freezeAt` epoch seconds, `advanceSeconds`; `freezeAt: null` lets it run again. */
export function moveClock(sim: Sim, asked: Fields): void {
  const [to, by] = [number(asked['advanceTo']), number(asked['advanceSeconds'])];
  if (to !== undefined) sim.clock.advanceTo(to);
  if (by !== undefined) sim.clock.advanceTo(sim.now() + by);
  if (asked['freezeAt'] !== undefined) sim.clock.freeze(number(asked['freezeAt']));
}

/** For programs: clock, faults, and what people and banks do elsewhere. Answers JSON. */
export const machinery: Pages = {
  'GET /_sim/clock': ({ sim }) => clockPage(sim),
  'POST /_sim/clock': ({ sim, form }) => {
    moveClock(sim, form);
    return clockPage(sim);
  },
  'GET /_sim/faults': ({ sim }) => ({ json: { items: sim.faults.list() } }),
  'POST /_sim/faults': ({ sim, form }) => ({ json: addFault(sim, form) }),
  'DELETE /_sim/faults': ({ sim }) => {
    sim.faults.clear();
    return { json: { items: [] } };
  },
  // Somebody pays at the store, also after the end of the voucher, or lets it expire.
  'POST /_sim/vouchers/{intent}/payment': ({ sim, path }) => {
    const intent = sim.need(PLATFORM, 'payment_intent', path['intent'] ?? '');
    payVoucher(sim, PLATFORM, intent);
    return shown(intent);
  },
  'POST /_sim/vouchers/{intent}/expiry': ({ sim, path }) => {
    const intent = sim.need(PLATFORM, 'payment_intent', path['intent'] ?? '');
    expireVoucher(sim, PLATFORM, intent);
    return shown(intent);
  },
  'POST /_sim/customers/{customer}/transfer': ({ sim, path, form }) => {
    const customer = sim.need(PLATFORM, 'customer', path['customer'] ?? '');
    return shown(fundCash(sim, PLATFORM, customer, amount(form['amount']), text(form['reference'])));
  },
  // 3-D Secure or the wallet: passed unless `{ passed: false }`.
  'POST /_sim/authentications/{intent}': ({ sim, path, form }) => {
    const id = path['intent'] ?? '';
    const setup = sim.get(PLATFORM, 'setup_intent', id);
    const passed = form['passed'] !== false && form['passed'] !== 'false';
    if (setup !== undefined) {
      if (passed) confirmSetup(sim, PLATFORM, setup, sim.need(PLATFORM, 'payment_method', text(setup['payment_method']) ?? ''), true);
      return shown(setup);
    }
    const intent = sim.need(PLATFORM, 'payment_intent', id);
    finishAuthentication(sim, PLATFORM, intent, passed);
    return shown(intent);
  },
  'POST /_sim/refunds/{refund}/account': ({ sim, path, form }) => {
    const refund = sim.need(PLATFORM, 'refund', path['refund'] ?? '');
    tellRefundAccount(sim, PLATFORM, refund, text(form['account']) ?? '0001234');
    return shown(refund);
  },
  'POST /_sim/webhook_endpoints/{endpoint}/secret': ({ sim, path, form }) => ({
    json: {
      secret: rollSecret(sim, PLATFORM, path['endpoint'] ?? '', { secret: text(form['secret']), keepFormer: form['keepFormer'] === true }),
    },
  }),
};
