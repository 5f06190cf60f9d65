import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './embedded-error.js';
import { processBirth } from './embedded-process.js';

/**
 * The process that holds the data folder; undefined when nobody does, or when the one that did has died.
 * The folder's file `owner` names it by number and birth.
 */
export function ownerOf(dataDir: string): number | undefined {
  return livingOwner(join(dataDir, 'owner'));
}

/**
 * Takes the data folder for this process, so that no second Mazeru stops or adopts a server that somebody uses.
 * Answers the process that holds it already, or the function that gives it back.
 */
export function takeFolder(dataDir: string): { heldBy: number } | { release: () => void } {
  const file = join(dataDir, 'owner');
  const aside = join(dataDir, `owner.${process.pid}`);
  const mine = markOf(process.pid);
  for (;;) {
    writeFileSync(aside, mine);
    try {
      // A link comes into being with its content, so nobody ever reads half a mark.
      linkSync(aside, file);
      return {
        release: () => {
          if (read(file) === mine) rmSync(file, { force: true });
        },
      };
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(aside, { force: true });
    }
    const heldBy = livingOwner(file);
    if (heldBy !== undefined) return { heldBy };
    discardStale(file, aside);
  }
}

/** Two starts may find the same dead owner: only a mark that is still the dead one's is thrown away, a fresh one goes back. */
function discardStale(file: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if (livingOwner(aside) !== undefined) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function livingOwner(file: string): number | undefined {
  const mark = read(file);
  const pid = Number.parseInt(mark ?? '', 10);
  return pid > 0 && mark === markOf(pid) ? pid : undefined;
}

function markOf(pid: number): string {
  return `${pid} ${processBirth(pid) ?? 'dead'}\n`;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
