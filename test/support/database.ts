import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** The migrated database that every test database is a copy of. */
export const TEMPLATE = 'mazeru_template' as const;

/** Where the global set-up leaves the address of this run's server for the test files. */
export const SERVER_VARIABLE = 'MAZERU_TEST_SERVER';

/** A database of one's own, migrated and empty; about 50 ms. Drop it when the file is done. `template1` leaves the migrations out. */
export async function createTestDatabase(template: typeof TEMPLATE | 'template1' = TEMPLATE): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${template} strategy file_copy`);
  return serverUrl().replace(/\w+$/, name);
}

/** Ends the connections that are left, too: a test that forgot one fails for its own reasons, not here. */
export async function dropTestDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  if (!/^test_[0-9a-f]{32}$/.test(name)) throw new Error(`${name} is no test database.`);
  await onServer(`drop database if exists ${name} with (force)`);
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env[SERVER_VARIABLE];
  if (url === undefined) {
    throw new Error(
      'This run started no PostgreSQL, for it names *.spec files only, which are pure. Put tests with a database under test/.',
    );
  }
  return url;
}
