import { renderAsync } from '@resvg/resvg-js';
import { printable, TYPEFACE } from '#libs/documents';

/** The size that messengers and search engines ask for. */
export const PICTURE = { width: 1200, height: 630 } as const;

/** What stands on the picture of an event. */
export interface PictureWords {
  kind: string;
  title: string;
  when: string;
  where: string;
  price: string;
  site: string;
}

const PAPER = '#faf7f2';
const INK = '#1d2733';
const SOFT = '#5b6673';
const BEANS = ['#c8500f', '#23466f', '#5c8a0d'] as const;
const LEFT = 84;
/** How much fits beside the margins, in widths of one full-width character at the size of the text. */
const TITLE = { size: 64, most: 16, lines: 2 } as const;
const LINE = { size: 34, most: 30 } as const;

/** The picture that messengers show beside a link (Open Graph): a PNG of 1200 by 630. */
export async function eventPicture(words: PictureWords): Promise<Buffer> {
  const picture = await renderAsync(pictureSvg(words), { font: { loadSystemFonts: false, fontFiles: [TYPEFACE.normal, TYPEFACE.bold], defaultFontFamily: 'BIZ UDPGothic' } });
  return picture.asPng();
}

/** The same as SVG, before it is painted. */
export function pictureSvg({ kind, title, when, where, price, site }: PictureWords): string {
  const lines = broken(title, TITLE.most, TITLE.lines);
  const below = 250 + lines.length * 84;
  const text = (y: number, size: number, fill: string, words: string, bold = false): string =>
    `<text x="${LEFT}" y="${y}" font-family="BIZ UDPGothic" font-size="${size}" font-weight="${bold ? 700 : 400}" fill="${fill}">${escaped(printable(words))}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}" viewBox="0 0 ${PICTURE.width} ${PICTURE.height}">
<rect width="100%" height="100%" fill="${PAPER}"/>
<rect x="0" y="0" width="100%" height="16" fill="${BEANS[1]}"/>
${BEANS.map((colour, at) => `<rect x="${880 + at * 86}" y="${452 + at * 6}" width="58" height="112" rx="29" fill="${colour}" transform="rotate(${[-18, 8, 24][at] ?? 0} ${909 + at * 86} ${508 + at * 6})"/>`).join('\n')}
${text(132, 38, BEANS[0], kind, true)}
${lines.map((line, at) => text(246 + at * 84, TITLE.size, INK, line, true)).join('\n')}
${text(below, LINE.size, INK, first(when, LINE.most))}
${text(below + 54, LINE.size, INK, first(where, LINE.most))}
${text(below + 108, LINE.size, INK, price, true)}
${text(588, 30, SOFT, site)}
</svg>`;
}

/** Widths in full-width characters: half of one for what is written in ASCII. */
const widthOf = (sign: string): number => (/^[ -~]$/.test(sign) ? 0.55 : 1);
const signsOf = (text: string): string[] => Array.from(new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

/** As much of a text as fits on one line, with an ellipsis where something is left out. */
const first = (text: string, most: number): string => broken(text, most, 1)[0] ?? '';

/** A text in lines that fit; words of Latin letters stay whole where they can, and the last line ends with an ellipsis when something is left out. */
function broken(text: string, most: number, lines: number): string[] {
  const words = Array.from(new Intl.Segmenter('ja', { granularity: 'word' }).segment(text), ({ segment }) => segment).flatMap((word) => (lengthOf(word) > most ? signsOf(word) : [word]));
  const made: string[] = [''];
  for (const word of words) {
    const last = made.at(-1) ?? '';
    if (lengthOf(last + word) <= most) made[made.length - 1] = last + word;
    else made.push(word.trimStart());
  }
  if (made.length <= lines) return made;
  const kept = made.slice(0, lines);
  let end = signsOf(kept[lines - 1] ?? '');
  while (lengthOf(end.join('')) > most - 1) end = end.slice(0, -1);
  kept[lines - 1] = `${end.join('')}…`;
  return kept;
}

const lengthOf = (text: string): number => signsOf(text).reduce((sum, sign) => sum + widthOf(sign), 0);

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
