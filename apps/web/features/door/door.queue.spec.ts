import { forgetRecord, keepRecords, keptRecords, keepsNothing, type KeptRecord } from './door.store';
import { isUnheard, sendWaiting } from './door.queue';
import type { DoorResult } from './door.types';

// Here stands no browser's database: what is kept, is kept in memory, as on a phone that lays nothing down.

const EVENT = 'evening';
const said = (clientId: string, at: string): KeptRecord => ({ clientId, eventId: EVENT, at, where: '入口', walkIn: { name: '飛び込み 歩', amountYen: 500 }, name: '飛び込み 歩', sentAt: null, result: null });
const answered = (clientId: string, result: DoorResult['result'], code?: string): DoorResult => ({ clientId, replayed: false, result, ...(code === undefined ? {} : { code }) });
const standing = async (): Promise<Record<string, string>> => Object.fromEntries((await keptRecords(EVENT)).map(({ clientId, result }) => [clientId, result?.result ?? 'waits']));
const quiet = (): Promise<void> => Promise.resolve();

describe('what waits at the door', () => {
  beforeEach(() => keepRecords([said('a', '2026-11-28T10:00:00Z'), said('b', '2026-11-28T10:01:00Z')]));
  afterEach(async () => {
    for (const { clientId } of await keptRecords(EVENT)) await forgetRecord(clientId);
  });

  it('is kept in memory where the browser keeps nothing, and the page says so', async () => {
    expect(await keepsNothing()).toBe(true);
    expect(await standing()).toEqual({ a: 'waits', b: 'waits' });
  });

  it('is sent by the answer for itself, in whatever order the answers come', async () => {
    await sendWaiting(EVENT, () => Promise.resolve([answered('b', 'refused', 'door.noSeatLeft'), answered('a', 'done')]), quiet);
    expect(await standing()).toEqual({ a: 'done', b: 'refused' });
  });

  it('waits on without an answer of its own, when the server could not write it, and when nothing came back', async () => {
    await sendWaiting(EVENT, () => Promise.resolve([answered('b', 'refused', 'internal'), answered('someone else’s', 'done')]), quiet);
    expect(await standing()).toEqual({ a: 'waits', b: 'waits' });
    await expect(sendWaiting(EVENT, () => Promise.reject(new Error('no network')), quiet)).rejects.toThrow('no network');
    expect(await standing()).toEqual({ a: 'waits', b: 'waits' });
  });

  it('goes out whole, however much it is, also behind some that the server cannot write', async () => {
    await keepRecords(Array.from({ length: 450 }, (_, at) => said(`more-${at}`, `2026-11-28T11:00:00.${String(at).padStart(3, '0')}Z`)));
    const batches: number[] = [];
    await sendWaiting(
      EVENT,
      (_, records) => {
        batches.push(records.length);
        return Promise.resolve(records.map(({ clientId }) => (clientId === 'a' ? answered(clientId, 'refused', 'internal') : answered(clientId, 'done'))));
      },
      quiet,
    );
    expect(batches).toEqual([200, 200, 52]);
    expect(Object.entries(await standing()).filter(([, state]) => state === 'waits')).toEqual([['a', 'waits']]);
  });

  it('is told of until somebody has read it, where it went out later and was not taken as it was said', async () => {
    await sendWaiting(EVENT, () => Promise.resolve([answered('a', 'done'), answered('b', 'refused', 'input')]), quiet);
    const unheard = (await keptRecords(EVENT)).filter(isUnheard);
    expect(unheard.map(({ clientId }) => clientId)).toEqual(['b']);
    await keepRecords(unheard.map((record) => ({ ...record, heard: true })));
    expect((await keptRecords(EVENT)).filter(isUnheard)).toEqual([]);
  });
});
