import { rows, theRow, type Sql } from '#libs/database';
import { newId, step, type Machine } from '#libs/kernel';
import { notify, type Recipient } from '#libs/notices';
import type { Locale } from '#libs/words';

export const CONSENT_STATUSES = ['asked', 'given', 'refused', 'withdrawn'] as const;
export type ConsentStatus = (typeof CONSENT_STATUSES)[number];
export const CONSENT_ANSWERS = ['give', 'refuse', 'withdraw'] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** A business may say yes after a no, and take a yes back at any time. */
export const CONSENT_MACHINE: Machine<ConsentStatus, ConsentAnswer> = {
  asked: { give: 'given', refuse: 'refused' },
  given: { withdraw: 'withdrawn' },
  refused: { give: 'given' },
  withdrawn: { give: 'given' },
};

/** What a promoted business was asked, and what it said. */
export interface PromotionConsent {
  id: string;
  subjectId: string;
  title: string;
  business: string;
  contactEmail: string;
  text: string;
  status: ConsentStatus;
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  answeredName: string | null;
  answeredAt: Date | null;
}

const CONSENT = `
  select c.id, c.subject_id as "subjectId", c.title, c.business, c.contact_email as "contactEmail", c.text, c.status, c.asked_by as "askedBy",
         a.display_name as "askedByName", c.asked_at as "askedAt", c.answered_name as "answeredName", c.answered_at as "answeredAt"
    from promotion_consents c join accounts a on a.id = c.asked_by`;

/** Refuses 404 `promotionConsent` when there is none. */
export const consentOf = (sql: Sql, id: string): Promise<PromotionConsent> => theRow(sql, 'promotionConsent', `${CONSENT} where c.id = $1`, [id]);

/** The consents asked for a thing; the oldest first. */
export const consentsOf = (sql: Sql, subjectId: string): Promise<PromotionConsent[]> => rows(sql, `${CONSENT} where c.subject_id = $1 order by c.id`, [subjectId]);

/** What a business is asked. */
export interface PromotionWish {
  subjectId: string;
  title: string;
  business: string;
  contactEmail: string;
  /** What would be posted. */
  text: string;
  locale: Locale;
  by: { accountId: string; displayName: string };
  at: Date;
}

/** Ask a business for its yes to the posts made for it: a letter with a signed link, for it needs no account. */
export async function askPromotion(tx: Sql, wish: PromotionWish): Promise<PromotionConsent> {
  const { subjectId, title, business, contactEmail, text, locale, by, at } = wish;
  const id = newId();
  await tx.query(
    `insert into promotion_consents (id, subject_id, title, locale, business, contact_email, text, status, asked_by, asked_at) values ($1, $2, $3, $4, $5, $6, $7, 'asked', $8, $9)`,
    [id, subjectId, title, locale, business, contactEmail, text, by.accountId, at],
  );
  await notify(tx, [
    {
      to: { accountId: null, email: contactEmail, locale },
      template: 'promotionAsked',
      params: { business, title, text, host: by.displayName },
      href: `/promotion-consents/${id}`,
      opens: { purpose: 'promotion', id },
      at,
    },
  ]);
  return consentOf(tx, id);
}

/**
 * What the business says. Each answer is kept for ever; the last one counts, and who asked is told. Refuses 404 `promotionConsent`, and 409
 * `state.wrong` for an answer that does not follow (taking back what was never given).
 */
export async function answerPromotion(tx: Sql, { id, answer, name, at }: { id: string; answer: ConsentAnswer; name: string; at: Date }): Promise<PromotionConsent> {
  const { status } = await theRow<{ status: ConsentStatus }>(tx, 'promotionConsent', 'select status from promotion_consents where id = $1 for update', [id]);
  const next = step(CONSENT_MACHINE, status, answer);
  await tx.query('update promotion_consents set status = $2, answered_name = $3, answered_at = $4 where id = $1', [id, next, name, at]);
  await tx.query('insert into promotion_answers (consent_id, answer, name, answered_at) values ($1, $2, $3, $4)', [id, answer, name, at]);
  const consent = await consentOf(tx, id);
  const asker = await theRow<Recipient>(tx, 'account', 'select id as "accountId", email, locale from accounts where id = $1', [consent.askedBy]);
  await notify(tx, [{ to: asker, template: 'promotionAnswered', params: { business: consent.business, title: consent.title, answer: next, name }, href: `/me/events/${consent.subjectId}`, at }]);
  return consent;
}
