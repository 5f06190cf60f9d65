import type { Tier } from '#libs/tiers';
import { rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { openSale, Registrations, type SaleMethod } from '#libs/orders';
import { agreeSplit, JELLY_SPLIT, offerSplit, type SplitTerms } from '#libs/revenue';
import type { Person, SpaceInTest, TestApp } from './app.js';

export interface Evening {
  id: string;
  host: Person;
  space: SpaceInTest | null;
  /** Its ticket types in their order. */
  types: string[];
}

interface EveningWishes {
  host?: Person;
  space?: SpaceInTest | null;
  title?: string;
  startsAt?: string;
  endsAt?: string;
  capacity?: number;
  prices?: readonly number[];
  methods?: readonly SaleMethod[];
  terms?: SplitTerms;
  kind?: string;
  tier?: Tier;
}

/** An event that is public and on sale, as if it had been planned and approved; 28 November, 19:00 to 21:00 in Tokyo unless said. */
export async function evening(app: TestApp, wishes: EveningWishes = {}): Promise<Evening> {
  const { title = 'はじめてのJELLY', startsAt = '2026-11-28T10:00:00Z', endsAt = '2026-11-28T12:00:00Z', capacity = 20, prices = [1_000] } = wishes;
  const { methods = ['card', 'payPay', 'door', 'after', 'free'], terms = JELLY_SPLIT, kind = 'jelly' } = wishes;
  const host = wishes.host ?? (await app.mixer({ tier: wishes.tier ?? 'senior', name: '渡辺 咲' }));
  const space = wishes.space === undefined ? await app.space() : wishes.space;
  const id = newId();
  const at = app.clock.now();
  await app.db.query(`insert into rule_sets (version, status, rules) values (1, 'inForce', '{}') on conflict do nothing`);
  const ticketTypes = prices.map((priceYen, place) => ({ name: place === 0 ? '一般' : `参加枠${place + 1}`, description: '', priceYen, capacity: null }));
  await app.db.query(
    `insert into events (id, kind, status, space_id, host_account_id, host_mixer_id, title, starts_at, ends_at, capacity, seller_of_record, ticket_types, methods, cancellation_policy,
                         rule_set_version, published_at, created_by, created_at, format, online_url)
     values ($1, $2, 'published', $3, $4, $5, $6, $7, $8, $9, 'host', $10::jsonb, $11, '[]'::jsonb, 1, $12, $4, $12, $13, $14)`,
    [id, kind, space?.id ?? null, host.accountId, host.mixerId || null, title, startsAt, endsAt, capacity, JSON.stringify(ticketTypes), methods, at, space ? 'onsite' : 'online', space ? null : 'https://ovice.example/jelly'],
  );
  const sale = await app.db.transaction(async (tx) => {
    const side = { subjectKind: 'event', subjectId: id, terms, at, needsSpace: space !== null } as const;
    const offer = await offerSplit(tx, { ...side, side: 'host', actor: { accountId: host.accountId, displayName: host.name } });
    if (space) await agreeSplit(tx, { subjectId: id, version: offer.version, side: 'space', actor: { accountId: space.owner.accountId, displayName: space.owner.name }, at });
    return openSale(tx, {
      subjectKind: 'event',
      subjectId: id,
      title,
      place: space?.name ?? 'オンライン',
      spaceId: space?.id ?? null,
      hostAccountId: host.accountId,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      capacity,
      seller: 'host',
      methods,
      policy: [
        { untilHoursBefore: 72, refundPercent: 100 },
        { untilHoursBefore: 24, refundPercent: 50 },
      ],
      questions: [],
      ticketTypes,
      at,
    });
  });
  return { id, host, space, types: sale.ticketTypes.map((type) => type.id) };
}

export interface GuestInTest {
  /** Of the registration. */
  id: string;
  token: string;
  seats: { id: string; pass: string }[];
}

interface GuestWishes {
  name?: string;
  quantity?: number;
  method?: 'door' | 'after' | 'free' | 'stripe';
  ticketTypeId?: string;
  credit?: { code: string | null; attractorAccountId: string | null; referrerSpaceId: string | null };
}

/** Somebody registers. */
export async function guest(app: TestApp, { id, types }: Evening, { name = '高橋 実', quantity = 1, method = 'door', ticketTypeId = types[0] ?? '', credit }: GuestWishes = {}): Promise<GuestInTest> {
  const registrations = app.nest.get(Registrations, { strict: false });
  const input = { ticketTypeId, quantity, name, email: `guest-${newId().slice(-12)}@mazeru.test`, paymentMethod: method };
  const made = await registrations.register(null, id, input, credit ? { credit } : {});
  return {
    id: made.id,
    token: new URL(made.manageUrl).searchParams.get('token') ?? '',
    seats: await rows<{ id: string; pass: string }>(app.db, 'select id, pass from seats where order_id = $1 order by place', [made.id]),
  };
}
