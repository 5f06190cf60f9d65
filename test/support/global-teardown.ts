import { once } from 'node:events';
import type {} from './global-setup.js';

/** Lets the server go; it ends PostgreSQL and removes its folder. */
export default async function tearDown(): Promise<void> {
  const server = globalThis.testDatabaseServer;
  if (server?.exitCode !== null) return;
  server.disconnect();
  await once(server, 'exit');
}
