import type { Mail } from './mail.js';

export const REVENUE_MAILS = {
  promotionAsked: {
    subject: { ja: '「{title}」での{business}の紹介について、同意のお願い', en: 'May we write about {business} at “{title}”?' },
    body: {
      ja: '{business} 御中\n\n「{title}」を主催する{host}です。イベントの紹介として、次の内容を発信してもよいか、確認をお願いします。\n\n{text}\n\n下のリンクから、同意する・しないを選べます。ログインは要りません。同意は、いつでも同じリンクから取り消せます。お返事があるまでは発信しません。',
      en: 'Dear {business},\n\nThis is {host}, host of “{title}”. We would like to post the following for you, and ask for your consent.\n\n{text}\n\nThe link below takes your answer; you need no account. You can take your consent back at any time by the same link. Nothing is posted before you have said yes.',
    },
    link: { ja: '内容を見て返事をする', en: 'Read and answer' },
  },
  promotionAnswered: {
    subject: { ja: '{business}から紹介についての返事がありました（{answer:promotionAnswer}）', en: '{business} has answered: {answer:promotionAnswer}' },
    body: {
      ja: '「{title}」の紹介について、{business}の{name}様から返事がありました。\n\n返事：{answer:promotionAnswer}\n\n同意のない発信は行わないでください。すでに発信したものは、取り消しの連絡があれば取り下げをお願いします。',
      en: 'About the posts for “{title}”, {name} of {business} has answered: {answer:promotionAnswer}.\n\nPlease post nothing without consent, and take down what is out when a consent is taken back.',
    },
    link: { ja: 'イベントを開く', en: 'Open the event' },
  },
} as const satisfies Record<string, Mail>;
