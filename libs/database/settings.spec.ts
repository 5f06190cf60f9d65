import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ownSecretKeys, readRunningSettings, readSettings, SettingsError, writeSecretKeys } from './settings.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const OLD_KEY = Buffer.alloc(32, 3).toString('hex');
const PRODUCTION = { NODE_ENV: 'production', PUBLIC_URL: 'https://m.example', SMTP_URL: 'smtp://m', STRIPE_SECRET_KEY: 'rk_live_1234567890' };
const STRIPE = { STRIPE_SECRET_KEY: 'sk_test_1234567890', STRIPE_WEBHOOK_SECRETS: 'whsec_1' };

describe('settings', () => {
  it('work without any variable: port 3000, embedded database, caught mail', () => {
    expect(readSettings({})).toEqual({
      environment: 'development',
      logLevel: 'warn',
      port: 3000,
      host: '0.0.0.0',
      publicUrl: 'http://localhost:3000',
      dataDir: resolve('.data'),
      database: undefined,
      databasePort: undefined,
      smtpUrl: undefined,
      mailCatcherPort: undefined,
      mailCatcherUrl: undefined,
      secretKeys: undefined,
      stripe: undefined,
    });
  });

  it('take a real installation: own database, replicas, mail, keys newest first', () => {
    const settings = readSettings({
      NODE_ENV: 'production',
      PORT: '8080',
      PUBLIC_URL: 'https://mazeru.example/',
      DATA_DIR: '/srv/mazeru',
      DATABASE_URL: 'postgres://m:p@db/mazeru',
      DATABASE_REPLICA_URLS: 'postgres://m:p@r1/mazeru, postgres://m:p@r2/mazeru',
      SMTP_URL: 'smtps://m:p@mail:465',
      SECRET_KEYS: `${KEY},${OLD_KEY}`,
      STRIPE_SECRET_KEY: 'rk_live_1234567890',
      STRIPE_WEBHOOK_SECRETS: 'whsec_new,whsec_old',
    });
    expect(settings.stripe).toEqual({ secretKey: 'rk_live_1234567890', webhookSecrets: ['whsec_new', 'whsec_old'], api: undefined });
    expect(settings).toMatchObject({ port: 8080, publicUrl: 'https://mazeru.example', dataDir: '/srv/mazeru', logLevel: 'info' });
    expect(settings.database).toEqual({
      url: 'postgres://m:p@db/mazeru',
      replicaUrls: ['postgres://m:p@r1/mazeru', 'postgres://m:p@r2/mazeru'],
    });
    expect(settings.secretKeys?.map((key) => key[0])).toEqual([7, 3]);
  });

  it('count an empty variable as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ', SMTP_URL: '' })).toEqual(readSettings({}));
  });

  it('list every problem at once, each naming its variable and what to write', () => {
    const wrong = {
      NODE_ENV: 'prod',
      PORT: '70000',
      HOST: 'everywhere',
      PUBLIC_URL: 'mazeru.example',
      DATABASE_URL: 'mysql://db/mazeru',
      SMTP_URL: 'mail.example',
      SECRET_KEYS: 'abc',
      LOG_LEVEL: 'loud',
      DATABASE_PORT: '-1',
      MAIL_CATCHER_PORT: '1.5',
      STRIPE_SECRET_KEY: 'secret',
      STRIPE_API_PORT: '0',
      STRIPE_API_PROTOCOL: 'ftp',
    };
    const problems = problemsOf(wrong);
    expect(problems).toHaveLength(Object.keys(wrong).length);
    for (const name of Object.keys(wrong)) expect(problems.join('\n')).toMatch(new RegExp(`^${name}\\b.*: .*write`, 'm'));
  });

  it.each([
    [{ DATABASE_URL: 'postgres://m:p@db/mazeru' }, /SECRET_KEYS is missing/],
    [{ DATABASE_URL: 'postgres://db', SECRET_KEYS: KEY }, /DATABASE_URL names no database/],
    [{ DATABASE_REPLICA_URLS: 'postgres://r/mazeru' }, /without DATABASE_URL/],
    [{ ...PRODUCTION, PUBLIC_URL: '' }, /PUBLIC_URL is missing/],
    [{ ...PRODUCTION, SMTP_URL: '' }, /SMTP_URL is missing/],
    [{ ...PRODUCTION, STRIPE_SECRET_KEY: '' }, /STRIPE_SECRET_KEY is missing/],
    [{ ...PRODUCTION, STRIPE_SECRET_KEY: 'sk_test_1234567890' }, /test key: with NODE_ENV=production/],
    [{ STRIPE_SECRET_KEY: 'pk_live_1234567890' }, /not a secret key/],
    [{ STRIPE_SECRET_KEY: 'sk_test_1234567890', STRIPE_WEBHOOK_SECRETS: 'secret' }, /number 1\) is not a signing secret/],
    [{ STRIPE_WEBHOOK_SECRETS: 'whsec_1' }, /with any other of STRIPE_\*/],
    [{ STRIPE_SECRET_KEY: 'sk_live_1234567890', STRIPE_API_HOST: '127.0.0.1' }, /with a live key/],
    [{ STRIPE_SECRET_KEY: 'sk_test_1234567890', STRIPE_API_HOST: 'sim.example', STRIPE_API_PROTOCOL: 'http' }, /http for another machine/],
    [{ STRIPE_SECRET_KEY: 'sk_test_1234567890', STRIPE_API_PORT: '12111' }, /STRIPE_API_HOST is missing/],
    [{ PUBLIC_URL: 'https://example.org/mazeru' }, /host of its own/],
    [{ PORT: '3000x' }, /PORT is "3000x"/],
    [{ PORT: '0' }, /PORT is "0"/],
  ])('refuse %j', (env, expected) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(expected)]);
  });

  it('of a process that works need a database and Stripe', () => {
    const database = { DATABASE_URL: 'postgres://m:p@db/mazeru', SECRET_KEYS: KEY };
    expect(() => readRunningSettings({})).toThrow(/DATABASE_URL is missing[^]*STRIPE_SECRET_KEY is missing/);
    expect(() => readRunningSettings({ ...database, STRIPE_SECRET_KEY: 'sk_test_1' })).toThrow(/STRIPE_WEBHOOK_SECRETS is missing/);
    expect(readRunningSettings({ ...database, ...STRIPE }).secretKeys).toHaveLength(1);
  });

  it('let a test key rehearse in production when that is said, and send one to a stand-in on this machine', () => {
    expect(readSettings({ ...PRODUCTION, ...STRIPE, ALLOW_STRIPE_TEST: '1' }).stripe?.api).toBeUndefined();
    const away = { ...STRIPE, STRIPE_API_HOST: '127.0.0.1', STRIPE_API_PORT: '12111', STRIPE_API_PROTOCOL: 'http' };
    expect(readSettings(away).stripe?.api).toEqual({ host: '127.0.0.1', port: 12_111, protocol: 'http' });
  });
});

describe('secret keys of the embedded set-up', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'mazeru-keys-'))));
  afterEach(() => {
    rmSync(dataDir, { recursive: true });
  });

  it('are made once, for their owner alone, and stay the same', () => {
    const made = ownSecretKeys(dataDir);
    expect(statSync(join(dataDir, 'secret-keys')).mode & 0o777).toBe(0o600);
    expect(ownSecretKeys(dataDir)).toEqual(made);
    expect(readSettings({ SECRET_KEYS: writeSecretKeys(made) }).secretKeys).toEqual(made);
  });

  it('take a new line at the top as the newest', () => {
    const [old] = ownSecretKeys(dataDir);
    const file = join(dataDir, 'secret-keys');
    writeFileSync(file, `${KEY}\n${readFileSync(file, 'utf8')}`);
    expect(ownSecretKeys(dataDir)).toEqual([Buffer.alloc(32, 7), old]);
  });

  it('are not made anew over a damaged file', () => {
    writeFileSync(join(dataDir, 'secret-keys'), 'not a key\n');
    expect(() => ownSecretKeys(dataDir)).toThrow(/holds a line that is no key/);
  });
});

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}
