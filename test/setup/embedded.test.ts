import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const asRoot = process.getuid?.() === 0;

let dataDir: string;
const launched: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mazeru-embedded-'));
  chmodSync(dataDir, 0o755);
});

afterEach(async () => {
  for (const child of launched.splice(0)) await kill(child, 'SIGKILL');
  const left = serverPid();
  if (left !== undefined && isPostgres(left)) process.kill(left, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the embedded database', () => {
  it('keeps its data from one start to the next, and leaves no process behind', async () => {
    const first = await launch();
    expect(first.answer).toMatchObject({ origin: 'made' });
    await remember(first.answer.url, 'kept');
    const pid = serverPid();
    await stop(first.child);
    expect(serverPid()).toBeUndefined();
    expect(isPostgres(pid ?? 0)).toBe(false);

    const second = await launch();
    expect(second.answer).toMatchObject({ origin: 'started' });
    expect(await remembered(second.answer.url)).toEqual(['kept']);
    await stop(second.child);
  });

  it('is PostgreSQL 18 in UTF-8 and UTC whatever the machine speaks, and listens to nobody without its password', async () => {
    const { answer } = await launch();
    const facts = await ask(
      answer.url,
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('timezone') as zone, encoding, datcollate
       from (select pg_encoding_to_char(encoding) as encoding, datcollate from pg_database where datname = current_database()) here`,
    );
    expect(facts).toEqual([{ version: 18, zone: 'UTC', encoding: 'UTF8', datcollate: 'C.UTF-8' }]);
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
    await expect(ask(answer.url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('is adopted, data and all, after its owner was killed', async () => {
    const first = await launch();
    await remember(first.answer.url, 'before the kill');
    const pid = serverPid();
    await kill(first.child, 'SIGKILL');
    expect(isPostgres(pid ?? 0)).toBe(true);

    const second = await launch();
    expect(second.answer).toMatchObject({ origin: 'adopted', url: first.answer.url });
    expect(await remembered(second.answer.url)).toEqual(['before the kill']);
    await stop(second.child);
    expect(isPostgres(pid ?? 0)).toBe(false);
  });

  it('moves to the port asked for, when the one left behind sits on another', async () => {
    const first = await launch();
    await remember(first.answer.url, 'moved');
    await kill(first.child, 'SIGKILL');

    const wanted = await somePort();
    const second = await launch(wanted);
    expect(second.answer).toMatchObject({ origin: 'started' });
    expect(new URL(second.answer.url).port).toBe(String(wanted));
    expect(await remembered(second.answer.url)).toEqual(['moved']);
  });

  it('recovers what was committed when owner and server were killed at once', async () => {
    const first = await launch();
    await remember(first.answer.url, 'committed');
    const pid = serverPid();
    if (pid === undefined) throw new Error('no server');
    first.child.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');

    const second = await launch();
    expect(second.answer).toMatchObject({ origin: 'started' });
    expect(await remembered(second.answer.url)).toEqual(['committed']);
  });

  it('starts over a pid file whose number belongs to a stranger by now', async () => {
    const first = await launch();
    await stop(first.child);
    writeFileSync(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n127.0.0.1\n0\nready\n`,
    );
    writeFileSync(join(dataDir, 'owner'), `${process.pid} 1\n`);

    const second = await launch();
    expect(second.answer).toMatchObject({ origin: 'started' });
  });

  it('begins anew where a first start was broken off', async () => {
    mkdirSync(join(dataDir, 'postgres.unfinished'));
    writeFileSync(join(dataDir, 'postgres.unfinished', 'half'), '');
    const { answer } = await launch();
    expect(answer).toMatchObject({ origin: 'made' });
  });

  // Only root has to lend the server to another user.
  if (asRoot) {
    it('serves from a folder that only root may enter, and is adopted there', async () => {
      chmodSync(dataDir, 0o700);
      const first = await launch();
      expect(first.answer).toMatchObject({ origin: 'made' });
      await remember(first.answer.url, 'behind closed doors');
      await kill(first.child, 'SIGKILL');
      const second = await launch();
      expect(second.answer).toMatchObject({ origin: 'adopted' });
      await stop(second.child);
      const third = await launch();
      expect(third.answer).toMatchObject({ origin: 'started' });
      expect(await remembered(third.answer.url)).toEqual(['behind closed doors']);
    });
  }
});

describe('a start that cannot be is refused with a sentence', () => {
  it('while another Mazeru runs on the folder, whose server stays untouched', async () => {
    const first = await launch();
    const second = await launch();
    expect(second.answer).toEqual({ problem: 'inUse', message: expect.stringContaining(`(process ${first.child.pid})`) });
    expect(second.answer.message).toContain('DATA_DIR=.data2 PORT=3001');
    expect(await ask(first.answer.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('when the wanted port is taken', async () => {
    const port = await somePort();
    const stranger = createServer().listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    const { answer } = await launch(port);
    stranger.close();
    expect(answer).toEqual({ problem: 'port', message: expect.stringContaining(`Port ${port}`) });
  });

  it('when a file stands where the folder should be', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    const { answer } = await launch(undefined, join(dataDir, 'file', 'data'));
    expect(answer).toEqual({ problem: 'folder', message: expect.stringMatching(/cannot be used: a file stands.*Set DATA_DIR/) });
  });

  it('when the folder holds something else', async () => {
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres', 'letter.txt'), 'dear');
    const { answer } = await launch();
    expect(answer).toEqual({ problem: 'folder', message: expect.stringContaining('no PostgreSQL database') });
    expect(readFileSync(join(dataDir, 'postgres', 'letter.txt'), 'utf8')).toBe('dear');
  });

  it('when another version made the data', async () => {
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    const { answer } = await launch();
    expect(answer).toEqual({ problem: 'version', message: expect.stringMatching(/made by PostgreSQL 15 .* brings PostgreSQL 18/) });
  });

  it('when the password was lost', async () => {
    const first = await launch();
    await stop(first.child);
    rmSync(join(dataDir, 'postgres-password'));
    const second = await launch();
    expect(second.answer).toEqual({ problem: 'folder', message: expect.stringContaining('postgres-password, is gone') });
  });

  it('when the folder cannot be written', async () => {
    const { answer } = await launch(undefined, '/sys/mazeru');
    expect(answer).toEqual({
      problem: 'folder',
      message: expect.stringMatching(/cannot be used: (this user may not write|that disk is read-only)/),
    });
  });

  // Node's own way of making folders never comes back from here.
  if (process.platform === 'linux') {
    it('when the place takes no folders', async () => {
      const { answer } = await launch(undefined, '/proc/mazeru/data');
      expect(answer).toEqual({ problem: 'folder', message: expect.stringContaining('cannot be used: nothing can be made there') });
    });
  }

  if (asRoot) {
    it('when root finds no user to lend it to', async () => {
      const { answer } = await launch(undefined, dataDir, { PATH: '/nowhere' });
      expect(answer).toEqual({ problem: 'user', message: expect.stringContaining('no user "postgres"') });
    });
  }
});

interface Answer {
  origin?: string;
  url: string;
  problem?: string;
  message?: string;
}

async function launch(port?: number, folder = dataDir, env: Record<string, string> = {}): Promise<{ child: ChildProcess; answer: Answer }> {
  const child = fork(join(process.cwd(), 'test/setup/embedded-owner.ts'), [folder, ...(port === undefined ? [] : [String(port)])], {
    execArgv: ['--conditions=source', '--import', '@swc-node/register/esm-register'],
    env: { ...process.env, ...env },
  });
  launched.push(child);
  const [answer] = (await once(child, 'message')) as [Answer];
  return { child, answer };
}

async function stop(child: ChildProcess): Promise<void> {
  child.send('stop');
  await once(child, 'exit');
}

async function kill(child: ChildProcess, signal: 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

function serverPid(): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return undefined;
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === join(dataDir, 'postgres');
  } catch {
    return false;
  }
}

async function somePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function ask(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function remember(url: string, word: string): Promise<void> {
  await ask(url, 'create table if not exists words (word text)');
  await ask(url, 'insert into words values ($1)', [word]);
}

async function remembered(url: string): Promise<unknown[]> {
  return (await ask(url, 'select word from words')).map((row) => (row as { word: string }).word);
}
