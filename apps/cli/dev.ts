import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** The web app served from its sources, each change in the page at once; it passes what is for the api on to it. */
export const WEB_SERVER = {
  script: join(ROOT, 'node_modules/vite/bin/vite.js'),
  args: ['apps/web', '--config', join(ROOT, 'apps/web/vite.config.ts'), '--strictPort', '--clearScreen', 'false', '--logLevel', 'warn'],
};

/** A compiler that waits for changes. */
export interface Watch {
  /** From then on no change is missed: what is saved before, while it reads the sources for the first time, may be. */
  begun: Promise<void>;
  stop: () => Promise<void>;
}

/** Compiles after every change, and calls `renew` when the code is whole again: once at a time, and once more for what changed meanwhile. */
export function watchSources(renew: () => Promise<unknown>): Watch {
  let begin = (): void => undefined;
  const begun = new Promise<void>((done) => {
    begin = done;
  });
  const renewal = oneAtATime(renew);
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
    else if (!isFirst) renewal();
    said = '';
    isFirst = false;
    begin();
  });
  compiler.once('exit', begin);
  const stop = async (): Promise<void> => {
    if (compiler.pid === undefined || compiler.exitCode !== null || compiler.signalCode !== null) return;
    const gone = once(compiler, 'exit');
    process.kill(-compiler.pid, 'SIGTERM');
    await gone;
  };
  return { begun, stop };
}

/** Does it when called, never twice at a time; however often it is called meanwhile, it is done once more afterwards. */
function oneAtATime(deed: () => Promise<unknown>): () => void {
  let isRunning = false;
  let isWanted = false;
  const run = async (): Promise<void> => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await deed();
    }
    isRunning = false;
  };
  return () => void run();
}
