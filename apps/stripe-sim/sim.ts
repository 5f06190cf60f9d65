import { Clock } from './clock.js';
import type { Contract } from './contract.js';
import { API_VERSION } from './contract.js';
import { Faults } from './faults.js';
import { invalidRequest, resourceMissing } from './errors.js';
import { idFor } from './ids.js';
import { amount, text, type Fields, type Json } from './json.js';
import { Books, type Posting } from './money.js';
import type { Store, StripeObject } from './store.js';

export const PLATFORM = 'platform';
/** The scope of what the simulator remembers for itself. */
export const SIM = '_sim';

/** https://docs.stripe.com/api/pagination */
export type List = { object: 'list'; url: string; has_more: boolean; data: StripeObject[] };

/** A request to the API, understood. */
export interface Call {
  sim: Sim;
  /** `platform`, or the account of Stripe-Account. */
  scope: string;
  /** Decoded, coerced and checked; `expand` is taken care of by the server. */
  params: Fields;
  /** The path that was asked for, and its named parts. */
  url: string;
  path: { [name: string]: string };
  /** False for a caller without Stripe-Version, like the CLI. */
  strict: boolean;
}

/** Answers a call at once: nothing else happens meanwhile. What it puts is kept only together with its answer. */
export type Handler = (call: Call) => StripeObject | List | Fields;
/** Handlers by verb and path, as the contract writes it: `POST /v1/customers/{id}`. */
export type Routes = Record<string, Handler>;

/** A person at one of the simulator's pages. */
export interface Visit {
  sim: Sim;
  path: { [name: string]: string };
  query: { [name: string]: string };
  /** The fields of the form, or of a JSON body. */
  form: Fields;
}
export type Page = { status?: number; html: string } | { redirect: string } | { status?: number; json: Json };
/** Pages by verb and path: `GET /c/pay/{id}`. */
export type Pages = Record<string, (visit: Visit) => Page>;

/** What became of a payment intent, at once or later. */
export type Outcome = 'succeeded' | 'requires_action' | 'failed' | 'canceled';

/** Who is told of each event besides the webhook endpoints: the CLI's `listen`. */
export type Listener = (scope: string, event: StripeObject) => void;

/** A request that the contract refuses although it came with this API version: a mistake of whoever wrote the caller. */
export interface ContractRefusal {
  method: string;
  path: string;
  param: string | null;
  message: string;
}

/**
 * The state of this small Stripe and what may be done with it. Objects are changed in place by `change`, which also keeps them.
 * Fields that begin with `_` are the simulator's own and never leave it.
 */
export class Sim {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly listeners = new Set<Listener>();
  private readonly intentListeners: ((scope: string, intent: StripeObject, outcome: Outcome) => void)[] = [];
  /** Where this simulator is reached; links to its pages begin with it. */
  origin = 'http://127.0.0.1:12111';
  /** Refused requests of strict callers, and answers of ours that were wrong. */
  readonly refusals: ContractRefusal[] = [];
  /** Sends an event once more; the server says how. */
  resend: (scope: string, event: StripeObject) => void = () => undefined;
  /** What asked for the work that runs at this moment; events name it. */
  request: { id: string | null; idempotency_key: string | null } = { id: null, idempotency_key: null };

  private readonly books: Books;
  private readonly includes = new Map<string, (scope: string, object: StripeObject) => Json>();

  constructor(
    readonly store: Store,
    readonly contract: Contract,
    readonly options: { validate: boolean; webhookSecret: string | undefined; wall: () => number },
  ) {
    this.clock = new Clock(store, options.wall);
    this.faults = new Faults(store);
    this.books = new Books(
      store,
      this.clock,
      (schema) => contract.skeleton(schema),
      (scope, type, object) => this.emit(scope, type, object),
    );
  }

  /** Epoch seconds of the simulator's clock, or of the test clock whose work runs. */
  now(): number {
    return this.clock.now();
  }

  /** A new object of that schema of the contract, with an id and `created`; what is not said is null, empty, 0 or false. Not yet kept. */
  make(schema: string, own: Fields): StripeObject {
    const skeleton = this.contract.skeleton(schema);
    const object = text(skeleton['object']) ?? '';
    const made: StripeObject = { ...skeleton, id: idFor(object), object };
    if ('created' in skeleton) made['created'] = this.now();
    return Object.assign(made, own);
  }

  get(scope: string, type: string, id: string): StripeObject | undefined {
    return this.store.get(scope, type, id);
  }

  /** The object of that id, unless it was deleted. Throws resource_missing: 404, or 400 when it was named by a param of the body. */
  need(scope: string, type: string, id: string, param?: string): StripeObject {
    const found = this.get(scope, type, id);
    if (found === undefined || found['deleted'] === true) throw resourceMissing(NOUNS[type] ?? type.replaceAll('_', ' '), id, param);
    return found;
  }

  put(scope: string, object: StripeObject): void {
    this.store.put(scope, object);
  }

  /** Sets fields and keeps the object; answers what they were, for the event that tells of it. */
  change(scope: string, object: StripeObject, to: Fields): Fields {
    const before: Fields = {};
    for (const [name, value] of Object.entries(to)) {
      const was = object[name];
      // What was not there at all has no former value.
      if (was !== undefined && !name.startsWith('_') && JSON.stringify(was) !== JSON.stringify(value)) before[name] = was;
    }
    Object.assign(object, to);
    this.put(scope, object);
    return before;
  }

  /** Newest first. */
  all(scope: string, type: string): StripeObject[] {
    return this.store.all(scope, type);
  }

  /**
   * An event with the object as it is now; delivery follows. `previous` are the former values of an update.
   * https://docs.stripe.com/api/events/object
   */
  emit(scope: string, type: string, object: Fields, previous?: Fields): void {
    const data = { object: visible(object), ...(previous !== undefined && { previous_attributes: visible(previous) }) };
    const event: StripeObject = {
      id: idFor('event'),
      object: 'event',
      ...(scope !== PLATFORM && { account: scope }),
      api_version: API_VERSION,
      created: this.now(),
      data,
      livemode: false,
      pending_webhooks: 0,
      request: { ...this.request },
      type,
    };
    if (this.options.validate) {
      const wrong = this.contract.faultsOfEvent(event);
      if (wrong.length > 0) throw new Error(`the event ${type} is not what Stripe would send:\n${wrong.slice(0, 12).join('\n')}`);
    }
    this.put(scope, event);
    for (const listener of this.listeners) listener(scope, event);
  }

  /** Has a task run when the clock passes that instant; one of the same name and id is replaced. Kept over restarts. */
  schedule(at: number, task: string, id: string, scope: string): void {
    this.clock.schedule(at, task, id, scope);
  }

  cancel(task: string, id: string): void {
    this.clock.cancel(task, id);
  }

  /** Says what a task does. */
  task(name: string, work: (scope: string, id: string) => void): void {
    this.clock.task(name, work);
  }

  /** Does some work in the time of a customer: that of the test clock it was made on, else the simulator's. */
  inTimeOf<T>(scope: string, customer: string | undefined, work: () => T): T {
    const id = customer === undefined ? undefined : text(this.get(scope, 'customer', customer)?.['test_clock']);
    const testClock = id === undefined ? undefined : this.get(scope, 'test_helpers.test_clock', id);
    if (testClock === undefined || this.clock.testClock() === id) return work();
    return this.clock.at(amount(testClock['frozen_time']), id, work);
  }

  /** Posts to the balance of an account and answers the balance transaction. */
  post(scope: string, posting: Posting): StripeObject {
    return this.books.post(scope, posting);
  }

  available(scope: string): number {
    return this.books.available(scope);
  }

  pending(scope: string): number {
    return this.books.pending(scope);
  }

  balance(scope: string): Fields {
    return this.books.balance(scope);
  }

  /**
   * Has somebody told of what becomes of payment intents, whenever it happens: at once when confirmed, or when a voucher is paid,
   * a transfer arrives or 3-D Secure is through. Called after the intent's own events. Invoices and Checkout live by it.
   */
  onIntent(listener: (scope: string, intent: StripeObject, outcome: Outcome) => void): void {
    this.intentListeners.push(listener);
  }

  tellIntent(scope: string, intent: StripeObject, outcome: Outcome): void {
    for (const listener of this.intentListeners) listener(scope, intent, outcome);
  }

  /** Says how a field that only `expand` shows is made: `('invoice', 'payments', …)`. */
  include(type: string, field: string, made: (scope: string, object: StripeObject) => Json): void {
    this.includes.set(`${type}.${field}`, made);
  }

  included(scope: string, object: StripeObject, field: string): Json | undefined {
    return this.includes.get(`${object.object}.${field}`)?.(scope, object);
  }
}

/** What Stripe calls a thing when it is not there. */
const NOUNS: Readonly<Record<string, string>> = {
  payment_intent: 'payment_intent',
  payment_method: 'PaymentMethod',
  setup_intent: 'setupintent',
  webhook_endpoint: 'webhook endpoint',
};

/** A copy without the simulator's own fields. */
export function visible(value: Fields): Fields;
export function visible(value: Json): Json;
export function visible(value: Json): Json {
  if (Array.isArray(value)) return value.map((each) => visible(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (name.startsWith('_') ? [] : [[name, visible(inner)]])));
}

/** Refuses other currencies than yen: the simulator keeps one. The CLI's samples in dollars are taken as the same number of yen. */
export function requireCurrency(call: Call): string {
  const currency = text(call.params['currency'])?.toLowerCase();
  if (currency !== undefined && currency !== 'jpy' && call.strict)
    throw invalidRequest(`Invalid currency: ${currency}. The simulator keeps jpy alone.`, 'currency');
  return currency ?? 'jpy';
}
