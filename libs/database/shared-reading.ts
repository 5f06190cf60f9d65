import { setTimeout } from 'node:timers/promises';

/** How long the next reading waits for one of which nothing is heard, as when the database has gone without a word. */
const PATIENCE_MS = 10_000;
const patience = (): Promise<unknown> => setTimeout(PATIENCE_MS, undefined, { ref: false });

/**
 * One reading for everybody who asks at the same moment. Whoever asks while one is under way shares the next, which begins when that one ends: a crowd
 * costs the database one reading at a time, and nobody hears what was read before they asked. One that does not end holds up nobody for longer than
 * `tooLate` takes. What is heard belongs to all of them: it is not changed.
 */
export class SharedReading<T> {
  private underWay: Promise<unknown> = Promise.resolve();
  private next: Promise<T> | null = null;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly tooLate: () => Promise<unknown> = patience,
  ) {}

  /** What is there now; fails as the reading fails. */
  ask(): Promise<T> {
    this.next ??= this.underWay.then(() => {
      this.next = null;
      const reading = this.read();
      this.underWay = Promise.race([reading.catch(() => undefined), this.tooLate()]);
      return reading;
    });
    return this.next;
  }
}
