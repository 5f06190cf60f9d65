import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, rows, type Sql } from '#libs/database';
import { Clock } from '#libs/kernel';

/** Two who seal at once would both continue the same chain. */
export const SEAL_LOCK = 7_317_003;
/** So many postings go under one seal at most; the next seal takes the rest. */
const MOST_POSTINGS = 2_000;
/** What the first seal continues. */
export const NO_SEAL = Buffer.alloc(32);
const ID_BYTES = 16;
const DIGEST_BYTES = 32;
export const LINE_BYTES = ID_BYTES + DIGEST_BYTES;

/** A transfer with all that a seal vouches for, as one text. Instants to the microsecond, as the database keeps them. */
const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
export const SEALED_TEXT = `
  jsonb_build_array(
    t.id, t.posting_id, t.line, t.kind, f.key, o.key, t.amount_yen, t.tax,
    to_char(t.event_at at time zone 'UTC', ${INSTANT}), to_char(t.created_at at time zone 'UTC', ${INSTANT}),
    p.cause_kind, p.cause_id, p.corrects_id, p.actor_kind, p.actor_account_id,
    to_char(p.event_at at time zone 'UTC', ${INSTANT}), to_char(p.created_at at time zone 'UTC', ${INSTANT}))::text`;
export const SEALED_TABLES = `
  ledger_transfers t join ledger_postings p on p.id = t.posting_id
  join ledger_accounts f on f.id = t.from_account_id join ledger_accounts o on o.id = t.to_account_id`;

export interface SealedText {
  id: string;
  text: string;
}

export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The line of a seal: whose digest it is, and the digest. */
export const sealLine = ({ id, text }: SealedText): Buffer => Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), digestOf(text)]);

/** The hash of a seal: over the one before it, its number, its time and its lines. */
export const sealHash = (previous: Buffer, number: number, sealedAt: Date, lines: Buffer): Buffer =>
  createHash('sha256').update(previous).update(`${number}|${sealedAt.toISOString()}|`).update(lines).digest();

/**
 * The job `sealLedger`: puts what has been posted since the last time under a seal of the chain, and into the totals by month.
 * A posting waits in its own row until a seal takes it, so one whose transaction commits late is taken later and never missed.
 */
@Injectable()
export class LedgerSealer {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Seal until nothing waits. Answers how many transfers that were; nothing when another worker is at it. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const taken = await this.db.transaction((tx) => sealOnce(tx, this.clock.now()));
      sealed += taken;
      if (taken === 0) return sealed;
    }
  }
}

async function sealOnce(tx: Sql, now: Date): Promise<number> {
  const lock = await row<{ mine: boolean }>(tx, 'select pg_try_advisory_xact_lock($1) as mine', [SEAL_LOCK]);
  if (!lock?.mine) return 0;
  const waiting = await rows<{ id: string }>(tx, `select posting_id as id from ledger_waiting order by posting_id limit ${MOST_POSTINGS}`);
  if (waiting.length === 0) return 0;
  const ids = waiting.map(({ id }) => id);
  const texts = await rows<SealedText>(tx, `select t.id, ${SEALED_TEXT} as text from ${SEALED_TABLES} where t.posting_id = any($1) order by t.id`, [ids]);
  if (texts.length > 0) await addSeal(tx, texts, now);
  await tx.query(INTO_MONTHS, [ids]);
  await tx.query('delete from ledger_waiting where posting_id = any($1)', [ids]);
  return texts.length;
}

async function addSeal(tx: Sql, texts: readonly SealedText[], now: Date): Promise<void> {
  const last = await row<{ number: string; hash: Buffer }>(tx, 'select number, hash from ledger_seals order by number desc limit 1');
  const previous = last?.hash ?? NO_SEAL;
  const number = Number(last?.number ?? 0) + 1;
  const lines = Buffer.concat(texts.map(sealLine));
  await tx.query('insert into ledger_seals (number, previous_hash, hash, lines, sealed_at) values ($1, $2, $3, $4, $5)', [
    number,
    previous,
    sealHash(previous, number, now, lines),
    lines,
    now,
  ]);
}

const INTO_MONTHS = `
  insert into ledger_months (account_id, month, in_yen, out_yen)
  select account_id, month, sum(in_yen), sum(out_yen)
    from (select to_account_id as account_id, to_char(event_at at time zone 'Asia/Tokyo', 'YYYY-MM') as month, amount_yen as in_yen, 0 as out_yen
            from ledger_transfers where posting_id = any($1)
          union all
          select from_account_id, to_char(event_at at time zone 'Asia/Tokyo', 'YYYY-MM'), 0, amount_yen
            from ledger_transfers where posting_id = any($1)) each
   group by account_id, month
      on conflict (account_id, month) do update set in_yen = ledger_months.in_yen + excluded.in_yen, out_yen = ledger_months.out_yen + excluded.out_yen`;
