import type { Sentence } from './sentence.js';

/** How money comes back, and what its owner has to do for it. */
export const REFUND_ROUTE_WORDS = {
  card: { ja: 'お支払いのカードに返金します。反映まで数日かかることがあります。', en: 'It goes back to the card you paid with, which may take some days.' },
  payPay: { ja: 'お支払いのPayPayに返金します。', en: 'It goes back to the PayPay you paid with.' },
  konbini: {
    ja: 'コンビニでのお支払いは、銀行口座に返金します。決済サービスから届くメールの案内に沿って、45日以内に口座をご登録ください。',
    en: 'What was paid at a convenience store goes back to a bank account. The payment service writes to you: please tell it your account within 45 days.',
  },
  bankTransfer: {
    ja: '銀行振込でのお支払いは、主催者から振込でお返しします。ご連絡をお待ちください。',
    en: 'What was paid by bank transfer is sent back by the organiser, who will be in touch.',
  },
  cash: { ja: '現金でのお支払いは、主催者が直接お返しします。ご連絡をお待ちください。', en: 'What was paid in cash is handed back by the organiser, who will be in touch.' },
  none: { ja: '返金はありません。', en: 'Nothing comes back.' },
} as const satisfies Record<string, Sentence>;
export type RefundRouteWord = keyof typeof REFUND_ROUTE_WORDS;

/** How far a refund is. */
export const REFUND_STATUS_WORDS = {
  waiting: { ja: '返金の手続きを待っています', en: 'waiting to be sent' },
  asked: { ja: '返金の手続き中です', en: 'on its way' },
  done: { ja: '返金しました', en: 'refunded' },
  failed: { ja: '返金が届きませんでした。組合が確認しています', en: 'did not arrive; the cooperative is looking into it' },
  byHand: { ja: '主催者から直接お返しします', en: 'handed back by the organiser' },
} as const satisfies Record<string, Sentence>;

/** What stands in the way of a refund, by Stripe's word for it or ours. */
export const REFUND_PROBLEM_WORDS = {
  lost_or_stolen_card: { ja: 'カードが紛失・盗難の扱いになっています。', en: 'The card is reported lost or stolen.' },
  expired_or_canceled_card: { ja: 'カードか口座が使えなくなっています。', en: 'The card or the account is no longer open.' },
  declined: { ja: '銀行かカード会社が受け取りませんでした。', en: 'The bank or the card company did not take it.' },
  insufficient_funds: { ja: '決済サービスの残高が足りませんでした。', en: 'The balance at the payment service was too low.' },
  charge_for_pending_refund_disputed: { ja: '支払いに異議が出されています。', en: 'The payment is contested.' },
  merchant_request: { ja: '返金が取り消されました。', en: 'The refund was called back.' },
  canceled: { ja: '返金が取り消されました。', en: 'The refund was called back.' },
  unclaimed: { ja: '口座が期限までに登録されませんでした。', en: 'No account was told in time.' },
  unknown: { ja: '理由は知らされていません。', en: 'No reason was given.' },
} as const satisfies Record<string, Sentence>;

/** Why a registration ended; what a person wrote stands as it is. */
export const ORDER_END_WORDS = {
  guest: { ja: 'ご本人のキャンセル', en: 'cancelled by the guest' },
  left: { ja: 'キャンセル待ちの取りやめ', en: 'left the waitlist' },
  declined: { ja: 'ご案内の辞退', en: 'the offer was let go' },
  silence: { ja: 'ご案内への返事がなかったため', en: 'the offer was not answered twice' },
  lineClosed: { ja: '開始によりキャンセル待ちが終わったため', en: 'the waitlist closed with the start' },
  calledOff: { ja: '中止', en: 'called off' },
  unpaid: { ja: 'お支払いの期限が過ぎたため', en: 'not paid in time' },
  withdrawn: { ja: '招待のお席の取りやめ', en: 'the invited seat was given back' },
  tooLate: { ja: 'お支払いが期限を過ぎたため', en: 'paid too late' },
} as const satisfies Record<string, Sentence>;
export type OrderEnd = keyof typeof ORDER_END_WORDS;
