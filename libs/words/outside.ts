import type { Sentence } from './sentence.js';

/** What search engines, messengers, feed readers and other people's pages are told of our events. */
export const OUTSIDE_WORDS = {
  site: { ja: 'まぜる', en: 'Mazeru' },
  events: { ja: 'イベント', en: 'Events' },
  eventsAbout: { ja: 'コワーキングスペースでひらかれるJELLYや勉強会の予定です。', en: 'JELLY parties, study groups and more in coworking spaces.' },
  free: { ja: '無料', en: 'Free' },
  from: { ja: '{yen:yen}から', en: 'from {yen:yen}' },
  price: { ja: '{yen:yen}', en: '{yen:yen}' },
  cancelled: { ja: '【中止】{title}', en: 'Called off: {title}' },
  full: { ja: '満席（キャンセル待ちあり）', en: 'Full, with a waiting list' },
  left: { ja: '残り{left}席', en: '{left} seats left' },
  over: { ja: '受付終了', en: 'Registration closed' },
  online: { ja: 'オンライン', en: 'Online' },
  hostedBy: { ja: '主催 {host}', en: 'Hosted by {host}' },
  none: { ja: 'いま公開されているイベントはありません。', en: 'No events are announced at the moment.' },
  all: { ja: 'まぜるで見る', en: 'See all on Mazeru' },
} as const satisfies Record<string, Sentence>;
