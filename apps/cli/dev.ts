import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** The web app served from its sources, each change in the page at once; it passes what is for the api on to it. */
export const WEB_SERVER = {
  script: join(ROOT, 'node_modules/vite/bin/vite.js'),
  args: ['apps/web', '--config', join(ROOT, 'apps/web/vite.config.ts'), '--strictPort', '--clearScreen', 'false', '--logLevel', 'warn'],
};

/** Compiles after every change, and calls `renewed` when the code is whole again. Answers how to end it. */
export function watchSources(renewed: () => Promise<unknown>): () => Promise<void> {
  const compiler = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/tsgo/bin/tsc'), '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
    {
      cwd: ROOT,
      // A group of its own, to be ended as one: the compiler is a process of that process.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  let isFirst = true;
  compiler.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const errors = /Found (\d+) errors?/.exec(said)?.[1];
    if (errors === undefined) return;
    if (errors !== '0') process.stdout.write(said);
    else if (!isFirst) void renewed().then(() => process.stdout.write('Compiled; api and worker are started anew.\n'));
    said = '';
    isFirst = false;
  });
  return async () => {
    if (compiler.pid === undefined || compiler.exitCode !== null) return;
    const gone = once(compiler, 'exit');
    process.kill(-compiler.pid, 'SIGTERM');
    await gone;
  };
}
