import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A record of a service that turned out wrong is put right beside it: who, when, why, and what it had been. */
export class ClaimCorrections1795478400005 implements MigrationInterface {
  name = 'ClaimCorrections1795478400005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table claim_corrections (
        id uuid primary key default uuidv7(),
        claim_id uuid not null references claims,
        outcome text not null check (outcome in ('came', 'didNotCome')),
        payable_yen integer not null check (payable_yen between 0 and 1000000),
        outcome_before text not null check (outcome_before in ('came', 'didNotCome')),
        payable_yen_before integer not null check (payable_yen_before between 0 and 1000000),
        reason text not null check (length(reason) between 1 and 500),
        -- What the mixer had said against the record that this one answers.
        objection text,
        corrected_by uuid not null references accounts,
        corrected_at timestamptz not null,
        constraint claim_corrections_nothing_for_nobody check (outcome = 'came' or payable_yen = 0)
      );
      create index claim_corrections_claim on claim_corrections (claim_id, id);
      create trigger claim_corrections_append_only before update or delete on claim_corrections for each row execute function refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
