import type { Content } from 'pdfmake/interfaces.js';
import { tokyoDay } from '#libs/kernel';
import { dayInWords, say, TERMS_NOTICE, type TermsItem } from '#libs/words';
import { drawSheet, hasGaps, itemTable, LINE, MM, SOFT } from './sheet.pdf.js';
import { termsItems, termsNotes, type TermsNotice } from './terms-notice.js';
import { printable } from './typeface.js';

/** What a reader looks for first stands out. */
const WEIGHTY: ReadonlySet<TermsItem> = new Set<TermsItem>(['serviceTime', 'reward', 'paymentDay']);

/** A terms notice as an A4 page, in Japanese: the language of the contract. */
export function termsNoticePdf(notice: TermsNotice, paper: { sha256: string; issuedAt: Date; supersedes: boolean }): Promise<Buffer> {
  const { title, opening, end, notes, supersedes, digest } = TERMS_NOTICE;
  const items = termsItems(notice, 'ja');
  const footnotes = [
    ...(paper.supersedes ? [supersedes.ja] : []),
    ...termsNotes(notice, 'ja').map(printable),
    ...(hasGaps(items.flatMap(({ lines }) => lines)) ? [notes.unprintable.ja] : []),
  ];
  return drawSheet({ title: title.ja, author: notice.orderer.name, number: notice.number, digestLabel: digest.ja, sha256: paper.sha256, issuedAt: paper.issuedAt }, [
    { text: numberLines(notice, paper.issuedAt), alignment: 'right', fontSize: 8.5, color: SOFT },
    { text: title.ja, bold: true, fontSize: 19, alignment: 'center', characterSpacing: 5, margin: [0, 5 * MM, 0, 7 * MM] },
    parties(notice),
    { text: opening.ja, margin: [0, 6 * MM, 0, 4 * MM] },
    itemTable(items.map(({ item, label, lines }, at) => ({ label: `${at + 1}　${label}`, lines, weighty: WEIGHTY.has(item) }))),
    { ul: footnotes, color: SOFT, fontSize: 8.5, margin: [0, 5 * MM, 0, 0], markerColor: LINE },
    { text: end.ja, alignment: 'right', margin: [0, 2 * MM, 0, 0] },
  ]);
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
