import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries, linkLibraries } from './embedded-binaries.js';

it('the links that npm left out are made again, and those that are there stay', () => {
  const home = join(mkdtempSync(join(tmpdir(), 'mazeru-links-')), 'native');
  mkdirSync(join(home, 'lib'), { recursive: true });
  writeFileSync(join(home, 'lib', 'libicuuc.so.60.2'), 'library');
  writeFileSync(join(home, 'lib', 'libicuuc.so'), 'there already');
  writeFileSync(
    join(home, 'pg-symlinks.json'),
    JSON.stringify([
      { source: 'native/lib/libicuuc.so.60.2', target: 'native/lib/libicuuc.so.60' },
      { source: 'native/lib/libicuuc.so.60.2', target: 'native/lib/libicuuc.so' },
    ]),
  );
  linkLibraries(home);
  linkLibraries(home);
  expect(readlinkSync(join(home, 'lib', 'libicuuc.so.60'))).toBe('libicuuc.so.60.2');
  expect(readFileSync(join(home, 'lib', 'libicuuc.so'), 'utf8')).toBe('there already');
  rmSync(join(home, '..'), { recursive: true });
});

it('PostgreSQL is found in node_modules', () => {
  expect(readFileSync(findBinaries().postgres).length).toBeGreaterThan(1_000_000);
});
