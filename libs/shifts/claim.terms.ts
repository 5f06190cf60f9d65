import type { Sql } from '#libs/database';
import { documentNumber, issueDocument, termsNoticeContent, type TermsNotice } from '#libs/documents';
import { day, tokyoDay } from '#libs/kernel';
import type { ClaimFacts, ClaimRow } from './shifts.queries.js';

/** The paper that a booking issues: what was agreed, by whom, when and where, for how much, paid on which day. */
export function draftTerms(facts: ClaimFacts, terms: { version: number; paymentDueOn: string; ruleSetVersion: number; rewardYen: number; at: Date }): TermsNotice {
  const orderedOn = tokyoDay(terms.at);
  const number = documentNumber('termsNotice', facts.drawn, orderedOn);
  const orderer =
    facts.orderingParty === 'space'
      ? { name: facts.recruiterName || facts.spaceName, address: facts.recruiterAddress }
      : { name: facts.cooperativeName, address: facts.cooperativeAddress };
  return termsNoticeContent({
    number,
    version: terms.version,
    orderedOn,
    orderingParty: facts.orderingParty,
    orderer,
    contractor: { name: facts.mixerName },
    service: { kind: facts.kind, content: facts.content, manualVersion: facts.manualVersion ?? 1, startsAt: facts.startsAt, endsAt: facts.endsAt },
    place: { name: facts.spaceName, address: facts.spaceAddress, resource: facts.resourceName },
    rewardYen: terms.rewardYen,
    travelExpense: 'included',
    paymentDueOn: day(terms.paymentDueOn),
    shiftVersion: facts.version,
    ruleSetVersion: terms.ruleSetVersion,
    helpDesk: facts.helpDesk,
  });
}

/** Issue the notice of a claim that is there already, the first one or one in place of another. Answers its id. */
export async function issueTerms(tx: Sql, claim: ClaimRow, content: TermsNotice, { supersedesId = null, at }: { supersedesId?: string | null; at: Date }): Promise<string> {
  const { number, version } = content;
  const parties = { partyAccountId: claim.accountId, partySpaceId: claim.spaceId };
  return (await issueDocument(tx, { kind: 'termsNotice', number, subjectId: claim.id, version, supersedesId, ...parties, content, at })).id;
}
