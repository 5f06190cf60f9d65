import { randomInt } from 'node:crypto';
import { row, rows, theRow, type Sql } from '#libs/database';
import { tokenHash } from '#libs/identity';
import { Refusal } from '#libs/kernel';

/** Whose word it is: a mixer's, a space's, or a flyer's. */
export const REFERRAL_KINDS = ['mixer', 'space', 'flyer'] as const;
export type ReferralKind = (typeof REFERRAL_KINDS)[number];

/** How long the first visit by a code counts. */
export const TOUCH_DAYS = 30;
/** The cookie that recognises a visitor; random, and only its hash is kept. */
export const VISITOR_COOKIE = 'mazeru_visitor';

/** A word that stands in a link. */
export interface ReferralCode {
  code: string;
  kind: ReferralKind;
  subjectId: string | null;
  accountId: string | null;
  accountName: string | null;
  spaceId: string | null;
  spaceName: string | null;
  label: string;
  createdAt: Date;
  retiredAt: Date | null;
}

/** Who is credited with a guest; nobody, when all are null. */
export interface Credit {
  code: string | null;
  attractorAccountId: string | null;
  referrerSpaceId: string | null;
}

export const NO_CREDIT: Credit = { code: null, attractorAccountId: null, referrerSpaceId: null };

/** No letter that is read as another, neither aloud nor on paper. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 8;
const IS_CODE = /^[0-9a-z]{6,12}$/;

const newCode = (): string => Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');

const CODE = `
  select c.code, c.kind, c.subject_id as "subjectId", c.account_id as "accountId", a.display_name as "accountName", c.space_id as "spaceId",
         s.name as "spaceName", c.label, c.created_at as "createdAt", c.retired_at as "retiredAt"
    from referral_codes c left join accounts a on a.id = c.account_id left join spaces s on s.id = c.space_id`;

/** What a code is made for: a mixer's has an account, a space's a space, a flyer's its carrier, the space it lies in, or both. */
export interface CodeWish {
  kind: ReferralKind;
  /** The event; null for a word that counts wherever it is used. */
  subjectId: string | null;
  accountId?: string | null;
  spaceId?: string | null;
  label?: string;
  by: string;
  at: Date;
}

/** The code of a mixer or a space for a thing: the one that is there, or a new one. Each flyer gets one of its own. */
export async function referralCode(tx: Sql, wish: CodeWish): Promise<ReferralCode> {
  const { kind, subjectId, accountId = null, spaceId = null, label = '', by, at } = wish;
  for (;;) {
    const made = await row<{ code: string }>(
      tx,
      `insert into referral_codes (code, kind, subject_id, account_id, space_id, label, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning code`,
      [newCode(), kind, subjectId, accountId, spaceId, label, by, at],
    );
    if (made) return codeOf(tx, made.code);
    const there = await row<ReferralCode>(
      tx,
      `${CODE} where c.retired_at is null and c.kind = $1 and c.kind <> 'flyer' and c.subject_id is not distinct from $2::uuid
          and c.account_id is not distinct from $3::uuid and c.space_id is not distinct from $4::uuid`,
      [kind, subjectId, accountId, spaceId],
    );
    if (there) return there;
  }
}

/** A code as it is, retired or not. Refuses 404 `referralCode` for a word that is none. */
export async function codeOf(sql: Sql, code: string): Promise<ReferralCode> {
  const found = IS_CODE.test(code) ? await row<ReferralCode>(sql, `${CODE} where c.code = $1`, [code]) : null;
  if (!found) throw Refusal.missing('referralCode');
  return found;
}

/** The codes of a thing with how many visitors came by each; the oldest first. */
export function codesOf(sql: Sql, subjectId: string): Promise<(ReferralCode & { touches: number })[]> {
  return rows(
    sql,
    `select c.*, (k.touches_gone + (select count(*) from referral_touches t where t.code = c.code))::int as touches
       from (${CODE}) c join referral_codes k on k.code = c.code where c."subjectId" = $1 order by c."createdAt", c.code`,
    [subjectId],
  );
}

/** From now on it counts for nobody new; who came by it before stays counted. */
export async function retireCode(tx: Sql, code: string, at: Date): Promise<void> {
  await tx.query('update referral_codes set retired_at = $2 where code = $1 and retired_at is null', [code, at]);
}

/** The code that counts for a visitor. */
export interface Touch {
  code: string;
  kind: ReferralKind;
  touchedAt: Date;
}

/**
 * A visitor comes by a code; answers which one counts for them. The first time counts, and a later code takes its place only when the first is
 * older than thirty days. Refuses 404 `referralCode` for a word that is none, is retired, or belongs to something else.
 */
export async function touch(tx: Sql, { visitor, subjectId, code, at }: { visitor: string; subjectId: string; code: string; at: Date }): Promise<Touch> {
  const found = await codeOf(tx, code);
  if (found.retiredAt || (found.subjectId !== null && found.subjectId !== subjectId)) throw Refusal.missing('referralCode');
  const hash = tokenHash(visitor);
  await tx.query(
    `insert into referral_touches (visitor, subject_id, code, touched_at) values ($1, $2, $3, $4)
     on conflict (visitor, subject_id) do update set code = excluded.code, touched_at = excluded.touched_at
      where referral_touches.touched_at < excluded.touched_at - $5 * interval '1 day'`,
    [hash, subjectId, code, at, TOUCH_DAYS],
  );
  return theRow<Touch>(
    tx,
    'referralCode',
    `select t.code, c.kind, t.touched_at as "touchedAt" from referral_touches t join referral_codes c using (code) where t.visitor = $1 and t.subject_id = $2`,
    [hash, subjectId],
  );
}

/**
 * Who is credited with a guest: whose code the visitor first came by within thirty days, else the code that came with the registration.
 * A word that counts for nothing credits nobody; it never keeps a guest out.
 */
export async function creditOf(sql: Sql, { code, visitor, subjectId, at }: { code?: string | null; visitor?: string | null; subjectId: string; at: Date }): Promise<Credit> {
  if (!code && !visitor) return NO_CREDIT;
  const credited = await row<Credit>(
    sql,
    `select c.code, c.account_id as "attractorAccountId", c.space_id as "referrerSpaceId"
       from (select t.code, 1 as rank from referral_touches t
              where t.visitor = $1 and t.subject_id = $3 and t.touched_at >= $4::timestamptz - $5 * interval '1 day' and t.touched_at <= $4
             union all
             select c.code, 2 from referral_codes c
              where c.code = $2 and c.retired_at is null and (c.subject_id is null or c.subject_id = $3)) came
       join referral_codes c using (code)
      order by came.rank limit 1`,
    [visitor ? tokenHash(visitor) : null, code?.toLowerCase() ?? null, subjectId, at, TOUCH_DAYS],
  );
  return credited ?? NO_CREDIT;
}
