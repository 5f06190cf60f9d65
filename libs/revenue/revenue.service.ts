import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { SETTINGS, type RunningSettings } from '#libs/database';
import { isLinkToken } from '#libs/identity';
import { canStep, Clock, Refusal } from '#libs/kernel';
import { answerPromotion, CONSENT_ANSWERS, CONSENT_MACHINE, consentOf, type ConsentAnswer, type PromotionConsent } from './promotions.js';
import type { AnswerPromotion, PreviewedEveningView, PreviewSplit, PromotionConsentView, ReferralTouchView, SplitPreviewView, TouchReferral } from './revenue.dto.js';
import { touch, TOUCH_DAYS } from './referrals.js';
import { previewSplit } from './split.rules.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Evenings of a preview: between none and all seats, evenly. */
const STEPS = 100;

/** Trying a split out, visitors who come by a link, and businesses that answer. */
@Injectable()
export class RevenueService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: Pick<RunningSettings, 'secretKeys'>,
    private readonly clock: Clock,
  ) {}

  /** What each would get, from no guest to a full room. Refuses 422 unsound terms. */
  preview({ base, shares, priceYen, capacity, broughtPercent = 100, paidOnlinePercent = 100, space = true, builder = false }: PreviewSplit): SplitPreviewView {
    const part = (percent: number, guests: number): number => Math.round((guests * percent) / 100);
    const evening = (guests: number): PreviewedEveningView => ({
      guests,
      ...previewSplit({ base, shares }, { priceYen, guests, brought: part(broughtPercent, guests), paidOnline: part(paidOnlinePercent, guests), space, builder }),
    });
    const most = Math.min(capacity, STEPS);
    return { items: Array.from({ length: most + 1 }, (_, at) => evening(Math.round((capacity * at) / most))) };
  }

  /** A visitor comes by a link. Refuses 404 `referralCode`. */
  async touch(visitor: string, { code, subjectId }: TouchReferral): Promise<ReferralTouchView> {
    const counted = await touch(this.db, { visitor, subjectId, code: code.toLowerCase(), at: this.clock.now() });
    return { code: counted.code, kind: counted.kind, countsUntil: new Date(counted.touchedAt.getTime() + TOUCH_DAYS * DAY_MS).toISOString() };
  }

  /** What a business was asked; only by the link of its letter. Refuses 404 `promotionConsent` without it. */
  async consent(id: string, token: string | undefined): Promise<PromotionConsentView> {
    this.requireLink(id, token);
    return consentView(await consentOf(this.db, id));
  }

  /** What the business says. Refuses 404 `promotionConsent` without its link, 409 `state.wrong`. */
  async answer(id: string, token: string | undefined, { answer, name }: AnswerPromotion): Promise<PromotionConsentView> {
    this.requireLink(id, token);
    return this.db.transaction(async (tx) => consentView(await answerPromotion(tx, { id, answer, name, at: this.clock.now() })));
  }

  private requireLink(id: string, token: string | undefined): void {
    if (!isLinkToken(this.settings.secretKeys, 'promotion', id, token)) throw Refusal.missing('promotionConsent');
  }
}

const answersTo = ({ status }: PromotionConsent): ConsentAnswer[] => CONSENT_ANSWERS.filter((answer) => canStep(CONSENT_MACHINE, status, answer));

/** A consent as the business and the host see it; the address stays with the house. */
export function consentView(consent: PromotionConsent): PromotionConsentView {
  const { id, subjectId, title, business, text, status, askedByName, askedAt, answeredName, answeredAt } = consent;
  return {
    id,
    subjectId,
    title,
    business,
    text,
    status,
    askedByName,
    askedAt: askedAt.toISOString(),
    answeredName,
    answeredAt: answeredAt?.toISOString() ?? null,
    answers: answersTo(consent),
  };
}
