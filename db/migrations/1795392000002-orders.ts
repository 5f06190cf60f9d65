import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What guests buy: seats of an event now, a table or a room that a mixer runs later. */
export class Orders1795392000002 implements MigrationInterface {
  name = 'Orders1795392000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- What is on sale. Its row is what becomes scarcer: seats are taken by a conditional update of it, and never more than there are.
      create table sales (
        subject_id uuid primary key,
        subject_kind text not null check (subject_kind in ('event', 'slot')),
        title text not null,
        place text not null,
        space_id uuid references spaces,
        host_account_id uuid references accounts,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        status text not null check (status in ('open', 'closed', 'cancelled')),
        capacity integer not null,
        taken integer not null default 0,
        waiting integer not null default 0 check (waiting >= 0),
        seller text not null check (seller in ('cooperative', 'host', 'space')),
        methods text[] not null check (methods <@ array['card', 'payPay', 'konbini', 'door', 'after', 'free']),
        -- Graded: [{ untilHoursBefore, refundPercent }], the earliest first; the copy on the order is the one that counts.
        policy jsonb not null check (jsonb_typeof(policy) = 'array'),
        questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array'),
        calendar_sequence integer not null default 0,
        -- Shown to confirmed guests alone.
        online_url text check (length(online_url) <= 500),
        -- The last number that was given to a registration.
        numbered integer not null default 0,
        constraint sales_capacity check (capacity between 1 and 10000),
        constraint sales_taken check (taken between 0 and capacity),
        constraint sales_forward check (ends_at > starts_at)
      );
      alter table sales set (fillfactor = 50);

      create table ticket_types (
        id uuid primary key default uuidv7(),
        subject_id uuid not null references sales,
        name text not null check (length(name) between 1 and 60),
        description text not null default '' check (length(description) <= 300),
        price_yen integer not null,
        capacity integer check (capacity between 1 and 10000),
        -- Counted where the type has a capacity of its own; those without one share that of the sale.
        taken integer not null default 0,
        position integer not null,
        retired_at timestamptz,
        constraint ticket_types_price check (price_yen between 0 and 1000000),
        constraint ticket_types_taken check (taken >= 0 and (capacity is null or taken <= capacity))
      );
      create index ticket_types_subject on ticket_types (subject_id, position);
      alter table ticket_types set (fillfactor = 50);

      -- One registration. Waiting ones hold no seat; offered, held and confirmed ones do.
      create table orders (
        id uuid primary key default uuidv7(),
        subject_id uuid not null references sales,
        ticket_type_id uuid references ticket_types,
        -- 受付番号, counted within what is sold.
        number integer not null,
        role text not null default 'guest' check (role in ('guest', 'coHost', 'panelist', 'monitor', 'promoter')),
        account_id uuid references accounts,
        name text not null check (length(name) between 1 and 80),
        email text not null,
        locale text not null check (locale in ('ja', 'en')),
        quantity integer not null check (quantity between 1 and 20),
        unit_yen integer not null check (unit_yen between 0 and 1000000),
        method text not null check (method in ('stripe', 'door', 'after', 'free')),
        status text not null check (status in ('waitlisted', 'offered', 'held', 'confirmed', 'cancelled', 'expired')),
        -- Held or offered seats fall back after this, once Stripe has been asked.
        held_until timestamptz,
        attempt integer not null default 1,
        checkout_session_id text,
        checkout_url text,
        checkout_expires_at timestamptz,
        policy jsonb not null,
        answers jsonb not null default '[]',
        referral_code text references referral_codes,
        attractor_account_id uuid references accounts,
        referrer_space_id uuid references spaces,
        -- The click that made it: the same click answers the same registration.
        client_key text,
        times_offered integer not null default 0,
        -- The type whose seats an offer keeps: the one that was wished for, or another with room.
        offered_type_id uuid references ticket_types,
        -- Where it stands in the queue; a lower one is earlier.
        queued_at timestamptz,
        moved_up_reason text,
        created_at timestamptz not null,
        confirmed_at timestamptz,
        ended_at timestamptz,
        end_reason text,
        constraint orders_number_once unique (subject_id, number),
        constraint orders_held_until check (status not in ('held', 'offered') or held_until is not null),
        constraint orders_offered_type check ((status = 'offered') = (offered_type_id is not null)),
        constraint orders_queued check (status not in ('waitlisted', 'offered') or queued_at is not null),
        constraint orders_ended check ((status in ('cancelled', 'expired')) = (ended_at is not null)),
        constraint orders_ticket check (status in ('waitlisted', 'offered', 'cancelled', 'expired') or role <> 'guest' or ticket_type_id is not null)
      );
      create unique index orders_click_once on orders (subject_id, client_key) where client_key is not null;
      create index orders_subject on orders (subject_id, id);
      create index orders_due on orders (held_until) where status in ('held', 'offered');
      create index orders_queue on orders (subject_id, queued_at, id) where status = 'waitlisted';
      create index orders_account on orders (account_id, id desc) where account_id is not null;
      create index orders_session on orders (checkout_session_id) where checkout_session_id is not null;
      create index orders_email on orders (lower(email), subject_id);

      -- Each place of an order: who sits there, and the pass that opens the door.
      create table seats (
        id uuid primary key default uuidv7(),
        order_id uuid not null references orders,
        subject_id uuid not null references sales,
        place integer not null check (place between 1 and 20),
        name text not null default '' check (length(name) <= 80),
        pass text not null unique check (pass ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
        status text not null check (status in ('taken', 'cancelled')),
        unit_yen integer not null check (unit_yen between 0 and 1000000),
        checked_in_at timestamptz,
        checked_in_by uuid references accounts,
        checked_in_where text,
        cancelled_at timestamptz,
        constraint seats_place_once unique (order_id, place),
        constraint seats_cancelled check ((status = 'cancelled') = (cancelled_at is not null)),
        constraint seats_cancelled_stay_out check (status = 'taken' or checked_in_at is null)
      );
      create index seats_subject on seats (subject_id);

      -- Money that came in for an order. Never edited.
      create table order_payments (
        id uuid primary key default uuidv7(),
        order_id uuid not null references orders,
        subject_id uuid not null references sales,
        amount_yen integer not null check (amount_yen between 1 and 20000000),
        method text not null check (method in ('card', 'payPay', 'konbini', 'bankTransfer', 'cash')),
        stripe_charge_id text unique,
        fee_yen integer not null default 0 check (fee_yen >= 0),
        -- Of a payment in cash: who took it, and which record of the door says so.
        taken_by uuid references accounts,
        client_id uuid unique,
        received_at timestamptz not null,
        recorded_at timestamptz not null,
        constraint order_payments_by check ((method = 'cash' or method = 'bankTransfer') = (stripe_charge_id is null))
      );
      create index order_payments_order on order_payments (order_id);
      create index order_payments_subject on order_payments (subject_id);
      create trigger order_payments_append_only before delete on order_payments for each row execute function refuse_change();

      -- Who brought a guest is settled with the first payment: the shares are computed by it.
      create function refuse_other_credit() returns trigger language plpgsql as $$
      begin
        if exists (select from order_payments where order_id = old.id) then
          raise exception 'the credit of a paid order stands' using errcode = 'restrict_violation', constraint = 'orders_credit_stands';
        end if;
        return new;
      end $$;
      create trigger orders_credit_stands before update of referral_code, attractor_account_id, referrer_space_id on orders for each row
        when ((old.referral_code, old.attractor_account_id, old.referrer_space_id) is distinct from (new.referral_code, new.attractor_account_id, new.referrer_space_id))
        execute function refuse_other_credit();

      -- Money on its way back. The row is the wish; Stripe is asked afterwards, under its id.
      create table order_refunds (
        id uuid primary key default uuidv7(),
        order_id uuid not null references orders,
        payment_id uuid not null references order_payments,
        subject_id uuid not null references sales,
        amount_yen integer not null check (amount_yen between 1 and 20000000),
        cause text not null check (cause in ('guest', 'organiser', 'tooLate', 'surplus', 'dashboard')),
        status text not null check (status in ('waiting', 'asked', 'done', 'failed', 'byHand')),
        stripe_refund_id text unique,
        error_code text,
        attempts integer not null default 0,
        wished_by uuid references accounts,
        wished_at timestamptz not null,
        done_at timestamptz,
        constraint order_refunds_done check ((status = 'done') = (done_at is not null))
      );
      create index order_refunds_order on order_refunds (order_id);
      create index order_refunds_subject on order_refunds (subject_id);
      create index order_refunds_open on order_refunds (wished_at) where status in ('waiting', 'asked', 'failed', 'byHand');

      -- A guest has no account: what happened to an order stands here, in the words of the trade.
      create table order_steps (
        id uuid primary key default uuidv7(),
        order_id uuid not null references orders,
        at timestamptz not null,
        step text not null check (length(step) between 1 and 40),
        actor_kind text not null check (actor_kind in ('guest', 'account', 'clock', 'stripe')),
        actor_account_id uuid references accounts,
        detail jsonb not null default '{}'
      );
      create index order_steps_order on order_steps (order_id, id);
      create trigger order_steps_append_only before update or delete on order_steps for each row execute function refuse_change();

      -- The link of such a mail carries a token, made when it goes out: what opens something is never stored.
      alter table outbox_mails add column opens text;

      -- A guest without an account receives papers as well; the signed link of the order opens them.
      alter table documents alter column party_account_id drop not null;
      alter table documents add constraint documents_party check (party_account_id is not null or kind = 'receipt');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
