import type { Fields, Json } from './json.js';

/** What Stripe says about an error besides its message: https://docs.stripe.com/api/errors */
export interface ErrorDetails {
  type?: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  code?: string;
  message: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  charge?: string;
  payment_intent?: Json;
  payment_method?: Json;
  setup_intent?: Json;
}

/** An answer that is not 2xx, in Stripe's shape. The type is invalid_request_error unless said otherwise. */
export class StripeError extends Error {
  override readonly name = 'StripeError';

  constructor(
    readonly status: number,
    readonly details: ErrorDetails,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(details.message);
  }

  /** The body as Stripe writes it. */
  body(): { error: Fields } {
    const { type = 'invalid_request_error', code } = this.details;
    const error: Fields = { type };
    for (const [name, value] of Object.entries<Json>({ ...this.details })) error[name] = value;
    if (code !== undefined) error['doc_url'] = `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`;
    return { error };
  }
}

/** 404 for an id in the path (param `id`), 400 for one in the body. */
export const resourceMissing = (noun: string, id: string, param?: string): StripeError =>
  new StripeError(param === undefined ? 404 : 400, {
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param: param ?? 'id',
  });

/** 400 `parameter_missing`. */
export const parameterMissing = (param: string): StripeError =>
  new StripeError(400, { code: 'parameter_missing', message: `Missing required param: ${param}.`, param });

/** 400 without a code, the way Stripe refuses most things that make no sense. */
export const invalidRequest = (message: string, param?: string, code?: string): StripeError =>
  new StripeError(400, { message, ...(param !== undefined && { param }), ...(code !== undefined && { code }) });
