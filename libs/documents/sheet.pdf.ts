import pdfmake from 'pdfmake';
import type { Content, ContentTable, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { printable, TYPEFACE } from './typeface.js';

export const INK = '#1d2733';
export const SOFT = '#5b6673';
export const LINE = '#cfc6ba';
export const TINT = '#f6f2ec';
export const MM = 72 / 25.4;
const MARGIN_MM = 25;
/** What an A4 page leaves between the margins; columns have set widths, so that a long word breaks instead of widening them. */
const TEXT_MM = 210 - 2 * MARGIN_MM;
const LABEL_MM = 37;
const CELL_MM = 3;

// A paper draws on its own two files and nothing else, neither from the disk nor from the net.
const OWN_FILES: ReadonlySet<string> = new Set(Object.values(TYPEFACE));
pdfmake.setFonts({ BizUdpGothic: TYPEFACE });
pdfmake.setLocalAccessPolicy((path) => OWN_FILES.has(path));
pdfmake.setUrlAccessPolicy(() => false);

/** What identifies a sheet: it stands in the foot of every page. */
export interface Sheet {
  title: string;
  author: string;
  number: string;
  digestLabel: string;
  sha256: string;
  issuedAt: Date;
}

/** A paper as an A4 page, in Japanese. */
export function drawSheet(sheet: Sheet, content: Content[]): Promise<Buffer> {
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: [MARGIN_MM * MM, 22 * MM, MARGIN_MM * MM, 24 * MM],
    language: 'ja',
    info: { title: `${sheet.title} ${sheet.number}`, author: printable(sheet.author), creationDate: sheet.issuedAt, modDate: sheet.issuedAt },
    defaultStyle: { font: 'BizUdpGothic', fontSize: 9.5, lineHeight: 1.42, color: INK },
    content,
    footer: (current, count) => foot(sheet, current, count),
  };
  return pdfmake.createPdf(definition).getBuffer();
}

/** Labels on the left, what is said on the right; the first line of a weighty item stands out. */
export function itemTable(items: readonly { label: string; lines: readonly string[]; weighty: boolean }[]): ContentTable {
  const rows = items.map(({ label, lines, weighty }): Content[] => [
    { text: label, bold: true, fontSize: 9 },
    { stack: lines.map((line, first): Content => (first === 0 && weighty ? { text: printable(line), bold: true, fontSize: 11.5 } : { text: printable(line) })) },
  ]);
  return {
    table: { widths: [LABEL_MM * MM, (TEXT_MM - LABEL_MM - 4 * CELL_MM) * MM], body: rows },
    layout: {
      hLineWidth: (line) => (line === 0 || line === rows.length ? 1.2 : 0.5),
      vLineWidth: () => 0,
      hLineColor: (line) => (line === 0 || line === rows.length ? INK : LINE),
      fillColor: (_row, _node, column) => (column === 0 ? TINT : null),
      paddingLeft: () => CELL_MM * MM,
      paddingRight: () => CELL_MM * MM,
      paddingTop: () => 1.9 * MM,
      paddingBottom: () => 1.2 * MM,
    },
  };
}

/** Whether something in these texts cannot be printed. */
export function hasGaps(texts: readonly string[]): boolean {
  const said = texts.join('');
  return printable(said) !== said.normalize('NFC');
}

function foot(sheet: Sheet, current: number, count: number): Content {
  return {
    margin: [MARGIN_MM * MM, 6 * MM, MARGIN_MM * MM, 0],
    fontSize: 7,
    color: SOFT,
    columns: [
      { width: '*', text: `${sheet.digestLabel}\n${sheet.sha256}` },
      { width: 'auto', alignment: 'right', text: `${sheet.number}\n${current} / ${count}` },
    ],
  };
}
