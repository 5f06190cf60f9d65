import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './embedded-binaries.js';
import { EmbeddedPostgresError, systemCode } from './embedded-error.js';

/** Who runs the server when Mazeru itself runs as root, which PostgreSQL refuses to. */
export interface RunAs {
  uid: number;
  gid: number;
  name: string;
}

/** The embedded server's place on disk. */
export interface ServerFolder {
  /** PostgreSQL's own data folder, `DATA_DIR/postgres`. */
  path: string;
  /** Password of the database user `mazeru`; made once, kept beside the folder for its owner's eyes alone. */
  password: string;
  runAs: RunAs | undefined;
  /** Whether it was made just now, with nothing in it. */
  isNew: boolean;
}

/** The one database user and the one database of an embedded server. */
export const EMBEDDED_NAME = 'mazeru';

const OWN_SERVER = 'Or set DATABASE_URL to a PostgreSQL 18 of your own.';

/** Makes DATA_DIR when it is not there, and says plainly when it cannot be used. */
export function openDataDir(dataDir: string): void {
  try {
    // Root's PostgreSQL user has to pass through; the secrets in the folder are files of mode 600.
    if (mkdirSync(dataDir, { recursive: true }) !== undefined) chmodSync(dataDir, 0o755);
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
    };
    const reason = why[systemCode(error) ?? ''] ?? String(error);
    throw new EmbeddedPostgresError('folder', `The data folder ${dataDir} cannot be used: ${reason}. Set DATA_DIR to a folder that this user may write to.`);
  }
}

/**
 * Brings `DATA_DIR/postgres` to the point where the server can start on it, making it when absent.
 * `durable: false` skips waiting for the disk; for throw-away servers of tests.
 */
export async function prepareServerFolder(dataDir: string, binaries: PostgresBinaries, durable: boolean): Promise<ServerFolder> {
  const path = join(dataDir, 'postgres');
  const runAs = userToRunAs(path);
  requireReach(dataDir, runAs, 'Set DATA_DIR to a folder below /var/lib or /srv,');
  requireReach(binaries.home, runAs, 'Move the project to a folder such as /srv/mazeru,');
  const isNew = !existsSync(path) || isEmptyFolder(path);
  if (!isNew) requireSameVersion(path, binaries);
  const password = passwordOf(dataDir, isNew);
  if (isNew) await makeCluster(path, password, binaries, runAs, durable);
  return { path, password, runAs, isNew };
}

/** Root lends the server to whoever owns the data folder already, else to the user `postgres`, who is made when missing. */
function userToRunAs(path: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existsSync(path) ? statSync(path) : undefined;
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `number ${owner.uid}` };
  const known = lookUpUser('postgres');
  if (known !== undefined) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = lookUpUser('postgres');
  if (made !== undefined) return made;
  throw new EmbeddedPostgresError(
    'user',
    `PostgreSQL refuses to run as root, and there is no user "postgres" to run it as; making one with useradd failed. Start Mazeru as an ordinary user, or make that user first. ${OWN_SERVER}`,
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

/** A folder is out of reach when any folder above it lets the user not pass, however open it is itself. */
function requireReach(folder: string, runAs: RunAs | undefined, advice: string): void {
  if (runAs === undefined) return;
  for (const step of withParents(folder)) {
    const { uid, gid, mode } = statSync(step);
    const passes = uid === runAs.uid ? mode & 0o100 : gid === runAs.gid ? mode & 0o010 : mode & 0o001;
    if (passes) continue;
    throw new EmbeddedPostgresError(
      'folder',
      `Started by root, Mazeru runs PostgreSQL as the user ${runAs.name}, who may not pass through ${step} and so cannot reach ${folder}. ${advice} or let users through with "chmod o+x ${step}". ${OWN_SERVER}`,
    );
  }
}

function withParents(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...withParents(parent), folder];
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch (error) {
    const why = systemCode(error) === 'ENOTDIR' ? 'it is a file' : 'this user may not read it; start Mazeru as the user who made it';
    throw new EmbeddedPostgresError('folder', `${path} should hold the database, but ${why}. Move it aside or set DATA_DIR to another folder.`);
  }
}

function requireSameVersion(path: string, binaries: PostgresBinaries): void {
  let made: string;
  try {
    made = readFileSync(join(path, 'PG_VERSION'), 'utf8').trim();
  } catch {
    throw new EmbeddedPostgresError(
      'folder',
      `${path} holds files, but they are no PostgreSQL database. Move them aside, or set DATA_DIR to a folder that is empty or that Mazeru has made.`,
    );
  }
  const said = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
  const ours = said.error === undefined ? /\b(\d+)(\.\d+|\w+)/.exec(said.stdout)?.[1] : undefined;
  if (ours === undefined) {
    throw new EmbeddedPostgresError('binaries', `${binaries.postgres} does not run here: ${said.error?.message ?? said.stderr}. ${OWN_SERVER}`);
  }
  if (ours !== made) {
    throw new EmbeddedPostgresError(
      'version',
      `${path} was made by PostgreSQL ${made} and this Mazeru brings PostgreSQL ${ours}, which cannot read it. Start the Mazeru that made it, or set DATA_DIR to a new folder and carry the data over with pg_dump.`,
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
      throw new EmbeddedPostgresError('folder', `${file} belongs to another user. Start Mazeru as the user who made ${dataDir}, or set DATA_DIR to another folder.`);
    }
  }
  if (!isNew) {
    throw new EmbeddedPostgresError('folder', `The database's password, ${file}, is gone. Put it back, or move ${join(dataDir, 'postgres')} aside to begin with an empty database.`);
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Made beside its final place and moved there when complete, so that an interrupted start leaves nothing half made. */
async function makeCluster(path: string, password: string, binaries: PostgresBinaries, runAs: RunAs | undefined, durable: boolean): Promise<void> {
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
    const { code, said } = await run(
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
      unfinished,
      runAs,
    );
    if (code !== 0) throw new EmbeddedPostgresError('start', `PostgreSQL could not make its folder ${path}: ${said.trim()}`);
    if (existsSync(path)) rmSync(path, { recursive: true });
    renameSync(unfinished, path);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function run(program: string, args: string[], cwd: string, runAs: RunAs | undefined): Promise<{ code: number | null; said: string }> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd, env: serverEnvironment(), uid: runAs?.uid, gid: runAs?.gid, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', fail);
    child.once('close', (code) => {
      done({ code, said });
    });
  });
}

/** What PostgreSQL's programs see of our environment: no `PG…` variable that would bend them, none of our secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH, TMPDIR } = process.env;
  return { PATH, LD_LIBRARY_PATH, TMPDIR, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}
