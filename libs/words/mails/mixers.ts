import type { Mail } from './mail.js';

const OPEN_CAPABILITIES = { ja: 'できることを見る', en: 'See what I may do' };

export const MIXERS_MAILS = {
  mixerApplied: {
    subject: { ja: 'ミキサーの申込みがありました：{applicant}', en: 'An application to become a mixer: {applicant}' },
    body: {
      ja: '{applicant} さんからミキサーの申込みがありました。内容を確かめて、承認するかどうかを決めてください。',
      en: '{applicant} has applied to become a mixer. Please look at the application and decide on it.',
    },
    link: { ja: '申込みを見る', en: 'See the application' },
  },
  mixerApplicationReceived: {
    subject: { ja: 'ミキサーの申込みを受け付けました', en: 'We have your application' },
    body: {
      ja: '{name} 様\n\nお申込みありがとうございます。組合が内容を確かめ、結果をお知らせします。承認のあと、初回講習と組合費の手続きが済むと活動を始められます。',
      en: 'Dear {name},\n\nThank you for applying. The cooperative will look at it and let you know. After that come the mixer course and your dues, and then you begin.',
    },
    link: OPEN_CAPABILITIES,
  },
  membershipChanged: {
    subject: { ja: '会員の状態が「{now:membership}」になります', en: 'Your membership: {now:membership}' },
    body: {
      ja: '{name} 様\n\n{from:instant}から、会員の状態が「{now:membership}」になります（それまで：{was:membership}）。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nYour membership is {now:membership} from {from:instant} (until then: {was:membership}).\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  membershipActive: {
    subject: { ja: '活動を始められます', en: 'You can begin' },
    body: {
      ja: '{name} 様\n\n{from:instant}から「活動中」のミキサーです。いま行えることと、次の段階までの道のりをご覧ください。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nYou are an active mixer from {from:instant}. See what is open to you now and what comes next.\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  membershipSuspended: {
    subject: { ja: '活動が停止されます', en: 'Your membership is suspended' },
    body: {
      ja: '{name} 様\n\n{from:instant}から、ミキサーとしての活動が停止されます。その後の予約は解除され、それぞれお知らせします。プロフィールとこれまでの記録は残ります。\n\n理由：{reason:factReason}\n\nご意見やご質問は組合にお寄せください。',
      en: 'Dear {name},\n\nYour membership is suspended from {from:instant}. What you have booked after that is released, and you hear of each. Your profile and your records stay.\n\nReason: {reason:factReason}\n\nIf you see it otherwise or have questions, please write to the cooperative.',
    },
    link: OPEN_CAPABILITIES,
  },
  membershipEnded: {
    subject: { ja: '退会の手続きをしました', en: 'Your membership ends' },
    body: {
      ja: '{name} 様\n\n{from:instant}をもって会員ではなくなります。その後の予約は解除され、それぞれお知らせします。すでに確定した報酬は予定どおりお支払いします。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nYour membership ends on {from:instant}. What you have booked after that is released, and you hear of each. Rewards that are confirmed are paid as planned.\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  membershipClassChanged: {
    subject: { ja: '会員の区分が「{now:membershipClass}」になります', en: 'Your class of membership: {now:membershipClass}' },
    body: {
      ja: '{name} 様\n\n{from:instant}から、会員の区分が「{now:membershipClass}」になります。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nYour class of membership is {now:membershipClass} from {from:instant}.\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  tierChanged: {
    subject: { ja: '段階が「{now:tier}」になります', en: 'Your tier: {now:tier}' },
    body: {
      ja: '{name} 様\n\n{from:instant}から、段階が「{now:tier}」になります（それまで：{was:tier}）。すでに予約したものはそのまま続けられます。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nYour tier is {now:tier} from {from:instant} (until then: {was:tier}). What you have booked stays yours.\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  courseCompleted: {
    subject: { ja: '初回講習の修了を記録しました', en: 'You have completed the mixer course' },
    body: {
      ja: '{name} 様\n\n{day:day}付けで、初回講習の修了を記録しました。\n\n備考：{reason:factReason}',
      en: 'Dear {name},\n\nYour mixer course is recorded as completed on {day:day}.\n\nNote: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  duesStandingChanged: {
    subject: { ja: '組合費の状態が「{now:duesStanding}」になります', en: 'Your dues: {now:duesStanding}' },
    body: {
      ja: '{name} 様\n\n{from:instant}から、組合費の状態が「{now:duesStanding}」になります。すでに予約したものはそのまま続けられます。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nYour dues are {now:duesStanding} from {from:instant}. What you have booked stays yours.\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  certified: {
    subject: { ja: '「{certification:certification}」の認定を受けました', en: 'You hold the certification “{certification:certification}”' },
    body: {
      ja: '{name} 様\n\n{from:instant}から、「{certification:certification}」の認定を受けています。\n\n備考：{reason:factReason}',
      en: 'Dear {name},\n\nYou hold the certification “{certification:certification}” from {from:instant}.\n\nNote: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  certifiedUntil: {
    subject: { ja: '「{certification:certification}」の認定を受けました', en: 'You hold the certification “{certification:certification}”' },
    body: {
      ja: '{name} 様\n\n{from:instant}から{until:instant}まで、「{certification:certification}」の認定を受けています。続ける場合は、期限の前に更新してください。\n\n備考：{reason:factReason}',
      en: 'Dear {name},\n\nYou hold the certification “{certification:certification}” from {from:instant} until {until:instant}. Renew it before then if you want to keep it.\n\nNote: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  certificationEnded: {
    subject: { ja: '「{certification:certification}」の認定が終わりました', en: 'Your certification “{certification:certification}” has ended' },
    body: {
      ja: '{name} 様\n\n「{certification:certification}」の認定が終わりました。すでに予約したものはそのまま続けられます。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nYour certification “{certification:certification}” has ended. What you have booked stays yours.\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  frozen: {
    subject: { ja: '新しい予約を一時的に止めています', en: 'New bookings are on hold for you' },
    body: {
      ja: '{name} 様\n\n{until:instant}まで、新しい予約ができません。その後は自動で元に戻ります。すでに予約したものはそのまま続けられます。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nYou cannot book anything new until {until:instant}; this lifts by itself. What you have booked stays yours.\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
  freezeEnded: {
    subject: { ja: '新しい予約を再開できます', en: 'You can book again' },
    body: {
      ja: '{name} 様\n\n予約の一時停止を終えました。新しい枠を予約できます。\n\n理由：{reason:factReason}',
      en: 'Dear {name},\n\nThe hold on your bookings is lifted. You can book again.\n\nReason: {reason:factReason}',
    },
    link: OPEN_CAPABILITIES,
  },
} as const satisfies Record<string, Mail>;
