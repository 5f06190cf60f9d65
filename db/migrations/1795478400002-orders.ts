import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is on sale counts how often it was changed, so that a registration which waited for such a change is decided anew; disputes are found by their charge. */
export class Orders1795478400002 implements MigrationInterface {
  name = 'Orders1795478400002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Goes up with every change of the sale or its ticket types: a statement that waited for the row sees it, where it would not see another table.
      alter table sales add column revision integer not null default 1 check (revision >= 1);

      create index stripe_disputes_charge on stripe_disputes (charge_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
