import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachableBinaries } from './embedded-user.js';

const SOMEBODY_ELSE = { uid: 54_321, gid: 54_321, name: 'somebody else' };

describe('the programs of PostgreSQL', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'mazeru-user-'));
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'home', 'bin'), { recursive: true });
    writeFileSync(join(folder, 'home', 'bin', 'postgres'), 'program', { mode: 0o755 });
    symlinkSync('postgres', join(folder, 'home', 'bin', 'postmaster'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const installed = (): Parameters<typeof reachableBinaries>[0] => {
    const home = join(folder, 'home');
    return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres'), home, version: '18.4.0' };
  };

  it('stay where they are while everybody may pass, and when nobody else runs them', () => {
    expect(reachableBinaries(installed(), SOMEBODY_ELSE, join(folder, 'cache'))).toEqual(installed());
    chmodSync(join(folder, 'home'), 0o700);
    expect(reachableBinaries(installed(), undefined, join(folder, 'cache'))).toEqual(installed());
  });

  it('are copied, open to all, from behind a closed folder', () => {
    chmodSync(join(folder, 'home'), 0o700);
    const mask = process.umask(0o077);
    const { postgres } = reachableBinaries(installed(), SOMEBODY_ELSE, join(folder, 'cache'));
    process.umask(mask);
    expect(postgres).toBe(join(folder, 'cache', 'postgres-18.4.0', 'bin', 'postgres'));
    expect(readFileSync(join(postgres, '..', 'postmaster'), 'utf8')).toBe('program');
    for (const step of ['', 'postgres-18.4.0', 'postgres-18.4.0/bin', 'postgres-18.4.0/bin/postgres'])
      expect(statSync(join(folder, 'cache', step)).mode & 0o755).toBe(0o755);
  });

  it('are refused with a sentence when they cannot be copied either', () => {
    chmodSync(join(folder, 'home'), 0o700);
    writeFileSync(join(folder, 'file'), '');
    expect(() => reachableBinaries(installed(), SOMEBODY_ELSE, join(folder, 'file', 'cache'))).toThrow(
      /may not pass through .*home .*chmod o\+x/,
    );
  });
});
