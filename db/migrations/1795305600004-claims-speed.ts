import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a claim writes carries no index that nobody reads, and proves no id twice: see docs/decisions/022. */
export class ClaimsSpeed1795305600004 implements MigrationInterface {
  name = 'ClaimsSpeed1795305600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Ids that are copied from a row which is itself referred to: db/checks/copied-ids.sql compares them.
      alter table claims drop constraint claims_space_id_fkey, drop constraint claims_account_id_fkey, drop constraint claims_rule_set_version_fkey;
      alter table commitments drop constraint commitments_mixer_id_fkey, drop constraint commitments_space_id_fkey, drop constraint commitments_rule_set_version_fkey;
      alter table documents drop constraint documents_party_space;

      -- What was in force stays readable, whoever refers to it.
      create trigger rule_sets_kept before delete on rule_sets for each row execute function refuse_change();

      -- Papers are opened by their id; only receipts are listed.
      drop index documents_space;
      drop index documents_party_account;
      create index documents_receipts_account on documents (party_account_id, id desc) where kind = 'receipt';
      drop index commitments_space;

      -- Rows that change often and in unindexed columns only: the new version finds room beside the old one, and no index hears of it.
      alter table shifts set (fillfactor = 85);
      alter table rate_limits set (fillfactor = 50);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
