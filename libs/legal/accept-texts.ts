import type { Sql } from '#libs/database';
import { theCooperative } from '#libs/identity';
import { Refusal, tokyoDay } from '#libs/kernel';
import { LEGAL_TITLES, type LegalKind, type Locale } from '#libs/words';
import { digestOf, filled } from './filled.js';
import { textsInForce, type LegalText } from './legal.queries.js';

/** What somebody agreed to, and what was shown to them beside it. */
export interface Acceptance {
  accountId: string;
  /** Ids of the versions that stood before them. */
  textIds: readonly string[];
  /** The texts that this act asks for. */
  kinds: readonly LegalKind[];
  /** In which language they read them. */
  locale: Locale;
  /** The final confirmation, from `duesConfirmation`: kept with the acceptance as it was shown. */
  confirmation?: { form: number; items: readonly { item: string; label: string; lines: readonly string[] }[] };
  at: Date;
}

/**
 * Log what somebody agreed to, in the transaction of the deed that asks for it. Refuses 409 `texts.accept` when one of the texts is missing,
 * or is no longer the version in force: the reader is shown it again.
 */
export async function acceptTexts(tx: Sql, { accountId, textIds, kinds, locale, confirmation, at }: Acceptance): Promise<void> {
  const asked = (await textsInForce(tx, tokyoDay(at))).filter(({ kind }) => kinds.includes(kind));
  const missing = asked.filter(({ id }) => !textIds.includes(id));
  if (missing.length > 0) throw Refusal.conflict('texts.accept', { texts: missing.map(({ kind }) => LEGAL_TITLES[kind][locale]).join(locale === 'ja' ? '、' : ', ') });
  const cooperative = await theCooperative(tx);
  const row = (text: LegalText) => ({
    account_id: accountId,
    text: text.kind,
    version: text.version,
    accepted_at: at,
    legal_text_id: text.id,
    sha256: `\\x${digestOf(filled(text, cooperative, locale)).toString('hex')}`,
    shown: { locale },
  });
  const confirmed = confirmation ? [{ account_id: accountId, text: 'duesConfirmation', version: confirmation.form, accepted_at: at, legal_text_id: null, sha256: null, shown: { locale, items: confirmation.items } }] : [];
  await tx.query(
    `insert into text_acceptances (account_id, text, version, accepted_at, legal_text_id, sha256, shown)
     select account_id, text, version, accepted_at, legal_text_id, sha256, shown
       from jsonb_to_recordset($1::jsonb) as r(account_id uuid, text text, version integer, accepted_at timestamptz, legal_text_id uuid, sha256 bytea, shown jsonb)`,
    [JSON.stringify([...asked.map(row), ...confirmed])],
  );
}
