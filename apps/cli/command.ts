import { existsSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { joinEmbeddedPostgres, ownSecretKeys, readSettings, type RunningSettings, type Settings } from '#libs/database';
import { complain } from './complain.js';
import { openMigrated } from './prepare-database.js';

/** What a command knows: a database and keys for certain; Stripe where it is set. */
export type CommandSettings = Settings & Pick<RunningSettings, 'database' | 'secretKeys'>;

/**
 * The frame of every command but `start`: reads the settings, opens the database they name, or the embedded one (of the Mazeru
 * that runs on DATA_DIR, or started for the time being), does the work and closes what it opened.
 * The exit code is the number that `work` answers, or 1 when it throws.
 */
export async function runCommand(work: (db: DataSource, settings: CommandSettings) => Promise<number>): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const settings = readSettings(process.env);
    const secretKeys = settings.secretKeys ?? ownSecretKeys(settings.dataDir);
    process.exitCode = await withDatabase(settings, async (database) => {
      const db = await openMigrated(database.url);
      return work(db, { ...settings, database, secretKeys }).finally(() => db.destroy());
    });
  } catch (error) {
    process.exitCode = complain(error);
  }
}

async function withDatabase<T>(settings: Settings, use: (database: RunningSettings['database']) => Promise<T>): Promise<T> {
  if (settings.database !== undefined) return use(settings.database);
  const embedded = await joinEmbeddedPostgres({ dataDir: settings.dataDir, port: settings.databasePort });
  return use({ url: embedded.url, replicaUrls: [] }).finally(() => embedded.stop());
}
