import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who built the business has a share; a space that an event moves to agrees for itself; what nobody is to blame for is looked at. */
export class Events1795478400001 implements MigrationInterface {
  name = 'Events1795478400001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Who built the business is named and asked like those with a free seat, and has a share instead of one. One at a time.
      alter table event_people drop constraint event_people_role_check;
      alter table event_people add constraint event_people_role_check check (role in ('coHost', 'panelist', 'monitor', 'promoter', 'builder'));
      alter table event_people add constraint event_people_builder_sits_nowhere check (role <> 'builder' or order_id is null);
      create unique index event_people_builder on event_people (event_id) where role = 'builder' and status in ('invited', 'accepted');
      -- The same person may help on the evening as well.
      drop index event_people_once;
      create unique index event_people_once on event_people (event_id, mixer_id, (role = 'builder')) where status in ('invited', 'accepted');

      -- A space that an event has moved to has read the split as it stood, and agreed to it.
      create table event_split_consents (
        agreement_id uuid not null references split_agreements,
        space_id uuid not null references spaces,
        account_id uuid not null references accounts,
        name text not null,
        agreed_at timestamptz not null,
        primary key (agreement_id, space_id)
      );
      create trigger event_split_consents_append_only before update or delete on event_split_consents for each row execute function refuse_change();

      -- The no to the last wish to move: { side, reason, name, at, startsAt, endsAt }.
      alter table events add column move_answer jsonb;
      create index events_move_wished on events ((move_wish ->> 'spaceId')) where move_wish is not null;

      -- Host or space called it off and said that nobody is to blame: who bears the cost until a steward has looked at it, and what came of that.
      create table event_cost_reviews (
        event_id uuid primary key references events,
        borne_by text not null check (borne_by in ('host', 'space')),
        reason text not null check (length(reason) between 1 and 500),
        asked_by uuid not null references accounts,
        asked_at timestamptz not null,
        -- Accepted: the cooperative bears it.
        accepted boolean,
        decided_by uuid references accounts,
        decided_at timestamptz,
        note text not null default '' check (length(note) <= 500),
        constraint event_cost_reviews_decided check ((accepted is null) = (decided_at is null)),
        constraint event_cost_reviews_other_eyes check (decided_by <> asked_by)
      );
      create index event_cost_reviews_open on event_cost_reviews (asked_at) where decided_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
