import type { Sentence } from '../sentence.js';

export const SPACES_REFUSALS = {
  'space.slugTaken': { ja: 'このURL名はほかのスペースが使っています。別の名前にしてください。', en: 'Another space uses this address name. Please choose another.' },
  'space.notMember': { ja: 'スペースの参加手続きがまだ終わっていません。規約への同意が済むと行えます。', en: 'This space has not finished joining. You can do this once its owner has accepted the terms.' },
  'terms.outdated': { ja: '規約が新しくなりました。最新の規約（第{version}版）を読んで、もう一度同意してください。', en: 'The terms have changed. Please read version {version} and accept again.' },
  'relation.already': { ja: 'この関係はすでに設定されています。', en: 'This relation is set already.' },
  'relation.none': { ja: 'この関係は現在設定されていません。ページを読み込み直して確かめてください。', en: 'This relation is not set at present. Reload the page to see where it stands.' },
  'resource.retired': { ja: 'この部屋またはテーブルは、すでに使用を終了しています。', en: 'This room or table has been retired already.' },
  'resource.inUse': {
    ja: 'これからの予定が{count}件あるため、使用を終了できません。予定を移すか取りやめてから、もう一度お試しください。',
    en: 'It cannot be retired: {count} things to come are planned there. Move or cancel them first.',
  },
  'resource.usedBy': { ja: '「{title}」（{during:span}）', en: '“{title}” ({during:span})' },
  'manual.superseded': { ja: '新しい版が公開されています。最新のマニュアルを読んで確認してください。', en: 'A newer version exists. Please read and confirm the current manual.' },
  'staff.noAccount': {
    ja: 'このメールアドレスのアカウントがありません。先にMazeruへの登録をお願いしてから、もう一度追加してください。',
    en: 'Nobody is registered with this address. Ask the person to register with Mazeru first, then add them again.',
  },
  'staff.already': { ja: 'この方はすでにスペースのメンバーです。役割は一覧から変更できます。', en: 'This person belongs to the space already. Change the role in the list.' },
  'staff.lastOwner': { ja: 'オーナーが一人もいなくなるため行えません。先に別の方をオーナーにしてください。', en: 'A space needs an owner. Make somebody else an owner first.' },
} as const satisfies Record<string, Sentence>;
