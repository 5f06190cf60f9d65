import type { Sentence } from '../sentence.js';

export const REGISTRATIONS_REFUSALS = {
  'quote.changed': {
    ja: '表示されたあとで、返金額が{refundYen:yen}に変わりました。もう一度ご確認のうえ、お手続きください。',
    en: 'What comes back has changed to {refundYen:yen} since it was shown. Please look again and confirm.',
  },
  'seat.checkedIn': {
    ja: 'チェックインが済んだお席は、キャンセルできません。',
    en: 'Somebody has checked in with this seat, so it cannot be cancelled.',
  },
  'seats.tooMany': { ja: 'キャンセルできるお席は{left}席です。', en: 'There are {left} seats that can be cancelled.' },
  'order.paying': {
    ja: 'お支払いの手続きが進んでいるため、いまは変更できません。コンビニのお支払い番号は、払わずに期限が過ぎると自動で取り消されます。',
    en: 'A payment is under way, so nothing can be changed now. A number for the convenience store ends by itself when it is not paid.',
  },
  'order.begun': { ja: 'すでに始まっているため、この手続きはできません。', en: 'It has begun, so this is no longer possible.' },
  'order.duty': {
    ja: '役割のある招待のお席です。イベントのページから辞退してください。',
    en: 'This is an invited seat with a duty. Please give it back on the page of the event.',
  },
  'order.nothingDue': { ja: 'お支払いの必要な金額はありません。', en: 'There is nothing left to pay.' },
  'order.noOnlinePayment': { ja: 'この金額は、いまオンラインでは支払えません。当日、会場でお支払いください。', en: 'This cannot be paid online now. Please pay at the door.' },
  'offer.none': {
    ja: 'いまご案内しているお席はありません。期限が過ぎたか、すでにお手続きがお済みです。',
    en: 'No seat is offered to you now: the time has run out, or it was answered already.',
  },
  'waitlist.notWaiting': { ja: 'キャンセル待ちではありません。', en: 'This registration is not waiting.' },
  'refund.notFailed': { ja: 'この返金は、送り直せる状態ではありません。', en: 'This refund is not one that can be sent again.' },
  'refund.notByHand': { ja: 'この返金は、手渡しとして記録できる状態ではありません。', en: 'This refund is not one that can be handed over.' },
  'refund.tooMuch': {
    ja: 'この支払いからは、すでに返金されています。返せる金額は残り{yen:yen}です。',
    en: 'Money of this payment has gone back already. No more than {yen:yen} of it can still be given back.',
  },
  'refund.notAccepted': {
    ja: '決済サービスが返金を受け付けませんでした。決済サービスの画面ですでに返金されていないか、ご確認ください。',
    en: 'The payment service did not accept the refund. Please look there whether it was refunded already.',
  },
} as const satisfies Record<string, Sentence>;
