import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row, type Sql } from '#libs/database';
import { reasonInWords } from '#libs/door';
import { accountView, mixerOf, officers, type Actor } from '#libs/identity';
import { Clock, Refusal, tokyoDay } from '#libs/kernel';
import { notify, type Notice } from '#libs/notices';
import { currentManual, relationsAt, spaceRow } from '#libs/spaces';
import { CAPABILITIES, decide, type ThingFacts } from '#libs/tiers';
import { CAPABILITY_WORDS, CRITERION_WORDS, MIXER_PLEDGE, say, type Locale } from '#libs/words';
import { daysInGoodStanding, factsAt, loadFactRows, valueAt, type FactRow } from './facts.js';
import { setMembership } from './fact-writers.js';
import type { ApplyAsMixer, CapabilitiesQuery, CapabilitiesView, MeView, NextTierView, OwnMixerView } from './me.dto.js';
import { mayApply } from './member.rules.js';
import { countEvidence, countUnread, hasRead } from './mixers.queries.js';
import { nextStepFor, type Next } from './promotion.js';
import { ruleSetInForce } from './rule-sets.js';

/** Oneself: who I am here, what I may do, and how I become a mixer. */
@Injectable()
export class MeService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Answers everybody who is signed in; people who are no mixers have no `mixer`. */
  async me(actor: Actor): Promise<MeView> {
    const now = this.clock.now();
    const [facts, inboxUnread] = await Promise.all([actor.mixerId ? this.factsOf(actor.mixerId) : null, countUnread(this.db, actor.accountId)]);
    return {
      account: accountView(actor),
      roles: [...actor.roles],
      ...(actor.mixerId && facts ? { mixer: ownMixerView(actor.mixerId, actor.displayName, facts, now) } : {}),
      spaces: actor.spaces.map(({ id, name, slug, role }) => ({ id, name, slug, role })),
      inboxUnread,
    };
  }

  /**
   * What the rules in force open to this mixer at an instant, in a space if one is named; what depends on a place or a time that was not named
   * stands among the conditions. Refuses 404 for a space that is none.
   */
  async capabilities(actor: Actor, { spaceId, at: asked }: CapabilitiesQuery, locale: Locale): Promise<CapabilitiesView> {
    const mixerId = mixerOf(actor);
    const now = this.clock.now();
    const at = asked ?? now;
    const ruleSet = await ruleSetInForce(this.db, now);
    const found = await this.factsOf(mixerId);
    const mixer = factsAt(found, at, now);
    const thing = spaceId ? await this.spaceAt(spaceId, actor.accountId, at) : {};
    const counts = { ...(await countEvidence(this.db, mixerId, now)), goodStandingDays: daysInGoodStanding(found, now) };
    return {
      ruleSet: { version: ruleSet.version, inForceFrom: ruleSet.inForceFrom },
      at: at.toISOString(),
      items: CAPABILITIES.map((capability) => {
        const { allowed, reasons, conditions } = decide(capability, { mixer, thing }, ruleSet);
        return {
          capability,
          label: say(CAPABILITY_WORDS[capability], locale),
          allowed,
          reasons: reasons.map((reason) => reasonInWords(reason, locale)),
          conditions: conditions.map((condition) => reasonInWords(condition, locale)),
        };
      }),
      next: nextView(nextStepFor(factsAt(found, now, now), counts), locale),
    };
  }

  /** Apply to become a mixer, or apply again after having left. Refuses 409 `mixer.already`. */
  async apply(actor: Actor, input: ApplyAsMixer): Promise<OwnMixerView> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const mixerId = await mixerOfAccount(tx, actor.accountId, input, now);
      const facts = (await loadFactRows(tx, [mixerId])).get(mixerId) ?? [];
      if (!mayApply(valueAt(facts, 'membership', now) ?? 'none')) throw Refusal.conflict('mixer.already');
      await tx.query('insert into text_acceptances (account_id, text, version, accepted_at) values ($1, $2, $3, $4)', [actor.accountId, 'mixerPledge', MIXER_PLEDGE.version, now]);
      await setMembership(tx, { mixerId, membership: 'applied', by: actor, at: now, reason: 'application', quietly: true });
      await recordDeed(tx, { at: now, by: actor, action: 'mixer.applied', subject: { type: 'mixer', id: mixerId }, concernsAccountId: actor.accountId, after: { pledge: MIXER_PLEDGE.version } });
      await notify(tx, await this.applicationNotices(tx, actor, mixerId, now));
      const after = (await loadFactRows(tx, [mixerId])).get(mixerId) ?? [];
      return ownMixerView(mixerId, actor.displayName, after, now);
    });
  }

  private async factsOf(mixerId: string): Promise<FactRow[]> {
    return (await loadFactRows(this.db, [mixerId])).get(mixerId) ?? [];
  }

  private async spaceAt(spaceId: string, accountId: string, at: Date): Promise<ThingFacts> {
    const space = await spaceRow(this.db, spaceId);
    if (space?.status !== 'member') throw Refusal.missing('space');
    const [relations, manual] = await Promise.all([relationsAt(this.db, spaceId, at), currentManual(this.db, spaceId)]);
    if (!manual) return { spaceId, ...relations, manual: 'none' };
    return { spaceId, ...relations, manual: (await hasRead(this.db, manual.id, accountId)) ? 'read' : 'unread', manualId: manual.id };
  }

  private async applicationNotices(tx: Sql, actor: Actor, mixerId: string, at: Date): Promise<Notice[]> {
    const told: Notice[] = (await officers(tx, 'steward')).map((steward) => ({
      to: steward,
      template: 'mixerApplied',
      params: { applicant: actor.displayName },
      href: `/admin/members/${mixerId}`,
      at,
    }));
    return [...told, { to: actor, template: 'mixerApplicationReceived', params: { name: actor.displayName }, href: '/me/capabilities', at }];
  }
}

/** The mixer of an account, made if there is none, with the names of the application; either way its row is locked. */
async function mixerOfAccount(tx: Sql, accountId: string, { familyName, givenName = '', familyKana, givenKana = '' }: ApplyAsMixer, now: Date): Promise<string> {
  const names = [familyName, givenName, familyKana, givenKana];
  const made = await row<{ id: string }>(
    tx,
    `insert into mixers (account_id, family_name, given_name, family_kana, given_kana, joined_on, created_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (account_id) do update set family_name = excluded.family_name, given_name = excluded.given_name,
       family_kana = excluded.family_kana, given_kana = excluded.given_kana returning id`,
    [accountId, ...names, tokyoDay(now), now],
  );
  if (!made) throw Refusal.missing('mixer');
  return made.id;
}

function ownMixerView(id: string, displayName: string, found: readonly FactRow[], now: Date): OwnMixerView {
  const facts = factsAt(found, now, now);
  return {
    id,
    displayName,
    tier: facts.tier,
    membership: facts.membership,
    membershipClass: valueAt(found, 'membershipClass', now),
    duesStanding: facts.duesStanding,
    courseCompletedOn: facts.courseCompletedOn,
    certifications: [...facts.certifications],
    frozenUntil: facts.frozenUntil?.toISOString() ?? null,
  };
}

const nextView = ({ step, tier, criteria }: Next, locale: Locale): NextTierView => ({
  step,
  tier,
  criteria: criteria.map(({ code, needed, counted, met }) => ({ code, label: say(CRITERION_WORDS[code], locale), needed, counted, met })),
});
