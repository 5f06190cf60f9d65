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
export const idOf = (kind: 'shift' | 'mixer' | 'account' | 'space', n: number): string =>
  `0${{ shift: 1, mixer: 2, account: 3, space: 4 }[kind]}000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

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
