import { randomInt } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { recordDeed, recordDeeds, type AuditActor, type Deed } from '#libs/audit';
import { row, rows, theRow } from '#libs/database';
import {
  day,
  isId,
  newId,
  openingHoursOn,
  withinOpeningHours,
  type Clock,
  type Day,
  type Hours,
  type HoursException,
  type OpeningHours,
  type Weekday,
} from '#libs/kernel';
import { KIND_MIN_TIER, type ShiftKind } from '#libs/tiers';
import { nameKey, personKey, readNumber } from './roster-cells.js';
import { readRoster, type RoomUse, type RosterContext, type RosterReading, type RosterRoom, type RosterShift } from './roster.js';

/** How many drafts one statement writes; between two of them the progress is told. */
const CHUNK = 100;
const PLAIN_CONTENT = '受付マニュアルに沿って、来場された方のご案内をお願いします。';

export interface RosterInput {
  /** The file as it lies on the disk. */
  bytes: Uint8Array;
  /** The space's slug or id. */
  space: string;
  /** What a line takes where it says nothing; the rest follows from what the space shows when it recruits. */
  template: {
    kind?: ShiftKind | undefined;
    places?: number | undefined;
    /** Yen for the whole shift. */
    rewardYen?: number | undefined;
    minTier?: 'junior' | 'senior' | undefined;
    claimMode?: 'instant' | 'approval' | undefined;
    content?: string | undefined;
  };
  /** Import the good lines although others are bad. */
  skipBad: boolean;
  /** Allow lines outside the opening hours. */
  outsideHours: boolean;
  /** Read and count, write nothing. */
  dryRun: boolean;
  by: AuditActor;
  /** Told after every few lines. */
  onProgress?: (done: number, total: number) => void;
}

/** What became of a roster. */
export interface RosterOutcome extends Omit<RosterReading, 'shifts'> {
  spaceName: string;
  /** Lines that ask for a shift, good or bad. */
  lines: number;
  /** Drafts made now, or that would be made. */
  imported: number;
  /** Lines that an earlier run has imported. */
  known: number;
  /** False when bad lines kept everything out. */
  accepted: boolean;
  invitations: number;
  /** Names in new drafts that fit no mixer; kept as text. */
  unknownNames: readonly string[];
  /** First and last day of the new drafts. */
  from: Day | null;
  to: Day | null;
}

/**
 * Takes a roster in: drafts only, names as invitations that nobody hears of before publication. One transaction; all lines or, unless
 * `skipBad`, none. A second run of the same roster makes nothing twice. Refuses 404 `missing` for a space that is not there.
 */
export async function importRoster(db: DataSource, clock: Clock, input: RosterInput): Promise<RosterOutcome> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    const space = await theSpace(tx, input.space);
    const mixers = await mixersByName(tx);
    const context = await contextOf(tx, now, space, mixers, input);
    const reading = readRoster(input.bytes, context);
    const known = await importedKeys(tx, space.id, reading.shifts);
    const fresh = reading.shifts.filter(({ importKey }) => !known.has(importKey));
    const accepted = reading.problems.length === 0 || (input.skipBad && reading.encoding !== null);
    const badLines = new Set(reading.problems.filter(({ code }) => code !== 'hourly').map(({ line }) => line)).size;
    const outcome: RosterOutcome = {
      spaceName: space.name,
      encoding: reading.encoding,
      problems: reading.problems,
      skipped: reading.skipped,
      lines: reading.shifts.length + badLines,
      imported: accepted ? fresh.length : 0,
      known: known.size,
      accepted,
      invitations: accepted ? fresh.reduce((sum, { names }) => sum + names.length, 0) : 0,
      unknownNames: accepted ? [...new Set(fresh.flatMap(({ names }) => names).filter((name) => !mixerNamed(mixers, name)))] : [],
      from: accepted ? (fresh.map((shift) => shift.day).sort()[0] ?? null) : null,
      to: accepted ? (fresh.map((shift) => shift.day).sort().at(-1) ?? null) : null,
    };
    if (!accepted || input.dryRun || fresh.length === 0) return outcome;

    const claimMode = input.template.claimMode ?? 'instant';
    for (let at = 0; at < fresh.length; at += CHUNK) {
      await writeDrafts(tx, { now, space, claimMode, by: input.by, mixers, rooms: context.rooms }, fresh.slice(at, at + CHUNK));
      input.onProgress?.(Math.min(at + CHUNK, fresh.length), fresh.length);
    }
    await recordDeed(tx, {
      at: now,
      by: input.by,
      action: 'roster.imported',
      subject: { type: 'space', id: space.id },
      spaceId: space.id,
      after: { drafts: outcome.imported, from: outcome.from, to: outcome.to, skippedLines: badLines },
    });
    return outcome;
  });
}

interface SpaceRow {
  id: string;
  name: string;
  recruitingContent: string;
  recruitingReward: string;
}

/** Locked, so that two runs of the same roster do not pass each other. */
function theSpace(tx: EntityManager, slugOrId: string): Promise<SpaceRow> {
  return theRow<SpaceRow>(
    tx,
    'space',
    `select id, name, recruiting_content as "recruitingContent", recruiting_reward as "recruitingReward" from spaces
      where ${isId(slugOrId) ? 'id' : 'slug'} = $1 for no key update`,
    [slugOrId],
  );
}

async function contextOf(tx: EntityManager, now: Date, space: SpaceRow, mixers: MixersByName, input: RosterInput): Promise<RosterContext> {
  const hours = await hoursOf(tx, space.id);
  const exceptions = await exceptionsOf(tx, space.id);
  const kind = input.template.kind ?? 'reception';
  return {
    now,
    spaceId: space.id,
    template: {
      kind,
      places: input.template.places ?? 1,
      rewardYen: input.template.rewardYen ?? onlyAmountIn(space.recruitingReward),
      minTier: input.template.minTier ?? KIND_MIN_TIER[kind],
      content: input.template.content ?? (space.recruitingContent || PLAIN_CONTENT),
    },
    rooms: await roomsOf(tx, space.id),
    uses: await usesOf(tx, space.id, now),
    isOpen: (span) => withinOpeningHours(span, hours, exceptions),
    hoursInWords: (on) => openingHoursOn(on, hours, exceptions).map(({ opensAt, closesAt }) => `${opensAt}–${closesAt}`).join(', '),
    outsideHours: input.outsideHours,
    knowsName: (name) => mixers.has(nameKey(name)) || mixers.has(personKey(name)),
  };
}

/** The reward a space shows when it recruits, where that names one amount and no range. */
function onlyAmountIn(text: string): number | null {
  const amounts = Array.from(text.normalize('NFKC').matchAll(/\d[\d,]*\s*円/g), ([amount]) => readNumber(amount));
  return amounts.length === 1 ? (amounts[0] ?? null) : null;
}

async function hoursOf(tx: EntityManager, spaceId: string): Promise<Hours> {
  const found = await rows<OpeningHours & { weekday: string }>(
    tx,
    `select weekday, to_char(opens_at, 'HH24:MI') as "opensAt", to_char(closes_at, 'HH24:MI') as "closesAt" from space_hours where space_id = $1`,
    [spaceId],
  );
  const weekdays: readonly (Weekday | 'holiday')[] = [0, 1, 2, 3, 4, 5, 6, 'holiday'];
  return found.flatMap(({ weekday, ...open }) => weekdays.filter((one) => String(one) === weekday).map((one) => ({ weekday: one, ...open })));
}

async function exceptionsOf(tx: EntityManager, spaceId: string): Promise<HoursException[]> {
  const found = await rows<Omit<HoursException, 'day'> & { day: string }>(
    tx,
    `select day, closed, to_char(opens_at, 'HH24:MI') as "opensAt", to_char(closes_at, 'HH24:MI') as "closesAt", reason from space_hour_exceptions where space_id = $1`,
    [spaceId],
  );
  return found.map((exception) => ({ ...exception, day: day(exception.day) }));
}

/** A table in a room covers its own position there, everything else covers all of itself. */
async function roomsOf(tx: EntityManager, spaceId: string): Promise<RosterRoom[]> {
  const found = await rows<{ id: string; name: string; partOfId: string | null; position: number }>(
    tx,
    `select id, name, part_of_id as "partOfId", position from resources where space_id = $1 and retired_at is null order by name`,
    [spaceId],
  );
  return found.map(({ id, name, partOfId, position }) =>
    partOfId ? { id, name, areaId: partOfId, from: position, to: position + 1 } : { id, name, areaId: id, from: 0, to: Infinity },
  );
}

async function usesOf(tx: EntityManager, spaceId: string, now: Date): Promise<RoomUse[]> {
  const found = await rows<Omit<RoomUse, 'to'> & { to: number | null }>(
    tx,
    `select o.area_id as "areaId", lower(o.positions) as "from", upper(o.positions) as "to", o.title,
            lower(o.during) as "startsAt", upper(o.during) as "endsAt", s.import_key as "importKey"
       from occupancies o left join shifts s on s.id = o.subject_id
      where o.space_id = $1 and o.status = 'booked' and upper(o.during) > $2`,
    [spaceId, now],
  );
  return found.map((use) => ({ ...use, to: use.to ?? Infinity }));
}

/** Mixers by every name they are written with; a name that two people share is nobody's. */
type MixersByName = ReadonlyMap<string, string | null>;

const mixerNamed = (mixers: MixersByName, name: string): string | null => mixers.get(nameKey(name)) ?? mixers.get(personKey(name)) ?? null;

async function mixersByName(tx: EntityManager): Promise<MixersByName> {
  const found = await rows<{ mixerId: string; names: string[] }>(
    tx,
    `select m.id as "mixerId", array[a.display_name, m.family_name || m.given_name, m.family_kana || m.given_kana, m.given_name || m.family_name] as names
       from mixers m join accounts a on a.id = m.account_id`,
  );
  const byName = new Map<string, string | null>();
  for (const { mixerId, names } of found) {
    for (const key of new Set(names.flatMap((name) => [nameKey(name), personKey(name)]))) {
      if (key === '') continue;
      const other = byName.get(key);
      byName.set(key, other === undefined || other === mixerId ? mixerId : null);
    }
  }
  return byName;
}

async function importedKeys(tx: EntityManager, spaceId: string, shifts: readonly RosterShift[]): Promise<Set<string>> {
  const found = await row<{ keys: string[] | null }>(tx, 'select array_agg(import_key) as keys from shifts where space_id = $1 and import_key = any($2)', [
    spaceId,
    shifts.map(({ importKey }) => importKey),
  ]);
  return new Set(found?.keys ?? []);
}

interface Writing {
  now: Date;
  space: SpaceRow;
  claimMode: 'instant' | 'approval';
  by: AuditActor;
  mixers: MixersByName;
  rooms: readonly RosterRoom[];
}

async function writeDrafts(tx: EntityManager, { now, space, claimMode, by, mixers, rooms }: Writing, shifts: readonly RosterShift[]): Promise<void> {
  const lines = shifts.map(({ names, importKey, ...shift }) => {
    const { kind, startsAt, endsAt, places, rewardYen, minTier, content, resourceId, outsideHours } = shift;
    const room = rooms.find(({ id }) => id === resourceId);
    return {
      id: newId(),
      importKey,
      checkInCode: String(randomInt(1_000_000)).padStart(6, '0'),
      said: { kind, startsAt, endsAt, places, rewardYen, minTier, claimMode, content, resourceId, orderingParty: 'space', outsideHours },
      areaId: room?.areaId ?? null,
      positions: room ? `[${room.from},${room.to === Infinity ? '' : room.to})` : null,
      invited: names.map((name) => ({ name, mixerId: mixerNamed(mixers, name) })),
    };
  });
  await tx.query(WRITE_DRAFTS_SQL, [JSON.stringify(lines), space.id, typeof by === 'string' ? null : by.accountId, now]);
  await recordDeeds(
    tx,
    lines.map(({ id, said }): Deed => ({ at: now, by, action: 'shift.drafted', subject: { type: 'shift', id }, spaceId: space.id, after: said })),
  );
}

/** One statement for any number of drafts: what each says, its room, the names that stood beside it; `$1` is their JSON. */
const WRITE_DRAFTS_SQL = `
  with line as (
    select t.id, t."importKey", t."checkInCode", t.said, t."areaId", t.positions, t.invited, s.*
      from jsonb_to_recordset($1::jsonb) as t(
             id uuid, "importKey" text, "checkInCode" text, said jsonb, "areaId" uuid, positions int4range, invited jsonb),
           jsonb_to_record(t.said) as s(
             kind text, "startsAt" timestamptz, "endsAt" timestamptz, places integer, "rewardYen" integer, "minTier" text, "claimMode" text,
             content text, "resourceId" uuid, "orderingParty" text, "outsideHours" boolean)
  ), made as (
    insert into shifts (id, space_id, kind, status, starts_at, ends_at, places, reward_yen, min_tier, claim_mode, content, resource_id, ordering_party,
                        check_in_code, outside_hours, import_key, created_by, created_at)
    select id, $2, kind, 'draft', "startsAt", "endsAt", places, "rewardYen", "minTier", "claimMode", content, "resourceId", "orderingParty",
           "checkInCode", "outsideHours", "importKey", $3, $4
      from line
  ), version as (
    insert into shift_versions (shift_id, version, said, changed_by, changed_at) select id, 1, said, $3, $4 from line
  ), room as (
    insert into occupancies (space_id, resource_id, area_id, positions, kind, subject_id, title, during, status)
    select $2, "resourceId", "areaId", positions, 'shift', id, kind, tstzrange("startsAt", "endsAt"), 'booked' from line where "resourceId" is not null
  )
  insert into shift_invitations (shift_id, mixer_id, name, invited_by, invited_at)
  select line.id, (one->>'mixerId')::uuid, one->>'name', $3, $4 from line cross join jsonb_array_elements(line.invited) as one`;
