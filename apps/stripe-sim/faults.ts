import { newId } from './ids.js';
import { amount, fields, number, text, type Fields } from './json.js';
import type { Store, StripeObject } from './store.js';

const SIM = '_sim';

/** Faults of requests, by their place: before the call runs, or after. */
export const REQUEST_FAULTS = ['latency', 'hang', 'reset_before', 'status', 'reset_after', 'replay_500'] as const;
/** Faults of deliveries. */
export const DELIVERY_FAULTS = [
  'drop',
  'delay',
  'duplicate',
  'twin',
  'shuffle',
  'stale_last',
  'bad_signature',
  'old_timestamp',
  'huge',
] as const;
/** `decline`: the next charges of a customer are declined with a code. */
export type FaultKind = (typeof REQUEST_FAULTS)[number] | (typeof DELIVERY_FAULTS)[number] | 'decline';

/**
 * What goes wrong on purpose, once or so many times. Matched by verb and the path's beginning, by event type, or by customer.
 * `ms` for latency, delay and shuffle; `status`, `code` and `headers` for status; `declineCode` for decline.
 */
export class Faults {
  constructor(private readonly store: Store) {}

  list(): StripeObject[] {
    return this.store.all(SIM, '_fault').reverse();
  }

  add(fault: Fields): StripeObject {
    const kept: StripeObject = { times: 1, ...fault, id: newId('fault'), object: '_fault' };
    this.store.put(SIM, kept);
    return kept;
  }

  clear(): void {
    for (const { id } of this.list()) this.store.remove(SIM, '_fault', id);
  }

  /** The first fault of these kinds that fits, used up by one. */
  take(kinds: readonly FaultKind[], fits: (fault: Fields) => boolean): StripeObject | undefined {
    const found = this.list().find((fault) => kinds.some((kind) => kind === fault['kind']) && fits(fault));
    if (found === undefined) return undefined;
    const left = amount(found['times']) - 1;
    if (left <= 0) this.store.remove(SIM, '_fault', found.id);
    else this.store.put(SIM, Object.assign(found, { times: left }));
    return found;
  }

  /** A fault for a request of that verb and path. */
  ofRequest(kinds: readonly FaultKind[], method: string, path: string): StripeObject | undefined {
    return this.take(kinds, (fault) => {
      const wanted = text(fault['method']);
      return (wanted === undefined || wanted.toUpperCase() === method) && path.startsWith(text(fault['path']) ?? '/');
    });
  }

  /** A fault for the delivery of an event. */
  ofEvent(kinds: readonly FaultKind[], type: string): StripeObject | undefined {
    return this.take(kinds, (fault) => (text(fault['event']) ?? type) === type);
  }

  /** The decline that waits for the next charge of that customer. */
  ofCharge(customer: string | undefined): string | undefined {
    const fault = this.take(['decline'], ({ customer: whose }) => (text(whose) ?? customer) === customer);
    return fault && (text(fault['declineCode']) ?? 'generic_decline');
  }

  static milliseconds(fault: Fields): number {
    return number(fault['ms']) ?? 1_000;
  }

  static headers(fault: Fields): Record<string, string> {
    return Object.fromEntries(
      Object.entries(fields(fault['headers'])).map(([name, value]) => [name, text(value) ?? JSON.stringify(value)]),
    );
  }
}
