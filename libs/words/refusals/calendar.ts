import type { Sentence } from '../sentence.js';

export const CALENDAR_REFUSALS = {
  'calendar.clash': {
    ja: '同じ時間に、ほかの予定を先に入れました。この予約は成立していません。自分の担当を確かめてください。',
    en: 'You took something else at the same time a moment ago. This was not booked. Please look at your own shifts.',
  },
  'calendar.roomTaken': {
    ja: 'その時間、この部屋かテーブルはほかの予定が入っています。時間か場所を変えてください。',
    en: 'That room or table is taken at this time. Choose another time or place.',
  },
} as const satisfies Record<string, Sentence>;
