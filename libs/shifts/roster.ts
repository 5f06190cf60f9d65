import { createHash } from 'node:crypto';
import { atTokyo, overlaps, tokyoDay, type Day, type Params, type Span } from '#libs/kernel';
import { KIND_MIN_TIER, tierAtLeast, type ShiftKind, type Tier } from '#libs/tiers';
import type { RosterProblemCode } from '#libs/words';
import { isDitto, monthOfTitle, nameKey, plain, readDay, readKind, readNames, readNumber, readTime, readTimes, readWeekday, weekdayFits } from './roster-cells.js';
import { decodeRoster, headerOf, readSheet, type RosterColumn, type RosterEncoding, type RosterHeader, type Sheet, type SheetLine } from './roster-file.js';

const PLACES_MAX = 50;
const REWARD_MAX_YEN = 1_000_000;
const CONTENT_MAX = 4_000;
const NAME_MAX = 80;

/** What a line takes where it says nothing itself. */
export interface RosterTemplate {
  kind: ShiftKind;
  places: number;
  /** Yen for the whole shift; null when every line has to name its own. */
  rewardYen: number | null;
  /** Raised to what the kind asks at least. */
  minTier: 'junior' | 'senior';
  content: string;
}

/** A room or table of the space, as the positions it covers in its area; a room covers those of all its tables. */
export interface RosterRoom {
  id: string;
  name: string;
  areaId: string;
  /** First position, and the one after the last. */
  from: number;
  to: number;
}

/** Something that holds a room already; `importKey` when it came from a roster itself. */
export interface RoomUse extends Span {
  areaId: string;
  from: number;
  to: number;
  title: string;
  importKey: string | null;
}

/** All that the reading of a roster depends on, gathered beforehand. */
export interface RosterContext {
  now: Date;
  spaceId: string;
  template: RosterTemplate;
  rooms: readonly RosterRoom[];
  uses: readonly RoomUse[];
  /** Whether the space is open during the whole of a span. */
  isOpen: (span: Span) => boolean;
  /** The opening hours of a day in figures, `9:00–21:00`; empty when it is closed. */
  hoursInWords: (on: Day) => string;
  /** Whether lines outside the opening hours are meant. */
  outsideHours: boolean;
  /** Whether a name is that of a mixer. */
  knowsName: (name: string) => boolean;
}

/** One shift that a line asks for. */
export interface RosterShift extends Span {
  /** The line in the spreadsheet, from 1. */
  line: number;
  day: Day;
  kind: ShiftKind;
  places: number;
  rewardYen: number;
  minTier: Tier;
  content: string;
  resourceId: string | null;
  outsideHours: boolean;
  names: readonly string[];
  /** The same for the same line in a second run of the same roster. */
  importKey: string;
}

/** What is wrong with a line; line 0 is the file as a whole. */
export interface RosterProblem {
  line: number;
  code: RosterProblemCode;
  params: Params;
}

/** A roster as it was read. */
export interface RosterReading {
  encoding: RosterEncoding | null;
  shifts: readonly RosterShift[];
  problems: readonly RosterProblem[];
  /** Lines that ask for nothing: blank ones, totals, notes, closed days, a header once more. */
  skipped: number;
}

/** Reads a roster as owners keep it in a spreadsheet. Pure: nothing is looked up, nothing is written. A line with any problem makes no shift. */
export function readRoster(bytes: Uint8Array, context: RosterContext): RosterReading {
  const decoded = decodeRoster(bytes);
  if (!decoded) return { encoding: null, shifts: [], problems: [{ line: 0, code: 'unreadable', params: {} }], skipped: 0 };
  const sheet = readSheet(decoded.text);
  if ('problem' in sheet) {
    const problem = { line: sheet.problem === 'quote' ? sheet.number : 0, code: sheet.problem, params: {} };
    return { encoding: decoded.encoding, shifts: [], problems: [problem], skipped: 0 };
  }
  return { encoding: decoded.encoding, ...readLines(sheet, context) };
}

/** A line that reads well by itself; what lies between lines (order of equal ones, rooms) is looked at afterwards. */
interface ReadLine extends Omit<RosterShift, 'importKey'> {
  room: RosterRoom | null;
  roomColumn: string;
}

function readLines(sheet: Sheet, context: RosterContext): Omit<RosterReading, 'encoding'> {
  const problems: RosterProblem[] = headerProblems(sheet);
  const read: ReadLine[] = [];
  const titleMonth = monthOfTitle(sheet.title, tokyoDay(context.now));
  let header = sheet.header;
  let skipped = 0;
  let dateAbove = '';
  for (const line of sheet.lines) {
    const again = headerOf(line.cells);
    if (again) header = again;
    if (again || asksNothing(line, header)) {
      skipped += 1;
      continue;
    }
    const reader = new LineReader(line, header, dateAbove, titleMonth, context);
    const shift = reader.read();
    dateAbove = reader.dateCell;
    if (shift) read.push(shift);
    problems.push(...reader.problems);
  }
  const keyed = withImportKeys(read, context.spaceId);
  const { free, clashes } = sortOutRooms(keyed, context.uses);
  return { shifts: free, problems: [...problems, ...clashes].sort((a, b) => a.line - b.line), skipped };
}

function headerProblems({ header, lines }: Sheet): RosterProblem[] {
  const hourly = header.columns.find(({ column }) => column === 'hourly');
  return hourly ? [{ line: (lines[0]?.number ?? 2) - 1, code: 'hourly', params: { column: hourly.heading } }] : [];
}

const TOTAL = /^(?:総?合計|小計|総計|計|total|subtotal|sum)/i;
const CLOSED = /^(?:定?休(?:業|館|み)?日?|お休み|閉館|closed)/i;

/** Blank lines, totals, notes under the table, days on which the space is closed. */
function asksNothing({ cells }: SheetLine, header: RosterHeader): boolean {
  const filled = cells.map(plain).filter((cell) => cell !== '');
  if (filled.length === 0 || filled[0]?.startsWith('※')) return true;
  const textOf = (...wanted: RosterColumn[]): string =>
    header.columns.filter(({ column }) => wanted.includes(column)).map(({ at }) => plain(cells[at] ?? '')).join('');
  const times = textOf('time', 'starts', 'ends');
  const isTotal = filled.some((cell) => TOTAL.test(cell)) && readTimes(times) === null && !/\d/.test(textOf('date'));
  const isClosed = filled.some((cell) => CLOSED.test(cell)) && (times === '' || CLOSED.test(times));
  return isTotal || isClosed;
}

/** Takes one line apart and keeps a list of what it could not read. */
class LineReader {
  readonly problems: RosterProblem[] = [];
  /** The date as it is written here, or above when this line says the same. */
  readonly dateCell: string;

  constructor(
    private readonly line: SheetLine,
    private readonly header: RosterHeader,
    dateAbove: string,
    private readonly titleMonth: ReturnType<typeof monthOfTitle>,
    private readonly context: RosterContext,
  ) {
    const written = this.cell('date');
    this.dateCell = isDitto(written) ? dateAbove : written;
  }

  /** The shift, or null when anything is wrong. */
  read(): ReadLine | null {
    const day = this.day();
    const times = this.times();
    const span = day && times ? this.span(day, times) : null;
    const kind = this.kind();
    const places = this.places();
    const rewardYen = this.reward();
    const room = this.room();
    const names = this.names();
    const content = this.content();
    if (this.problems.length > 0 || !day || !span || !kind || places === null || rewardYen === null) return null;
    const { minTier } = this.context.template;
    return {
      line: this.line.number,
      day,
      ...span,
      kind,
      places,
      rewardYen,
      minTier: tierAtLeast(minTier, KIND_MIN_TIER[kind]) ? minTier : KIND_MIN_TIER[kind],
      content,
      resourceId: room?.id ?? null,
      room,
      roomColumn: this.heading('room'),
      names,
    };
  }

  private day(): Day | null {
    if (plain(this.dateCell) === '') return this.wrong('dateMissing', 'date');
    const written = readDay(this.dateCell, tokyoDay(this.context.now), this.titleMonth);
    if (!written) return this.wrong('date', 'date');
    if (!weekdayFits(written.weekday, written.day)) return this.wrong('weekday', 'date', { day: written.day });
    const beside = this.cell('weekday');
    if (!isDitto(beside) && !weekdayFits(readWeekday(beside), written.day)) return this.wrong('weekday', 'weekday', { day: written.day });
    return written.day;
  }

  private times(): { from: string; to: string; column: RosterColumn } | null {
    if (this.has('time') && plain(this.cell('time')) !== '') {
      const written = readTimes(this.cell('time'));
      return written ? { ...written, column: 'time' } : this.wrong('time', 'time');
    }
    if (!this.has('starts')) return this.wrong('timeMissing', 'time');
    const from = this.time('starts');
    const to = this.time('ends');
    return from && to ? { from, to, column: 'starts' } : null;
  }

  private time(column: 'starts' | 'ends'): string | null {
    if (plain(this.cell(column)) === '') return this.wrong('timeMissing', column);
    return readTime(this.cell(column)) ?? this.wrong('time', column);
  }

  private span(day: Day, { from, to, column }: { from: string; to: string; column: RosterColumn }): (Span & { outsideHours: boolean }) | null {
    if (to <= from) return this.wrong('reversed', column, { from, to });
    const span = { startsAt: atTokyo(day, from), endsAt: atTokyo(day, to) };
    if (span.startsAt <= this.context.now) return this.wrong('past', 'date', { at: span.startsAt.toISOString() });
    const outsideHours = !this.context.isOpen(span);
    if (outsideHours && !this.context.outsideHours) return this.wrong('outsideHours', column, { open: this.context.hoursInWords(day) });
    return { ...span, outsideHours };
  }

  private kind(): ShiftKind | null {
    const cell = this.cell('kind');
    return plain(cell) === '' ? this.context.template.kind : (readKind(cell) ?? this.wrong('kind', 'kind'));
  }

  private places(): number | null {
    const cell = this.cell('places');
    if (plain(cell) === '') return this.context.template.places;
    const places = readNumber(cell);
    if (places === null || !Number.isInteger(places)) return this.wrong('placesNumber', 'places');
    return places >= 1 && places <= PLACES_MAX ? places : this.wrong('places', 'places');
  }

  private reward(): number | null {
    const cell = this.cell('reward');
    if (plain(cell) === '') return this.context.template.rewardYen ?? this.wrong('rewardMissing', 'reward');
    const yen = readNumber(cell);
    if (yen === null) return this.wrong('rewardNumber', 'reward');
    if (yen < 0) return this.wrong('rewardNegative', 'reward');
    if (!Number.isInteger(yen)) return this.wrong('rewardWhole', 'reward');
    return yen <= REWARD_MAX_YEN ? yen : this.wrong('rewardTooMuch', 'reward');
  }

  private room(): RosterRoom | null {
    const cell = this.cell('room');
    if (plain(cell) === '') return null;
    return this.context.rooms.find(({ name }) => nameKey(name) === nameKey(cell)) ?? this.wrong('room', 'room');
  }

  private names(): string[] {
    const names = readNames(this.cell('names'), this.context.knowsName);
    if (names.some((name) => name.length > NAME_MAX)) this.wrong('nameTooLong', 'names');
    return names;
  }

  private content(): string {
    const written = this.header.columns
      .filter(({ column }) => column === 'content')
      .map(({ at }) => (this.line.cells[at] ?? '').trim())
      .filter((text) => text !== '')
      .join('\n');
    if (written.length > CONTENT_MAX) this.wrong('contentTooLong', 'content');
    return written || this.context.template.content;
  }

  private cell(column: RosterColumn): string {
    const found = this.header.columns.find((one) => one.column === column);
    return found ? (this.line.cells[found.at] ?? '') : '';
  }

  private heading(column: RosterColumn): string {
    return this.header.columns.find((one) => one.column === column)?.heading ?? column;
  }

  private has(column: RosterColumn): boolean {
    return this.header.columns.some((one) => one.column === column);
  }

  private wrong(code: RosterProblemCode, column: RosterColumn, params: Params = {}): null {
    const cell = column === 'date' ? this.dateCell : this.cell(column);
    this.problems.push({ line: this.line.number, code, params: { column: this.heading(column), cell: cell.trim().slice(0, 60), ...params } });
    return null;
  }
}

type Keyed = ReadLine & { importKey: string };

/** Two equal lines are two shifts, so the key counts them; order among the others does not matter. */
function withImportKeys(read: readonly ReadLine[], spaceId: string): Keyed[] {
  const seen = new Map<string, number>();
  return read.map((line) => {
    const same = [spaceId, line.startsAt.toISOString(), line.endsAt.toISOString(), line.kind].join(' ');
    const ordinal = (seen.get(same) ?? 0) + 1;
    seen.set(same, ordinal);
    return { ...line, importKey: createHash('sha256').update(`${same} ${ordinal}`).digest('hex') };
  });
}

const meets = (room: { areaId: string; from: number; to: number }, other: { areaId: string; from: number; to: number }): boolean =>
  room.areaId === other.areaId && room.from < other.to && other.from < room.to;

/** A room or table serves one shift at a time: the earlier line keeps it. What the same roster made before does not stand in its own way. */
function sortOutRooms(lines: readonly Keyed[], uses: readonly RoomUse[]): { free: RosterShift[]; clashes: RosterProblem[] } {
  const keys = new Set(lines.map(({ importKey }) => importKey));
  const others = uses.filter((use) => use.importKey === null || !keys.has(use.importKey));
  const holding: Keyed[] = [];
  const clashes: RosterProblem[] = [];
  const free: RosterShift[] = [];
  for (const line of lines) {
    const { room, roomColumn, ...shift } = line;
    if (room) {
      const named = { column: roomColumn, cell: room.name };
      const taken = others.find((use) => meets(room, use) && overlaps(line, use));
      const twice = holding.find((other) => other.room && meets(room, other.room) && overlaps(line, other));
      if (taken) clashes.push({ line: line.line, code: 'roomTaken', params: { ...named, title: taken.title } });
      else if (twice) clashes.push({ line: line.line, code: 'roomTwice', params: { ...named, line: twice.line } });
      if (taken || twice) continue;
      holding.push(line);
    }
    free.push(shift);
  }
  return { free, clashes };
}
