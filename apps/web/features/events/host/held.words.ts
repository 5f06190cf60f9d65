import { defineWords } from '../../../lib/words';

/** What every screen says of an event to those who hold it. */
export const words = defineWords({
  ja: {
    status: {
      draft: '下書き',
      proposed: '返事待ち',
      countered: '別の案が届いています',
      refused: '見送り',
      approved: '承認済み',
      published: '公開中',
      over: '精算待ち',
      done: '精算待ち',
      settled: '精算済み',
      cancelled: '中止',
    },
    person: (name: string) => `${name}さん`,
    hostedBy: (name: string) => `主催：${name}さん`,
    more: 'もっと見る',
    online: 'オンライン',
    wishOpen: '変更の返事待ち',
    seats: (taken: number, capacity: number) => `${taken} / ${capacity}席`,
    waiting: (n: number) => `キャンセル待ち ${n}件`,
  },
  en: {
    status: {
      draft: 'Draft',
      proposed: 'Waiting for an answer',
      countered: 'Counter-offer',
      refused: 'Refused',
      approved: 'Approved',
      published: 'Published',
      over: 'To be settled',
      done: 'To be settled',
      settled: 'Settled',
      cancelled: 'Cancelled',
    },
    person: (name: string) => name,
    hostedBy: (name: string) => `Hosted by ${name}`,
    more: 'Show more',
    online: 'Online',
    wishOpen: 'Change asked for',
    seats: (taken: number, capacity: number) => `${taken} / ${capacity} seats`,
    waiting: (n: number) => `${n} waiting`,
  },
});
