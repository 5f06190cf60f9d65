import { tokyoDay, type Clock } from '#libs/kernel';
import { dayInWords, say, timeInWords, type Locale, type Params, type Sentence } from '#libs/words';

/** A column of a table: its heading, and whether it holds figures, which stand to the right. */
export interface Column {
  head: Sentence;
  figures?: boolean;
}

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u;

/** How many cells of a terminal a text takes; kanji and kana take two. */
export const cells = (text: string): number => [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0);

/** Tells a story line by line, each with the time at which it happens and a heading for every new Tokyo day. */
export class Teller {
  private today = '';

  constructor(
    readonly locale: Locale,
    private readonly clock: Clock,
    private readonly print: (line: string) => void,
  ) {}

  title(sentence: Sentence): void {
    const text = say(sentence, this.locale);
    this.print(text);
    this.print('='.repeat(cells(text)));
  }

  /** What happens now. */
  tell(sentence: Sentence, params: Params = {}): void {
    const now = this.clock.now();
    const day = tokyoDay(now);
    if (day !== this.today) {
      this.today = day;
      this.print(`\n${dayInWords(day, this.locale)}`);
    }
    this.print(`  ${timeInWords(now)}  ${say(sentence, this.locale, params)}`);
  }

  /** What the person reads on the screen, as the application words it. */
  reads(text: string): void {
    this.print(`         │ ${text}`);
  }

  /** A detail of what was just told. */
  detail(sentence: Sentence, params: Params = {}): void {
    this.print(`         ${say(sentence, this.locale, params)}`);
  }

  /** What stands below the last table. */
  close(sentence: Sentence, params: Params = {}): void {
    this.print(`\n${say(sentence, this.locale, params)}`);
  }

  table(title: Sentence, columns: readonly Column[], lines: readonly (readonly string[])[]): void {
    const heads = columns.map(({ head }) => say(head, this.locale));
    const widths = heads.map((head, at) => Math.max(cells(head), ...lines.map((line) => cells(line[at] ?? ''))));
    const put = (line: readonly string[]): string =>
      `  ${widths
        .map((width, at) => {
          const text = line[at] ?? '';
          const gap = ' '.repeat(width - cells(text));
          return columns[at]?.figures ? gap + text : text + gap;
        })
        .join('   ')}`.trimEnd();
    this.print(`\n${say(title, this.locale)}`);
    this.print(put(heads));
    this.print(`  ${'-'.repeat(widths.reduce((sum, width) => sum + width, 3 * (widths.length - 1)))}`);
    for (const line of lines) this.print(put(line));
  }
}
