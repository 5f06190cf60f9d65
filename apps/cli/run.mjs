import { build, compile, isStale } from './build.mjs';

// `node apps/cli/run.mjs NAME …` runs the command dist/apps/cli/NAME.js, after a build when the sources are newer than the last one.
// One process from here on: signals reach the command itself, and its exit code is the exit code.

const [name = 'start', ...args] = process.argv.slice(2);
if (name === 'dev') {
  compile();
} else if (isStale()) {
  process.stderr.write('Building, for the sources are newer than the last build …\n');
  build();
}

const command = new URL(`../../dist/apps/cli/${name === 'dev' ? 'start' : name}.js`, import.meta.url);
process.argv = [process.argv[0], command.pathname, ...(name === 'dev' ? ['dev'] : args)];
await import(command.href);
