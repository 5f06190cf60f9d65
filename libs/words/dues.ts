import type { Sentence } from './sentence.js';

/** How dues are paid. */
export const DUES_METHOD_WORDS = {
  card: { ja: 'クレジットカード', en: 'card' },
  invoice: { ja: 'コンビニ・銀行振込', en: 'convenience store or bank transfer' },
  manual: { ja: '窓口・口座振込', en: 'at the desk or by transfer' },
} as const satisfies Record<string, Sentence>;

/** What a price of the dues is for. */
export const DUES_ITEM_WORDS = {
  challenge: { ja: '組合費（チャレンジ）', en: 'Dues (challenge)' },
  junior: { ja: '組合費（初級）', en: 'Dues (junior)' },
  senior: { ja: '組合費（上級）', en: 'Dues (senior)' },
  course: { ja: '初回講習', en: 'Mixer course' },
} as const satisfies Record<string, Sentence>;

/** Why a charge has not been paid, and what helps. */
export const DUES_FAILURE_WORDS = {
  insufficientFunds: { ja: 'カードの残高か利用枠が足りませんでした。数日おいて自動でもう一度お試しします。', en: 'The card had too little left. It is tried again by itself in a few days.' },
  limitReached: { ja: 'カードの利用限度に達していました。数日おいて自動でもう一度お試しします。', en: 'The card had reached its limit. It is tried again by itself in a few days.' },
  technical: { ja: 'カード会社との通信がうまくいきませんでした。数日おいて自動でもう一度お試しします。', en: 'The card company could not be reached. It is tried again by itself in a few days.' },
  declined: { ja: 'カード会社が承認しませんでした。数日おいて自動でもう一度お試しします。続く場合は、カード会社に確かめるか、別のカードをご登録ください。', en: 'The card company said no without a reason. It is tried again in a few days; if it goes on, ask them or use another card.' },
  cardExpired: { ja: 'カードの有効期限が切れています。新しいカードをご登録ください。', en: 'The card has expired. Please enter a new one.' },
  cardWrong: { ja: 'カードの番号、期限かセキュリティコードが合いません。カードをご登録し直してください。', en: 'The number, date or code of the card is not right. Please enter the card again.' },
  cardUnusable: { ja: 'このカードではお支払いいただけません。別のカードをご登録ください。', en: 'This card cannot be used. Please enter another one.' },
  authenticationRequired: { ja: 'カード会社の本人認証が必要です。お支払いのページで認証してください。', en: 'The card company wants to know it is you. Please confirm on the payment page.' },
  noCard: { ja: 'お支払いに使えるカードがありません。カードをご登録ください。', en: 'There is no card to charge. Please enter one.' },
  overdue: { ja: 'お支払いの期限を過ぎています。', en: 'The day to pay by has passed.' },
  takenBack: { ja: '入金の記録が取り消されました。', en: 'The record of the payment was taken back.' },
  disputed: { ja: 'カード会社を通じて、お支払いへの異議が申し立てられています。', en: 'The payment is contested through the card company.' },
} as const satisfies Record<string, Sentence>;
export type DuesFailure = keyof typeof DUES_FAILURE_WORDS;

/** What follows while a charge is open. */
export const DUES_EFFECT_WORDS = {
  grace: { ja: '{restrictedOn:day}までは、これまでどおり予約できます。', en: 'Until {restrictedOn:day} you can book as before.' },
  restricted: { ja: '新しい予約を止めています。お支払いが確認できしだい、自動で元に戻ります。{endsOn:day}に組合費のお支払いが終了します。', en: 'New bookings are on hold and open again by themselves once this is paid. Your dues end on {endsOn:day}.' },
  letBe: { ja: '{overrideUntil:day}の前日まで、お支払いをお待ちします。', en: 'This can wait until the day before {overrideUntil:day}.' },
  writtenOff: { ja: 'お支払いのないまま終了しました。', en: 'This ended unpaid.' },
  surplus: { ja: '二重のお支払いです。返金します。', en: 'This came in twice and goes back.' },
} as const satisfies Record<string, Sentence>;

/** The file of a month. */
export const DUES_CSV_WORDS = {
  heads: [
    { ja: '対象月', en: 'Month' },
    { ja: '氏名', en: 'Name' },
    { ja: 'フリガナ', en: 'Reading' },
    { ja: '区分', en: 'Item' },
    { ja: 'お支払い方法', en: 'Way of paying' },
    { ja: '金額（円）', en: 'Yen' },
    { ja: '税区分', en: 'Tax' },
    { ja: '状態', en: 'State' },
    { ja: '期限', en: 'Due on' },
    { ja: '入金日', en: 'Paid on' },
    { ja: '入金方法', en: 'Paid by' },
    { ja: '手数料（円）', en: 'Fee, yen' },
    { ja: '理由', en: 'Reason' },
    { ja: '請求の番号', en: 'Charge' },
  ],
  states: {
    open: { ja: '準備中', en: 'open' },
    charged: { ja: '請求済み', en: 'charged' },
    retrying: { ja: '再試行中', en: 'retrying' },
    asking: { ja: '手続き待ち', en: 'asking' },
    paid: { ja: '入金済み', en: 'paid' },
    refunded: { ja: '返金済み', en: 'refunded' },
    waived: { ja: '免除', en: 'waived' },
    void: { ja: '取消', en: 'withdrawn' },
    writtenOff: { ja: '貸倒れ', en: 'written off' },
  },
  taxes: {
    outOfScope: { ja: '不課税', en: 'outside tax' },
    exempt: { ja: '非課税', en: 'exempt' },
    reduced: { ja: '課税8%（軽減）', en: '8%, reduced' },
    standard: { ja: '課税10%', en: '10%' },
  },
  sources: {
    stripe: { ja: '決済サービス', en: 'payment service' },
    bank: { ja: '銀行振込', en: 'bank transfer' },
    cash: { ja: '現金', en: 'cash' },
  },
} as const satisfies Record<string, readonly Sentence[] | Record<string, Sentence>>;
