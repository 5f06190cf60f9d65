import type { Sentence } from '../sentence.js';

export const LEDGER_REFUSALS = {
  'ledger.fileTooLong': {
    ja: 'この期間の仕訳は{count}行あり、1つのファイルに書き出せる{most}行を超えています。期間を分けて書き出してください。',
    en: 'There are {count} lines in this period, more than the {most} that one file takes. Export it in shorter periods.',
  },
  'ledger.notInShiftJis': {
    ja: 'Shift_JISにない文字（{signs}）が「{where}」に含まれています。名前を直すか、「〓に置き換える」を選んで、もう一度書き出してください。',
    en: 'Shift_JIS does not have {signs}, which stands in “{where}”. Change the name, or choose to have it written as 〓, and export again.',
  },
} as const satisfies Record<string, Sentence>;
