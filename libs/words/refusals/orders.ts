import type { Sentence } from '../sentence.js';

export const ORDERS_REFUSALS = {
  'event.full': { ja: 'お席が足りません。いま空いているのは{left}席です。', en: 'There are not enough seats. Free now: {left}.' },
  'ticketType.full': { ja: 'この券種は残り{left}枚です。', en: 'Only {left} of these tickets are left.' },
  'order.addressOften': {
    ja: 'このメールアドレスでのお申し込みは、すでに{most}件あります。人数を増やすときは、1件のお申し込みで席数をお選びください。',
    en: 'There are {most} registrations with this e-mail address already. To bring more people, choose more seats in one registration.',
  },
  'ticketType.changed': { ja: 'この券種の料金か内容が変わりました。もう一度ご確認ください。', en: 'This ticket has changed. Please look at it again.' },
  'sale.closed': { ja: '受付は終了しています。', en: 'Registration is closed.' },
  'sale.cancelled': { ja: '中止になったため、受け付けていません。', en: 'It was called off, so nobody can register.' },
  'sale.over': { ja: 'すでに始まっているか終わっているため、申し込めません。', en: 'It has begun or is over, so nobody can register.' },
  'capacity.belowTaken': { ja: 'すでに{taken}席が埋まっています。それより少なくはできません。', en: '{taken} seats are taken. There cannot be fewer.' },
  'order.method': { ja: 'このお支払い方法は選べません。', en: 'This way of paying is not open here.' },
  'order.onlineTooSmall': {
    ja: '合計{yen:yen}は、オンラインでは支払えません。オンラインのお支払いは{least:yen}からです。',
    en: '{yen:yen} cannot be paid online, where the least is {least:yen}.',
  },
  'order.onlineTooLarge': {
    ja: '合計{yen:yen}は、オンラインでは支払えません。一度に支払えるのは{most:yen}までです。人数を分けてお申し込みください。',
    en: '{yen:yen} cannot be paid online at once, where the most is {most:yen}. Please register in parts.',
  },
  'order.notFree': { ja: 'この券種は有料です。お支払い方法を選んでください。', en: 'This ticket has a price. Please choose how to pay.' },
  'order.answer': { ja: '「{question}」にお答えください。', en: 'Please answer “{question}”.' },
  'order.answerChoice': { ja: '「{question}」は選択肢からお選びください。', en: 'Please choose one of the answers to “{question}”.' },
  'order.notHeld': { ja: 'このお申込みは、いまお支払いいただける状態ではありません。', en: 'This registration cannot be paid for now.' },
  'order.ended': { ja: 'このお申込みは終了しています。', en: 'This registration has ended.' },
  'order.notConfirmed': { ja: 'このお申込みはまだ確定していません。', en: 'This registration is not confirmed yet.' },
  'pass.unknown': { ja: 'この番号のパスは見つかりません。', en: 'There is no such pass.' },
  'pass.otherEvent': { ja: '別のイベントのパスです（{title}、{span:span}）。', en: 'This pass is for another event ({title}, {span:span}).' },
  'seat.cancelled': { ja: 'この席はキャンセルされています。', en: 'This seat was cancelled.' },
  'seat.missing': { ja: 'この席は見つかりません。', en: 'There is no such seat.' },
} as const satisfies Record<string, Sentence>;
