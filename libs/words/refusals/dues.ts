import type { Sentence } from '../sentence.js';

export const DUES_REFUSALS = {
  'dues.alreadyLive': {
    ja: '組合費のお支払い方法はすでに登録されています。組合費のページで確かめられます。',
    en: 'A way of paying these dues is set up already. The page of the dues shows it.',
  },
  'dues.noPlan': {
    ja: '組合費のお支払い方法がまだ登録されていません。先に登録してください。',
    en: 'No way of paying your dues is set up yet. Set one up first.',
  },
  'dues.membership': {
    ja: '組合費の手続きは、加入が承認されてから始められます（現在：{membership:membership}）。',
    en: 'Dues begin once your application is accepted (now: {membership:membership}).',
  },
  'dues.billingMoment': {
    ja: '毎月1日の正午は請求の時刻です。{at:instant}を過ぎてから、もう一度お試しください。',
    en: 'Noon of the first is when dues are billed. Please try again after {at:instant}.',
  },
  'dues.pauseTooMany': {
    ja: '休止は1年に{most}か月までです。{year}年の分を超えます。期間を短くしてください。',
    en: 'A year has room for {most} paused months, and {year} has none left for this. Choose fewer months.',
  },
  'dues.pauseOverlaps': {
    ja: 'その期間にはすでに休止があります。ほかの月を選んでください。',
    en: 'Some of these months are paused already. Choose other months.',
  },
  'dues.inArrears': {
    ja: 'お支払いの済んでいない組合費があります。お支払いのあとに休止できます。',
    en: 'Some of your dues are still open. You can pause once they are paid.',
  },
  'dues.notPaused': { ja: '休止していません。ページを読み込み直してください。', en: 'Nothing is paused. Reload the page.' },
  'dues.tierNotLower': {
    ja: 'いまの段階（{have:tier}）より下の段階を選んでください。上の段階へは昇格の手続きで進みます。',
    en: 'Choose a tier below your present one ({have:tier}). The way up is promotion.',
  },
  'dues.stepDownPlanned': {
    ja: '{from:day}から「{tier:tier}」になることが決まっています。',
    en: 'You move to {tier:tier} on {from:day} already.',
  },
  'dues.notByCard': {
    ja: 'カードでのお支払いではないため、カードの手続きはありません。',
    en: 'You do not pay by card, so there is no card to change.',
  },
  'dues.nothingOwed': { ja: 'お支払いの必要な組合費はありません。', en: 'None of your dues are open.' },
  'dues.chargeSettled': {
    ja: 'この請求は処理が済んでいます。ページを読み込み直してください。',
    en: 'This charge is settled already. Reload the page.',
  },
  'dues.amountDiffers': {
    ja: '請求は{amountYen:yen}です。同じ金額の入金を記録してください。',
    en: 'The charge is {amountYen:yen}. Record a payment of that amount.',
  },
  'dues.nothingToCharge': {
    ja: '{month:month}の請求がありません。月とミキサーを確かめてください。',
    en: 'There is no charge for {month:month}. Look at the month and the mixer.',
  },
  'dues.paymentReversed': { ja: 'この入金の記録はすでに取り消されています。', en: 'This payment was reversed already.' },
  'dues.paymentAtStripe': {
    ja: 'カードやコンビニでのお支払いは、記録の取消ではなく返金で戻します。',
    en: 'What was paid through Stripe is refunded there, not reversed here.',
  },
  'dues.notPaid': { ja: 'この請求には、取り消せる入金がありません。', en: 'This charge has no payment to reverse.' },
  'dues.noOverride': { ja: '有効な猶予の特例がありません。ページを読み込み直してください。', en: 'No override is in force. Reload the page.' },
  'dues.notInShiftJis': {
    ja: 'Shift_JISにない文字（{signs}）が、{count}名の名前に含まれています（{names}）。UTF-8で書き出すか、「〓に置き換える」を選んでください。',
    en: 'Shift_JIS does not have {signs}, which {count} names hold ({names}). Export in UTF-8, or choose to have them written as 〓.',
  },
  'dues.courseSettled': { ja: '初回講習の受講料はお支払い済みです。', en: 'The course fee is paid already.' },
} as const satisfies Record<string, Sentence>;
