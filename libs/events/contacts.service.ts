import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { row, rows, SETTINGS, type RunningSettings, type Sql } from '#libs/database';
import { Clock, Refusal } from '#libs/kernel';
import type { ContactsView, MetCardView, OwnCardView, ShowCard, WishContact } from './after.dto.js';
import { guestOf, type GuestOfEvent } from './guest.js';

/** So long after its start an evening's guests can still find each other. */
const OPEN_DAYS = 30;
const DAY_MS = 86_400_000;

const closesAt = ({ startsAt }: GuestOfEvent): Date => new Date(startsAt.getTime() + OPEN_DAYS * DAY_MS);

/** Guests who would like to stay in touch: whoever shows a card sees the others', and an address only where both have said yes. */
@Injectable()
export class ContactsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
  ) {}

  /** Refuses 404 without the link. */
  async read(orderId: string, token: string | undefined): Promise<ContactsView> {
    return this.show(this.db, await guestOf(this.db, this.settings.secretKeys, orderId, token));
  }

  /** Show a card for one of one's own places, or change it. Refuses 404, 422 `contacts.closed`. */
  async showCard(orderId: string, token: string | undefined, seatId: string, { displayName, about = '', contact }: ShowCard): Promise<ContactsView> {
    return this.change(orderId, token, async (tx, guest) => {
      await requireOwnSeat(tx, guest, seatId);
      await tx.query(
        `insert into event_cards (seat_id, event_id, display_name, about, contact, shown_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (seat_id) do update set display_name = excluded.display_name, about = excluded.about, contact = excluded.contact`,
        [seatId, guest.eventId, displayName, about, contact, this.clock.now()],
      );
    });
  }

  /** Take a card away: nobody sees it any more, and what it had wished for is gone with it. Refuses 404; never too late. */
  async hideCard(orderId: string, token: string | undefined, seatId: string): Promise<ContactsView> {
    const guest = await guestOf(this.db, this.settings.secretKeys, orderId, token);
    return this.db.transaction(async (tx) => {
      await requireOwnSeat(tx, guest, seatId);
      await tx.query('delete from event_cards where seat_id = $1', [seatId]);
      await tx.query('update event_contacts set withdrawn_at = $2 where from_seat_id = $1 and withdrawn_at is null', [seatId, this.clock.now()]);
      return this.show(tx, guest);
    });
  }

  /** Say yes to staying in touch. Refuses 404 for somebody who shows no card there, 422 `contacts.closed`, `contacts.noCard`. */
  async wish(orderId: string, token: string | undefined, { fromSeatId, toSeatId }: WishContact): Promise<ContactsView> {
    return this.change(orderId, token, async (tx, guest) => {
      await requireOwnSeat(tx, guest, fromSeatId);
      const cards = await rows<{ seatId: string }>(tx, 'select seat_id as "seatId" from event_cards where event_id = $1 and seat_id = any($2::uuid[])', [guest.eventId, [fromSeatId, toSeatId]]);
      if (!cards.some(({ seatId }) => seatId === fromSeatId)) throw Refusal.rule('contacts.noCard');
      if (fromSeatId === toSeatId || !cards.some(({ seatId }) => seatId === toSeatId)) throw Refusal.missing('card');
      await tx.query(
        `insert into event_contacts (event_id, from_seat_id, to_seat_id, wished_at) values ($1, $2, $3, $4)
         on conflict (from_seat_id, to_seat_id) do update set wished_at = excluded.wished_at, withdrawn_at = null where event_contacts.withdrawn_at is not null`,
        [guest.eventId, fromSeatId, toSeatId, this.clock.now()],
      );
    });
  }

  /** Take a yes back: from then on neither sees the other's address here. Refuses 404; never too late. */
  async unwish(orderId: string, token: string | undefined, { fromSeatId, toSeatId }: WishContact): Promise<ContactsView> {
    const guest = await guestOf(this.db, this.settings.secretKeys, orderId, token);
    return this.db.transaction(async (tx) => {
      await requireOwnSeat(tx, guest, fromSeatId);
      await tx.query('update event_contacts set withdrawn_at = $3 where from_seat_id = $1 and to_seat_id = $2 and withdrawn_at is null', [fromSeatId, toSeatId, this.clock.now()]);
      return this.show(tx, guest);
    });
  }

  private async change(orderId: string, token: string | undefined, write: (tx: Sql, guest: GuestOfEvent) => Promise<void>): Promise<ContactsView> {
    const guest = await guestOf(this.db, this.settings.secretKeys, orderId, token);
    if (!this.isOpen(guest)) throw Refusal.rule('contacts.closed', { days: OPEN_DAYS });
    return this.db.transaction(async (tx) => {
      await write(tx, guest);
      return this.show(tx, guest);
    });
  }

  private isOpen(guest: GuestOfEvent): boolean {
    const now = this.clock.now();
    return guest.status === 'confirmed' && guest.startsAt <= now && now < closesAt(guest);
  }

  private async show(sql: Sql, guest: GuestOfEvent): Promise<ContactsView> {
    const own = await rows<OwnCardView>(sql, OWN, [guest.orderId]);
    const shows = own.some(({ displayName }) => displayName !== null);
    return {
      open: this.isOpen(guest),
      closesAt: closesAt(guest).toISOString(),
      own,
      met: shows ? await rows<MetCardView>(sql, MET, [guest.eventId, own.map(({ seatId }) => seatId)]) : [],
    };
  }
}

/** Refuses 404 for a place that is not of this registration, or was given back. */
async function requireOwnSeat(tx: Sql, { orderId }: GuestOfEvent, seatId: string): Promise<void> {
  if (!(await row(tx, `select id from seats where id = $1 and order_id = $2 and status = 'taken' for update`, [seatId, orderId]))) throw Refusal.missing('seat');
}

const OWN = `
  select s.id as "seatId", coalesce(nullif(s.name, ''), o.name) as name, c.display_name as "displayName", coalesce(c.about, '') as about, coalesce(c.contact, '') as contact
    from seats s join orders o on o.id = s.order_id left join event_cards c on c.seat_id = s.id
   where s.order_id = $1 and s.status = 'taken' order by s.place`;

/** The cards of the others whose places still stand. A contact is in the answer only where both sides have said yes. */
const MET = `
  select c.seat_id as "seatId", c.display_name as "displayName", c.about, w.from_seats as "wishedFrom", m.mutual,
         case when m.mutual then c.contact end as contact
    from event_cards c join seats s on s.id = c.seat_id and s.status = 'taken'
    cross join lateral (
      select coalesce(array_agg(x.from_seat_id order by x.from_seat_id), '{}') as from_seats
        from event_contacts x where x.to_seat_id = c.seat_id and x.from_seat_id = any($2::uuid[]) and x.withdrawn_at is null) w
    cross join lateral (
      select exists (select from event_contacts y
                      where y.from_seat_id = c.seat_id and y.to_seat_id = any(w.from_seats) and y.withdrawn_at is null) as mutual) m
   where c.event_id = $1 and c.seat_id <> all($2::uuid[])
   order by c.shown_at, c.seat_id`;
