import type { Sentence } from '../sentence.js';

/** The nine items that the law asks of a terms notice (freelance act, article 3), in its order. */
export const TERMS_ITEMS = ['parties', 'orderedOn', 'service', 'serviceTime', 'place', 'inspection', 'reward', 'paymentDay', 'means'] as const;
export type TermsItem = (typeof TERMS_ITEMS)[number];

/**
 * The words of a terms notice. The paper stores facts and the number of this form; a change of meaning is a new form beside this one,
 * so that a paper that was issued keeps its sentences.
 */
export const TERMS_NOTICE = {
  title: { ja: '取引条件通知書', en: 'Notice of terms' },
  number: { ja: '番号', en: 'Number' },
  issuedOn: { ja: '発行日', en: 'Issued on' },
  version: { ja: '第{version}版', en: 'version {version}' },
  to: { ja: '{name} 様', en: '{name}' },
  orderer: { ja: '委託者', en: 'Ordering party' },
  opening: {
    ja: '次の条件で業務を委託します。\nフリーランス・事業者間取引適正化等法第3条に基づき、取引の条件をお知らせします。',
    en: 'We order the service below on these terms. This notice is given under article 3 of the Japanese freelance act.',
  },
  labels: {
    parties: { ja: '委託者・受託者', en: 'Parties' },
    orderedOn: { ja: '委託をした日', en: 'Ordered on' },
    service: { ja: '業務の内容', en: 'Service' },
    serviceTime: { ja: '業務を行う日時', en: 'Date and time' },
    place: { ja: '業務を行う場所', en: 'Place' },
    inspection: { ja: '検査の完了日', en: 'Inspection completed' },
    reward: { ja: '報酬の額', en: 'Reward' },
    paymentDay: { ja: '支払期日', en: 'Payment day' },
    means: { ja: '支払方法', en: 'Means of payment' },
  } satisfies Record<TermsItem, Sentence>,
  lines: {
    ordererLine: { ja: '委託者：{ordererName}（{ordererAddress}）', en: 'Ordering party: {ordererName} ({ordererAddress})' },
    contractorLine: { ja: '受託者：{contractorName}', en: 'Contractor: {contractorName}' },
    day: { ja: '{day:day}', en: '{day:day}' },
    kind: { ja: '{kind:shiftKind}の担当', en: 'In charge of: {kind:shiftKind}' },
    manual: { ja: '仕様書：受付マニュアル 第{version}版', en: 'Specification: reception manual, version {version}' },
    span: { ja: '{span:span}', en: '{span:span}' },
    inspectionAfterReport: {
      ja: '実施記録の提出から{days}日以内。提出がないときは業務の終了から{days}日以内。',
      en: 'Within {days} days of the report, or of the end of the service when there is none.',
    },
    inspectionMovesNothing: { ja: '支払期日は検査の時期によらず、下記の日のまま変わりません。', en: 'The payment day below does not depend on it and stays as it is.' },
    reward: { ja: '1枠 {yen:yen}（消費税を含む総額）', en: '{yen:yen} for the slot, consumption tax included' },
    transferFee: { ja: '振込手数料は委託者が負担します。', en: 'The ordering party bears the transfer fee.' },
    travelIncluded: { ja: '交通費は報酬に含まれます。', en: 'Travel expense is included.' },
    travelSeparate: { ja: '交通費は実費を別にお支払いします。', en: 'Travel expense is paid separately at cost.' },
    bankTransfer: { ja: '受託者が指定する銀行口座への振込', en: 'Transfer to the bank account the contractor names' },
  },
  notes: {
    contractWork: { ja: 'この取引は業務委託です（雇用ではありません）。', en: 'This is contract work, not employment.' },
    substitute: { ja: '委託者の同意を得て、同じ段階のミキサーが代わりに行うことができます。', en: 'With the consent of the space a mixer of the same tier may do it in your place.' },
    noDeduction: { ja: '組合費や手数料などを報酬から差し引くことはありません。', en: 'Nothing is deducted from the reward, neither dues nor fees.' },
    helpDesk: { ja: '相談窓口：{helpDesk}', en: 'Help desk: {helpDesk}' },
    versions: { ja: '募集の第{shiftVersion}版、規定の第{ruleSetVersion}版に基づきます。', en: 'Based on version {shiftVersion} of the shift and version {ruleSetVersion} of the rules.' },
    unprintable: {
      ja: '〓は、この書面の書体で印刷できない文字です。もとの文字は画面の書面で確かめられます。',
      en: '〓 stands for a character that this typeface cannot print; the notice on screen shows it.',
    },
  },
  supersedes: { ja: 'この書面は、先に発行した書面に代わるものです。', en: 'This notice replaces the one issued before.' },
  end: { ja: '以上', en: 'End of notice' },
  digest: { ja: '内容のSHA-256', en: 'SHA-256 of the content' },
} as const;
