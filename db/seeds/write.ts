import type { Sql } from '#libs/database';

/** One row of a table by its column names; what is left out takes the column's default, so all rows of one call name the same columns. */
export type Row = Readonly<Record<string, unknown>>;

/** Writes any number of rows in one statement. Table and columns are ours, never anybody's input. */
export async function insertAll(tx: Sql, table: string, made: readonly Row[]): Promise<void> {
  const [first] = made;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await tx.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(made)]);
}

/** A half-open range as PostgreSQL reads it; null leaves an end open. */
export const range = (from: Date, until: Date | null): string => `[${from.toISOString()},${until?.toISOString() ?? ''})`;
