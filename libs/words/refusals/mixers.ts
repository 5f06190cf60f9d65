import type { Sentence } from '../sentence.js';

export const MIXERS_REFUSALS = {
  'mixer.already': {
    ja: 'ミキサーの申込みはすでに受け付けています。状況は「できること」で確かめられます。',
    en: 'You have applied already. “What I may do” shows where your application stands.',
  },
  'rules.none': {
    ja: 'その時点で有効な規定がありません。別の日時を指定してください。',
    en: 'No rules are in force at that time. Choose another time.',
  },
  'fact.inThePast': {
    ja: '{since:instant}に変更があるため、それより前からの設定はできません。その後の日時を指定してください。',
    en: 'Something changed on {since:instant}, and what was before it stays as it is. Choose a later time.',
  },
  'fact.over': {
    ja: '{until:instant}にすでに終わっています。ページを読み込み直してください。',
    en: 'This ended on {until:instant} already. Reload the page.',
  },
  'fact.endsByNext': {
    ja: 'この項目は、次の設定をした時に終わります。新しい値を設定してください。',
    en: 'This ends when the next one is set. Set the new value instead.',
  },
  'certification.planned': {
    ja: '「{certification:certification}」の認定は{from:instant}からの分が登録済みです。先にそちらを終了してください。',
    en: 'The certification “{certification:certification}” is planned from {from:instant} already. End that one first.',
  },
  'freeze.ends': {
    ja: '予約の一時停止は、これからの日時までにしてください。',
    en: 'A freeze ends at a time to come. Choose a later time.',
  },
  'member.notReady': {
    ja: '活動中にするための条件がそろっていません。下の項目を整えると進められます。',
    en: 'This person cannot become active yet. The points below are still missing.',
  },
  'member.notAccepted': {
    ja: '申込みがまだ承認されていません（現在：{membership:membership}）。先に承認してください。',
    en: 'The application is not accepted yet (now: {membership:membership}). Accept it first.',
  },
  'member.courseMissing': {
    ja: '初回講習がまだ終わっていません。修了を記録してください。',
    en: 'The mixer course is not completed. Record its completion first.',
  },
  'member.duesMissing': {
    ja: '組合費が「良好」か「猶予中」ではありません（現在：{standing:duesStanding}）。組合費の状態を整えてください。',
    en: 'The dues are neither good nor in grace (now: {standing:duesStanding}). Put them in order first.',
  },
  'member.tierMissing': {
    ja: '段階がまだ決まっていません。チャレンジから始める場合は、チャレンジを設定してください。',
    en: 'There is no tier yet. Set challenge for somebody who begins.',
  },
  'member.step': {
    ja: '「{from:membership}」から「{to:membership}」には変えられません。いまの状態を確かめてください。',
    en: 'A membership cannot go from “{from:membership}” to “{to:membership}”. Look at where it stands now.',
  },
} as const satisfies Record<string, Sentence>;
