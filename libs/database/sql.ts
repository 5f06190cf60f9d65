import { DataSource, type EntityManager } from 'typeorm';
import { Refusal } from '#libs/kernel';

/** Anything that runs SQL: the open transaction, or the data source outside one. */
export type Sql = Pick<EntityManager, 'query'> | Pick<DataSource, 'query'>;

/** The rows of one statement. `T` is the promise of the SQL text beside it, checked by the tests of its caller. */
export async function rows<T>(sql: Sql, text: string, params: unknown[] = []): Promise<T[]> {
  const result: unknown = await sql.query(text, params);
  // TypeORM answers update and delete with [rows, count].
  const list: unknown = Array.isArray(result) && Array.isArray(result[0]) ? result[0] : result;
  return list as T[];
}

interface PreparedQuery {
  name: string;
  text: string;
  values: unknown[];
}

/** The part of pg's client and pool that runs a statement, named or not; TypeORM's own `query` cannot name one. */
export interface Pool {
  query(statement: PreparedQuery | string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The pg pool of the primary, under TypeORM's driver: for named statements, and for counters that need no transaction. */
export function poolOf(dataSource: DataSource): Pool {
  const { master } = dataSource.driver as unknown as { master: Pool };
  return master;
}

async function preparing(sql: DataSource | EntityManager): Promise<Pool> {
  if (!(sql instanceof DataSource) && sql.queryRunner) return sql.queryRunner.connect() as Promise<Pool>;
  return poolOf(sql instanceof DataSource ? sql : sql.dataSource);
}

/**
 * The rows of a statement on a hot path: parsed and planned once a connection under its name, then only run. One name, one text.
 * On the primary always. Same promise of `T` as `rows`.
 */
export async function prepared<T>(sql: DataSource | EntityManager, name: string, text: string, params: unknown[]): Promise<T[]> {
  const result = await (await preparing(sql)).query({ name, text, values: params });
  return result.rows as T[];
}

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
