import { row, rows, type Sql } from '#libs/database';
import { digestOf, LINE_BYTES, NO_SEAL, SEALED_TABLES, SEALED_TEXT, sealHash, type SealedText } from './seal.js';

/** The first thing that is not as it was sealed. */
export interface BrokenLine {
  /** `seal`: a link of the chain itself; `altered` and `missing`: a sealed transfer; `unsealed`: a transfer that came into the books past the seals. */
  what: 'seal' | 'altered' | 'missing' | 'unsealed';
  seal: number | null;
  transferId: string | null;
  /** What the transfer says now, as it is sealed; null when it is gone. */
  now: string | null;
}

export interface Verified {
  seals: number;
  lines: number;
  /** Posted and not yet under a seal. */
  waiting: number;
  /** The hash of the last seal, hex: noted outside the database it proves later that nothing before it was cut off. */
  head: string | null;
  broken: BrokenLine | null;
}

interface SealRow {
  number: string;
  previous_hash: Buffer;
  hash: Buffer;
  lines: Buffer;
  sealed_at: Date;
}

const SEALS_AT_A_TIME = 50;
const SEALS_AFTER = `
  select number, previous_hash, hash, lines, sealed_at from ledger_seals where number > $1 order by number limit ${SEALS_AT_A_TIME}`;

/**
 * Prove the books against their seals, from the first line to the last; stops at the first that is broken. `tx` is one snapshot
 * (`repeatable read`), so that what is posted meanwhile does not matter.
 */
export async function verifyLedger(tx: Sql): Promise<Verified> {
  const found: Verified = { seals: 0, lines: 0, waiting: 0, head: null, broken: null };
  let previous: Buffer = NO_SEAL;
  for (;;) {
    const seals = await rows<SealRow>(tx, SEALS_AFTER, [found.seals]);
    for (const seal of seals) {
      const broken = brokenLink(seal, found.seals + 1, previous) ?? (await brokenLine(tx, seal));
      if (broken) return { ...found, broken };
      previous = seal.hash;
      found.seals += 1;
      found.lines += seal.lines.length / LINE_BYTES;
      found.head = seal.hash.toString('hex');
    }
    if (seals.length < SEALS_AT_A_TIME) break;
  }
  const counts = await row<{ all: number; waiting: number }>(
    tx,
    `select (select count(*)::int from ledger_transfers) as all,
            (select count(*)::int from ledger_waiting w join ledger_transfers t on t.posting_id = w.posting_id) as waiting`,
  );
  found.waiting = counts?.waiting ?? 0;
  return counts?.all === found.lines + found.waiting ? found : { ...found, broken: await unsealedLine(tx) };
}

/** Whether a hash that was noted before is a link of the chain. */
export const isInChain = async (sql: Sql, head: string): Promise<boolean> => (await row(sql, `select from ledger_seals where hash = decode($1, 'hex')`, [head])) !== null;

function brokenLink(seal: SealRow, number: number, previous: Buffer): BrokenLine | null {
  const whole = Number(seal.number) === number && seal.previous_hash.equals(previous) && seal.hash.equals(sealHash(previous, number, seal.sealed_at, seal.lines));
  return whole ? null : { what: 'seal', seal: number, transferId: null, now: null };
}

async function brokenLine(tx: Sql, seal: SealRow): Promise<BrokenLine | null> {
  const lines = linesOf(seal.lines);
  const texts = await rows<SealedText>(tx, `select t.id, ${SEALED_TEXT} as text from ${SEALED_TABLES} where t.id = any($1)`, [lines.map(({ id }) => id)]);
  const now = new Map(texts.map(({ id, text }) => [id, text]));
  for (const { id, digest } of lines) {
    const text = now.get(id) ?? null;
    if (text === null) return { what: 'missing', seal: Number(seal.number), transferId: id, now: null };
    if (!digestOf(text).equals(digest)) return { what: 'altered', seal: Number(seal.number), transferId: id, now: text };
  }
  return null;
}

function linesOf(lines: Buffer): { id: string; digest: Buffer }[] {
  return Array.from({ length: lines.length / LINE_BYTES }, (_, index) => {
    const line = lines.subarray(index * LINE_BYTES, (index + 1) * LINE_BYTES);
    return { id: line.subarray(0, 16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), digest: line.subarray(16) };
  });
}

async function unsealedLine(tx: Sql): Promise<BrokenLine> {
  const line = await row<SealedText>(
    tx,
    `with sealed as (
       select encode(substr(s.lines, 1 + ${LINE_BYTES} * i, 16), 'hex')::uuid as id from ledger_seals s cross join generate_series(0, length(s.lines) / ${LINE_BYTES} - 1) i
     )
     select t.id, ${SEALED_TEXT} as text from ${SEALED_TABLES}
      where not exists (select from ledger_waiting w where w.posting_id = t.posting_id) and not exists (select from sealed where sealed.id = t.id)
      order by t.id limit 1`,
  );
  return { what: 'unsealed', seal: null, transferId: line?.id ?? null, now: line?.text ?? null };
}
