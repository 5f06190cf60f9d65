import { canonicalContent, documentNumber, termsNoticeContent } from '#libs/documents';
import { day, tokyoDay } from '#libs/kernel';
import type { ClaimFacts } from './shifts.queries.js';

/** A terms notice ready to be written with its claim. */
export interface DraftedTerms {
  number: string;
  text: string;
  sha256: Buffer;
}

/** The paper that a booking issues: what was agreed, by whom, when and where, for how much, paid on which day. */
export function draftTerms(facts: ClaimFacts, terms: { version: number; paymentDueOn: string; ruleSetVersion: number; rewardYen: number; at: Date }): DraftedTerms {
  const orderedOn = tokyoDay(terms.at);
  const number = documentNumber('termsNotice', facts.drawn, orderedOn);
  const orderer =
    facts.orderingParty === 'space'
      ? { name: facts.recruiterName || facts.spaceName, address: facts.recruiterAddress }
      : { name: facts.cooperativeName, address: facts.cooperativeAddress };
  const content = termsNoticeContent({
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
  return { number, ...canonicalContent(content) };
}
