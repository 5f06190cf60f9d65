import { Refusal } from '#libs/kernel';
import { LIMITS } from './limits.js';

/** So many writes are counted at once; the limit is a multiple of it. */
export const LEASED_WRITES = 8;

/** How many holders are remembered at a time; whoever is forgotten is counted again. */
const MOST_LEASES = 20_000;

interface Lease {
  left: number;
  /** Until the minute that it was counted in ends, by this process's own clock (ms). */
  until: number;
}

/**
 * The writes of a session or token that are counted in PostgreSQL already: one in eight asks there, and the limit of an account holds for all
 * processes together. What is left of a lease when its minute ends is lost, so an account is never let write more than the limit says.
 */
export class WriteLeases {
  private readonly held = new Map<string, Lease>();

  /** Use one of the writes that were counted ahead; false where there is none. */
  use(holder: Buffer): boolean {
    const key = holder.toString('latin1');
    const lease = this.held.get(key);
    if (!lease) return false;
    lease.left -= 1;
    if (lease.left >= 0 && performance.now() < lease.until) return true;
    this.held.delete(key);
    return false;
  }

  /** Keep what was counted, one of which is used now. Refuses 429 `tooMany` where the account had used its minute up before. */
  lease(holder: Buffer, { writes = 0, waitSeconds = LIMITS.write.seconds }: { writes?: number; waitSeconds?: number }): void {
    const left = Math.min(LEASED_WRITES, LIMITS.write.points - (writes - LEASED_WRITES)) - 1;
    if (left < 0) {
      // Others of the same moment may have counted more than they need.
      if (this.use(holder)) return;
      throw Refusal.tooMany('tooMany', { seconds: waitSeconds });
    }
    if (this.held.size >= MOST_LEASES) this.held.clear();
    const key = holder.toString('latin1');
    const [before, now] = [this.held.get(key), performance.now()];
    this.held.set(key, { left: left + (before && now < before.until ? before.left : 0), until: now + waitSeconds * 1000 });
  }
}
