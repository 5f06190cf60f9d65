import { MARKED_LINES, MARKERS_A_LINE, markdownComplaints } from './markdown.js';

/** The longest text that anybody may write. */
const LONGEST = 60_000;
const codeOf = (text: string): string | undefined => markdownComplaints(text, 'body')[0]?.code;

describe('a text in Markdown', () => {
  it.each([
    ['headings, lists and bold', '# 受付\n\n1. 鍵を開ける\n   - 照明を点ける\n2. **笑顔**で迎える\n\n> 困ったら電話'],
    ['links that lead to the web, mail, telephone or our own pages', '[a](https://x.jp) [b](http://x.jp) [c](mailto:a@x.jp) [d](tel:0190000000) [e](/spaces/x) [f](#鍵) [g](map.png) ![h](https://x.jp/h.png)'],
    ['a colon in a relative address', '[時刻](./a?at=10:00)'],
    ['HTML as an example in code', '`<b>` と\n\n```html\n<script>alert(1)</script>\n```'],
    ['comparison signs', 'A < B > C、3<5、<3'],
    ['a rule of many signs', '- - - - - - - - - -\n\n* * * * * * *\n\n------------ここから------------'],
    ['quotes in a list', '- > - > 四段'],
  ])('may have %s', (_, text) => {
    expect(markdownComplaints(text, 'body')).toEqual([]);
  });

  it.each(['<script>alert(1)</script>', '文の中の<b>太字</b>', '- 項目\n\n  <div onclick="x()">', '<!-- 隠し -->', '**<img src=x onerror=alert(1)>**', '> <iframe src="https://x"></iframe>'])(
    'may not have the HTML in %s',
    (text) => {
      expect(codeOf(text)).toBe('markdownHtml');
    },
  );

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](<java\tscript:alert(1)>)',
    '![x](data:image/svg+xml;base64,AAAA)',
    '<javascript:alert(1)>',
    '[x][y]\n\n[y]: vbscript:msgbox(1)',
    '[x](file:///etc/passwd)',
    '*[x](ftp://x.jp)*',
  ])('may not lead to %s', (text) => {
    expect(codeOf(text)).toBe('markdownLink');
  });

  it('names the link that cannot be used', () => {
    expect(markdownComplaints('前 [x](javascript:alert(1)) 後', 'body')).toEqual([{ path: 'body', code: 'markdownLink', params: { link: 'javascript:alert(1)' } }]);
  });

  it('may not nest or repeat lists and quotes without end', () => {
    expect(codeOf(`${'> '.repeat(MARKERS_A_LINE + 1)}x`)).toBe('markdownDeep');
    expect(codeOf('- 鍵\n'.repeat(MARKED_LINES))).toBeUndefined();
    expect(codeOf('- 鍵\n'.repeat(MARKED_LINES + 1))).toBe('markdownLists');
  });

  it.each([
    ['emphasis', '*a_ ', Infinity],
    ['underlined headings', 'a\n=\n', Infinity],
    ['lists in lists', '- - - - x\n', MARKED_LINES],
  ])('is read quickly even when it is nothing but %s', (_, part, times) => {
    expect(secondsFor(part.repeat(Math.min(times, Math.floor(LONGEST / part.length))))).toBeLessThan(QUICK_SECONDS);
  });
});

/** Far more than it takes; the slow readings that are meant took a minute. */
const QUICK_SECONDS = 5;

function secondsFor(text: string): number {
  const before = process.cpuUsage();
  markdownComplaints(text, 'body');
  return process.cpuUsage(before).user / 1_000_000;
}
