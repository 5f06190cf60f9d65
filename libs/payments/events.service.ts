import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { enqueue, faultOf, rows, type Sql } from '#libs/database';
import { Clock } from '#libs/kernel';
import { Gateway } from './gateway.js';
import { inParallel } from './in-parallel.js';
import { APPLY_JOB } from './inbox.js';
import { nextReading, writeMirrors, type Reading } from './mirrors.js';
import type { Kind } from './payments.types.js';
import { read } from './readings.js';
import { isUnavailable, noOf } from './stripe.faults.js';
import { openTasks } from './tasks.js';

/** So many letters are taken at a time, and so many objects are read at once. */
const BATCH = 500;
const READ_AT_ONCE = 8;
/** After so many batches the job gives way to the next one. */
const MOST_BATCHES = 100;
/** Whoever takes letters and dies loses them to another worker after this time. */
const HELD_MS = 2 * 60_000;
/** While Stripe does not answer, letters wait so long. */
const OUTAGE_MS = 60_000;
/** A letter that fails is tried after 1, 2, 4 … minutes, at most six hours apart, for ever; from the fifth failure on somebody is told. */
const RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * 60 * 60_000;
const TOLD_AFTER = 5;

interface Taken {
  id: string;
  type: string;
  kind: Kind | null;
  objectId: string | null;
  account: string | null;
  attempts: number;
}

const TAKE_SQL = `
  update stripe_events e set attempts = attempts + 1, next_attempt_at = $2
    from (select id from stripe_events where status = 'waiting' and next_attempt_at <= $1 order by next_attempt_at limit ${BATCH} for update skip locked) due
   where e.id = due.id
  returning e.id, e.type, e.object_kind as kind, e.object_id as "objectId", e.account, e.attempts`;

const APPLIED_SQL = `
  update stripe_events set status = 'applied', applied_at = $2, next_attempt_at = null, last_error = null where id = any($1) and status = 'waiting'`;

/** All letters about one object, and what reading it showed. */
interface Group {
  kind: Kind;
  objectId: string;
  letters: readonly Taken[];
}
type Outcome = { group: Group; reading: Reading } | { group: Group; error: unknown };

/**
 * Applies letters of Stripe. What a letter says is never believed: the object is read anew, once for all letters about it, and its mirror
 * written with the number of that reading. So duplicates, wrong order, stale snapshots and letters that never came do no harm.
 */
@Injectable()
export class StripeEvents {
  private readonly log = new Logger('Stripe');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly gateway: Gateway,
    private readonly clock: Clock,
  ) {}

  /** The job `applyStripeEvents`: everything that waits and is due. Two at once take different letters. */
  async applyWaiting(): Promise<void> {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const taken = await this.take();
      if (taken.length === 0) return;
      const available = await this.apply(taken);
      if (!available) return;
    }
    await enqueue(this.db, APPLY_JOB, {}, APPLY_JOB);
  }

  private take(): Promise<Taken[]> {
    const now = this.clock.now();
    return rows<Taken>(this.db, TAKE_SQL, [now, new Date(now.getTime() + HELD_MS)]);
  }

  /** Answers whether Stripe could be had. */
  private async apply(taken: readonly Taken[]): Promise<boolean> {
    await this.settleForeign(taken.filter(({ account }) => account !== null));
    // Drawn after the letters were taken: whatever they tell of, a reading of this number has seen.
    const number = await nextReading(this.db);
    let available = true;
    const outcomes = await inParallel(groupsOf(taken), READ_AT_ONCE, async (group): Promise<Outcome | Group> => {
      if (!available) return group;
      try {
        return { group, reading: await this.gateway.patiently(() => read(this.gateway.stripe, group.kind, group.objectId)) };
      } catch (error) {
        if (!isUnavailable(error)) return { group, error };
        available = false;
        return group;
      }
    });
    const done = outcomes.flatMap((outcome) => ('reading' in outcome ? [outcome] : []));
    const failed = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome] : []));
    const later = outcomes.flatMap((outcome) => ('letters' in outcome ? outcome.letters.map(({ id }) => id) : []));
    await this.write(done, number);
    for (const { group, error } of failed) await this.fail(group, error);
    if (later.length > 0) await this.putOff(later);
    return available;
  }

  /** All at once; when that fails, each by itself, so that one that cannot be written holds up no other. */
  private async write(done: readonly { group: Group; reading: Reading }[], number: string): Promise<void> {
    if (done.length === 0) return;
    const now = this.clock.now();
    const writeSome = (some: typeof done): Promise<void> =>
      this.db.transaction(async (tx) => {
        await writeMirrors(tx, some.map(({ reading }) => reading), number, now);
        await tx.query(APPLIED_SQL, [some.flatMap(({ group }) => group.letters.map(({ id }) => id)), now]);
      });
    try {
      await writeSome(done);
    } catch (error) {
      if (done.length === 1 && done[0]) return this.fail(done[0].group, error);
      this.log.warn(`letters are applied one by one: ${faultOf(error)}`);
      for (const one of done) await this.write([one], number);
    }
  }

  private async fail(group: Group, error: unknown): Promise<void> {
    const now = this.clock.now();
    const what = noOf(error)?.code ?? (error instanceof Error ? error.name : 'unknown');
    this.log.error(`${group.kind} ${group.objectId} could not be applied: ${faultOf(error)}`);
    await this.db.transaction(async (tx) => {
      for (const { id, attempts } of group.letters) {
        const next = new Date(now.getTime() + Math.min(RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS));
        await tx.query('update stripe_events set next_attempt_at = $2, last_error = $3 where id = $1', [id, next, what]);
      }
      const told = group.letters.filter(({ attempts }) => attempts >= TOLD_AFTER);
      await openTasks(tx, told.map(({ id, type, attempts }) => ({ kind: 'eventFailing', objectKind: 'event', objectId: id, detail: { type, attempts, error: what } })), now);
    });
  }

  /** It was not for the letters' sake: it does not count as a try. */
  private async putOff(ids: readonly string[]): Promise<void> {
    await this.db.query('update stripe_events set attempts = attempts - 1, next_attempt_at = $2 where id = any($1)', [ids, new Date(this.clock.now().getTime() + OUTAGE_MS)]);
  }

  /** Letters about accounts of payees: kept for whom we know; about any other account kept as well, and shown. */
  private async settleForeign(letters: readonly Taken[]): Promise<void> {
    if (letters.length === 0) return;
    await this.db.transaction((tx) => settle(tx, letters, this.clock.now()));
  }
}

async function settle(tx: Sql, letters: readonly Taken[], now: Date): Promise<void> {
  const known = await rows<{ id: string }>(tx, 'select id from stripe_accounts where id = any($1)', [letters.map(({ account }) => account)]);
  const ours = new Set(known.map(({ id }) => id));
  const strange = letters.filter(({ account }) => account !== null && !ours.has(account));
  await tx.query(
    `update stripe_events set status = case when id = any($2) then 'accountUnknown' else 'kept' end, next_attempt_at = null where id = any($1)`,
    [letters.map(({ id }) => id), strange.map(({ id }) => id)],
  );
  await openTasks(tx, strange.map(({ id, type, account }) => ({ kind: 'accountUnknown', objectKind: 'event', objectId: id, detail: { type, account } })), now);
}

function groupsOf(taken: readonly Taken[]): Group[] {
  const groups = new Map<string, { kind: Kind; objectId: string; letters: Taken[] }>();
  for (const letter of taken) {
    const { kind, objectId, account } = letter;
    if (kind === null || objectId === null || account !== null) continue;
    const key = `${kind} ${objectId}`;
    const group = groups.get(key);
    if (group) group.letters.push(letter);
    else groups.set(key, { kind, objectId, letters: [letter] });
  }
  return [...groups.values()];
}
