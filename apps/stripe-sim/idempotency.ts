import { createHash } from 'node:crypto';
import { StripeError } from './errors.js';
import { amount, fields, type Fields } from './json.js';
import type { Store } from './store.js';

const SIM = '_sim';
const LONGEST_KEY = 255;
const KEPT_S = 24 * 60 * 60;

/** What was answered under a key. */
export interface Stored {
  status: number;
  body: Fields;
}

/**
 * One execution per account and key: the first answer is given again for 24 hours, errors of execution too. What was refused before
 * execution is not kept. https://docs.stripe.com/api/idempotent_requests
 */
export class Idempotency {
  private readonly inFlight = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {}

  /** Takes the key, or answers what it has answered. Throws for a key that runs, or came with other params. */
  begin(scope: string, key: string, route: string, body: string): Stored | undefined {
    if (key.length > LONGEST_KEY) {
      throw new StripeError(400, { message: `The idempotency key provided is too long. Keys can have up to ${LONGEST_KEY} characters.` });
    }
    const id = `${scope} ${key}`;
    if (this.inFlight.has(id)) {
      throw new StripeError(409, {
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key: ${key}.`,
      });
    }
    const kept = this.store.get(SIM, '_idempotency', id);
    if (kept !== undefined && amount(kept['at']) + KEPT_S > this.now()) {
      if (kept['route'] !== route || kept['body'] !== digest(body)) {
        throw new StripeError(400, {
          type: 'idempotency_error',
          message:
            'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
            `Try using a key other than '${key}' if you meant to execute a different request.`,
        });
      }
      return { status: amount(kept['status']), body: fields(kept['answer']) };
    }
    this.inFlight.add(id);
    return undefined;
  }

  /** Keeps the answer of an execution. */
  keep(scope: string, key: string, route: string, body: string, answer: Stored): void {
    const at = this.now();
    for (const old of this.store.oldest(SIM, '_idempotency', ({ at: since }) => amount(since) + KEPT_S <= at)) {
      this.store.remove(SIM, '_idempotency', old.id);
    }
    this.store.put(SIM, {
      id: `${scope} ${key}`,
      object: '_idempotency',
      at,
      route,
      body: digest(body),
      status: answer.status,
      answer: answer.body,
    });
  }

  /** The request has been answered, or nobody waits for its answer any more. */
  end(scope: string, key: string): void {
    this.inFlight.delete(`${scope} ${key}`);
  }
}

const digest = (body: string): string => createHash('sha256').update(body).digest('base64');
