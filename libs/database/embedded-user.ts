import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, closeSync, cpSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PostgresBinaries } from './embedded-binaries.js';
import { EmbeddedPostgresError } from './embedded-error.js';

/** Who runs the server when Mazeru itself runs as root, which PostgreSQL refuses to. */
export interface RunAs {
  uid: number;
  gid: number;
  name: string;
}

/** Root lends the server to whoever owns the data folder already, else to the user `postgres`, who is made when missing. */
export function userToRunAs(dataFolder: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `number ${owner.uid}` };
  const known = lookUpUser('postgres');
  if (known !== undefined) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = lookUpUser('postgres');
  if (made !== undefined) return made;
  throw new EmbeddedPostgresError(
    'user',
    'PostgreSQL refuses to run as root, and there is no user "postgres" to run it as; making one with useradd failed.',
    'Start Mazeru as an ordinary user, or make that user first.',
    'Or set DATABASE_URL to a PostgreSQL 18 of your own.',
  );
}

function lookUpUser(name: string): RunAs | undefined {
  const ask = (flag: string): number => {
    const { error, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return error === undefined ? Number.parseInt(stdout, 10) : NaN;
  };
  const [uid, gid] = [ask('-u'), ask('-g')];
  return Number.isNaN(uid) || Number.isNaN(gid) ? undefined : { uid, gid, name };
}

/**
 * Starts one of PostgreSQL's programs as that user. The paths in `lent` are in use by it; where a folder above one lets that user
 * not pass (root's own home, say), it is handed over open and named by its descriptor, which needs no passing.
 */
export function spawnPostgres(
  program: string,
  args: readonly string[],
  {
    runAs,
    lent,
    output,
    detached = false,
  }: { runAs: RunAs | undefined; lent: readonly string[]; output: 'pipe' | number; detached?: boolean },
): ChildProcess {
  const closed = lent.filter((path) => stepInTheWay(path, runAs) !== undefined);
  const descriptors = closed.map((path) => openSync(path, 'r'));
  const named = args.map((arg) =>
    closed.reduce((text, path, index) => text.replace(path, `/proc/self/fd/${FIRST_DESCRIPTOR + index}`), arg),
  );
  const child = spawn(program, named, {
    cwd: '/',
    env: serverEnvironment(),
    uid: runAs?.uid,
    gid: runAs?.gid,
    detached,
    stdio: ['ignore', output, output, ...descriptors],
  });
  descriptors.forEach(closeSync);
  return child;
}

const FIRST_DESCRIPTOR = 3;

/** Refuses where the data folder lies behind a closed one and cannot be handed over either: only Linux can. */
export function requireReach(path: string, runAs: RunAs | undefined): void {
  const step = stepInTheWay(path, runAs);
  if (step === undefined || process.platform === 'linux') return;
  throw new EmbeddedPostgresError(
    'folder',
    `Started by root, Mazeru runs PostgreSQL as the user ${runAs?.name}, who may not pass through ${step}.`,
    `Set DATA_DIR to a folder elsewhere, or let users through with "chmod o+x ${step}".`,
  );
}

/** The programs at a place from which that user can run them: where they are, or else a copy in `cache` that root keeps. */
export function reachableBinaries(binaries: PostgresBinaries, runAs: RunAs | undefined, cache = '/var/cache/mazeru'): PostgresBinaries {
  const step = stepInTheWay(binaries.postgres, runAs);
  if (step === undefined) return binaries;
  const home = join(cache, `postgres-${binaries.version}`);
  try {
    if (!existsSync(home)) copyOpenly(binaries.home, home);
  } catch {
    throw new EmbeddedPostgresError(
      'binaries',
      `Started by root, Mazeru runs PostgreSQL as the user ${runAs?.name}, who may not pass through ${step} to its programs.`,
      `Copying them to ${home} failed.`,
      `Move the project to a folder such as /srv/mazeru, or let users through with "chmod o+x ${step}".`,
    );
  }
  const at = (program: string): string => join(home, 'bin', basename(program));
  return { initdb: at(binaries.initdb), postgres: at(binaries.postgres), home, version: binaries.version };
}

function copyOpenly(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    chmodSync(dirname(to), 0o755);
    cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
    const copied = readdirSync(unfinished, { withFileTypes: true, recursive: true }).filter((entry) => !entry.isSymbolicLink());
    for (const path of [unfinished, ...copied.map((entry) => join(entry.parentPath, entry.name))]) {
      const owners = statSync(path).mode & 0o500;
      chmodSync(path, owners | 0o200 | (owners >> 3) | (owners >> 6));
    }
    renameSync(unfinished, to);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The first folder above `path` that lets that user not pass; none when everything is open, or nobody else is to run anything. */
function stepInTheWay(path: string, runAs: RunAs | undefined): string | undefined {
  if (runAs === undefined) return undefined;
  return withParents(dirname(path)).find((step) => {
    const { uid, gid, mode } = statSync(step);
    return (uid === runAs.uid ? mode & 0o100 : gid === runAs.gid ? mode & 0o010 : mode & 0o001) === 0;
  });
}

function withParents(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...withParents(parent), folder];
}

/** What PostgreSQL's programs see of our environment: no `PG…` variable that would bend them, none of our secrets. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH, TMPDIR } = process.env;
  return { PATH, LD_LIBRARY_PATH, TMPDIR, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}
