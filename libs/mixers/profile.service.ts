import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { pageOf, PAGE_DEFAULT, readCursor, type Page } from '#libs/door';
import { mixerOf, type Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import type { Audience, ProfileField } from './audience.js';
import type { ChosenPersonView, DirectoryQuery, MixerView, OwnProfileView, PREVIEWED, PreviewView, ProfileChange } from './profile.dto.js';
import { lockMixer } from './mixers.queries.js';
import { knownMixers, listProfiles, readChosen, readProfile, writeChosen, writeField, writeNames, type ProfileRow } from './profile.queries.js';
import { audienceOf, ownProfileView, seenFrom } from './profile.view.js';

/** What mixers say of themselves, and to whom. */
@Injectable()
export class ProfileService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async own(actor: Actor): Promise<OwnProfileView> {
    return ownProfileView(await readProfile(this.db, mixerOf(actor), actor, this.clock.now()));
  }

  /** Change fields of one's own, their audience, or both. Who may see what is written down; what stands in a field is not. */
  async change(actor: Actor, changes: readonly ProfileChange[]): Promise<OwnProfileView> {
    const mixerId = mixerOf(actor);
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockMixer(tx, mixerId);
      const before = await readProfile(tx, mixerId, actor, now);
      for (const change of changes) {
        const audience = change.audience ?? audienceOf(before, change.field);
        if (change.field === 'displayName' || change.field === 'name' || change.field === 'kana') {
          await writeNames(tx, actor.accountId, namesOf(change));
          await writeField(tx, mixerId, change.field, undefined, audience, now);
        } else {
          await writeField(tx, mixerId, change.field, change.value ?? before.written[change.field] ?? EMPTY[change.field], audience, now);
        }
      }
      const after = await readProfile(tx, mixerId, actor, now);
      const fields = changes.map(({ field }) => field);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'mixer.profileChanged',
        subject: { type: 'mixer', id: mixerId },
        concernsAccountId: actor.accountId,
        before: openness(before, fields),
        after: openness(after, fields),
      });
      return ownProfileView(after);
    });
  }

  async chosenPeople(actor: Actor): Promise<ChosenPersonView[]> {
    return readChosen(this.db, mixerOf(actor));
  }

  /** Choose the people whom `chosen` means. Refuses 400 for an id that is no mixer's, or one's own. */
  async choosePeople(actor: Actor, chosen: readonly string[]): Promise<ChosenPersonView[]> {
    const mixerId = mixerOf(actor);
    const mixerIds = chosen.map((id) => id.toLowerCase());
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await lockMixer(tx, mixerId);
      const known = await knownMixers(tx, mixerIds);
      const unknown = mixerIds.flatMap((id, at) => (known.has(id) && id !== mixerId ? [] : [{ path: `mixerIds.${at}`, code: 'id' }]));
      if (unknown.length > 0) throw Refusal.input(unknown);
      const before = await readChosen(tx, mixerId);
      await writeChosen(tx, mixerId, mixerIds);
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'mixer.chosenPeopleChanged',
        subject: { type: 'mixer', id: mixerId },
        concernsAccountId: actor.accountId,
        before: { people: before.length },
        after: { people: known.size },
      });
      return readChosen(tx, mixerId);
    });
  }

  /** One's own page as others see it; `everyone` is somebody who is not signed in. */
  async preview(actor: Actor, as: (typeof PREVIEWED)[number]): Promise<PreviewView> {
    const profile = await readProfile(this.db, mixerOf(actor), actor, this.clock.now());
    return { as, page: seenFrom(profile, as, as === 'everyone') };
  }

  /** A mixer as the reader may see them. Refuses 404 when nothing lies open to them. */
  async page(reader: Actor | null, mixerId: string): Promise<MixerView> {
    const profile = await readProfile(this.db, mixerId, reader, this.clock.now());
    const seen = seenFrom(profile, profile.nearness, reader === null);
    if (!seen) throw Refusal.missing('mixer');
    return seen;
  }

  /** Mixers by what lies open to the reader. */
  async directory(reader: Actor, { q = '', area = '', skill = '', limit = PAGE_DEFAULT, cursor }: DirectoryQuery): Promise<Page<MixerView>> {
    const key = readCursor(cursor, ['text', 'id']);
    const [displayName = '', mixerId = ''] = key ?? [];
    const found = await listProfiles(this.db, reader, { q, area, skill }, this.clock.now(), limit + 1, key ? { displayName, mixerId } : null);
    const page = pageOf(found, limit, (profile) => seenFrom(profile, profile.nearness, false), (profile) => [profile.displayName, profile.mixerId]);
    return { ...page, items: page.items.filter((item) => item !== null) };
  }
}

const EMPTY = { areas: [], skills: [], whatIDo: '', whatICanGive: '', links: [], phone: '' } as const;

type NameOnlyChange = Extract<ProfileChange, { field: 'displayName' | 'name' | 'kana' }>;

function namesOf(change: NameOnlyChange): Parameters<typeof writeNames>[2] {
  if (change.value === undefined) return {};
  if (change.field === 'displayName') return { displayName: change.value };
  const { family, given = '' } = change.value;
  return change.field === 'name' ? { name: { family, given } } : { kana: { family, given } };
}

/** What the audit says of a change: who may see which field, and the names, which the books know anyway. */
function openness(profile: ProfileRow, fields: readonly ProfileField[]): Record<string, unknown> {
  const audiences: Partial<Record<ProfileField, Audience>> = {};
  for (const field of fields) audiences[field] = audienceOf(profile, field);
  const { displayName, familyName, givenName, familyKana, givenKana } = profile;
  return {
    audiences,
    ...(fields.includes('displayName') ? { displayName } : {}),
    ...(fields.includes('name') ? { name: `${familyName} ${givenName}`.trim() } : {}),
    ...(fields.includes('kana') ? { kana: `${familyKana} ${givenKana}`.trim() } : {}),
  };
}
