import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rows, theRow } from '#libs/database';
import { reasonInWords } from '#libs/door';
import type { Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import type { Locale } from '#libs/words';
import { lostCostYen } from './cancelling.service.js';
import type { DeskCountsView, DeskRegistrationView, EventDeskView } from './desk.dto.js';
import { eventById } from './events.queries.js';
import { EventsService } from './events.service.js';
import { holds } from './events.views.js';
import { isSplitFrozen } from './people.builder.js';
import { peopleOf } from './people.seats.js';
import { personView } from './people.service.js';
import { ReadingService } from './reading.service.js';

type MoneyOfEvening = Required<Pick<DeskCountsView, 'paidYen' | 'refundedYen' | 'costYen'>>;
type RegistrationRow = Omit<DeskRegistrationView, 'createdAt' | 'email'> & { createdAt: Date; email: string };

const REGISTRATIONS = `
  select o.id, o.number, o.name, o.email, o.role, coalesce(t.name, '') as "ticketType", o.status, o.method, o.answers, o.created_at as "createdAt",
         case when o.status in ('held', 'confirmed') then count(s.id) filter (where s.status = 'taken')::int else o.quantity end as quantity,
         count(s.id) filter (where s.checked_in_at is not null)::int as "checkedIn",
         coalesce(sum(s.unit_yen) filter (where s.status = 'taken'), 0)::int as "amountYen",
         array(select p.method from order_payments p where p.order_id = o.id group by p.method order by min(p.received_at), p.method) as "paidWith",
         coalesce((select sum(p.amount_yen) from order_payments p where p.order_id = o.id), 0)::int as "paidYen",
         coalesce((select sum(r.amount_yen) from order_refunds r where r.order_id = o.id), 0)::int as "refundedYen"
    from orders o left join ticket_types t on t.id = o.ticket_type_id left join seats s on s.order_id = o.id
   where o.subject_id = $1
   group by o.id, t.name order by o.number`;

const COUNTS = `
  select e.capacity, coalesce(sa.taken, 0) as taken, coalesce(sa.waiting, 0) as waiting,
         (select count(*)::int from seats s join orders o on o.id = s.order_id where s.subject_id = e.id and s.status = 'taken' and o.status = 'held') as held,
         (select count(*)::int from seats s join orders o on o.id = s.order_id where s.subject_id = e.id and s.status = 'taken' and o.status = 'confirmed') as confirmed,
         (select count(*)::int from seats s where s.subject_id = e.id and s.checked_in_at is not null) as "checkedIn",
         (select count(*)::int from seats s join orders o on o.id = s.order_id where s.subject_id = e.id and s.status = 'taken' and o.role <> 'guest') as "freeSeats"
    from events e left join sales sa on sa.subject_id = e.id where e.id = $1`;

/** What the evening has brought and cost so far, for those who see its money; whole yen. */
const MONEY = `
  select coalesce((select sum(amount_yen) from order_payments where subject_id = $1), 0)::int as "paidYen",
         coalesce((select sum(amount_yen) from order_refunds where subject_id = $1), 0)::int as "refundedYen"`;

/** What host and space look at before the evening: who comes, who has paid, who helps, what is still to do. */
@Injectable()
export class DeskService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly events: EventsService,
    private readonly reading: ReadingService,
  ) {}

  /**
   * The space sees who comes, by name; addresses and answers are for the host, to whom the guest has given them, and for stewards. The money is for
   * the host, for who may bind the space, and for stewards; its reception sees what each guest has still to pay, not what the evening brings and
   * costs. Refuses 404 for others.
   */
  async read(actor: Actor, id: string, locale: Locale): Promise<EventDeskView> {
    const event = await eventById(this.db, id);
    if (!event) throw Refusal.missing('event');
    const standing = await this.events.standing(actor, event);
    const planner = holds(standing, event);
    if (!planner && !standing.steward && !standing.staff) throw Refusal.missing('event');
    const found = await rows<RegistrationRow>(this.db, REGISTRATIONS, [id]);
    const counts = await theRow<Omit<DeskCountsView, keyof MoneyOfEvening | 'dueYen'>>(this.db, 'event', COUNTS, [id]);
    const due = ({ status, amountYen, paidYen, refundedYen }: RegistrationRow): number => (status === 'confirmed' ? Math.max(0, amountYen - (paidYen - refundedYen)) : 0);
    const addresses = planner || standing.steward;
    const binds = addresses || standing.space;
    const money = binds ? { ...(await theRow<Omit<MoneyOfEvening, 'costYen'>>(this.db, 'event', MONEY, [id])), costYen: await lostCostYen(this.db, id) } : {};
    const frozen = await isSplitFrozen(this.db, id);
    return {
      event: await this.reading.read(actor, id, locale),
      counts: { ...counts, dueYen: found.reduce((sum, registration) => sum + due(registration), 0), ...money },
      registrations: found.map(({ createdAt, email, answers, ...registration }) => ({
        ...registration,
        email: addresses ? email : null,
        answers: addresses ? answers : [],
        createdAt: createdAt.toISOString(),
      })),
      people: (await peopleOf(this.db, id)).map((person) => personView(person, event, actor, planner || (standing.steward && person.role === 'builder'), this.clock.now(), frozen)),
      can: { money: binds, line: binds, refunds: addresses || actor.roles.has('treasurer') || actor.roles.has('approver') },
      why: binds ? {} : { money: [reasonInWords({ code: 'event.moneyNotYours', params: {} }, locale)] },
    };
  }
}
