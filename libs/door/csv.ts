import iconv from 'iconv-lite';

/** How a CSV file is written: UTF-8 with the mark that spreadsheets look for, or Shift_JIS as Japanese accounting software reads it. */
export const CSV_ENCODINGS = ['utf8', 'sjis'] as const;
export type CsvEncoding = (typeof CSV_ENCODINGS)[number];

/** What stands for a character that Shift_JIS does not have, where the reader has asked for it. */
export const GETA = '〓';

/** Signs that Shift_JIS of Windows has under another code than keyboards and conversions give. */
const TWINS: Readonly<Record<string, string>> = { '〜': '～', '−': '－', '‖': '∥', '—': '―', '¢': '￠', '£': '￡', '¬': '￢' };

const inWindowsSigns = (text: string): string => text.replace(/[〜−‖—¢£¬]/g, (sign) => TWINS[sign] ?? sign);

/** iconv writes `?` for what it cannot write and a yen sign as a backslash; so look whether a sign comes back as it went. */
const isWritable = (sign: string): boolean => iconv.decode(iconv.encode(sign, 'cp932'), 'cp932') === sign;

/** The characters of a text that Shift_JIS does not have, each once. */
export function notInShiftJis(text: string): string[] {
  return [...new Set(inWindowsSigns(text))].filter((sign) => sign > '\u007E' && !isWritable(sign));
}

/** A value as a cell. What a spreadsheet would take for a formula is led by an apostrophe, so that it stays text; numbers stay numbers. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const plain = /^[=+\-@\t\r＝＋－−＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/**
 * Lines as a file, each ended by CR LF. In Shift_JIS what it does not have is written as `〓`: ask `notInShiftJis` first where that is no answer.
 */
export function csvFile(lines: readonly (readonly (string | number)[])[], encoding: CsvEncoding): Buffer {
  const text = lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
  if (encoding === 'utf8') return Buffer.from(`\uFEFF${text}`);
  const known = inWindowsSigns(text);
  const missing = new Set(notInShiftJis(known));
  return iconv.encode(missing.size > 0 ? [...known].map((sign) => (missing.has(sign) ? GETA : sign)).join('') : known, 'cp932');
}
