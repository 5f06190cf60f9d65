import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

declare global {
  /** The process that serves this run's PostgreSQL, from the set-up to the tear-down; Jest loads those two apart from each other. */
  var testDatabaseServer: ChildProcess | undefined;
}

/** One PostgreSQL for the whole run. Rules (`*.spec.ts`) are pure: a run that names nothing else does without. */
export default async function setUp(run: { testPathPatterns: { patterns: string[] } }): Promise<void> {
  const named = run.testPathPatterns.patterns;
  if (named.length > 0 && named.every((pattern) => /\.spec(\.ts)?$/.test(pattern))) return;

  const server = fork(fileURLToPath(new URL('database-server.ts', import.meta.url)), {
    execArgv: ['--conditions=source', '--import', '@swc-node/register/esm-register'],
  });
  globalThis.testDatabaseServer = server;
  process.env['MAZERU_TEST_SERVER'] = await new Promise<string>((done, fail) => {
    server.once('message', (message) => {
      if (typeof message === 'string') done(message);
    });
    server.once('exit', (code) => {
      fail(new Error(`The PostgreSQL of the tests did not start (exit code ${code}); what it said stands above.`));
    });
  });
}
