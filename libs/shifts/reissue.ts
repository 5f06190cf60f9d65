import type { EntityManager } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row } from '#libs/database';
import { Refusal } from '#libs/kernel';
import { draftTerms, issueTerms } from './claim.terms.js';
import { claimFacts, type ClaimRow } from './shifts.queries.js';

/** A new terms notice for a booked claim whose shift now says something else; it names the one it replaces. `rewardYen` never falls. */
export async function reissueTerms(tx: EntityManager, claim: ClaimRow, rewardYen: number, at: Date): Promise<void> {
  const facts = await claimFacts(tx, claim.shiftId, claim);
  const former = await row<{ version: number; ruleSetVersion: number }>(
    tx,
    `select d.version, c.rule_set_version as "ruleSetVersion" from documents d join claims c on c.id = d.subject_id where d.id = $1`,
    [claim.termsDocumentId],
  );
  if (!facts || !former) throw Refusal.missing('claim');
  const version = former.version + 1;
  const terms = draftTerms(facts, { version, paymentDueOn: claim.paymentDueOn, ruleSetVersion: former.ruleSetVersion, rewardYen, at });
  const id = await issueTerms(tx, claim, terms, { supersedesId: claim.termsDocumentId, at });
  await tx.query('update claims set terms_document_id = $2, reward_yen = $3 where id = $1', [claim.id, id, rewardYen]);
  await recordDeed(tx, { at, by: 'clock', action: 'terms.reissued', subject: { type: 'document', id }, concernsAccountId: claim.accountId, spaceId: claim.spaceId, after: { number: terms.number, version } });
}
