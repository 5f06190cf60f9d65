import type { Sentence } from '../sentence.js';

/** Reasons of `decide()`, and under `needs.` the conditions it leaves open when their facts were not asked. */
export const TIER_REASONS = {
  'tier.tooLow': { ja: '{need:tier}から行えます（現在：{have:tier}）。', en: 'This opens at the tier {need:tier} (now: {have:tier}).' },
  'capability.closed': { ja: 'いまの規定では、どのミキサーにも開かれていません。', en: 'The present rules open this to no mixer.' },
  'membership.notActive': {
    ja: '活動中のミキサーが対象です（現在：{membership:membership}）。',
    en: 'This is for active mixers (now: {membership:membership}).',
  },
  'membership.suspended': {
    ja: '活動が停止されています。くわしくは組合にお問い合わせください。',
    en: 'Your membership is suspended. Please ask the cooperative about it.',
  },
  'membership.paused': { ja: '休会中です。活動を再開すると行えます。', en: 'Your membership is paused. You can do this once you resume.' },
  'course.missing': {
    ja: '初回講習がまだ終わっていません。受講すると活動を始められます。',
    en: 'The mixer course is still ahead of you. Active membership begins after it.',
  },
  'dues.restricted': { ja: '組合費のお支払いを確認できていません。確認できると行えます。', en: 'Your dues have not arrived. You can do this once they have.' },
  'dues.ended': { ja: '組合費のお支払いが終了しています。再開すると行えます。', en: 'Your dues have ended. You can do this once they run again.' },
  'dues.none': { ja: '組合費のお支払い方法が登録されていません。登録すると行えます。', en: 'No way of paying your dues is set up. You can do this once there is one.' },
  'certification.missing': {
    ja: '「{certification:certification}」の認定が必要です。',
    en: 'This needs the certification “{certification:certification}”.',
  },
  'certification.endsBefore': {
    ja: '「{certification:certification}」の認定が、その日より前に期限を迎えます。更新すると行えます。',
    en: 'Your certification “{certification:certification}” ends before then. You can do this once it is renewed.',
  },
  'space.notPartnered': { ja: 'その日の時点で、このスペースは提携していません。', en: 'This space is not a partner at that time.' },
  'space.notDesignated': { ja: 'その日の時点で、このスペースは催しの指定スペースではありません。', en: 'This space is not designated for events at that time.' },
  'manual.unread': {
    ja: 'このスペースの最新の受付マニュアルが未読です。読んで確認すると行えます。',
    en: 'You have not read the current reception manual of this space. You can do this once you have.',
  },
  'manual.missing': { ja: 'このスペースの受付マニュアルがまだ公開されていません。', en: 'This space has not published its reception manual yet.' },
  'freeze.active': {
    ja: '{until:instant}まで新しい予約を受け付けていません。その後は自動で元に戻ります。',
    en: 'New bookings are on hold until {until:instant}. This lifts by itself.',
  },
  clash: { ja: '同じ時間に「{title}」の予定があります（{during:span}）。', en: '“{title}” is at the same time ({during:span}).' },
  'resource.alreadyHeld': {
    ja: '同じ時間に別のテーブルか部屋を運営しています。一度に運営できるのは1つです。',
    en: 'You run another table or room at that time. One at a time is the rule.',
  },
  'approval.missing': { ja: 'スペースの承認がまだありません。', en: 'The space has not approved this yet.' },
  'split.notAgreed': { ja: '分配についての合意がまだありません。', en: 'The split is not agreed yet.' },
  'appointment.missing': { ja: 'スペースからの委任がまだありません。', en: 'The space has not appointed you.' },
  'needs.partneredSpace': { ja: '提携スペースで行えます。', en: 'At a partnered space.' },
  'needs.designatedSpace': { ja: '指定スペースで行えます。', en: 'At a designated space.' },
  'needs.manualRead': { ja: 'スペースの最新の受付マニュアルを読んでから行えます。', en: 'After reading the current reception manual of the space.' },
  'needs.noClash': { ja: 'ほかの予定と重ならない時間に行えます。', en: 'At a time that is free of your other commitments.' },
  'needs.oneResourceAtATime': { ja: '一度に運営できるのは、テーブルか部屋のどちらか1つです。', en: 'One table or one room at a time.' },
  'needs.spaceApproval': { ja: 'スペースの承認を受けてから行えます。', en: 'Once the space has approved it.' },
  'needs.splitAgreed': { ja: 'スペースと分配を合意してから行えます。', en: 'Once the split is agreed with the space.' },
  'needs.spaceAppointment': { ja: 'スペースから委任を受けて行えます。', en: 'By appointment of the space.' },
} as const satisfies Record<string, Sentence>;

/** The labels of the steps that cure a reason. */
export const NEXT_STEPS = {
  'next.climb': { ja: '次の段階を見る', en: 'See the next tier' },
  'next.membership': { ja: '加入の状況を見る', en: 'See your membership' },
  'next.resume': { ja: '活動を再開する', en: 'Resume' },
  'next.course': { ja: '講習を確認する', en: 'See the course' },
  'next.dues': { ja: '組合費を確認する', en: 'See your dues' },
  'next.certification': { ja: '認定を確認する', en: 'See your certifications' },
  'next.readManual': { ja: 'マニュアルを読む', en: 'Read the manual' },
  'next.myShifts': { ja: '自分の担当を見る', en: 'See my shifts' },
  'next.openClash': { ja: '重なる予定を見る', en: 'Open the other one' },
  'next.contact': { ja: '問い合わせる', en: 'Get in touch' },
  'next.otherEvents': { ja: 'ほかのイベントを見る', en: 'See other events' },
  'next.otherShifts': { ja: 'ほかの募集を見る', en: 'See other shifts' },
  'next.waitlist': { ja: 'キャンセル待ちに登録する', en: 'Join the waitlist' },
  'next.editEvent': { ja: 'イベントを編集する', en: 'Edit the event' },
  'next.openShift': { ja: '新しい内容を見る', en: 'See the new text' },
  'next.openClaim': { ja: '予約を見る', en: 'Open my booking' },
  'next.becomeMixer': { ja: '加入について見る', en: 'How to join' },
  'next.signIn': { ja: 'ログインする', en: 'Sign in' },
  'next.writeManual': { ja: 'マニュアルを書く', en: 'Write the manual' },
  'next.spaceSettings': { ja: 'スペース設定を開く', en: 'Open the space’s settings' },
} as const satisfies Record<string, Sentence>;
