/** How a test card behaves. https://docs.stripe.com/testing */
export interface TestCard {
  brand: string;
  country: string;
  /** Every charge is declined so. */
  decline?: Decline;
  /** It can be kept for a customer although its charges are declined. */
  attaches?: boolean;
  /** 3-D Secure: `unlessSetUp` is satisfied by an earlier authentication, `always` never. */
  authentication?: 'unlessSetUp' | 'always';
  /** The money is available at once. */
  bypassesPending?: boolean;
  disputed?: boolean;
}

/** The error of a declined charge. https://docs.stripe.com/declines/codes */
export interface Decline {
  code: string;
  declineCode: string;
  message: string;
}

const declined = (declineCode: string, message = 'Your card was declined.'): Decline => ({ code: 'card_declined', declineCode, message });

/** The declines that a fault may name, by their decline code. */
export const DECLINES: Readonly<Record<string, Decline>> = {
  generic_decline: declined('generic_decline'),
  insufficient_funds: declined('insufficient_funds', 'Your card has insufficient funds.'),
  lost_card: declined('lost_card'),
  stolen_card: declined('stolen_card'),
  fraudulent: declined('fraudulent'),
  expired_card: { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' },
  incorrect_cvc: { code: 'incorrect_cvc', declineCode: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
  authentication_required: {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
  test_mode_live_card: declined('test_mode_live_card', 'Your card was declined. Your request was in test mode, but used a non test card.'),
};

const visa = (more: Omit<TestCard, 'brand' | 'country'> = {}, country = 'US'): TestCard => ({ brand: 'visa', country, ...more });

/** By number. https://docs.stripe.com/testing#cards */
export const CARDS: Readonly<Record<string, TestCard>> = {
  '4242424242424242': visa(),
  '4000003920000003': visa({}, 'JP'),
  '3530111333300000': { brand: 'jcb', country: 'JP' },
  '5555555555554444': { brand: 'mastercard', country: 'US' },
  '378282246310005': { brand: 'amex', country: 'US' },
  '4000000000000002': visa({ decline: declined('generic_decline') }),
  '4000000000009995': visa({ decline: declined('insufficient_funds', 'Your card has insufficient funds.') }),
  '4000000000009987': visa({ decline: declined('lost_card') }),
  '4000000000009979': visa({ decline: declined('stolen_card') }),
  '4000000000000069': visa({ decline: DECLINES['expired_card'] ?? declined('expired_card') }),
  '4000000000000127': visa({ decline: DECLINES['incorrect_cvc'] ?? declined('incorrect_cvc') }),
  '4000000000000119': visa({ decline: DECLINES['processing_error'] ?? declined('processing_error') }),
  '4000000000000341': visa({ decline: declined('generic_decline'), attaches: true }),
  '4000002500003155': visa({ authentication: 'unlessSetUp' }),
  '4000000000003220': visa({ authentication: 'unlessSetUp' }),
  '4000002760003184': visa({ authentication: 'always' }),
  '4000000000000077': visa({ bypassesPending: true }),
  '4000000000000259': visa({ disputed: true }),
};

/** Ids of payment methods that stand for a card; each use makes a fresh one. `tok_…` are the same as tokens. */
export const NAMED_CARDS: Readonly<Record<string, string>> = {
  visa: '4242424242424242',
  jp: '4000003920000003',
  jcb: '3530111333300000',
  mastercard: '5555555555554444',
  amex: '378282246310005',
  chargeDeclined: '4000000000000002',
  visa_chargeDeclined: '4000000000000002',
  chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedLostCard: '4000000000009987',
  visa_chargeDeclinedStolenCard: '4000000000009979',
  chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  chargeDeclinedProcessingError: '4000000000000119',
  chargeCustomerFail: '4000000000000341',
  authenticationRequiredOnSetup: '4000002500003155',
  threeDSecure2Required: '4000000000003220',
  threeDSecureRequired: '4000002760003184',
  authenticationRequired: '4000002760003184',
  bypassPending: '4000000000000077',
  createDispute: '4000000000000259',
  createDisputeInquiry: '4000000000000259',
};

/** What becomes of a konbini voucher, and after how many seconds. https://docs.stripe.com/payments/konbini/accept-a-payment#test-integration */
export interface VoucherFate {
  paid: boolean;
  afterS: number;
}

const DELAY_S = 180;

/** By the payer's e-mail or the confirmation number; undefined for a voucher that nobody ever fills. */
export function voucherFate(email: string, confirmation: string): VoucherFate | undefined {
  if (email.includes('fill_never') || confirmation === '55555555550') return undefined;
  if (email.includes('succeed_immediately') || confirmation === '22222222220') return { paid: true, afterS: 0 };
  if (email.includes('expire_immediately') || confirmation === '33333333330') return { paid: false, afterS: 0 };
  if (email.includes('expire_with_delay') || confirmation === '44444444440') return { paid: false, afterS: DELAY_S };
  return { paid: true, afterS: DELAY_S };
}

/** Confirmation numbers that a store refuses, and one that is no number. */
export const REFUSED_CONFIRMATIONS: Readonly<Record<string, string>> = {
  '01234567890': 'payment_method_provider_decline',
  '00000000000': 'parameter_invalid_string_empty',
};

/** Account numbers of the test bank 1100000 to which a refund does not arrive. https://docs.stripe.com/payments/konbini#refunds */
export const FAILING_REFUND_ACCOUNTS: readonly string[] = ['1111113', '1111116', '3333335', '4444440'];
