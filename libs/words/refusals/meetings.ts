import type { Sentence } from '../sentence.js';

export const MEETINGS_REFUSALS = {
  'meeting.over': { ja: 'この会議は終わったか、中止になりました。次の会議をご覧ください。', en: 'This meeting is over or was called off. Please see the next one.' },
  'meeting.notInvited': { ja: 'まだご案内していません。会議の14日前に、活動中のミキサーへご案内します。', en: 'You have not been invited yet. Active mixers are invited 14 days before the meeting.' },
  'meeting.notNow': { ja: '出席の記録は、会議の始まる15分前からできます。ご本人の「参加しています」は終わりまでです。', en: 'Attendance is recorded from 15 minutes before the start; “I am here” until the end.' },
  'meeting.membersOnly': { ja: '議題を提案できるのは、活動中のミキサーです。', en: 'Active mixers propose topics.' },
  'meeting.closed': { ja: '中止になったか、議事録が公開されたため、議題は変えられません。', en: 'The meeting was called off or its minutes are published; the agenda stands.' },
  'meeting.notBegun': { ja: '議事録は、会議が始まってから書けます。', en: 'Minutes are written once the meeting has begun.' },
  'meeting.begun': { ja: '会議はすでに始まっているか、終わっています。変更も中止もできません。', en: 'The meeting has begun or is over. It can be neither moved nor called off.' },
  'meeting.nothingToMove': { ja: '新しい日時、長さ、リンクのどれかを変えてください。', en: 'Change the time, the length or the link.' },
  'meeting.tooSoon': { ja: '新しい開始は、いまから24時間より先にしてください。来られる人が予定を合わせられません。', en: 'The new start has to be at least 24 hours ahead, so that people can arrange to be there.' },
  'meeting.outOfOrder': { ja: 'ほかの月の会議（{span:span}）と前後してしまいます。会議は月の順に開きます。', en: 'It would change places with the meeting of another month ({span:span}). Meetings follow the months.' },
  'meeting.noNext': { ja: '議題を送る次の会議がまだありません。1時間ほどで次の会議ができますので、そのあとにもう一度お試しください。', en: 'There is no next meeting yet to take the topic. It is made within the hour; please try again then.' },
  'agenda.changed': { ja: '見ているあいだに議題が変わりました。ページを読み込み直して、もう一度並べてください。', en: 'The topics changed while you were looking. Reload the page and order them again.' },
  'topic.fixed': { ja: 'この議題は、決定済みか、先送り・取り下げ済みのため、変えられません。', en: 'This topic was decided, put off or withdrawn, and can no longer be changed.' },
  'topic.decided': { ja: '決まったことのある議題は、外せません。先に決定を取り消してください。', en: 'A topic with a decision stays on the agenda. Take the decision back first.' },
  'topic.notDecidable': { ja: '決まったことは、会議が始まってから、議題にある話題に書けます。', en: 'Decisions are written once the meeting has begun, for topics on its agenda.' },
  'minutes.changed': { ja: '書いているあいだに、ほかの人が議事録を保存しました。新しい版を確かめてから、もう一度保存してください。', en: 'Somebody else kept a version while you were writing. Read it, then save yours again.' },
  'minutes.none': { ja: '公開する議事録がまだありません。先に保存してください。', en: 'There are no minutes to publish yet. Save them first.' },
} as const satisfies Record<string, Sentence>;
