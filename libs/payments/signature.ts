import Stripe from 'stripe';

/** So long a signature is believed: somebody who saw a letter pass must not send it again tomorrow. */
const TOLERANCE_S = 300;

const { webhooks } = Stripe;

/** Whether Stripe has signed this text with one of our secrets, by the machine's own time and not long ago. */
export function isSigned(text: string, header: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    try {
      return webhooks.signature?.verifyHeader(text, header, secret, TOLERANCE_S) === true;
    } catch {
      // The package throws for a wrong signature, and other things for a header that is none.
      return false;
    }
  });
}
