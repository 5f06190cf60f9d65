import type { Kind } from './payments.types.js';

type ColumnType = 'text' | 'uuid' | 'integer' | 'boolean' | 'timestamptz';

/** One mirror: its table and the columns that show the object. Purpose and subject come before them in each. */
interface Table {
  name: string;
  columns: Readonly<Record<string, ColumnType>>;
}

/** Columns that Stripe fills anew without a change of the object: a link with a signature inside. Differences in them mean nothing. */
export const RESTLESS: ReadonlySet<string> = new Set(['url', 'hosted_url']);

/** The mirrors, in the order in which they are written: who writes several locks them in this order, and by id within each. */
export const TABLES: Readonly<Record<Kind, Table>> = {
  customer: { name: 'stripe_customers', columns: { account_id: 'uuid', default_card_id: 'text' } },
  price: {
    name: 'stripe_prices',
    columns: { name: 'text', lookup_key: 'text', product_id: 'text', amount_yen: 'integer', monthly: 'boolean', active: 'boolean' },
  },
  session: {
    name: 'stripe_sessions',
    columns: {
      mode: 'text',
      status: 'text',
      payment_status: 'text',
      customer_id: 'text',
      subscription_id: 'text',
      invoice_id: 'text',
      payment_intent_id: 'text',
      amount_yen: 'integer',
      url: 'text',
      expires_at: 'timestamptz',
    },
  },
  subscription: {
    name: 'stripe_subscriptions',
    columns: {
      status: 'text',
      customer_id: 'text',
      collection_method: 'text',
      item_id: 'text',
      price_id: 'text',
      amount_yen: 'integer',
      period_start: 'timestamptz',
      period_end: 'timestamptz',
      cancel_at: 'timestamptz',
      cancel_at_period_end: 'boolean',
      canceled_at: 'timestamptz',
      ended_at: 'timestamptz',
      paused: 'boolean',
      paused_until: 'timestamptz',
      latest_invoice_id: 'text',
    },
  },
  invoice: {
    name: 'stripe_invoices',
    columns: {
      status: 'text',
      subscription_id: 'text',
      customer_id: 'text',
      number: 'text',
      billing_reason: 'text',
      collection_method: 'text',
      total_yen: 'integer',
      amount_due_yen: 'integer',
      amount_paid_yen: 'integer',
      amount_remaining_yen: 'integer',
      period_start: 'timestamptz',
      period_end: 'timestamptz',
      attempt_count: 'integer',
      next_attempt_at: 'timestamptz',
      due_at: 'timestamptz',
      finalized_at: 'timestamptz',
      paid_at: 'timestamptz',
      paid_outside: 'boolean',
      voided_at: 'timestamptz',
      hosted_url: 'text',
      payment_intent_id: 'text',
    },
  },
  charge: {
    name: 'stripe_charges',
    columns: {
      status: 'text',
      amount_yen: 'integer',
      refunded_yen: 'integer',
      fee_yen: 'integer',
      net_yen: 'integer',
      balance_transaction_id: 'text',
      available_at: 'timestamptz',
      customer_id: 'text',
      payment_intent_id: 'text',
      method: 'text',
      card_brand: 'text',
      card_last4: 'text',
      failure_code: 'text',
      decline_code: 'text',
      disputed: 'boolean',
    },
  },
  refund: {
    name: 'stripe_refunds',
    columns: {
      status: 'text',
      charge_id: 'text',
      payment_intent_id: 'text',
      amount_yen: 'integer',
      reason: 'text',
      failure_reason: 'text',
      balance_transaction_id: 'text',
      fee_yen: 'integer',
      net_yen: 'integer',
    },
  },
  dispute: { name: 'stripe_disputes', columns: { status: 'text', charge_id: 'text', amount_yen: 'integer', reason: 'text' } },
  transfer: {
    name: 'stripe_transfers',
    columns: { amount_yen: 'integer', reversed_yen: 'integer', destination: 'text', transfer_group: 'text', balance_transaction_id: 'text' },
  },
  balanceTransaction: {
    name: 'stripe_balance_transactions',
    columns: {
      type: 'text',
      category: 'text',
      amount_yen: 'integer',
      fee_yen: 'integer',
      net_yen: 'integer',
      source_id: 'text',
      available_at: 'timestamptz',
    },
  },
};

const BELONGING = { purpose: 'text', subject_id: 'uuid' } as const satisfies Record<string, ColumnType>;

/** Every column of a mirror that shows something of the object. */
export const shownColumns = (kind: Kind): string[] => [...Object.keys(BELONGING), ...Object.keys(TABLES[kind].columns)];

/**
 * Writes readings of one kind: `$1` the rows as JSON, `$2` the number of the reading, `$3` now. What an older reading says is left alone;
 * whose an object is stays known when a later reading does not say it. Answers the rows that were written and whether they changed.
 */
export function writeSql(kind: Kind): string {
  const { name, columns } = TABLES[kind];
  const own = Object.keys(columns);
  const typed = Object.entries({ id: 'text', created_at: 'timestamptz', ...BELONGING, ...columns }).map(([column, type]) => `${column} ${type}`);
  const shown = [...Object.keys(BELONGING), ...own, 'gone_at'];
  return `
    with read as (select * from jsonb_to_recordset($1::jsonb) as r(${typed.join(', ')}))
    insert into ${name} as m (id, created_at, purpose, subject_id, ${own.join(', ')}, reading, read_at)
    select id, created_at, purpose, subject_id, ${own.join(', ')}, $2::bigint, $3::timestamptz from read order by id
    on conflict (id) do update set
      purpose = coalesce(excluded.purpose, m.purpose), subject_id = coalesce(excluded.subject_id, m.subject_id),
      ${own.map((column) => `${column} = excluded.${column}`).join(', ')}, gone_at = null, reading = excluded.reading, read_at = excluded.read_at
      where m.reading <= excluded.reading
    returning m.id, m.purpose, m.subject_id as "subjectId",
      old.id is null or (${shown.map((column) => `old.${column}`).join(', ')}) is distinct from (${shown.map((column) => `new.${column}`).join(', ')}) as changed`;
}

/** Marks what Stripe no longer knows: `$1` the ids, `$2` the reading, `$3` now. Answers the same as writing. */
export const goneSql = (kind: Kind): string => `
  update ${TABLES[kind].name} as m set gone_at = $3::timestamptz, reading = $2::bigint, read_at = $3::timestamptz
    from (select id from ${TABLES[kind].name} where id = any($1::text[]) order by id for update) known
   where m.id = known.id and m.reading <= $2::bigint and m.gone_at is null
  returning m.id, m.purpose, m.subject_id as "subjectId", true as changed`;
