import type { Sentence } from '../sentence.js';

export const REVENUE_REFUSALS = {
  'split.tooMany': { ja: '分配は{most}行までです（いま{have}行）。行をまとめてください。', en: 'A split has at most {most} lines (this one has {have}). Put some together.' },
  'split.value': {
    ja: '{line}行目の値を確かめてください。0以上{most}以下の整数で入力します。',
    en: 'Please look at line {line}: it takes a whole number from 0 to {most}.',
  },
  'split.over': {
    ja: '割合の合計が{percent}%で、100%を超えています。合計が100%以下になるように直してください。',
    en: 'The percentages come to {percent} %, which is more than 100. Lower them to 100 % or less.',
  },
  'split.noResidue': {
    ja: '割合の合計が{percent}%で、残りを受け取る人が決まっていません。合計を100%にするか、主催者の割合の行を加えてください。残りは主催者が受け取ります。',
    en: 'The percentages come to {percent} %, and nobody takes what is left. Bring them to 100 %, or add a line of percent for the host, who then takes the rest.',
  },
  'split.frozen': {
    ja: '販売が始まったあとは、分配の取り決めを変えられません（第{version}版で確定しています）。',
    en: 'The split cannot change once the first ticket is sold (version {version} stands).',
  },
  'split.changed': {
    ja: '表示のあとに、新しい分配の案が出ています（第{version}版）。内容を確かめてから、もう一度お返事ください。',
    en: 'A newer offer has been made since you looked (version {version}). Please read it and answer again.',
  },
  'split.notAgreed': {
    ja: '分配の取り決めに、まだ両方の同意がそろっていません。主催者とスペースの同意を先に済ませてください。',
    en: 'The two sides have not agreed on the split yet. The host and the space both have to say yes first.',
  },
  'referral.closed': {
    ja: '紹介のリンクは、スペースの承認のあとから、イベントの終わりまでつくれます。',
    en: 'Links can be made from the space’s approval until the event is over.',
  },
  'referral.tooMany': {
    ja: 'このイベントの紹介のリンクは{most}件までです。使っていないちらしのリンクを確かめてください。',
    en: 'An event has at most {most} links. Please look at those of flyers that are not in use.',
  },
} as const satisfies Record<string, Sentence>;
