import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People stay, so what names them on the way of a booking needs no key: see docs/decisions/033. Manuals that were read are found by their reader. */
export class KeptPeople1795478400000 implements MigrationInterface {
  name = 'KeptPeople1795478400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Whoever leaves keeps their row: db/checks/people-named.sql finds what names nobody.
      create trigger accounts_kept before delete on accounts for each row execute function refuse_change();
      alter table commitments drop constraint commitments_account_id_fkey;
      alter table documents drop constraint documents_party_account_id_fkey;
      alter table inbox_items drop constraint inbox_items_account_id_fkey;

      -- A page of shifts asks which of its manuals one person has read: they lie side by side.
      create index manual_acknowledgements_account on manual_acknowledgements (account_id, manual_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
