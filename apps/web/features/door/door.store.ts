import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Door, DoorResult } from './door.types';

/** The list of an event as this device has it, and when it was asked for (device clock, ms). */
export interface KeptDoor {
  eventId: string;
  door: Door;
  readAt: number;
}

/** Something that happened at this device. It is kept until the server has it, and a while longer to show what became of it. */
export interface KeptRecord {
  clientId: string;
  eventId: string;
  /** ISO 8601, by this device. */
  at: string;
  where: string;
  checkIn?: { pass?: string; seatId?: string };
  payment?: { registrationId: string; amountYen: number };
  walkIn?: { name: string; ticketTypeId?: string; quantity?: number; amountYen?: number; email?: string };
  /** Whom it is about, for the list of what waits. */
  name: string;
  /** Device clock, ms; null while it waits. */
  sentAt: number | null;
  result: DoorResult | null;
  /** Whoever stood here has read what became of it. */
  heard?: boolean;
}

interface DoorDb extends DBSchema {
  doors: { key: string; value: KeptDoor };
  records: { key: string; value: KeptRecord; indexes: { byEvent: string } };
}

type Db = IDBPDatabase<DoorDb>;

/** What was read and written stays on this device; a browser that keeps nothing (`null`) works from memory until it is closed. */
let opened: Promise<Db | null> | null = null;

async function open(): Promise<Db | null> {
  try {
    // Where pages may keep nothing, some browsers do not even let the database be named.
    return await openDB<DoorDb>('mazeru-door', 1, {
      upgrade(db) {
        db.createObjectStore('doors', { keyPath: 'eventId' });
        db.createObjectStore('records', { keyPath: 'clientId' }).createIndex('byEvent', 'eventId');
      },
    });
  } catch {
    return null;
  }
}

/** What could not be laid down in the database. */
const memory = { doors: new Map<string, KeptDoor>(), records: new Map<string, KeptRecord>() };

/** Works in the database; phones drop the connection of a page that was in the background, so it is opened a second time. Without one, null. */
async function inDatabase<T>(work: (db: Db) => Promise<T>): Promise<{ done: T } | null> {
  for (let tries = 1; tries <= 2; tries += 1) {
    opened ??= open();
    const db = await opened;
    if (!db) return null;
    try {
      return { done: await work(db) };
    } catch {
      opened = null;
      db.close();
    }
  }
  return null;
}

/** Whether a reload would lose what waits. */
export const keepsNothing = async (): Promise<boolean> => memory.records.size > 0 || (await inDatabase((db) => Promise.resolve(db))) === null;

export async function keptDoor(eventId: string): Promise<KeptDoor | null> {
  return memory.doors.get(eventId) ?? (await inDatabase((db) => db.get('doors', eventId)))?.done ?? null;
}

export async function keepDoor(kept: KeptDoor): Promise<void> {
  if (await inDatabase((db) => db.put('doors', kept))) memory.doors.delete(kept.eventId);
  else memory.doors.set(kept.eventId, kept);
}

/** The records of an event, the first one first. */
export async function keptRecords(eventId: string): Promise<KeptRecord[]> {
  const lain = (await inDatabase((db) => db.getAllFromIndex('records', 'byEvent', eventId)))?.done ?? [];
  const held = [...memory.records.values()].filter((record) => record.eventId === eventId);
  return [...lain.filter(({ clientId }) => !memory.records.has(clientId)), ...held].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** What happened is kept whatever the browser says, and on the disk before anybody is told so: cash may have changed hands. */
export async function keepRecords(records: readonly KeptRecord[]): Promise<void> {
  const lain = await inDatabase(async (db) => {
    const write = db.transaction('records', 'readwrite', { durability: 'strict' });
    await Promise.all([...records.map((record) => write.store.put(record)), write.done]);
  });
  for (const record of records) {
    if (lain) memory.records.delete(record.clientId);
    else memory.records.set(record.clientId, record);
  }
}

export async function forgetRecord(clientId: string): Promise<void> {
  memory.records.delete(clientId);
  await inDatabase((db) => db.delete('records', clientId));
}

/** Lists of guests do not stay on a device for ever: so long after its end an event's goes, unless something of it still waits to be sent. */
const KEPT_MS = 14 * 86_400_000;

export async function forgetOld(now: number): Promise<void> {
  await inDatabase(async (db) => {
    for (const { eventId, door } of await db.getAll('doors')) {
      if (Date.parse(door.event.endsAt) + KEPT_MS > now) continue;
      const records = await keptRecords(eventId);
      if (records.some(({ sentAt }) => sentAt === null)) continue;
      await Promise.all([db.delete('doors', eventId), ...records.map(({ clientId }) => db.delete('records', clientId))]);
    }
  });
}
