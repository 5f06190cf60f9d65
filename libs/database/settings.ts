import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { systemCode } from './embedded-error.js';
import { openDataDir } from './embedded-folder.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const ENVIRONMENTS = ['development', 'test', 'production'] as const;

/** What the environment asks of this installation, checked. */
export interface Settings {
  environment: (typeof ENVIRONMENTS)[number];
  logLevel: (typeof LOG_LEVELS)[number];
  /** The port of the one address people use, and the interface it is offered on. */
  port: number;
  host: string;
  /** Where people reach it, without a slash at the end; links in mails and the origin of requests are judged by it. */
  publicUrl: string;
  /** Absolute. Everything that this machine alone keeps: the embedded database, made keys. */
  dataDir: string;
  /** A server of one's own; without it the embedded one is used. */
  database: { url: string; replicaUrls: readonly string[] } | undefined;
  /** Port of the embedded database; a free one when absent. */
  databasePort: number | undefined;
  /** Where mail leaves; without it a catcher on this machine keeps it. */
  smtpUrl: string | undefined;
  /** Port of the catcher's page; a free one when absent. */
  mailCatcherPort: number | undefined;
  /** The page on which caught mail is read; the launcher tells it to its children. */
  mailCatcherUrl: string | undefined;
  /** 32 bytes each, newest first: the first one seals, all of them open. Undefined while the embedded set-up has yet to make them. */
  secretKeys: readonly [Buffer, ...Buffer[]] | undefined;
  /** Port of the simulator that answers in Stripe's place; a free one when absent. */
  stripeSimPort: number | undefined;
  /** How Stripe is reached; without it a simulator on this machine answers in its place. */
  stripe: StripeSettings | undefined;
}

/** How Stripe is reached, and how its letters are recognised. */
export interface StripeSettings {
  secretKey: string;
  /** Newest first; a letter that is signed with any of them is Stripe's. Empty before the first set-up. */
  webhookSecrets: readonly string[];
  /** Another address than Stripe's own. */
  api: { host: string; port: number; protocol: 'http' | 'https' } | undefined;
}

/** Settings of a process that works: with a database, keys, and Stripe. */
export interface RunningSettings extends Settings {
  database: NonNullable<Settings['database']>;
  secretKeys: NonNullable<Settings['secretKeys']>;
  stripe: StripeSettings;
}

/** Lists everything that is wrong with the environment at once, and what to write instead. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly problems: readonly string[]) {
    super(['The settings need your attention (see .env.example):', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}

/**
 * Reads every variable that Mazeru knows; an empty one counts as absent.
 * Throws `SettingsError` with all problems together.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const complain = (problem: string): undefined => {
    problems.push(problem);
    return undefined;
  };
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;

  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    return allowed.find((word) => word === value) ?? complain(`${name} is "${value}": write one of ${allowed.join(', ')}.`);
  };
  const port = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535) return Number(value);
    return complain(`${name} is "${value}": write a port number from 1 to 65535.`);
  };
  const address = (name: string, value: string, protocols: readonly string[], example: string): string | undefined => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url !== undefined && protocols.includes(url.protocol) && url.hostname !== '') return value;
    return complain(`${name} is not an address that Mazeru can use: write it like ${example}.`);
  };
  const databaseUrl = (name: string, value: string): string | undefined => {
    const example = 'postgres://user:password@host:5432/mazeru';
    const url = address(name, value, ['postgres:', 'postgresql:'], example);
    if (url !== undefined && new URL(url).pathname.length < 2) return complain(`${name} names no database: write it like ${example}.`);
    return url;
  };

  const environment = oneOf('NODE_ENV', ENVIRONMENTS) ?? 'development';
  const inProduction = environment === 'production';
  const listenPort = port('PORT') ?? 3000;

  const hostText = text('HOST');
  const host =
    hostText &&
    (isIP(hostText) ? hostText : complain(`HOST is "${hostText}": write the IP address of an interface, like 127.0.0.1, or leave it out.`));

  const publicText = text('PUBLIC_URL');
  if (publicText === undefined && inProduction) {
    complain('PUBLIC_URL is missing: with NODE_ENV=production write the address people use, like https://mazeru.example.');
  }
  const publicUrl = publicText && address('PUBLIC_URL', publicText, ['http:', 'https:'], 'https://mazeru.example');
  if (publicUrl !== undefined && !/^\/?$/.test(new URL(publicUrl).pathname)) {
    complain('PUBLIC_URL has a path: Mazeru needs a host of its own, like https://mazeru.example.');
  }

  const databaseText = text('DATABASE_URL');
  const primary = databaseText && databaseUrl('DATABASE_URL', databaseText);
  const replicas = list(text('DATABASE_REPLICA_URLS')).map((url, index) => databaseUrl(`DATABASE_REPLICA_URLS (number ${index + 1})`, url));
  if (replicas.length > 0 && databaseText === undefined) {
    complain('DATABASE_REPLICA_URLS is set without DATABASE_URL: write the primary there, or leave both out.');
  }

  const smtpText = text('SMTP_URL');
  if (smtpText === undefined && inProduction) {
    complain('SMTP_URL is missing: with NODE_ENV=production mail has to leave, write it like smtps://user:password@host:465.');
  }
  const smtpUrl = smtpText && address('SMTP_URL', smtpText, ['smtp:', 'smtps:'], 'smtps://user:password@host:465');
  const catcherText = text('MAIL_CATCHER_URL');

  const keyTexts = list(text('SECRET_KEYS'));
  const keys = keyTexts.map(
    (key, index) => readKey(key) ?? complain(`SECRET_KEYS (number ${index + 1}) is not a key: ${HOW_TO_MAKE_A_KEY}`),
  );
  if (keyTexts.length === 0 && databaseText !== undefined) complain(`SECRET_KEYS is missing: with DATABASE_URL ${HOW_TO_MAKE_A_KEY}`);

  const stripePort = port('STRIPE_API_PORT');
  const stripeProtocol = oneOf('STRIPE_API_PROTOCOL', ['http', 'https'] as const);
  const stripe = readStripe(
    {
      secretKey: text('STRIPE_SECRET_KEY'),
      webhookSecrets: list(text('STRIPE_WEBHOOK_SECRETS')),
      host: text('STRIPE_API_HOST'),
      port: stripePort,
      protocol: stripeProtocol,
      testAllowed: text('ALLOW_STRIPE_TEST') === '1',
      inProduction,
    },
    complain,
  );

  const settings: Settings = {
    environment,
    logLevel: oneOf('LOG_LEVEL', LOG_LEVELS) ?? (inProduction ? 'info' : 'warn'),
    port: listenPort,
    host: host || '0.0.0.0',
    publicUrl: publicUrl ? new URL(publicUrl).origin : `http://localhost:${listenPort}`,
    dataDir: resolve(text('DATA_DIR') ?? '.data'),
    database: primary ? { url: primary, replicaUrls: replicas.filter((url) => url !== undefined) } : undefined,
    databasePort: port('DATABASE_PORT'),
    smtpUrl: smtpUrl || undefined,
    mailCatcherPort: port('MAIL_CATCHER_PORT'),
    mailCatcherUrl: catcherText && address('MAIL_CATCHER_URL', catcherText, ['http:'], 'http://127.0.0.1:8025'),
    secretKeys: atLeastOne(keys.filter((key) => key !== undefined)),
    stripeSimPort: port('STRIPE_SIM_PORT'),
    stripe,
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/** The same for a process that does the work (api, worker): the database, the keys and Stripe have to be there. */
export function readRunningSettings(env: Readonly<Record<string, string | undefined>>): RunningSettings {
  const { database, secretKeys, stripe, ...rest } = readSettings(env);
  if (database !== undefined && secretKeys !== undefined && stripe !== undefined && stripe.webhookSecrets.length > 0) {
    return { ...rest, database, secretKeys, stripe };
  }
  throw new SettingsError([
    ...(database === undefined
      ? ['DATABASE_URL is missing: this process does not start a database itself. Run "npm start", or write the address of one.']
      : []),
    ...(stripe === undefined
      ? ['STRIPE_SECRET_KEY is missing: this process does not start the simulator itself. Run "npm start", or write a key of your Stripe account.']
      : []),
    ...(stripe?.webhookSecrets.length === 0
      ? ['STRIPE_WEBHOOK_SECRETS is missing: write what "npm run stripe-bootstrap" printed, newest first, separated by commas.']
      : []),
  ]);
}

interface StripeTexts {
  secretKey: string | undefined;
  webhookSecrets: readonly string[];
  host: string | undefined;
  port: number | undefined;
  protocol: 'http' | 'https' | undefined;
  testAllowed: boolean;
  inProduction: boolean;
}

/**
 * Real money and a stand-in never meet: a live key goes to Stripe alone, a key without money does not run in production unless that is said,
 * and no key crosses a network unencrypted.
 */
function readStripe(said: StripeTexts, complain: (problem: string) => undefined): StripeSettings | undefined {
  const { secretKey, webhookSecrets, host, port, protocol } = said;
  const elsewhere = host !== undefined || port !== undefined || protocol !== undefined;
  if (secretKey === undefined) {
    if (elsewhere || webhookSecrets.length > 0) complain('STRIPE_SECRET_KEY is missing: with any other of STRIPE_* write it, or leave all of them out.');
    return said.inProduction ? complain('STRIPE_SECRET_KEY is missing: with NODE_ENV=production write a key of your Stripe account, like rk_live_….') : undefined;
  }
  if (!/^[sr]k_(test|live)_\w+$/.test(secretKey)) complain('STRIPE_SECRET_KEY is not a secret key: write one that begins with rk_live_, sk_live_, rk_test_ or sk_test_.');
  webhookSecrets.forEach((secret, index) => {
    if (!/^whsec_\S+$/.test(secret)) complain(`STRIPE_WEBHOOK_SECRETS (number ${index + 1}) is not a signing secret: write what begins with whsec_.`);
  });
  const live = secretKey.includes('_live_');
  if (live && elsewhere) complain('STRIPE_API_HOST, _PORT or _PROTOCOL is set with a live key: write a test key, or leave all three out.');
  if (!live && said.inProduction && !said.testAllowed) {
    complain('STRIPE_SECRET_KEY is a test key: with NODE_ENV=production write a live one, or ALLOW_STRIPE_TEST=1 when no money is meant to move.');
  }
  if (protocol === 'http' && !isLoopback(host)) complain('STRIPE_API_PROTOCOL is http for another machine: write https, or a STRIPE_API_HOST of this one, like 127.0.0.1.');
  if (elsewhere && host === undefined) complain('STRIPE_API_HOST is missing: with STRIPE_API_PORT or STRIPE_API_PROTOCOL write it, or leave all three out.');
  const api = host === undefined ? undefined : { host, port: port ?? (protocol === 'http' ? 80 : 443), protocol: protocol ?? ('https' as const) };
  return { secretKey, webhookSecrets, api };
}

const isLoopback = (host: string | undefined): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host ?? '');

/**
 * The keys of the embedded set-up, made at the first start: one key a line, newest first, readable by their owner alone.
 * To change keys put a new line at the top and keep the old ones below it.
 */
export function ownSecretKeys(dataDir: string): readonly [Buffer, ...Buffer[]] {
  const file = join(dataDir, 'secret-keys');
  openDataDir(dataDir);
  try {
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
  chmodSync(file, 0o600);
  const keys = atLeastOne(list(readFileSync(file, 'utf8')).map((line) => readKey(line) ?? Buffer.alloc(0)));
  if (keys === undefined || keys.some((key) => key.length !== KEY_BYTES)) {
    throw new SettingsError([
      `${file} holds a line that is no key: put the file back as it was. What was sealed with a lost key stays sealed.`,
    ]);
  }
  return keys;
}

/** The keys as they are written in SECRET_KEYS. */
export function writeSecretKeys(keys: readonly Buffer[]): string {
  return keys.map((key) => key.toString('base64')).join(',');
}

const KEY_BYTES = 32;
const HOW_TO_MAKE_A_KEY = 'write 32 random bytes in base64 or hex, newest first, separated by commas; "openssl rand -base64 32" makes one.';

function readKey(text: string): Buffer | undefined {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : /^[\w+/-]+=*$/.test(text) ? Buffer.from(text, 'base64') : undefined;
  return key?.length === KEY_BYTES ? key : undefined;
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,]+/).filter((part) => part !== '');
}

function atLeastOne<T>([first, ...others]: T[]): [T, ...T[]] | undefined {
  return first === undefined ? undefined : [first, ...others];
}
