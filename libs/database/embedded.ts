import { readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries } from './embedded-binaries.js';
import { EmbeddedPostgresError } from './embedded-error.js';
import { EMBEDDED_NAME, openDataDir, prepareServerFolder } from './embedded-folder.js';
import { ownerOf, takeFolder } from './embedded-owner.js';
import { readPostmaster, stopPostmaster, until } from './embedded-process.js';
import { adoptOrStop, isAlive, startServer } from './embedded-server.js';

export interface EmbeddedPostgresOptions {
  /** The server's data, password and log live here. */
  dataDir: string;
  /** A fixed port of 127.0.0.1; a free one when absent. */
  port?: number | undefined;
  /** False never waits for the disk: fast, and a crash loses everything. For throw-away servers of tests. */
  durable?: boolean;
}

/** A real PostgreSQL server of our own, on 127.0.0.1. */
export interface EmbeddedPostgres {
  /** Address of the database `mazeru`, with its password. */
  url: string;
  port: number;
  /**
   * `made` with nothing in it, `started` on the data it had, `adopted` from a Mazeru that was killed, `joined` while another
   * running Mazeru keeps it.
   */
  origin: 'made' | 'started' | 'adopted' | 'joined';
  /** False once the server has ended, by us or by itself. */
  isAlive: () => boolean;
  /** Ends the server and gives the folder back; leaves a joined one alone. */
  stop: () => Promise<void>;
}

/**
 * Starts PostgreSQL under `dataDir`, making it first when absent. A server that a killed Mazeru left running is adopted, or
 * stopped and started again when it sits on another port than the one asked for.
 * Throws `EmbeddedPostgresError`, whose message tells the person at the terminal what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  openDataDir(resolve(options.dataDir));
  const dataDir = realpathSync(options.dataDir);
  const taken = takeFolder(dataDir);
  if ('heldBy' in taken) {
    throw new EmbeddedPostgresError(
      'inUse',
      `Another Mazeru (process ${taken.heldBy}) is running on ${dataDir}.`,
      'End that one first, or give this one a folder and a port of its own, for example DATA_DIR=.data2 PORT=3001.',
    );
  }
  try {
    const durable = options.durable ?? true;
    const folder = await prepareServerFolder(dataDir, binaries, durable);
    const adopted = await adoptOrStop(folder.path, options.port);
    const server = adopted ?? (await startServer(folder, join(dataDir, 'postgres.log'), { port: options.port, durable }));
    const url = urlOf(folder.password, server.port);
    // Whoever exits without stopping the server takes it along; only SIGKILL leaves it behind.
    const takeAlong = (): void => {
      if (isAlive(server)) process.kill(server.pid, 'SIGINT');
    };
    process.once('exit', takeAlong);
    const stop = async (): Promise<void> => {
      process.off('exit', takeAlong);
      await stopPostmaster(server.pid);
      taken.release();
    };
    await makeDatabase(folder.password, server.port).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    const origin = adopted !== undefined ? 'adopted' : folder.isNew ? 'made' : 'started';
    return { url, port: server.port, origin, isAlive: () => isAlive(server), stop };
  } catch (error) {
    taken.release();
    throw error;
  }
}

/** For a single command: the server of the Mazeru that runs on this folder, or one of its own when none does. */
export async function joinEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  if (ownerOf(dataDir) === undefined) return startEmbeddedPostgres(options);
  const path = join(dataDir, 'postgres');
  await until(() => readPostmaster(path)?.status === 'ready', 10_000);
  const server = readPostmaster(path);
  if (server?.status !== 'ready') {
    throw new EmbeddedPostgresError(
      'inUse',
      `The Mazeru that runs on ${dataDir} has no database yet. Wait until it has started, then try again.`,
    );
  }
  const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim();
  return {
    url: urlOf(password, server.port),
    port: server.port,
    origin: 'joined',
    isAlive: () => isAlive(server),
    stop: () => Promise.resolve(),
  };
}

function urlOf(password: string, port: number, database = EMBEDDED_NAME): string {
  return `postgres://${EMBEDDED_NAME}:${password}@127.0.0.1:${port}/${database}`;
}

/** A fresh server has only PostgreSQL's own databases; an interrupted first start may have left it so. */
async function makeDatabase(password: string, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(password, port, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [EMBEDDED_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${EMBEDDED_NAME}`);
  } finally {
    await client.end();
  }
}
