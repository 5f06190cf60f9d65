import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A death within this time after the start is a quick one. */
const QUICK_MS = 10_000;
const QUICK_DEATHS_ALLOWED = 2;
const FIRST_PAUSE_MS = 500;
/** How long a process may take to finish what it is doing. */
const PATIENCE_MS = 10_000;

/** Room for what a request needs and leaves (MB): with Node's 16 a page of fifty shifts is collected again and again while it is made. */
export const YOUNG_MB = 64;

/** A process of Mazeru that is started again when it dies, until it dies three times in quick succession. */
export class KeptProcess {
  private child: ChildProcess | undefined;
  private again: NodeJS.Timeout | undefined;
  private wanted = true;
  private isRenewed = false;
  private quickDeaths = 0;

  constructor(
    private readonly name: string,
    private readonly script: string,
    private readonly options: { args?: string[]; env: NodeJS.ProcessEnv; onGivenUp: (message: string) => void },
  ) {
    this.start();
  }

  /** Ends it and starts it afresh, with the code that is there by now; also one that was given up. Not one that was stopped. */
  async restart(): Promise<void> {
    this.isRenewed = true;
    await this.endChild();
    this.isRenewed = false;
    this.quickDeaths = 0;
    if (this.wanted) this.start();
  }

  /** Asks it to end, and insists after ten seconds. */
  stop(): Promise<void> {
    this.wanted = false;
    return this.endChild();
  }

  private async endChild(): Promise<void> {
    clearTimeout(this.again);
    const child = this.child;
    if (child === undefined || hasEnded(child)) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const inTime = await Promise.race([gone.then(() => true), sleep(PATIENCE_MS, false, { ref: false })]);
    if (inTime) return;
    child.kill('SIGKILL');
    await gone;
  }

  /** Ends it at once, whatever it is doing. */
  kill(): void {
    this.wanted = false;
    this.child?.kill('SIGKILL');
  }

  private start(): void {
    const startedAt = performance.now();
    const child = fork(this.script, this.options.args ?? [], {
      env: this.options.env,
      detached: true,
      execArgv: ['--enable-source-maps', `--max-semi-space-size=${YOUNG_MB}`, '--import', new URL('follow-parent.js', import.meta.url).href],
    });
    this.child = child;
    child.once('exit', (code, signal) => {
      if (!this.wanted || this.isRenewed || this.child !== child) return;
      this.quickDeaths = performance.now() - startedAt < QUICK_MS ? this.quickDeaths + 1 : 1;
      const how = signal === null ? `exit code ${code}` : signal;
      if (this.quickDeaths > QUICK_DEATHS_ALLOWED) {
        this.options.onGivenUp(
          `The ${this.name} process ended ${this.quickDeaths} times in a row right after its start (${how}). What it said stands above.`,
        );
        return;
      }
      process.stderr.write(`The ${this.name} process ended (${how}) and is started again.\n`);
      this.again = setTimeout(() => this.start(), FIRST_PAUSE_MS * 2 ** (this.quickDeaths - 1));
    });
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
