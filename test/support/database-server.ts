import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDataSource, startEmbeddedPostgres } from '#libs/database';
import { TEMPLATE } from './database.js';

/**
 * The PostgreSQL of one test run, with a migrated template database, in a process of its own: what Jest runs before the tests
 * goes without our transforms, and a Jest that is killed must leave no server behind. It ends when its parent does.
 */
const dataDir = mkdtempSync(join(tmpdir(), 'mazeru-test-'));
// Root lends the server to another user, who has to reach it; the secrets in the folder have a mode of their own.
chmodSync(dataDir, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir, durable: false });

// Ctrl-C reaches the whole process group; the tests that still run need the server a little longer.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => {
  void postgres.stop().finally(() => {
    rmSync(dataDir, { recursive: true, force: true });
    process.exit();
  });
});

const url = postgres.url.replace(/\w+$/, TEMPLATE);
const server = await openDataSource(postgres.url);
await server.query(`create database ${TEMPLATE}`);
const template = await openDataSource(url);
await migrate(template, url);
await template.destroy();
// Nobody may sit in the template while it is copied.
await server.query(`alter database ${TEMPLATE} with is_template true allow_connections false`);
await server.destroy();
process.send?.(postgres.url);
