import type { Mail } from './mail.js';

export const CHECKS_MAILS = {
  checksFailed: {
    subject: { ja: '夜間点検で食い違いが{count}件見つかりました', en: 'The nightly checks found {count} disagreements' },
    body: {
      ja: '夜間点検のうち、次の項目で記録の食い違いが見つかりました。\n\n{names}\n\nくわしい内容は監査の記録にあります。運用の担当の方と確認をお願いします。',
      en: 'These nightly checks found records that do not agree:\n\n{names}\n\nThe audit holds the details. Please look at them with whoever runs the system.',
    },
    link: { ja: '監査の記録を開く', en: 'Open the audit' },
  },
} as const satisfies Record<string, Mail>;
