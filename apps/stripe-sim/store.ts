import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from './json.js';

/** Any object of Stripe's, and what the simulator remembers besides (kinds that begin with `_`). */
export interface StripeObject {
  id: string;
  object: string;
  [key: string]: Json;
}

type Line = [scope: string, object: StripeObject] | [scope: string, type: string, gone: string];
type Shelf = Map<string, StripeObject>;

/** The journal holds every former state of what changed; after so much of it, it is written anew. */
const REWRITTEN_AFTER_BYTES = 100 * 1024 * 1024;

/**
 * All state: objects by scope (the platform or a connected account), kind and id. With a folder each commit is one line of a
 * journal, so that a call is there wholly or not at all, also after kill -9; a last line that was cut off is dropped at the start.
 */
export class Store {
  private readonly shelves = new Map<string, Shelf>();
  private readonly changed = new Map<string, Line>();
  private readonly file: string | undefined;
  private journal: number | undefined;
  private written = 0;

  constructor(dir?: string) {
    if (dir === undefined) return;
    mkdirSync(dir, { recursive: true });
    this.file = join(dir, 'journal.jsonl');
    if (existsSync(this.file)) this.replay(readFileSync(this.file, 'utf8'));
    this.open();
  }

  get(scope: string, type: string, id: string): StripeObject | undefined {
    return this.shelves.get(`${scope} ${type}`)?.get(id);
  }

  /** Newest first. */
  all(scope: string, type: string): StripeObject[] {
    return [...(this.shelves.get(`${scope} ${type}`)?.values() ?? [])].reverse();
  }

  /** The oldest ones for as long as they are of that kind. */
  oldest(scope: string, type: string, holds: (object: StripeObject) => boolean): StripeObject[] {
    const found: StripeObject[] = [];
    for (const object of this.shelf(scope, type).values()) {
      if (!holds(object)) break;
      found.push(object);
    }
    return found;
  }

  put(scope: string, object: StripeObject): void {
    this.shelf(scope, object.object).set(object.id, object);
    this.changed.set(`${scope} ${object.object} ${object.id}`, [scope, object]);
  }

  remove(scope: string, type: string, id: string): void {
    if (this.shelf(scope, type).delete(id)) this.changed.set(`${scope} ${type} ${id}`, [scope, type, id]);
  }

  /** Writes what changed since the last commit. */
  commit(): void {
    if (this.changed.size === 0) return;
    if (this.journal !== undefined) this.written += writeSync(this.journal, `${JSON.stringify([...this.changed.values()])}\n`);
    this.changed.clear();
    if (this.written > REWRITTEN_AFTER_BYTES) this.open();
  }

  close(): void {
    this.commit();
    if (this.journal !== undefined) closeSync(this.journal);
    this.journal = undefined;
  }

  /** Opens the journal, written anew with what there is. */
  private open(): void {
    if (this.file === undefined) return;
    if (this.journal !== undefined) closeSync(this.journal);
    this.compact(this.file);
    this.journal = openSync(this.file, 'a');
    this.written = 0;
  }

  private shelf(scope: string, type: string): Shelf {
    const name = `${scope} ${type}`;
    const found = this.shelves.get(name);
    if (found !== undefined) return found;
    const made: Shelf = new Map();
    this.shelves.set(name, made);
    return made;
  }

  private replay(journal: string): void {
    const lines = journal.split('\n');
    // What follows the last line feed was being written when the process was killed.
    for (const line of lines.slice(0, -1)) {
      // The journal is our own writing.
      const changes = JSON.parse(line) as Line[];
      for (const change of changes) {
        const [scope, what] = change;
        if (typeof what === 'string') this.shelf(scope, what).delete(change[2] ?? '');
        else this.shelf(scope, what.object).set(what.id, what);
      }
    }
  }

  private compact(file: string): void {
    const fresh = `${file}.new`;
    writeFileSync(fresh, '');
    for (const [name, shelf] of this.shelves) {
      const scope = name.slice(0, name.indexOf(' '));
      const lines: Line[] = [...shelf.values()].map((object) => [scope, object]);
      if (lines.length > 0) appendFileSync(fresh, `${JSON.stringify(lines)}\n`);
    }
    renameSync(fresh, file);
  }
}
