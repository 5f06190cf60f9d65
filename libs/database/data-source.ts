import { makeWorkerUtils } from 'graphile-worker';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '#db/migrations/index';

// A date column is a Tokyo day: text, never an instant in whatever zone the process runs.
const DATE_OID = 1082;
pg.types.setTypeParser(DATE_OID, (text) => text);

// An instant on a whole second, in the UTC of our servers, is read as it stands; what is written otherwise by the driver's own reading, which takes longer.
const INSTANT_OID = 1184;
const IN_UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\+00$/;
const types: { getTypeParser(type: number, format: 'text'): (text: string) => unknown } = pg.types;
const readInstant = types.getTypeParser(INSTANT_OID, 'text');
// The same few come again and again in the rows of a list; what is kept is the number, for a Date can be changed by whoever holds it.
const INSTANTS = new Map<string, number>();
const MOST_INSTANTS = 10_000;
pg.types.setTypeParser(INSTANT_OID, (text) => {
  const known = INSTANTS.get(text);
  if (known !== undefined) return new Date(known);
  const parts = IN_UTC.exec(text);
  if (!parts) return readInstant(text);
  const found = new Date(`${parts[1]}T${parts[2]}Z`);
  if (INSTANTS.size === MOST_INSTANTS) INSTANTS.clear();
  INSTANTS.set(text, found.getTime());
  return found;
});

export interface DatabaseOptions {
  /** Read-only copies that plain finds may use; transactions and raw queries stay on the primary. */
  replicaUrls?: readonly string[];
  poolSize?: number;
}

/**
 * A connection that is cut tells whoever runs a statement on it by that statement. The event beside it finds nobody listening while the pool is
 * just handing it on; unheard it would end the process.
 */
class Connection extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** The one connection setting, used by api, worker, commands and tests. */
export function dataSourceOptions(url: string, { replicaUrls = [], poolSize = 20 }: DatabaseOptions = {}): DataSourceOptions {
  const connection = replicaUrls.length
    ? { replication: { defaultMode: 'slave' as const, master: { url }, slaves: replicaUrls.map((replica) => ({ url: replica })) } }
    : { url };
  return {
    type: 'postgres',
    ...connection,
    poolSize,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    applicationName: 'mazeru',
    extra: { connectionTimeoutMillis: 10_000, Client: Connection },
  };
}

/** A connected data source without entities: for commands, migrations and tests. The caller destroys it. */
export async function openDataSource(url: string, options?: DatabaseOptions): Promise<DataSource> {
  return new DataSource(dataSourceOptions(url, options)).initialize();
}

// Two processes that start together must not migrate at once.
const MIGRATION_LOCK = 7_317_001;

/** Bring the database to the newest shape, job queue included. Safe to call from several processes at once. */
export async function migrate(dataSource: DataSource, url: string): Promise<void> {
  const holder = dataSource.createQueryRunner();
  await holder.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await dataSource.runMigrations({ transaction: 'each' });
    const queue = await makeWorkerUtils({ connectionString: url, noPreparedStatements: false });
    await queue.migrate();
    await queue.release();
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await holder.release();
  }
}
