import iconv from 'iconv-lite';
import { csvFile, notInShiftJis } from './csv.js';

const sjis = (bytes: Buffer): string => iconv.decode(bytes, 'cp932');

describe('a CSV file', () => {
  it('in UTF-8 begins with its mark and ends every line with CR LF', () => {
    const bytes = csvFile([['名前', '金額'], ['花🌸子', 1_000]], 'utf8');
    expect(bytes.toString('utf8')).toBe('\uFEFF名前,金額\r\n花🌸子,1000\r\n');
  });

  it('quotes what would end a cell and doubles quotes', () => {
    expect(csvFile([['a,b', 'c"d', 'e\nf', '']], 'utf8').toString().slice(1)).toBe('"a,b","c""d","e\nf",\r\n');
  });

  it.each(['=1+1', '+81', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'])('leads %j with an apostrophe, so that no spreadsheet reckons with it', (text) => {
    expect(csvFile([[text]], 'utf8').toString().slice(1)).toMatch(/^"?'/);
  });

  it('leaves a number below zero a number', () => {
    expect(csvFile([[-5]], 'utf8').toString().slice(1)).toBe('-5\r\n');
  });

  it('in Shift_JIS writes what Windows has under another code: waves, dashes, rare names', () => {
    const bytes = csvFile([['10時〜12時', '−1円', '髙﨑 ①㈱ ｶﾅ']], 'sjis');
    expect(sjis(bytes)).toBe("10時～12時,'－1円,髙﨑 ①㈱ ｶﾅ\r\n");
  });

  it('says which characters Shift_JIS does not have, each once, and writes 〓 for them', () => {
    expect(notInShiftJis('花🌸と🌸é한 〜−~\\')).toEqual(['🌸', 'é', '한']);
    expect(notInShiftJis('髙橋 花子 Shift_JIS ¥')).toEqual(['¥']);
    expect(sjis(csvFile([['花🌸子']], 'sjis'))).toBe('花〓子\r\n');
  });
});
