import { normalizeDigits, searchKey, toKatakana } from './text.js';

describe('figures', () => {
  it.each([
    ['０１９－６２３－００００', '019-623-0000'],
    ['〒０２０ー００３４', '〒020-0034'],
    ['2026／11／２１', '2026／11／21'],
    ['19‐20−21–22—23', '19-20-21-22-23'],
    ['コーポもりおか１０１', 'コーポもりおか101'],
    ['タワー１０１', 'タワー101'],
    ['髙橋 ☕ 12', '髙橋 ☕ 12'],
  ])('%s is taken as %s', (typed, taken) => {
    expect(normalizeDigits(typed)).toBe(taken);
  });
});

describe('search', () => {
  it('writes hiragana as katakana and leaves the rest', () => {
    expect(toKatakana('さとう ゔぁいおりん ゕゖ 佐藤 Abc')).toBe('サトウ ヴァイオリン ヵヶ 佐藤 Abc');
  });

  it.each([
    ['もりおか', 'モリオカ'],
    ['ﾓﾘｵｶ', 'もりおか'],
    ['ｺﾜｰｷﾝｸﾞ', 'コワーキング'],
    ['Ｃａｆｅ　１', 'cafe 1'],
    ['㈱まぜる', '(株)マゼル'],
  ])('finds %s by %s', (written, sought) => {
    expect(searchKey(written)).toBe(searchKey(sought));
  });

  it('keeps apart what is spelt differently', () => {
    expect(searchKey('髙橋')).not.toBe(searchKey('高橋'));
    expect(searchKey('か')).not.toBe(searchKey('が'));
  });
});
