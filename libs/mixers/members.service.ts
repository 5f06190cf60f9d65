import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Sql } from '#libs/database';
import { pageOf, PAGE_DEFAULT, readCursor, reasonInWords } from '#libs/door';
import type { Actor } from '#libs/identity';
import { Clock, Refusal, tokyoDay, type Reason } from '#libs/kernel';
import { CAPABILITIES, TIERS, type RuleSet } from '#libs/tiers';
import { CAPABILITY_WORDS, GATE_WORDS, say, term, type Locale } from '#libs/words';
import { DUES_STANDINGS, factsAt, loadFactRows, MEMBERSHIP_CLASSES, MEMBERSHIPS, type FactRow } from './facts.js';
import { certify, completeCourse, endCertification, endFreeze, freeze, setDuesStanding, setMembership, setMembershipClass, setTier, type Saying } from './fact-writers.js';
import { refuseMembership } from './member.rules.js';
import type { EndFact, FactView, GateView, MemberPageView, MemberRowView, MembersQuery, MemberView, RuleSetPageView, RuleSetView, SetFact } from './members.dto.js';
import { listMembers, lockMixer, readFactHistory, readMember, sumMembers, type FactHistoryRow, type MemberRow } from './mixers.queries.js';
import { readRuleSets, ruleSetInForce, type RuleSetRow } from './rule-sets.js';

/** The steward's side: who the members are, what is true of them, and the rules they stand under. */
@Injectable()
export class MembersService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async list({ q = '', tier, membership, duesStanding, limit = PAGE_DEFAULT, cursor }: MembersQuery): Promise<MemberPageView> {
    const key = readCursor(cursor, ['text', 'id']);
    const [kana = '', mixerId = ''] = key ?? [];
    const now = this.clock.now();
    const filter = { q, tier: tier ?? null, membership: membership ?? null, duesStanding: duesStanding ?? null };
    const [found, sums] = await Promise.all([listMembers(this.db, filter, now, limit + 1, key ? { kana, mixerId } : null), sumMembers(this.db, filter, now)]);
    return { ...pageOf(found, limit, rowView, (member) => [member.kana, member.mixerId]), sums };
  }

  member(mixerId: string, locale: Locale): Promise<MemberView> {
    return this.view(this.db, mixerId, locale);
  }

  /**
   * Say a fact about a mixer. Refuses 400 naming the field for a value that the fact does not have; 422 `member.notReady` with all that is
   * missing for active; 409 `member.step`; and what the writers refuse.
   */
  async setFact(actor: Actor, mixerId: string, input: SetFact, locale: Locale): Promise<MemberView> {
    const now = this.clock.now();
    const rules = await ruleSetInForce(this.db, now);
    return this.db.transaction(async (tx) => {
      await this.say(tx, { mixerId, by: actor, at: now, reason: input.reason }, input, rules);
      return this.view(tx, mixerId, locale);
    });
  }

  /** End a certification or a freeze before its time. Refuses 404, 409 `fact.over`; 400 for a fact that only another value ends. */
  async endFact(actor: Actor, mixerId: string, factId: string, { reason }: EndFact, locale: Locale): Promise<MemberView> {
    return this.db.transaction(async (tx) => {
      const ending = (await readFactHistory(tx, mixerId)).find(({ id }) => id === factId.toLowerCase());
      if (!ending) throw Refusal.missing('fact');
      const saying = { mixerId, factId, by: actor, at: this.clock.now(), reason };
      if (ending.fact === 'certification') await endCertification(tx, saying);
      else if (ending.fact === 'freeze') await endFreeze(tx, saying);
      else throw Refusal.rule('fact.endsByNext');
      return this.view(tx, mixerId, locale);
    });
  }

  async ruleSets(limit: number, cursor: string | undefined, locale: Locale): Promise<RuleSetPageView> {
    const [version = null] = readCursor(cursor, ['whole']) ?? [];
    const found = await readRuleSets(this.db, limit + 1, version === null ? null : Number(version));
    return pageOf(found, limit, (set) => ruleSetView(set, locale), (set) => [String(set.version)]);
  }

  private async say(tx: Sql, saying: Saying, { fact, value, from, until }: SetFact, rules: RuleSet): Promise<void> {
    const start = from ?? saying.at;
    if (until && fact !== 'certification' && fact !== 'freeze') throw Refusal.input([{ path: 'until', code: 'untilNext' }]);
    if (until && until <= start) throw Refusal.input([{ path: 'until', code: 'reversed' }]);
    switch (fact) {
      case 'membership': {
        const membership = oneOf(MEMBERSHIPS, value);
        await this.allowMembership(tx, saying.mixerId, membership, start, saying.at);
        await setMembership(tx, { ...saying, from, membership });
        return;
      }
      case 'membershipClass':
        await setMembershipClass(tx, { ...saying, from, membershipClass: oneOf(MEMBERSHIP_CLASSES, value) });
        return;
      case 'tier':
        await setTier(tx, { ...saying, from, tier: oneOf(TIERS, value) });
        return;
      case 'course':
        oneOf(['completed'], value);
        if (start > saying.at) throw Refusal.input([{ path: 'from', code: 'notYet' }]);
        await completeCourse(tx, { ...saying, from });
        return;
      case 'duesStanding':
        await setDuesStanding(tx, { ...saying, from, standing: oneOf(DUES_STANDINGS, value) });
        return;
      case 'certification':
        await certify(tx, { ...saying, from, until, certification: oneOf(certificationsIn(rules), value) });
        return;
      case 'freeze':
        oneOf(['frozen'], value);
        if (!until) throw Refusal.input([{ path: 'until', code: 'required' }]);
        if (from && from > saying.at) throw Refusal.input([{ path: 'from', code: 'notYet' }]);
        await freeze(tx, { ...saying, until });
    }
  }

  /** The step is judged by the facts as they will be when it takes effect. */
  private async allowMembership(tx: Sql, mixerId: string, to: (typeof MEMBERSHIPS)[number], start: Date, now: Date): Promise<void> {
    await lockMixer(tx, mixerId);
    const found = (await loadFactRows(tx, [mixerId])).get(mixerId) ?? [];
    const against = refuseMembership(factsAt(found, start, now), to);
    const [first] = against;
    if (!first) return;
    throw to === 'active' ? Refusal.rule('member.notReady', {}, against) : Refusal.conflict(first.code, first.params);
  }

  private async view(sql: Sql, mixerId: string, locale: Locale): Promise<MemberView> {
    const now = this.clock.now();
    const member = await readMember(sql, mixerId, now);
    const history = await readFactHistory(sql, mixerId);
    const found = (await loadFactRows(sql, [mixerId])).get(mixerId) ?? [];
    const { can, why } = membershipSteps(found, now, locale);
    return {
      ...rowView(member),
      emailConfirmed: member.emailConfirmed,
      pledgedAt: member.pledgedAt?.toISOString() ?? null,
      facts: history.map((fact) => factView(fact, now, locale)),
      can,
      why,
    };
  }
}

/** Refuses 400 naming `value` and what it may be. */
function oneOf<const T extends string>(choices: readonly T[], value: string): T {
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) throw Refusal.input([{ path: 'value', code: 'choice', params: { choices: choices.join(',') } }]);
  return chosen;
}

/** Certifications are what the rules ask for; any other would open nothing. */
function certificationsIn({ rules }: RuleSet): string[] {
  const gates = CAPABILITIES.flatMap((capability) => rules[capability].gates);
  return [...new Set(gates.flatMap((gate) => (gate.startsWith('certification:') ? [gate.slice('certification:'.length)] : [])))];
}

const STEPS = ['accepted', 'active', 'paused', 'suspended', 'ended'] as const;

function membershipSteps(found: readonly FactRow[], now: Date, locale: Locale): Pick<MemberView, 'can' | 'why'> {
  const facts = factsAt(found, now, now);
  const can = { accepted: false, active: false, paused: false, suspended: false, ended: false };
  const why: MemberView['why'] = {};
  for (const step of STEPS) {
    const against: Reason[] = facts.membership === step ? [{ code: 'member.step', params: { from: step, to: step } }] : refuseMembership(facts, step);
    if (against.length === 0) can[step] = true;
    else why[step] = against.map((reason) => reasonInWords(reason, locale));
  }
  return { can, why };
}

const rowView = (member: MemberRow): MemberRowView => ({
  mixerId: member.mixerId,
  accountId: member.accountId,
  displayName: member.displayName,
  name: member.name,
  kana: member.kana,
  email: member.email,
  joinedOn: member.joinedOn,
  tier: member.tier,
  membership: member.membership,
  membershipClass: member.membershipClass,
  duesStanding: member.duesStanding,
  courseCompletedOn: member.courseCompletedAt ? tokyoDay(member.courseCompletedAt) : null,
  certifications: member.certifications,
  frozenUntil: member.frozenUntil?.toISOString() ?? null,
});

function factView({ id, fact, value, from, until, setBy, reason, recordedAt }: FactHistoryRow, now: Date, locale: Locale): FactView {
  const over = until !== null && until <= now;
  return {
    id,
    fact,
    value,
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    holds: over ? 'past' : from > now ? 'planned' : 'now',
    setBy,
    reason: term('factReason', reason, locale),
    recordedAt: recordedAt.toISOString(),
    can: { end: !over && (fact === 'certification' || fact === 'freeze') },
  };
}

const ruleSetView = ({ version, status, inForceFrom, note, createdAt, rules }: RuleSetRow, locale: Locale): RuleSetView => ({
  version,
  status,
  inForceFrom: inForceFrom?.toISOString() ?? null,
  note,
  createdAt: createdAt.toISOString(),
  rules: CAPABILITIES.map((capability) => ({
    capability,
    label: say(CAPABILITY_WORDS[capability], locale),
    tiers: [...rules[capability].tiers],
    gates: rules[capability].gates.map((gate) => gateView(gate, locale)),
  })),
});

function gateView(gate: string, locale: Locale): GateView {
  const [kind = '', certification = ''] = gate.split(':');
  const words: Readonly<Record<string, (typeof GATE_WORDS)[keyof typeof GATE_WORDS]>> = GATE_WORDS;
  const sentence = words[kind];
  return { gate, label: sentence ? say(sentence, locale, { certification }) : gate };
}
