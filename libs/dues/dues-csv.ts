import { csvFile, notInShiftJis, type CsvEncoding } from '#libs/door';
import { Refusal, tokyoDay } from '#libs/kernel';
import { DUES_CSV_WORDS, DUES_FAILURE_WORDS, DUES_ITEM_WORDS, DUES_METHOD_WORDS } from '#libs/words';
import type { MonthChargeRow } from './treasury.queries.js';

/** So many names are said at most; whoever has mended those hears of the next. */
const MOST_NAMES = 10;

/** Names in Shift_JIS would lose what it does not have: refuses 422 `dues.notInShiftJis` and says which signs, and in whose names. */
function refuseUnwritable(charges: readonly MonthChargeRow[]): void {
  const lost = charges.filter(({ name, kana }) => notInShiftJis(name + kana).length > 0);
  if (lost.length === 0) return;
  const signs = new Set(lost.flatMap(({ name, kana }) => notInShiftJis(name + kana)));
  const names = [...new Set(lost.map(({ name }) => name))];
  throw Refusal.rule('dues.notInShiftJis', { signs: [...signs].join(' '), names: names.slice(0, MOST_NAMES).join('、'), count: names.length });
}

/**
 * The charges of a month as a file: Japanese headings, days of Tokyo, whole yen. In Shift_JIS it refuses 422 `dues.notInShiftJis` while a name
 * holds a character that the file cannot, unless `substitute` asks for 〓 in its place.
 */
export function duesCsv(month: string, charges: readonly MonthChargeRow[], { encoding, substitute }: { encoding: CsvEncoding; substitute: boolean }): Buffer {
  if (encoding === 'sjis' && !substitute) refuseUnwritable(charges);
  const { heads, states, taxes, sources } = DUES_CSV_WORDS;
  const lines = charges.map((charge) => [
    month,
    charge.name,
    charge.kana,
    DUES_ITEM_WORDS[charge.item].ja,
    DUES_METHOD_WORDS[charge.method].ja,
    charge.amountYen,
    taxes[charge.taxCategory].ja,
    states[charge.state].ja,
    charge.dueOn,
    charge.paidAt ? tokyoDay(charge.paidAt) : '',
    charge.source ? sources[charge.source].ja : '',
    charge.feeYen ?? '',
    charge.failure && charge.state !== 'paid' ? DUES_FAILURE_WORDS[charge.failure].ja : '',
    charge.chargeId,
  ]);
  return csvFile([heads.map(({ ja }) => ja), ...lines], encoding);
}
