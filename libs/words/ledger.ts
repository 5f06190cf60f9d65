import type { Sentence } from './sentence.js';

/** What an account is, as the chart of accounts says it. An account of a person, a space or an event is named with its owner. */
export const LEDGER_ACCOUNT_WORDS = {
  payable: { ja: '未払金', en: 'Payable' },
  receivable: { ja: '未収金', en: 'Receivable' },
  stripe: { ja: '決済サービスの残高', en: 'Cash at Stripe' },
  bank: { ja: '普通預金', en: 'Bank account' },
  cashBox: { ja: '現金', en: 'Cash box' },
  held: { ja: '預り金', en: 'Held for a seller' },
  duesIncome: { ja: '組合費収入', en: 'Dues income' },
  courseIncome: { ja: '講習収入', en: 'Course income' },
  eventIncome: { ja: 'イベント収入', en: 'Event income' },
  fees: { ja: '決済手数料', en: 'Payment fees' },
  fund: { ja: '積立金', en: 'Fund' },
  withholding: { ja: '預り源泉税', en: 'Tax withheld' },
  writeOff: { ja: '貸倒れ', en: 'Written off' },
  shiftCost: { ja: '業務委託費', en: 'Cost of shifts' },
} as const satisfies Record<string, Sentence>;
export type LedgerAccountType = keyof typeof LEDGER_ACCOUNT_WORDS;

/** What made money move. A cause without words here cannot post. */
export const LEDGER_CAUSE_WORDS = {
  'shift.confirmed': { ja: '実施の確認', en: 'Service confirmed' },
  'shift.cancelledLate': { ja: '直前の取りやめ', en: 'Called off late' },
  'shift.corrected': { ja: '報酬の訂正', en: 'Reward corrected' },
  'dues.charged': { ja: '組合費の請求', en: 'Dues charged' },
  'dues.paid': { ja: '組合費の入金', en: 'Dues paid' },
  'dues.paymentReversed': { ja: '入金記録の取消', en: 'Payment record reversed' },
  'dues.refunded': { ja: '組合費の返金', en: 'Dues refunded' },
  'dues.refundFailed': { ja: '返金の不着', en: 'Refund that came back' },
  'dues.waived': { ja: '組合費の免除', en: 'Dues waived' },
  'dues.voided': { ja: '組合費の請求の取消', en: 'Dues charge withdrawn' },
  'dues.writtenOff': { ja: '組合費の貸倒れ', en: 'Dues written off' },
  'dues.writeOffTakenBack': { ja: '組合費の貸倒れの取消', en: 'Write-off of dues taken back' },
  'course.charged': { ja: '講習料の請求', en: 'Course fee charged' },
  'course.paid': { ja: '講習料の入金', en: 'Course fee paid' },
  'course.refunded': { ja: '講習料の返金', en: 'Course fee refunded' },
  'event.paid': { ja: '参加費の入金', en: 'Event fee paid' },
  'event.refunded': { ja: '参加費の返金', en: 'Event fee refunded' },
  'event.refundFailed': { ja: '参加費の返金の不着', en: 'Refund of an event fee that came back' },
  'event.disputed': { ja: '参加費のチャージバック', en: 'Event fee charged back' },
  'event.disputeClosed': { ja: '参加費のチャージバックの終了', en: 'Chargeback of an event fee closed' },
  'event.settled': { ja: 'イベントの精算', en: 'Event settled' },
  'event.cancelCost': { ja: '中止の費用', en: 'Cost of calling an event off' },
  'stripe.fee': { ja: '決済サービスの手数料', en: 'Fee of Stripe' },
  'stripe.dispute': { ja: 'チャージバック', en: 'Chargeback' },
  'stripe.disputeClosed': { ja: 'チャージバックの終了', en: 'Chargeback closed' },
  'stripe.payout': { ja: '決済サービスからの振替', en: 'Payout of Stripe' },
  'ledger.corrected': { ja: '記帳の訂正', en: 'Entry corrected' },
} as const satisfies Record<string, Sentence>;
export type LedgerCauseKind = keyof typeof LEDGER_CAUSE_WORDS;

/** What one transfer is, as the journal says it. */
export const LEDGER_TRANSFER_WORDS = {
  reward: { ja: '報酬', en: 'Reward' },
  lateCancellation: { ja: '直前取りやめの報酬', en: 'Due for calling off late' },
  dues: { ja: '組合費', en: 'Dues' },
  courseFee: { ja: '講習料', en: 'Course fee' },
  ticket: { ja: '参加費', en: 'Event fee' },
  share: { ja: '配分', en: 'Share' },
  cashHandedOver: { ja: '現金の引き継ぎ', en: 'Cash handed over' },
  cashDifference: { ja: '現金の過不足', en: 'Cash over or short' },
  payment: { ja: '入金', en: 'Payment' },
  fee: { ja: '手数料', en: 'Fee' },
  refund: { ja: '返金', en: 'Refund' },
  waiver: { ja: '免除', en: 'Waiver' },
  writeOff: { ja: '貸倒れ', en: 'Written off' },
  dispute: { ja: 'チャージバック', en: 'Chargeback' },
  payout: { ja: '振替', en: 'Moved to the bank' },
  correction: { ja: '訂正', en: 'Correction' },
} as const satisfies Record<string, Sentence>;
export type LedgerTransferKind = keyof typeof LEDGER_TRANSFER_WORDS;
