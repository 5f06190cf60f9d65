import { DataSource, type EntityManager } from 'typeorm';
import { deedCte, deedParams } from '#libs/audit';
import { prepared } from '#libs/database';
import { canonicalContent, type TermsNotice } from '#libs/documents';
import { mixerOf, type Actor } from '#libs/identity';
import { personAsRead } from '#libs/mixers';
import { noticeCtes, noticeParams } from '#libs/notices';
import { placeCtes } from './claim.place.js';
import { calendarEntry, shiftParams } from './claim.steps.js';
import type { ClaimFacts } from './shifts.queries.js';

/** A claim that is about to be written. */
export interface NewClaim {
  id: string;
  status: 'requested' | 'booked';
  documentId: string | null;
  terms: TermsNotice | null;
  paymentDueOn: string;
  ruleSetVersion: number;
  at: Date;
  takesOver: string | null;
}

/** The claim has 22 parameters of its own, then come those of the audit entry and of the notice. */
const DEED = 23;
const NOTICE = 34;

/**
 * Everything a claim writes, in one statement. The person is locked if nothing about them has changed since the decision, then the place is taken if
 * it is still there; where either is not so, nothing is written and no row comes back.
 */
const CLAIM_WRITE = `
  with ${personAsRead('$4', '$21')}, ${placeCtes({ shift: '$2', version: '$6', partnership: '$22', startsAt: '$19', places: '$16::integer', provided: 'person' })}, paper as (
    insert into documents (id, number, kind, subject_id, version, party_account_id, party_space_id, content, sha256, issued_at)
    select $10, $11, 'termsNotice', $1, 1, $5, $3, $12, $13, $9 from taken where $10::uuid is not null
  ), claimed as (
    insert into claims (id, shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, terms_document_id,
                        reward_yen, payment_due_on, claimed_at, took_over_from_id)
    select $1, $2, $3, $4, $5, $7, $6, $8, $10, $14, $15, $9, $17 from taken
  ), time as (
    insert into commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
    select $5, $4, $3, 'shift', $1, 'shift.claim', $8, $18, tstzrange($19, $20), case when $7 = 'booked' then 'booked' else 'held' end, $1 || '@mazeru'
      from taken
  ), ${deedCte(DEED, 'taken')}, ${noticeCtes(NOTICE, 'taken')}
  select id from taken`;

/** Another claim of the same person came in between: the constraints that say so when this one was decided before that one was there. */
const OVERTAKEN = ['commitments_overlap', 'claims_once'];

/** What became of it: written; `lost`, because the place or the facts are not what they were; `overtaken` by another claim of the same person. */
export type Written = 'written' | 'lost' | 'overtaken';

/** Write a claim: place, claim, time, paper, audit, notices; all of it or nothing. Inside a transaction there is no `overtaken`, the constraint is thrown. */
export async function writeClaim(sql: DataSource | EntityManager, actor: Actor, facts: ClaimFacts, claim: NewClaim): Promise<Written> {
  try {
    return (await prepared(sql, 'claim-write', CLAIM_WRITE, writeParams(actor, facts, claim))).length > 0 ? 'written' : 'lost';
  } catch (thrown) {
    if (sql instanceof DataSource && wasOvertaken(thrown)) return 'overtaken';
    throw thrown;
  }
}

const wasOvertaken = (thrown: unknown): boolean =>
  thrown instanceof Error && 'constraint' in thrown && typeof thrown.constraint === 'string' && OVERTAKEN.includes(thrown.constraint);

function writeParams(actor: Actor, facts: ClaimFacts, claim: NewClaim): unknown[] {
  const booked = claim.status === 'booked';
  const { accountId, email, locale } = actor;
  const { paymentDueOn } = claim;
  const paper = claim.terms && canonicalContent(claim.terms);
  const own = [
    claim.id,
    facts.id,
    facts.spaceId,
    mixerOf(actor),
    accountId,
    facts.version,
    claim.status,
    claim.ruleSetVersion,
    claim.at,
    claim.documentId,
    claim.terms?.number ?? null,
    paper?.text ?? null,
    paper?.sha256 ?? null,
    facts.rewardYen,
    paymentDueOn,
    booked && !claim.takesOver ? 1 : 0,
    claim.takesOver,
    facts.spaceName,
    facts.startsAt,
    facts.endsAt,
    facts.factsVersion,
    facts.partnershipId,
  ];
  const deed = deedParams({
    at: claim.at,
    by: actor,
    action: booked ? 'claim.booked' : 'claim.requested',
    subject: { type: 'claim', id: claim.id },
    concernsAccountId: accountId,
    spaceId: facts.spaceId,
    after: { shiftId: facts.id, rewardYen: facts.rewardYen, termsDocumentId: claim.documentId, paymentDueOn },
  });
  const notice = noticeParams({
    to: { accountId, email, locale },
    template: booked ? 'claimBooked' : 'claimRequested',
    params: { ...shiftParams(facts), name: actor.displayName, rewardYen: facts.rewardYen, paymentDueOn, number: claim.terms?.number ?? '' },
    href: `/me/shifts/${claim.id}`,
    ...(booked ? { calendar: calendarEntry(claim.id, facts, facts.version, 'confirmed') } : {}),
    at: claim.at,
  });
  return [...own, ...deed, ...notice];
}
