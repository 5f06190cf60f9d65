import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Membership dues: prices with dates, one live plan a mixer, a charge a month, what was paid, pauses, overrides, and who was written to. */
export class Dues1795305600002 implements MigrationInterface {
  name = 'Dues1795305600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- The price of an item is the row with the latest valid_from that has come, the last one set where two name the same day.
      create table dues_prices (
        id uuid primary key default uuidv7(),
        item text not null check (item in ('challenge', 'junior', 'senior', 'course')),
        amount_yen integer not null,
        tax_category text not null check (tax_category in ('outOfScope', 'standard', 'reduced', 'exempt')),
        valid_from date not null,
        reason text not null default '',
        set_by uuid references accounts,
        set_at timestamptz not null,
        -- Below 50 yen no card is charged.
        constraint dues_prices_amount check (amount_yen between 50 and 100000)
      );
      create index dues_prices_item on dues_prices (item, valid_from desc, id desc);
      create trigger dues_prices_append_only before update or delete on dues_prices for each row execute function refuse_change();
      insert into dues_prices (item, amount_yen, tax_category, valid_from, set_at) values
        ('challenge', 500, 'outOfScope', '2026-01-01', '2026-01-01T00:00:00+09:00'),
        ('junior', 1000, 'outOfScope', '2026-01-01', '2026-01-01T00:00:00+09:00'),
        ('senior', 3000, 'outOfScope', '2026-01-01', '2026-01-01T00:00:00+09:00'),
        ('course', 3000, 'standard', '2026-01-01', '2026-01-01T00:00:00+09:00');

      create function dues_price_on(wanted text, day date) returns integer language sql stable as $$
        select amount_yen from dues_prices where item = wanted and valid_from <= day order by valid_from desc, id desc limit 1
      $$;

      -- How a mixer pays: the tier and price of the present month, and what the next one brings where that differs.
      create table dues_plans (
        id uuid primary key default uuidv7(),
        mixer_id uuid not null references mixers,
        account_id uuid not null references accounts,
        method text not null check (method in ('card', 'invoice', 'manual')),
        state text not null check (state in ('starting', 'live', 'ending', 'ended')),
        tier text not null check (tier in ('challenge', 'junior', 'senior')),
        price_yen integer not null check (price_yen between 50 and 100000),
        next_tier text check (next_tier in ('challenge', 'junior', 'senior')),
        next_price_yen integer check (next_price_yen between 50 and 100000),
        next_from date,
        asked_at timestamptz not null,
        started_at timestamptz,
        -- The first of the first month that is charged.
        first_on date,
        ends_on date,
        ended_at timestamptz,
        end_reason text,
        attempt integer not null default 1,
        checkout_session_id text,
        checkout_url text,
        checkout_expires_at timestamptz,
        stripe_subscription_id text unique,
        -- Raised with every wish that Stripe has to hear of; the job tells it and writes down how far it got.
        revision integer not null default 0,
        told_revision integer not null default 0,
        constraint dues_plans_next check ((next_tier is null) = (next_price_yen is null) and (next_tier is null) = (next_from is null)),
        constraint dues_plans_started check (state in ('starting', 'ended') or (started_at is not null and first_on is not null)),
        constraint dues_plans_ended check ((state = 'ended') = (ended_at is not null))
      );
      create unique index dues_plans_one_live on dues_plans (mixer_id) where state <> 'ended';
      create index dues_plans_mixer on dues_plans (mixer_id, id desc);

      create table dues_charges (
        id uuid primary key default uuidv7(),
        mixer_id uuid not null references mixers,
        plan_id uuid references dues_plans,
        item text not null check (item in ('challenge', 'junior', 'senior', 'course')),
        -- The first day of the Tokyo month; none for the course.
        period date,
        amount_yen integer not null check (amount_yen between 1 and 100000),
        tax_category text not null check (tax_category in ('outOfScope', 'standard', 'reduced', 'exempt')),
        due_on date not null,
        state text not null check (state in ('open', 'charged', 'retrying', 'asking', 'paid', 'refunded', 'waived', 'void', 'writtenOff')),
        stripe_invoice_id text unique,
        -- Since when it is behind; kept when it is paid, as history.
        arrears_since date,
        failure text,
        failed_at timestamptz,
        attempts integer not null default 0,
        next_attempt_at timestamptz,
        opened_at timestamptz not null,
        charged_at timestamptz,
        paid_at timestamptz,
        closed_at timestamptz,
        close_reason text,
        constraint dues_charges_period check ((item = 'course') = (period is null) and (period is null or extract(day from period) = 1)),
        constraint dues_charges_behind check (state not in ('retrying', 'asking') or (arrears_since is not null and failure is not null)),
        constraint dues_charges_paid check (state <> 'paid' or paid_at is not null)
      );
      create unique index dues_charges_once on dues_charges (mixer_id, coalesce(period, '1900-01-01')) where state <> 'void';
      create index dues_charges_month on dues_charges (period, state);
      create index dues_charges_behind_since on dues_charges (mixer_id, arrears_since) where state in ('retrying', 'asking');
      create index dues_charges_to_fall_due on dues_charges (due_on) where state = 'charged';

      -- What came in. Reversed by a row of its own, never edited.
      create table dues_payments (
        id uuid primary key default uuidv7(),
        charge_id uuid not null references dues_charges,
        mixer_id uuid not null references mixers,
        source text not null check (source in ('stripe', 'bank', 'cash')),
        amount_yen integer not null check (amount_yen between 1 and 100000),
        paid_at timestamptz not null,
        stripe_charge_id text unique,
        -- Came in although the charge was settled already: goes back.
        surplus boolean not null default false,
        reason text not null default '',
        recorded_by uuid references accounts,
        recorded_at timestamptz not null,
        constraint dues_payments_source check ((source = 'stripe') = (stripe_charge_id is not null)),
        constraint dues_payments_by_whom check (source = 'stripe' or (recorded_by is not null and length(reason) > 0))
      );
      create index dues_payments_charge on dues_payments (charge_id);
      create index dues_payments_mixer on dues_payments (mixer_id, id desc);
      create trigger dues_payments_append_only before update or delete on dues_payments for each row execute function refuse_change();

      create table dues_payment_reversals (
        payment_id uuid primary key references dues_payments,
        reason text not null check (length(reason) > 0),
        reversed_by uuid not null references accounts,
        reversed_at timestamptz not null
      );
      create trigger dues_payment_reversals_append_only before update or delete on dues_payment_reversals for each row execute function refuse_change();

      -- What Stripe kept of a payment, as its balance transaction says.
      create table dues_fees (
        payment_id uuid primary key references dues_payments,
        fee_yen integer not null check (fee_yen >= 0),
        known_at timestamptz not null
      );
      create trigger dues_fees_append_only before update or delete on dues_fees for each row execute function refuse_change();

      create table dues_refunds (
        id uuid primary key default uuidv7(),
        payment_id uuid not null references dues_payments,
        stripe_refund_id text not null unique,
        amount_yen integer not null check (amount_yen >= 1),
        refunded_at timestamptz not null
      );
      create index dues_refunds_payment on dues_refunds (payment_id);
      create trigger dues_refunds_append_only before update or delete on dues_refunds for each row execute function refuse_change();

      -- Whole Tokyo months without dues, by own wish.
      create table dues_pauses (
        id uuid primary key default uuidv7(),
        mixer_id uuid not null references mixers,
        plan_id uuid not null references dues_plans,
        from_on date not null,
        until_on date not null,
        asked_at timestamptz not null,
        resumed_at timestamptz,
        constraint dues_pauses_months check (extract(day from from_on) = 1 and extract(day from until_on) = 1 and until_on >= from_on),
        constraint dues_pauses_once exclude using gist (mixer_id with =, daterange(from_on, until_on) with &&)
      );

      create table dues_overrides (
        id uuid primary key default uuidv7(),
        mixer_id uuid not null references mixers,
        from_on date not null,
        -- The first day on which it no longer holds.
        until_on date not null,
        reason text not null check (length(reason) > 0),
        set_by uuid not null references accounts,
        set_at timestamptz not null,
        lifted_at timestamptz,
        constraint dues_overrides_forward check (until_on > from_on)
      );
      create index dues_overrides_mixer on dues_overrides (mixer_id, until_on desc);

      create table dues_contacts (
        id uuid primary key default uuidv7(),
        mixer_id uuid not null references mixers,
        kind text not null check (kind in ('standing', 'asked', 'reminder')),
        template text not null,
        by_account_id uuid references accounts,
        at timestamptz not null
      );
      create index dues_contacts_mixer on dues_contacts (mixer_id, at desc);
      create trigger dues_contacts_append_only before update or delete on dues_contacts for each row execute function refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
