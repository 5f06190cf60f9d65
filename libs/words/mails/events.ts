import type { Mail } from './mail.js';

const OPEN = { ja: 'イベントを開く', en: 'Open the event' };
const ANSWER = { ja: '提案を開く', en: 'Open the proposal' };

/** Letters to hosts, spaces and people with a duty; guests hear from their registration. */
export const EVENTS_MAILS = {
  eventProposed: {
    subject: { ja: 'イベントの提案が届きました：{title} {span:span}', en: 'An event is proposed: {title}, {span:span}' },
    body: {
      ja: '{host}さんから、{space}でのイベントの提案が届きました。\n\n{title}\n{span:span}\n\n{note}\n\n部屋・時間・分配の案を確かめて、承認・対案・見送りのいずれかをお返事ください。',
      en: '{host} proposes an event at {space}.\n\n{title}\n{span:span}\n\n{note}\n\nPlease look at room, time and split, and approve it, make a counter-offer, or decline.',
    },
    link: ANSWER,
  },
  eventCountered: {
    subject: { ja: '分配の対案が届きました：{title}', en: 'A counter-offer for the split: {title}' },
    body: {
      ja: '{name} 様\n\n{space}の{by}さんから、「{title}」（{span:span}）の分配について対案が届きました。\n\n{note}\n\n受け入れるときは、そのまま提案し直してください。別の案にするときは、分配を直してから提案してください。',
      en: 'Dear {name},\n\n{by} of {space} would share “{title}” ({span:span}) otherwise.\n\n{note}\n\nTo accept, propose it again as it stands. To answer, change the split first.',
    },
    link: OPEN,
  },
  eventRefused: {
    subject: { ja: '今回は見送りとなりました：{title}', en: 'Not this time: {title}' },
    body: {
      ja: '{name} 様\n\n{space}への「{title}」（{span:span}）の提案は、今回は見送りとなりました。\n\n理由：{reason}\n\n内容を直して、もう一度提案できます。',
      en: 'Dear {name},\n\n{space} has declined “{title}” ({span:span}).\n\nReason: {reason}\n\nYou can change the plan and propose it again.',
    },
    link: OPEN,
  },
  eventApproved: {
    subject: { ja: '承認されました：{title} {span:span}', en: 'Approved: {title}, {span:span}' },
    body: {
      ja: '{name} 様\n\n{space}の{by}さんが「{title}」（{span:span}）を承認しました。部屋と時間を押さえました。公開すると、申込みの受付が始まります。',
      en: 'Dear {name},\n\n{by} of {space} has approved “{title}” ({span:span}). Room and time are taken. Registration opens once you publish it.',
    },
    link: OPEN,
  },
  eventChanged: {
    subject: { ja: 'イベントの内容が変わりました：{title}', en: 'An event has changed: {title}' },
    body: {
      ja: '{space}での「{title}」（{span:span}）の内容を、{host}さんが変更しました。日時・部屋・分配は変わりません。\n\n{reason}',
      en: '{host} has changed “{title}” ({span:span}) at {space}. Time, room and split stand.\n\n{reason}',
    },
    link: OPEN,
  },
  eventPublished: {
    subject: { ja: '公開しました：{title} {span:span}', en: 'Published: {title}, {span:span}' },
    body: {
      ja: '「{title}」（{span:span}、{space}）の申込みの受付が始まりました。受付や館内での案内に、公開ページのリンクをお使いください。',
      en: 'Registration for “{title}” ({span:span}, {space}) is open. Please use the link to its page where people ask.',
    },
    link: OPEN,
  },
  eventMoveWished: {
    subject: { ja: '日程・会場の変更の相談が届きました：{title}', en: 'The host would like to move: {title}' },
    body: {
      ja: '{host}さんから、「{title}」（{span:span}）を次の日時・会場に変えたいという相談が届きました。\n\n新しい日時：{newSpan:span}\n理由：{reason}\n\n受け入れると、参加者に知らせます。',
      en: '{host} would like to move “{title}” ({span:span}).\n\nNew time: {newSpan:span}\nWhy: {reason}\n\nIf you agree, guests are told at once.',
    },
    link: ANSWER,
  },
  eventMoved: {
    subject: { ja: '日程・会場が変わりました：{title}', en: 'Moved: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」の日程・会場が変わりました。\n\n新しい日時：{span:span}\n会場：{place}\n理由：{reason}\n\n参加者には、予定の更新と、無料でキャンセルできることを知らせました。',
      en: 'Dear {name},\n\n“{title}” has been moved.\n\nNow: {span:span}\nWhere: {place}\nWhy: {reason}\n\nGuests have been told, with the new entry for their calendars, and may cancel free of charge.',
    },
    link: OPEN,
  },
  eventCancelled: {
    subject: { ja: '中止になりました：{title} {span:span}', en: 'Called off: {title}, {span:span}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）は中止になりました。\n\n区分：{cause:cancelCause}\n理由：{reason}\n\n部屋と時間は空きました。お支払い済みの参加費は全額を返金し、参加者に知らせています。',
      en: 'Dear {name},\n\n“{title}” ({span:span}) was called off.\n\nCause: {cause:cancelCause}\nReason: {reason}\n\nRoom and time are free again. Guests are told, and whatever they have paid goes back in full.',
    },
    link: OPEN,
  },
  eventFewGuests: {
    subject: { ja: '申込みが最少人数に届いていません：{title}', en: 'Fewer registrations than needed: {title}' },
    body: {
      ja: '「{title}」（{span:span}）の申込みは{taken}名で、最少人数の{least}名に届いていません。\n\nこのまま開くか、中止するかを決めてください。中止すると、参加費は全額返金され、参加者に知らせます。何もしなければ、そのまま開きます。',
      en: '“{title}” ({span:span}) has {taken} registrations; {least} are needed.\n\nPlease decide whether it goes on or is called off. Called off, guests are told and get all their money back. Without a word it goes on.',
    },
    link: OPEN,
  },
  eventDone: {
    subject: { ja: 'おつかれさまでした：{title}', en: 'It is over: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）が終わりました。参加人数・現金・成果を報告し、精算に進んでください。',
      en: 'Dear {name},\n\n“{title}” ({span:span}) is over. Please report guests, cash and outcomes, and go on to the settlement.',
    },
    link: OPEN,
  },
  eventGroundGone: {
    subject: { ja: '今後のイベントの確認が必要です：{title}', en: 'An event to come needs a look: {title}' },
    body: {
      ja: '{title}（{span:span}、{space}、主催 {host}）について、{reason:groundGone}。\n\nイベントは自動では中止になりません。主催者・スペース・組合で相談し、続けるか、共同主催者に任せるか、中止するかを決めてください。',
      en: '{title} ({span:span}, {space}, host {host}): {reason:groundGone}.\n\nIt is not called off by itself. Host, space and cooperative please settle whether it goes on, is left to a co-host, or is called off.',
    },
    link: OPEN,
  },
  eventInvitation: {
    subject: { ja: '{role:personRole}のお願い：{title} {span:span}', en: 'Would you be {role:personRole}: {title}, {span:span}' },
    body: {
      ja: '{name} 様\n\n{host}さんから、「{title}」（{span:span}、{space}）の{role:personRole}のお願いが届きました。席は無料です。\n\nお願いしたいこと：{duty}\n\n引き受けるかどうかをお返事ください。辞退しても、今後に影響はありません。',
      en: 'Dear {name},\n\n{host} asks you to be {role:personRole} at “{title}” ({span:span}, {space}). The seat is free.\n\nYour part: {duty}\n\nPlease accept or decline. Declining has no effect on anything.',
    },
    link: { ja: 'お願いを開く', en: 'Open the invitation' },
  },
  eventPersonAccepted: {
    subject: { ja: '{person}さんが引き受けました：{title}', en: '{person} accepts: {title}' },
    body: {
      ja: '{name} 様\n\n{person}さんが「{title}」（{span:span}）の{role:personRole}を引き受けました。',
      en: 'Dear {name},\n\n{person} will be {role:personRole} at “{title}” ({span:span}).',
    },
    link: OPEN,
  },
  eventPersonDeclined: {
    subject: { ja: '{person}さんは今回は参加されません：{title}', en: '{person} cannot be there: {title}' },
    body: {
      ja: '{name} 様\n\n{person}さんは「{title}」（{span:span}）の{role:personRole}を今回は引き受けられないとのことです。',
      en: 'Dear {name},\n\n{person} cannot be {role:personRole} at “{title}” ({span:span}) this time.',
    },
    link: OPEN,
  },
  eventSeatTaken: {
    subject: { ja: '引き受けていただきました：{title} {span:span}', en: 'You are in: {title}, {span:span}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}、{place}）の{role:personRole}を引き受けていただき、ありがとうございます。\n\nお願いしたいこと：{duty}',
      en: 'Dear {name},\n\nThank you for being {role:personRole} at “{title}” ({span:span}, {place}).\n\nYour part: {duty}',
    },
    link: OPEN,
  },
  eventPersonRemoved: {
    subject: { ja: '役割のお願いがなくなりました：{title}', en: 'You are no longer needed: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）の{role:personRole}のお願いを、主催者が取り下げました。予定は空きました。',
      en: 'Dear {name},\n\nThe host has taken back the request to be {role:personRole} at “{title}” ({span:span}). You are free.',
    },
    link: OPEN,
  },
} as const satisfies Record<string, Mail>;
