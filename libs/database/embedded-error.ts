/**
 * Why the embedded database cannot serve:
 * `folder` its folder cannot be used, `version` another PostgreSQL made it, `port` the wanted port is taken,
 * `user` nobody is there to run it as, `inUse` another running Mazeru owns the folder, `binaries` PostgreSQL itself is missing,
 * `start` it ended while starting.
 */
export type EmbeddedPostgresProblem = 'folder' | 'version' | 'port' | 'user' | 'inUse' | 'binaries' | 'start';

/** Its message is for the person at the terminal: a sentence that says what is wrong, and others that say what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly problem: EmbeddedPostgresProblem,
    ...sentences: string[]
  ) {
    super(sentences.join(' '));
  }
}

/** The code of a system error (`EACCES`, `ENOENT`, …), when there is one. */
export function systemCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
