import type { Sentence } from './sentence.js';

/** How the monthly meeting stands in a calendar. */
export const MEETING_WORDS = {
  title: { ja: 'ミキサー会議', en: 'Mixer meeting' },
  place: { ja: 'オンライン', en: 'Online' },
  about: { ja: '参加のリンクと議題は、Mazeruの「会議」のページにあります。', en: 'The link to join and the agenda are on the page “Meetings” of Mazeru.' },
} as const satisfies Record<string, Sentence>;
