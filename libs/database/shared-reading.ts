/**
 * One reading for everybody who asks at the same moment. Whoever asks while one is under way shares the next, which begins when that one ends: a crowd
 * costs the database one reading at a time, and nobody hears what was read before they asked. What is heard belongs to all of them: it is not changed.
 */
export class SharedReading<T> {
  private underWay: Promise<unknown> = Promise.resolve();
  private next: Promise<T> | null = null;

  constructor(private readonly read: () => Promise<T>) {}

  /** What is there now; fails as the reading fails. */
  ask(): Promise<T> {
    this.next ??= this.underWay.then(() => {
      this.next = null;
      const reading = this.read();
      this.underWay = reading.catch(() => undefined);
      return reading;
    });
    return this.next;
  }
}
