import type { Mail } from './mail.js';

export const SPACES_MAILS = {
  spaceApplied: {
    subject: { ja: '{space}から参加の申し込みがありました', en: '{space} applied to join' },
    body: {
      ja: '{name}さんから、{space}（{city}）の参加申し込みがありました。内容を確かめて、承認または見送りを決めてください。',
      en: '{name} applied for {space} ({city}). Please look at it and decide.',
    },
    link: { ja: '申し込みを見る', en: 'See the application' },
  },
  spaceAccepted: {
    subject: { ja: '{space}の参加が承認されました', en: '{space} was accepted' },
    body: {
      ja: '{space}の参加申し込みが承認されました。規約を読んで同意すると、参加が完了します。',
      en: 'The application of {space} was accepted. Read and accept the terms to finish joining.',
    },
    link: { ja: '規約を読む', en: 'Read the terms' },
  },
  spaceDeclined: {
    subject: { ja: '{space}の参加は見送りとなりました', en: '{space} was not accepted' },
    body: {
      ja: '{space}の参加申し込みは、今回は見送りとなりました。\n\n理由：{reason}\n\n状況が変わりましたら、あらためてお申し込みいただけます。',
      en: 'The application of {space} was not accepted this time.\n\nReason: {reason}\n\nYou are welcome to apply again when things have changed.',
    },
    link: { ja: 'もう一度申し込む', en: 'Apply again' },
  },
  spaceJoined: {
    subject: { ja: '{space}が参加しました', en: '{space} has joined' },
    body: {
      ja: '{name}さんが規約に同意し、{space}の参加が完了しました。提携と指定を設定できます。',
      en: '{name} accepted the terms and {space} has joined. The relations partnered and designated can be set now.',
    },
    link: { ja: 'スペースを開く', en: 'Open the space' },
  },
  relationSet: {
    subject: { ja: '{space}が「{relation:relation}」になりました', en: '{space} is now {relation:relation}' },
    body: {
      ja: '組合が{space}を「{relation:relation}」に設定しました。\n\n理由：{reason}',
      en: 'The cooperative made {space} a {relation:relation} space.\n\nReason: {reason}',
    },
    link: { ja: 'スペースを開く', en: 'Open the space' },
  },
  relationEnded: {
    subject: { ja: '{space}の「{relation:relation}」が終了しました', en: '{space} is no longer {relation:relation}' },
    body: {
      ja: '組合が{space}の「{relation:relation}」を終了しました。影響を受ける予定が{count}件あり、担当する方に個別にお知らせします。\n\n理由：{reason}',
      en: 'The cooperative ended the relation {relation:relation} of {space}. It affects {count} things to come; the people concerned are told one by one.\n\nReason: {reason}',
    },
    link: { ja: 'スペースを開く', en: 'Open the space' },
  },
  manualPublished: {
    subject: { ja: '{space}の受付マニュアルが新しくなりました', en: '{space} has a new reception manual' },
    body: {
      ja: '{space}の受付マニュアル第{version}版が公開されました。担当の予定がありますので、当日までに読んで確認をお願いします。\n\n{note}',
      en: 'Version {version} of the reception manual of {space} is out. You have a slot there, so please read and confirm it before the day.\n\n{note}',
    },
    link: { ja: 'マニュアルを読む', en: 'Read the manual' },
  },
  spaceStaffAdded: {
    subject: { ja: '{space}のメンバーに加わりました', en: 'You were added to {space}' },
    body: { ja: '{by}さんが、あなたを{space}の{role:spaceRole}に加えました。', en: '{by} made you {role:spaceRole} of {space}.' },
    link: { ja: 'スペースを開く', en: 'Open the space' },
  },
  spaceStaffChanged: {
    subject: { ja: '{space}での役割が変わりました', en: 'Your role at {space} has changed' },
    body: { ja: '{by}さんが、{space}でのあなたの役割を{role:spaceRole}に変更しました。', en: '{by} made you {role:spaceRole} of {space}.' },
    link: { ja: 'スペースを開く', en: 'Open the space' },
  },
  spaceStaffEnded: {
    subject: { ja: '{space}のメンバーから外れました', en: 'You no longer belong to {space}' },
    body: {
      ja: '{by}さんが、あなたを{space}のメンバーから外しました。心当たりがないときは、スペースのオーナーか組合にご相談ください。',
      en: '{by} removed you from {space}. If this surprises you, please talk to its owner or the cooperative.',
    },
    link: { ja: '受信箱を開く', en: 'Open the inbox' },
  },
} as const satisfies Record<string, Mail>;
