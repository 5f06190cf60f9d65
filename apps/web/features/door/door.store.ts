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
}

interface DoorDb extends DBSchema {
  doors: { key: string; value: KeptDoor };
  records: { key: string; value: KeptRecord; indexes: { byEvent: string } };
}

/** What was read and written stays on this device; a browser that keeps nothing (`null`) works from memory until it is closed. */
const opened: Promise<IDBPDatabase<DoorDb> | null> = openDB<DoorDb>('mazeru-door', 1, {
  upgrade(db) {
    db.createObjectStore('doors', { keyPath: 'eventId' });
    db.createObjectStore('records', { keyPath: 'clientId' }).createIndex('byEvent', 'eventId');
  },
}).catch(() => null);

const memory = { doors: new Map<string, KeptDoor>(), records: new Map<string, KeptRecord>() };

/** Whether a reload would lose what waits. */
export const keepsNothing = async (): Promise<boolean> => (await opened) === null;

export async function keptDoor(eventId: string): Promise<KeptDoor | null> {
  const db = await opened;
  return (db ? await db.get('doors', eventId) : memory.doors.get(eventId)) ?? null;
}

export async function keepDoor(kept: KeptDoor): Promise<void> {
  const db = await opened;
  if (db) await db.put('doors', kept);
  else memory.doors.set(kept.eventId, kept);
}

/** The records of an event, the first one first. */
export async function keptRecords(eventId: string): Promise<KeptRecord[]> {
  const db = await opened;
  const found = db ? await db.getAllFromIndex('records', 'byEvent', eventId) : [...memory.records.values()].filter((record) => record.eventId === eventId);
  return found.sort((a, b) => (a.at < b.at ? -1 : 1));
}

export async function keepRecords(records: readonly KeptRecord[]): Promise<void> {
  const db = await opened;
  if (!db) {
    for (const record of records) memory.records.set(record.clientId, record);
    return;
  }
  const write = db.transaction('records', 'readwrite');
  await Promise.all([...records.map((record) => write.store.put(record)), write.done]);
}

export async function forgetRecord(clientId: string): Promise<void> {
  const db = await opened;
  if (db) await db.delete('records', clientId);
  else memory.records.delete(clientId);
}

/** Lists of guests do not stay on a device for ever: so long after its end an event's goes, unless something of it still waits to be sent. */
const KEPT_MS = 14 * 86_400_000;

export async function forgetOld(now: number): Promise<void> {
  const db = await opened;
  if (!db) return;
  for (const { eventId, door } of await db.getAll('doors')) {
    if (Date.parse(door.event.endsAt) + KEPT_MS > now) continue;
    const records = await keptRecords(eventId);
    if (records.some(({ sentAt }) => sentAt === null)) continue;
    await Promise.all([db.delete('doors', eventId), ...records.map(({ clientId }) => db.delete('records', clientId))]);
  }
}
