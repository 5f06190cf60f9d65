import { EmbeddedPostgresError, SettingsError } from '#libs/database';

/** What keeps Mazeru from running, as a sentence for the person at the terminal that says what to do. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}

/** Tells the person at the terminal what went wrong; the exit code to leave with. Only what we did not foresee shows where it came from. */
export function complain(error: unknown): number {
  const foreseen = error instanceof LaunchError || error instanceof EmbeddedPostgresError || error instanceof SettingsError;
  const text = error instanceof Error && !foreseen ? (error.stack ?? error.message) : error instanceof Error ? error.message : String(error);
  process.stderr.write(`\n${text}\n\n`);
  return 1;
}
