import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { createApi } from '../../apps/api/app.js';
import { newToken, SESSION_COOKIE, tokenHash } from '#libs/identity';
import { rows, type RunningSettings, type StripeSettings } from '#libs/database';
import { MovableClock, newId } from '#libs/kernel';
import type { Tier } from '#libs/tiers';
import { createTestDatabase, dropTestDatabase } from './database.js';
import { watchTransactions } from './transactions.js';

/** Saturday 21 November 2026, 10:00 in Tokyo: when every test begins. */
export const START = '2026-11-21T01:00:00Z';
/** Facts of the people in tests hold from here on. */
const LONG_AGO = '2026-01-01T00:00:00Z';

/** Somebody signed in. */
export interface Person {
  accountId: string;
  email: string;
  name: string;
  token: string;
  mixerId: string;
}

export interface SpaceInTest {
  id: string;
  slug: string;
  name: string;
  owner: Person;
  manualId: string;
}

interface MixerWishes {
  tier?: Tier | null;
  name?: string;
  membership?: string;
  duesStanding?: string;
  certifications?: readonly { value: string; until?: string }[];
}

type Verb = 'get' | 'post' | 'patch' | 'put' | 'delete';
type Asking = Record<Verb, (path: string) => Test>;

const VERBS: readonly Verb[] = ['get', 'post', 'patch', 'put', 'delete'];

/** Stripe as most tests know it: nobody answers. Letters signed with this secret are believed all the same. */
export const NO_STRIPE: StripeSettings = { secretKey: 'sk_test_sim_0123456789', webhookSecrets: ['whsec_mazeru_test'], api: { host: '127.0.0.1', port: 1, protocol: 'http' } };

/** Where Stripe, or what stands in for it, listens. */
export interface Listening {
  host: string;
  port: number;
  webhookSecret: string;
}

export const stripeAt = ({ host, port, webhookSecret }: Listening): StripeSettings => ({ ...NO_STRIPE, webhookSecrets: [webhookSecret], api: { host, port, protocol: 'http' } });

export const testSettings = (url: string): RunningSettings => ({
  environment: 'test',
  logLevel: 'error',
  port: 0,
  host: '127.0.0.1',
  publicUrl: 'http://mazeru.test',
  dataDir: '/nonexistent',
  database: { url, replicaUrls: [] },
  databasePort: undefined,
  smtpUrl: undefined,
  mailCatcherPort: undefined,
  mailCatcherUrl: undefined,
  secretKeys: [randomBytes(32)],
  stripeSimPort: undefined,
  stripe: NO_STRIPE,
});

/** The application on a database of its own, with a clock that tests move, and quick ways to the people and things a test speaks of. */
export class TestApp {
  private constructor(
    readonly nest: NestFastifyApplication,
    readonly db: DataSource,
    readonly clock: MovableClock,
    readonly url: string,
    readonly settings: RunningSettings,
    private readonly leave: () => Promise<void>,
  ) {}

  /**
   * `stripe`: what answers in Stripe's place; nobody does without it. `web`: where the built web app is, for journeys. `database`: a migrated
   * database that the test keeps itself; one of this run's server is made and dropped without it.
   */
  static async start({ stripe, web, database }: { stripe?: Listening; web?: string; database?: string } = {}): Promise<TestApp> {
    const url = database ?? (await createTestDatabase());
    const clock = new MovableClock(START);
    const settings = { ...testSettings(url), ...(stripe ? { stripe: stripeAt(stripe) } : {}) };
    const nest = await createApi(settings, clock, web);
    const askedInside = watchTransactions(nest);
    // Listening once: supertest would open and close a port for each request.
    await nest.listen(0, '127.0.0.1');
    return new TestApp(nest, nest.get(DataSource), clock, url, settings, async () => {
      if (database === undefined) await dropTestDatabase(url);
      if (askedInside.length > 0) throw new Error(`Stripe was asked inside a transaction, which waits for its answer with every lock it holds: ${askedInside.join(', ')}`);
    });
  }

  async stop(): Promise<void> {
    await this.nest.close();
    await this.leave();
  }

  /** Requests as this person (or as a guest), under `/api/v1`. */
  as(person: Person | null, language: 'ja' | 'en' = 'ja'): Asking {
    const ask = (verb: Verb) => (path: string) => {
      const asked = request(this.nest.getHttpServer())[verb](`/api/v1${path}`).set('accept-language', language);
      return person ? asked.set('cookie', `${SESSION_COOKIE}=${person.token}`) : asked;
    };
    return Object.fromEntries(VERBS.map((verb) => [verb, ask(verb)])) as Asking;
  }

  /** Until some statement of this database waits for a row that another transaction holds. */
  async untilSomebodyWaits(): Promise<void> {
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await rows(this.db, waiting)).length === 0) await new Promise((done) => setImmediate(done));
  }

  /** A signed-in account without any role. */
  async person(name = '田中 太郎'): Promise<Person> {
    const accountId = newId();
    const email = `p-${accountId.slice(-12)}@mazeru.test`;
    const token = newToken();
    await this.db.query(`insert into accounts (id, email, display_name, email_confirmed_at, created_at) values ($1, $2, $3, $4, $4)`, [accountId, email, name, LONG_AGO]);
    await this.db.query(`insert into sessions (account_id, token_hash, created_at, last_seen_at, expires_at) values ($1, $2, $3, $3, '2099-01-01')`, [
      accountId,
      tokenHash(token),
      this.clock.now(),
    ]);
    return { accountId, email, name, token, mixerId: '' };
  }

  /** A mixer whose facts have held since January: active, dues in order, course done. `tier: null` leaves the tier out. */
  async mixer({ tier = 'junior', name = '佐藤 花子', membership = 'active', duesStanding = 'good', certifications = [] }: MixerWishes = {}): Promise<Person> {
    const person = await this.person(name);
    const mixerId = newId();
    await this.db.query(
      `insert into mixers (id, account_id, family_name, given_name, family_kana, given_kana, joined_on) values ($1, $2, $3, $4, 'サトウ', 'ハナコ', '2026-01-01')`,
      [mixerId, person.accountId, name.split(' ')[0] ?? name, name.split(' ')[1] ?? ''],
    );
    const facts: [string, string, string | null][] = [
      ['membership', membership, null],
      ['course', 'completed', null],
      ['duesStanding', duesStanding, null],
      ...(tier ? [['tier', tier, null] satisfies [string, string, null]] : []),
      ...certifications.map(({ value, until }): [string, string, string | null] => ['certification', value, until ?? null]),
    ];
    for (const [fact, value, until] of facts) {
      await this.db.query(`insert into mixer_facts (mixer_id, fact, value, valid) values ($1, $2, $3, tstzrange($4, $5))`, [mixerId, fact, value, LONG_AGO, until]);
    }
    return { ...person, mixerId };
  }

  /** An admin of the cooperative. */
  async admin(role: 'steward' | 'treasurer' | 'approver' = 'steward', name = '世話役 一郎'): Promise<Person> {
    const person = await this.person(name);
    await this.db.query('insert into account_roles (account_id, role) values ($1, $2)', [person.accountId, role]);
    return person;
  }

  /** A partnered space, open every day from 9:00 to 22:00, with an owner and a reception manual. */
  async space({ name = '北のつくえ盛岡', prefecture = '03', partnered = true, owner }: { name?: string; prefecture?: string; partnered?: boolean; owner?: Person } = {}): Promise<SpaceInTest> {
    const id = newId();
    const slug = `space-${id.slice(-12)}`;
    const boss = owner ?? (await this.person('オーナー 次郎'));
    await this.db.query(
      `insert into spaces (id, slug, status, name, kana, prefecture, city, street, access, phone, email, terms_accepted_at,
                           recruiter_name, recruiter_address, recruiter_contact, recruiting_content, recruiting_place, recruiting_reward)
       values ($1, $2, 'member', $3, 'キタノツクエ', $4, '盛岡市', '大通1-1', '盛岡駅から徒歩5分', '019-000-0000', 'desk@mazeru.test', $5,
               $3, '盛岡市大通1-1', '019-000-0000', '受付', $3, '1枠ごとの報酬')`,
      [id, slug, name, prefecture, LONG_AGO],
    );
    await this.db.query(
      `insert into space_hours (space_id, weekday, opens_at, closes_at) select $1, d, '09:00', '22:00' from unnest('{0,1,2,3,4,5,6,holiday}'::text[]) d`,
      [id],
    );
    if (partnered) await this.db.query(`insert into space_relations (space_id, relation, valid) values ($1, 'partnered', tstzrange($2, null))`, [id, LONG_AGO]);
    await this.staff(id, boss, 'owner');
    const [manual] = await rows<{ id: string }>(
      this.db,
      `insert into manuals (space_id, version, body, published_at) values ($1, 1, '# 受付マニュアル', $2) returning id`,
      [id, LONG_AGO],
    );
    return { id, slug, name, owner: boss, manualId: manual?.id ?? '' };
  }

  async staff(spaceId: string, person: Person, role: 'owner' | 'manager' | 'reception'): Promise<void> {
    await this.db.query('insert into space_staff (space_id, account_id, role) values ($1, $2, $3)', [spaceId, person.accountId, role]);
  }

  /** This mixer has read the space's manual. */
  async hasRead(mixer: Person, space: SpaceInTest): Promise<void> {
    await this.db.query('insert into manual_acknowledgements (manual_id, account_id, acknowledged_at) values ($1, $2, $3) on conflict do nothing', [
      space.manualId,
      mixer.accountId,
      this.clock.now(),
    ]);
  }
}
