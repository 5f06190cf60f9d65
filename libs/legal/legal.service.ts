import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { row } from '#libs/database';
import { markdownComplaints } from '#libs/door';
import { describeCooperative, theCooperative, type Actor, type Cooperative } from '#libs/identity';
import { Clock, Refusal, tokyoDay, type Day, type FieldError } from '#libs/kernel';
import { LEGAL_TITLES, say, type LegalKind, type Locale } from '#libs/words';
import { acceptTexts } from './accept-texts.js';
import { BRACES, digestOf, filled, unknownBraces } from './filled.js';
import type { CooperativeView, DescribeCooperative, EditedTextsView, LegalTextView, PublishText, TextsToAcceptView } from './legal.dto.js';
import { acceptancesOf, textsToAccept, versionsOf, type LegalText } from './legal.queries.js';

/** The texts that everybody who signs in is asked to agree to. */
const ASKED_OF_ALL: readonly LegalKind[] = ['terms', 'privacy'];

/** The texts that the public reads and people agree to. A version is never changed: the next one takes its place from its day. */
@Injectable()
export class LegalService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A text as it holds today, or one of its versions. Refuses 404 for a version that is not there. */
  async read(kind: LegalKind, version: number | undefined, locale: Locale): Promise<LegalTextView> {
    const [versions, cooperative] = await Promise.all([versionsOf(this.db, kind), theCooperative(this.db)]);
    const current = inForce(versions, tokyoDay(this.clock.now()));
    const wanted = version === undefined ? current : versions.find((one) => one.version === version);
    if (!wanted) throw Refusal.missing('legalText');
    const body = filled(wanted, cooperative, locale);
    return {
      id: wanted.id,
      kind,
      title: say(LEGAL_TITLES[kind], locale),
      version: wanted.version,
      inForceOn: wanted.inForceOn,
      publishedAt: wanted.publishedAt.toISOString(),
      body,
      sha256: digestOf(body).toString('hex'),
      change: changeOf(wanted, locale),
      inForce: wanted === current,
      versions: versions.map((one) => ({ version: one.version, inForceOn: one.inForceOn, change: changeOf(one, locale) })),
    };
  }

  /** What the actor still has to agree to. */
  async toAccept({ accountId }: Actor, locale: Locale): Promise<TextsToAcceptView> {
    const today = tokyoDay(this.clock.now());
    const asked = await textsToAccept(this.db, accountId, ASKED_OF_ALL, today);
    const before = await row<{ agreed: boolean }>(this.db, 'select exists (select from text_acceptances where account_id = $1 and text = any($2)) as agreed', [accountId, ASKED_OF_ALL]);
    return {
      items: asked.map((text) => ({
        id: text.id,
        kind: text.kind,
        title: say(LEGAL_TITLES[text.kind], locale),
        version: text.version,
        inForceOn: text.inForceOn,
        change: before?.agreed ? changeOf(text, locale) : '',
        again: before?.agreed ?? false,
      })),
    };
  }

  /** Agree to what is asked. Refuses 409 `texts.accept` when one of the texts is missing or no longer the one in force. */
  async accept(actor: Actor, textIds: readonly string[], locale: Locale): Promise<TextsToAcceptView> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const asked = await textsToAccept(tx, actor.accountId, ASKED_OF_ALL, tokyoDay(now));
      if (asked.length === 0) return;
      await acceptTexts(tx, { accountId: actor.accountId, textIds, kinds: asked.map(({ kind }) => kind), locale, at: now });
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'legalText.accepted',
        subject: { type: 'account', id: actor.accountId },
        concernsAccountId: actor.accountId,
        after: Object.fromEntries(asked.map(({ kind, version }) => [kind, version])),
      });
    });
    return this.toAccept(actor, locale);
  }

  /** Every version of a text with both languages, for who edits it. */
  async edited(kind: LegalKind, locale: Locale): Promise<EditedTextsView> {
    const [versions, accepted] = await Promise.all([versionsOf(this.db, kind), acceptancesOf(this.db, kind)]);
    const current = inForce(versions, tokyoDay(this.clock.now()));
    return {
      kind,
      title: say(LEGAL_TITLES[kind], locale),
      braces: [...BRACES],
      items: versions.map((one) => ({
        id: one.id,
        version: one.version,
        inForceOn: one.inForceOn,
        inForce: one === current,
        asksAgain: one.asksAgain,
        bodyJa: one.bodyJa,
        bodyEn: one.bodyEn,
        changeJa: one.changeJa,
        changeEn: one.changeEn,
        publishedAt: one.publishedAt.toISOString(),
        publishedByName: one.publishedByName,
        acceptedBy: accepted.find(({ version }) => version === one.version)?.accounts ?? 0,
      })),
    };
  }

  /**
   * Publish the next version. Refuses 409 `texts.edited` when somebody was faster, and 400 for a day before today or before the last version's,
   * for HTML and strange links, and for braces that nothing fills.
   */
  async publish(actor: Actor, kind: LegalKind, input: PublishText, locale: Locale): Promise<EditedTextsView> {
    const wrong: FieldError[] = [...complaints(input.bodyJa, 'bodyJa'), ...complaints(input.bodyEn, 'bodyEn')];
    if (wrong.length > 0) throw Refusal.input(wrong);
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`legal_texts:${kind}`]);
      const last = (await versionsOf(tx, kind))[0];
      const version = (last?.version ?? 0) + 1;
      if (last && last.version !== input.basedOn) throw Refusal.conflict('texts.edited', { version: last.version });
      const today = tokyoDay(now);
      const earliest = last && last.inForceOn > today ? last.inForceOn : today;
      if (input.inForceOn < earliest) throw Refusal.input([{ path: 'inForceOn', code: 'beforeInForce', params: { earliest } }]);
      const made = await row<{ id: string }>(
        tx,
        `insert into legal_texts (kind, version, in_force_on, asks_again, body_ja, body_en, change_ja, change_en, published_at, published_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
        [kind, version, input.inForceOn, input.asksAgain, input.bodyJa, input.bodyEn, input.changeJa, input.changeEn, now, actor.accountId],
      );
      if (!made) throw new Error('the text was not written');
      await recordDeed(tx, {
        at: now,
        by: actor,
        action: 'legalText.published',
        subject: { type: 'legalText', id: made.id },
        after: { kind, version, inForceOn: input.inForceOn, asksAgain: input.asksAgain },
      });
    });
    return this.edited(kind, locale);
  }

  async cooperative(): Promise<CooperativeView> {
    return cooperativeView(await theCooperative(this.db));
  }

  /** Say who the cooperative is; what is left out stays. Papers issued before keep what they said. */
  async describe(actor: Actor, said: DescribeCooperative): Promise<CooperativeView> {
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    return cooperativeView(await describeCooperative(this.db, this.clock, given, { accountId: actor.accountId }));
  }
}

const inForce = (versions: readonly LegalText[], today: Day): LegalText | undefined => versions.find(({ inForceOn }) => inForceOn <= today);
const changeOf = (text: LegalText, locale: Locale): string => (locale === 'ja' ? text.changeJa : text.changeEn);

const complaints = (body: string, path: string): FieldError[] => [
  ...markdownComplaints(body, path),
  ...unknownBraces(body).slice(0, 1).map((brace): FieldError => ({ path, code: 'legalBrace', params: { brace } })),
];

function cooperativeView({ name, address, helpDesk, representative, phone, email, registrationNumber }: Cooperative): CooperativeView {
  const doubtful = registrationNumber !== null && !fitsCheckDigit(registrationNumber);
  return { name, address, helpDesk, representative, phone, email, registrationNumber, registrationNumberDoubtful: doubtful };
}

/**
 * The first digit of a corporation's number proves the other twelve: nine less the remainder by nine of their sum, every second from the
 * second last counted twice. A person in business has a number of another kind, so a misfit is a doubt and no refusal.
 */
export function fitsCheckDigit(registrationNumber: string): boolean {
  const [first = NaN, ...rest] = Array.from(registrationNumber.slice(1), Number);
  const sum = rest.toReversed().reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 2), 0);
  return first === 9 - (sum % 9);
}
