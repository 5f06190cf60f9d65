import type { Mail } from './mail.js';

const MANAGE = { ja: '申込みを開く', en: 'Open my registration' };
const ANSWER = { ja: 'お席を受ける・辞退する', en: 'Take or decline the seat' };
const REFUNDS = { ja: '返金の状況を開く', en: 'Open the refunds' };

/** What guests hear after they have registered: the line, cancelling, money back. */
export const REGISTRATIONS_MAILS = {
  waitlistOffer: {
    subject: { ja: 'お席が空きました：{title}', en: 'A seat is free for you: {title}' },
    body: {
      ja: '{name} 様\n\nお待ちいただいていた「{title}」のお席が空きました。{deadline:instant}まで、お席を確保しています。\n\n日時：{span:span}\n会場：{place}\n人数：{seats}名\n受付番号：{number}\n\n参加される場合は、下のリンクから期限までにお手続きください。ご都合が合わない場合は、同じページで辞退すると、次の方にすぐご案内できます。\n\n22:00から8:00までの時間は、期限に数えていません。',
      en: 'Dear {name},\n\nA seat that you were waiting for is free: “{title}”. It is held for you until {deadline:instant}.\n\nWhen: {span:span}\nWhere: {place}\nSeats: {seats}\nNumber: {number}\n\nIf you are coming, please take it by the link below before then. If it no longer suits you, declining on the same page lets the next in line have it at once.\n\nThe hours between 22:00 and 8:00 do not count.',
    },
    link: ANSWER,
  },
  waitlistLapsed: {
    subject: { ja: 'ご案内の期限が過ぎました：{title}', en: 'The offer ran out: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）のお席をご案内しましたが、期限までにお手続きがなかったため、次の方にご案内します。\n\nもう一度だけ、列の最後からお待ちいただけます。お待ちにならない場合は、下のリンクから取りやめてください。',
      en: 'Dear {name},\n\nWe held a seat for “{title}” ({span:span}) for you, but the time to take it has run out, and the next in line is asked.\n\nYou are back at the end of the line and will be asked once more. If you no longer wish to wait, please leave the line by the link below.',
    },
    link: MANAGE,
  },
  waitlistOut: {
    subject: { ja: 'キャンセル待ちを終了しました：{title}', en: 'Your wait has ended: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）のお席を2回ご案内しましたが、お手続きがなかったため、キャンセル待ちを終了しました。\n\n参加をご希望の場合は、もう一度お申し込みください。',
      en: 'Dear {name},\n\nA seat for “{title}” ({span:span}) was held for you twice and not taken, so your wait has ended.\n\nIf you would still like to come, please register again.',
    },
    link: MANAGE,
  },
  waitlistMovedUp: {
    subject: { ja: 'キャンセル待ちの順番が繰り上がりました：{title}', en: 'You have moved up in the line: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）のキャンセル待ちで、主催者があなたの順番を先頭に繰り上げました。\n\n理由：{reason}\n\nお席が空きしだい、メールでご案内します。',
      en: 'Dear {name},\n\nThe organisers have moved you to the front of the waitlist of “{title}” ({span:span}).\n\nWhy: {reason}\n\nWe write as soon as a seat is free.',
    },
    link: MANAGE,
  },
  waitlistClosed: {
    subject: { ja: 'キャンセル待ちの受付が終わりました：{title}', en: 'The waitlist has closed: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）が始まったため、キャンセル待ちを終了しました。今回はお席をご用意できず、申し訳ありません。またのお申込みをお待ちしています。',
      en: 'Dear {name},\n\n“{title}” ({span:span}) has begun, so its waitlist is closed. We are sorry that no seat came free for you, and hope to see you another time.',
    },
    link: MANAGE,
  },
  waitlistLeft: {
    subject: { ja: 'キャンセル待ちを取りやめました：{title}', en: 'You have left the waitlist: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）のキャンセル待ちを取りやめました。お知らせいただき、ありがとうございます。',
      en: 'Dear {name},\n\nYou are no longer on the waitlist of “{title}” ({span:span}). Thank you for telling us.',
    },
    link: MANAGE,
  },
  registrationCancelled: {
    subject: { ja: 'キャンセルを受け付けました：{title}', en: 'Cancelled: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）の{seats}名分をキャンセルしました。\n\n受付番号：{number}\n返金：{refundYen:yen}\nキャンセル料：{feeYen:yen}\n\n{route:refundRoute}',
      en: 'Dear {name},\n\nSeats cancelled for “{title}” ({span:span}): {seats}.\n\nNumber: {number}\nComes back: {refundYen:yen}\nCancellation fee: {feeYen:yen}\n\n{route:refundRoute}',
    },
    link: MANAGE,
  },
  registrationRefundFailed: {
    subject: { ja: '返金が届きませんでした：{title}', en: 'A refund did not arrive: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」の返金{amountYen:yen}が、カード会社か銀行から戻ってきました。お金は組合で大切にお預かりしています。会計が確認し、あらためてご連絡します。',
      en: 'Dear {name},\n\nThe refund of {amountYen:yen} for “{title}” was sent back by the bank or the card company. The money is safe with us; the treasurer will look into it and write to you.',
    },
    link: MANAGE,
  },
  registrationHandedBack: {
    subject: { ja: '返金をお渡ししました：{title}', en: 'Your money was handed back: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」の参加費{amountYen:yen}をお返ししたことを記録しました。お心当たりがない場合は、主催者にお知らせください。',
      en: 'Dear {name},\n\nIt was recorded that {amountYen:yen} for “{title}” was handed back to you. If you know nothing of it, please tell the organisers.',
    },
    link: MANAGE,
  },
  registrationLink: {
    subject: { ja: '申込みのリンク：{title}', en: 'The link to your registration: {title}' },
    body: {
      ja: '{name} 様\n\nお求めのあった、「{title}」（{span:span}）のお申込みのリンクをお送りします。\n\n受付番号：{number}\n\nお心当たりがない場合は、このメールはそのままにしてください。何も変わりません。',
      en: 'Dear {name},\n\nHere is the link to your registration for “{title}” ({span:span}), as you asked.\n\nNumber: {number}\n\nIf you did not ask for it, simply leave this mail: nothing has changed.',
    },
    link: MANAGE,
  },
  refundsNeedYou: {
    subject: { ja: '返金の確認が必要です：{title}', en: 'Refunds need you: {title}' },
    body: {
      ja: '「{title}」（{span:span}）の返金のうち、{count}件（合計{amountYen:yen}）が届いていません。返金の状況を開き、もう一度送るか、手渡しとして記録してください。',
      en: 'Of the refunds for “{title}” ({span:span}), {count} (together {amountYen:yen}) did not arrive. Please open the refunds and send them again, or record that you hand them over.',
    },
    link: REFUNDS,
  },
} as const satisfies Record<string, Mail>;
