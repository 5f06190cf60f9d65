import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// JavaScript, for this runs before anything is compiled.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STAMP = join(ROOT, 'dist/built');
/** What Stripe's API looks like: data that the built simulator reads from beside it. */
const CONTRACT = 'test/contract/stripe/contract-2026-10-28.endive.json.gz';
const SOURCES = ['apps', 'libs', 'db', CONTRACT, 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const COMPILED = ['apps', 'libs', 'db'];

/** Compiles the server's parts; about a second. Ends this process when that fails. */
export function compile() {
  run('node_modules/tsgo/bin/tsc', '-p', 'tsconfig.build.json');
  copyFileSync(join(ROOT, CONTRACT), join(ROOT, 'dist/apps/stripe-sim', basename(CONTRACT)));
}

/** Compiles and bundles everything into dist/, from nothing. */
export function build() {
  for (const part of COMPILED) rmSync(join(ROOT, 'dist', part), { recursive: true, force: true });
  rmSync(STAMP, { force: true });
  compile();
  run('node_modules/vite/bin/vite.js', 'build', 'apps/web', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn');
  writeFileSync(STAMP, '');
}

/** Whether some source is newer than the last whole build. A folder counts too: what was deleted or renamed leaves its mark there. */
export function isStale() {
  return !existsSync(STAMP) || SOURCES.some((source) => newest(join(ROOT, source)) > statSync(STAMP).mtimeMs);
}

/** @param {string} path */
function newest(path) {
  let latest = statSync(path).mtimeMs;
  if (!statSync(path).isDirectory()) return latest;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}

/** @param {string[]} args */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
