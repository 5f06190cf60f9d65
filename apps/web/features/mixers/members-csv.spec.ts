import { csvOf } from './members-csv';

describe('the members as a CSV file', () => {
  it('begins with a byte order mark and ends its lines as spreadsheets on Windows do', () => {
    expect(csvOf([['名前', '段階'], ['髙橋 光', '初級']])).toBe('\uFEFF名前,段階\r\n髙橋 光,初級\r\n');
  });

  it('keeps commas, quotes and line breaks inside their cell', () => {
    expect(csvOf([['a,b', '"c"', 'd\ne']])).toBe('\uFEFF"a,b","""c""","d\ne"\r\n');
  });

  it.each(['=1+1', '+81', '-5', '@name'])('leaves nothing for a spreadsheet to calculate: %s', (text) => {
    expect(csvOf([[text]])).toBe(`\uFEFF'${text}\r\n`);
  });
});
