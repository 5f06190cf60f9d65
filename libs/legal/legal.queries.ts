import { rows, type Sql } from '#libs/database';
import type { Day } from '#libs/kernel';
import type { LegalKind } from '#libs/words';

/** One version of a text, as it was published. Days are Tokyo days. */
export interface LegalText {
  id: string;
  kind: LegalKind;
  version: number;
  inForceOn: Day;
  asksAgain: boolean;
  bodyJa: string;
  bodyEn: string;
  changeJa: string;
  changeEn: string;
  publishedAt: Date;
  publishedByName: string | null;
}

const COLUMNS = `
  t.id, t.kind, t.version, t.in_force_on::text as "inForceOn", t.asks_again as "asksAgain", t.body_ja as "bodyJa", t.body_en as "bodyEn",
  t.change_ja as "changeJa", t.change_en as "changeEn", t.published_at as "publishedAt",
  (select a.display_name from accounts a where a.id = t.published_by) as "publishedByName"`;

/** Every version of a text, newest first; few for ever. */
export const versionsOf = (sql: Sql, kind: LegalKind): Promise<LegalText[]> =>
  rows<LegalText>(sql, `select ${COLUMNS} from legal_texts t where t.kind = $1 order by t.version desc`, [kind]);

/** Of each kind the version that holds on a day. */
export const textsInForce = (sql: Sql, today: Day): Promise<LegalText[]> =>
  rows<LegalText>(sql, `select distinct on (t.kind) ${COLUMNS} from legal_texts t where t.in_force_on <= $1 order by t.kind, t.version desc`, [today]);

/**
 * What an account still has to agree to: the versions in force of the texts that ask, where nothing was agreed to yet,
 * or where a later version than the one agreed to asks again.
 */
export const textsToAccept = (sql: Sql, accountId: string, kinds: readonly LegalKind[], today: Day): Promise<LegalText[]> =>
  rows<LegalText>(
    sql,
    `with accepted as (
       select text as kind, max(version) as version from text_acceptances where account_id = $1 and text = any($2) group by text
     ), current as (
       select distinct on (t.kind) ${COLUMNS} from legal_texts t where t.kind = any($2) and t.in_force_on <= $3 order by t.kind, t.version desc
     )
     select c.* from current c left join accepted a on a.kind = c.kind
      where a.version is null
         or exists (select from legal_texts n where n.kind = c.kind and n.version > a.version and n.version <= c.version and n.asks_again)
      order by c.kind desc`,
    [accountId, kinds, today],
  );

/** How many accounts agreed to each version of a text. */
export const acceptancesOf = (sql: Sql, kind: LegalKind): Promise<{ version: number; accounts: number }[]> =>
  rows(sql, `select version, count(distinct account_id)::integer as accounts from text_acceptances where text = $1 group by version`, [kind]);
