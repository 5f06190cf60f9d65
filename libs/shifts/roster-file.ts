import { CsvError, parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';

/** What a column of a roster holds. `hourly` is a price by the hour, which no shift here has. */
export type RosterColumn =
  | 'date'
  | 'weekday'
  | 'time'
  | 'starts'
  | 'ends'
  | 'kind'
  | 'places'
  | 'reward'
  | 'names'
  | 'content'
  | 'room'
  | 'hourly';

/** How owners head their columns, widths, blanks and brackets aside. */
const HEADERS: Readonly<Record<RosterColumn, readonly string[]>> = {
  date: ['日付', '日', '月日', '年月日', '実施日', '担当日', '日にち', 'date', 'day'],
  weekday: ['曜日', '曜', 'weekday', 'dow'],
  time: ['時間', '時間帯', '時刻', '担当時間', 'シフト', 'time', 'hours'],
  starts: ['開始', '開始時刻', '開始時間', '入り', 'から', 'start', 'starts', 'startsat', 'starttime', 'from'],
  ends: ['終了', '終了時刻', '終了時間', 'まで', 'end', 'ends', 'endsat', 'endtime', 'until', 'to'],
  kind: ['種別', '区分', '種類', '担当内容', '役割', 'ポジション', 'kind', 'type', 'role'],
  places: ['枠数', '枠', '人数', '募集人数', '募集枠', '必要人数', '定員', 'places', 'people', 'slots'],
  reward: ['報酬', '報酬額', '金額', '委託料', '謝礼', 'reward', 'rewardyen', 'amount', 'yen'],
  names: ['担当', '担当者', '担当者名', '担当ミキサー', '名前', '氏名', 'ミキサー', 'name', 'names', 'mixer', 'mixers'],
  content: ['内容', '備考', '業務内容', '詳細', 'メモ', 'content', 'note', 'notes', 'remarks'],
  room: ['部屋', '部屋名', 'ルーム', '場所', '会議室', 'テーブル', 'room', 'table', 'resource'],
  hourly: ['時給', '時間単価', '時間給', 'hourlyrate', 'hourly', 'hourlywage'],
};

/** Columns that may stand twice; of the others a second one that also means something else takes that. */
const SECOND_MEANING: Readonly<Record<string, RosterColumn>> = { 担当内容: 'content' };

const BY_HEADER: ReadonlyMap<string, RosterColumn> = new Map(
  (Object.keys(HEADERS) as RosterColumn[]).flatMap((column) => HEADERS[column].map((header): [string, RosterColumn] => [header, column])),
);

/** Where each column stands, in the order of the sheet. */
export interface RosterHeader {
  columns: readonly { column: RosterColumn; at: number; heading: string }[];
}

/** One line of the sheet; `number` is the one at its left edge in a spreadsheet. */
export interface SheetLine {
  number: number;
  cells: readonly string[];
}

/** A sheet with its header found. `title` is all that stood above it, where the month is often named. */
export interface Sheet {
  title: string;
  header: RosterHeader;
  lines: readonly SheetLine[];
}

/** What a file was written in. */
export type RosterEncoding = 'UTF-8' | 'UTF-16' | 'Shift_JIS';

/**
 * The text of a file as spreadsheets save it: UTF-8 with or without a mark, UTF-16 with one, else Shift_JIS with the signs that Windows
 * adds (髙, ①). A Japanese text in Shift_JIS is never valid UTF-8, because its first bytes cannot begin a sign there. Null when it is none of them.
 */
export function decodeRoster(bytes: Uint8Array): { text: string; encoding: RosterEncoding } | null {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { text: iconv.decode(bytes, 'utf-16'), encoding: 'UTF-16' };
  }
  const utf8 = iconv.decode(bytes, 'utf8');
  if (!utf8.includes('\uFFFD') || Buffer.from(utf8).equals(bytes)) return sound(utf8, 'UTF-8');
  return sound(iconv.decode(bytes, 'cp932'), 'Shift_JIS');
}

function sound(text: string, encoding: RosterEncoding): { text: string; encoding: RosterEncoding } | null {
  // Zero bytes and broken signs are those of a workbook or a picture.
  return /[\0\uFFFD]/.test(text) ? null : { text, encoding };
}

/** Why a file has no sheet in it: no header was found, or a quotation mark that opens at a line never closes. */
export type NoSheet = { problem: 'noHeader' } | { problem: 'quote'; number: number };

/** Takes the text apart at commas, tabs or semicolons, whichever makes a header of the first lines. */
export function readSheet(text: string): Sheet | NoSheet {
  let failure: NoSheet = { problem: 'noHeader' };
  let best: Sheet | undefined;
  for (const delimiter of [',', '\t', ';']) {
    const read = split(text, delimiter);
    if ('problem' in read) failure = read;
    else {
      const sheet = sheetOf(read.lines);
      if (sheet && sheet.header.columns.length > (best?.header.columns.length ?? 0)) best = sheet;
    }
  }
  return best ?? failure;
}

function split(text: string, delimiter: string): { lines: SheetLine[] } | NoSheet {
  try {
    const records: string[][] = parse(text, { delimiter, bom: true, trim: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
    return { lines: records.map((cells, at) => ({ number: at + 1, cells })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at: unknown = error['lines'];
    return { problem: 'quote', number: typeof at === 'number' ? at : 1 };
  }
}

function sheetOf(lines: readonly SheetLine[]): Sheet | undefined {
  for (const [at, { cells }] of lines.entries()) {
    const header = headerOf(cells);
    if (!header) continue;
    const title = lines.slice(0, at).map((line) => line.cells.join(' ')).join(' ');
    return { title, header, lines: lines.slice(at + 1) };
  }
  return undefined;
}

/** A line that names a date and a time is the header; owners repeat it at the top of each week. */
export function headerOf(cells: readonly string[]): RosterHeader | undefined {
  const columns: { column: RosterColumn; at: number; heading: string }[] = [];
  for (const [at, cell] of cells.entries()) {
    const heading = headingKey(cell);
    const column = BY_HEADER.get(heading);
    if (!column) continue;
    const second = column !== 'content' && columns.some((one) => one.column === column);
    const meant = second ? SECOND_MEANING[heading] : column;
    if (meant) columns.push({ column: meant, at, heading: cell.trim() });
  }
  const has = (column: RosterColumn): boolean => columns.some((one) => one.column === column);
  return has('date') && (has('time') || has('starts')) ? { columns } : undefined;
}

/** `報酬（円）` and `報 酬` are both headed 報酬. */
function headingKey(cell: string): string {
  return cell
    .normalize('NFKC')
    .replace(/[([【].*$/s, '')
    .replace(/[\s_:*※]/g, '')
    .toLowerCase();
}
