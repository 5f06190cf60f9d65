import type { Mail } from './mail.js';

const OPEN_DUES = { ja: '組合費のページを開く', en: 'Open my dues' };
const PUT_RIGHT = { ja: 'お支払いの手続きへ', en: 'Put the payment right' };

/** One mail for each change of standing, with its reason and one link. */
export const DUES_MAILS = {
  duesStarted: {
    subject: { ja: '組合費のお支払い方法を登録しました', en: 'Your dues are set up' },
    body: {
      ja: '{name} 様\n\n組合費のお支払い方法（{method:duesMethod}）を登録しました。最初の請求は{firstOn:day}、{amountYen:yen}です。その後は毎月1日に自動で更新されます。\n\nお支払い方法の変更、休止、終了は、いつでも組合費のページで行えます。',
      en: 'Dear {name},\n\nYour dues are set up ({method:duesMethod}). The first charge is {amountYen:yen} on {firstOn:day}; after that they renew by themselves on the first of each month.\n\nYou can change the way of paying, pause or stop on the page of your dues at any time.',
    },
    link: OPEN_DUES,
  },
  duesGrace: {
    subject: { ja: '組合費のお支払いを確認できませんでした', en: 'Your dues did not go through' },
    body: {
      ja: '{name} 様\n\n{month:month}分の組合費（{amountYen:yen}）のお支払いを確認できませんでした。\n\n理由：{failure:duesFailure}\n\n{restrictedOn:day}までは猶予期間で、これまでどおり予約できます。下のリンクからお手続きいただくと、すぐに元に戻ります。行き違いでお支払いがお済みの場合は、ご容赦ください。',
      en: 'Dear {name},\n\nYour dues for {month:month} ({amountYen:yen}) did not go through.\n\nReason: {failure:duesFailure}\n\nUntil {restrictedOn:day} you are in grace and can book as before. The link below puts it right at once. If you have paid in the meantime, please forgive this letter.',
    },
    link: PUT_RIGHT,
  },
  duesRestricted: {
    subject: { ja: '新しい予約を止めています：組合費のお支払いをお願いします', en: 'New bookings are on hold: please pay your dues' },
    body: {
      ja: '{name} 様\n\n{month:month}分の組合費（{amountYen:yen}）のお支払いを確認できないまま猶予期間が終わったため、新しい予約を止めています。すでに予約した担当は、そのまま続けられます。\n\n理由：{failure:duesFailure}\n\nお支払いが確認できしだい、自動で元に戻ります。{endsOn:day}までに確認できない場合は、組合費のお支払いを終了します。ご事情のある方は、遠慮なく組合にご相談ください。',
      en: 'Dear {name},\n\nYour dues for {month:month} ({amountYen:yen}) have not arrived and the time of grace is over, so new bookings are on hold. What you have booked stays yours.\n\nReason: {failure:duesFailure}\n\nThis lifts by itself as soon as the payment arrives. Without it your dues end on {endsOn:day}. If times are hard, please talk to the cooperative.',
    },
    link: PUT_RIGHT,
  },
  duesEnded: {
    subject: { ja: '組合費のお支払いを終了しました', en: 'Your dues have ended' },
    body: {
      ja: '{name} 様\n\n組合費のお支払いを確認できないまま60日が過ぎたため、組合費のお支払いを終了しました。今後の請求はありません。\n\n理由：{failure:duesFailure}\n\nもう一度始める場合は、下のリンクからお支払い方法を登録してください。組合からの脱退は別の手続きで、この終了では脱退になりません。',
      en: 'Dear {name},\n\nSixty days have passed without a payment, so your dues have ended. Nothing more will be charged.\n\nReason: {failure:duesFailure}\n\nTo begin again, set up a way of paying by the link below. Leaving the cooperative is an act of its own: this is not it.',
    },
    link: { ja: 'もう一度始める', en: 'Begin again' },
  },
  duesRestored: {
    subject: { ja: '組合費のお支払いを確認しました', en: 'Your dues are in order again' },
    body: {
      ja: '{name} 様\n\n組合費のお支払いがそろい、状態が「良好」に戻りました。すべて元どおりご利用いただけます。ありがとうございます。',
      en: 'Dear {name},\n\nYour dues are paid and your standing is good again. Everything is open to you as before. Thank you.',
    },
    link: OPEN_DUES,
  },
  duesAsked: {
    subject: { ja: '組合費のお支払いに、お手続きが必要です', en: 'Your dues need you' },
    body: {
      ja: '{name} 様\n\n{month:month}分の組合費（{amountYen:yen}）は、自動では再試行できません。\n\n理由：{failure:duesFailure}\n\n下のリンクからお手続きをお願いします。',
      en: 'Dear {name},\n\nYour dues for {month:month} ({amountYen:yen}) cannot be tried again by themselves.\n\nReason: {failure:duesFailure}\n\nPlease put it right by the link below.',
    },
    link: PUT_RIGHT,
  },
  duesInvoice: {
    subject: { ja: '{month:month}分の組合費のご請求', en: 'Your dues for {month:month}' },
    body: {
      ja: '{name} 様\n\n{month:month}分の組合費は{amountYen:yen}です。{dueOn:day}までに、コンビニか銀行振込でお支払いください。お支払いの番号は組合費のページにあります。',
      en: 'Dear {name},\n\nYour dues for {month:month} are {amountYen:yen}. Please pay by {dueOn:day}, at a convenience store or by bank transfer; the page of your dues has the number.',
    },
    link: PUT_RIGHT,
  },
  duesManual: {
    subject: { ja: '{month:month}分の組合費のご請求', en: 'Your dues for {month:month}' },
    body: {
      ja: '{name} 様\n\n{month:month}分の組合費は{amountYen:yen}です。{dueOn:day}までに、組合の口座へのお振込みか、窓口でお支払いください。会計が入金を確かめると、組合費のページに載ります。',
      en: 'Dear {name},\n\nYour dues for {month:month} are {amountYen:yen}. Please pay by {dueOn:day}, by transfer to the cooperative or at its desk. It shows on the page of your dues once the treasurer has seen it.',
    },
    link: OPEN_DUES,
  },
  duesReminder: {
    subject: { ja: '組合費のお支払いについてのお願い', en: 'A reminder of your dues' },
    body: {
      ja: '{name} 様\n\n{month:month}分の組合費のお支払いを確認できていません（未払いの合計 {amountYen:yen}）。\n\n理由：{failure:duesFailure}\n\n下のリンクからお手続きいただけます。ご事情のある方は、組合にご相談ください。',
      en: 'Dear {name},\n\nYour dues for {month:month} have not arrived (open in all: {amountYen:yen}).\n\nReason: {failure:duesFailure}\n\nThe link below puts it right. If times are hard, please talk to the cooperative.',
    },
    link: PUT_RIGHT,
  },
  duesPriceFollows: {
    subject: { ja: '{from:day}から組合費が{amountYen:yen}になります', en: 'Your dues are {amountYen:yen} from {from:day}' },
    body: {
      ja: '{name} 様\n\n{from:day}の請求から、組合費が{amountYen:yen}（{tier:tier}）になります。それまでは{wasYen:yen}のままで、差額の請求や返金はありません。',
      en: 'Dear {name},\n\nFrom the charge of {from:day} your dues are {amountYen:yen} ({tier:tier}). Until then they stay {wasYen:yen}; no difference is charged or given back.',
    },
    link: OPEN_DUES,
  },
  duesPaused: {
    subject: { ja: '組合費と活動の休止を受け付けました', en: 'Your pause is set' },
    body: {
      ja: '{name} 様\n\n{from:day}から{until:day}の前日まで、組合費と活動を休止します。この間の請求はなく、新しい予約はできません。{until:day}から自動で再開します。早めに再開することもできます。',
      en: 'Dear {name},\n\nFrom {from:day} to the day before {until:day} your dues and your membership are paused: nothing is charged and nothing new can be booked. Both resume by themselves on {until:day}, or earlier when you say so.',
    },
    link: OPEN_DUES,
  },
  duesResumed: {
    subject: { ja: '活動を再開しました', en: 'You have resumed' },
    body: {
      ja: '{name} 様\n\n{from:day}から活動を再開します。次の請求は{billedOn:day}です。',
      en: 'Dear {name},\n\nYou are active again from {from:day}. The next charge is on {billedOn:day}.',
    },
    link: OPEN_DUES,
  },
  duesCancelled: {
    subject: { ja: '組合費の自動更新を止めました', en: 'Your dues will not renew' },
    body: {
      ja: '{name} 様\n\n{endsOn:day}からの組合費は請求されません。その日から新しい予約はできなくなります。それまでは取りやめて続けることもできます。\n\n組合からの脱退は別の手続きです。脱退をお考えの場合は、組合にお申し出ください。',
      en: 'Dear {name},\n\nNothing is charged from {endsOn:day} on, and from that day nothing new can be booked. Until then you can change your mind.\n\nLeaving the cooperative is an act of its own. If that is what you want, please tell the cooperative.',
    },
    link: OPEN_DUES,
  },
  duesStopped: {
    subject: { ja: '組合費のお支払いが止まりました', en: 'Your dues have stopped' },
    body: {
      ja: '{name} 様\n\n決済会社での登録が取り消されたため、組合費のお支払いが止まりました。今後の請求はありません。続ける場合は、下のリンクからもう一度ご登録ください。',
      en: 'Dear {name},\n\nYour dues were cancelled at Stripe, so they have stopped and nothing more is charged. To go on, please set them up again by the link below.',
    },
    link: { ja: 'もう一度登録する', en: 'Set them up again' },
  },
  duesKept: {
    subject: { ja: '組合費の自動更新を続けます', en: 'Your dues go on' },
    body: { ja: '{name} 様\n\n組合費の終了を取りやめました。次の請求は{billedOn:day}です。', en: 'Dear {name},\n\nYour dues go on. The next charge is on {billedOn:day}.' },
    link: OPEN_DUES,
  },
  duesPaymentReversed: {
    subject: { ja: '組合費の入金の記録を取り消しました', en: 'A payment of your dues was taken back' },
    body: {
      ja: '{name} 様\n\n{month:month}分の組合費（{amountYen:yen}）の入金の記録を取り消しました。\n\n理由：{reason}',
      en: 'Dear {name},\n\nThe record of your payment for {month:month} ({amountYen:yen}) was taken back.\n\nReason: {reason}',
    },
    link: OPEN_DUES,
  },
  coursePaymentReversed: {
    subject: { ja: '初回講習の受講料の入金の記録を取り消しました', en: 'A payment of your course fee was taken back' },
    body: {
      ja: '{name} 様\n\n初回講習の受講料（{amountYen:yen}）の入金の記録を取り消しました。\n\n理由：{reason}',
      en: 'Dear {name},\n\nThe record of your payment of the course fee ({amountYen:yen}) was taken back.\n\nReason: {reason}',
    },
    link: OPEN_DUES,
  },
  duesRefunded: {
    subject: { ja: '組合費を返金しました', en: 'We have refunded your dues' },
    body: {
      ja: '{name} 様\n\n{amountYen:yen}を、お支払いいただいた方法に返金しました。反映まで数日かかることがあります。',
      en: 'Dear {name},\n\nWe have refunded {amountYen:yen} the way you paid. It may take a few days to show.',
    },
    link: OPEN_DUES,
  },
  duesRefundFailed: {
    subject: { ja: '組合費の返金が届きませんでした', en: 'Your refund did not arrive' },
    body: {
      ja: '{name} 様\n\n{amountYen:yen}の返金が口座に届かず、戻ってきました。お支払いは元どおり受け取った扱いになっています。\n\n受け取り方法を決めるため、このメールに返信するか、組合の会計担当にご連絡ください。',
      en: 'Dear {name},\n\nOur refund of {amountYen:yen} did not reach an account and came back. Your payment counts as before.\n\nPlease tell the treasurer of the cooperative how it should reach you.',
    },
    link: OPEN_DUES,
  },
  duesRefundReturned: {
    subject: { ja: '返金が戻ってきました', en: 'A refund came back' },
    body: {
      ja: '{person}さんへの組合費の返金（{amountYen:yen}）が届かず、戻ってきました。本人にも知らせています。受け取り方法を確かめてから、もう一度返金してください。',
      en: 'The refund of dues to {person} ({amountYen:yen}) came back. They have been told. Please agree how it should reach them and refund it again.',
    },
    link: { ja: '組合費をひらく', en: 'Open the dues' },
  },
  duesOverride: {
    subject: { ja: '組合費の猶予の特例を設けました', en: 'Your dues can wait' },
    body: {
      ja: '{name} 様\n\n{until:day}まで、組合費のお支払いをお待ちします。その間はこれまでどおりご利用いただけます。',
      en: 'Dear {name},\n\nYour dues can wait until {until:day}. Until then everything stays open to you.',
    },
    link: OPEN_DUES,
  },
} as const satisfies Record<string, Mail>;
