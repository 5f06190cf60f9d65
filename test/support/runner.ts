import { inspect } from 'node:util';
import { addEventHandler } from 'jest-circus';
import type { Circus } from '@jest/types';

/** How long a test or a hook may take that names no time of its own. */
const PATIENCE_MS = 30_000;

// What a test starts is a program of its own, and starts as it does for everybody.
delete process.env['NODE_OPTIONS'];

/** What each file does last, after everything that it does itself. */
const last = new WeakMap<Circus.DescribeBlock, Circus.Hook>();

/** What failed while nobody listened; whoever listens to a promise later takes it out again. */
const unheard = new Map<object, unknown>();
process.on('unhandledRejection', (reason, promise) => unheard.set(promise, reason));
process.on('rejectionHandled', (promise) => unheard.delete(promise));
process.on('uncaughtException', (thrown) => unheard.set({}, thrown));

/**
 * The runner knows neither time limits nor the end of a file: a test or hook that hangs fails, what a file has spied on is let go, and what
 * failed unheard fails its file, where Node would end the process with all the file's results.
 */
addEventHandler((event, { currentDescribeBlock, rootDescribeBlock }) => {
  if (event.name !== 'add_test' && event.name !== 'add_hook') return;
  const added = event.name === 'add_test' ? currentDescribeBlock.children.at(-1) : currentDescribeBlock.hooks.at(-1);
  if (added && 'fn' in added) added.fn = inTime(added.fn, event.timeout ?? PATIENCE_MS);
  const { hooks } = rootDescribeBlock;
  const ours = last.get(rootDescribeBlock);
  if (ours) {
    hooks.push(...hooks.splice(hooks.indexOf(ours), 1));
    return;
  }
  const hook = { type: 'afterAll', parent: rootDescribeBlock, fn: end, asyncError: new Error(), seenDone: false, timeout: undefined } satisfies Circus.Hook;
  last.set(rootDescribeBlock, hook);
  hooks.push(hook);
});

/** The end of a file, once Node has said what fails unheard in its last step. */
async function end(): Promise<void> {
  jest.restoreAllMocks();
  await new Promise((done) => setImmediate(done));
  const failed = [...unheard.values()];
  unheard.clear();
  if (failed.length > 0) throw new Error(`${failed.length} failures that nobody listened to; the first: ${inspect(failed[0])}`);
}

/** Fails after so many milliseconds. */
function inTime(run: Circus.TestFn, limitMs: number): Circus.TestFn {
  if (run.length > 0) throw new Error('tests and hooks here return what they wait for, they take no callback');
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error(`not done after ${limitMs / 1000} s`)), limitMs);
    });
    try {
      await Promise.race([Promise.resolve(Reflect.apply(run, undefined, [])), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
