import { amount, number, text } from './json.js';
import type { Store, StripeObject } from './store.js';

const SIM = '_sim';
const DAY_S = 86_400;

/** What waits for an instant: a task by its name, the object it is about, and the test clock that it follows, if any. */
type Work = (scope: string, id: string) => void;

/**
 * The simulator's time in epoch seconds: wall time, moved by an offset, or frozen. What is due runs in the order of its instants,
 * each with `now()` being its own instant. Objects on a test clock have a time of their own:
 * https://docs.stripe.com/billing/testing/test-clocks
 */
export class Clock {
  private readonly tasks = new Map<string, Work>();
  /** What waits, soonest first; one queue for the simulator's time and one for each test clock. */
  private readonly queues = new Map<string, StripeObject[]>();
  /** The time and the test clock of the work that runs at this moment. */
  private context: { now: number; testClock: string | undefined } | undefined;

  constructor(
    private readonly store: Store,
    private readonly wall: () => number,
  ) {
    for (const task of store.all(SIM, '_task').reverse()) this.enqueue(task);
  }

  now(): number {
    return this.context?.now ?? this.simulated();
  }

  /** The test clock whose work runs at this moment. */
  testClock(): string | undefined {
    return this.context?.testClock;
  }

  /** Says what a task does; once each, at the start. */
  task(name: string, work: Work): void {
    this.tasks.set(name, work);
  }

  /** Runs a task at that instant; one of the same name and id is replaced. */
  schedule(at: number, task: string, id: string, scope: string): void {
    const waiting = { id: `${task} ${id}`, object: '_task', at, task, of: id, scope, test_clock: this.testClock() ?? null };
    this.store.put(SIM, waiting);
    this.enqueue(waiting);
  }

  waits(task: string, id: string): boolean {
    return this.store.get(SIM, '_task', `${task} ${id}`) !== undefined;
  }

  cancel(task: string, id: string): void {
    this.store.remove(SIM, '_task', `${task} ${id}`);
  }

  /** Does some work as if that were the time, on a test clock if one is named. */
  at<T>(now: number, testClock: string | undefined, work: () => T): T {
    const before = this.context;
    this.context = { now, testClock };
    try {
      return work();
    } finally {
      this.context = before;
    }
  }

  /** Runs what is due until that instant, in order; on a test clock only what follows that one. */
  run(until: number, testClock?: string): void {
    for (let next = this.takeNext(until, testClock); next !== undefined; next = this.takeNext(until, testClock)) {
      const [task, scope, of] = [text(next['task']), text(next['scope']), text(next['of'])];
      const work = this.tasks.get(task ?? '');
      if (work === undefined || scope === undefined || of === undefined) throw new Error(`nobody knows the task ${task ?? ''}`);
      this.store.remove(SIM, '_task', next.id);
      this.at(amount(next['at']), testClock, () => work(scope, of));
    }
  }

  /** Moves the simulator's time to that instant, and runs what comes due on the way. Time never goes back. */
  advanceTo(at: number): void {
    const target = Math.max(Math.floor(at), this.simulated());
    this.run(target);
    const { frozen } = this.state();
    if (frozen === undefined) this.keep({ offset: target - Math.floor(this.wall()) });
    else this.keep({ frozen: target });
  }

  /** Stops the time at that instant; without one it goes on from where it stands. */
  freeze(at: number | undefined): void {
    if (at === undefined) this.keep({ offset: this.simulated() - Math.floor(this.wall()) });
    else {
      this.advanceTo(at);
      this.keep({ frozen: Math.max(Math.floor(at), this.simulated()) });
    }
  }

  isFrozen(): boolean {
    return this.state().frozen !== undefined;
  }

  /** What is due next until that instant. What was cancelled or replaced meanwhile is no longer in the store, and skipped. */
  private takeNext(until: number, testClock: string | undefined): StripeObject | undefined {
    const queue = this.queue(testClock);
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const stands = this.store.get(SIM, '_task', first.id) === first;
      if (stands && amount(first['at']) > until) return undefined;
      queue.shift();
      if (stands) return first;
    }
    return undefined;
  }

  private enqueue(task: StripeObject): void {
    const queue = this.queue(text(task['test_clock']));
    let low = 0;
    for (let high = queue.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (amount(queue[middle]?.['at']) <= amount(task['at'])) low = middle + 1;
      else high = middle;
    }
    queue.splice(low, 0, task);
  }

  private queue(testClock = ''): StripeObject[] {
    const found = this.queues.get(testClock);
    if (found !== undefined) return found;
    const made: StripeObject[] = [];
    this.queues.set(testClock, made);
    return made;
  }

  private simulated(): number {
    const { frozen, offset } = this.state();
    return frozen ?? Math.floor(this.wall()) + offset;
  }

  private state(): { frozen: number | undefined; offset: number } {
    const kept = this.store.get(SIM, '_clock', 'clock');
    return { frozen: number(kept?.['frozen']), offset: amount(kept?.['offset']) };
  }

  private keep(state: { frozen: number } | { offset: number }): void {
    this.store.put(SIM, { id: 'clock', object: '_clock', ...state });
  }
}

/** The instant at which so many days have passed. */
export const daysLater = (at: number, days: number): number => at + days * DAY_S;

/** 00:00 UTC of the day that is so many business days (Monday to Friday) after. https://docs.stripe.com/payouts#settlement-timing */
export function businessDaysLater(at: number, days: number): number {
  let day = Math.floor(at / DAY_S);
  for (let left = days; left > 0;) {
    day += 1;
    const weekday = new Date(day * DAY_S * 1000).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day * DAY_S;
}
