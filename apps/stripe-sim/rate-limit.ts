import { StripeError } from './errors.js';

/**
 * So many reads and so many writes a second, each from a bucket of its own. https://docs.stripe.com/rate-limits: a sandbox has 25 of
 * each. Sits before idempotency, so that what it refuses is not kept.
 */
export class RateLimit {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly perSecond: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Refusal: rate_limit, 429. */
  take(method: string): void {
    const kind = method === 'GET' ? 'read' : 'write';
    const now = this.nowMs();
    const bucket = this.buckets.get(kind) ?? { tokens: this.perSecond, at: now };
    const tokens = Math.min(this.perSecond, bucket.tokens + ((now - bucket.at) / 1000) * this.perSecond);
    this.buckets.set(kind, { tokens: Math.max(0, tokens - 1), at: now });
    if (tokens < 1) throw new StripeError(429, { code: 'rate_limit', message: 'Request rate limit exceeded.' });
  }
}
