import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-error.js';
import type { ServerFolder } from './embedded-folder.js';
import { freePort, portIsFree, processBirth, readPostmaster, servesFolder, stopPostmaster, until } from './embedded-process.js';
import { spawnPostgres } from './embedded-user.js';

/** A server that accepts connections on 127.0.0.1. */
export interface RunningServer {
  pid: number;
  port: number;
}

// Sockets in /tmp outlive a killed server and would keep the next one from starting.
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
  'jit=off',
  'max_connections=200',
  // Whatever is asked often lies in memory, where a page by an index costs hardly more than the next one.
  'random_page_cost=1.1',
];
const NOT_DURABLE = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
];
/** How long the remains of a killed server (its other processes, its shared memory) may take to go away. */
const RECOVERY_MS = 3_000;
const START_MS = 60_000;
const LOG_LIMIT_BYTES = 5_000_000;

/**
 * The server that a killed Mazeru left on this folder, when it still serves and sits on the wanted port. Any other one is
 * stopped; a `postmaster.pid` whose process is not a server of this folder is thrown away.
 */
export async function adoptOrStop(path: string, port: number | undefined): Promise<RunningServer | undefined> {
  const left = readPostmaster(path);
  if (left === undefined) return undefined;
  if (servesFolder(left.pid, path)) {
    await until(() => readPostmaster(path)?.status !== 'starting', START_MS);
    const now = readPostmaster(path);
    if (now?.status === 'ready' && servesFolder(now.pid, path) && (port === undefined || now.port === port)) return now;
    await stopPostmaster(left.pid);
  }
  rmSync(join(path, 'postmaster.pid'), { force: true });
  return undefined;
}

/** Starts the server and waits until it accepts connections, trying again while the remains of a killed one are in the way. */
export async function startServer(
  folder: ServerFolder,
  logFile: string,
  options: { port?: number | undefined; durable: boolean },
): Promise<RunningServer> {
  const giveUpAt = performance.now() + RECOVERY_MS;
  for (;;) {
    if (options.port !== undefined) await requireFreePort(options.port);
    const port = options.port ?? (await freePort());
    const log = openLog(logFile);
    const attempt = await attemptStart(folder, port, options.durable, log.descriptor);
    if (attempt.pid !== undefined) return { pid: attempt.pid, port };
    const said = attempt.failure ?? readFileSync(logFile, 'utf8').slice(log.length).trim();
    const willPass = /pre-existing shared memory|lock file .* already exists|Address already in use/.test(said);
    if (!willPass || performance.now() > giveUpAt) {
      throw new EmbeddedPostgresError(
        'start',
        `PostgreSQL could not start on ${folder.path}. Its last words, also in ${logFile}:\n${said}`,
      );
    }
    await until(() => false, 100);
  }
}

async function requireFreePort(port: number): Promise<void> {
  if (await until(() => portIsFree(port, '127.0.0.1'), RECOVERY_MS)) return;
  throw new EmbeddedPostgresError(
    'port',
    `Port ${port}, wanted for the database, is taken by another program.`,
    'Set DATABASE_PORT to a free one, or leave it out and a free one is chosen.',
  );
}

/** The server writes to a file and not to us: it has to be able to speak after we were killed. */
function openLog(file: string): { descriptor: number; length: number } {
  const length = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (length > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return { descriptor: openSync(file, 'a', 0o600), length: length > LOG_LIMIT_BYTES ? 0 : length };
}

async function attemptStart(
  folder: ServerFolder,
  port: number,
  durable: boolean,
  log: number,
): Promise<{ pid?: number; failure?: string }> {
  const settings = [...SETTINGS, ...(durable ? [] : NOT_DURABLE)].flatMap((setting) => ['-c', setting]);
  // Of its own process group: Ctrl-C reaches us alone, and the database goes last.
  const child = spawnPostgres(folder.binaries.postgres, ['-D', folder.path, '-p', String(port), ...settings], {
    runAs: folder.runAs,
    lent: [folder.path],
    output: log,
    detached: true,
  });
  closeSync(log);
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.unref();
  const ended = (): boolean => failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  const ready = (): boolean => {
    const now = readPostmaster(folder.path);
    return now !== undefined && now.pid === child.pid && now.status === 'ready';
  };
  await until(() => ended() || ready(), START_MS);
  if (!ended() && ready()) return { pid: child.pid };
  if (!ended() && child.pid !== undefined) {
    await stopPostmaster(child.pid);
    return { failure: `It was not ready after ${START_MS / 1000} seconds.` };
  }
  return { failure };
}

/** Whether that server is still there. */
export function isAlive(server: RunningServer): boolean {
  return processBirth(server.pid) !== undefined;
}
