import { yen, type Machine, type Yen } from '#libs/kernel';
import type { AccountRef, Transfer } from '#libs/ledger';
import { lineKey, splitDifference, type Party, type SplitLine, type SplitResult, type SplitTerms } from '#libs/revenue';

export const SETTLEMENT_STATUSES = ['proposed', 'agreed', 'replaced'] as const;
export type SettlementStatus = (typeof SETTLEMENT_STATUSES)[number];
export type SettlementAction = 'agree' | 'replace';

/** A version of a settlement: proposed by the host, agreed by the other side; or put aside for a newer one. */
export const SETTLEMENT_MACHINE: Machine<SettlementStatus, SettlementAction> = {
  proposed: { agree: 'agreed', replace: 'replaced' },
  agreed: {},
  replaced: {},
};

/** Where nothing was agreed, because nothing costs anything, all is the host's; at the cooperative's own events that is the cooperative. */
export const WITHOUT_AGREEMENT: SplitTerms = { base: 'net', shares: [{ role: 'host', kind: 'basisPoints', value: 10_000 }] };

/** One line of a settlement: what somebody has in a role by now, and what this version adds to it. Whole yen. */
export interface SettledShare extends SplitLine {
  changeYen: Yen;
}

/** What an event has come to. */
export interface Outcome extends Pick<SplitResult, 'receivedYen' | 'costYen' | 'costFromPoolYen' | 'lines'> {
  /** Cash that lies in the box of the event by the books. */
  cashYen: Yen;
}

/** What an agreed version left behind; nothing before the first one. */
export interface Before {
  receivedYen: Yen;
  costFromPoolYen: Yen;
  lines: readonly SplitLine[];
}

export const NOTHING_BEFORE: Before = { receivedYen: yen(0), costFromPoolYen: yen(0), lines: [] };

/** The lines as they are now with what changes; whoever falls out of the split stays in it with nothing, so that their minus can be read. */
export function settledShares(before: readonly SplitLine[], now: readonly SplitLine[]): SettledShare[] {
  const changes = new Map(splitDifference(before, now).map((change) => [lineKey(change), change]));
  const shares = now.map((line) => ({ ...line, changeYen: changes.get(lineKey(line))?.amountYen ?? yen(0) }));
  const there = new Set(now.map(lineKey));
  const gone = [...changes].flatMap(([key, change]) => (there.has(key) ? [] : [change]));
  return [...shares, ...gone.map(({ role, party, amountYen }) => ({ role, party, amountYen: yen(0), changeYen: amountYen }))];
}

function accountOf(party: Party): AccountRef {
  switch (party.kind) {
    case 'account':
      return { type: 'payable', ownerAccountId: party.id };
    case 'space':
      return { type: 'payable', spaceId: party.id };
    case 'cooperative':
      return { type: 'eventIncome' };
    case 'fund':
      return { type: 'fund' };
  }
}

/** Who keeps the cash of an event when its box is emptied: its host, who owes it from then on; at the cooperative's own events the cooperative. */
export interface Settling {
  eventId: string;
  /** Null at the cooperative's own events. */
  hostAccountId: string | null;
  /** Who counted; the same as the host but at the cooperative's own events. */
  counterAccountId: string;
  before: Before;
  outcome: Outcome;
  /** What was counted in the box; null where nobody counted, and then it is what the books say. */
  countedYen: number | null;
}

/** How much of the cash is there, and how much is missing or too much. Short cash is the host's debt, cash that nobody booked stays theirs. */
export function cashCount(bookedYen: number, countedYen: number | null): { handedOverYen: Yen; missingYen: Yen; differenceYen: Yen } {
  const counted = countedYen ?? bookedYen;
  const handedOver = Math.min(bookedYen, counted);
  return { handedOverYen: yen(handedOver), missingYen: yen(bookedYen - handedOver), differenceYen: yen(counted - bookedYen) };
}

/**
 * A settlement as transfers: what is held for the event goes to whom it belongs, the processing cost that the pool bears comes out of it, and
 * the box is emptied. Where more went back than came in, the cooperative writes that off. Afterwards nothing is held for the event and nothing lies in its box. A later version moves what has changed alone; what
 * has become less goes back.
 */
export function settlementTransfers({ eventId, hostAccountId, counterAccountId, before, outcome, countedYen }: Settling): Transfer[] {
  const held: AccountRef = { type: 'held', eventId };
  const box: AccountRef = { type: 'cashBox', eventId };
  const keeper: AccountRef = hostAccountId ? { type: 'receivable', ownerAccountId: hostAccountId } : { type: 'cashBox' };
  const { handedOverYen, missingYen } = cashCount(outcome.cashYen, countedYen);
  return [
    ...splitDifference(before.lines, outcome.lines).flatMap(({ party, amountYen }) => between(accountOf(party), held, amountYen, 'share')),
    ...between({ type: 'fees' }, held, yen(costOf(outcome) - costOf(before)), 'fee'),
    ...between(held, { type: 'writeOff' }, yen(lossOf(outcome) - lossOf(before)), 'writeOff'),
    ...between(box, keeper, handedOverYen, 'cashHandedOver'),
    ...between(box, { type: 'receivable', ownerAccountId: hostAccountId ?? counterAccountId }, missingYen, 'cashDifference'),
  ];
}

const costOf = ({ costFromPoolYen }: Pick<Outcome, 'costFromPoolYen'>): number => Math.max(0, costFromPoolYen);
const lossOf = ({ costFromPoolYen }: Pick<Outcome, 'costFromPoolYen'>): number => Math.max(0, 0 - costFromPoolYen);

/** One transfer, turned round where the amount is below zero; none of nothing. */
function between(from: AccountRef, to: AccountRef, amountYen: Yen, kind: Transfer['kind']): Transfer[] {
  if (amountYen === 0) return [];
  return [amountYen > 0 ? { from, to, amountYen, kind } : { from: to, to: from, amountYen: yen(0 - amountYen), kind }];
}
