import { rows, type Sql } from '#libs/database';
import { canonicalContent, documentNumber, termsNoticeContent } from '#libs/documents';
import { day, newId, tokyoDay } from '#libs/kernel';
import { found } from './people.js';
import { dueOn, hasTerms, holdsPlace, keepsTime, type SeededClaim, type SeededShift } from './plan.js';
import type { SeededManual } from './manuals.js';
import { range, type Row } from './write.js';

/** The rules everything here was booked under. */
export const RULE_SET_VERSION = 1;
const versionOf = (shift: SeededShift, at: Date): number => (shift.raised && at >= shift.raised.at ? 2 : 1);

export function shiftRows(shifts: readonly SeededShift[]): Row[] {
  return shifts.map((shift) => ({
    id: shift.id,
    space_id: shift.space.id,
    kind: shift.kind,
    status: shift.status,
    starts_at: shift.startsAt,
    ends_at: shift.endsAt,
    places: shift.places,
    places_taken: shift.claims.filter(holdsPlace).length,
    reward_yen: shift.rewardYen,
    min_tier: shift.minTier,
    claim_mode: shift.claimMode,
    content: shift.content,
    resource_id: shift.resourceId,
    ordering_party: 'space',
    version: shift.raised ? 2 : 1,
    check_in_code: shift.code,
    outside_hours: shift.outsideHours,
    created_by: shift.space.ownerAccountId,
    created_at: shift.createdAt,
    published_at: shift.publishedAt,
    cancelled_at: shift.cancelledAt,
    cancel_reason: shift.cancelReason,
  }));
}

/** What each shift said from the first draft on. */
export function versionRows(shifts: readonly SeededShift[]): Row[] {
  return shifts.flatMap((shift) => {
    const { kind, startsAt, endsAt, places, rewardYen, minTier, claimMode, content, resourceId, outsideHours, raised } = shift;
    const said = { kind, startsAt, endsAt, places, rewardYen, minTier, claimMode, content, resourceId, orderingParty: 'space', outsideHours };
    const version = (number: number, yen: number, at: Date, reason: string): Row => ({
      shift_id: shift.id,
      version: number,
      said: { ...said, rewardYen: yen },
      changed_by: shift.space.ownerAccountId,
      changed_at: at,
      reason,
    });
    const first = version(1, raised?.fromYen ?? rewardYen, shift.createdAt, '');
    return raised ? [first, version(2, rewardYen, raised.at, raised.reason)] : [first];
  });
}

export function occupancyRows(shifts: readonly SeededShift[]): Row[] {
  return shifts.flatMap((shift) => {
    const { space, resourceId } = shift;
    if (!resourceId) return [];
    const place = found(space.resources.find(({ id }) => id === resourceId), resourceId);
    return [
      {
        space_id: space.id,
        resource_id: place.id,
        area_id: place.partOfId ?? place.id,
        positions: place.partOfId ? `[${place.position},${place.position + 1})` : '[0,)',
        kind: 'shift',
        subject_id: shift.id,
        title: shift.kind,
        during: range(shift.startsAt, shift.endsAt),
        status: shift.status === 'cancelled' ? 'released' : 'booked',
      },
    ];
  });
}

export function invitationRows(shifts: readonly SeededShift[]): Row[] {
  return shifts.flatMap(({ id, invited, space, createdAt, publishedAt }) =>
    invited.map(({ name, mixer }) => ({
      shift_id: id,
      mixer_id: mixer?.id ?? null,
      name,
      invited_by: space.ownerAccountId,
      invited_at: createdAt,
      told_at: mixer ? publishedAt : null,
    })),
  );
}

export function commitmentRows(claims: readonly SeededClaim[]): Row[] {
  return claims.map((claim) => ({
    account_id: claim.mixer.accountId,
    mixer_id: claim.mixer.id,
    space_id: claim.shift.space.id,
    kind: 'shift',
    subject_id: claim.id,
    capability: 'shift.claim',
    rule_set_version: RULE_SET_VERSION,
    title: claim.shift.space.name,
    during: range(claim.shift.startsAt, claim.shift.endsAt),
    status: !keepsTime(claim) ? 'released' : claim.status === 'requested' ? 'held' : 'booked',
    uid: `${claim.id}@mazeru`,
    sequence: keepsTime(claim) ? 0 : 1,
  }));
}

/** The papers, and by the claim's id their id and their number. */
interface Terms {
  made: Row[];
  idOf: Map<string, string>;
  numberOf: Map<string, string>;
}

/** A terms notice for everything that was ever booked, in the order of their numbers. */
export async function issueTerms(tx: Sql, claims: readonly SeededClaim[], manuals: readonly SeededManual[], helpDesk: string): Promise<Terms> {
  const booked = claims.filter(hasTerms);
  const numbers = await rows<{ drawn: string }>(tx, `select nextval('document_numbers') as drawn from generate_series(1, $1::int)`, [booked.length]);
  const idOf = new Map<string, string>();
  const numberOf = new Map<string, string>();
  const made = booked.map((claim, at): Row => {
    const { shift, mixer } = claim;
    const { space } = shift;
    const issuedAt = claim.approvedAt ?? claim.claimedAt;
    const orderedOn = tokyoDay(issuedAt);
    const number = documentNumber('termsNotice', numbers[at]?.drawn ?? '', orderedOn);
    const address = `${space.city}${space.street}`;
    const { text, sha256 } = canonicalContent(
      termsNoticeContent({
        number,
        version: 1,
        orderedOn,
        orderingParty: 'space',
        orderer: { name: space.name, address },
        contractor: { name: mixer.name.join(' ') },
        service: { kind: shift.kind, content: shift.content, manualVersion: currentManual(manuals, space.id, issuedAt), startsAt: shift.startsAt, endsAt: shift.endsAt },
        place: { name: space.name, address, resource: space.resources.find(({ id }) => id === shift.resourceId)?.name ?? null },
        rewardYen: shift.rewardYen,
        travelExpense: 'included',
        paymentDueOn: day(dueOn(shift)),
        shiftVersion: versionOf(shift, issuedAt),
        ruleSetVersion: RULE_SET_VERSION,
        helpDesk,
      }),
    );
    const id = newId();
    idOf.set(claim.id, id);
    numberOf.set(claim.id, number);
    return {
      id,
      number,
      kind: 'termsNotice',
      subject_id: claim.id,
      version: 1,
      party_account_id: mixer.accountId,
      party_space_id: space.id,
      content: text,
      sha256: `\\x${sha256.toString('hex')}`,
      issued_at: issuedAt,
    };
  });
  return { made, idOf, numberOf };
}

const currentManual = (manuals: readonly SeededManual[], spaceId: string, at: Date): number =>
  manuals.filter((manual) => manual.spaceId === spaceId && manual.publishedAt <= at).at(-1)?.version ?? 1;

export function claimRows(claims: readonly SeededClaim[], documentOf: ReadonlyMap<string, string>): Row[] {
  return claims.map((claim) => {
    const { shift, status, reason = null } = claim;
    const outcome = OUTCOMES[status] ?? null;
    const outcomeAt = status === 'confirmed' ? claim.confirmedAt : outcome ? claim.endedAt : undefined;
    const given = claim.withdrawnAt !== undefined;
    return {
      id: claim.id,
      shift_id: shift.id,
      space_id: shift.space.id,
      mixer_id: claim.mixer.id,
      account_id: claim.mixer.accountId,
      status,
      shift_version: versionOf(shift, claim.approvedAt ?? claim.claimedAt),
      rule_set_version: RULE_SET_VERSION,
      terms_document_id: documentOf.get(claim.id) ?? null,
      reward_yen: shift.rewardYen,
      payable_yen: claim.payableYen ?? null,
      payment_due_on: dueOn(shift),
      claimed_at: claim.claimedAt,
      approved_at: claim.approvedAt ?? null,
      rejected_at: claim.rejectedAt ?? null,
      reject_reason: claim.rejectedAt ? reason : null,
      checked_in_at: claim.checkedInAt ?? null,
      report: claim.report ?? null,
      reported_at: claim.reportedAt ?? null,
      confirmed_at: claim.confirmedAt ?? null,
      confirmed_by: claim.confirmedBy ?? null,
      withdrawn_at: claim.withdrawnAt ?? null,
      withdraw_reason: given ? reason : null,
      withdraw_counts: claim.withdrawCounts ?? null,
      refilled_at: claim.refilledAt ?? null,
      ended_at: claim.endedAt ?? null,
      end_reason: claim.endedAt && !given ? reason : null,
      outcome,
      outcome_by: status === 'confirmed' ? (claim.confirmedBy ?? null) : outcome ? shift.space.ownerAccountId : null,
      outcome_at: outcomeAt ?? null,
      objection: claim.objection ?? null,
      objected_at: claim.objectedAt ?? null,
      took_over_from_id: claim.tookOverFrom?.id ?? null,
    };
  });
}

const OUTCOMES: Readonly<Partial<Record<SeededClaim['status'], string>>> = { confirmed: 'came', noShow: 'didNotCome', cancelled: 'notApplicable' };
