import { answer, api } from '../../lib/api';
import type { KeptRecord } from './door.store';
import type { Door, DoorResult } from './door.types';

export const readDoor = (eventId: string): Promise<Door> => answer(api.GET('/api/v1/events/{id}/door', { params: { path: { id: eventId } } }));

/** Sends records as they happened, and hears what became of each. */
export async function sendRecords(eventId: string, records: readonly KeptRecord[]): Promise<readonly DoorResult[]> {
  const said = records.map(({ clientId, at, where, checkIn, payment, walkIn }) => ({ clientId, at, ...(where === '' ? {} : { where }), ...(checkIn && { checkIn }), ...(payment && { payment }), ...(walkIn && { walkIn }) }));
  const { results } = await answer(api.POST('/api/v1/events/{id}/door-records', { params: { path: { id: eventId } }, body: { records: said } }));
  return results;
}

