import type { Mail } from './mail.js';

export const EVENT_MONEY_MAILS = {
  settlementProposed: {
    subject: { ja: '「{title}」の精算が提案されました', en: 'A settlement of “{title}” was proposed' },
    body: {
      ja: '{name}さんが「{title}」の精算を提案しました。\n\n受け取った参加費：{receivedYen:yen}\n配分する金額：{poolYen:yen}\n\n配分の内訳を確かめて、合意してください。',
      en: '{name} has proposed how “{title}” is settled.\n\nReceived: {receivedYen:yen}\nTo be shared: {poolYen:yen}\n\nPlease look at the shares and agree.',
    },
    link: { ja: '精算を見る', en: 'See the settlement' },
  },
  settlementAgreed: {
    subject: { ja: '「{title}」の精算が合意されました', en: 'The settlement of “{title}” is agreed' },
    body: {
      ja: '{name}さんが「{title}」の精算に合意しました。受け取った参加費{receivedYen:yen}のうち、{poolYen:yen}が帳簿で配分されました。',
      en: '{name} has agreed to the settlement of “{title}”. Of {receivedYen:yen} received, {poolYen:yen} was shared out in the books.',
    },
    link: { ja: '精算を見る', en: 'See the settlement' },
  },
  settlementFollowed: {
    subject: { ja: '「{title}」の精算に差額が加わりました', en: 'The settlement of “{title}” has changed' },
    body: {
      ja: '「{title}」の精算のあとで、受け取った参加費が{changeYen:yen}変わりました。精算の次の版ができ、それぞれの配分に差額が加わりました。\n\n受け取った参加費：{receivedYen:yen}\n配分する金額：{poolYen:yen}',
      en: 'After “{title}” was settled, what was received changed by {changeYen:yen}. The next version of the settlement adds the difference to each share.\n\nReceived: {receivedYen:yen}\nShared: {poolYen:yen}',
    },
    link: { ja: '精算を見る', en: 'See the settlement' },
  },
} as const satisfies Record<string, Mail>;
