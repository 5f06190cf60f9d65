import type { DataSource } from 'typeorm';
import { recordDeeds } from '#libs/audit';
import { theRow, type Sql } from '#libs/database';
import { hashPassword } from '#libs/identity';
import { dayStart, addDays, Refusal, tokyoDay, type Day } from '#libs/kernel';
import { postAll } from '#libs/ledger';
import { DEFAULT_RULE_SET } from '#libs/tiers';
import { SPACE_TERMS } from '#libs/words';
import { claimRows, commitmentRows, invitationRows, issueTerms, occupancyRows, shiftRows, versionRows } from './book.js';
import { duesDeeds, duesInbox, makeDues, writeDues } from './dues.js';
import { writeEvents } from './events.js';
import { deedsOf, inboxRows } from './history.js';
import { rewardPostings } from './ledger.js';
import { makeManuals, manualRows, type SeededManual } from './manuals.js';
import { writeMeetings } from './meetings.js';
import { addMoments } from './moments.js';
import { addEverydayShifts } from './patterns.js';
import { accountRows, DEMO_PASSWORD, factRows, makePeople, mixerRows, profileRows, roleRows, type SeededMixer } from './people.js';
import { HOUR_MS, Plan } from './plan.js';
import { acceptanceRows, exceptionRows, hourRows, makeSpaces, relationRows, resourceRows, spaceRows, staffRows } from './spaces.js';
import { insertAll, type Row } from './write.js';

export { DEMO_PASSWORD, DEMO_SIGN_INS } from './people.js';

const HELP_DESK = '相談窓口 0120-000-002（平日10:00〜18:00） soudan@mazeru.example';
const COOPERATIVE = {
  name: 'まぜるコワーキング協同組合',
  address: '岩手県盛岡市大通1-1-1',
  representative: '代表理事 佐々木 みのる',
  phone: '019-000-0001',
  email: 'info@mazeru.example',
};

/** How much of everything the seed has made. */
export interface SeedSummary {
  accounts: number;
  mixers: number;
  spaces: number;
  shifts: number;
  claims: number;
  documents: number;
  events: number;
}

/** Whether nobody has an account yet: only then the seed may come. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  return (await theRow<{ empty: boolean }>(sql, 'account', 'select not exists (select from accounts) as empty')).empty;
}

/**
 * Fills an empty database with a small cooperative around `now`: people of every standing, six spaces, two weeks behind and two ahead.
 * The same instant makes the same cooperative, but for ids. Refuses `demo.production` in production, `demo.notEmpty` where somebody is already.
 */
export async function seed(dataSource: DataSource, now: Date): Promise<SeedSummary> {
  if (process.env['NODE_ENV'] === 'production') throw new Refusal('demo.production');
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return dataSource.transaction(async (tx) => {
    await tx.query('lock table accounts in share row exclusive mode');
    if (!(await isEmpty(tx))) throw new Refusal('demo.notEmpty');
    return write(tx, now, passwordHash);
  });
}

async function write(tx: Sql, now: Date, passwordHash: string): Promise<SeedSummary> {
  const today = tokyoDay(now);
  const people = makePeople();
  const spaces = makeSpaces(people, today);
  const manuals = makeManuals(spaces, today);
  const plan = new Plan(now, people, spaces, (mixer, manual) => readingOf(mixer, manual, today, now), manuals);
  addMoments(plan);
  addEverydayShifts(plan);
  const shifts = plan.shifts.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const claims = shifts.flatMap((shift) => shift.claims).sort((a, b) => a.claimedAt.getTime() - b.claimedAt.getTime());

  const seeded = { people, spaces, manuals, shifts, claims };
  const dues = makeDues(people, now, today);

  const accounts = accountRows(people, passwordHash, today);
  await insertAll(tx, 'accounts', accounts);
  await insertAll(tx, 'account_roles', roleRows(people, today));
  const { name, address, representative, phone, email } = COOPERATIVE;
  await tx.query('update cooperative set name = $1, address = $2, representative = $3, phone = $4, email = $5, help_desk = $6', [name, address, representative, phone, email, HELP_DESK]);
  await tx.query(AGREED);
  await tx.query(`insert into rule_sets (version, status, in_force_from, rules, note) values ($1, 'inForce', $2, $3, '最初の規定') on conflict (version) do nothing`, [
    DEFAULT_RULE_SET.version,
    DEFAULT_RULE_SET.inForceFrom,
    JSON.stringify(DEFAULT_RULE_SET.rules),
  ]);
  await insertAll(tx, 'spaces', spaceRows(spaces, today));
  await insertAll(tx, 'space_hours', hourRows(spaces));
  await insertAll(tx, 'space_hour_exceptions', exceptionRows(spaces));
  await insertAll(tx, 'space_relations', relationRows(spaces, people, today));
  await insertAll(tx, 'space_staff', staffRows(spaces, people, today));
  await insertAll(tx, 'resources', resourceRows(spaces, today));
  await insertAll(tx, 'text_acceptances', acceptanceRows(spaces, SPACE_TERMS.version, today));
  await insertAll(tx, 'manuals', manualRows(manuals));
  await insertAll(tx, 'manual_acknowledgements', readingRows(people.mixers, manuals, today, now));
  await insertAll(tx, 'mixers', mixerRows(people, today));
  await insertAll(tx, 'mixer_facts', factRows(people, now, today));
  await insertAll(tx, 'mixer_profile_fields', profileRows(people, today));
  await insertAll(tx, 'shifts', shiftRows(shifts));
  await insertAll(tx, 'shift_versions', versionRows(shifts));
  await insertAll(tx, 'shift_invitations', invitationRows(shifts));
  await insertAll(tx, 'occupancies', occupancyRows(shifts));
  const terms = await issueTerms(tx, claims, manuals, HELP_DESK);
  await insertAll(tx, 'documents', terms.made);
  await insertAll(tx, 'claims', claimRows(claims, terms.idOf));
  await insertAll(tx, 'commitments', commitmentRows(claims));
  await postAll(tx, rewardPostings(claims));
  await writeDues(tx, dues, people, now, today);
  await insertAll(tx, 'inbox_items', inOrder([...inboxRows(seeded, terms.numberOf, now), ...duesInbox(dues, people, today)], ({ created_at: at }) => at));
  await recordDeeds(tx, inOrder([...deedsOf(seeded, now), ...duesDeeds(dues, people)], ({ at }) => at));
  const events = (await writeEvents(tx, plan)) + (await writeMeetings(tx, plan));
  return { events, accounts: accounts.length, mixers: people.mixers.length, spaces: spaces.length, shifts: shifts.length, claims: claims.length, documents: terms.made.length };
}

/** What happened first comes first: ids follow the time. */
const inOrder = <T>(things: T[], at: (thing: T) => Date): T[] => things.sort((a, b) => at(a).getTime() - at(b).getTime());

/** Everybody agreed to the terms and the privacy policy when they registered. */
const AGREED = `
  insert into text_acceptances (account_id, text, version, accepted_at, legal_text_id)
  select a.id, t.kind, t.version, a.created_at, t.id from accounts a cross join legal_texts t where t.kind in ('terms', 'privacy') and t.version = 1 order by a.created_at, t.kind`;

/** Who puts off reading the newest manual of their own space. */
const NOT_READ_YET: readonly (readonly [mixer: string, slug: string, version: number])[] = [
  ['minato', 'minato-works', 3],
  ['yumi', 'minato-works', 3],
];
const EVENING_HOURS = 5;

/** When somebody read a version: the evening it came out or, for versions of before, three days after joining; null when not yet. */
function readingOf(mixer: SeededMixer, { slug, version, publishedAt }: SeededManual, today: Day, now: Date): Date | null {
  const putOff = NOT_READ_YET.some(([key, at, number]) => key === mixer.key && at === slug && number === version);
  if (!mixer.spaces.includes(slug) || putOff) return null;
  const joined = dayStart(addDays(today, mixer.joined + 3));
  const read = new Date(Math.max(publishedAt.getTime(), joined.getTime()) + EVENING_HOURS * HOUR_MS);
  return read < now ? read : null;
}

function readingRows(mixers: readonly SeededMixer[], manuals: readonly SeededManual[], today: Day, now: Date): Row[] {
  return mixers.flatMap((mixer) =>
    manuals.flatMap((manual) => {
      const readAt = readingOf(mixer, manual, today, now);
      return readAt ? [{ manual_id: manual.id, account_id: mixer.accountId, acknowledged_at: readAt }] : [];
    }),
  );
}
