import { day, isDay, isTimeOfDay, monthOf, normalizeDigits, searchKey, weekdayOf, type Day, type Month, type Weekday } from '#libs/kernel';
import type { ShiftKind } from '#libs/tiers';

const WEEKDAY_SIGNS: readonly (readonly [ja: string, en: string])[] = [
  ['日', 'sun'],
  ['月', 'mon'],
  ['火', 'tue'],
  ['水', 'wed'],
  ['木', 'thu'],
  ['金', 'fri'],
  ['土', 'sat'],
];
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** The first year of Reiwa is 2019. */
const REIWA = 2018;
/** A leap year comes back after eight years at the latest (1896, 1904; 2096, 2104). */
const YEARS_AHEAD = 8;

/** Widths united, dashes and digits plain, blanks at the ends gone. */
export function plain(cell: string): string {
  return normalizeDigits(cell.normalize('NFKC')).trim();
}

/** A day as it is written in a roster, and the weekday that stands with it, if any. */
export interface WrittenDay {
  day: Day;
  weekday: Weekday | null;
}

/**
 * Reads `2026/11/21`, `2026-11-21`, `11/21`, `11月21日(土)`, `令和8年11月21日`, `21-Nov`, and, under a title that names the month, `21`.
 * A day without a year is the nearest one from today on; February 29 that of the next leap year. Null when it is no day.
 */
export function readDay(cell: string, today: Day, titleMonth: Month | null): WrittenDay | null {
  const text = plain(cell).replace(/\s+0?0:00(?::00)?$/, '').replace(/\s/g, '').toLowerCase();
  const mark = WEEKDAY_AT_END.exec(text);
  const dayRead = dayOf(mark ? text.slice(0, mark.index) : text, today, titleMonth);
  return dayRead && { day: dayRead, weekday: readWeekday(mark?.[1] ?? mark?.[2] ?? '') };
}

/** In brackets, or plain; the 日 right after a figure is that of the date. */
const WEEKDAY_AT_END = /\(([^)]*)\)?$|(日曜日?|(?<!\d)日|[月火水木金土](?:曜日?)?|(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?)$/;

function dayOf(text: string, today: Day, titleMonth: Month | null): Day | null {
  const dated = text.replace(/^(?:令和|r)(元|\d{1,2})[年./-]/, (_, year: string) => `${REIWA + (year === '元' ? 1 : Number(year))}/`);
  const parts = /^(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})日?$/.exec(dated);
  if (parts) return dayInYear(parts[1], Number(parts[2]), Number(parts[3]), today);
  const named = /^(\d{1,2})-?([a-z]{3})[a-z]*\.?(?:-?(\d{4}))?$/.exec(text);
  if (named) return dayInYear(named[3], MONTH_NAMES.indexOf(named[2] ?? '') + 1, Number(named[1]), today);
  const alone = /^(\d{1,2})日?$/.exec(text);
  return alone && titleMonth ? existing(Number(titleMonth.slice(0, 4)), Number(titleMonth.slice(5)), Number(alone[1])) : null;
}

function dayInYear(year: string | undefined, month: number, date: number, today: Day): Day | null {
  return year === undefined ? nearest(month, date, today) : existing(Number(year), month, date);
}

function existing(year: number, month: number, date: number): Day | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

function nearest(month: number, date: number, today: Day): Day | null {
  const year = Number(today.slice(0, 4));
  for (let ahead = 0; ahead <= YEARS_AHEAD; ahead++) {
    const candidate = existing(year + ahead, month, date);
    if (candidate && candidate >= today) return candidate;
  }
  return null;
}

/** Reads `土`, `(土)`, `土曜日`, `土・祝`, `Sat`; null when no weekday is written. */
export function readWeekday(cell: string): Weekday | null {
  const text = plain(cell).toLowerCase().replace(/^[(\s]+/, '');
  const at = WEEKDAY_SIGNS.findIndex(([ja, en]) => text.startsWith(ja) || text.startsWith(en));
  return WEEKDAYS[at] ?? null;
}

const WEEKDAYS: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];

/** The month that a title names: `2026年11月 受付担当表`; without a year the one whose end is nearest ahead. */
export function monthOfTitle(title: string, today: Day): Month | null {
  const found = /(?:(\d{4})\s*[年./-]\s*)?(?<![\d./-])(\d{1,2})\s*月/.exec(plain(title)) ?? /(\d{4})[./-](\d{1,2})(?![\d./-])/.exec(plain(title));
  if (!found) return null;
  const number = Number(found[2]);
  const first = found[1] ? existing(Number(found[1]), number, 1) : nearest(number, 1, day(`${monthOf(today)}-01`));
  return first && monthOf(first);
}

/** From and to, `HH:MM`; the order is not looked at here. */
export interface WrittenTimes {
  from: string;
  to: string;
}

/** Reads `19:00〜21:00`, `19時〜21時半`, `１９：００～２１：００`, `9:30−13:00`, `9-13`, `19:00から21:00`. Null when it is no pair of times. */
export function readTimes(cell: string): WrittenTimes | null {
  const ends = plain(cell)
    .replace(/まで|\s/g, '')
    .split(/から|to|[~〜∼-]/i);
  if (ends.length !== 2) return null;
  const [from, to] = ends.map((end) => readTime(end));
  return from && to ? { from, to } : null;
}

/** Reads `9:30`, `9時半`, `19時`, `午後7時`, `7pm`, `0930`, `9`; `24:00` is the end of the day. Null when it is no time of day. */
export function readTime(cell: string): string | null {
  const text = plain(cell).toLowerCase().replace(/[\s.]/g, '').replace('時半', '時30分');
  const found = /^(午前|午後|am|pm)?(\d{1,2})(?:[:時h]?(\d{2})分?(?::\d{2})?|時|:)?(am|pm)?$/.exec(text);
  if (!found) return null;
  const half = found[1] ?? found[4];
  const hour = Number(found[2]);
  if (half !== undefined && hour > 12) return null;
  const afternoon = half === '午後' || half === 'pm';
  const hours = half === undefined ? hour : (hour % 12) + (afternoon ? 12 : 0);
  const time = `${String(hours).padStart(2, '0')}:${found[3] ?? '00'}`;
  return isTimeOfDay(time) ? time : null;
}

/** A number as people write it: `2名`, `5,000円`, `¥5,000`, `▲500`. Null when it is none. */
export function readNumber(cell: string): number | null {
  const text = plain(cell)
    .replace(/^[▲△]/, '-')
    .replace(/[\s,、]|^[¥\\]|(?<=^-)[¥\\]/g, '')
    .replace(/(?:円|名|人|枠|yen|jpy)(?:程度|\/枠)?$/i, '');
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

const KIND_WORDS: Readonly<Record<ShiftKind, readonly string[]>> = {
  reception: ['受付', '受付担当', 'レセプション', 'フロント', 'reception', 'front'],
  floor: ['フロア', 'フロアー', 'フロア担当', 'floor'],
  dayManager: ['1日マネージャー', '一日マネージャー', '1日コミュニティマネージャー', '一日コミュニティマネージャー', '1日マネジャー', '1日cm', 'daymanager', 'onedaymanager'],
};
const KINDS: ReadonlyMap<string, ShiftKind> = new Map(
  (Object.keys(KIND_WORDS) as ShiftKind[]).flatMap((kind) => KIND_WORDS[kind].map((word): [string, ShiftKind] => [nameKey(word), kind])),
);

/** Reads 受付, フロア, 1日マネージャー and their English names; null for anything else. */
export function readKind(cell: string): ShiftKind | null {
  return KINDS.get(nameKey(cell).replace(/[-_]/g, '')) ?? null;
}

/** By what names are compared: widths and kana united, no blanks, 髙 and 﨑 as their usual forms. */
export function nameKey(name: string): string {
  return searchKey(name).replace(/[\s\u3000]/g, '').replaceAll('髙', '高').replaceAll('﨑', '崎');
}

/** By what a person is found who is written with a remark: `佐藤花子（午前）`. */
export function personKey(name: string): string {
  return nameKey(name.normalize('NFKC').replace(/(?<=\S)\s*[([【].*$/s, ''));
}

const NOBODY = new Set(['未定', '募集', '募集中', '要募集', '調整中', '空き', '空', 'なし', '未', '-', '--', '?', 'x', '×', 'tbd', 'open', 'none', 'n/a']);
const KATAKANA = /^[\u30A0-\u30FB\u30FC-\u30FF\s=]+$/;

/**
 * The names in a cell, each once, without 様 and さん: `佐藤花子、鈴木健二` are two. A middle dot parts two names as well,
 * but stands inside a foreign one: it does so when the whole is a known person, or all of it is katakana and its parts are not known.
 */
export function readNames(cell: string, knows: (name: string) => boolean): string[] {
  const names = cell
    .split(/[、,，;；/／&＆\n\r]+/)
    .map((name) => name.trim())
    .flatMap((name) => partAtDots(name, knows))
    .map((name) => name.trim().replace(/(?<=.)(?:様|さん|氏)$/, '').trim())
    .filter((name) => name !== '' && !NOBODY.has(plain(name).toLowerCase()));
  const keys = names.map(nameKey);
  return names.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
}

function partAtDots(name: string, knows: (name: string) => boolean): string[] {
  const parts = name.split(/[・･]/).filter((part) => part.trim() !== '');
  if (parts.length < 2 || knows(name)) return [name];
  if (KATAKANA.test(name.normalize('NFKC')) && !parts.every((part) => knows(part))) return [name];
  return parts;
}

/** Whether a day falls on the weekday that is written with it. */
export function weekdayFits(written: Weekday | null, on: Day): boolean {
  return written === null || written === weekdayOf(on);
}

const DITTO = new Set(['〃', '々', '"', "''", '同上', '同日', '↓']);

/** Whether a cell says that the one above holds here, too. */
export function isDitto(cell: string): boolean {
  return DITTO.has(cell.trim());
}
