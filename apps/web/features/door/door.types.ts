import type { Answer } from '../../lib/api';

/** All that a phone needs at the door. */
export type Door = Answer<'/api/v1/events/{id}/door', 'get'>;
export type DoorSeat = Door['seats'][number];
export type DoorRegistration = Door['registrations'][number];
/** What became of one record. */
export type DoorResult = Answer<'/api/v1/events/{id}/door-records', 'post'>['results'][number];
