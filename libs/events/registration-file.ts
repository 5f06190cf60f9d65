import { CsvError, parse } from 'csv-parse/sync';
import { isEmailAddress } from '#libs/door';
import { normalizeDigits, type Params } from '#libs/kernel';

/** The most lines that one file may bring. */
export const MOST_LINES = 10_000;
const MOST_SEATS_A_LINE = 20;
const LONGEST_NAME = 80;

/** How hosts head their columns. */
const HEADINGS = {
  name: ['name', '名前', '氏名', 'お名前', '参加者'],
  email: ['email', 'mail', 'e-mail', 'メール', 'メールアドレス'],
  ticket: ['ticket', 'tickettype', '券種', 'チケット', '参加区分'],
  quantity: ['quantity', 'seats', '人数', '枚数', '席数'],
} as const;
type Column = keyof typeof HEADINGS;

/** A kind of ticket as a line may name it. */
export interface NamedTicket {
  id: string;
  name: string;
  priceYen: number;
  seatsLeft: number;
}

/** A line that can be taken in. */
export interface ReadyLine {
  line: number;
  name: string;
  email: string;
  ticket: NamedTicket;
  quantity: number;
}

/** What is said of a line that is not simply taken in. */
export interface LineComplaint {
  line: number;
  name: string;
  result: 'already' | 'refused';
  code: string;
  params: Params;
}

export interface ReadList {
  lines: number;
  ready: readonly ReadyLine[];
  complaints: readonly LineComplaint[];
}

/** A file that cannot be read at all: a code of the refusals and its figures. */
export interface Unreadable {
  code: 'import.columns' | 'import.unreadable' | 'import.tooMany';
  params: Params;
}

/**
 * Read a list of registrations: every line is judged, none is taken in silently wrong. `registered` are addresses that have a seat already (they
 * are left as they are, so that a file may be sent again); `seatsLeft` is what the event still has.
 */
export function readRegistrations(csv: string, { tickets, seatsLeft, registered }: { tickets: readonly NamedTicket[]; seatsLeft: number; registered: ReadonlySet<string> }): ReadList | Unreadable {
  const records = recordsOf(csv);
  if (!Array.isArray(records)) return records;
  const [heading, ...lines] = records;
  const columns = columnsOf(heading ?? []);
  if (columns.name === undefined || columns.email === undefined) return { code: 'import.columns', params: {} };
  if (lines.length > MOST_LINES) return { code: 'import.tooMany', params: { most: MOST_LINES, lines: lines.length } };
  const ready: ReadyLine[] = [];
  const complaints: LineComplaint[] = [];
  const seen = new Map<string, number>();
  const left = new Map(tickets.map((ticket) => [ticket.id, ticket.seatsLeft]));
  let all = seatsLeft;
  lines.forEach((cells, index) => {
    const line = index + 2;
    const said = (column: Column): string => cells[columns[column] ?? -1]?.trim() ?? '';
    const name = said('name');
    const email = said('email');
    const complain = (code: string, params: Params = {}, result: LineComplaint['result'] = 'refused'): void => void complaints.push({ line, name, result, code, params });
    if (name.length < 1 || name.length > LONGEST_NAME) return complain('import.name');
    if (!isEmailAddress(email)) return complain('import.email');
    const key = email.toLowerCase();
    if (registered.has(key)) return complain('import.already', {}, 'already');
    const before = seen.get(key);
    if (before !== undefined) return complain('import.twice', { line: before });
    seen.set(key, line);
    const wanted = said('ticket');
    const ticket = wanted === '' ? tickets[0] : tickets.find((one) => one.name === wanted);
    if (!ticket) return complain('import.ticket', { ticket: wanted });
    const quantity = said('quantity') === '' ? 1 : Number(normalizeDigits(said('quantity')));
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MOST_SEATS_A_LINE) return complain('import.quantity');
    const ofType = Math.min(all, left.get(ticket.id) ?? 0);
    if (quantity > ofType) return complain('import.full', { left: ofType });
    all -= quantity;
    left.set(ticket.id, (left.get(ticket.id) ?? 0) - quantity);
    ready.push({ line, name, email, ticket, quantity });
  });
  return { lines: lines.length, ready, complaints };
}

/** Cells that are copied out of a spreadsheet have tabs between them. */
const separatorOf = (csv: string): string => (/^[^\r\n]*\t/.test(csv) ? '\t' : ',');

function recordsOf(csv: string): string[][] | Unreadable {
  try {
    return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, delimiter: separatorOf(csv) });
  } catch (thrown) {
    if (thrown instanceof CsvError) return { code: 'import.unreadable', params: { line: 'lines' in thrown && typeof thrown.lines === 'number' ? thrown.lines : 1 } };
    throw thrown;
  }
}

function columnsOf(heading: readonly string[]): Partial<Record<Column, number>> {
  const plain = heading.map((cell) => cell.normalize('NFKC').trim().toLowerCase());
  const at = (column: Column): number | undefined => {
    const found = plain.findIndex((cell) => HEADINGS[column].some((known) => known === cell));
    return found < 0 ? undefined : found;
  };
  const columns: Partial<Record<Column, number>> = {};
  for (const column of ['name', 'email', 'ticket', 'quantity'] as const) {
    const place = at(column);
    if (place !== undefined) columns[column] = place;
  }
  return columns;
}
