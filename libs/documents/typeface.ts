import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

/** BIZ UDPGothic (SIL Open Font License), made for reading Japanese; both weights are embedded in every paper. */
export const TYPEFACE = {
  normal: resolve('@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf'),
};

/** The printer's mark for a character that is not in the case. */
export const GETA = '〓';

let covered: ReadonlySet<number> | undefined;

/** Text as it can be printed: each sign that the typeface lacks (an emoji, whole with its modifiers) becomes 〓. */
export function printable(text: string): string {
  covered ??= codePointsOf(readFileSync(TYPEFACE.normal));
  const known = covered;
  const signs = new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text.normalize('NFC'));
  return Array.from(signs, ({ segment }) => (Array.from(segment).every((sign) => isBlank(sign) || known.has(codePointOf(sign))) ? segment : GETA)).join('');
}

const isBlank = (sign: string): boolean => /\s/.test(sign);
const codePointOf = (sign: string): number => sign.codePointAt(0) ?? 0;

/** The characters a TrueType font can draw, from its `cmap` table (OpenType, formats 4 and 12). */
function codePointsOf(font: Buffer): ReadonlySet<number> {
  const found = new Set<number>();
  for (const table of characterMaps(font)) {
    const format = font.readUInt16BE(table);
    if (format === 4) readFormat4(font, table, found);
    if (format === 12) readFormat12(font, table, found);
  }
  return found;
}

/** Where the font's maps from characters to glyphs begin. */
function characterMaps(font: Buffer): number[] {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, at) => 12 + at * 16);
  const entry = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  if (entry === undefined) return [];
  const cmap = font.readUInt32BE(entry + 8);
  return Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, at) => cmap + font.readUInt32BE(cmap + 4 + at * 8 + 4));
}

/** Runs of characters of the basic plane: first and last of each, and where their glyphs are. */
function readFormat4(font: Buffer, table: number, found: Set<number>): void {
  const bytes = font.readUInt16BE(table + 6);
  const ends = table + 14;
  const starts = ends + bytes + 2;
  const deltas = starts + bytes;
  const offsets = deltas + bytes;
  for (let at = 0; at < bytes; at += 2) {
    const offset = font.readUInt16BE(offsets + at);
    const start = font.readUInt16BE(starts + at);
    for (let sign = start; sign <= font.readUInt16BE(ends + at) && sign < 0xffff; sign += 1) {
      const glyph = offset === 0 ? (sign + font.readUInt16BE(deltas + at)) & 0xffff : font.readUInt16BE(offsets + at + offset + 2 * (sign - start));
      if (glyph !== 0) found.add(sign);
    }
  }
}

/** Runs of characters of any plane. */
function readFormat12(font: Buffer, table: number, found: Set<number>): void {
  for (let run = 0; run < font.readUInt32BE(table + 12); run += 1) {
    const at = table + 16 + run * 12;
    for (let sign = font.readUInt32BE(at); sign <= font.readUInt32BE(at + 4); sign += 1) found.add(sign);
  }
}
