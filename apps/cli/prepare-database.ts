import type { DataSource } from 'typeorm';
import { DEMO_SIGN_INS, isEmpty, seed } from '#db/seeds/index';
import { migrate, openDataSource, row, theRow, type Settings } from '#libs/database';
import { SystemClock } from '#libs/kernel';
import { LaunchError } from './complain.js';

const OLDEST_VERSION = 18;

/** Who may be signed in as where the seed cooperative lives. */
export type DemoSignIns = typeof DEMO_SIGN_INS;

/**
 * Brings the database to the newest shape. An embedded one that is still empty gets the seed cooperative, except in production,
 * whose doors would stand open to everybody who knows the demo password. Answers the demo sign-ins where that cooperative lives.
 */
export async function prepareDatabase(url: string, settings: Settings): Promise<DemoSignIns | undefined> {
  const db = await openMigrated(url);
  try {
    if (settings.database !== undefined || settings.environment === 'production') return undefined;
    if (await isEmpty(db)) await seed(db, new SystemClock().now());
    return (await row(db, 'select from accounts where email = $1', [DEMO_SIGN_INS[0].email])) === null ? undefined : DEMO_SIGN_INS;
  } finally {
    await db.destroy();
  }
}

/** The database in its newest shape. Throws `LaunchError` when it cannot be reached or is too old. */
export async function openMigrated(url: string): Promise<DataSource> {
  const db = await connect(url);
  try {
    await migrate(db, url);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function connect(url: string): Promise<DataSource> {
  const { host, pathname } = new URL(url);
  const db = await openDataSource(url, { poolSize: 4 }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new LaunchError(`The database ${pathname.slice(1)} at ${host} does not let Mazeru in: ${why}. Check DATABASE_URL.`);
  });
  const { version } = await theRow<{ version: number }>(
    db,
    'version',
    `select current_setting('server_version_num')::int / 10000 as version`,
  );
  if (version >= OLDEST_VERSION) return db;
  await db.destroy();
  throw new LaunchError(`The database at ${host} is PostgreSQL ${version}; Mazeru needs ${OLDEST_VERSION} or newer.`);
}
