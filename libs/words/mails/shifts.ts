import type { Mail } from './mail.js';

const OPEN_CLAIM = { ja: '担当を開く', en: 'Open the shift' };
const OPEN_BOARD = { ja: '募集と担当を開く', en: 'Open shifts and claims' };

export const SHIFTS_MAILS = {
  claimBooked: {
    subject: { ja: '予約しました：{span:span} {space}', en: 'Booked: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n担当の予約が成立しました。\n\n{space}・{kind:shiftKind}\n{span:span}\n報酬 {rewardYen:yen}（1枠）\n支払期日 {paymentDueOn:day}\n\n取引条件通知書 {number} を発行しました。内容を確かめて、保管してください。都合が変わったときは、担当の画面から「来られなくなった」を選んでください。',
      en: 'Dear {name},\n\nYour shift is booked.\n\n{space}, {kind:shiftKind}\n{span:span}\nReward {rewardYen:yen} for the slot\nPaid on {paymentDueOn:day}\n\nTerms notice {number} was issued; please read and keep it. If you cannot come, choose “I cannot come” on the shift’s page.',
    },
    link: OPEN_CLAIM,
  },
  claimRequested: {
    subject: { ja: '申し込みました：{span:span} {space}', en: 'Requested: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）に申し込みました。スペースの承認を待っています。承認されると取引条件通知書が届きます。',
      en: 'Dear {name},\n\nYou asked for {space}, {kind:shiftKind} ({span:span}). The space will answer; with its approval you receive the terms notice.',
    },
    link: OPEN_CLAIM,
  },
  claimRejected: {
    subject: { ja: '今回は見送りとなりました：{span:span} {space}', en: 'Not this time: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）のお申し込みは、今回は見送りとなりました。\n\n理由：{reason}\n\nこの結果が今後の予約に影響することはありません。',
      en: 'Dear {name},\n\nThe space did not take your request for {space}, {kind:shiftKind} ({span:span}).\n\nReason: {reason}\n\nThis has no effect on later bookings.',
    },
    link: OPEN_CLAIM,
  },
  claimWithdrawn: {
    subject: { ja: '辞退を受け付けました：{span:span} {space}', en: 'Withdrawn: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）の辞退を受け付けました。ご連絡ありがとうございました。',
      en: 'Dear {name},\n\nYou have withdrawn from {space}, {kind:shiftKind} ({span:span}). Thank you for telling us.',
    },
    link: OPEN_CLAIM,
  },
  claimHandedOver: {
    subject: { ja: '代わりの方が見つかりました：{span:span} {space}', en: 'A stand-in was found: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）は、{standIn}さんが引き受けました。この担当はなくなりました。',
      en: 'Dear {name},\n\n{standIn} has taken over {space}, {kind:shiftKind} ({span:span}). You are free.',
    },
    link: OPEN_CLAIM,
  },
  claimConfirmed: {
    subject: { ja: '実施が確認されました：{rewardYen:yen} {space}', en: 'Confirmed: {rewardYen:yen}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）の実施が確認されました。\n\n報酬 {rewardYen:yen}\n支払期日 {paymentDueOn:day}\n\nありがとうございました。',
      en: 'Dear {name},\n\nYour shift at {space}, {kind:shiftKind} ({span:span}) is confirmed.\n\nReward {rewardYen:yen}\nPaid on {paymentDueOn:day}\n\nThank you.',
    },
    link: OPEN_CLAIM,
  },
  claimNoShow: {
    subject: { ja: '不実施として記録されました：{span:span} {space}', en: 'Recorded as not carried out: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）は、実施されなかったと記録されました。\n\n理由：{reason}\n\n事実と違うときは、7日以内に担当の画面から申し立てができます。',
      en: 'Dear {name},\n\n{space}, {kind:shiftKind} ({span:span}) was recorded as not carried out.\n\nReason: {reason}\n\nIf that is not so, you can object on the shift’s page within seven days.',
    },
    link: OPEN_CLAIM,
  },
  claimCorrected: {
    subject: { ja: '実施の記録が訂正されました：{payableYen:yen} {space}', en: 'Record corrected: {payableYen:yen}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）の記録が訂正されました。\n\n報酬 {beforeYen:yen} → {payableYen:yen}\n理由：{reason}\n\n事実と違うときは、7日以内に担当の画面から申し立てができます。',
      en: 'Dear {name},\n\nThe record of {space}, {kind:shiftKind} ({span:span}) was corrected.\n\nReward {beforeYen:yen} → {payableYen:yen}\nReason: {reason}\n\nIf that is not so, you can object on the shift’s page within seven days.',
    },
    link: OPEN_CLAIM,
  },
  claimTakenBack: {
    subject: { ja: '実施の確認が取り消されました：{span:span} {space}', en: 'Confirmation taken back: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）は、実施されなかったと訂正されました。報酬 {beforeYen:yen} はお支払いの対象から外れます。\n\n理由：{reason}\n\n事実と違うときは、7日以内に担当の画面から申し立てができます。',
      en: 'Dear {name},\n\nThe record of {space}, {kind:shiftKind} ({span:span}) was corrected: it was not carried out. The reward of {beforeYen:yen} is no longer due.\n\nReason: {reason}\n\nIf that is not so, you can object on the shift’s page within seven days.',
    },
    link: OPEN_CLAIM,
  },
  claimUpheld: {
    subject: { ja: '申し立てへのお返事：{span:span} {space}', en: 'Your objection: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）についての申し立てを検討しました。記録はそのままとします。\n\n理由：{reason}\n\nご納得いただけないときは、組合の相談窓口にご連絡ください。',
      en: 'Dear {name},\n\nYour objection about {space}, {kind:shiftKind} ({span:span}) was looked into. The record stands.\n\nReason: {reason}\n\nIf you cannot agree, please contact the cooperative.',
    },
    link: OPEN_CLAIM,
  },
  claimReleased: {
    subject: { ja: '予約がなくなりました：{span:span} {space}', en: 'Your booking fell away: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）の予約がなくなりました。\n\n理由：{reason:releaseReason}\n\nご不明な点は組合にお問い合わせください。',
      en: 'Dear {name},\n\nYour booking of {space}, {kind:shiftKind} ({span:span}) fell away.\n\nReason: {reason:releaseReason}\n\nPlease ask the cooperative if anything is unclear.',
    },
    link: OPEN_CLAIM,
  },
  claimCancelled: {
    subject: { ja: '募集が中止されました：{span:span} {space}', en: 'Cancelled by the space: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）はスペースの都合で中止されました。\n\n理由：{reason}\n\nこの中止があなたの記録に残ることはありません。',
      en: 'Dear {name},\n\nThe space has cancelled {space}, {kind:shiftKind} ({span:span}).\n\nReason: {reason}\n\nThis does not count against you.',
    },
    link: OPEN_CLAIM,
  },
  claimCancelledLate: {
    subject: { ja: '募集が中止されました（{dueYen:yen}をお支払いします）：{span:span} {space}', en: 'Cancelled by the space ({dueYen:yen} is due to you): {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}・{kind:shiftKind}（{span:span}）はスペースの都合で中止されました。\n\n理由：{reason}\n\n開始まで24時間を切っていたため、報酬の60%にあたる{dueYen:yen}を{paymentDueOn:day}にお支払いします。この中止があなたの記録に残ることはありません。',
      en: 'Dear {name},\n\nThe space has cancelled {space}, {kind:shiftKind} ({span:span}).\n\nReason: {reason}\n\nSince less than 24 hours were left, 60 % of the reward, {dueYen:yen}, is paid to you on {paymentDueOn:day}. This does not count against you.',
    },
    link: OPEN_CLAIM,
  },
  shiftChanged: {
    subject: { ja: '内容が変わりました：{span:span} {space}', en: 'Changed: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n予約した担当（{space}・{kind:shiftKind}、{span:span}）の内容が変わりました。報酬は{rewardYen:yen}です。\n\n{reason}\n\n新しい内容を確かめてください。合わないときは、記録に残ることなく辞退できます。',
      en: 'Dear {name},\n\nThe shift you booked ({space}, {kind:shiftKind}, {span:span}) has changed. The reward is {rewardYen:yen}.\n\n{reason}\n\nPlease read the new text. If it does not suit you, you may withdraw without it counting.',
    },
    link: OPEN_CLAIM,
  },
  shiftInvitation: {
    subject: { ja: '声がかかっています：{span:span} {space}', en: 'You are asked: {span:span}, {space}' },
    body: {
      ja: '{name} 様\n\n{space}から、{kind:shiftKind}の担当（{span:span}、報酬{rewardYen:yen}）に声がかかっています。引き受けるかどうかは自由です。断っても影響はありません。',
      en: 'Dear {name},\n\n{space} asks whether you would take {kind:shiftKind} ({span:span}, reward {rewardYen:yen}). You are free to say no; it has no effect.',
    },
    link: { ja: '募集を見る', en: 'See the shift' },
  },
  spaceClaimWithdrawn: {
    subject: { ja: '{mixer}さんが辞退しました：{span:span}', en: '{mixer} has withdrawn: {span:span}' },
    body: { ja: '{space}・{kind:shiftKind}（{span:span}）を{mixer}さんが辞退しました。\n\n理由：{reason}\n\n枠はふたたび募集中です。', en: '{mixer} has withdrawn from {space}, {kind:shiftKind} ({span:span}).\n\nReason: {reason}\n\nThe place is open again.' },
    link: OPEN_BOARD,
  },
  spaceStandInSought: {
    subject: { ja: '{mixer}さんが代わりを探しています：{span:span}', en: '{mixer} is looking for a stand-in: {span:span}' },
    body: { ja: '{space}・{kind:shiftKind}（{span:span}）に{mixer}さんが来られなくなり、代わりの方を探しています。見つかるまでは{mixer}さんの担当です。\n\n理由：{reason}', en: '{mixer} cannot come to {space}, {kind:shiftKind} ({span:span}) and is looking for a stand-in. It stays theirs until somebody takes it.\n\nReason: {reason}' },
    link: OPEN_BOARD,
  },
  spaceClaimKept: {
    subject: { ja: '{mixer}さんが来られることになりました：{span:span}', en: '{mixer} can come after all: {span:span}' },
    body: { ja: '{space}・{kind:shiftKind}（{span:span}）に{mixer}さんが来られることになりました。', en: '{mixer} can come to {space}, {kind:shiftKind} ({span:span}) after all.' },
    link: OPEN_BOARD,
  },
  spaceClaimReported: {
    subject: { ja: '実施記録が届きました：{mixer}さん {span:span}', en: 'A report has come: {mixer}, {span:span}' },
    body: { ja: '{mixer}さんから{space}・{kind:shiftKind}（{span:span}）の実施記録が届きました。3日以内に確認がないときは、自動で確認済みになります。', en: '{mixer} has sent the report of {space}, {kind:shiftKind} ({span:span}). Without an answer it counts as confirmed after three days.' },
    link: OPEN_BOARD,
  },
  spaceClaimReleased: {
    subject: { ja: '予約がなくなりました：{mixer}さん {span:span}', en: 'A booking fell away: {mixer}, {span:span}' },
    body: { ja: '{space}・{kind:shiftKind}（{span:span}）の{mixer}さんの予約がなくなりました。\n\n理由：{reason:releaseReason}', en: 'The booking of {mixer} for {space}, {kind:shiftKind} ({span:span}) fell away.\n\nReason: {reason:releaseReason}' },
    link: OPEN_BOARD,
  },
  spaceClaimCorrected: {
    subject: { ja: '実施の記録について組合が決めました：{mixer}さん {span:span}', en: 'The cooperative has decided about a record: {mixer}, {span:span}' },
    body: {
      ja: '{space}・{kind:shiftKind}（{span:span}、{mixer}さん）の記録について、組合の管理者が決めました。\n\n報酬 {beforeYen:yen} → {payableYen:yen}\n理由：{reason}',
      en: 'A steward has decided about the record of {space}, {kind:shiftKind} ({span:span}, {mixer}).\n\nReward {beforeYen:yen} → {payableYen:yen}\nReason: {reason}',
    },
    link: OPEN_BOARD,
  },
  spaceOutcomeContested: {
    subject: { ja: '申し立てがありました：{mixer}さん {span:span}', en: 'An objection: {mixer}, {span:span}' },
    body: { ja: '{space}・{kind:shiftKind}（{span:span}）の結果について、{mixer}さんから申し立てがありました。\n\n{text}', en: '{mixer} objects to the outcome of {space}, {kind:shiftKind} ({span:span}).\n\n{text}' },
    link: OPEN_BOARD,
  },
} as const satisfies Record<string, Mail>;
