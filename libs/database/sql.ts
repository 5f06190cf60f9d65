import { DataSource, EntityManager } from 'typeorm';
import { Refusal } from '#libs/kernel';
import { PreparedStatement } from './prepared-statement.js';

/** Anything that runs SQL: the open transaction, or the data source outside one. */
export type Sql = Pick<EntityManager, 'query'> | Pick<DataSource, 'query'>;

/** The rows of one statement. `T` is the promise of the SQL text beside it, checked by the tests of its caller. */
export async function rows<T>(sql: Sql, text: string, params: unknown[] = []): Promise<T[]> {
  const result: unknown = await sql.query(text, params);
  // TypeORM answers update and delete with [rows, count].
  const list: unknown = Array.isArray(result) && Array.isArray(result[0]) ? result[0] : result;
  return list as T[];
}

/** The part of pg's client that runs a statement; TypeORM's own `query` cannot name one. */
interface Client {
  query(statement: PreparedStatement, values: undefined, done: (error: Error | null) => void): unknown;
  on(event: 'error', heard: () => void): unknown;
  removeListener(event: 'error', heard: () => void): unknown;
}

/** The part of pg's pool that lends clients. */
interface Pool {
  connect(lent: (error: Error | undefined, client: Client | undefined, release: () => void) => void): void;
}

const isPool = (thing: unknown): thing is Pool => typeof thing === 'object' && thing !== null && 'connect' in thing && typeof thing.connect === 'function';

/** The pg pool of the primary, under TypeORM's driver. */
function poolOf({ driver }: DataSource): Pool {
  if ('master' in driver && isPool(driver.master)) return driver.master;
  throw new Error('this data source has no pool of pg: it is not open, or not PostgreSQL');
}

/**
 * The rows of a statement on a hot path: parsed and planned once a connection under its name, then only run. One name, one text.
 * On the primary always. Same promise of `T` as `rows`.
 */
export async function prepared<T>(sql: DataSource | EntityManager, name: string, text: string, params: unknown[]): Promise<T[]> {
  const statement = new PreparedStatement(name, text, params);
  const held = sql instanceof DataSource ? undefined : sql.queryRunner;
  await (held ? runOn(await (held.connect() as Promise<Client>), statement) : runInPool(poolOf(sql instanceof DataSource ? sql : sql.dataSource), statement));
  return statement.rows as T[];
}

/** The same wherever a transaction or the data source is at hand; anything else that runs SQL plans it anew. */
export const planned = <T>(sql: Sql, name: string, text: string, params: unknown[]): Promise<T[]> =>
  sql instanceof DataSource || sql instanceof EntityManager ? prepared<T>(sql, name, text, params) : rows<T>(sql, text, params);

const runOn = (client: Client, statement: PreparedStatement): Promise<void> =>
  new Promise((done, fail) => client.query(statement, undefined, (error) => (error ? fail(error) : done())));

/** A statement that is refused leaves its connection sound: it goes back to the pool, which looks for itself whether it still answers. */
const runInPool = (pool: Pool, statement: PreparedStatement): Promise<void> =>
  new Promise((done, fail) =>
    pool.connect((unreachable, client, release) => {
      if (unreachable || !client) return fail(unreachable ?? new Error('the pool lent nothing'));
      // A connection that is cut tells both the statement and whoever listens to it; an error that nobody listens to ends the process.
      const lost = (): void => undefined;
      client.on('error', lost);
      client.query(statement, undefined, (error) => {
        client.removeListener('error', lost);
        release();
        if (error) fail(error);
        else done();
      });
    }),
  );

/** The first row, or null. */
export async function row<T>(sql: Sql, text: string, params: unknown[] = []): Promise<T | null> {
  return (await rows<T>(sql, text, params))[0] ?? null;
}

/** The one row that must be there; `what` is its noun. Refuses `missing` (404) when it is not. */
export async function theRow<T>(sql: Sql, what: string, text: string, params: unknown[] = []): Promise<T> {
  const found = await row<T>(sql, text, params);
  if (!found) throw Refusal.missing(what);
  return found;
}
