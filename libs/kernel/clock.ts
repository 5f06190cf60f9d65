/** A stretch of time by which a test moves on; the parts add up. */
export interface Lapse {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

/** The only reader of the time. A class, not an interface, so that it serves as the token under which it is injected. */
export abstract class Clock {
  /** The present instant, UTC. */
  abstract now(): Date;
}

/** The machine's own time. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until it is moved: for tests, stories and the demo. */
export class MovableClock extends Clock {
  private at: number;

  constructor(start: Date | string) {
    super();
    this.at = instant(start);
  }

  now(): Date {
    return new Date(this.at);
  }

  /** Puts the clock to an instant, earlier or later. */
  set(at: Date | string): void {
    this.at = instant(at);
  }

  /** Moves the clock on by a lapse, or back by a negative one. */
  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Lapse): void {
    this.at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  }
}

function instant(at: Date | string): number {
  const time = new Date(at).getTime();
  if (Number.isNaN(time)) throw new RangeError(`not an instant: ${String(at)}`);
  return time;
}
