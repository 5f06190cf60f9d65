import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';

// What `npm start` does, with everything it starts. It builds first where the last build is older than the sources.
const PATIENCE_MS = 180_000;

let dataDir: string;
let port: number;
const launched: Launch[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'mazeru-start-'));
  chmodSync(dataDir, 0o755);
  port = await somePort();
});

afterEach(async () => {
  for (const { child } of launched.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(dataDir, { recursive: true, force: true });
}, PATIENCE_MS);

describe('npm start', () => {
  it('brings everything up, ends it all on Ctrl-C with code 0, and finds its data again', async () => {
    const first = start();
    await first.says('Mazeru is running.');
    expect(first.said()).toContain(`http://localhost:${port}`);
    expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
    expect(await (await fetch(/Mail +(\S+)/.exec(first.said())?.[1] ?? '')).text()).toContain('届いたメール');
    expect(processes()).toEqual(['api', 'mail-catcher', 'postgres', 'stripe-sim', 'worker']);
    expect((await fetch(`${new URL(/Stripe +(\S+)/.exec(first.said())?.[1] ?? '').origin}/v1/balance`)).status).toBe(401);
    const secrets = readFileSync(join(dataDir, 'secret-keys'), 'utf8');

    expect(await first.endsOn('SIGINT')).toBe(0);
    expect(processes()).toEqual([]);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);

    const second = start();
    await second.says('Mazeru is running.');
    expect(readFileSync(join(dataDir, 'secret-keys'), 'utf8')).toBe(secrets);
    expect(await second.endsOn('SIGTERM')).toBe(0);
    expect(processes()).toEqual([]);
  }, PATIENCE_MS);

  it('comes up again after it was killed, and its processes do not outlive it for long', async () => {
    const first = start();
    await first.says('Mazeru is running.');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await settles(() => processes().join() === 'postgres');

    const second = start();
    await second.says('Mazeru is running.');
    expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
    expect(await second.endsOn('SIGINT')).toBe(0);
    expect(processes()).toEqual([]);
  }, PATIENCE_MS);

  it('starts a process again that died', async () => {
    const mazeru = start();
    await mazeru.says('Mazeru is running.');
    for (const { pid, name } of running()) if (name === 'api') process.kill(pid, 'SIGKILL');
    await mazeru.says('The api process ended (SIGKILL) and is started again.');
    await settles(() =>
      fetch(`http://localhost:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }, PATIENCE_MS);

  it('uses the server of DATABASE_URL and starts none of its own', async () => {
    const url = await createTestDatabase();
    const mazeru = start({ DATABASE_URL: url, SECRET_KEYS: Buffer.alloc(32, 1).toString('base64') });
    await mazeru.says('Mazeru is running.');
    expect(mazeru.said()).not.toContain('Demo sign-ins');
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    expect(await mazeru.endsOn('SIGINT')).toBe(0);
    await dropTestDatabase(url);
  }, PATIENCE_MS);

  it('says that its port is taken before it starts anything', async () => {
    const stranger = createServer().listen(port);
    await once(stranger, 'listening');
    const mazeru = start();
    expect(await mazeru.ends()).toBe(1);
    stranger.close();
    expect(mazeru.said()).toContain(`Port ${port} is taken`);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  }, PATIENCE_MS);

  it.each([
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud": write one of/],
    [
      { DATABASE_URL: 'postgres://m:p@127.0.0.1:1/mazeru', SECRET_KEYS: Buffer.alloc(32).toString('hex') },
      /127\.0\.0\.1:1 does not let Mazeru in: .*ECONNREFUSED.*Check DATABASE_URL/,
    ],
    [{ DATA_DIR: '/sys/mazeru' }, /cannot be used/],
  ])('says in a sentence what keeps it from starting: %j', async (env: Record<string, string>, sentence) => {
    const mazeru = start(env);
    expect(await mazeru.ends()).toBe(1);
    expect(mazeru.said()).toMatch(sentence);
    expect(mazeru.said()).not.toMatch(/^\s+at /m);
  }, PATIENCE_MS);
});

interface Launch {
  child: ChildProcess;
  said: () => string;
  /** Waits until it has said that; fails when it ends instead. */
  says: (text: string) => Promise<void>;
  ends: () => Promise<number | null>;
  endsOn: (signal: NodeJS.Signals) => Promise<number | null>;
}

function start(env: Record<string, string> = {}): Launch {
  const child = spawn(process.execPath, ['apps/cli/run.mjs', 'start'], {
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, PORT: String(port), ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ends = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  const launch: Launch = {
    child,
    said: () => said,
    says: async (text) => {
      await settles(() => said.includes(text) || child.exitCode !== null, 120_000);
      if (!said.includes(text)) throw new Error(`It never said "${text}", but:\n${said}`);
    },
    ends,
    endsOn: (signal) => {
      child.kill(signal);
      return ends();
    },
  };
  launched.push(launch);
  return launch;
}

/** What of Mazeru runs on this test's data folder besides the launcher, in alphabetical order. */
function processes(): string[] {
  return running()
    .map(({ name }) => name)
    .toSorted();
}

function running(): { pid: number; name: string }[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      const words = readProc(pid, 'cmdline');
      const name = isServer(pid) ? 'postgres' : /apps\/([\w-]+)\/main\.js/.exec(words)?.[1];
      const isOurs = name === 'postgres' || readProc(pid, 'environ').includes(`DATA_DIR=${dataDir}\0`);
      return name !== undefined && isOurs ? [{ pid: Number(pid), name }] : [];
    });
}

/** The database server itself; what it forks bears its command line too, until it gets a title of its own. */
function isServer(pid: string): boolean {
  const isStartedHere = (of: string): boolean => readProc(of, 'cmdline').includes(`-D\0${dataDir}/`);
  return isStartedHere(pid) && !isStartedHere(/^PPid:\s*(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? '');
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

async function settles(holds: () => boolean | Promise<boolean>, patienceMs = 15_000): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It did not come to that in time.');
    await sleep(50);
  }
}

async function somePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
