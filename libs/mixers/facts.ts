import { rows, type Sql } from '#libs/database';
import { daysBetween, tokyoDay } from '#libs/kernel';
import type { DuesStanding, Membership, MixerFacts, Tier } from '#libs/tiers';

export const MEMBERSHIPS = ['applied', 'accepted', 'active', 'paused', 'suspended', 'ended'] as const satisfies readonly Membership[];
export const MEMBERSHIP_CLASSES = ['member', 'supporter'] as const;
export const DUES_STANDINGS = ['none', 'good', 'grace', 'restricted', 'ended'] as const satisfies readonly DuesStanding[];
export type MembershipClass = (typeof MEMBERSHIP_CLASSES)[number];

/** What each fact about a mixer may say; the check `mixer_facts_values` says the same. */
export interface FactValues {
  membership: (typeof MEMBERSHIPS)[number];
  membershipClass: MembershipClass;
  tier: Tier;
  course: 'completed';
  /** The name of the certification. */
  certification: string;
  duesStanding: DuesStanding;
  freeze: 'frozen';
}
export const FACTS = ['membership', 'membershipClass', 'tier', 'course', 'certification', 'duesStanding', 'freeze'] as const satisfies readonly (keyof FactValues)[];
export type Fact = (typeof FACTS)[number];

/** Facts of which a person has one at a time; certifications and freezes may stand side by side. */
export type SingleFact = Exclude<Fact, 'certification' | 'freeze'>;

interface RowOf<F extends Fact> {
  id: string;
  mixerId: string;
  fact: F;
  value: FactValues[F];
  /** From this instant on. */
  from: Date;
  /** Until this instant, no longer at it; null while nobody has said when it ends. */
  until: Date | null;
}

/** One dated fact. A change is a new row: what was true once stays readable. */
export type FactRow = { [F in Fact]: RowOf<F> }[Fact];

const FACT_COLUMNS = `f.id, f.mixer_id as "mixerId", f.fact, f.value, lower(f.valid) as "from", upper(f.valid) as until`;

/** Every fact about these mixers, past and planned ones too, oldest first. A mixer without facts has no entry. */
export async function loadFactRows(sql: Sql, mixerIds: readonly string[]): Promise<Map<string, FactRow[]>> {
  const found = await rows<FactRow>(sql, `select ${FACT_COLUMNS} from mixer_facts f where f.mixer_id = any($1::uuid[]) order by f.mixer_id, lower(f.valid), f.id`, [mixerIds]);
  const byMixer = new Map<string, FactRow[]>();
  for (const fact of found) byMixer.set(fact.mixerId, [...(byMixer.get(fact.mixerId) ?? []), fact]);
  return byMixer;
}

/** A fact as JSON brings it: its instants are text. */
export type FactRecord = { [F in Fact]: Omit<RowOf<F>, 'from' | 'until'> & { from: string; until: string | null } }[Fact];

/** What a claim reads of its mixer: see `personForClaim`. */
export interface KnownFacts {
  known: readonly FactRecord[] | null;
  /** The version of the facts that stood on the person's row, locked or not, and the one that `known` was read at. */
  factsVersion: number;
  knownVersion: number;
}

/**
 * The person of a claim. Locked until the transaction ends: whoever changes a fact locks the row too and raises its version, so a suspension and a
 * booking cannot pass each other, nor two bookings of one person. Unlocked: for who compares the version when writing, see `personAsRead`.
 * The first part of a larger statement; `param` names the mixer's id.
 */
export const personForClaim = (param: string, { locked = true } = {}): string =>
  `person as materialized (select id, account_id, family_name, given_name, facts_version from mixers where id = ${param} ${locked ? 'for no key update' : ''})`;

/** The same person, locked, if no fact has changed since `version` was read; the first part of a statement that writes. Empty when one has. */
export const personAsRead = (param: string, version: string): string =>
  `person as materialized (select id from mixers where id = ${param} and facts_version = ${version} for no key update)`;

/** One mixer's facts as one column of a larger statement; read it with `factRowsOf`. */
export const factsColumn = (param: string): string => `
  (select json_agg(json_build_object('id', f.id, 'mixerId', f.mixer_id, 'fact', f.fact, 'value', f.value, 'from', lower(f.valid), 'until', upper(f.valid)))
     from mixer_facts f where f.mixer_id = ${param})`;

/** The rows of a `factsColumn`, oldest first. */
export const factRowsOf = (records: readonly FactRecord[] | null): FactRow[] =>
  (records ?? [])
    .map((record): FactRow => Object.assign({}, record, { from: new Date(record.from), until: record.until === null ? null : new Date(record.until) }))
    .sort((a, b) => a.from.getTime() - b.from.getTime() || (a.id < b.id ? -1 : 1));

/** The columns of `KnownFacts`, beside a `person`, locked or not. */
export const knownFacts = (param: string, { locked = true } = {}): string => `
  ${factsColumn(param)} as known, person.facts_version as "factsVersion",
  ${locked ? `(select facts_version from mixers where id = ${param})` : 'person.facts_version'} as "knownVersion"`;

/** The facts under the lock. A statement that had to wait for it has read what was true before, and reads again. */
export async function factsUnderLock(tx: Sql, mixerId: string, { known, factsVersion, knownVersion }: KnownFacts): Promise<readonly FactRow[]> {
  if (factsVersion !== knownVersion) return (await loadFactRows(tx, [mixerId])).get(mixerId) ?? [];
  return factRowsOf(known);
}

const holds = (row: FactRow, at: Date): boolean => row.from <= at && (row.until === null || at < row.until);

/** What one fact says at an instant, or null. */
export function valueAt<F extends Fact>(found: readonly FactRow[], fact: F, at: Date): FactValues[F] | null {
  return rowAt(found, fact, at)?.value ?? null;
}

function rowAt<F extends Fact>(found: readonly FactRow[], fact: F, at: Date): RowOf<F> | null {
  const held = found.filter((row) => row.fact === fact && holds(row, at)).at(-1);
  return held && isOf(held, fact) ? held : null;
}

/** The fact of a row decides what its value may be, so looking at the one narrows the other. */
function isOf<F extends Fact>(row: { fact: Fact }, fact: F): row is RowOf<F> {
  return row.fact === fact;
}

/**
 * The facts as `decide()` wants them: what will be true at `at`, the start of the thing. A fact without an end holds on. A certification that is
 * held now and ends before is named apart. A freeze keeps from booking while it lasts, so it is asked of `now`, not of `at`.
 */
export function factsAt(found: readonly FactRow[], at: Date, now: Date): MixerFacts {
  const course = rowAt(found, 'course', at);
  const certifications = certificationsAt(found, at);
  const freezes = found.filter((row) => row.fact === 'freeze' && holds(row, now)).flatMap(({ until }) => (until ? [until.getTime()] : []));
  return {
    membership: valueAt(found, 'membership', at) ?? 'none',
    tier: valueAt(found, 'tier', at),
    duesStanding: valueAt(found, 'duesStanding', at) ?? 'none',
    courseCompletedOn: course ? tokyoDay(course.from) : null,
    certifications,
    certificationsEndingBefore: certificationsAt(found, now).filter((held) => !certifications.includes(held)),
    frozenUntil: freezes.length > 0 ? new Date(Math.max(...freezes)) : null,
  };
}

/** `factsAt` for many things at once: things that start together are asked once. */
export function factsOver(found: readonly FactRow[], now: Date): (at: Date) => MixerFacts {
  const known = new Map<number, MixerFacts>();
  return (at) => {
    const facts = known.get(at.getTime()) ?? factsAt(found, at, now);
    known.set(at.getTime(), facts);
    return facts;
  };
}

const certificationsAt = (found: readonly FactRow[], at: Date): string[] => found.flatMap((row) => (row.fact === 'certification' && holds(row, at) ? [row.value] : []));

/** Since how many Tokyo days the membership has been active with dues in order (grace counts) without a break; 0 when it is not so now. */
export function daysInGoodStanding(found: readonly FactRow[], now: Date): number {
  const active = unbrokenSince(found.filter((row) => row.fact === 'membership' && row.value === 'active'), now);
  const paid = unbrokenSince(found.filter((row) => row.fact === 'duesStanding' && (row.value === 'good' || row.value === 'grace')), now);
  return active && paid ? daysBetween(tokyoDay(active > paid ? active : paid), tokyoDay(now)) : 0;
}

/** The start of the unbroken run of rows that holds now, or null. */
function unbrokenSince(run: readonly FactRow[], now: Date): Date | null {
  let since = run.find((row) => holds(row, now))?.from ?? null;
  for (const row of run.toReversed()) {
    if (since && row.until && row.from < since && row.until >= since) since = row.from;
  }
  return since;
}
