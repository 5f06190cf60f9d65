import { randomBytes } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import Fastify from 'fastify';
import pg from 'pg';
import { ACTOR_OF_SESSION, SESSION_COOKIE, tokenHash } from '#libs/identity';
import { newId } from '#libs/kernel';

/**
 * The baseline: the best plain code for the same requests. A Fastify route, one pool, pinned SQL in named statements, the same session look-up; no rules,
 * no papers, no audit. Booking: two row locks, one count, two inserts (one under an exclusion constraint), one update.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const app = Fastify({ logger: { level: 'error' } });
await app.register(fastifyCookie);

const CLAIM_SHIFT = 'select id, space_id, starts_at, ends_at, places, status, version, reward_yen from bare_shifts where id = $1 for update';
const CLAIM_COUNT = `select count(*)::int as n from bare_claims where shift_id = $1 and status in ('booked', 'checkedIn', 'reported', 'confirmed')`;
const CLAIM_INSERT = `insert into bare_claims (id, shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, reward_yen, payment_due_on, claimed_at)
  values ($1, $2, $3, $4, $5, 'booked', $6, 1, $7, '2035-02-23', now())`;
const COMMITMENT_INSERT = `insert into bare_commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
  values ($1, $2, $3, 'shift', $4::uuid, 'shift.claim', 1, 'shift', tstzrange($5, $6), 'booked', $4::uuid::text)`;

/** The booking on one connection; also driven directly, without HTTP, for the second ratio. */
export async function bookBare(client: pg.PoolClient | pg.Client, shiftId: string, mixerId: string, accountId: string): Promise<string | null> {
  await client.query('begin');
  try {
    await client.query({ name: 'lock-mixer', text: 'select id from mixers where id = $1 for update', values: [mixerId] });
    const shift = (await client.query({ name: 'lock-shift', text: CLAIM_SHIFT, values: [shiftId] })).rows[0];
    const taken = (await client.query({ name: 'count', text: CLAIM_COUNT, values: [shiftId] })).rows[0];
    if (!shift || taken.n >= shift.places) {
      await client.query('rollback');
      return null;
    }
    const id = newId();
    await client.query({ name: 'claim', text: CLAIM_INSERT, values: [id, shiftId, shift.space_id, mixerId, accountId, shift.version, shift.reward_yen] });
    await client.query({ name: 'commitment', text: COMMITMENT_INSERT, values: [accountId, mixerId, shift.space_id, id, shift.starts_at, shift.ends_at] });
    await client.query({ name: 'take', text: 'update bare_shifts set places_taken = places_taken + 1 where id = $1', values: [shiftId] });
    await client.query('commit');
    return id;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

const sessionOf = async (token: string | undefined) => (await pool.query({ name: 'session', text: ACTOR_OF_SESSION, values: [tokenHash(token ?? ''), new Date()] })).rows[0];

app.post<{ Params: { id: string } }>('/api/v1/shifts/:id/claims', async (request, reply) => {
  const actor = await sessionOf(request.cookies[SESSION_COOKIE]);
  if (!actor) return reply.status(401).send({});
  const client = await pool.connect();
  try {
    const id = await bookBare(client, request.params.id, actor.mixerId, actor.accountId);
    return await (id ? reply.status(201).send({ id, status: 'booked' }) : reply.status(409).send({}));
  } finally {
    client.release();
  }
});

/** The same rows as the open-shift list shows: the shift, its space, its manual, whether it is partnered. */
const LIST = `
  select s.id, s.space_id, s.kind, s.status, s.starts_at, s.ends_at, s.places, s.places_taken, s.reward_yen, s.min_tier, s.claim_mode, s.content,
         s.resource_id, r.name as resource_name, s.ordering_party, s.version, s.outside_hours, sp.slug, sp.name, sp.prefecture, sp.city,
         exists (select 1 from space_relations rel where rel.space_id = s.space_id and rel.relation = 'partnered' and rel.valid @> s.starts_at) as partnered,
         m.id as manual_id, m.version as manual_version
    from shifts s join spaces sp on sp.id = s.space_id left join resources r on r.id = s.resource_id
    left join lateral (select id, version from manuals where space_id = s.space_id order by version desc limit 1) m on true
   where s.status = 'published' and s.starts_at >= $1 order by s.starts_at, s.id limit 51`;

app.get('/api/v1/shifts', async (request, reply) => {
  const actor = await sessionOf(request.cookies[SESSION_COOKIE]);
  if (!actor) return reply.status(401).send({});
  return { items: (await pool.query({ name: 'list', text: LIST, values: [new Date()] })).rows.slice(0, 50) };
});

/** The same rows as the public list shows: the event, its space, its host, how full it is, and its tickets. */
const EVENT_COLUMNS = `
  e.id, e.kind, e.status, e.title, e.theme, e.format, e.space_id, sp.slug, sp.name, sp.prefecture, sp.city, h.display_name, e.starts_at, e.ends_at, e.capacity, e.series_id, e.cancel_reason,
  sa.status as sale, sa.taken, sa.waiting,
  (select json_agg(json_build_object('id', t.id, 'name', t.name, 'description', t.description, 'priceYen', t.price_yen, 'capacity', t.capacity, 'taken', t.taken) order by t.position)
     from ticket_types t where t.subject_id = e.id and t.retired_at is null) as tickets`;
const EVENT_TABLES = 'events e join accounts h on h.id = e.host_account_id left join spaces sp on sp.id = e.space_id left join sales sa on sa.subject_id = e.id';
const EVENTS = `
  select ${EVENT_COLUMNS} from ${EVENT_TABLES}
   where e.status in ('published', 'done', 'settled', 'cancelled') and e.published_at is not null and e.starts_at >= $1 order by e.starts_at, e.id limit 51`;
const EVENT = `
  select ${EVENT_COLUMNS}, e.description, e.resource_id, r.name as room, r.capacity as room_capacity, sp.street, sp.access, e.min_guests, e.seller_of_record, e.methods, e.cancellation_policy,
         e.questions, e.timetable, e.table_plan, e.alcohol, e.version, e.moved_from, e.published_at,
         (select json_agg(json_build_object('role', p.role, 'name', a.display_name, 'postUrl', p.post_url, 'postLabel', p.post_label) order by p.role, p.id)
            from event_people p join accounts a on a.id = p.account_id where p.event_id = e.id and p.status = 'accepted' and p.role <> 'builder') as people
    from ${EVENT_TABLES} left join resources r on r.id = e.resource_id where e.id = $1`;

app.get('/api/v1/events', async () => ({ items: (await pool.query({ name: 'events', text: EVENTS, values: [new Date()] })).rows.slice(0, 50) }));

app.get<{ Params: { id: string } }>('/api/v1/events/:id', async (request, reply) => {
  const event = (await pool.query({ name: 'event', text: EVENT, values: [request.params.id] })).rows[0];
  return event ?? reply.status(404).send({});
});

/** A letter of Stripe: one row, nothing looked at. */
const LETTER = `insert into bare_events (id, type, payload, source, status, next_attempt_at, occurred_at, received_at) values ($1, $2, $3, 'webhook', 'waiting', now(), now(), now())`;

app.post<{ Body: { id: string; type: string } }>('/api/v1/webhooks/stripe', async (request) => {
  await pool.query({ name: 'letter', text: LETTER, values: [request.body.id, request.body.type, JSON.stringify(request.body)] });
  return { received: true };
});

/** Which place asks: counted, as nobody is signed in. */
const COUNT_PLACE = `
  insert into rate_limits values ($1, 1, $2)
  on conflict (key) do update set points = case when rate_limits.expire <= $3 then 1 else rate_limits.points + 1 end,
    expire = case when rate_limits.expire <= $3 then $2 else rate_limits.expire end
  returning points, expire`;
const SALE = `
  select s.subject_id, s.title, s.place, s.starts_at, s.ends_at, s.status, s.capacity, s.taken, s.methods, s.policy, s.questions, t.price_yen, t.capacity as type_capacity
    from sales s join ticket_types t on t.id = $2 and t.subject_id = s.subject_id where s.subject_id = $1`;
/** A free seat: counted on the sale, with its order, its seat and pass, its first step and the letter of confirmation. */
const REGISTER = `
  with taken as (
    update sales set taken = taken + 1, numbered = numbered + 1 where subject_id = $1 and status = 'open' and starts_at > $8 and taken + 1 <= capacity returning numbered, policy
  ), made as (
    insert into orders (id, subject_id, ticket_type_id, number, name, email, locale, quantity, unit_yen, method, status, policy, answers, created_at, confirmed_at)
    select $3, $1, $2, numbered, $4, $5, 'ja', 1, 0, 'free', 'confirmed', policy, '[]', $8, $8 from taken
  ), placed as (
    insert into seats (id, order_id, subject_id, place, name, pass, status, unit_yen) select $6, $3, $1, 1, $4, $7, 'taken', 0 from taken
  ), stepped as (
    insert into order_steps (order_id, at, step, actor_kind) select $3, $8, 'registered', 'guest' from taken
  ), told as (
    insert into outbox_mails (to_address, locale, template, params, href, calendar, created_at, next_attempt_at, opens)
    select $5, 'ja', 'registrationConfirmed', $9::jsonb || jsonb_build_object('number', numbered), $10, $11::jsonb, $8, $8, $12 from taken
  )
  select numbered from taken`;

interface Guest {
  ticketTypeId: string;
  name: string;
  email: string;
}

app.post<{ Params: { id: string }; Body: Guest }>('/api/v1/events/:id/registrations', async (request, reply) => {
  const [{ id: subjectId }, { ticketTypeId, name, email }, now] = [request.params, request.body, new Date()];
  await pool.query({ name: 'place', text: COUNT_PLACE, values: [tokenHash(String(request.headers['x-forwarded-for'])).toString('base64url'), now.getTime() + 60_000, now.getTime()] });
  const sale = (await pool.query({ name: 'sale', text: SALE, values: [subjectId, ticketTypeId] })).rows[0];
  if (!sale || sale.taken >= sale.capacity) return reply.status(409).send({});
  const [id, pass] = [newId(), Array.from(randomBytes(12), (byte) => PASS[byte & 31]).join('')];
  const said = JSON.stringify({ name, title: sale.title, place: sale.place, span: `${sale.starts_at.toISOString()}/${sale.ends_at.toISOString()}`, seats: 1, payment: 'free' });
  const entry = JSON.stringify({ uid: `${id}@mazeru`, sequence: 0, status: 'confirmed', startsAt: sale.starts_at, endsAt: sale.ends_at, title: sale.title, place: sale.place, description: '' });
  const values = [subjectId, ticketTypeId, id, name, email, newId(), pass, now, said, `/registrations/${id}`, entry, `order:${id}`];
  const written = (await pool.query({ name: 'register', text: REGISTER, values })).rows[0];
  return written ? reply.status(201).send({ id, number: written.numbered, status: 'confirmed' }) : reply.status(409).send({});
});
const PASS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

if (process.send) {
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  process.send({ address });
  process.once('disconnect', () => process.exit());
}
