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
  eventMoveHostAsked: {
    subject: { ja: '会場を移す相談が届きました：{title}', en: 'Shall it move? {title}' },
    body: {
      ja: '{name} 様\n\n{by}さんから、「{title}」（{span:span}、{space}）を次の日時・会場に移したいという相談が届きました。\n\n新しい日時：{newSpan:span}\n新しい会場：{newSpace}\n理由：{reason}\n\n同意いただいてから、新しい会場に受け入れを相談します。同意がなければ、いまの日時・会場のままです。',
      en: 'Dear {name},\n\n{by} would like to move “{title}” ({span:span}, {space}).\n\nNew time: {newSpan:span}\nNew space: {newSpace}\nWhy: {reason}\n\nOnly if you agree is the new space asked to take it in. Without your yes it stays where and when it is.',
    },
    link: ANSWER,
  },
  eventMoveCountered: {
    subject: { ja: '移る先から分配の対案が届きました：{title}', en: 'The new space would share otherwise: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」を次の日時・会場に移す相談に、移る先の{by}さんから分配の対案が届きました。\n\n新しい日時：{newSpan:span}\n\n{note}\n\n受け入れると、その分配で移ります。お返事までは、いまの日時・会場のままです。',
      en: 'Dear {name},\n\n{by} would take “{title}” in, with another split.\n\nNew time: {newSpan:span}\n\n{note}\n\nIf you accept, it moves with that split. Until then it stays where and when it is.',
    },
    link: OPEN,
  },
  eventMoveRefused: {
    subject: { ja: '日程・会場の変更は見送りとなりました：{title}', en: 'It cannot move: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」を次の日時・会場に変える相談は、{by}さんから見送りとのお返事がありました。\n\n希望した日時：{newSpan:span}\n理由：{reason}\n\nイベントは、いまの日時（{span:span}）・会場のままです。別の日時や会場で、もう一度相談できます。',
      en: 'Dear {name},\n\n{by} has declined to move “{title}”.\n\nThe time you wished for: {newSpan:span}\nWhy: {reason}\n\nIt stays where it is ({span:span}). You can ask for another time or place.',
    },
    link: OPEN,
  },
  eventMoveTakenBack: {
    subject: { ja: '日程・会場の変更の相談が取り下げられました：{title}', en: 'It stays where it is: {title}' },
    body: {
      ja: '{by}さんが、「{title}」（{span:span}）を{newSpan:span}に変える相談を取り下げました。\n\n理由：{reason}\n\nイベントは、いまの日時・会場のままです。',
      en: '{by} no longer wishes to move “{title}” ({span:span}) to {newSpan:span}.\n\nWhy: {reason}\n\nIt stays where it is.',
    },
    link: OPEN,
  },
  eventCostAsked: {
    subject: { ja: '中止の費用の確認をお願いします：{title}', en: 'Who bears the cost: {title}' },
    body: {
      ja: '「{title}」（{span:span}、主催 {host}）が、やむを得ない事情として中止されました。参加費は全額を返金しています。\n\n中止した方：{by}\n理由：{reason}\n戻らない決済手数料：{costYen:yen}\n\nいまは中止した側の負担として記帳しています。組合が負担するかどうかを決めてください。',
      en: '“{title}” ({span:span}, host {host}) was called off as nobody’s doing. Guests get all their money back.\n\nCalled off by: {by}\nWhy: {reason}\nProcessing cost that is lost: {costYen:yen}\n\nUntil now it stands with who called it off. Please say whether the cooperative bears it.',
    },
    link: { ja: '確認を開く', en: 'Open it' },
  },
  eventCostAccepted: {
    subject: { ja: '中止の費用は組合が負担します：{title}', en: 'The cooperative bears the cost: {title}' },
    body: {
      ja: '「{title}」（{span:span}）の中止について、やむを得ない事情と確認しました。戻らない決済手数料{costYen:yen}は、組合が負担します。\n\n{note}',
      en: '“{title}” ({span:span}) was called off as nobody’s doing, and we have accepted that. The cooperative bears the processing cost of {costYen:yen}.\n\n{note}',
    },
    link: OPEN,
  },
  eventCostDeclined: {
    subject: { ja: '中止の費用のご負担について：{title}', en: 'The cost stays with you: {title}' },
    body: {
      ja: '「{title}」（{span:span}）の中止について確認しました。戻らない決済手数料{costYen:yen}は、中止した側のご負担のままとなります。\n\n理由：{note}\n\nご不明な点は、組合の管理者にご相談ください。',
      en: 'We have looked at how “{title}” ({span:span}) was called off. The processing cost of {costYen:yen} stays with who called it off.\n\nWhy: {note}\n\nPlease talk to a steward if you see it otherwise.',
    },
    link: OPEN,
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
  eventBuilderAsked: {
    subject: { ja: '事業をつくった方としての分配のご確認：{title}', en: 'Your share as who built the business: {title}' },
    body: {
      ja: '{name} 様\n\n{host}さんの「{title}」（{span:span}、{space}）の分配に、事業をつくった方としてお名前を入れたいというお願いが届きました。\n\nつくられたもの：{duty}\n\n同意いただくと、分配の取り決めにお名前が載り、その分を受け取ります。当日の参加は要りません。最初の参加費が入ったあとは変えられません。',
      en: 'Dear {name},\n\n{host} would like to name you in the split of “{title}” ({span:span}, {space}) as who built the business.\n\nWhat you built: {duty}\n\nOnce you agree your name stands in the split and that share is yours. You need not come. After the first fee has come in it cannot be changed.',
    },
    link: { ja: 'お願いを開く', en: 'Open the request' },
  },
  eventBuilderRemoved: {
    subject: { ja: '分配のお願いが取り下げられました：{title}', en: 'No longer in the split: {title}' },
    body: {
      ja: '{name} 様\n\n「{title}」（{span:span}）の分配に、事業をつくった方としてお名前を入れるお願いが取り下げられました。',
      en: 'Dear {name},\n\nThe request to name you in the split of “{title}” ({span:span}) was taken back.',
    },
    link: OPEN,
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
