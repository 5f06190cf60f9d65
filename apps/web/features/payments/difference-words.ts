import { instantText, yenText } from '../../lib/format';
import type { Locale } from '../../lib/locale';

type Said = Readonly<Record<string, Readonly<Record<Locale, string>>>>;

/** What the payment company's fields are called where they differ; every column of a mirror has its name. */
const COLUMNS: Said = {
  purpose: { ja: '何のお金か', en: 'What for' },
  subject_id: { ja: 'こちらの番号', en: 'Our number' },
  account_id: { ja: '利用者', en: 'Account' },
  default_card_id: { ja: 'いつものカード', en: 'Usual card' },
  name: { ja: '名前', en: 'Name' },
  lookup_key: { ja: '価格の呼び名', en: 'Name of the price' },
  product_id: { ja: '商品', en: 'Product' },
  amount_yen: { ja: '金額', en: 'Amount' },
  monthly: { ja: '毎月', en: 'Monthly' },
  active: { ja: '使用中', en: 'In use' },
  mode: { ja: '種類', en: 'Mode' },
  status: { ja: '状態', en: 'State' },
  payment_status: { ja: 'お支払いの状態', en: 'State of the payment' },
  customer_id: { ja: '顧客', en: 'Customer' },
  subscription_id: { ja: '定期のお支払い', en: 'Subscription' },
  invoice_id: { ja: '請求書', en: 'Invoice' },
  payment_intent_id: { ja: 'お支払いの番号', en: 'Payment number' },
  expires_at: { ja: '期限', en: 'Expires' },
  collection_method: { ja: '集め方', en: 'Collection' },
  item_id: { ja: '品目', en: 'Item' },
  price_id: { ja: '価格', en: 'Price' },
  period_start: { ja: '期間のはじめ', en: 'Period from' },
  period_end: { ja: '期間の終わり', en: 'Period to' },
  cancel_at: { ja: '解約の予定', en: 'Ends on' },
  cancel_at_period_end: { ja: '期間の終わりに解約', en: 'Ends with its period' },
  canceled_at: { ja: '解約の申し出', en: 'Cancelled on' },
  ended_at: { ja: '終了', en: 'Ended' },
  paused: { ja: '休止中', en: 'Paused' },
  paused_until: { ja: '休止の終わり', en: 'Paused until' },
  latest_invoice_id: { ja: '最新の請求書', en: 'Latest invoice' },
  number: { ja: '請求書の番号', en: 'Invoice number' },
  billing_reason: { ja: '請求のきっかけ', en: 'Why it was billed' },
  total_yen: { ja: '合計', en: 'Total' },
  amount_due_yen: { ja: '請求額', en: 'Amount due' },
  amount_paid_yen: { ja: '支払われた額', en: 'Paid' },
  amount_remaining_yen: { ja: '残りの額', en: 'Remaining' },
  attempt_count: { ja: '試した回数', en: 'Tries' },
  next_attempt_at: { ja: '次に試す日時', en: 'Next try' },
  due_at: { ja: '支払期限', en: 'Due' },
  finalized_at: { ja: '確定日時', en: 'Finalised' },
  paid_at: { ja: '支払日時', en: 'Paid at' },
  paid_outside: { ja: '手作業で支払い済み', en: 'Marked as paid by hand' },
  voided_at: { ja: '取り消し日時', en: 'Withdrawn at' },
  refunded_yen: { ja: '返金額', en: 'Refunded' },
  fee_yen: { ja: '手数料', en: 'Fee' },
  net_yen: { ja: '手取り', en: 'Net' },
  balance_transaction_id: { ja: '残高の動き', en: 'Movement of the balance' },
  available_at: { ja: '使えるようになる日時', en: 'Available at' },
  method: { ja: '支払い方法', en: 'Way of paying' },
  card_brand: { ja: 'カードの種類', en: 'Card brand' },
  card_last4: { ja: 'カードの末尾', en: 'Last digits' },
  failure_code: { ja: '失敗の理由', en: 'Why it failed' },
  decline_code: { ja: '断られた理由', en: 'Why it was declined' },
  disputed: { ja: '異議の申し立て', en: 'Disputed' },
  charge_id: { ja: 'お支払い', en: 'Payment' },
  reason: { ja: '理由', en: 'Reason' },
  failure_reason: { ja: '失敗の理由', en: 'Why it failed' },
  reversed_yen: { ja: '取り戻した額', en: 'Taken back' },
  destination: { ja: '送り先', en: 'Destination' },
  transfer_group: { ja: '送金のまとまり', en: 'Group' },
  type: { ja: '種類', en: 'Type' },
  category: { ja: '区分', en: 'Category' },
  source_id: { ja: 'もとの番号', en: 'Source' },
};

const VALUES: Said = {
  true: { ja: 'はい', en: 'yes' },
  false: { ja: 'いいえ', en: 'no' },
  draft: { ja: '下書き', en: 'draft' },
  open: { ja: '未払い', en: 'open' },
  paid: { ja: '支払い済み', en: 'paid' },
  unpaid: { ja: '未払い', en: 'unpaid' },
  void: { ja: '取り消し', en: 'withdrawn' },
  uncollectible: { ja: '回収できない', en: 'uncollectible' },
  complete: { ja: '手続き済み', en: 'complete' },
  expired: { ja: '期限切れ', en: 'expired' },
  active: { ja: '継続中', en: 'active' },
  trialing: { ja: '開始前', en: 'not begun' },
  past_due: { ja: '支払いの遅れ', en: 'past due' },
  canceled: { ja: '解約済み', en: 'cancelled' },
  incomplete: { ja: '手続き中', en: 'incomplete' },
  incomplete_expired: { ja: '手続き切れ', en: 'never begun' },
  succeeded: { ja: '成功', en: 'succeeded' },
  pending: { ja: '処理中', en: 'pending' },
  failed: { ja: '失敗', en: 'failed' },
  requires_action: { ja: '手続き待ち', en: 'waits for the person' },
  charge_automatically: { ja: '自動', en: 'by itself' },
  send_invoice: { ja: '請求書', en: 'by invoice' },
  card: { ja: 'カード', en: 'card' },
  konbini: { ja: 'コンビニ', en: 'convenience store' },
  customer_balance: { ja: '銀行振込', en: 'bank transfer' },
  paypay: { ja: 'PayPay', en: 'PayPay' },
  dues: { ja: '組合費', en: 'dues' },
  order: { ja: '参加費', en: 'event' },
};

/** What is said of free text is left as it is: only these hold one of a few words. */
const CODED = ['status', 'payment_status', 'collection_method', 'method', 'purpose'];

/** What a column is called; one that is new stands as it is. */
export const columnText = (column: string, locale: Locale): string => COLUMNS[column]?.[locale] ?? column;

/** What stands in a column, as the treasurer reads it: yen, days and times of Tokyo, states in words. Null where nothing does. */
export function differenceText(column: string, value: string | null, locale: Locale): string | null {
  if (value === null) return null;
  if (column.endsWith('_yen')) return yenText(Number(value), locale);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return instantText(value, locale);
  const coded = value === 'true' || value === 'false' || CODED.includes(column);
  return (coded ? VALUES[value]?.[locale] : undefined) ?? value;
}
