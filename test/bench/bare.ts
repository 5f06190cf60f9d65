import fastifyCookie from '@fastify/cookie';
import Fastify from 'fastify';
import pg from 'pg';
import { ACTOR_OF_SESSION, SESSION_COOKIE, tokenHash } from '#libs/identity';
import { newId } from '#libs/kernel';

/**
 * The baseline: the best plain code for the same two requests. A Fastify route, one pool, pinned SQL in named statements, the same session look-up; no rules,
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

/** A letter of Stripe: one row, nothing looked at. */
const LETTER = `insert into bare_events (id, type, payload, source, status, next_attempt_at, occurred_at, received_at) values ($1, $2, $3, 'webhook', 'waiting', now(), now(), now())`;

app.post<{ Body: { id: string; type: string } }>('/api/v1/webhooks/stripe', async (request) => {
  await pool.query({ name: 'letter', text: LETTER, values: [request.body.id, request.body.type, JSON.stringify(request.body)] });
  return { received: true };
});

if (process.send) {
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  process.send({ address });
  process.once('disconnect', () => process.exit());
}
