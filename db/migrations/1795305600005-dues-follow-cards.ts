import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The card that a customer has chosen at Stripe is known here, and months that were not asked for yet are found without reading the years. */
export class DuesFollowCards1795305600005 implements MigrationInterface {
  name = 'DuesFollowCards1795305600005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table stripe_customers add column default_card_id text;
      create index dues_charges_not_asked on dues_charges (opened_at) where state = 'open';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
