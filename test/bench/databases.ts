import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDataSource, startEmbeddedPostgres, type EmbeddedPostgres } from '#libs/database';
import { addBareTables, fill, type BenchData } from './data.js';

/** One durable PostgreSQL for the run (fsync on, as in production) with a filled database for each benchmark. */
export class BenchDatabase {
  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private readonly folder: string,
  ) {}

  static async start(): Promise<BenchDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'mazeru-bench-'));
    chmodSync(folder, 0o755);
    return new BenchDatabase(await startEmbeddedPostgres({ dataDir: folder }), folder);
  }

  async make(name: string, data: BenchData, { bare = false } = {}): Promise<string> {
    const server = await openDataSource(this.postgres.url);
    await server.query(`create database bench_${name}`);
    await server.destroy();
    const url = this.postgres.url.replace(/\w+$/, `bench_${name}`);
    const db = await openDataSource(url);
    await migrate(db, url);
    await fill(db, data);
    if (bare) await addBareTables(db);
    await db.query('checkpoint');
    await db.destroy();
    return url;
  }

  async stop(): Promise<void> {
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
