import type { AuditActor } from '#libs/audit';
import { rows, theRow, type Sql } from '#libs/database';
import { yen, type Yen } from '#libs/kernel';
import { post, type AccountRef } from '#libs/ledger';
import { isOfCooperative, type CancelCause } from './event.rules.js';
import type { EventRow } from './events.queries.js';

/** What is known of the cost of an event that was called off; whole yen. */
interface CancelCost {
  cause: CancelCause | null;
  /** Where nobody is to blame and a steward has to look at that: who bears it meanwhile, and whether the cooperative does by now. */
  borneBy: 'host' | 'space' | null;
  accepted: boolean | null;
  /** What Stripe keeps of its payments, as far as it is known by now. */
  lostYen: number;
  /** What was charged for it so far, and in how many postings. */
  chargedYen: number;
  times: number;
}

const COST = `
  select e.cancel_cause as cause, r.borne_by as "borneBy", r.accepted,
         (select coalesce(sum(fee_yen), 0)::int from order_payments where subject_id = e.id) as "lostYen",
         (select coalesce(sum(case f.type when 'fees' then t.amount_yen else -t.amount_yen end), 0)::int
            from ledger_postings p join ledger_transfers t on t.posting_id = p.id join ledger_accounts f on f.id = t.from_account_id
           where p.cause_kind = 'event.cancelCost' and (p.cause_id = e.id::text or starts_with(p.cause_id, e.id::text || ':'))) as "chargedYen",
         (select count(*)::int from ledger_postings p where p.cause_kind = 'event.cancelCost' and (p.cause_id = e.id::text or starts_with(p.cause_id, e.id::text || ':'))) as times
    from events e left join event_cost_reviews r on r.event_id = e.id
   where e.id = $1`;

/** Events that were called off at somebody's cost, and of whom the books say another sum than what is known by now. */
const MIS_CHARGED = `
  with charged as (
    select split_part(p.cause_id, ':', 1) as event_id, sum(case f.type when 'fees' then t.amount_yen else -t.amount_yen end) as yen
      from ledger_postings p join ledger_transfers t on t.posting_id = p.id join ledger_accounts f on f.id = t.from_account_id
     where p.cause_kind = 'event.cancelCost' group by 1
  )
  select e.id
    from events e left join event_cost_reviews r on r.event_id = e.id left join charged c on c.event_id = e.id::text
   where e.status = 'cancelled' and (e.cancel_cause in ('host', 'space') or r.borne_by is not null)
     and coalesce(c.yen, 0) <> case when r.accepted then 0 else (select coalesce(sum(p.fee_yen), 0) from order_payments p where p.subject_id = e.id) end
   order by e.cancelled_at, e.id`;

/** Called-off events whose cost waits to be charged, or to be taken back; none unless a job for one was lost. */
export const misCharged = (sql: Sql): Promise<{ id: string }[]> => rows<{ id: string }>(sql, MIS_CHARGED);

type Called = Pick<EventRow, 'id' | 'kind' | 'hostAccountId' | 'spaceId'>;

/** Who owes the cost; null: the cooperative bears it, which is where it stands already, and always at what it holds itself. */
function bearer({ cause, borneBy, accepted }: CancelCost, { kind, hostAccountId, spaceId }: Called): AccountRef | null {
  const side = borneBy === null ? cause : accepted ? null : borneBy;
  if (side === 'host' && isOfCooperative(kind)) return null;
  if (side === 'host') return { type: 'receivable', ownerAccountId: hostAccountId };
  return side === 'space' && spaceId !== null ? { type: 'receivable', spaceId } : null;
}

/**
 * Whoever called an event off owes what Stripe keeps of its payments: charges what is known by now and was not charged yet, or takes back what
 * was too much. Done again it changes nothing. The event and its sale are locked. Answers what was charged, whole yen, below zero where it was taken back.
 */
export async function chargeCancelCost(tx: Sql, event: Called, by: AuditActor, at: Date): Promise<Yen> {
  const cost = await theRow<CancelCost>(tx, 'event', COST, [event.id]);
  const { lostYen, chargedYen, times } = cost;
  const owing = bearer(cost, event);
  const changeYen = yen((owing ? lostYen : 0) - chargedYen);
  const account = owing ?? bearer({ ...cost, accepted: false }, event);
  if (changeYen === 0 || account === null) return yen(0);
  const fees: AccountRef = { type: 'fees' };
  const [from, to] = changeYen > 0 ? [fees, account] : [account, fees];
  const id = times === 0 ? event.id : `${event.id}:${times + 1}`;
  await post(tx, { cause: { kind: 'event.cancelCost', id }, eventAt: at, by, transfers: [{ from, to, amountYen: yen(Math.abs(changeYen)), kind: 'fee' }] });
  return changeYen;
}
