import { EmbeddedPostgresError, SettingsError } from '#libs/database';

/** What keeps Mazeru from running, for the person at the terminal: a sentence that says what is wrong, and others that say what to do. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';

  constructor(...sentences: string[]) {
    super(sentences.join(' '));
  }
}

/** Tells the person at the terminal what went wrong; the exit code to leave with. Only what we did not foresee shows where it came from. */
export function complain(error: unknown): number {
  const foreseen = error instanceof LaunchError || error instanceof EmbeddedPostgresError || error instanceof SettingsError;
  const text =
    error instanceof Error && !foreseen ? (error.stack ?? error.message) : error instanceof Error ? error.message : String(error);
  process.stderr.write(`\n${text}\n\n`);
  return 1;
}
