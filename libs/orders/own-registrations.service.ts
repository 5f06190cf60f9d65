import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rows, SETTINGS, type RunningSettings } from '#libs/database';
import { PAGE_DEFAULT, pageOf, readCursor, type Page, type PageQuery } from '#libs/door';
import { linkToken, type Actor } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { managePath, type OrderMethod, type OrderRole, type OrderStatus, type SaleStatus } from './order.rules.js';
import type { OwnRegistrationView } from './own-registrations.dto.js';
import { nextDeed } from './own-registrations.rules.js';

interface OwnRow {
  id: string;
  number: number;
  status: OrderStatus;
  role: OrderRole;
  method: OrderMethod;
  heldUntil: Date | null;
  eventId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  place: string;
  onlineUrl: string | null;
  saleStatus: SaleStatus;
  over: boolean;
  ticketType: string | null;
  quantity: number;
  taken: number;
  checkedIn: number;
  amountYen: number;
  dueYen: number;
  position: number | null;
}

/**
 * The registrations of an account, and those that its confirmed address made without one. $1 the account, $2 the address or null, $3 now, $4 the most
 * rows, $5 to $7 where the last page ended: over or not, start, id.
 */
const OWN = `
  with mine as (
    select o.id from orders o where o.account_id = $1
    union
    select o.id from orders o where o.account_id is null and lower(o.email) = lower($2)
  ), placed as (
    select o.*, s.title, s.starts_at, s.ends_at, s.place, s.online_url, s.status as sale_status, over,
           (case when over then -1 else 1 end) * extract(epoch from s.starts_at) as rank
      from mine m join orders o on o.id = m.id join sales s on s.subject_id = o.subject_id
      cross join lateral (select s.ends_at <= $3 or o.status in ('cancelled', 'expired') as over) x
  ), page as (
    select * from placed p
     where $5::int is null or (p.over::int, p.rank, p.id) > ($5::int, (case when $5::int = 1 then -1 else 1 end) * extract(epoch from $6::timestamptz), $7::uuid)
     order by p.over, p.rank, p.id limit $4
  )
  select p.id, p.number, p.status, p.role, p.method, p.held_until as "heldUntil", p.subject_id as "eventId", p.title, p.starts_at as "startsAt", p.ends_at as "endsAt", p.place,
         p.online_url as "onlineUrl", p.sale_status as "saleStatus", p.over, t.name as "ticketType", p.quantity, st.taken, st.inside as "checkedIn", st.yen as "amountYen",
         case when p.status in ('held', 'confirmed') then greatest(0, st.yen - paid.yen + back.yen)::int else 0 end as "dueYen",
         case when p.status = 'waitlisted' then (select count(*)::int from orders w
            where w.subject_id = p.subject_id and w.status = 'waitlisted' and (w.queued_at, w.id) <= (p.queued_at, p.id)) end as position
    from page p left join ticket_types t on t.id = p.ticket_type_id
    cross join lateral (select count(*) filter (where s.status = 'taken')::int as taken, count(s.checked_in_at)::int as inside,
                               coalesce(sum(s.unit_yen) filter (where s.status = 'taken'), 0)::int as yen from seats s where s.order_id = p.id) st
    cross join lateral (select coalesce(sum(amount_yen), 0)::int as yen from order_payments where order_id = p.id) paid
    cross join lateral (select coalesce(sum(amount_yen), 0)::int as yen from order_refunds where order_id = p.id) back
   order by p.over, p.rank, p.id`;

/** What somebody has registered for. */
@Injectable()
export class OwnRegistrations {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
  ) {}

  /**
   * One's own registrations: what is ahead, soonest first, then what is over, latest first. Those made while signed in belong to the account; those
   * made without one belong to their address, once the account has confirmed that it is theirs.
   */
  async list({ accountId, email, emailConfirmed }: Actor, { limit = PAGE_DEFAULT, cursor }: PageQuery): Promise<Page<OwnRegistrationView>> {
    const now = this.clock.now();
    const after = readCursor(cursor, ['whole', 'instant', 'id']) ?? [null, null, null];
    const found = await rows<OwnRow>(this.db, OWN, [accountId, emailConfirmed ? email : null, now, limit + 1, ...after]);
    return pageOf(found, limit, (own) => this.view(own, now), ({ over, startsAt, id }) => [over ? '1' : '0', startsAt.toISOString(), id]);
  }

  private view(own: OwnRow, now: Date): OwnRegistrationView {
    const { id, number, status, role, over, position, taken, checkedIn, amountYen, dueYen, heldUntil } = own;
    const waits = status === 'waitlisted' || status === 'offered';
    const sits = status === 'held' || status === 'confirmed';
    const next = nextDeed(own, now);
    return {
      id,
      number,
      status,
      role,
      event: {
        id: own.eventId,
        title: own.title,
        startsAt: own.startsAt.toISOString(),
        endsAt: own.endsAt.toISOString(),
        place: own.place,
        onlineUrl: status === 'confirmed' && !over ? own.onlineUrl : null,
        status: own.saleStatus,
      },
      over,
      ticketType: waits ? null : own.ticketType,
      quantity: sits ? taken : own.quantity,
      checkedIn,
      amountYen,
      dueYen,
      position,
      next,
      nextUntil: (next === 'pay' || next === 'answerOffer') && heldUntil ? heldUntil.toISOString() : null,
      href: `${managePath(id)}?token=${linkToken(this.settings.secretKeys, 'order', id)}`,
    };
  }
}
