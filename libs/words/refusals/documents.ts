import type { Sentence } from '../say.js';

export const DOCUMENTS_REFUSALS = {
  'payment.tooLate': {
    ja: '支払期日は、業務を行う日から数えて{most}日以内にしてください（いまの設定では{days}日目の{dueOn:day}になります）。',
    en: 'The payment day must lie within {most} days of the service, that day included. As set it would be day {days}, {dueOn:day}.',
  },
} as const satisfies Record<string, Sentence>;
