import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readChecks } from '#db/checks/run';
import { SCHEDULE } from '../../apps/worker/schedule.js';
import { ACCESS, type Caller } from './access.table.js';

/** What people read about this project, and what it says: true only as long as the tree agrees. */
const PAGES = ['README.md', 'STYLE.md', ...markdownIn('docs')];
const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));

function markdownIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

const read = (page: string): string => readFileSync(page, 'utf8');
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** Files and folders that a page names: in backticks from the root, in links from where the page lies. */
function pathsIn(page: string): string[] {
  const text = read(page);
  const named = all(text, /`((?:apps|libs|db|test|docs|\.ci)\/[\w./-]*|[\w.-]+\.(?:md|json|cjs|example))`/g);
  const linked = [...all(text, /\]\(([^)#:]+)[^):]*\)/g), ...all(text, /src="([^"]+)"/g)].map((path) => join(dirname(page), path));
  return [...named, ...linked];
}

describe.each(PAGES)('%s', (page) => {
  it('names files and folders that are there', () => {
    expect(pathsIn(page).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names commands that there are', () => {
    const commands = [...all(read(page), /npm run (?:-s )?([\w:-]+)/g), ...all(read(page), /npm (start|test)\b/g)];
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });
});

describe('STYLE.md', () => {
  /** Blanks, and commas before a closing bracket, are the formatter's. */
  const bare = (text: string): string => text.replace(/\s+/g, '').replace(/,(?=[)\]}])/g, '');
  const quotes = [...read('STYLE.md').matchAll(/^```\w+\n(?:\/\/|--) (\w+\/\S+\.ts)\n(.*?)^```$/gms)].map(([, file = '', quote = '']) => ({ file, quote }));

  it('quotes code', () => {
    expect(quotes.length).toBeGreaterThan(10);
  });

  it.each(quotes)('quotes $file as it is', ({ file, quote }) => {
    const whole = bare(read(file));
    for (const part of quote.split(/^\/\/ …\n/m)) expect(whole).toContain(bare(part));
  });
});

describe('docs/glossary.md', () => {
  it('says no identifier that the code does not know', () => {
    const files = ['libs', 'db'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
    const code = files.filter((name) => name.endsWith('.ts')).map(read).join('\n');
    const identifiers = all(read('docs/glossary.md').replaceAll(/`[^`]*\/[^`]*`/g, ''), /`(\w+)`/g);
    expect(identifiers.length).toBeGreaterThan(40);
    expect(identifiers.filter((identifier) => !new RegExp(`\\b${identifier}`).test(code))).toEqual([]);
  });
});

describe('docs/operating.md', () => {
  it('says of every nightly check, by name, what it means and what to do, and of no other', () => {
    const checks = [...readChecks().map(({ name }) => name), 'ledger-seals'];
    const [, table = ''] = read('docs/operating.md').split('| check | what it means | what to do |\n|---|---|---|\n');
    const [whole = ''] = table.split('\n\n');
    expect(all(whole, /^\| `([\w-]+)` \| [^|\n]{5,} \| [^|\n]{5,} \|$/gm)).toEqual(checks.toSorted());
    expect(whole.trimEnd().split('\n')).toHaveLength(checks.length);
  });

  it('says when everything runs that runs by the clock', () => {
    expect(all(read('docs/operating.md'), /^\| `([a-z-]+)` \| (?:every|\d\d:)/gm).toSorted()).toEqual(SCHEDULE.map(({ name }) => name).toSorted());
  });
});

describe('docs/access.md', () => {
  const EVERY_ACCOUNT: readonly Caller[] = ['stranger', 'mixer', 'owner', 'reception', 'steward', 'treasurer', 'approver'];

  function inWords(admitted: 'anyone' | readonly Caller[]): string {
    if (admitted === 'anyone') return 'everybody';
    return EVERY_ACCOUNT.every((caller) => admitted.includes(caller)) ? 'signed in' : admitted.join(', ');
  }

  it('lists every route with the people whom the access table lets in, and no other', () => {
    const listed = [...read('docs/access.md').matchAll(/^\| `([A-Z]+ [^`]+)` \| ([^|]+) \|/gm)].map(([, route = '', who = '']) => [route, who]);
    expect(listed.toSorted()).toEqual(Object.entries(ACCESS).map(([route, admitted]) => [route, inWords(admitted)]).toSorted());
  });
});
