import type { Sentence } from '../sentence.js';

export const PAYMENTS_REFUSALS = {
  'stripe.unavailable': {
    ja: '決済サービスにつながりません。お手続きは完了していません。数分後にもう一度お試しください。',
    en: 'The payment service does not answer. Nothing has been completed. Please try again in a few minutes.',
  },
  'stripe.gone': {
    ja: '決済サービスに記録が見つかりません。組合の会計にお知らせください。',
    en: 'The payment service no longer has this record. Please tell the treasurer of the cooperative.',
  },
  'stripe.balanceShort': {
    ja: '決済サービスの残高が足りません。入金されてからもう一度お試しください。',
    en: 'The balance at the payment service is too low. Try again once it has been filled.',
  },
  'stripe.signature': {
    ja: '署名を確認できません。',
    en: 'The signature does not match.',
  },
  'card.declined': {
    ja: 'カード会社がお支払いを承認しませんでした。別のカードをお使いいただくか、カード会社にお問い合わせください。',
    en: 'The card was declined by its issuer. Use another card, or ask the issuer.',
  },
  'card.insufficientFunds': {
    ja: 'カードの残高か利用可能額が足りません。別のカードをお使いください。',
    en: 'The card has too little left to spend. Use another card.',
  },
  'card.expired': { ja: 'カードの有効期限が切れています。新しいカードを登録してください。', en: 'The card has expired. Register a new one.' },
  'card.incorrectCvc': { ja: 'セキュリティコードが正しくありません。もう一度入力してください。', en: 'The security code is wrong. Enter it again.' },
  'card.incorrectNumber': { ja: 'カード番号が正しくありません。もう一度入力してください。', en: 'The card number is wrong. Enter it again.' },
  'card.tryAgain': {
    ja: 'カード会社の処理に失敗しました。しばらくしてからもう一度お試しください。',
    en: 'The issuer could not process the payment. Try again in a while.',
  },
  'card.authenticationRequired': {
    ja: 'カードの本人認証が必要です。お支払いの画面で認証してください。',
    en: 'The card needs its holder to confirm. Confirm on the payment page.',
  },
  'payment.tooSmall': { ja: 'この方法でお支払いいただくには金額が小さすぎます。', en: 'The amount is too small for this way of paying.' },
  'payment.tooLarge': { ja: 'この方法でお支払いいただくには金額が大きすぎます。', en: 'The amount is too large for this way of paying.' },
  'price.missing': {
    ja: '料金が決済サービスに登録されていません。組合の会計にお知らせください。',
    en: 'The price is not registered at the payment service. Please tell the treasurer of the cooperative.',
  },
  'checkout.done': { ja: 'このお支払い手続きはすでに完了しています。', en: 'This payment has been completed already.' },
  'refund.already': { ja: 'この支払いはすでに返金されています。', en: 'This payment has been refunded already.' },
  'refund.disputed': { ja: 'この支払いは異議申立ての対象のため、返金できません。', en: 'This payment is disputed and cannot be refunded.' },
  'task.settled': { ja: 'この食い違いはすでに解消されています。', en: 'This difference has been settled already.' },
} as const satisfies Record<string, Sentence>;
