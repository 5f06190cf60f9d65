import { addEventHandler } from 'jest-circus';
import type { Circus } from '@jest/types';

/** How long a test or a hook may take that names no time of its own. */
const PATIENCE_MS = 30_000;

// What a test starts is a program of its own, and starts as it does for everybody.
delete process.env['NODE_OPTIONS'];

const seen = new WeakSet<Circus.DescribeBlock>();

/** The runner knows neither time limits nor the end of a file: a test or hook that hangs fails, and what a file has spied on is let go. */
addEventHandler((event, { currentDescribeBlock, rootDescribeBlock }) => {
  if (event.name !== 'add_test' && event.name !== 'add_hook') return;
  const added = event.name === 'add_test' ? currentDescribeBlock.children.at(-1) : currentDescribeBlock.hooks.at(-1);
  if (added && 'fn' in added) added.fn = inTime(added.fn, event.timeout ?? PATIENCE_MS);
  if (seen.has(rootDescribeBlock)) return;
  seen.add(rootDescribeBlock);
  afterAll(() => void jest.restoreAllMocks());
});

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
