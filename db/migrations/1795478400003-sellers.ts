import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In whose name receipts are, where a mixer or a space is registered as an issuer of qualified invoices. */
export class Sellers1795478400003 implements MigrationInterface {
  name = 'Sellers1795478400003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Without a row the receipt says the name alone and no tax. What stood here on the day of a payment stays in the receipt itself.
      create table sellers (
        id uuid primary key default uuidv7(),
        account_id uuid references accounts constraint sellers_account_once unique,
        space_id uuid references spaces constraint sellers_space_once unique,
        -- As it stands in the register of issuers.
        name text not null check (length(name) between 1 and 80),
        address text not null default '' check (length(address) <= 200),
        registration_number text not null constraint sellers_registration_number check (registration_number ~ '^T[0-9]{13}$'),
        changed_by uuid not null references accounts,
        changed_at timestamptz not null,
        constraint sellers_one check (num_nonnulls(account_id, space_id) = 1)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
