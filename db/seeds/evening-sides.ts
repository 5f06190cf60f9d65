import type { Sql } from '#libs/database';
import { newId } from '#libs/kernel';
import { agreeSplit, offerSplit, type Agreement, type Share, type SplitTerms } from '#libs/revenue';
import type { Placed } from './evening-days.js';
import { isApproved } from './evenings.js';
import { found, OTHERS } from './people.js';
import { HOUR_MS, type Plan } from './plan.js';
import type { SeededSpace } from './spaces.js';
import { insertAll } from './write.js';

/** Who speaks for a space. */
export function ownerOf(plan: Plan, { owner }: SeededSpace): { accountId: string; displayName: string; email: string } {
  const { name: displayName, email } = found(OTHERS.find(({ key }) => key === owner), owner);
  return { accountId: plan.people.accountOf(owner), displayName, email };
}

export const COUNTER_NOTE = '食事の片付けに人手がかかるため、少し上げていただけると助かります。';

/** The offer of the host, and what the space has answered. */
export async function agree(tx: Sql, plan: Plan, evening: Placed, terms: SplitTerms): Promise<Agreement> {
  const { id, space, hostAccountId, hostName } = evening;
  const about = { subjectKind: 'event', subjectId: id } as const;
  const host = { accountId: hostAccountId, displayName: hostName };
  const shared = evening.builder ? withBuilder(terms, evening.builder.points) : terms;
  const offered = await offerSplit(tx, { ...about, terms: shared, side: evening.host ? 'host' : 'cooperative', actor: host, at: evening.draftedAt, needsSpace: space !== null });
  if (!space) return offered;
  if (evening.counter !== undefined) return offerSplit(tx, { ...about, terms: countered(terms, evening.counter), side: 'space', actor: ownerOf(plan, space), at: evening.answeredAt, note: COUNTER_NOTE });
  if (!isApproved(evening)) return offered;
  return agreeSplit(tx, { subjectId: id, version: offered.version, side: 'space', actor: ownerOf(plan, space), at: evening.answeredAt });
}

/** The space takes so much more, and the host so much less. */
function countered(terms: SplitTerms, value: number): SplitTerms {
  const more = value - (terms.shares.find(({ role }) => role === 'space')?.value ?? 0);
  const shares = terms.shares.map((share): Share => (share.role === 'space' ? { ...share, value } : share.role === 'host' ? { ...share, value: share.value - more } : share));
  return { ...terms, shares };
}

/** Who built the business takes a part of the host's. */
function withBuilder(terms: SplitTerms, value: number): SplitTerms {
  const shares = terms.shares.map((share): Share => (share.role === 'host' ? { ...share, value: share.value - value } : share));
  return { ...terms, shares: [...shares, { role: 'builder', kind: 'basisPoints', value }] };
}

/** Who built the business was asked with the draft, and has agreed. */
export async function nameBuilder(tx: Sql, plan: Plan, { id, builder, hostAccountId, draftedAt }: Placed): Promise<void> {
  if (!builder) return;
  const { id: mixerId, accountId } = plan.mixer(builder.mixer);
  const answeredAt = new Date(draftedAt.getTime() + 5 * HOUR_MS);
  await insertAll(tx, 'event_people', [
    { id: newId(), event_id: id, role: 'builder', mixer_id: mixerId, account_id: accountId, duty: builder.built, status: 'accepted', invited_by: hostAccountId, invited_at: draftedAt, answered_at: answeredAt },
  ]);
}
