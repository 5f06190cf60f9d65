import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rows, type Sql } from '#libs/database';

/** One check: a statement that must return no row, and in words what it holds up. */
export interface Check {
  /** The file's name without `.sql`. */
  name: string;
  meaning: string;
  sql: string;
}

/** A check and the rows it should not have found; each row names ids, never a person. */
export interface CheckResult {
  name: string;
  meaning: string;
  rows: Record<string, unknown>[];
}

/** Every check there is, by name. They are read from `db/checks` of the repository, also by the built code: a build copies no SQL. */
export function readChecks(): Check[] {
  const folder = join(repositoryRoot(import.meta.dirname), 'db', 'checks');
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const comment = text.split('\n').filter((line) => line.startsWith('--'));
    return { name: file.replace(/\.sql$/, ''), meaning: comment.map((line) => line.replace(/^--\s*/, '')).join(' '), sql: text };
  });
}

/** Run every check; a healthy database answers with empty `rows` throughout. */
export async function runChecks(sql: Sql): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, meaning, sql: text } of readChecks()) results.push({ name, meaning, rows: await rows<Record<string, unknown>>(sql, text) });
  return results;
}

/** The nearest folder above with a package.json. */
function repositoryRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('no package.json above the running code: where is the repository?');
  return repositoryRoot(above);
}
