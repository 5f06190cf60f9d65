import { reasonInWords } from '#libs/door';
import { yen, type Reason, type Yen } from '#libs/kernel';
import type { SplitBase } from '#libs/revenue';
import { say, SPLIT_ROLE_WORDS, type Locale } from '#libs/words';
import type { EventRow } from './events.queries.js';
import type { EventSettlementView, SettlementCashView, SettlementShareView, SettlementView } from './settlement.dto.js';
import type { SettlementRow } from './settlement.queries.js';
import type { cashCount, Outcome, SettledShare } from './settlement.rules.js';

/** Names by the ids of accounts and spaces. */
export type Named = ReadonlyMap<string, string>;

const sum = (shares: readonly SettledShare[]): Yen => yen(shares.reduce((total, { amountYen }) => total + amountYen, 0));

function shareView({ role, party, amountYen, changeYen }: SettledShare, names: Named, locale: Locale): SettlementShareView {
  const partyId = 'id' in party ? party.id : null;
  return { role, party: party.kind, partyId, name: partyId ? (names.get(partyId) ?? '') : say(SPLIT_ROLE_WORDS[party.kind === 'fund' ? 'fund' : 'cooperative'], locale), amountYen, changeYen };
}

const cashView = (bookedYen: number, differenceYen: number): SettlementCashView => ({ bookedYen, countedYen: bookedYen + differenceYen, differenceYen });

/** A version as its parties read it. */
export function shownSettlement(version: SettlementRow, names: Named, locale: Locale): SettlementView {
  const { id, version: number, status, base, receivedYen, costYen, shares, cashYen, cashDifferenceYen, agreementVersion, proposedAt, proposedByName, agreedAt, agreedByName } = version;
  const poolYen = sum(shares);
  return {
    id,
    version: number,
    status,
    base,
    receivedYen,
    costYen,
    costFromPoolYen: receivedYen - poolYen,
    poolYen,
    shares: shares.map((share) => shareView(share, names, locale)),
    cash: cashView(cashYen, cashDifferenceYen),
    agreementVersion,
    proposedAt: proposedAt.toISOString(),
    proposedByName,
    agreedAt: agreedAt?.toISOString() ?? null,
    agreedByName,
  };
}

interface Shown {
  current: SettlementView | null;
  now: Outcome & { base: SplitBase; shares: SettledShare[]; cash: ReturnType<typeof cashCount>; agreementVersion: number | null };
  versions: SettlementView[];
  outdated: boolean;
  agreedBy: 'space' | 'treasurer';
  can: { propose: boolean; agree: boolean };
  blocked: readonly Reason[];
  names: Named;
  locale: Locale;
}

/** The settlement of an event: the version that counts, or what it would be now. */
export function settlementView(event: EventRow, { current, now, versions, outdated, agreedBy, can, blocked, names, locale }: Shown): EventSettlementView {
  const wouldBe = (): SettlementView => ({
    id: null,
    version: 0,
    status: null,
    base: now.base,
    receivedYen: now.receivedYen,
    costYen: now.costYen,
    costFromPoolYen: now.costFromPoolYen,
    poolYen: sum(now.shares),
    shares: now.shares.map((share) => shareView(share, names, locale)),
    cash: cashView(now.cashYen, now.cash.differenceYen),
    agreementVersion: now.agreementVersion,
    proposedAt: null,
    proposedByName: null,
    agreedAt: null,
    agreedByName: null,
  });
  return {
    ...(current ?? wouldBe()),
    eventId: event.id,
    eventStatus: event.status,
    outdated,
    versions,
    agreedBy,
    can,
    why: { propose: blocked.map((reason) => reasonInWords(reason, locale)), agree: [] },
  };
}
