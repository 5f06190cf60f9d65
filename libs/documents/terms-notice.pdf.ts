import pdfmake from 'pdfmake';
import type { Content, ContentTable, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { tokyoDay } from '#libs/kernel';
import { dayInWords, say, TERMS_NOTICE, type TermsItem } from '#libs/words';
import { termsItems, termsNotes, type TermsNotice } from './terms-notice.js';
import { printable, TYPEFACE } from './typeface.js';

const INK = '#1d2733';
const SOFT = '#5b6673';
const LINE = '#cfc6ba';
const TINT = '#f6f2ec';
const MM = 72 / 25.4;
const MARGIN_MM = 25;
/** What an A4 page leaves between the margins; columns have set widths, so that a long word breaks instead of widening them. */
const TEXT_MM = 210 - 2 * MARGIN_MM;
const LABEL_MM = 37;
const CELL_MM = 3;
/** What a reader looks for first stands out. */
const WEIGHTY: ReadonlySet<TermsItem> = new Set<TermsItem>(['serviceTime', 'reward', 'paymentDay']);

// The paper draws on its own two files and nothing else, neither from the disk nor from the net.
const OWN_FILES: ReadonlySet<string> = new Set(Object.values(TYPEFACE));
pdfmake.setFonts({ BizUdpGothic: TYPEFACE });
pdfmake.setLocalAccessPolicy((path) => OWN_FILES.has(path));
pdfmake.setUrlAccessPolicy(() => false);

/** A terms notice as an A4 page, in Japanese: the language of the contract. */
export function termsNoticePdf(notice: TermsNotice, paper: { sha256: string; issuedAt: Date; supersedes: boolean }): Promise<Buffer> {
  return pdfmake.createPdf(page(notice, paper)).getBuffer();
}

function page(notice: TermsNotice, paper: { sha256: string; issuedAt: Date; supersedes: boolean }): TDocumentDefinitions {
  const { title, opening, end, notes, supersedes } = TERMS_NOTICE;
  const said = termsItems(notice, 'ja').flatMap(({ lines }) => lines).join('');
  const hasGaps = printable(said) !== said.normalize('NFC');
  const footnotes = [
    ...(paper.supersedes ? [supersedes.ja] : []),
    ...termsNotes(notice, 'ja').map(printable),
    ...(hasGaps ? [notes.unprintable.ja] : []),
  ];
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN_MM * MM, 22 * MM, MARGIN_MM * MM, 24 * MM],
    language: 'ja',
    info: { title: `${title.ja} ${notice.number}`, author: printable(notice.orderer.name), creationDate: paper.issuedAt, modDate: paper.issuedAt },
    defaultStyle: { font: 'BizUdpGothic', fontSize: 9.5, lineHeight: 1.42, color: INK },
    content: [
      { text: numberLines(notice, paper.issuedAt), alignment: 'right', fontSize: 8.5, color: SOFT },
      { text: title.ja, bold: true, fontSize: 19, alignment: 'center', characterSpacing: 5, margin: [0, 5 * MM, 0, 7 * MM] },
      parties(notice),
      { text: opening.ja, margin: [0, 6 * MM, 0, 4 * MM] },
      items(notice),
      { ul: footnotes, color: SOFT, fontSize: 8.5, margin: [0, 5 * MM, 0, 0], markerColor: LINE },
      { text: end.ja, alignment: 'right', margin: [0, 2 * MM, 0, 0] },
    ],
    footer: (current, count) => foot(notice.number, paper.sha256, current, count),
  };
}

function numberLines(notice: TermsNotice, issuedAt: Date): string {
  const { number, issuedOn, version } = TERMS_NOTICE;
  return `${number.ja} ${notice.number}（${say(version, 'ja', { version: notice.version })}）\n${issuedOn.ja} ${dayInWords(tokyoDay(issuedAt), 'ja')}`;
}

/** The person addressed on the left, whoever orders on the right and lower, as Japanese letters have it. */
function parties({ contractor, orderer }: TermsNotice): Content {
  return {
    columns: [
      { width: '*', text: printable(say(TERMS_NOTICE.to, 'ja', { name: contractor.name })), fontSize: 13, bold: true, decoration: 'underline', decorationColor: LINE },
      {
        width: 85 * MM,
        alignment: 'right',
        margin: [0, 9 * MM, 0, 0],
        stack: [
          { text: TERMS_NOTICE.orderer.ja, fontSize: 8, color: SOFT },
          { text: printable(orderer.name), bold: true, fontSize: 11 },
          { text: printable(orderer.address), fontSize: 9 },
        ],
      },
    ],
    columnGap: 5 * MM,
  };
}

function items(notice: TermsNotice): ContentTable {
  const rows = termsItems(notice, 'ja').map(({ item, label, lines }, at): Content[] => [
    { text: `${at + 1}　${label}`, bold: true, fontSize: 9 },
    {
      stack: lines.map((line, first): Content => (first === 0 && WEIGHTY.has(item) ? { text: printable(line), bold: true, fontSize: 11.5 } : { text: printable(line) })),
    },
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

function foot(number: string, sha256: string, current: number, count: number): Content {
  return {
    margin: [MARGIN_MM * MM, 6 * MM, MARGIN_MM * MM, 0],
    fontSize: 7,
    color: SOFT,
    columns: [
      { width: '*', text: `${TERMS_NOTICE.digest.ja}\n${sha256}` },
      { width: 'auto', alignment: 'right', text: `${number}\n${current} / ${count}` },
    ],
  };
}

