import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every mirror of an object of Stripe begins with. */
const MIRROR = `
        id text primary key,
        -- What the object is for, and whose: from its metadata. Null for what somebody made at Stripe by hand.
        purpose text,
        subject_id uuid,
        -- The number of the reading that this row shows: an older reading never overwrites a newer one.
        reading bigint not null,
        read_at timestamptz not null,
        -- Since when Stripe no longer knows it.
        gone_at timestamptz,
        created_at timestamptz not null`;

/** Stripe as seen from here: what was asked of it, its letters, mirrors of its objects, and where the two do not agree. */
export class Payments1795305600001 implements MigrationInterface {
  name = 'Payments1795305600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create sequence stripe_readings;

      -- One row for each thing that we ask Stripe to do, written before it is asked; \`key\` says which thing of ours it is, so that asking
      -- again does nothing twice. \`tries\` counts the answers that were a no: the next try is another request to Stripe.
      create table stripe_requests (
        id uuid primary key default uuidv7(),
        key text not null check (length(key) between 1 and 200),
        operation text not null,
        fingerprint bytea not null,
        status text not null default 'asked' check (status in ('asked', 'answered', 'refused')),
        tries integer not null default 1,
        object_id text,
        first_asked_at timestamptz not null,
        asked_at timestamptz not null,
        answered_at timestamptz,
        http_status integer,
        request_id text,
        error_type text,
        error_code text,
        decline_code text,
        constraint stripe_requests_once unique (key),
        constraint stripe_requests_answered check (status <> 'answered' or answered_at is not null)
      );
      create index stripe_requests_open on stripe_requests (asked_at) where status = 'asked';

      -- Letters of Stripe, each stored once and answered 200 at once; the worker applies them.
      create table stripe_events (
        id text primary key,
        type text not null,
        object_kind text,
        object_id text,
        account text,
        payload text,
        source text not null check (source in ('webhook', 'reconciliation')),
        status text not null default 'waiting' check (status in ('waiting', 'applied', 'kept', 'accountUnknown')),
        attempts integer not null default 0,
        next_attempt_at timestamptz,
        last_error text,
        occurred_at timestamptz not null,
        received_at timestamptz not null,
        applied_at timestamptz,
        constraint stripe_events_waiting_has_time check ((status = 'waiting') = (next_attempt_at is not null))
      );
      create index stripe_events_waiting on stripe_events (next_attempt_at) where status = 'waiting';
      create index stripe_events_received on stripe_events (received_at);

      -- Accounts of payees that we have connected. Letters about any other are kept and shown.
      create table stripe_accounts (
        id text primary key,
        account_id uuid not null references accounts,
        created_at timestamptz not null
      );

      create table stripe_customers (${MIRROR},
        -- Whose, by its metadata: what stands at Stripe may name an account that is not here.
        account_id uuid
      );
      create index stripe_customers_account on stripe_customers (account_id);

      create table stripe_prices (${MIRROR},
        -- The name it was made under; the lookup key at Stripe moves on to the newest price of that name.
        name text,
        lookup_key text,
        product_id text not null,
        amount_yen integer not null,
        monthly boolean not null,
        active boolean not null
      );
      create index stripe_prices_name on stripe_prices (name);

      create table stripe_sessions (${MIRROR},
        mode text not null,
        status text,
        payment_status text not null,
        customer_id text,
        subscription_id text,
        invoice_id text,
        payment_intent_id text,
        amount_yen integer,
        url text,
        expires_at timestamptz not null
      );

      create table stripe_subscriptions (${MIRROR},
        status text not null,
        customer_id text not null,
        collection_method text not null,
        item_id text,
        price_id text,
        amount_yen integer,
        period_start timestamptz,
        period_end timestamptz,
        cancel_at timestamptz,
        cancel_at_period_end boolean not null,
        canceled_at timestamptz,
        ended_at timestamptz,
        paused boolean not null,
        paused_until timestamptz,
        latest_invoice_id text
      );
      create index stripe_subscriptions_subject on stripe_subscriptions (subject_id);

      create table stripe_invoices (${MIRROR},
        status text,
        subscription_id text,
        customer_id text,
        number text,
        billing_reason text,
        collection_method text not null,
        total_yen integer not null,
        amount_due_yen integer not null,
        amount_paid_yen integer not null,
        amount_remaining_yen integer not null,
        period_start timestamptz,
        period_end timestamptz,
        attempt_count integer not null,
        next_attempt_at timestamptz,
        due_at timestamptz,
        finalized_at timestamptz,
        paid_at timestamptz,
        paid_outside boolean not null,
        voided_at timestamptz,
        hosted_url text,
        payment_intent_id text
      );
      create index stripe_invoices_subscription on stripe_invoices (subscription_id);
      create index stripe_invoices_payment_intent on stripe_invoices (payment_intent_id);

      create table stripe_charges (${MIRROR},
        status text not null,
        amount_yen integer not null,
        refunded_yen integer not null,
        fee_yen integer,
        net_yen integer,
        balance_transaction_id text,
        available_at timestamptz,
        customer_id text,
        payment_intent_id text,
        method text,
        card_brand text,
        card_last4 text,
        failure_code text,
        decline_code text,
        disputed boolean not null
      );
      create index stripe_charges_payment_intent on stripe_charges (payment_intent_id);

      create table stripe_refunds (${MIRROR},
        status text,
        charge_id text,
        payment_intent_id text,
        amount_yen integer not null,
        reason text,
        failure_reason text,
        balance_transaction_id text,
        fee_yen integer,
        net_yen integer
      );
      create index stripe_refunds_charge on stripe_refunds (charge_id);

      create table stripe_disputes (${MIRROR},
        status text not null,
        charge_id text not null,
        amount_yen integer not null,
        reason text not null
      );

      create table stripe_transfers (${MIRROR},
        amount_yen integer not null,
        reversed_yen integer not null,
        destination text,
        transfer_group text,
        balance_transaction_id text
      );

      create table stripe_balance_transactions (${MIRROR},
        type text not null,
        category text not null,
        amount_yen integer not null,
        fee_yen integer not null,
        net_yen integer not null,
        source_id text,
        available_at timestamptz not null
      );
      create index stripe_balance_transactions_source on stripe_balance_transactions (source_id);

      -- Each comparison of our mirrors with Stripe.
      create table reconciliations (
        id uuid primary key default uuidv7(),
        asked_by uuid references accounts,
        asked_at timestamptz not null,
        status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed')),
        started_at timestamptz,
        finished_at timestamptz,
        compared integer not null default 0,
        events_filled integer not null default 0,
        adopted integer not null default 0,
        differences integer not null default 0
      );

      -- What does not agree, until somebody mends it or it agrees again.
      create table payment_tasks (
        id uuid primary key default uuidv7(),
        kind text not null check (kind in ('missing', 'different', 'gone', 'eventFailing', 'accountUnknown')),
        object_kind text not null,
        object_id text not null,
        purpose text,
        subject_id uuid,
        detail jsonb not null default '{}',
        found_at timestamptz not null,
        seen_at timestamptz not null,
        settled_at timestamptz,
        settled_by uuid references accounts
      );
      create unique index payment_tasks_open on payment_tasks (object_kind, object_id) where settled_at is null;
      create index payment_tasks_newest on payment_tasks (id desc) where settled_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
