import { csvFile, type CsvEncoding } from '#libs/door';
import { tokyoDay } from '#libs/kernel';
import { DUES_CSV_WORDS, DUES_FAILURE_WORDS, DUES_ITEM_WORDS, DUES_METHOD_WORDS } from '#libs/words';
import type { MonthChargeRow } from './treasury.queries.js';

/** The charges of a month as a file: Japanese headings, days of Tokyo, whole yen. */
export function duesCsv(month: string, charges: readonly MonthChargeRow[], encoding: CsvEncoding): Buffer {
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
