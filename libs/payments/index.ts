export { PaymentsModule } from './payments.module.js';
export { StripeDoor } from './stripe-door.js';
export { StripeEvents } from './events.service.js';
export { Payments } from './payments.service.js';
export { Reconciliation } from './reconciliation.service.js';
export { setUpStripe, type SetUp, type SetUpWish } from './set-up.js';
export { declineOf } from './stripe.faults.js';
export {
  changedIn,
  KINDS,
  PURPOSES,
  type Belonging,
  type Changed,
  type CheckoutMethod,
  type InvoiceSubscriptionWish,
  type Kind,
  type OpenCheckout,
  type PaymentCheckoutWish,
  type PriceChange,
  type PriceChangePreview,
  type PriceWish,
  type Purpose,
  type RefundReason,
  type RequestKey,
  type SubscriptionCheckoutWish,
  type WayBack,
} from './payments.types.js';
export { OWN_EVENTS } from './stripe-events.js';
export { Subscriptions } from './subscriptions.service.js';
