import { textOf } from './text-file';

const LINE = '名前,メール\r\n高橋 実,minoru@mazeru.test\r\n';
// 「名前,髙」 as Windows writes it in Shift_JIS.
const SHIFT_JIS = Uint8Array.of(0x96, 0xbc, 0x91, 0x4f, 0x2c, 0xfb, 0xfc);

describe('a text file of a spreadsheet', () => {
  it('is read in UTF-8, with and without its mark, in UTF-16 and in Shift_JIS', () => {
    expect(textOf(new TextEncoder().encode(LINE))).toBe(LINE);
    expect(textOf(new TextEncoder().encode(`\uFEFF${LINE}`))).toBe(LINE);
    expect(textOf(Uint8Array.of(0xff, 0xfe, ...new Uint8Array(Uint16Array.from(Array.from(LINE, (sign) => sign.charCodeAt(0))).buffer)))).toBe(LINE);
    expect(textOf(SHIFT_JIS)).toBe('名前,髙');
  });

  it('is no text when it is a picture or a workbook', () => {
    expect(textOf(Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00))).toBeNull();
    expect(textOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0xff, 0xff))).toBeNull();
  });
});
