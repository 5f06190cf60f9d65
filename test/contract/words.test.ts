import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import * as words from '#libs/words';

const { FIELD_WORDS, NEXT_STEPS, PLACEHOLDER_KINDS, REFUSALS } = words;

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

describe('codes', () => {
  const sources = ['libs', 'apps/api', 'apps/worker', 'apps/cli']
    .flatMap(filesIn)
    // The reader of rosters speaks to whoever imports a file, in words of its own.
    .filter((file) => /(?<!\.(?:spec|gen))\.ts$/.test(file) && !/^libs\/(?:words\/|shifts\/roster)/.test(file))
    .map((file) => readFileSync(file, 'utf8'));
  const all = (...patterns: RegExp[]): string[] =>
    [...new Set(sources.flatMap((text) => patterns.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, code = '']) => code))))].sort();

  const refusals = all(
    /Refusal\.(?:conflict|rule|forbidden|unauthenticated|tooMany|unavailable)\(\s*'([^']+)'/g,
    /new Refusal\(\s*'([^']+)'/g,
    /\bproblem\(\d+, '([^']+)'/g,
    /\bbecause\(\s*'([^']+)'/g,
    /\botherShifts\('([^']+)'/g,
    /(?<!path.{0,60}, )\bcode: '([^']+)', params/g,
  );
  const fields = all(/path(?:: [^\n]*?)?, code: '([^']+)'/g, /\bmessage: ['`]([a-zA-Z]+)/g, /defaultMessage: \(\) => '(\w+)'/g, /PatternField\([^\n]*?\/u?, '(\w+)'/g);
  const steps = all(/'(next\.\w+)'/g);

  it('are found where they are known to be', () => {
    expect(refusals).toEqual(expect.arrayContaining(['shift.full', 'claim.already', 'state.wrong', 'tooMany', 'origin.foreign', 'tier.tooLow', 'member.step', 'resource.usedBy', 'shift.recruitingMissing']));
    expect(fields).toEqual(expect.arrayContaining(['required', 'yenTooMuch', 'hoursOverlap', 'markdownHtml', 'agreed', 'postalCode', 'id', 'tooLong']));
    expect(steps).toEqual(expect.arrayContaining(['next.otherShifts', 'next.readManual', 'next.writeManual', 'next.signIn']));
  });

  it('of refusals and reasons have words', () => {
    expect(refusals.filter((code) => !(code in REFUSALS))).toEqual([]);
  });

  it('of fields have words', () => {
    expect(fields.filter((code) => !(code in FIELD_WORDS))).toEqual([]);
  });

  it('of next steps have a label', () => {
    expect(steps.filter((code) => !(code in NEXT_STEPS))).toEqual([]);
  });
});

interface Sentence {
  ja: string;
  en: string;
}

/** Every sentence of libs/words, by where it stands. */
function sentencesIn(thing: unknown, path: string): [path: string, sentence: Sentence][] {
  if (typeof thing !== 'object' || thing === null) return [];
  if ('ja' in thing && 'en' in thing && typeof thing.ja === 'string' && typeof thing.en === 'string') return [[path, { ja: thing.ja, en: thing.en }]];
  return Object.entries(thing).flatMap(([name, inner]) => sentencesIn(inner, `${path}.${name}`));
}

describe('sentences', () => {
  const sentences = sentencesIn(words, 'words');
  const placeholdersOf = (text: string): string[] => [...new Set(Array.from(text.matchAll(/\{(\w+(?::\w+)?)\}/g), ([, found = '']) => found))].sort();

  it('are many', () => {
    expect(sentences.length).toBeGreaterThan(300);
  });

  it('are filled with the same in both languages', () => {
    const uneven = sentences.filter(([, { ja, en }]) => placeholdersOf(ja).join() !== placeholdersOf(en).join());
    expect(uneven).toEqual([]);
  });

  it('put into words only what there are words for', () => {
    const kinds = sentences.flatMap(([path, { ja }]) => placeholdersOf(ja).flatMap((found) => (found.includes(':') ? [`${path} ${found.split(':')[1]}`] : [])));
    expect(kinds.length).toBeGreaterThan(50);
    expect(kinds.filter((found) => !PLACEHOLDER_KINDS.has(found.split(' ')[1] ?? ''))).toEqual([]);
    expect(sentences.filter(([, { ja, en }]) => /[{}]/.test((ja + en).replaceAll(/\{\w+(?::\w+)?\}/g, '')))).toEqual([]);
  });
});

/** The texts that stand under `ja:` or `en:` in a file of words, of the server or of the web, functions included. */
function textsIn(file: string, language: 'ja' | 'en'): string[] {
  const texts: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
    else ts.forEachChild(node, collect);
  };
  const look = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === language) collect(node.initializer);
    else ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return texts;
}

/** Words of employment, which this is not; and the banner that says so. */
const AVOIDED = ['勤務', '出勤', '退勤', '勤怠', '打刻', '時給', '給与', '残業', '休憩時間', '有給', '採用', '面接', '指示', '命令', '罰金', '遅刻', '欠勤', '雇用', 'スタッフ'];
const BANNER = '雇用ではありません';

/** Names, and what is written in Latin letters in Japan as well: all that may stand so between Japanese ones. */
const LATIN = new Set(['JELLY', 'Mazeru', 'PayPay', 'Google', 'QR', 'PDF', 'CSV', 'HTML', 'URL', 'API', 'DJ', 'UTF', 'SHA', 'Shift_JIS', 'freee', 'ics', 'PR', 'SNS', 'LINE', 'RSS']);
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

describe('voice', () => {
  const files = [...filesIn('libs/words'), ...filesIn('apps/web').filter((file) => /\bwords\.ts$/.test(file))].filter((file) => file.endsWith('.ts'));
  const said = (language: 'ja' | 'en', pick: (text: string) => readonly string[]): string[] =>
    files.flatMap((file) => textsIn(file, language).flatMap((text) => pick(text).map((found) => `${file}: ${found} in ${text}`)));

  it('is read in the server’s words and in the web’s', () => {
    expect(files).toEqual(expect.arrayContaining(['libs/words/refusals/shifts.ts', 'apps/web/ui/words.ts']));
    expect(textsIn('libs/words/refusals/shifts.ts', 'ja').join()).toContain('ほかの募集をご覧ください');
    expect(textsIn('apps/web/ui/words.ts', 'ja').join()).toContain('もう一度読み込む');
  });

  it('never raises itself', () => {
    const loud = (text: string): readonly string[] => text.match(/[!！]/g) ?? [];
    expect([...said('ja', loud), ...said('en', loud)]).toEqual([]);
  });

  it('avoids the words of employment', () => {
    expect(said('ja', (text) => AVOIDED.filter((word) => text.replaceAll(BANNER, '').includes(word)))).toEqual([]);
  });

  it('is Japanese in Japanese', () => {
    /** Placeholders, addresses and options of commands are no words. */
    const bare = (text: string): string => text.replaceAll(/\{[\w:]+\}|https?:\/\/|\/[a-z]+\/|--[\w-]+/g, '');
    const latin = (text: string): string[] => (JAPANESE.test(text) ? (bare(text).match(/[A-Za-z][A-Za-z_]+/g) ?? []) : []).filter((word) => !LATIN.has(word));
    expect(said('ja', latin)).toEqual([]);
  });
});
