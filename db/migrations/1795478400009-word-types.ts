import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words that rows of a booking may bear are types of their own, not constraints of their tables: see docs/decisions/033. */
export class WordTypes1795478400009 implements MigrationInterface {
  name = 'WordTypes1795478400009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create domain locale as text check (value in ('ja', 'en'));
      create domain actor_kind as text check (value in ('account', 'clock', 'command'));
      create domain document_kind as text check (value in ('termsNotice', 'receipt'));
      create domain commitment_kind as text check (value in ('shift', 'slot', 'event', 'duty'));
      create domain commitment_status as text check (value in ('held', 'booked', 'released'));
      create domain shift_kind as text check (value in ('reception', 'floor', 'dayManager'));
      create domain shift_status as text check (value in ('draft', 'published', 'cancelled'));
      create domain shift_tier as text check (value in ('junior', 'senior'));
      create domain claim_mode as text check (value in ('instant', 'approval'));
      create domain ordering_party as text check (value in ('space', 'cooperative'));
      create domain check_in_code as text check (value ~ '^[0-9]{6}$');
      create domain claim_status as text check (value in (
        'requested', 'booked', 'standInWanted', 'checkedIn', 'reported', 'confirmed', 'rejected', 'withdrawn', 'handedOver', 'released', 'cancelled', 'noShow'));
      create domain claim_outcome as text check (value in ('came', 'didNotCome', 'notApplicable'));
      create domain withdraw_counts as text check (value in ('no', 'unlessRefilled', 'yes'));

      alter table shifts
        drop constraint shifts_kind_check, drop constraint shifts_status_check, drop constraint shifts_min_tier_check,
        drop constraint shifts_claim_mode_check, drop constraint shifts_ordering_party_check, drop constraint shifts_check_in_code_check,
        alter kind type shift_kind, alter status type shift_status, alter min_tier type shift_tier,
        alter claim_mode type claim_mode, alter ordering_party type ordering_party, alter check_in_code type check_in_code;
      alter table claims
        drop constraint claims_status_check, drop constraint claims_outcome_check, drop constraint claims_withdraw_counts_check, drop constraint claims_terms_before_booking,
        alter status type claim_status, alter outcome type claim_outcome, alter withdraw_counts type withdraw_counts,
        add constraint claims_terms_before_booking
          check (terms_document_id is not null or status = any ('{requested,rejected,withdrawn,released,cancelled}'));
      alter table commitments
        drop constraint commitments_kind_check, drop constraint commitments_status_check,
        alter kind type commitment_kind, alter status type commitment_status;
      alter table documents drop constraint documents_kind_check, alter kind type document_kind;
      alter table audit_entries drop constraint audit_entries_actor_kind_check, alter actor_kind type actor_kind;
      alter table outbox_mails drop constraint outbox_mails_locale_check, alter locale type locale;
      -- What the planner knew of these columns went with their old type.
      analyze shifts, claims, commitments, documents, audit_entries, outbox_mails;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
