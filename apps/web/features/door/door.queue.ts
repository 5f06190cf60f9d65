import { keepRecords, keptRecords, type KeptRecord } from './door.store';
import type { DoorResult } from './door.types';

/** So many records go out at a time. */
const BATCH = 200;

export const waits = ({ sentAt }: KeptRecord): boolean => sentAt === null;

/** Whether the server could not take it as it was said, and nobody here has read that yet: it came while the network was away. */
export const isUnheard = ({ result, heard }: KeptRecord): boolean => !heard && (result?.result === 'refused' || result?.result === 'recorded');

/**
 * Sends what waits of an event, the first first, and writes down what became of each. What the server has not answered for, or could not write,
 * waits on: only its own answer makes a record sent. `kept` is called after each batch.
 */
export async function sendWaiting(eventId: string, send: (eventId: string, records: readonly KeptRecord[]) => Promise<readonly DoorResult[]>, kept: () => Promise<void>): Promise<void> {
  const failed = new Set<string>();
  for (;;) {
    const waiting = (await keptRecords(eventId)).filter((record) => waits(record) && !failed.has(record.clientId)).slice(0, BATCH);
    if (waiting.length === 0) return;
    const results = new Map((await send(eventId, waiting)).map((result) => [result.clientId, result]));
    const sentAt = Date.now();
    const told = waiting.flatMap((record) => {
      const result = results.get(record.clientId);
      if (result && result.code !== 'internal') return [{ ...record, sentAt, result }];
      failed.add(record.clientId);
      return [];
    });
    await keepRecords(told);
    await kept();
  }
}
