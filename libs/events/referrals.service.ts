import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { recordDeed } from '#libs/audit';
import { SETTINGS, type RunningSettings, type Sql } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Clock, Refusal } from '#libs/kernel';
import { referralCounts, type ReferralCount } from '#libs/orders';
import { askPromotion, codeOf, codesOf, consentsOf, consentView, referralCode, retireCode, type CodeWish, type PromotionConsentView, type ReferralCode, type ReferralKind } from '#libs/revenue';
import { spaceRow } from '#libs/spaces';
import { eventById, lockEvent, type EventRow } from './events.queries.js';
import { maySee, standingIn } from './events.service.js';
import { holds, runs, type Standing } from './events.views.js';
import type { AskPromotion, MakeReferralCode, PromotionConsentListView, ReferralCodeListView, ReferralCodeView } from './referrals.dto.js';

/** Far more flyers than an evening has walls for. */
const MOST_CODES = 200;

/** Links that say who brought a guest, and businesses that agree to be written about. */
@Injectable()
export class ReferralsService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: Pick<RunningSettings, 'publicUrl'>,
    private readonly clock: Clock,
  ) {}

  /** The links of an event with what came by them; all for who runs it, one's own otherwise. Refuses 404. */
  async list(actor: Actor, eventId: string): Promise<ReferralCodeListView> {
    const { event, standing } = await this.seen(this.db, actor, eventId);
    const [codes, counts] = await Promise.all([codesOf(this.db, eventId), referralCounts(this.db, eventId)]);
    const shown = codes.filter((code) => runs(standing, event) || isMine(actor, code));
    return {
      items: shown.map((code) => this.view(actor, event, standing, code, code.touches, counts.find(({ code: counted }) => counted === code.code))),
      canMake: this.isOpen(event) ? kindsOf(actor) : [],
      spaces: actor.spaces.map(({ id, name }) => ({ id, name })),
    };
  }

  /**
   * A link of one's own, of one's space, or of a flyer. A mixer and a space have one each, and get the same again. Refuses 404, 403 for a mixer's
   * link of who is none, 400 a flyer without its place, 409 `referral.closed` before the space has approved and after the end,
   * `referral.tooMany`.
   */
  async make(actor: Actor, eventId: string, input: MakeReferralCode): Promise<ReferralCodeView> {
    return this.db.transaction(async (tx) => {
      const { standing } = await this.seen(tx, actor, eventId);
      const event = await lockEvent(tx, eventId);
      if (!this.isOpen(event)) throw Refusal.conflict('referral.closed');
      const now = this.clock.now();
      const codes = await codesOf(tx, eventId);
      const before = codes.length;
      if (before >= MOST_CODES) throw Refusal.conflict('referral.tooMany', { most: MOST_CODES });
      const made = await referralCode(tx, { ...(await wishOf(tx, actor, event, input)), kind: input.kind, subjectId: eventId, by: actor.accountId, at: now });
      const known = codes.find(({ code }) => code === made.code);
      if (!known) {
        const { code, kind, label, accountId, spaceId } = made;
        await recordDeed(tx, { at: now, by: actor, action: 'referral.made', subject: { type: 'event', id: eventId }, spaceId, after: { code, kind, label, accountId, spaceId } });
      }
      const counts = known ? await referralCounts(tx, eventId) : [];
      return this.view(actor, event, standing, made, known?.touches ?? 0, counts.find(({ code }) => code === made.code));
    });
  }

  /** From now on it counts for nobody new; who came by it stays counted. Refuses 404. */
  async retire(actor: Actor, eventId: string, code: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { event, standing } = await this.seen(tx, actor, eventId);
      const found = await codeOf(tx, code);
      if (found.subjectId !== eventId || !mayRetire(actor, event, standing, found)) throw Refusal.missing('referralCode');
      if (found.retiredAt) return;
      const now = this.clock.now();
      await retireCode(tx, code, now);
      await recordDeed(tx, { at: now, by: actor, action: 'referral.retired', subject: { type: 'event', id: eventId }, concernsAccountId: found.accountId, spaceId: found.spaceId, before: { code, label: found.label } });
    });
  }

  /** What businesses were asked and said. Refuses 404 for who does not run the event. */
  async promotions(actor: Actor, eventId: string): Promise<PromotionConsentListView> {
    const { event, standing } = await this.seen(this.db, actor, eventId);
    if (!runs(standing, event)) throw Refusal.missing('event');
    return { items: (await consentsOf(this.db, eventId)).map(consentView) };
  }

  /** Ask a business whether it may be written about. Refuses 404 for who does not hold the event, 409 `referral.closed`. */
  async askPromotion(actor: Actor, eventId: string, { business, contactEmail, text, locale = 'ja' }: AskPromotion): Promise<PromotionConsentView> {
    return this.db.transaction(async (tx) => {
      const { event, standing } = await this.seen(tx, actor, eventId);
      if (!holds(standing, event)) throw Refusal.missing('event');
      if (!this.isOpen(event)) throw Refusal.conflict('referral.closed');
      const now = this.clock.now();
      const asked = await askPromotion(tx, { subjectId: eventId, title: event.title, business, contactEmail, text, locale, by: actor, at: now });
      await recordDeed(tx, { at: now, by: actor, action: 'promotion.asked', subject: { type: 'event', id: eventId }, spaceId: event.spaceId, after: { business } });
      return consentView(asked);
    });
  }

  private async seen(sql: Sql, actor: Actor, eventId: string): Promise<{ event: EventRow; standing: Standing }> {
    const event = await eventById(sql, eventId);
    const standing = event && (await standingIn(sql, actor, event));
    if (!event || !standing || !maySee(event, standing)) throw Refusal.missing('event');
    return { event, standing };
  }

  /** Flyers are printed as soon as the space has said yes, and handed out until it is over. */
  private isOpen({ status, endsAt }: EventRow): boolean {
    return (status === 'approved' || status === 'published') && endsAt > this.clock.now();
  }

  private view(actor: Actor, event: EventRow, standing: Standing, code: ReferralCode, touches: number, count: ReferralCount | undefined): ReferralCodeView {
    const { kind, label, accountName, spaceName, createdAt, retiredAt } = code;
    return {
      code: code.code,
      kind,
      label,
      accountName,
      spaceName,
      url: `${this.settings.publicUrl}/events/${event.id}?ref=${code.code}`,
      mine: isMine(actor, code),
      touches,
      registrations: count?.registrations ?? 0,
      guests: count?.guests ?? 0,
      receivedYen: count?.receivedYen ?? 0,
      createdAt: createdAt.toISOString(),
      retiredAt: retiredAt?.toISOString() ?? null,
      canRetire: retiredAt === null && mayRetire(actor, event, standing, code),
    };
  }
}

const worksIn = (actor: Actor, spaceId: string | null): boolean => actor.spaces.some(({ id }) => id === spaceId);
const isMine = (actor: Actor, { accountId, spaceId }: ReferralCode): boolean => (accountId === null ? worksIn(actor, spaceId) : accountId === actor.accountId);

/** Their own, or, for who holds the event, any. */
const mayRetire = (actor: Actor, event: EventRow, standing: Standing, code: ReferralCode): boolean => holds(standing, event) || standing.steward || isMine(actor, code);

function kindsOf({ mixerId, spaces }: Actor): ReferralKind[] {
  return [...(mixerId ? (['mixer'] as const) : []), ...(spaces.length > 0 ? (['space'] as const) : []), ...(mixerId || spaces.length > 0 ? (['flyer'] as const) : [])];
}

/** Who is credited: a mixer, a space, or the carrier of a flyer and the space it lies in. */
async function wishOf(tx: Sql, actor: Actor, event: EventRow, { kind, spaceId, label = '' }: MakeReferralCode): Promise<Pick<CodeWish, 'accountId' | 'spaceId' | 'label'>> {
  const carrier = actor.mixerId ? actor.accountId : null;
  const own = spaceId ?? actor.spaces.find(({ id }) => id === event.spaceId)?.id ?? actor.spaces[0]?.id ?? null;
  switch (kind) {
    case 'mixer':
      if (!carrier) throw Refusal.forbidden();
      return { accountId: carrier };
    case 'space':
      if (!worksIn(actor, own)) throw Refusal.missing('space');
      return { spaceId: own };
    case 'flyer': {
      if (!label) throw Refusal.input([{ path: 'label', code: 'required' }]);
      // Whoever carries it may leave it anywhere; for a space it lies in their own.
      if (!carrier && !worksIn(actor, own)) throw Refusal.missing('space');
      if (spaceId && !(await spaceRow(tx, spaceId))) throw Refusal.missing('space');
      return { accountId: carrier, spaceId: carrier ? (spaceId ?? null) : own, label };
    }
  }
}
