import { Refusal, split, yen, type Params, type Yen } from '#libs/kernel';

/** In which part somebody shares: the room, the host, who brought the guests, who built the business, the guest's home space, the cooperative, the fund. */
export const SPLIT_ROLES = ['space', 'host', 'attractor', 'builder', 'referrerSpace', 'cooperative', 'fund'] as const;
export type SplitRole = (typeof SPLIT_ROLES)[number];

/** How a share is said: a sum in yen, yen for each head that paid, or ten-thousandths of what these two leave. */
export const SHARE_KINDS = ['fixed', 'perHead', 'basisPoints'] as const;
export type ShareKind = (typeof SHARE_KINDS)[number];

/** Whether the processing cost is taken off before anything is shared. */
export const SPLIT_BASES = ['net', 'gross'] as const;
export type SplitBase = (typeof SPLIT_BASES)[number];

/** One line of an agreement; `value` in yen, yen a head, or basis points. */
export interface Share {
  role: SplitRole;
  kind: ShareKind;
  value: number;
}

/** What an agreement says; the order of its shares is the order in which sums are served and odd yen are given. */
export interface SplitTerms {
  base: SplitBase;
  shares: readonly Share[];
}

/** Who receives. */
export type Party = { kind: 'account'; id: string } | { kind: 'space'; id: string } | { kind: 'cooperative' } | { kind: 'fund' };

/** One order's money: received less given back, the processing cost that was lost on it, heads that it pays for, who brought them. */
export interface Receipt {
  /** Below zero where more went back than had come in: after a refund the card company has taken the whole sum. */
  receivedYen: Yen;
  costYen: Yen;
  heads: number;
  attractorAccountId: string | null;
  referrerSpaceId: string | null;
}

/** Who stands in the roles that no receipt names. Without a host (the cooperative's own courses) the host's part is the cooperative's. */
export interface Ground {
  hostAccountId: string | null;
  spaceId: string | null;
  builderAccountId?: string | null;
}

/** What one party gets in one role, whole yen. */
export interface SplitLine {
  role: SplitRole;
  party: Party;
  amountYen: Yen;
}

/** Money shared out. The lines sum to the pool, and none of them is nothing. */
export interface SplitResult {
  /** Below zero where more went back than came in at all; that the cooperative bears. */
  receivedYen: Yen;
  /** All processing cost. */
  costYen: Yen;
  /**
   * The part of it that the pool bears: none of it when shares are of the gross, and never more than came in. The cooperative bears the rest.
   * What came in less the pool, so that it is below zero where `receivedYen` is.
   */
  costFromPoolYen: Yen;
  poolYen: Yen;
  lines: SplitLine[];
}

/** The whole, in ten-thousandths. */
export const WHOLE = 10_000;
export const MOST_SHARES = 20;
/** The most that a single share may be, yen or yen a head. */
export const MOST_SHARE_YEN = 1_000_000;

/** How a JELLY is shared unless space and host agree otherwise: 30 % space, 45 % host, 10 % attractor, and 5 % each home space, cooperative and fund. */
export const JELLY_SPLIT: SplitTerms = {
  base: 'net',
  shares: [
    { role: 'space', kind: 'basisPoints', value: 3_000 },
    { role: 'host', kind: 'basisPoints', value: 4_500 },
    { role: 'attractor', kind: 'basisPoints', value: 1_000 },
    { role: 'referrerSpace', kind: 'basisPoints', value: 500 },
    { role: 'cooperative', kind: 'basisPoints', value: 500 },
    { role: 'fund', kind: 'basisPoints', value: 500 },
  ],
};

/**
 * What is wrong with these terms, or null: `split.tooMany` lines; `split.value` that is negative, no whole number or too much; `split.over`
 * 100 %; `split.noResidue` when percents fall short of 100 and the host takes no percent, so that nobody takes what is left.
 */
export function wrongWithTerms({ shares }: SplitTerms): { code: 'split.tooMany' | 'split.value' | 'split.over' | 'split.noResidue'; params: Params } | null {
  if (shares.length > MOST_SHARES) return { code: 'split.tooMany', params: { most: MOST_SHARES, have: shares.length } };
  const odd = shares.findIndex(({ value }) => !Number.isSafeInteger(value) || value < 0 || value > MOST_SHARE_YEN);
  if (odd >= 0) return { code: 'split.value', params: { line: odd + 1, most: MOST_SHARE_YEN } };
  const given = basisPointsOf(shares);
  const percent = given / 100;
  if (given > WHOLE) return { code: 'split.over', params: { percent } };
  if (given < WHOLE && !takesResidue(shares)) return { code: 'split.noResidue', params: { percent } };
  return null;
}

/** Refuses 422 what `wrongWithTerms` finds. */
export function requireSoundTerms(terms: SplitTerms): void {
  const wrong = wrongWithTerms(terms);
  if (wrong) throw Refusal.rule(wrong.code, wrong.params);
}

const basisPointsOf = (shares: readonly Share[]): number => shares.reduce((sum, { kind, value }) => (kind === 'basisPoints' ? sum + value : sum), 0);
const takesResidue = (shares: readonly Share[]): boolean => shares.some(({ role, kind }) => role === 'host' && kind === 'basisPoints');

/** Somebody in a role, and how much of a share falls to them. */
interface Weighed {
  role: SplitRole;
  party: Party;
  weight: number;
}

/**
 * Shares what came in: first the fixed sums, each capped by what is there, then the sums a head, then the percents of what is left, all of them
 * rounded once and together. A role that nobody fills falls to the host; attractor and home space count on the receipts that bear them, by
 * their money or their heads. The order of the receipts is of no matter, and money that was all given back is shared into nothing. A receipt
 * below zero takes from the others what it is short of, so that the lines sum to what there is.
 */
export function computeSplit(terms: SplitTerms, all: readonly Receipt[], ground: Ground): SplitResult {
  requireSoundTerms(terms);
  if (all.some(({ costYen: cost }) => cost < 0)) throw new RangeError('a receipt of a cost below zero');
  const receivedYen = sumOf(all, ({ receivedYen: received }) => received);
  const costYen = sumOf(all, ({ costYen: cost }) => cost);
  const poolYen = yen(Math.max(0, terms.base === 'net' ? receivedYen - costYen : receivedYen));
  const receipts = evened(all);

  const lines = new Map<string, SplitLine>();
  const give = ({ role, party }: Weighed, amountYen: Yen): void => {
    const key = lineKey({ role, party });
    lines.set(key, { role, party, amountYen: yen((lines.get(key)?.amountYen ?? 0) + amountYen) });
  };
  let left = poolYen;
  const serve = (wanted: number, among: readonly Weighed[]): void => {
    const served = yen(Math.min(wanted, left));
    if (served === 0) return;
    split(served, among.map(({ weight }) => weight)).forEach((part, at) => {
      const one = among[at];
      if (one) give(one, part);
    });
    left = yen(left - served);
  };

  for (const { role, value } of terms.shares.filter(({ kind }) => kind === 'fixed')) serve(value, weighed(role, receipts, ground, byMoney));
  for (const { role, value } of terms.shares.filter(({ kind }) => kind === 'perHead')) {
    const heads = weighed(role, receipts, ground, byHeads);
    serve(value * heads.reduce((sum, { weight }) => sum + weight, 0), heads);
  }
  serve(left, inOrder(terms.shares, percents(terms.shares, receipts, ground)));

  return {
    receivedYen,
    costYen,
    costFromPoolYen: yen(receivedYen - poolYen),
    poolYen,
    lines: inOrder(terms.shares, [...lines.values()]).filter(({ amountYen }) => amountYen > 0),
  };
}

const creditKey = ({ attractorAccountId, referrerSpaceId }: Receipt): string => `${attractorAccountId ?? ''}/${referrerSpaceId ?? ''}`;

/**
 * None below zero, and the same sum: receipts of the same credit are put together first, and what is then short is taken from the others, by
 * the money of each. Where there is less than is short, nothing is left of any.
 */
function evened(receipts: readonly Receipt[]): readonly Receipt[] {
  if (receipts.every(({ receivedYen }) => receivedYen >= 0)) return receipts;
  const together = new Map<string, Receipt>();
  for (const receipt of receipts) {
    const key = creditKey(receipt);
    const known = together.get(key);
    together.set(key, known ? { ...known, receivedYen: yen(known.receivedYen + receipt.receivedYen), heads: known.heads + receipt.heads } : receipt);
  }
  const groups = [...together].sort(([a], [b]) => compare(a, b)).map(([, group]) => group);
  const there = groups.map(({ receivedYen }) => Math.max(0, receivedYen));
  const left = sumOf(groups, ({ receivedYen }) => receivedYen);
  const kept = left > 0 ? split(left, there) : groups.map(() => yen(0));
  return groups.map((group, at) => ({ ...group, receivedYen: kept[at] ?? yen(0) }));
}

/** What each line of percents weighs: its basis points times the money of the receipts that it counts on. */
function percents(shares: readonly Share[], receipts: readonly Receipt[], ground: Ground): Weighed[] {
  const residue: Share = { role: 'host', kind: 'basisPoints', value: WHOLE - basisPointsOf(shares) };
  const together = new Map<string, Weighed>();
  for (const { role, value } of [...shares.filter(({ kind }) => kind === 'basisPoints'), residue]) {
    for (const one of weighed(role, receipts, ground, byMoney)) {
      const key = lineKey(one);
      together.set(key, { ...one, weight: (together.get(key)?.weight ?? 0) + value * one.weight });
    }
  }
  return [...together.values()];
}

const byMoney = ({ receivedYen }: Receipt): number => receivedYen;
const byHeads = ({ heads }: Receipt): number => heads;

/** Who stands in a role, each with the weight of the receipts that they count on; in an order that does not hang on that of the receipts. */
function weighed(role: SplitRole, receipts: readonly Receipt[], ground: Ground, weightOf: (receipt: Receipt) => number): Weighed[] {
  const found = new Map<string, Weighed>();
  for (const receipt of receipts) {
    const filled = partyIn(role, receipt, ground);
    const one = filled ? { role, party: filled } : { role: 'host' as const, party: hostOf(ground) };
    const key = lineKey(one);
    const known = found.get(key);
    if (known) known.weight += weightOf(receipt);
    else found.set(key, { ...one, weight: weightOf(receipt) });
  }
  return [...found].sort(([a], [b]) => compare(a, b)).map(([, one]) => one);
}

const hostOf = ({ hostAccountId }: Ground): Party => (hostAccountId ? { kind: 'account', id: hostAccountId } : { kind: 'cooperative' });
const account = (id: string | null | undefined): Party | null => (id ? { kind: 'account', id } : null);
const space = (id: string | null): Party | null => (id ? { kind: 'space', id } : null);

/** Who fills a role for a receipt, or null. */
function partyIn(role: SplitRole, receipt: Receipt, ground: Ground): Party | null {
  switch (role) {
    case 'host':
      return hostOf(ground);
    case 'space':
      return space(ground.spaceId);
    case 'attractor':
      return account(receipt.attractorAccountId);
    case 'builder':
      return account(ground.builderAccountId);
    case 'referrerSpace':
      return space(receipt.referrerSpaceId);
    case 'cooperative':
      return { kind: 'cooperative' };
    case 'fund':
      return { kind: 'fund' };
  }
}

const partyKey = (party: Party): string => ('id' in party ? `${party.kind}:${party.id}` : party.kind);

/** One line of a split: a role and who is in it. */
export const lineKey = ({ role, party }: Pick<SplitLine, 'role' | 'party'>): string => `${role}/${partyKey(party)}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** As the agreement names the roles; parties of one role by their ids. */
function inOrder<L extends Pick<SplitLine, 'role' | 'party'>>(shares: readonly Share[], lines: readonly L[]): L[] {
  const placeOf = (role: SplitRole): number => {
    const at = shares.findIndex((share) => share.role === role);
    return at < 0 ? shares.length : at;
  };
  const placed = lines.map((line) => ({ line, place: placeOf(line.role), key: lineKey(line) }));
  return placed.sort((a, b) => a.place - b.place || compare(a.key, b.key)).map(({ line }) => line);
}

const sumOf = (receipts: readonly Receipt[], amountOf: (receipt: Receipt) => Yen): Yen => yen(receipts.reduce((sum, receipt) => sum + amountOf(receipt), 0));

/** What has to be added to what was shared before, so that it becomes what is right now: a refund afterwards makes negative lines. Nothing for who keeps theirs. */
export function splitDifference(before: readonly SplitLine[], now: readonly SplitLine[]): SplitLine[] {
  const lines = new Map<string, SplitLine>();
  const add = (line: SplitLine, sign: 1 | -1): void => {
    const key = lineKey(line);
    lines.set(key, { ...line, amountYen: yen((lines.get(key)?.amountYen ?? 0) + sign * line.amountYen) });
  };
  for (const line of now) add(line, 1);
  for (const line of before) add(line, -1);
  return [...lines.values()].filter(({ amountYen }) => amountYen !== 0);
}

/** An evening that has not been yet, in figures. */
export interface Guess {
  priceYen: number;
  guests: number;
  /** How many of the guests come by somebody's link. */
  brought: number;
  /** How many of them pay by card beforehand, so that the processing takes its part. */
  paidOnline: number;
  space: boolean;
  builder: boolean;
}

/** What the processing of a card costs, as a forecast: 3.6 %, rounded down on each payment. What it really cost is read from Stripe when it is settled. */
export const EXPECTED_COST_BASIS_POINTS = 360;

const SOMEBODY = '00000000-0000-4000-8000-000000000000';

/** What each role would get on such an evening. Refuses what `requireSoundTerms` refuses. */
export function previewSplit(terms: SplitTerms, guess: Guess): Omit<SplitResult, 'lines'> & { lines: { role: SplitRole; amountYen: Yen }[] } {
  const { priceYen } = guess;
  const brought = Math.min(guess.brought, guess.guests);
  const paidOnline = Math.min(guess.paidOnline, guess.guests);
  const costYen = Math.floor((priceYen * EXPECTED_COST_BASIS_POINTS) / WHOLE);
  const group = (heads: number, by: string | null, online: boolean): Receipt => ({
    receivedYen: yen(priceYen * heads),
    costYen: yen(online ? costYen * heads : 0),
    heads,
    attractorAccountId: by,
    referrerSpaceId: by,
  });
  const both = Math.min(brought, paidOnline);
  const receipts = [
    group(both, SOMEBODY, true),
    group(brought - both, SOMEBODY, false),
    group(paidOnline - both, null, true),
    group(guess.guests - brought - paidOnline + both, null, false),
  ];
  const { lines, ...sums } = computeSplit(terms, receipts, {
    hostAccountId: SOMEBODY,
    spaceId: guess.space ? SOMEBODY : null,
    builderAccountId: guess.builder ? SOMEBODY : null,
  });
  return { ...sums, lines: lines.map(({ role, amountYen }) => ({ role, amountYen })) };
}
