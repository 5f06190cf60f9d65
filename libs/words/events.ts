import type { Sentence } from './sentence.js';

/** What an event is called. */
export const EVENT_KIND_WORDS = {
  jelly: { ja: 'JELLY', en: 'JELLY' },
  studyGroup: { ja: '勉強会', en: 'study group' },
  seminar: { ja: 'セミナー', en: 'seminar' },
  class: { ja: '教室', en: 'class' },
  workshop: { ja: 'ワークショップ', en: 'workshop' },
  party: { ja: 'パーティー', en: 'party' },
  monitoringParty: { ja: 'モニターの会', en: 'monitoring party' },
  course: { ja: '初回講習', en: 'mixer course' },
  mixerMeeting: { ja: 'ミキサー会議', en: 'mixer meeting' },
} as const satisfies Record<string, Sentence>;

/** Who sits on a free seat with a duty, and who built the business. */
export const PERSON_ROLE_WORDS = {
  coHost: { ja: '共同主催者', en: 'co-host' },
  panelist: { ja: '登壇者', en: 'panelist' },
  monitor: { ja: 'モニター', en: 'monitor' },
  promoter: { ja: '紹介役（PR投稿）', en: 'promoter (PR post)' },
  builder: { ja: '事業をつくった方', en: 'who built the business' },
} as const satisfies Record<string, Sentence>;

/** Whose doing a cancellation is. */
export const CANCEL_CAUSE_WORDS = {
  host: { ja: '主催者の都合', en: 'the host' },
  space: { ja: 'スペースの都合', en: 'the space' },
  cooperative: { ja: '組合の都合', en: 'the cooperative' },
  forceMajeure: { ja: 'やむを得ない事情', en: 'circumstances beyond control' },
} as const satisfies Record<string, Sentence>;

/** What an event rests on and has lost. */
export const GROUND_GONE_WORDS = {
  membership: { ja: '開始時点で主催者の会員資格がありません', en: 'the host will have no active membership when it starts' },
  designation: { ja: '開始時点でスペースの指定がありません', en: 'the space will not be designated when it starts' },
} as const satisfies Record<string, Sentence>;

/** Where something is that has no place. */
export const ONLINE_WORD: Sentence = { ja: 'オンライン', en: 'online' };
