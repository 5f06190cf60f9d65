import type { Sentence } from './sentence.js';

/** Who shares in the money of an event. */
export const SPLIT_ROLE_WORDS = {
  space: { ja: 'スペース', en: 'space' },
  host: { ja: '主催者', en: 'host' },
  attractor: { ja: '集客した方', en: 'who brought the guests' },
  builder: { ja: '事業をつくった方', en: 'who built the business' },
  referrerSpace: { ja: '紹介元のスペース', en: 'home space of the guests' },
  cooperative: { ja: '協同組合', en: 'the cooperative' },
  fund: { ja: '活動基金', en: 'the fund' },
} as const satisfies Record<string, Sentence>;

/** What a promoted business says to the posts made for it. */
export const PROMOTION_ANSWER_WORDS = {
  given: { ja: '同意', en: 'agreed' },
  refused: { ja: '不同意', en: 'did not agree' },
  withdrawn: { ja: '同意の取り消し', en: 'took the consent back' },
} as const satisfies Record<string, Sentence>;
