import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { asProblem, type Problem } from '../../lib/problem';
import { readDoor, sendRecords } from './door.api';
import { doorNow, type DoorNow } from './door.model';
import { isUnheard, sendWaiting, waits } from './door.queue';
import type { DoorResult } from './door.types';
import { forgetOld, forgetRecord, keepDoor, keepRecords, keepsNothing, keptDoor, keptRecords, type KeptDoor, type KeptRecord } from './door.store';

/** The list is asked for again this often, and what waits is sent again. */
const EVERY_MS = 15_000;
export type What = Pick<KeptRecord, 'checkIn' | 'payment' | 'walkIn' | 'name'>;

/** Whether the server answers: it does; it cannot be reached; the person has to sign in again; this door is not theirs. */
export type Line = 'online' | 'offline' | 'signedOut' | 'notYours';

export interface DoorHere {
  kept: KeptDoor | null;
  now: DoorNow | null;
  /** Everything that happened at this device, newest first. */
  records: KeptRecord[];
  waiting: number;
  /** Of what went out later: records that could not be taken as they were said, and that nobody here has looked at yet. */
  unheard: number;
  line: Line;
  /** Why nothing can be shown: nothing is kept here, and the server says no. */
  problem: Problem | null;
  /** This browser keeps nothing: what waits is lost with the page. */
  forgetful: boolean;
  busy: boolean;
  /** Writes down what happened, sends it if it can, and answers what the server says; null while it waits. */
  say: (what: What) => Promise<DoorResult | null>;
  /** Sends what waits and reads the list anew. */
  refresh: () => Promise<void>;
  forget: (clientId: string) => void;
  /** Somebody has looked at what became of the records. */
  hear: () => void;
}

const lineOf = ({ status }: Problem): Line => (status === 401 ? 'signedOut' : status === 404 || status === 403 ? 'notYours' : 'offline');

/** The door of an event on this device: kept in the browser's database, so that it works without a network and after a reload. */
export function useDoor(eventId: string, where: string): DoorHere {
  const [kept, setKept] = useState<KeptDoor | null>(null);
  const [records, setRecords] = useState<KeptRecord[]>([]);
  const [line, setLine] = useState<Line>('online');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [forgetful, setForgetful] = useState(false);
  const [busy, setBusy] = useState(false);
  /** One at a time: what is being sent must not be sent again beside it. */
  const atWork = useRef<Promise<void>>(Promise.resolve());

  const load = useCallback(async () => setRecords((await keptRecords(eventId)).reverse()), [eventId]);

  const work = useCallback(async () => {
    setBusy(true);
    try {
      await sendWaiting(eventId, sendRecords, load);
      const readAt = Date.now();
      const fresh = { eventId, door: await readDoor(eventId), readAt };
      await keepDoor(fresh);
      setKept(fresh);
      setLine('online');
      setProblem(null);
    } catch (thrown) {
      const refused = asProblem(thrown);
      setLine(lineOf(refused));
      setProblem(refused);
    } finally {
      // Another tab of this device writes and sends the same records: what is shown here is what lies in the database now.
      await load();
      setBusy(false);
    }
  }, [eventId, load]);

  const refresh = useCallback((): Promise<void> => {
    atWork.current = atWork.current.then(work);
    return atWork.current;
  }, [work]);

  useEffect(() => {
    const here = { left: false };
    void (async () => {
      await forgetOld(Date.now());
      const [door, nothing] = [await keptDoor(eventId), await keepsNothing()];
      // What waits is known before anything is shown: nothing may read as sent that is not.
      await load();
      if (here.left) return;
      setKept(door);
      setForgetful(nothing);
      await refresh();
    })();
    const timer = setInterval(() => document.visibilityState === 'visible' && void refresh(), EVERY_MS);
    const back = (): void => void refresh();
    addEventListener('online', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      here.left = true;
      clearInterval(timer);
      removeEventListener('online', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [eventId, load, refresh]);

  const say = useCallback(
    async (what: What): Promise<DoorResult | null> => {
      const clientId = crypto.randomUUID();
      await keepRecords([{ ...what, clientId, eventId, where, at: new Date().toISOString(), sentAt: null, result: null }]);
      await load();
      await refresh();
      const said = (await keptRecords(eventId)).find((record) => record.clientId === clientId);
      if (!said?.result) return null;
      await keepRecords([{ ...said, heard: true }]);
      await load();
      return said.result;
    },
    [eventId, where, load, refresh],
  );

  const forget = useCallback((clientId: string) => void forgetRecord(clientId).then(load), [load]);
  const hear = useCallback(() => {
    void (async () => {
      const unheard = (await keptRecords(eventId)).filter(isUnheard);
      await keepRecords(unheard.map((record) => ({ ...record, heard: true })));
      await load();
    })();
  }, [eventId, load]);
  const now = useMemo(() => kept && doorNow(kept.door, kept.readAt, records), [kept, records]);
  return {
    kept,
    now,
    records,
    waiting: records.filter(waits).length,
    unheard: records.filter(isUnheard).length,
    line,
    problem: kept ? null : problem,
    forgetful,
    busy,
    say,
    refresh,
    forget,
    hear,
  };
}
