import type { Sentence } from '../say.js';

export const CALENDAR_REFUSALS = {
  'calendar.roomTaken': {
    ja: 'その時間、この部屋かテーブルはほかの予定が入っています。時間か場所を変えてください。',
    en: 'That room or table is taken at this time. Choose another time or place.',
  },
} as const satisfies Record<string, Sentence>;
