import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './embedded-binaries.js';
import { EmbeddedPostgresError, systemCode } from './embedded-error.js';
import { reachableBinaries, requireReach, spawnPostgres, userToRunAs, type RunAs } from './embedded-user.js';

/** The embedded server's place on disk. */
export interface ServerFolder {
  /** PostgreSQL's own data folder, `DATA_DIR/postgres`. */
  path: string;
  /** Password of the database user `mazeru`; made once, kept beside the folder for its owner's eyes alone. */
  password: string;
  runAs: RunAs | undefined;
  /** PostgreSQL's programs, at a place from which that user can run them. */
  binaries: PostgresBinaries;
  /** Whether it was made just now, with nothing in it. */
  isNew: boolean;
}

/** The one database user and the one database of an embedded server. */
export const EMBEDDED_NAME = 'mazeru';

const OWN_SERVER = 'Or set DATABASE_URL to a PostgreSQL 18 of your own.';

/** Makes DATA_DIR when it is not there, and says plainly when it cannot be used. */
export function openDataDir(dataDir: string): void {
  try {
    makeFolders(dataDir);
    const trial = join(dataDir, `.trial-${process.pid}`);
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    const why: Record<string, string> = {
      EACCES: 'this user may not write there',
      EPERM: 'this user may not write there',
      EROFS: 'that disk is read-only',
      ENOTDIR: 'a file stands where a folder should be',
      EEXIST: 'a file stands where a folder should be',
      ENOSPC: 'the disk is full',
      ENOENT: 'nothing can be made there',
    };
    const reason = why[systemCode(error) ?? ''] ?? String(error);
    throw new EmbeddedPostgresError(
      'folder',
      `The data folder ${dataDir} cannot be used: ${reason}. Set DATA_DIR to a folder that this user may write to.`,
    );
  }
}

/** A folder with those above it, one by one: node's own recursion never ends in a file system that takes no folders, such as /proc. */
function makeFolders(path: string): void {
  const above = dirname(path);
  if (above !== path && !existsSync(above)) makeFolders(above);
  try {
    mkdirSync(path);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST' || statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

/**
 * Brings `DATA_DIR/postgres` to the point where the server can start on it, making it when absent.
 * `durable: false` skips waiting for the disk; for throw-away servers of tests.
 */
export async function prepareServerFolder(dataDir: string, installed: PostgresBinaries, durable: boolean): Promise<ServerFolder> {
  const path = join(dataDir, 'postgres');
  const runAs = userToRunAs(path);
  requireReach(path, runAs);
  const binaries = reachableBinaries(installed, runAs);
  const isNew = !existsSync(path) || isEmptyFolder(path);
  if (!isNew) requireSameVersion(path, binaries);
  const password = passwordOf(dataDir, isNew);
  if (isNew) await makeCluster(path, password, binaries, runAs, durable);
  return { path, password, runAs, binaries, isNew };
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch (error) {
    const why = systemCode(error) === 'ENOTDIR' ? 'it is a file' : 'this user may not read it; start Mazeru as the user who made it';
    throw new EmbeddedPostgresError(
      'folder',
      `${path} should hold the database, but ${why}. Move it aside or set DATA_DIR to another folder.`,
    );
  }
}

function requireSameVersion(path: string, binaries: PostgresBinaries): void {
  let made: string;
  try {
    made = readFileSync(join(path, 'PG_VERSION'), 'utf8').trim();
  } catch {
    throw new EmbeddedPostgresError(
      'folder',
      `${path} holds files, but they are no PostgreSQL database.`,
      'Move them aside, or set DATA_DIR to a folder that is empty or that Mazeru has made.',
    );
  }
  const said = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
  const ours = said.error === undefined ? /\b(\d+)(\.\d+|\w+)/.exec(said.stdout)?.[1] : undefined;
  if (ours === undefined) {
    throw new EmbeddedPostgresError(
      'binaries',
      `${binaries.postgres} does not run here: ${said.error?.message ?? said.stderr}. ${OWN_SERVER}`,
    );
  }
  if (ours !== made) {
    throw new EmbeddedPostgresError(
      'version',
      `${path} was made by PostgreSQL ${made} and this Mazeru brings PostgreSQL ${ours}, which cannot read it.`,
      'Start the Mazeru that made it, or set DATA_DIR to a new folder and carry the data over with pg_dump.',
    );
  }
}

function passwordOf(dataDir: string, isNew: boolean): string {
  const file = join(dataDir, 'postgres-password');
  if (existsSync(file)) {
    try {
      chmodSync(file, 0o600);
      return readFileSync(file, 'utf8').trim();
    } catch {
      throw new EmbeddedPostgresError(
        'folder',
        `${file} belongs to another user.`,
        `Start Mazeru as the user who made ${dataDir}, or set DATA_DIR to another folder.`,
      );
    }
  }
  if (!isNew) {
    throw new EmbeddedPostgresError(
      'folder',
      `The database's password, ${file}, is gone.`,
      `Put it back, or move ${join(dataDir, 'postgres')} aside to begin with an empty database.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Made beside its final place and moved there when complete, so that an interrupted start leaves nothing half made. */
async function makeCluster(
  path: string,
  password: string,
  binaries: PostgresBinaries,
  runAs: RunAs | undefined,
  durable: boolean,
): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const passwordFile = `${path}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runAs !== undefined) {
    chownSync(unfinished, runAs.uid, runAs.gid);
    chownSync(passwordFile, runAs.uid, runAs.gid);
  }
  try {
    const initdb = spawnPostgres(
      binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        `--username=${EMBEDDED_NAME}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      { runAs, lent: [unfinished, passwordFile], output: 'pipe' },
    );
    let said = '';
    for (const stream of [initdb.stdout, initdb.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(initdb, 'close')) as [number | null];
    if (code !== 0) throw new EmbeddedPostgresError('start', `PostgreSQL could not make its folder ${path}: ${said.trim()}`);
    if (existsSync(path)) rmSync(path, { recursive: true });
    renameSync(unfinished, path);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}
