import { theRow, type RunningSettings, type Sql } from '#libs/database';
import { isLinkToken } from '#libs/identity';
import { Refusal } from '#libs/kernel';

/** A registration for an event, as the holder of its link comes with it. */
export interface GuestOfEvent {
  orderId: string;
  eventId: string;
  status: string;
  startsAt: Date;
  endsAt: Date;
}

/** The registration that a link opens. Refuses 404 with a wrong token, without one, and for what is no event's. */
export async function guestOf(sql: Sql, keys: RunningSettings['secretKeys'], orderId: string, token: string | undefined): Promise<GuestOfEvent> {
  if (!isLinkToken(keys, 'order', orderId, token)) throw Refusal.missing('registration');
  return theRow<GuestOfEvent>(
    sql,
    'registration',
    `select o.id as "orderId", e.id as "eventId", o.status, e.starts_at as "startsAt", e.ends_at as "endsAt" from orders o join events e on e.id = o.subject_id where o.id = $1`,
    [orderId],
  );
}
