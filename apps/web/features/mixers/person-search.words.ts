import { defineWords } from '../../lib/words';

/** Words of the search for a mixer. */
export const words = defineWords({
  ja: { search: '名前でさがす', hint: '表示名の一部を入力してください', nobody: '見つかりませんでした。', more: 'もっと見る' },
  en: { search: 'Find by name', hint: 'A part of the display name', nobody: 'Nobody found.', more: 'Show more' },
});
