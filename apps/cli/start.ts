import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  freePort,
  ownSecretKeys,
  portIsFree,
  readSettings,
  startEmbeddedPostgres,
  until,
  writeSecretKeys,
  type Settings,
} from '#libs/database';
import { announcement } from './announcement.js';
import { complain, LaunchError } from './complain.js';
import { watchSources, WEB_SERVER } from './dev.js';
import { KeptProcess } from './kept-process.js';
import { prepareDatabase } from './prepare-database.js';
import { setUpSimulator } from './set-up-simulator.js';

/** How long the port may still be held by processes of a Mazeru that was just killed. */
const PORT_PATIENCE_MS = 3_000;
const READY_PATIENCE_MS = 60_000;
const DATABASE_LOOK_MS = 2_000;
/** Ctrl-C under npm arrives twice: from the terminal, and passed on by npm. */
const SAME_PRESS_MS = 1_000;

const APPS = join(import.meta.dirname, '..');

/**
 * `npm start`: brings up everything this machine needs (database, mail catcher, simulator of Stripe) and the api and worker on top of it, says where to
 * go, and takes all of it down again in the reverse order. `npm run dev` is the same with the web served from its sources and the
 * processes started anew after every change.
 */
class Launcher {
  private readonly closers: (() => Promise<unknown>)[] = [];
  private readonly kept: KeptProcess[] = [];
  private readonly asked = new AbortController();
  private started: Promise<void> = Promise.resolve();
  private askedAt = 0;
  private migrations = compiledMigrations();

  constructor(private readonly dev: boolean) {}

  run(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        this.ask();
      });
    }
    this.started = this.launch().catch((error: unknown) => {
      if (!this.asked.signal.aborted) void this.end(() => complain(error));
    });
  }

  private async launch(): Promise<void> {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const settings = readSettings(process.env);
    await requirePort(settings);
    const secretKeys = settings.secretKeys ?? ownSecretKeys(settings.dataDir);
    const databaseUrl = settings.database?.url ?? (await this.startDatabase(settings));
    this.asked.signal.throwIfAborted();

    const mail = settings.smtpUrl === undefined ? await this.startMailCatcher(settings) : undefined;
    const stripe = settings.stripe === undefined ? await this.startStripeSim(settings) : undefined;
    const demo = await prepareDatabase(databaseUrl, settings);
    this.asked.signal.throwIfAborted();

    const apiPort = this.dev ? await freePort() : settings.port;
    const env = {
      ...process.env,
      NODE_ENV: settings.environment,
      PORT: String(apiPort),
      PUBLIC_URL: settings.publicUrl,
      DATA_DIR: settings.dataDir,
      DATABASE_URL: databaseUrl,
      SECRET_KEYS: writeSecretKeys(secretKeys),
      SMTP_URL: settings.smtpUrl ?? mail?.smtpUrl,
      MAIL_CATCHER_URL: mail?.pageUrl,
      ...stripe?.env,
    };
    const whileWriting = this.dev ? { args: ['--without-screens'], onGivenUp: waitForMending } : {};
    const server = ['api', 'worker'].map((name) => this.keep(name, join(APPS, name, 'main.js'), env, whileWriting));
    const apiUrl = `http://${reachable(settings.host)}:${apiPort}`;
    const web = this.dev ? [this.keepWeb(settings, apiUrl)] : [];
    const sources = this.dev ? watchSources(() => this.renew(server, env)) : undefined;
    if (sources) this.closers.push(sources.stop);
    this.closers.push(() => Promise.all([...server, ...web].map((each) => each.stop())));
    await this.waitUntilReady(`${apiUrl}/readyz`);
    if (stripe) await setUpSimulator(databaseUrl, env, apiUrl);
    await sources?.begun;
    process.stdout.write(announcement(settings, { mail: mail?.pageUrl, stripe: stripe?.pageUrl }, demo));
  }

  /** Starts api and worker with the code of now, on a database that has every migration of it. */
  private async renew(server: readonly KeptProcess[], env: NodeJS.ProcessEnv): Promise<void> {
    process.stdout.write('Compiled; api and worker are started anew.\n');
    const migrations = compiledMigrations();
    if (migrations !== this.migrations) await once(fork(join(APPS, 'cli/admin.js'), ['migrate'], { env }), 'exit');
    this.migrations = migrations;
    await Promise.all(server.map((each) => each.restart()));
  }

  private async startDatabase(settings: Settings): Promise<string> {
    const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir, port: settings.databasePort });
    const look = setInterval(() => {
      if (!postgres.isAlive()) this.giveUp(`PostgreSQL ended by itself. Its last words are in ${join(settings.dataDir, 'postgres.log')}.`);
    }, DATABASE_LOOK_MS);
    this.closers.push(() => {
      clearInterval(look);
      return postgres.stop();
    });
    return postgres.url;
  }

  private async startMailCatcher(settings: Settings): Promise<{ smtpUrl: string; pageUrl: string }> {
    const page = settings.mailCatcherPort ?? (await freePort());
    if (!(await portIsFree(page, '127.0.0.1'))) {
      throw new LaunchError(
        `Port ${page}, wanted for the mail page, is taken by another program.`,
        'Set MAIL_CATCHER_PORT to a free one, or leave it out.',
      );
    }
    const smtp = await freePort();
    const env = { ...process.env, MAIL_CATCHER_PORT: String(page), MAIL_CATCHER_SMTP_PORT: String(smtp) };
    const catcher = this.keep('mail catcher', join(APPS, 'mail-catcher/main.js'), env);
    this.closers.push(() => catcher.stop());
    return { smtpUrl: `smtp://127.0.0.1:${smtp}`, pageUrl: `http://127.0.0.1:${page}` };
  }

  /** The simulator that answers in Stripe's place; what it knows stays under DATA_DIR, and so do the links that it made. */
  private async startStripeSim({ stripeSimPort, dataDir }: Settings): Promise<{ env: NodeJS.ProcessEnv; pageUrl: string }> {
    const dir = join(dataDir, 'stripe-sim');
    const port = stripeSimPort ?? (await keptPort(dir));
    if (!(await until(() => portIsFree(port, '127.0.0.1'), PORT_PATIENCE_MS))) {
      throw new LaunchError(
        `Port ${port}, wanted for the simulator of Stripe, is taken by another program.`,
        'Set STRIPE_SIM_PORT to a free one, or leave it out.',
      );
    }
    const webhookSecret = `whsec_${randomBytes(24).toString('hex')}`;
    const env = {
      ...process.env,
      DATA_DIR: dataDir,
      STRIPE_SIM_DIR: dir,
      STRIPE_SIM_PORT: String(port),
      STRIPE_SIM_WEBHOOK_SECRET: webhookSecret,
    };
    const simulator = this.keep('simulator of Stripe', join(APPS, 'stripe-sim/main.js'), env);
    this.closers.push(() => simulator.stop());
    return {
      env: {
        STRIPE_SECRET_KEY: 'sk_test_sim_0123456789',
        STRIPE_WEBHOOK_SECRETS: webhookSecret,
        STRIPE_API_HOST: '127.0.0.1',
        STRIPE_API_PORT: String(port),
        STRIPE_API_PROTOCOL: 'http',
      },
      pageUrl: `http://127.0.0.1:${port}/_sim/`,
    };
  }

  /** The web from its sources, on the port that people open. */
  private keepWeb({ port, host }: Settings, apiUrl: string): KeptProcess {
    const args = [...WEB_SERVER.args, '--port', String(port), '--host', host];
    return this.keep('web', WEB_SERVER.script, { ...process.env, API_URL: apiUrl }, { args });
  }

  /** `onGivenUp`: what is done when it dies again and again; unless told otherwise, everything ends. */
  private keep(name: string, script: string, env: NodeJS.ProcessEnv, more: { args?: string[]; onGivenUp?: (message: string) => void } = {}): KeptProcess {
    const { args = [], onGivenUp = (message: string): void => this.giveUp(message) } = more;
    const kept = new KeptProcess(name, script, { args, env, onGivenUp });
    this.kept.push(kept);
    return kept;
  }

  private async waitUntilReady(url: string): Promise<void> {
    const answers = (): Promise<boolean> =>
      fetch(url).then(
        (response) => response.ok,
        () => false,
      );
    const ready = await until(async () => this.asked.signal.aborted || (await answers()), READY_PATIENCE_MS);
    this.asked.signal.throwIfAborted();
    if (!ready) throw new LaunchError(`The api was not ready after ${READY_PATIENCE_MS / 1000} seconds. What it said stands above.`);
  }

  private giveUp(message: string): void {
    if (this.asked.signal.aborted) return;
    void this.end(() => complain(new LaunchError(message)));
  }

  /** Ctrl-C and its like. A second press ends everything at once. */
  private ask(): void {
    if (this.asked.signal.aborted) {
      if (performance.now() - this.askedAt < SAME_PRESS_MS) return;
      for (const kept of this.kept) kept.kill();
      process.exit(1);
    }
    void this.end(() => 0);
  }

  /** What was started last ends first; mail catcher and simulator follow api and worker, the database comes last. */
  private async end(exitCode: () => number): Promise<void> {
    this.askedAt = performance.now();
    this.asked.abort();
    await this.started;
    const code = exitCode();
    for (const close of this.closers.reverse()) await close().catch(complain);
    process.exit(code);
  }
}

/** While somebody writes, a mistake ends nothing. */
const waitForMending = (message: string): void => {
  process.stderr.write(`${message} The next change that compiles starts it anew.\n`);
};

/** When a migration or the list of them was last compiled, ms: this process itself knows those that it was started with. */
function compiledMigrations(): number {
  const folder = join(APPS, '../db/migrations');
  return Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs));
}

/** How this machine itself reaches a server that listens on that address. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The port of the last time where it is still free, so that links to it hold; else a free one, remembered. */
async function keptPort(dir: string): Promise<number> {
  const file = join(dir, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (last > 0 && (await portIsFree(last, '127.0.0.1'))) return last;
  const port = await freePort();
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, String(port));
  return port;
}

async function requirePort({ port, host }: Settings): Promise<void> {
  const free = async (): Promise<boolean> => (await portIsFree(port)) && (await portIsFree(port, host));
  if (await until(free, PORT_PATIENCE_MS)) return;
  throw new LaunchError(
    `Port ${port} is taken, perhaps by a Mazeru that runs already: look at http://localhost:${port}.`,
    `To run this one beside it, write PORT=${port + 1}, and DATA_DIR=.data2 for data of its own.`,
  );
}

new Launcher(process.argv[2] === 'dev').run();
