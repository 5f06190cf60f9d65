import type { Sentence } from '../sentence.js';

/** How a price stands to consumption tax: outside of it, exempt, or taxed at the reduced or the standard rate. Prices include their tax. */
export const TAX_CATEGORIES = ['outOfScope', 'exempt', 'reduced', 'standard'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

/** How a sum reached the cooperative. */
export const PAYMENT_METHODS = ['card', 'payPay', 'konbini', 'bankTransfer', 'cash'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** What people look for on a receipt, in the order in which it is read aloud. */
export const RECEIPT_ITEMS = ['amount', 'description', 'paidOn', 'method', 'breakdown', 'tax', 'issuer'] as const;
export type ReceiptItem = (typeof RECEIPT_ITEMS)[number];

/**
 * The words of a receipt. The paper stores facts and the number of this form; a change of meaning is a new form beside this one,
 * so that a paper that was issued keeps its sentences.
 */
export const RECEIPT = {
  title: { ja: '領収書', en: 'Receipt' },
  /** A receipt that names the number of its issuer and the tax of each rate is a qualified invoice. */
  qualifiedTitle: { ja: '領収書（適格請求書）', en: 'Receipt (qualified invoice)' },
  marks: {
    first: { ja: '', en: '' },
    reissue: { ja: '再発行', en: 'Reissued' },
    void: { ja: '取消', en: 'Cancelled' },
    restored: { ja: '取消の取消', en: 'Valid again' },
  },
  number: { ja: '番号', en: 'Number' },
  issuedOn: { ja: '発行日', en: 'Issued on' },
  to: {
    sama: { ja: '{name} 様', en: '{name}' },
    onchu: { ja: '{name} 御中', en: '{name}' },
  },
  received: { ja: '上記の金額を、たしかに受け取りました。', en: 'We have received the amount above.' },
  gaveBack: { ja: 'この領収は取り消されました。もとの領収書は使えません。', en: 'This receipt was cancelled; the first one is no longer valid.' },
  labels: {
    amount: { ja: '金額', en: 'Amount' },
    description: { ja: '但し書き', en: 'For' },
    paidOn: { ja: '領収日', en: 'Received on' },
    method: { ja: 'お支払い方法', en: 'Paid by' },
    breakdown: { ja: '内訳', en: 'Items' },
    tax: { ja: '消費税', en: 'Consumption tax' },
    issuer: { ja: '発行者', en: 'Issued by' },
  } satisfies Record<ReceiptItem, Sentence>,
  what: {
    dues: { ja: '組合費（{tier:tier}・{month:month}分）', en: 'Dues ({tier:tier}, {month:month})' },
    courseFee: { ja: '初回講習の受講料', en: 'Fee of the mixer course' },
    other: { ja: '{name}', en: '{name}' },
  },
  asDescription: { ja: '{what}として', en: '{what}' },
  andMore: { ja: '{what}ほか', en: '{what} and more' },
  lines: {
    amount: { ja: '{yen:yen}', en: '{yen:yen}' },
    day: { ja: '{day:day}', en: '{day:day}' },
    item: { ja: '{what}　{yen:yen}（{category}）', en: '{what}: {yen:yen} ({category})' },
    rateWithTax: { ja: '{percent}%対象 {total:yen}（うち消費税 {tax:yen}）', en: 'At {percent}%: {total:yen}, of which tax {tax:yen}' },
    rate: { ja: '{percent}%対象 {total:yen}（税込）', en: 'At {percent}%: {total:yen}, tax included' },
    noTax: { ja: '消費税のかかる取引はありません。', en: 'Nothing here bears consumption tax.' },
    registration: { ja: '登録番号 {registrationNumber}', en: 'Registration number {registrationNumber}' },
  },
  methods: {
    card: { ja: 'クレジットカード', en: 'Card' },
    payPay: { ja: 'PayPay', en: 'PayPay' },
    konbini: { ja: 'コンビニ払い', en: 'Convenience store' },
    bankTransfer: { ja: '銀行振込', en: 'Bank transfer' },
    cash: { ja: '現金', en: 'Cash' },
  } satisfies Record<PaymentMethod, Sentence>,
  categories: {
    outOfScope: { ja: '不課税', en: 'outside consumption tax' },
    exempt: { ja: '非課税', en: 'exempt' },
    reduced: { ja: '8%・軽減税率', en: '8%, reduced rate' },
    standard: { ja: '10%', en: '10%' },
  } satisfies Record<TaxCategory, Sentence>,
  notes: {
    noStamp: { ja: '電子的に発行した領収書のため、収入印紙は必要ありません。', en: 'Issued electronically: no revenue stamp is needed.' },
    outOfScope: {
      ja: '不課税の組合費は、組合の通常の運営のための会費であり、対価ではないものとして消費税の対象外としています。',
      en: 'Dues outside consumption tax pay for the ordinary running of the cooperative and are not the price of a service.',
    },
    replaces: { ja: '領収書 {firstNumber} に代わるものです。二重にはお使いになれません。', en: 'In place of receipt {firstNumber}; the two do not count twice.' },
    unprintable: {
      ja: '〓は、この書面の書体で印刷できない文字です。もとの文字は画面の書面で確かめられます。',
      en: '〓 stands for a character that this typeface cannot print; the receipt on screen shows it.',
    },
  },
  digest: { ja: '内容のSHA-256', en: 'SHA-256 of the content' },
} as const;
