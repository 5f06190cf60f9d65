import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rules a new cooperative starts with, written out: what was in force stays readable even when the program ships others one day. */
const RULES = `{
  "flyer.exchange": { "tiers": ["challenge", "junior", "senior"], "gates": ["activeMembership"] },
  "visit.report": { "tiers": ["challenge", "junior", "senior"], "gates": ["activeMembership"] },
  "event.join": { "tiers": ["challenge", "junior", "senior"], "gates": ["activeMembership"] },
  "event.sitPanel": { "tiers": ["challenge", "junior", "senior"], "gates": ["activeMembership"] },
  "event.monitor": { "tiers": ["challenge", "junior", "senior"], "gates": ["activeMembership"] },
  "service.monitor": { "tiers": ["challenge", "junior", "senior"], "gates": ["activeMembership"] },
  "promo.post": { "tiers": ["challenge", "junior", "senior"], "gates": ["activeMembership", "certification:promoter"] },
  "shift.claim": { "tiers": ["junior", "senior"], "gates": ["activeMembership", "partneredSpace", "manualRead", "duesGoodStanding", "notFrozen", "noClash"] },
  "slot.operate": { "tiers": ["junior", "senior"], "gates": ["activeMembership", "partneredSpace", "oneResourceAtATime"] },
  "matching.propose": { "tiers": ["junior", "senior"], "gates": ["activeMembership"] },
  "advice.give": { "tiers": ["junior", "senior"], "gates": ["activeMembership"] },
  "extra.run": { "tiers": ["junior", "senior"], "gates": ["activeMembership"] },
  "event.host": { "tiers": ["senior"], "gates": ["activeMembership", "designatedSpace", "spaceApproval", "splitAgreed"] },
  "event.charge": { "tiers": ["senior"], "gates": ["activeMembership", "designatedSpace", "spaceApproval", "splitAgreed"] },
  "matching.negotiate": { "tiers": ["senior"], "gates": ["activeMembership"] },
  "coordination.lead": { "tiers": ["senior"], "gates": ["activeMembership"] },
  "ideaSession.run": { "tiers": ["senior"], "gates": ["activeMembership"] },
  "community.lead": { "tiers": ["senior"], "gates": ["activeMembership"] },
  "space.manage": { "tiers": ["senior"], "gates": ["activeMembership", "spaceAppointment"] }
}`;

/** Version 1 of the tier rules, in force from 2026-01-01 in Tokyo. */
export class DefaultRuleSet1795219200004 implements MigrationInterface {
  name = 'DefaultRuleSet1795219200004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into rule_sets (version, status, in_force_from, rules, note, created_at)
       values (1, 'inForce', '2026-01-01T00:00:00+09:00', $1, '', '2026-01-01T00:00:00+09:00')`,
      [RULES],
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead.');
  }
}
