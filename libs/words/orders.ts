import type { Sentence } from './sentence.js';

/** What happened to a registration, as its holder and the host read it in the order of time. A step without words here cannot be written down. */
export const ORDER_STEP_WORDS = {
  registered: { ja: 'お申込みを受け付けました', en: 'Registered' },
  waitlisted: { ja: 'キャンセル待ちに登録しました', en: 'Joined the waitlist' },
  offered: { ja: 'お席をご案内しました', en: 'A seat was offered' },
  offerLapsed: { ja: 'ご案内の期限が過ぎ、列の最後に移りました', en: 'The offer ran out; back at the end of the line' },
  offerOut: { ja: 'ご案内に返事がなく、キャンセル待ちが終わりました', en: 'The offer was not answered twice; the wait has ended' },
  accepted: { ja: 'ご案内のお席を受けました', en: 'The offered seat was taken' },
  movedUp: { ja: '順番が繰り上がりました', en: 'Moved up in the line' },
  invited: { ja: '招待のお席を用意しました', en: 'An invited seat was set aside' },
  walkedIn: { ja: '当日、会場で受け付けました', en: 'Registered at the door' },
  voucherPrinted: { ja: 'コンビニのお支払い番号を発行しました', en: 'A number for paying at a convenience store was issued' },
  paid: { ja: 'お支払いを確認しました', en: 'Payment received' },
  paidCash: { ja: '現金でお支払いいただきました', en: 'Paid in cash' },
  paidTooLate: { ja: '期限を過ぎてお支払いいただきました', en: 'Paid after the time had run out' },
  confirmed: { ja: '参加が確定しました', en: 'Confirmed' },
  revived: { ja: 'お席が残っていたため、参加が確定しました', en: 'A seat was left, so it is confirmed' },
  expired: { ja: 'お支払いの期限が過ぎ、お席を戻しました', en: 'The time to pay ran out and the seat was released' },
  prepayStarted: { ja: '事前のお支払いに切り替えました', en: 'Changed to paying ahead' },
  renamed: { ja: '参加者のお名前を変更しました', en: 'A name was changed' },
  seatsCancelled: { ja: '一部のお席をキャンセルしました', en: 'Some seats were cancelled' },
  cancelled: { ja: 'キャンセルしました', en: 'Cancelled' },
  calledOff: { ja: '中止になりました', en: 'The event was called off' },
  moved: { ja: '日時または会場が変わりました', en: 'Time or place was changed' },
  left: { ja: 'キャンセル待ちをやめました', en: 'Left the waitlist' },
  lineClosed: { ja: 'キャンセル待ちの受付が終わりました', en: 'The waitlist was closed' },
  refundWished: { ja: '返金の手続きを始めました', en: 'A refund was started' },
  refunded: { ja: '返金しました', en: 'Refunded' },
  refundFailed: { ja: '返金が届かず、戻ってきました', en: 'A refund came back' },
  disputed: { ja: 'カード会社を通じて支払いに異議が出されました', en: 'The payment was contested through the card company' },
  disputeClosed: { ja: '支払いへの異議が終わりました', en: 'The contest of the payment was closed' },
  checkedIn: { ja: '会場でチェックインしました', en: 'Checked in' },
} as const satisfies Record<string, Sentence>;
export type OrderStep = keyof typeof ORDER_STEP_WORDS;

/** How a registration is paid for, as its confirmation says it. */
export const ORDER_PAYMENT_WORDS = {
  paid: { ja: 'お支払い済み', en: 'paid' },
  door: { ja: '当日、会場でお支払い', en: 'at the door' },
  after: { ja: 'イベント終了後にお支払い', en: 'after the event' },
  free: { ja: '無料', en: 'free' },
} as const satisfies Record<string, Sentence>;
export type OrderPaymentWord = keyof typeof ORDER_PAYMENT_WORDS;
