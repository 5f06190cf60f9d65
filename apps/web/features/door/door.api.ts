import { type Answer, answer, api } from '../../lib/api';
import type { KeptRecord } from './door.store';

/** All that a phone needs at the door. */
export type Door = Answer<'/api/v1/events/{id}/door', 'get'>;
export type DoorSeat = Door['seats'][number];
export type DoorRegistration = Door['registrations'][number];
export type DoorResult = Answer<'/api/v1/events/{id}/door-records', 'post'>['results'][number];

export const readDoor = (eventId: string): Promise<Door> => answer(api.GET('/api/v1/events/{id}/door', { params: { path: { id: eventId } } }));

/** Sends records as they happened, and hears what became of each. */
export async function sendRecords(eventId: string, records: readonly KeptRecord[]): Promise<readonly DoorResult[]> {
  const said = records.map(({ clientId, at, where, checkIn, payment, walkIn }) => ({ clientId, at, ...(where === '' ? {} : { where }), ...(checkIn && { checkIn }), ...(payment && { payment }), ...(walkIn && { walkIn }) }));
  const { results } = await answer(api.POST('/api/v1/events/{id}/door-records', { params: { path: { id: eventId } }, body: { records: said } }));
  return results;
}

