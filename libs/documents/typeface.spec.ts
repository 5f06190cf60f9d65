import { GETA, printable } from './typeface.js';

describe('the typeface of papers', () => {
  it('prints Japanese names as they are written, rare kanji among them', () => {
    expect(printable('髙橋 﨑子 さくら・コワーキング 1,000円（税込）①')).toBe('髙橋 﨑子 さくら・コワーキング 1,000円（税込）①');
  });

  it('shows a geta for what it lacks, one for each sign a reader sees', () => {
    expect(printable('花子🌸')).toBe(`花子${GETA}`);
    expect(printable('👩‍👩‍👧家族')).toBe(`${GETA}家族`);
  });

  it('has the geta itself, the minus, the wave and the line break', () => {
    expect(printable(`${GETA}−〜～\n`)).toBe(`${GETA}−〜～\n`);
  });
});
