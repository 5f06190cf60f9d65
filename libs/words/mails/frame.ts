import type { Sentence } from '../sentence.js';

/** What stands around the words of every mail. */
export const MAIL_FRAME = {
  sender: { ja: 'Mazeru', en: 'Mazeru' },
  open: { ja: '画面で開く', en: 'Open in Mazeru' },
  calendar: { ja: '予定のファイルを添付しました。開くとカレンダーに反映されます。', en: 'The attached file puts this into your calendar.' },
  foot: {
    ja: 'このメールはMazeru（まぜる）からお送りしています。このアドレスへのご返信は届きません。',
    en: 'This mail comes from Mazeru. Replies to this address do not reach anybody.',
  },
} as const satisfies Record<string, Sentence>;
