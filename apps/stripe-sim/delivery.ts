import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { idFor } from './ids.js';
import { amount, fields, text, texts, type Fields } from './json.js';
import { PLATFORM, SIM, visible, type Sim } from './sim.js';
import { Faults } from './faults.js';
import type { StripeObject } from './store.js';

/** How deliveries behave; wall time in milliseconds. */
export interface DeliveryOptions {
  /** `asked`: nothing leaves before `flush`. */
  when: 'atOnce' | 'asked';
  /** Deliveries are not in order: each waits up to this long by chance. */
  jitterMs: number;
  /** A sandbox tries again three times. https://docs.stripe.com/webhooks#retries */
  retriesMs: readonly number[];
  patienceMs: number;
}

export const DELIVERY: DeliveryOptions = { when: 'atOnce', jitterMs: 500, retriesMs: [10_000, 60_000, 600_000], patienceMs: 10_000 };

const AT_ONCE = 16;
/** Older than what the package tolerates, 300 s. */
const OLD_S = 400;
const HUGE_BYTES = 200_000;

const signatures = new Stripe('sk_test_signatures_only').webhooks;

/**
 * Brings events to the webhook endpoints that asked for them. Not in order, again after anything but 2xx in time, each attempt with
 * a signature of its own. https://docs.stripe.com/webhooks
 */
export class Deliveries {
  private readonly inFlight = new Map<string, Promise<boolean>>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly sim: Sim,
    private readonly options: DeliveryOptions,
  ) {
    sim.listeners.add((scope, event) => this.plan(scope, event));
  }

  /** Starts what is due, and comes back for the rest. Called after every commit. */
  pump(): void {
    if (this.stopped || this.options.when === 'asked') return;
    clearTimeout(this.timer);
    const now = Date.now();
    const waiting = this.waiting().filter(({ id }) => !this.inFlight.has(id));
    const due = waiting.filter((delivery) => amount(delivery['due_ms']) <= now && !this.isHeldBack(delivery, waiting));
    for (const delivery of due.slice(0, Math.max(0, AT_ONCE - this.inFlight.size))) void this.start(delivery);
    const next = Math.min(...waiting.map((delivery) => amount(delivery['due_ms'])).filter((at) => at > now));
    if (Number.isFinite(next)) this.timer = setTimeout(() => this.pump(), next - now).unref();
  }

  /**
   * Tries everything that waits, once and now, and what comes of it, until all is quiet: so many at the same time, those first that
   * are due first.
   */
  async flush(atOnce = AT_ONCE): Promise<{ delivered: number; failed: number }> {
    const tried = new Set<string>();
    const told = { delivered: 0, failed: 0 };
    for (;;) {
      const waiting = this.waiting()
        .filter(({ id }) => !tried.has(id))
        .toSorted((one, other) => amount(one['due_ms']) - amount(other['due_ms']));
      const free = waiting.filter((delivery) => !this.isHeldBack(delivery, waiting));
      const batch = (free.length > 0 ? free : waiting).slice(0, atOnce);
      if (batch.length === 0) return told;
      for (const { id } of batch) tried.add(id);
      for (const ok of await Promise.all(batch.map((delivery) => this.start(delivery)))) told[ok ? 'delivered' : 'failed'] += 1;
    }
  }

  /** Sends an event once more; what is planned for it stays planned. https://docs.stripe.com/cli/events/resend */
  resend(scope: string, event: StripeObject): void {
    for (const endpoint of this.endpoints(scope, event)) this.put(scope, event, endpoint, Date.now(), `resent-${idFor('event')}`);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.race([Promise.allSettled(this.inFlight.values()), sleep(1_000, undefined, { ref: false })]);
  }

  private waiting(): StripeObject[] {
    return this.sim.all(SIM, '_delivery').reverse();
  }

  private plan(scope: string, event: StripeObject): void {
    const type = text(event['type']) ?? '';
    const { faults } = this.sim;
    for (const endpoint of this.endpoints(scope, event)) {
      if (faults.ofEvent(['drop'], type) !== undefined) continue;
      const late = faults.ofEvent(['delay', 'shuffle'], type);
      const spread = late === undefined ? 0 : Faults.milliseconds(late) * (late['kind'] === 'shuffle' ? Math.random() : 1);
      const due = Date.now() + Math.random() * this.options.jitterMs + spread;
      this.put(scope, event, endpoint, due, '', faults.ofEvent(['stale_last'], type) !== undefined);
      if (faults.ofEvent(['duplicate'], type) !== undefined)
        this.put(scope, event, endpoint, due + Math.random() * this.options.jitterMs, 'again');
      if (faults.ofEvent(['twin'], type) !== undefined) {
        const twin = { ...event, id: idFor('event') };
        this.sim.put(scope, twin);
        this.put(scope, twin, endpoint, due, '');
      }
    }
  }

  /** Endpoints of the account itself, and those of the platform that listen to connected accounts. */
  private endpoints(scope: string, event: StripeObject): StripeObject[] {
    const type = text(event['type']) ?? '';
    const own = this.sim.all(scope, 'webhook_endpoint').filter((endpoint) => endpoint['_connect'] !== true);
    const connected =
      scope === PLATFORM ? [] : this.sim.all(PLATFORM, 'webhook_endpoint').filter((endpoint) => endpoint['_connect'] === true);
    return [...own, ...connected].filter((endpoint) => {
      const wanted = texts(endpoint['enabled_events']);
      return endpoint['status'] === 'enabled' && (wanted.includes('*') || wanted.includes(type));
    });
  }

  private put(scope: string, event: StripeObject, endpoint: StripeObject, due: number, mark: string, last = false): void {
    const about = text(fields(fields(event['data'])['object'])['id']) ?? '';
    this.sim.put(SIM, {
      id: [event.id, endpoint.id, mark].join(' ').trim(),
      object: '_delivery',
      scope,
      event: event.id,
      endpoint: endpoint.id,
      attempt: 0,
      due_ms: Math.floor(due),
      about,
      last,
    });
    this.sim.change(scope, event, { pending_webhooks: amount(event['pending_webhooks']) + 1 });
  }

  /** A snapshot that has to come last waits for a younger one of the same object, and until that has been delivered. */
  private isHeldBack(delivery: StripeObject, waiting: readonly StripeObject[]): boolean {
    if (delivery['last'] !== true) return false;
    const younger = this.sim.all(text(delivery['scope']) ?? '', 'event').slice(
      0,
      this.sim.all(text(delivery['scope']) ?? '', 'event').findIndex(({ id }) => id === delivery['event']),
    );
    const follows = younger.some((event) => fields(fields(event['data'])['object'])['id'] === delivery['about']);
    const still = waiting.some((other) => other !== delivery && other['last'] !== true && other['about'] === delivery['about']);
    return !follows || still || [...this.inFlight.keys()].some((id) => id !== delivery.id);
  }

  private start(delivery: StripeObject): Promise<boolean> {
    const running = this.inFlight.get(delivery.id);
    if (running !== undefined) return running;
    const attempt = this.attempt(delivery).finally(() => {
      this.inFlight.delete(delivery.id);
      this.sim.store.commit();
      this.pump();
    });
    this.inFlight.set(delivery.id, attempt);
    return attempt;
  }

  private async attempt(delivery: StripeObject): Promise<boolean> {
    const scope = text(delivery['scope']) ?? '';
    const event = this.sim.get(scope, 'event', text(delivery['event']) ?? '');
    const id = text(delivery['endpoint']) ?? '';
    const endpoint = this.sim.get(scope, 'webhook_endpoint', id) ?? this.sim.get(PLATFORM, 'webhook_endpoint', id);
    const ok = event !== undefined && endpoint?.['status'] === 'enabled' && (await this.send(event, endpoint));
    const next = this.options.retriesMs[amount(delivery['attempt'])];
    if (ok || event === undefined || endpoint?.['status'] !== 'enabled' || next === undefined) {
      this.sim.store.remove(SIM, '_delivery', delivery.id);
      if (event !== undefined) this.sim.change(scope, event, { pending_webhooks: Math.max(0, amount(event['pending_webhooks']) - 1) });
    } else {
      this.sim.change(SIM, delivery, { attempt: amount(delivery['attempt']) + 1, due_ms: Date.now() + next });
    }
    return ok;
  }

  private async send(event: StripeObject, endpoint: StripeObject): Promise<boolean> {
    const type = text(event['type']) ?? '';
    const { faults } = this.sim;
    const padding: Fields = faults.ofEvent(['huge'], type) === undefined ? {} : { padding: 'x'.repeat(HUGE_BYTES) };
    const payload = JSON.stringify({ ...visible(event), ...padding }, null, 2);
    const old = faults.ofEvent(['old_timestamp'], type) !== undefined;
    const forged = faults.ofEvent(['bad_signature'], type) !== undefined;
    const own = text(endpoint['_rolled']) ?? this.sim.options.webhookSecret ?? text(endpoint['_secret']) ?? '';
    const former = text(endpoint['_former']);
    const secrets = forged ? ['whsec_of_somebody_else'] : former === undefined ? [own] : [own, former];
    try {
      const response = await fetch(text(endpoint['url']) ?? '', {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signatureHeader(payload, secrets, Math.floor(Date.now() / 1000) - (old ? OLD_S : 0)),
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.options.patienceMs),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      // Nobody there, too slow, hung up: all of it is a failed attempt.
      return false;
    }
  }
}

/**
 * As Stripe signs in test mode: a v1 for each secret that holds (two while one is being rolled), and a v0 that is no use to
 * anybody. https://docs.stripe.com/webhooks#verify-manually, …#roll-endpoint-secrets
 */
export function signatureHeader(payload: string, secrets: readonly string[], timestamp: number): string {
  const signed = secrets.map((secret) => signatures.generateTestHeaderString({ payload, secret, timestamp }).split(',')[1] ?? '');
  const decoy = createHmac('sha256', 'v0').update(`${timestamp}.${payload}`).digest('hex');
  return [`t=${timestamp}`, ...signed, `v0=${decoy}`].join(',');
}
