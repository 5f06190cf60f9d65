import type { PriceWish } from '#libs/payments';

const MONTHLY = { monthly: true } as const;

/** What the cooperative asks for before anybody has set another amount, by the names under which the dues ask Stripe for them. */
export const FIRST_PRICES: readonly PriceWish[] = [
  { lookupKey: 'dues_challenge_monthly', product: { key: 'dues_challenge', name: '組合費(チャレンジ)' }, amountYen: 500, ...MONTHLY },
  { lookupKey: 'dues_junior_monthly', product: { key: 'dues_junior', name: '組合費(初級)' }, amountYen: 1_000, ...MONTHLY },
  { lookupKey: 'dues_senior_monthly', product: { key: 'dues_senior', name: '組合費(上級)' }, amountYen: 3_000, ...MONTHLY },
  { lookupKey: 'course_fee', product: { key: 'course', name: '初回講習の受講料' }, amountYen: 3_000, monthly: false },
];
