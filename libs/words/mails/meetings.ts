import type { Mail } from './mail.js';

export const MEETINGS_MAILS = {
  meetingInvitation: {
    subject: { ja: 'ミキサー会議のご案内：{span:span}', en: 'Mixer meeting: {span:span}' },
    body: {
      ja: '{name} 様\n\n{month:month}のミキサー会議を開きます。\n\n日時：{span:span}\n場所：オンライン（参加のリンクは会議のページにあります）\n\n参加できるかどうかを、会議のページでお知らせください。話し合いたいことがあれば、議題の提案もお待ちしています。',
      en: 'Dear {name},\n\nThe mixer meeting of {month:month} is coming up.\n\nWhen: {span:span}\nWhere: online (the link to join is on the page of the meeting)\n\nPlease say there whether you can come. If there is something to talk about, propose it as a topic.',
    },
    link: { ja: '会議のページを開く', en: 'Open the meeting' },
  },
  meetingMoved: {
    subject: { ja: '日時が変わりました：ミキサー会議 {span:span}', en: 'Moved: mixer meeting, {span:span}' },
    body: {
      ja: '{name} 様\n\n{month:month}のミキサー会議の日時が変わりました。\n\n前の日時：{before:span}\n新しい日時：{span:span}\n場所：オンライン（参加のリンクは会議のページにあります）\n理由：{reason}\n\n新しい日時に参加できるかどうかを、会議のページでもう一度お知らせください。前のお返事は、それまで残しておきます。',
      en: 'Dear {name},\n\nThe mixer meeting of {month:month} has been moved.\n\nIt was: {before:span}\nIt is now: {span:span}\nWhere: online (the link to join is on the page of the meeting)\nWhy: {reason}\n\nPlease say once more on its page whether you can come. Until then your earlier answer is kept.',
    },
    link: { ja: '会議のページで返事をする', en: 'Answer on its page' },
  },
  meetingLinkChanged: {
    subject: { ja: '参加のリンクが変わりました：ミキサー会議 {span:span}', en: 'New link: mixer meeting, {span:span}' },
    body: {
      ja: '{name} 様\n\n{month:month}のミキサー会議（{span:span}）の、オンラインの会場のリンクが変わりました。日時は変わりません。\n\n理由：{reason}\n\n新しいリンクは、会議のページにあります。',
      en: 'Dear {name},\n\nThe mixer meeting of {month:month} ({span:span}) has a new link to join. Its time stays as it is.\n\nWhy: {reason}\n\nThe new link is on the page of the meeting.',
    },
    link: { ja: '会議のページを開く', en: 'Open the meeting' },
  },
  meetingCancelled: {
    subject: { ja: '中止になりました：ミキサー会議 {span:span}', en: 'Called off: mixer meeting, {span:span}' },
    body: {
      ja: '{name} 様\n\n{month:month}のミキサー会議（{span:span}）は中止になりました。\n\n理由：{reason}\n\n予定していた議題は、次の会議に送ります。',
      en: 'Dear {name},\n\nThe mixer meeting of {month:month} ({span:span}) was called off.\n\nReason: {reason}\n\nIts topics go on to the next meeting.',
    },
    link: { ja: '会議のページを開く', en: 'Open the meeting' },
  },
  meetingMinutes: {
    subject: { ja: '議事録ができました：{month:month}のミキサー会議', en: 'The minutes are there: mixer meeting of {month:month}' },
    body: {
      ja: '{name} 様\n\n{month:month}のミキサー会議（{span:span}）の議事録ができました。\n\n出席：{attended}名\n決まったこと：{decisions}件',
      en: 'Dear {name},\n\nThe minutes of the mixer meeting of {month:month} ({span:span}) are there.\n\nPresent: {attended}\nDecisions: {decisions}',
    },
    link: { ja: '議事録を読む', en: 'Read the minutes' },
  },
} as const satisfies Record<string, Mail>;
