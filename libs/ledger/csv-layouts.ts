import type { CsvEncoding } from '#libs/door';
import { tokyoDay, tokyoTime } from '#libs/kernel';
import { LEDGER_CAUSE_WORDS, LEDGER_TRANSFER_WORDS, say, term, type LedgerAccountType, type Locale, type Sentence, type TaxCategory } from '#libs/words';
import { CHART } from './accounts.js';
import type { AccountRow, TransferRow } from './ledger.queries.js';
import { accountName, ownerLabel } from './names.js';

/** Files for the accountant: one of our own with everything in it, and those that 弥生 and freee read. */
export const CSV_LAYOUTS = ['generic', 'yayoi', 'freee'] as const;
export type CsvLayout = (typeof CSV_LAYOUTS)[number];

/** What a layout allows. freee refuses more than 5,000 lines in one file; 弥生 reads Shift_JIS alone. */
export const LAYOUT_LIMITS = {
  generic: { most: 100_000, encodings: ['utf8', 'sjis'] },
  yayoi: { most: 100_000, encodings: ['sjis'] },
  freee: { most: 5_000, encodings: ['sjis', 'utf8'] },
} as const satisfies Record<CsvLayout, { most: number; encodings: readonly [CsvEncoding, ...CsvEncoding[]] }>;

export type CsvLine = (string | number)[];

/** How Japanese bookkeeping calls an account: 勘定科目, and the 補助科目 where it has no owner to be named after. */
const SUBJECTS: Readonly<Record<LedgerAccountType, readonly [subject: string, part: string]>> = {
  stripe: ['預け金', 'Stripe'],
  bank: ['普通預金', ''],
  cashBox: ['現金', ''],
  receivable: ['未収入金', ''],
  payable: ['未払金', ''],
  held: ['預り金', '代理受領'],
  withholding: ['預り金', '源泉所得税'],
  fund: ['積立金', ''],
  duesIncome: ['組合費収入', ''],
  courseIncome: ['講習収入', ''],
  eventIncome: ['イベント収入', ''],
  shiftCost: ['外注費', ''],
  fees: ['支払手数料', ''],
  writeOff: ['貸倒損失', ''],
};

/** How a sale stands to consumption tax while its transfer does not say: dues are outside of it, the course bears the standard rate. */
const USUAL_TAX: Partial<Record<LedgerAccountType, TaxCategory>> = { duesIncome: 'outOfScope', courseIncome: 'standard', eventIncome: 'standard' };

/**
 * 税区分 of sales and purchases. A purchase says nothing of the supplier's registration, for the books do not know it: the accountant's own
 * program completes that part. Empty leaves the whole of it to the settings of the account there. 弥生 reads the short names of its own list, with
 * 込 and the rate where an amount holds its tax: support.yayoi-kk.co.jp 18545, and the file that freee writes for it, developer.freee.co.jp/news/6758.
 * freee's names: developer.freee.co.jp/news/1434.
 */
const TAX_WORDS = {
  yayoi: {
    sale: { outOfScope: '対象外', exempt: '非課売上', reduced: '課税売上込軽減8%', standard: '課税売上込10%' },
    purchase: { outOfScope: '対象外', exempt: '非課仕入', reduced: '課対仕入込軽減8%', standard: '課対仕入込10%' },
  },
  freee: {
    sale: { outOfScope: '対象外', exempt: '非課売上', reduced: '課税売上8%（軽）', standard: '課税売上10%' },
    purchase: { outOfScope: '対象外', exempt: '非課仕入', reduced: '課対仕入8%（軽）', standard: '課対仕入10%' },
  },
} as const satisfies Record<string, Record<'sale' | 'purchase', Record<TaxCategory, string>>>;

/** Only incomes and costs stand to consumption tax; a cost of which nobody said how stays empty. */
function taxOf(layout: keyof typeof TAX_WORDS, account: AccountRow, { tax }: TransferRow): string {
  const side = CHART[account.type];
  if (side === 'asset' || side === 'liability') return TAX_WORDS[layout].sale.outOfScope;
  const category = tax ?? USUAL_TAX[account.type];
  return category ? TAX_WORDS[layout][side === 'income' ? 'sale' : 'purchase'][category] : '';
}

/** What a name is told apart by takes so many half-width columns. */
const TOLD_APART = 5;

/**
 * 補助科目: the owner's name, within a width of half-width columns. Programs take two of one name for one, so owners whose names are the same
 * when they are cut are told apart by the end of their id.
 */
function partsOf(transfers: readonly TransferRow[], width = Infinity): (account: AccountRow) => string {
  const cut = ({ ownerName }: AccountRow): string => withinWidth(ownerName ?? '', width);
  const ids = new Map<string, Set<string>>();
  for (const account of transfers.flatMap(({ from, to }) => [from, to])) ids.set(cut(account), (ids.get(cut(account)) ?? new Set()).add(account.ownerId ?? ''));
  return (account) => {
    const { type, ownerName, ownerId } = account;
    if (!ownerId) return SUBJECTS[type][1];
    if (ownerName === null) return ownerId.slice(-12);
    return (ids.get(cut(account))?.size ?? 0) > 1 ? `${withinWidth(ownerName, width - TOLD_APART)} ${ownerId.slice(-4)}` : cut(account);
  };
}

/** 摘要: what made money move and, where that says more, what this part of it is. */
function summaryOf({ causeKind, kind }: TransferRow): string {
  const [cause, what] = [say(causeWords(causeKind), 'ja'), transferName(kind, 'ja')];
  return cause === what ? cause : `${cause} ${what}`;
}
const slashed = (at: Date): string => tokyoDay(at).replaceAll('-', '/');

const BY_KIND: Readonly<Record<string, Sentence>> = LEDGER_TRANSFER_WORDS;
const BY_CAUSE: Readonly<Record<string, Sentence>> = LEDGER_CAUSE_WORDS;
const asItIs = (kind: string): Sentence => ({ ja: kind, en: kind });
/** The words of a kind; one that a newer version wrote stands as it is. */
export const transferName = (kind: string, locale: Locale): string => say(BY_KIND[kind] ?? asItIs(kind), locale);
export const causeWords = (kind: string): Sentence => BY_CAUSE[kind] ?? asItIs(kind);

const GENERIC_HEAD: Readonly<Record<Locale, readonly string[]>> = {
  ja: [
    ...['発生日', '時刻', '伝票', '行', '種類', '取引', '借方科目', '借方補助', '貸方科目', '貸方補助'],
    ...['金額', '消費税', '訂正する取引', '記帳日時', '記帳者', '取引ID'],
  ],
  en: [
    ...['Day', 'Time', 'Entry', 'Line', 'Kind', 'Cause', 'Debit', 'Debit owner', 'Credit', 'Credit owner'],
    ...['Yen', 'Tax', 'Corrects', 'Written at', 'Written by', 'Cause ID'],
  ],
};

/** Numbers the postings of a file from 1: the lines of one entry share their number. */
function entryNumbers(transfers: readonly TransferRow[]): (transfer: TransferRow) => number {
  const numbers = new Map<string, number>();
  const keyOf = ({ causeKind, causeId }: TransferRow): string => `${causeKind} ${causeId}`;
  for (const transfer of transfers) if (!numbers.has(keyOf(transfer))) numbers.set(keyOf(transfer), numbers.size + 1);
  return (transfer) => numbers.get(keyOf(transfer)) ?? 0;
}

function generic(transfers: readonly TransferRow[], locale: Locale): CsvLine[] {
  const numberOf = entryNumbers(transfers);
  return [
    [...GENERIC_HEAD[locale]],
    ...transfers.map((t): CsvLine => [
      tokyoDay(t.eventAt),
      tokyoTime(t.eventAt),
      numberOf(t),
      t.line,
      transferName(t.kind, locale),
      say(causeWords(t.causeKind), locale),
      accountName(t.to.type, locale),
      ownerLabel(t.to),
      accountName(t.from.type, locale),
      ownerLabel(t.from),
      t.amountYen,
      t.tax ? term('taxCategory', t.tax, locale) : '',
      t.correctsId ?? '',
      `${tokyoDay(t.createdAt)} ${tokyoTime(t.createdAt)}`,
      t.actorName ?? '',
      t.causeId,
    ]),
  ];
}

/**
 * 弥生インポート形式: 25 columns, no head, Shift_JIS. 2000 is an entry of one line; a transfer has both of its sides, so each is one. The last nine are
 * 摘要, 番号, 期日, タイプ (0: an entry), 生成元, 仕訳メモ, 付箋1, 付箋2, 調整. Source: support.yayoi-kk.co.jp 18545 (弥生会計), 27184 (弥生会計 Next).
 */
function yayoi(transfers: readonly TransferRow[]): CsvLine[] {
  const partOf = partsOf(transfers, 24);
  const side = (account: AccountRow, transfer: TransferRow): CsvLine => [
    SUBJECTS[account.type][0],
    partOf(account),
    '',
    taxOf('yayoi', account, transfer),
    transfer.amountYen,
    '',
  ];
  return transfers.map((t): CsvLine => [
    ...['2000', '', '', slashed(t.eventAt)],
    ...side(t.to, t),
    ...side(t.from, t),
    ...[withinWidth(summaryOf(t), 64), '', '', '0', '', withinWidth(t.causeId, 180), '0', '0', 'no'],
  ]);
}

const FREEE_HEAD = [
  ...['日付', '伝票番号', '決算整理仕訳'],
  ...['借方勘定科目', '借方補助科目', '借方税区分', '借方金額', '借方税額'],
  ...['貸方勘定科目', '貸方補助科目', '貸方税区分', '貸方金額', '貸方税額'],
  '摘要',
];

/**
 * freee 汎用形式: columns found by their head, day as 2026/11/01; lines of one day and number are one entry.
 * Source: support.freee.co.jp/hc/ja/articles/204847430.
 */
function freee(transfers: readonly TransferRow[]): CsvLine[] {
  const partOf = partsOf(transfers);
  const numberOf = entryNumbers(transfers);
  const side = (account: AccountRow, transfer: TransferRow): CsvLine => [SUBJECTS[account.type][0], partOf(account), taxOf('freee', account, transfer), transfer.amountYen, ''];
  return [[...FREEE_HEAD], ...transfers.map((t): CsvLine => [slashed(t.eventAt), numberOf(t), '', ...side(t.to, t), ...side(t.from, t), `${summaryOf(t)} ${t.causeId}`])];
}

/** The lines of a file, in the order of the transfers. Debit is where the money went, credit where it came from. */
export function csvLines(layout: CsvLayout, transfers: readonly TransferRow[], locale: Locale): CsvLine[] {
  if (layout === 'yayoi') return yayoi(transfers);
  if (layout === 'freee') return freee(transfers);
  return generic(transfers, locale);
}

/** As much of a text as fits into so many half-width columns, a full-width sign taking two. */
export function withinWidth(text: string, width: number): string {
  let used = 0;
  let fitting = '';
  for (const sign of text) {
    used += /^[\u0020-\u007E\uFF61-\uFF9F]$/.test(sign) ? 1 : 2;
    if (used > width) return fitting;
    fitting += sign;
  }
  return fitting;
}
