import { addDays, atTokyo, dayStart, tokyoDay } from '#libs/kernel';

/** How long an offered seat waits for its answer, in hours that count; on the day itself less. Offered twice at most: then the line goes on without. */
export const OFFER = { hours: 24, hoursOnTheDay: 2, times: 2 } as const;

/** Nobody answers letters at night: between these times in Tokyo the deadline stands still. */
export const QUIET = { from: '22:00', to: '08:00' } as const;

const HOUR_MS = 3_600_000;

/**
 * Until when an offer holds its seats (UTC): 24 hours, and on the day of the event no longer than 2; only the hours between 8:00 and 22:00 in
 * Tokyo count. What begins earlier ends the offer with it.
 */
export function offerDeadline(offeredAt: Date, startsAt: Date): Date {
  const dayOfEvent = dayStart(tokyoDay(startsAt));
  const usual = afterWakingHours(offeredAt, OFFER.hours);
  const onTheDay = afterWakingHours(new Date(Math.max(offeredAt.getTime(), dayOfEvent.getTime())), OFFER.hoursOnTheDay);
  return new Date(Math.min(usual.getTime(), onTheDay.getTime(), startsAt.getTime()));
}

/** The instant by which so many hours outside of the quiet time have passed. */
function afterWakingHours(from: Date, hours: number): Date {
  let left = hours * HOUR_MS;
  for (let day = tokyoDay(from); ; day = addDays(day, 1)) {
    const begins = Math.max(from.getTime(), atTokyo(day, QUIET.to).getTime());
    const waking = Math.max(0, atTokyo(day, QUIET.from).getTime() - begins);
    if (left <= waking) return new Date(begins + left);
    left -= waking;
  }
}

/** Somebody in the line, how many seats that party needs, and the ticket type it asked for. */
export interface Waiting {
  id: string;
  partySize: number;
  wishedTypeId: string | null;
}

/** Free seats: of the whole, and of each ticket type on sale in its order (null: the type has no number of its own). */
export interface FreeSeats {
  seats: number;
  types: readonly { id: string; seats: number | null }[];
}

/** Who is offered seats, and of which type. */
export interface Chosen {
  id: string;
  typeId: string;
}

/**
 * Who is offered what has become free: first come, first served, as whole parties. A party that does not fit is passed over and keeps its
 * place; a smaller one behind it may come in. The seats are of the type that was wished for, or where that is full of the first one with room.
 * Answers them in the order of the line.
 */
export function whomToOffer(line: readonly Waiting[], { seats, types }: FreeSeats): Chosen[] {
  let left = seats;
  const rest = types.map((type) => ({ id: type.id, seats: type.seats ?? Infinity }));
  return line.flatMap(({ id, partySize, wishedTypeId }) => {
    const withRoom = rest.filter((type) => type.seats >= partySize);
    const type = withRoom.find((one) => one.id === wishedTypeId) ?? withRoom[0];
    if (partySize > left || !type) return [];
    left -= partySize;
    type.seats -= partySize;
    return [{ id, typeId: type.id }];
  });
}

/** What becomes of an offer that nobody answered: once more at the end of the line, then out. */
export const afterSilence = (timesOffered: number): 'waitlisted' | 'expired' => (timesOffered < OFFER.times ? 'waitlisted' : 'expired');
