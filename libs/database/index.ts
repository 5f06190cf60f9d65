export { dataSourceOptions, openDataSource, migrate, type DatabaseOptions } from './data-source.js';
export { planned, poolOf, prepared, rows, row, theRow, type Sql } from './sql.js';
export { enqueue } from './jobs.js';
export { faultOf } from './fault.js';
export { startEmbeddedPostgres, joinEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded.js';
export { EmbeddedPostgresError, type EmbeddedPostgresProblem } from './embedded-error.js';
export { freePort, portIsFree, until } from './embedded-process.js';
export { ownSecretKeys, readRunningSettings, readSettings, SettingsError, writeSecretKeys, type RunningSettings, type Settings, type StripeSettings } from './settings.js';
export { DatabaseModule, SETTINGS } from './database.module.js';
