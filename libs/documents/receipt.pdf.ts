import type { Content } from 'pdfmake/interfaces.js';
import { tokyoDay } from '#libs/kernel';
import { dayInWords, RECEIPT, say, yenInWords } from '#libs/words';
import { receiptItems, receiptNotes, receiptTitle, type Receipt } from './receipt.js';
import { drawSheet, hasGaps, INK, itemTable, LINE, MM, SOFT, TINT } from './sheet.pdf.js';
import { printable } from './typeface.js';

/** A receipt as an A4 page, in Japanese. */
export function receiptPdf(receipt: Receipt, paper: { sha256: string; issuedAt: Date }): Promise<Buffer> {
  const { number, issuedOn, marks, notes, received, gaveBack, digest } = RECEIPT;
  const title = receiptTitle({ ...receipt, mark: 'first' }, 'ja');
  const items = receiptItems(receipt, 'ja').filter(({ item }) => item !== 'amount' && item !== 'issuer');
  const addressee = say(RECEIPT.to[receipt.honorific], 'ja', { name: receipt.addressee });
  const isVoid = receipt.mark === 'void';
  const footnotes = [
    ...receiptNotes(receipt, 'ja'),
    ...(hasGaps([addressee, ...items.flatMap(({ lines }) => lines)]) ? [notes.unprintable.ja] : []),
  ];
  return drawSheet({ title, author: receipt.issuer.name, number: receipt.number, digestLabel: digest.ja, sha256: paper.sha256, issuedAt: paper.issuedAt }, [
    { text: `${number.ja} ${receipt.number}\n${issuedOn.ja} ${dayInWords(tokyoDay(paper.issuedAt), 'ja')}`, alignment: 'right', fontSize: 8.5, color: SOFT },
    { text: title, bold: true, fontSize: 19, alignment: 'center', characterSpacing: 4, margin: [0, 5 * MM, 0, 2 * MM] },
    { text: receipt.mark === 'first' ? ' ' : `【${marks[receipt.mark].ja}】`, bold: true, fontSize: 12, alignment: 'center', margin: [0, 0, 0, 4 * MM] },
    { text: printable(addressee), fontSize: 14, bold: true, decoration: 'underline', decorationColor: LINE },
    amount(receipt.amountYen, isVoid),
    { text: isVoid ? gaveBack.ja : received.ja, alignment: 'center', margin: [0, 0, 0, 6 * MM] },
    itemTable(items.map(({ item, label, lines }) => ({ label, lines, weighty: item === 'description' }))),
    issuer(receipt),
    { ul: footnotes, color: SOFT, fontSize: 8.5, margin: [0, 8 * MM, 0, 0], markerColor: LINE },
  ]);
}

/** `金1,000円也` would be the hand-written way; the printed sum in a band is what people look for. */
function amount(yen: number, isVoid: boolean): Content {
  return {
    table: { widths: ['*'], body: [[{ text: yenInWords(yen, 'ja'), bold: true, fontSize: 22, alignment: 'center', color: INK, ...(isVoid ? { decoration: 'lineThrough' } : {}) }]] },
    layout: {
      hLineWidth: () => 1.2,
      vLineWidth: () => 0,
      hLineColor: () => INK,
      fillColor: () => TINT,
      paddingTop: () => 4 * MM,
      paddingBottom: () => 2.5 * MM,
    },
    margin: [0, 6 * MM, 0, 4 * MM],
  };
}

function issuer({ issuer: { name, address, registrationNumber } }: Receipt): Content {
  return {
    margin: [0, 9 * MM, 0, 0],
    alignment: 'right',
    stack: [
      { text: RECEIPT.labels.issuer.ja, fontSize: 8, color: SOFT },
      { text: printable(name), bold: true, fontSize: 12 },
      { text: printable(address), fontSize: 9 },
      ...(registrationNumber ? [{ text: say(RECEIPT.lines.registration, 'ja', { registrationNumber }), fontSize: 9 }] : []),
    ],
  };
}
