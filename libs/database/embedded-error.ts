/**
 * Why the embedded database cannot serve:
 * `folder` its folder cannot be used, `version` another PostgreSQL made it, `port` the wanted port is taken,
 * `user` nobody is there to run it as, `inUse` another running Mazeru owns the folder, `binaries` PostgreSQL itself is missing,
 * `start` it ended while starting.
 */
export type EmbeddedPostgresProblem = 'folder' | 'version' | 'port' | 'user' | 'inUse' | 'binaries' | 'start';

/** Its message is a sentence for the person at the terminal: what is wrong, and what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly problem: EmbeddedPostgresProblem,
    message: string,
  ) {
    super(message);
  }
}

/** The code of a system error (`EACCES`, `ENOENT`, …), when there is one. */
export function systemCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
