import { answer, api } from '../../lib/api';
import type { KeptRecord } from './door.store';
import type { Door, DoorResult } from './door.types';

/** A network that swallows everything is none: after so long the door goes on without it, and sends again later. */
const PATIENCE_MS = 20_000;

export const readDoor = (eventId: string): Promise<Door> =>
  answer(api.GET('/api/v1/events/{id}/door', { params: { path: { id: eventId } }, signal: AbortSignal.timeout(PATIENCE_MS) }));

/** Sends records as they happened, and hears what became of each. */
export async function sendRecords(eventId: string, records: readonly KeptRecord[]): Promise<readonly DoorResult[]> {
  const said = records.map(({ clientId, at, where, checkIn, payment, walkIn }) => ({ clientId, at, ...(where === '' ? {} : { where }), ...(checkIn && { checkIn }), ...(payment && { payment }), ...(walkIn && { walkIn }) }));
  const { results } = await answer(api.POST('/api/v1/events/{id}/door-records', { params: { path: { id: eventId } }, body: { records: said }, signal: AbortSignal.timeout(PATIENCE_MS) }));
  return results;
}

