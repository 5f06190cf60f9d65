import type { Sentence } from '../sentence.js';

export const DOCUMENTS_REFUSALS = {
  'payment.tooLate': {
    ja: '支払期日は、業務を行う日から数えて{most}日以内にしてください（いまの設定では{days}日目の{dueOn:day}になります）。',
    en: 'The payment day must lie within {most} days of the service, that day included. As set it would be day {days}, {dueOn:day}.',
  },
  'texts.accept': {
    ja: '次の内容を最新の版で確認し、同意してください：{texts}',
    en: 'Please read the current version and agree to: {texts}.',
  },
  'texts.edited': {
    ja: 'ほかの方が先に新しい版（第{version}版）を公開しました。読み直してから、もう一度編集してください。',
    en: 'Somebody else published version {version} first. Read it and edit again.',
  },
  'receipt.reissued': {
    ja: 'この領収書の宛名と但し書きは、すでに一度変更されています。もう一度変えたいときは、組合の会計にご相談ください。',
    en: 'The addressee and description of this receipt were changed once already. Ask the treasurer if they must change again.',
  },
  'receipt.void': {
    ja: 'この支払いは取り消されているため、領収書は変更できません。',
    en: 'The payment was reversed, so its receipt cannot be changed.',
  },
} as const satisfies Record<string, Sentence>;
