import type { Mail } from './mail.js';

const MANAGE = { ja: '申込みを開く（パス・変更・キャンセル）', en: 'Open my registration (pass, changes, cancelling)' };

/** Letters to guests. They have no account: each carries the link that opens the registration. */
export const ORDERS_MAILS = {
  registrationConfirmed: {
    subject: { ja: '参加が確定しました：{title}', en: 'You are in: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」への参加が確定しました。\n\n日時：{span:span}\n会場：{place}\n人数：{seats}名\n受付番号：{number}\nお支払い：{payment:orderPayment}\n\n下のリンクに、当日のパス（QRコード）があります。お名前の変更やキャンセルも同じページで行えます。リンクは参加される方だけにお伝えください。',
      en: 'Dear {name},\n\nYou are in for “{title}”.\n\nWhen: {span:span}\nWhere: {place}\nSeats: {seats}\nNumber: {number}\nPayment: {payment:orderPayment}\n\nThe link below holds your pass (QR code) for the day, and lets you change names or cancel. Please share it only with those who come along.',
    },
    link: MANAGE,
  },
  registrationVoucher: {
    subject: { ja: 'コンビニでのお支払いをお待ちしています：{title}', en: 'Please pay at the convenience store: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」のお席を確保しました。お支払い番号の有効期限までに、コンビニで{amountYen:yen}をお支払いください。\n\n日時：{span:span}\n受付番号：{number}\n\nお支払いを確認すると、参加確定のメールをお送りします。期限を過ぎると、お席は自動で戻ります。',
      en: 'Dear {name},\n\nYour seats for “{title}” are held. Please pay {amountYen:yen} at the convenience store before the payment number runs out.\n\nWhen: {span:span}\nNumber: {number}\n\nWe will write again as soon as the payment arrives. Without it the seats are released by themselves.',
    },
    link: MANAGE,
  },
  registrationVoucherSooner: {
    subject: { ja: 'コンビニでのお支払いは{deadline:instant}までにお願いします：{title}', en: 'Please pay at the convenience store before {deadline:instant}: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」の日時が変わったため、コンビニのお支払い番号の有効期限よりも先に始まります。参加される場合は、{deadline:instant}までにコンビニで{amountYen:yen}をお支払いください。\n\n日時：{span:span}\n受付番号：{number}\n\nご都合が合わない場合は、お支払いにならなければ、お席は自動で戻ります。期限のあとにお支払いいただいた分は、全額を自動で返金します。',
      en: 'Dear {name},\n\n“{title}” was moved and now begins before your payment number runs out. If you are coming, please pay {amountYen:yen} at the convenience store before {deadline:instant}.\n\nWhen: {span:span}\nNumber: {number}\n\nIf it no longer suits you, simply do not pay: the seats are released by themselves. Whatever is paid after that time goes back to you in full.',
    },
    link: MANAGE,
  },
  registrationExpired: {
    subject: { ja: 'お席の確保が終了しました：{title}', en: 'Your seats were released: {title}' },
    body: {
      ja: '{name} 様\n\nお支払いの手続きが時間内に完了しなかったため、「{title}」（{span:span}）のお席を戻しました。お支払いは発生していません。\n\n参加をご希望の場合は、お手数ですがもう一度お申し込みください。',
      en: 'Dear {name},\n\nThe payment was not completed in time, so your seats for “{title}” ({span:span}) were released. You have not been charged.\n\nIf you would still like to come, please register again.',
    },
    link: MANAGE,
  },
  registrationTooLate: {
    subject: { ja: 'お支払いが期限を過ぎたため、返金します：{title}', en: 'Your payment came too late and goes back: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）のお支払い（{amountYen:yen}）を受け取りましたが、期限を過ぎており、お席が残っていませんでした。申し訳ありません。\n\n全額を返金します。お手続きは自動で進み、完了するとこのページに表示されます。',
      en: 'Dear {name},\n\nYour payment of {amountYen:yen} for “{title}” ({span:span}) arrived after the time had run out, and no seat was left. We are sorry.\n\nAll of it goes back to you by itself; the page below shows when it is done.',
    },
    link: MANAGE,
  },
  registrationSurplus: {
    subject: { ja: '重ねてお支払いいただいた分を返金します：{title}', en: 'You paid twice; the surplus goes back: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」のお支払いが重なっていたため、{amountYen:yen}を返金します。お手続きは自動で進みます。',
      en: 'Dear {name},\n\nYou have paid more than once for “{title}”, so {amountYen:yen} goes back to you by itself.',
    },
    link: MANAGE,
  },
  registrationWaitlisted: {
    subject: { ja: 'キャンセル待ちに登録しました：{title}', en: 'You are on the waitlist: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）のキャンセル待ちに登録しました。\n\n人数：{seats}名\n受付番号：{number}\n\nお席が空くと、順番にメールでご案内します。ご案内には期限があります。取りやめる場合は、下のリンクから手続きできます。',
      en: 'Dear {name},\n\nYou are on the waitlist for “{title}” ({span:span}).\n\nSeats: {seats}\nNumber: {number}\n\nWhen seats become free we write in the order of the line; each offer has a deadline. You can leave the line by the link below.',
    },
    link: MANAGE,
  },
  registrationRefunded: {
    subject: { ja: '返金しました：{title}', en: 'Refunded: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」の参加費{amountYen:yen}を、お支払いいただいた方法に返金しました。反映まで数日かかることがあります。',
      en: 'Dear {name},\n\nWe have refunded {amountYen:yen} for “{title}” the way you paid. It may take a few days to show.',
    },
    link: MANAGE,
  },
  registrationMoved: {
    subject: { ja: '日時または会場が変わりました：{title}', en: 'Time or place has changed: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」の日時または会場が変わりました。\n\n新しい日時：{span:span}\n会場：{place}\n理由：{reason}\n\nご都合が合わない場合は、下のリンクからキャンセルできます。主催者の都合による変更のため、全額を返金します。',
      en: 'Dear {name},\n\nTime or place of “{title}” has changed.\n\nNow: {span:span}\nWhere: {place}\nWhy: {reason}\n\nIf it no longer suits you, you can cancel by the link below and get all of your money back.',
    },
    link: MANAGE,
  },
  registrationCalledOff: {
    subject: { ja: '中止のお知らせ：{title}', en: 'Called off: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）は中止になりました。\n\n理由：{reason}\n\nお支払い済みの参加費は、全額を返金します。お手続きは自動で進み、進み具合は下のページでご覧いただけます。',
      en: 'Dear {name},\n\n“{title}” ({span:span}) was called off.\n\nWhy: {reason}\n\nWhatever you have paid goes back to you in full and by itself; the page below shows how far it is.',
    },
    link: MANAGE,
  },
} as const satisfies Record<string, Mail>;
