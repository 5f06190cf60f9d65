import type { Sentence } from '../sentence.js';

/** The texts that the public reads and people agree to: the law's page for sales at a distance, the terms of use, and privacy. */
export const LEGAL_KINDS = ['commerce', 'terms', 'privacy'] as const;
export type LegalKind = (typeof LEGAL_KINDS)[number];

export const LEGAL_TITLES: Record<LegalKind, Sentence> = {
  commerce: { ja: '特定商取引法に基づく表記', en: 'Notice under the commerce act' },
  terms: { ja: '利用規約', en: 'Terms of use' },
  privacy: { ja: 'プライバシーポリシー', en: 'Privacy policy' },
};

/** Stands where the cooperative has not yet said something about itself. */
export const NOT_SAID: Sentence = { ja: '（準備中）', en: '(to follow)' };
/** Stands for the number of an issuer that is not registered for qualified invoices. */
export const NOT_REGISTERED: Sentence = { ja: '適格請求書発行事業者の登録はありません', en: 'not registered for qualified invoices' };

/** The six items that the law asks of the screen before the last click (commerce act, article 12-6), in its order. */
export const CONFIRMATION_ITEMS = ['quantity', 'price', 'payment', 'provision', 'period', 'cancelling'] as const;
export type ConfirmationItem = (typeof CONFIRMATION_ITEMS)[number];

/** The words of the final confirmation before somebody joins the dues. The record keeps the number of this form and the sentences themselves. */
export const DUES_CONFIRMATION = {
  form: 1,
  labels: {
    quantity: { ja: '分量', en: 'Quantity' },
    price: { ja: '価格', en: 'Price' },
    payment: { ja: '支払いの時期と方法', en: 'When and how you pay' },
    provision: { ja: '提供の時期', en: 'When it is provided' },
    period: { ja: 'お申し込みの期間', en: 'Period of application' },
    cancelling: { ja: '撤回・解約', en: 'Withdrawing and cancelling' },
  } satisfies Record<ConfirmationItem, Sentence>,
  lines: {
    quantity: { ja: '組合費（{tier:tier}）　1か月分', en: 'Dues ({tier:tier}) for one month' },
    renewal: { ja: '毎月、自動で更新します。期間の定めはありません。', en: 'Renewed by itself each month, with no fixed end.' },
    price: { ja: '毎月 {yen:yen}（{taxCategory:taxCategory}）', en: '{yen:yen} a month ({taxCategory:taxCategory})' },
    year: { ja: '1年続けたときの総額 {yearYen:yen}', en: '{yearYen:yen} in all over one year' },
    nothingNow: { ja: '今日のお支払いはありません。初回は{firstOn:day}の{yen:yen}です。', en: 'Nothing is due today. The first payment is {yen:yen} on {firstOn:day}.' },
    dueNow: { ja: '今日のお支払い {firstYen:yen}', en: 'Due today: {firstYen:yen}' },
    noOtherCost: { ja: 'ほかに必要な料金はありません。', en: 'Nothing else is charged.' },
    transferFee: { ja: '銀行振込のときだけ、振込手数料がかかります。', en: 'Only a bank transfer costs the fee of your bank.' },
    card: { ja: 'カード：初回は {firstOn:day}、その後は毎月の更新日（次は {nextOn:day}）に自動でお支払いいただきます。', en: 'Card: first on {firstOn:day}, then by itself on each renewal day (next on {nextOn:day}).' },
    invoice: {
      ja: '請求書：初回は {firstOn:day}、その後は毎月の更新日（次は {nextOn:day}）にお送りします。発行から{days}日以内に、コンビニか銀行振込でお支払いください。',
      en: 'Invoice: sent first on {firstOn:day}, then on each renewal day (next on {nextOn:day}). Pay within {days} days at a convenience store or by bank transfer.',
    },
    provision: { ja: 'お支払い方法の登録が済むとすぐに、組合費の状態が「良好」になります。', en: 'Your dues are in good standing as soon as your way of paying is set up.' },
    period: { ja: '期間の定めはありません。いつでもお申し込みいただけます。', en: 'None: you may join at any time.' },
    cancelAnytime: { ja: '画面の「組合費」からいつでも解約できます。次の更新日の前日までの解約で、次のお支払いは止まります。', en: 'Cancel at any time under “Dues”. Until the day before the next renewal, nothing more is charged.' },
    noPartRefund: { ja: '支払い済みの月の日割りの返金はありません。その月の終わりまでご利用いただけます。', en: 'A paid month is not refunded in part; it serves you to its end.' },
    leaving: { ja: '解約しても組合からの脱退にはなりません。脱退は別の手続きです。', en: 'Cancelling is not leaving the cooperative, which is a separate act.' },
  },
} as const;
