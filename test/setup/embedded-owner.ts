import { EmbeddedPostgresError } from '../../libs/database/embedded-error.js';
import { startEmbeddedPostgres } from '../../libs/database/embedded.js';

/** A Mazeru reduced to its database: starts it on the given folder, tells its parent how that went, and keeps it until asked to stop. */
const [dataDir = '', port] = process.argv.slice(2);

process.on('disconnect', () => process.exit());
try {
  const postgres = await startEmbeddedPostgres({ dataDir, port: port === undefined ? undefined : Number(port) });
  process.on('message', () => void postgres.stop().then(() => process.exit()));
  process.send?.({ origin: postgres.origin, url: postgres.url });
} catch (error) {
  if (!(error instanceof EmbeddedPostgresError)) throw error;
  process.send?.({ problem: error.problem, message: error.message }, () => process.exit());
}
