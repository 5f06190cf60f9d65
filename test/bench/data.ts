import type { DataSource } from 'typeorm';
import { tokenHash } from '#libs/identity';

/** Where the benchmark's shifts begin: far enough ahead that nothing expires while it runs. */
const FIRST_SLOT = '2035-01-01T00:00:00Z';
const SPACES = 200;

export interface BenchData {
  mixers: number;
  shifts: number;
}

/** The session token of mixer `n`. */
export const tokenOf = (n: number): string => `bench-${n}`;

/** The id of shift or mixer `n`: known without asking, so that the load generator asks nothing. */
export const idOf = (kind: 'shift' | 'mixer' | 'account' | 'space' | 'sale' | 'ticketType', n: number): string =>
  `0${{ shift: 1, mixer: 2, account: 3, space: 4, sale: 5, ticketType: 6 }[kind]}000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/**
 * Mixers who have read every manual, and published shifts with one place. Shift `i` lies in slot `i / mixers`, so that mixer `i % mixers`
 * can take it without a clash; every table has the indexes of production.
 */
export async function fill(db: DataSource, { mixers, shifts }: BenchData): Promise<void> {
  const id = (kind: Parameters<typeof idOf>[0], n: string): string => `(left('${idOf(kind, 0)}', 24) || lpad(to_hex(${n}), 12, '0'))::uuid`;
  const hashes = Array.from({ length: mixers }, (_, n) => tokenHash(tokenOf(n)));
  await db.query(`insert into accounts (id, email, display_name) select ${id('account', 'n')}, 'm' || n || '@bench.test', '佐藤 ' || n from generate_series(0, $1 - 1) n`, [mixers]);
  await db.query(`insert into mixers (id, account_id, family_name, given_name, joined_on) select ${id('mixer', 'n')}, ${id('account', 'n')}, '佐藤', n::text, '2026-01-01' from generate_series(0, $1 - 1) n`, [mixers]);
  await db.query(
    `insert into sessions (account_id, token_hash, last_seen_at, expires_at)
     select ${id('account', '(o - 1)::int')}, h, now(), '2099-01-01' from unnest($1::bytea[]) with ordinality as t(h, o)`,
    [hashes],
  );
  await db.query(
    `insert into mixer_facts (mixer_id, fact, value, valid)
     select ${id('mixer', 'n')}, f.fact, f.value, '[2026-01-01,)'
       from generate_series(0, $1 - 1) n, (values ('membership', 'active'), ('tier', 'junior'), ('course', 'completed'), ('duesStanding', 'good')) f(fact, value)`,
    [mixers],
  );
  await db.query(
    `insert into spaces (id, slug, status, name, prefecture, city, street, terms_accepted_at, recruiter_name, recruiter_address)
     select ${id('space', 'n')}, 'space-' || n, 'member', 'スペース ' || n, '03', '盛岡市', '大通1-1', now(), 'スペース ' || n, '盛岡市大通1-1' from generate_series(0, ${SPACES - 1}) n`,
  );
  await db.query(`insert into space_relations (space_id, relation, valid) select id, 'partnered', '[2026-01-01,)' from spaces`);
  await db.query(`insert into manuals (space_id, version, body, published_at) select id, 1, '# 受付マニュアル', now() from spaces`);
  await db.query('insert into manual_acknowledgements (manual_id, account_id, acknowledged_at) select m.id, x.account_id, now() from manuals m cross join mixers x');
  await db.query(
    `insert into shifts (id, space_id, kind, status, starts_at, ends_at, places, reward_yen, min_tier, claim_mode, content, ordering_party, check_in_code, published_at)
     select ${id('shift', 'n')}, ${id('space', `n % ${SPACES}`)}, 'reception', 'published',
            $3::timestamptz + (n / $2) * interval '4 hours', $3::timestamptz + (n / $2) * interval '4 hours' + interval '3 hours',
            1, 5000, 'junior', 'instant', '受付とご案内。マニュアルに沿ってお願いします。', 'space', '123456', now()
       from generate_series(0, $1 - 1) n`,
    [shifts, mixers, FIRST_SLOT],
  );
  await addHistory(db, Math.floor(shifts / 4));
  await db.query('vacuum analyze');
}

/** A cooperative with this many shifts has a past: confirmed claims with their time and their papers, so that every index has its depth. */
async function addHistory(db: DataSource, claims: number): Promise<void> {
  await db.query(
    `create temporary table past as
     select uuidv7() as claim, uuidv7() as paper, uuidv7() as shift, m.id as mixer, m.account_id as account, s.id as space, n,
            '2026-01-01'::timestamptz + (n / m.many) * interval '4 hours' as starts
       from generate_series(0, $1 - 1) n
       join (select id, account_id, row_number() over (order by id) - 1 as o, count(*) over () as many from mixers) m on m.o = n % m.many
       join (select id, row_number() over (order by id) - 1 as o from spaces) s on s.o = n % ${SPACES}`,
    [claims],
  );
  await db.query(
    `insert into shifts (id, space_id, kind, status, starts_at, ends_at, places, places_taken, reward_yen, min_tier, claim_mode, content, ordering_party, check_in_code, published_at)
     select shift, space, 'reception', 'published', starts, starts + interval '3 hours', 1, 1, 5000, 'junior', 'instant', '受付', 'space', '123456', now() from past`,
  );
  await db.query(
    `insert into documents (id, number, kind, subject_id, version, party_account_id, party_space_id, content, sha256, issued_at)
     select paper, 'TN-2026-P' || n, 'termsNotice', claim, 1, account, space, '{}', sha256('{}'), starts from past`,
  );
  await db.query(
    `insert into claims (id, shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, terms_document_id, reward_yen, payable_yen, payment_due_on, claimed_at)
     select claim, shift, space, mixer, account, 'confirmed', 1, 1, paper, 5000, 5000, '2026-02-25', starts from past`,
  );
  await db.query(
    `insert into commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
     select account, mixer, space, 'shift', claim, 'shift.claim', 1, 'スペース', tstzrange(starts, starts + interval '3 hours'), 'booked', claim || '@mazeru' from past`,
  );
  await db.query('drop table past');
}

/** Tables of the same shape, keys and indexes (exclusions too) for the bare handler, so that both work on equal ground. */
export async function addBareTables(db: DataSource): Promise<void> {
  await db.query(`
    create table bare_shifts (like shifts including defaults including indexes);
    insert into bare_shifts select * from shifts;
    create table bare_claims (like claims including defaults including indexes);
    insert into bare_claims select * from claims;
    alter table bare_claims add foreign key (shift_id) references bare_shifts, add foreign key (mixer_id) references mixers,
      add foreign key (account_id) references accounts, add foreign key (space_id) references spaces, add foreign key (rule_set_version) references rule_sets;
    create table bare_commitments (like commitments including defaults including indexes);
    insert into bare_commitments select * from commitments;
    alter table bare_commitments add foreign key (account_id) references accounts, add foreign key (mixer_id) references mixers,
      add foreign key (space_id) references spaces, add foreign key (rule_set_version) references rule_sets`);
  await db.query('vacuum analyze');
}

/**
 * So many events on sale, each with one free ticket type, and a past of registrations, so that every index has its depth. Sale `n` has the ticket
 * type `n`.
 */
export async function putOnSale(db: DataSource, { sales, capacity, past = 0 }: { sales: number; capacity: number; past?: number }): Promise<void> {
  const id = (kind: Parameters<typeof idOf>[0], n: string): string => `(left('${idOf(kind, 0)}', 24) || lpad(to_hex(${n}), 12, '0'))::uuid`;
  await db.query(
    `insert into sales (subject_id, subject_kind, title, place, space_id, starts_at, ends_at, status, capacity, taken, numbered, seller, methods, policy)
     select ${id('sale', 'n')}, 'event', 'JELLY ' || n, 'スペース ' || n, ${id('space', `n % ${SPACES}`)}, '2035-01-01T10:00Z', '2035-01-01T12:00Z', 'open', $2, $3, $3, 'host',
            '{card,door,free}', '[{"untilHoursBefore":72,"refundPercent":100},{"untilHoursBefore":24,"refundPercent":50}]'
       from generate_series(0, $1 - 1) n`,
    [sales, capacity, past],
  );
  await db.query(`insert into ticket_types (id, subject_id, name, price_yen, position) select ${id('ticketType', 'n')}, ${id('sale', 'n')}, '一般', 0, 0 from generate_series(0, $1 - 1) n`, [sales]);
  await db.query(
    `with made as (
       insert into orders (subject_id, ticket_type_id, number, name, email, locale, quantity, unit_yen, method, status, policy, created_at, confirmed_at)
       select ${id('sale', 'n')}, ${id('ticketType', 'n')}, o, '佐藤 ' || o, 'g' || o || '@bench.test', 'ja', 1, 0, 'free', 'confirmed', '[]', '2026-01-01', '2026-01-01'
         from generate_series(0, $1 - 1) n, generate_series(1, $2) o
       returning id, subject_id, created_at
     ), stepped as (
       insert into order_steps (order_id, at, step, actor_kind) select id, created_at, 'registered', 'guest' from made
     )
     insert into seats (order_id, subject_id, place, pass, status, unit_yen)
     select id, subject_id, 1, translate(upper(substr(md5(id::text), 1, 12)), 'ILOU', '1100'), 'taken', 0 from made`,
    [sales, past],
  );
  await db.query('vacuum analyze');
}

/** So many public events ahead, an hour apart, each on sale with two ticket types and with somebody on its panel; event `n` has the id of sale `n`. */
export async function announce(db: DataSource, events: number): Promise<void> {
  const id = (kind: Parameters<typeof idOf>[0], n: string): string => `(left('${idOf(kind, 0)}', 24) || lpad(to_hex(${n}), 12, '0'))::uuid`;
  const starts = `'2035-01-01T10:00Z'::timestamptz + n * interval '1 hour'`;
  await db.query(
    `insert into events (id, kind, status, space_id, host_account_id, host_mixer_id, title, theme, description, starts_at, ends_at, capacity, seller_of_record, ticket_types, methods,
                         cancellation_policy, timetable, rule_set_version, approved_at, published_at, created_by, created_at)
     select ${id('sale', 'n')}, 'jelly', 'published', ${id('space', `n % ${SPACES}`)}, ${id('account', 'n % 10')}, ${id('mixer', 'n % 10')}, 'JELLY ' || n, 'となりの仕事を知る夜',
            repeat('はじめての方も、いつもの方も、同じテーブルで過ごす交流の場です。', 4), ${starts}, ${starts} + interval '2 hours', 20, 'host',
            '[{"name":"一般","description":"","priceYen":500,"capacity":null},{"name":"学生","description":"","priceYen":0,"capacity":5}]', '{card,payPay,door}',
            '[{"untilHoursBefore":72,"refundPercent":100},{"untilHoursBefore":24,"refundPercent":50}]', '[{"minutesIn":0,"title":"受付","note":""},{"minutesIn":15,"title":"自己紹介","note":""}]',
            1, now(), now(), ${id('account', 'n % 10')}, now()
       from generate_series(0, $1 - 1) n`,
    [events],
  );
  await db.query(
    `insert into sales (subject_id, subject_kind, title, place, space_id, starts_at, ends_at, status, capacity, taken, numbered, seller, methods, policy)
     select ${id('sale', 'n')}, 'event', 'JELLY ' || n, 'スペース', ${id('space', `n % ${SPACES}`)}, ${starts}, ${starts} + interval '2 hours', 'open', 20, n % 20, n % 20, 'host', '{card,payPay,door}', '[]'
       from generate_series(0, $1 - 1) n`,
    [events],
  );
  await db.query(
    `insert into ticket_types (subject_id, name, price_yen, capacity, position)
     select ${id('sale', 'n')}, t.name, t.yen, t.seats, t.place from generate_series(0, $1 - 1) n, (values ('一般', 500, null, 0), ('学生', 0, 5, 1)) t(name, yen, seats, place)`,
    [events],
  );
  await db.query(
    `insert into event_people (event_id, role, mixer_id, account_id, duty, status, invited_by, invited_at, answered_at)
     select ${id('sale', 'n')}, 'panelist', ${id('mixer', '10 + n % 40')}, ${id('account', '10 + n % 40')}, '5分の話', 'accepted', ${id('account', 'n % 10')}, now(), now() from generate_series(0, $1 - 1) n`,
    [events],
  );
  await db.query('vacuum analyze');
}
