import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const WEB = join(process.cwd(), 'dist/apps/web');
const MANIFEST = join(WEB, '.vite/manifest.json');
const MOST_BYTES = 220_000;

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}

// In CI the build comes first: there a missing one is a failure, never a skip.
const isBuilt = existsSync(MANIFEST) || Boolean(process.env['CI']);

(isBuilt ? describe : describe.skip)('the built web app', () => {
  let chunks: Record<string, Chunk>;
  beforeAll(() => {
    chunks = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  });

  /** Everything a browser loads for these chunks before it shows anything of them. */
  const loadedFor = (names: readonly string[], seen = new Set<string>()): Set<string> => {
    for (const name of names.filter((each) => !seen.has(each))) {
      seen.add(name);
      loadedFor(chunks[name]?.imports ?? [], seen);
    }
    return seen;
  };
  const bytes = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + gzipSync(readFileSync(join(WEB, chunks[name]?.file ?? ''))).length, 0);
  const home = () => ['index.html', 'features/home/HomePage.tsx', ...(chunks['features/home/HomePage.tsx']?.dynamicImports ?? [])];

  it('brings the home of a mixer to a phone in less than 220 kB of script', () => {
    expect(chunks).toHaveProperty(['features/home/HomePage.tsx']);
    const size = bytes(loadedFor(home()));
    expect(size).toBeGreaterThan(50_000);
    expect(size).toBeLessThan(MOST_BYTES);
  });

  it('loads the calendar of owners when somebody opens one, and never with the home', () => {
    expect(bytes(['features/shifts/SpaceSchedule.tsx'])).toBeGreaterThan(20_000);
    expect([...loadedFor(home())].filter((name) => /SpaceSchedule|OwnerCalendar/.test(name))).toEqual([]);
  });
});
