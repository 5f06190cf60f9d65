import type { DataSource } from 'typeorm';
import { prepared } from '#libs/database';
import type { Role } from './roles.js';
import type { Actor } from './actor.js';
import { LIMITS } from './limits.js';
import { tokenHash } from './secrets.js';
import { LEASED_WRITES, type WriteLeases } from './write-leases.js';

export const SESSION_COOKIE = 'mazeru_session';
/** A session ends 30 days after it was last used. */
export const SESSION_DAYS = 30;

interface ActorRow extends Omit<Actor, 'roles' | 'spaces'> {
  coopRoles: ('steward' | 'treasurer' | 'approver')[] | null;
  spaces: Actor['spaces'] | null;
}

/**
 * Who somebody is, in one look-up: every request pays for it. It reads the tables of mixers and space staff as well,
 * because roles are facts of those libs and a second look-up would cost every request a round trip.
 */
const ACTOR_COLUMNS = `
  a.id as "accountId", a.email, a.display_name as "displayName", a.locale, a.email_confirmed_at is not null as "emailConfirmed",
  (select m.id from mixers m where m.account_id = a.id) as "mixerId",
  (select jsonb_agg(r.role) from account_roles r where r.account_id = a.id and r.ended_at is null) as "coopRoles",
  (select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'slug', s.slug, 'role', st.role) order by st.id)
     from space_staff st join spaces s on s.id = st.space_id
    where st.account_id = a.id and st.ended_at is null and s.status not in ('declined')) as spaces`;

export const ACTOR_OF_SESSION = `
  select ${ACTOR_COLUMNS}, x.id as "sessionId", x.last_seen_at as "lastSeenAt"
    from sessions x join accounts a on a.id = x.account_id
   where x.token_hash = $1 and x.ended_at is null and x.expires_at > $2 and a.disabled_at is null`;

const ACTOR_OF_TOKEN = `
  select ${ACTOR_COLUMNS}, null as "sessionId", x.id as "tokenId", x.last_used_at as "lastSeenAt"
    from access_tokens x join accounts a on a.id = x.account_id
   where x.token_hash = $1 and x.revoked_at is null and (x.expires_at is null or x.expires_at > $2) and a.disabled_at is null`;

function actorOf(found: ActorRow): Actor {
  const roles = new Set<Role>(found.coopRoles ?? []);
  const spaces = found.spaces ?? [];
  if (found.mixerId) roles.add('mixer');
  if (spaces.length) roles.add('spaceStaff');
  if (spaces.some((space) => space.role !== 'reception')) roles.add('owner');
  const { accountId, email, displayName, locale, emailConfirmed, mixerId, sessionId } = found;
  return { accountId, email, displayName, locale, emailConfirmed, mixerId, sessionId, roles, spaces };
}

// Seen is written at most this often, so that reading stays reading.
const SEEN_EVERY_MS = 10 * 60 * 1000;

/** What the look-up of a request that counts its writes brings along: what this account has used of the present minute, these ones included. */
interface Counted {
  writes: number;
  waitSeconds: number;
}

/**
 * The look-up of a request that writes counts in the same statement, so that the limit costs no round trip of its own; and it counts some writes
 * ahead, see `WriteLeases`. `rate_limits` is the table of `Limits`; its times are the server's, in milliseconds.
 */
const counted = (lookUp: string): string => `
  with actor as materialized (${lookUp}), time as (select (extract(epoch from now()) * 1000)::bigint as ms), used as (
    insert into rate_limits as r (key, points, expire)
    select 'write:' || "accountId", ${LEASED_WRITES}, ms + ${LIMITS.write.seconds * 1000} from actor, time
    on conflict (key) do update set
      points = case when r.expire <= excluded.expire - ${LIMITS.write.seconds * 1000} then ${LEASED_WRITES} else r.points + ${LEASED_WRITES} end,
      expire = case when r.expire <= excluded.expire - ${LIMITS.write.seconds * 1000} then excluded.expire else r.expire end
    returning points, expire
  )
  select actor.*, used.points as writes, greatest(1, ceil((used.expire - ms) / 1000.0))::int as "waitSeconds" from actor, used, time`;

const ACTOR_OF_WRITING_SESSION = counted(ACTOR_OF_SESSION);
const ACTOR_OF_WRITING_TOKEN = counted(ACTOR_OF_TOKEN);

/** Who holds this session token, or null. Each use moves the session's end. `writes`: where it writes. Refuses 429 `tooMany` when the account writes too fast. */
export async function findBySession(sql: DataSource, token: string, now: Date, writes: WriteLeases | null): Promise<Actor | null> {
  const hash = tokenHash(token);
  const counting = writes !== null && !writes.use(hash);
  const [found] = await prepared<ActorRow & Partial<Counted> & { sessionId: string; lastSeenAt: Date }>(
    sql,
    counting ? 'actor-of-writing-session' : 'actor-of-session',
    counting ? ACTOR_OF_WRITING_SESSION : ACTOR_OF_SESSION,
    [hash, now],
  );
  if (!found) return null;
  if (counting) writes.lease(hash, found);
  if (now.getTime() - found.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await sql.query(`update sessions set last_seen_at = $2, expires_at = $2::timestamptz + $3 * interval '1 day' where id = $1`, [found.sessionId, now, SESSION_DAYS]);
  }
  return actorOf(found);
}

/** Who holds this personal access token, or null. `writes`: where it writes. Refuses 429 `tooMany` when the account writes too fast. */
export async function findByToken(sql: DataSource, token: string, now: Date, writes: WriteLeases | null): Promise<Actor | null> {
  const hash = tokenHash(token);
  const counting = writes !== null && !writes.use(hash);
  const [found] = await prepared<ActorRow & Partial<Counted> & { tokenId: string; lastSeenAt: Date | null }>(
    sql,
    counting ? 'actor-of-writing-token' : 'actor-of-token',
    counting ? ACTOR_OF_WRITING_TOKEN : ACTOR_OF_TOKEN,
    [hash, now],
  );
  if (!found) return null;
  if (counting) writes.lease(hash, found);
  if (!found.lastSeenAt || now.getTime() - found.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await sql.query('update access_tokens set last_used_at = $2 where id = $1', [found.tokenId, now]);
  }
  return actorOf(found);
}
