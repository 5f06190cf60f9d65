import type { Deed } from '#libs/audit';
import { rows, theRow, type Sql } from '#libs/database';
import { canonicalContent, documentNumber, receiptContent } from '#libs/documents';
import { addDays, atTokyo, day, dayIn, daysBetween, dayStart, monthOf, newId, nextMonth, tokyoDay, yen, type Day, type Month } from '#libs/kernel';
import { postAll, type Posting } from '#libs/ledger';
import type { Tier } from '#libs/tiers';
import { GRACE_DAYS, type People, type SeededMixer } from './people.js';
import { insertAll, type Row } from './write.js';

/** What a month costs since the beginning. */
const PRICES: Readonly<Record<Tier, number>> = { challenge: 500, junior: 1_000, senior: 3_000 };
/** So many months back the books go. */
const MONTHS_BACK = 5;
const DUE_AFTER_DAYS = 14;
const CHARGED_AT = '04:20';
const RECORDED_AT = '17:00';
/** How long the pause of the seed lasts. */
const PAUSED_MONTHS = 2;

interface SeededCharge {
  id: string;
  mixer: SeededMixer;
  planId: string;
  tier: Tier;
  month: Month;
  dueOn: Day;
  /** Since when it is behind; null when it is not. */
  since: Day | null;
  /** When the treasurer saw it on the account; null when nobody has paid. */
  paidAt: Date | null;
  paymentId: string;
}

/** Everybody's dues, paid by transfer and recorded by the treasurer, but for two who are behind and one who pauses. */
export interface SeededDues {
  charges: readonly SeededCharge[];
  plans: ReadonlyMap<string, string>;
}

/** Since when somebody is behind, by their standing and the day it began. */
export function arrearsOf({ dues, duesSince }: Pick<SeededMixer, 'dues' | 'duesSince'>): number | null {
  if (duesSince === undefined || (dues !== 'grace' && dues !== 'restricted')) return null;
  return dues === 'grace' ? duesSince : duesSince - GRACE_DAYS;
}

export function makeDues(people: People, now: Date, today: Day): SeededDues {
  const paying = people.mixers.filter(({ tier }) => tier !== null);
  const plans = new Map(paying.map(({ key }) => [key, newId()]));
  const charges = paying.flatMap((mixer, at) => monthsOf(mixer, today).map((month) => chargeOf(mixer, { planId: plans.get(mixer.key) ?? '', month, now, today, at })));
  return { charges, plans };
}

const firstMonth = (mixer: SeededMixer, today: Day): Month => nextMonth(monthOf(addDays(today, mixer.joined)));

/** The months that were charged, the paused ones left out. */
function monthsOf(mixer: SeededMixer, today: Day): Month[] {
  const present = monthOf(today);
  const months: Month[] = [];
  for (let month = firstMonth(mixer, today); month <= present; month = nextMonth(month)) if (!(mixer.membership === 'paused' && month === present)) months.push(month);
  return months.slice(-1 - MONTHS_BACK);
}

interface Of {
  planId: string;
  month: Month;
  now: Date;
  today: Day;
  /** The place among those who pay, by which their days differ. */
  at: number;
}

function chargeOf(mixer: SeededMixer, { planId, month, now, today, at }: Of): SeededCharge {
  const first = dayIn(month, 1);
  const arrears = arrearsOf(mixer);
  const behindSince = arrears === null ? null : addDays(today, arrears);
  const unpaid = behindSince !== null && month >= monthOf(behindSince);
  const firstUnpaid = unpaid && month === monthOf(behindSince);
  const dueOn = firstUnpaid ? addDays(behindSince, -1) : addDays(first, DUE_AFTER_DAYS);
  const paidAt = unpaid ? null : atTokyo(addDays(first, 2 + (at % 9)), RECORDED_AT);
  const paid = paidAt !== null && paidAt < now;
  return {
    id: newId(),
    mixer,
    planId,
    tier: tierIn(mixer, month, today),
    month,
    dueOn,
    since: firstUnpaid ? behindSince : !paid && dueOn < today ? addDays(dueOn, 1) : null,
    paidAt: paid ? paidAt : null,
    paymentId: newId(),
  };
}

/** The tier on the first of a month; before the present one somebody stood one lower. */
function tierIn({ tier, tierSince }: SeededMixer, month: Month, today: Day): Tier {
  const now = tier ?? 'challenge';
  if (tierSince === undefined || daysBetween(today, dayIn(month, 1)) >= tierSince) return now;
  return now === 'senior' ? 'junior' : 'challenge';
}

const chargedAt = ({ month }: SeededCharge): Date => atTokyo(dayIn(month, 1), CHARGED_AT);

/** The charge of a month that began less than its hour ago is written all the same. */
const notAfter = (at: Date, now: Date): Date => (at < now ? at : now);

export async function writeDues(tx: Sql, { charges, plans }: SeededDues, people: People, now: Date, today: Day): Promise<void> {
  const treasurer = people.accountOf('treasurer');
  const paying = people.mixers.filter(({ key }) => plans.has(key));
  await insertAll(tx, 'dues_plans', paying.map((mixer) => planRow(mixer, plans.get(mixer.key) ?? '', today)));
  await insertAll(tx, 'dues_charges', charges.map((charge) => chargeRow(charge, now)));
  const paid = charges.flatMap((charge) => (charge.paidAt ? [{ ...charge, paidAt: charge.paidAt }] : [])).sort((a, b) => a.paidAt.getTime() - b.paidAt.getTime());
  await insertAll(tx, 'dues_payments', paid.map((charge) => paymentRow(charge, treasurer)));
  await insertAll(tx, 'dues_pauses', paying.filter(({ membership }) => membership === 'paused').map((mixer) => pauseRow(mixer, plans.get(mixer.key) ?? '', now, today)));
  await insertAll(tx, 'dues_contacts', paying.flatMap((mixer) => contactRows(mixer, treasurer, today)));
  await postAll(tx, [...charges.map((charge) => chargePosting(charge, now)), ...paid.map((charge) => paymentPosting(charge, treasurer))]);
  await insertAll(tx, 'documents', await receiptRows(tx, paid));
}

/** A receipt for everything that was paid, in the order of their numbers. */
async function receiptRows(tx: Sql, paid: readonly Paid[]): Promise<Row[]> {
  const numbers = await rows<{ drawn: string }>(tx, `select nextval('document_numbers') as drawn from generate_series(1, $1::int)`, [paid.length]);
  const issuer = await theRow<{ name: string; address: string; registrationNumber: string | null }>(
    tx,
    'cooperative',
    'select name, address, registration_number as "registrationNumber" from cooperative',
  );
  return paid.map(({ mixer, tier, month, paidAt, paymentId }, at) => {
    const paidOn = tokyoDay(paidAt);
    const number = documentNumber('receipt', numbers[at]?.drawn ?? '', paidOn);
    const parts = [{ subject: { kind: 'dues', tier, month } as const, amountYen: PRICES[tier], taxCategory: 'outOfScope' as const }];
    const { text, sha256 } = canonicalContent(receiptContent({ number, paidOn, method: 'bankTransfer', addressee: mixer.name.join(' '), parts, issuer }));
    return {
      id: newId(),
      number,
      kind: 'receipt',
      subject_id: paymentId,
      version: 1,
      party_account_id: mixer.accountId,
      content: text,
      sha256: `\\x${sha256.toString('hex')}`,
      issued_at: paidAt,
    };
  });
}

const planRow = (mixer: SeededMixer, id: string, today: Day): Row => ({
  id,
  mixer_id: mixer.id,
  account_id: mixer.accountId,
  method: 'manual',
  state: 'live',
  tier: mixer.tier,
  price_yen: PRICES[mixer.tier ?? 'challenge'],
  asked_at: dayStart(addDays(today, mixer.joined)),
  started_at: dayStart(addDays(today, mixer.joined)),
  first_on: dayIn(firstMonth(mixer, today), 1),
  attempt: 1,
  revision: 0,
  told_revision: 0,
});

const chargeRow = (charge: SeededCharge, now: Date): Row => ({
  id: charge.id,
  mixer_id: charge.mixer.id,
  plan_id: charge.planId,
  item: charge.tier,
  period: dayIn(charge.month, 1),
  amount_yen: PRICES[charge.tier],
  tax_category: 'outOfScope',
  due_on: charge.dueOn,
  state: charge.paidAt ? 'paid' : charge.since ? 'asking' : 'charged',
  arrears_since: charge.since,
  failure: charge.since ? 'overdue' : null,
  failed_at: charge.since && dayStart(charge.since),
  attempts: 0,
  opened_at: notAfter(chargedAt(charge), now),
  charged_at: notAfter(chargedAt(charge), now),
  paid_at: charge.paidAt,
});

type Paid = SeededCharge & { paidAt: Date };

const paymentRow = ({ id, mixer, tier, paidAt, paymentId }: Paid, treasurer: string): Row => ({
  id: paymentId,
  charge_id: id,
  mixer_id: mixer.id,
  source: 'bank',
  amount_yen: PRICES[tier],
  paid_at: paidAt,
  surplus: false,
  reason: '通帳で入金を確認',
  recorded_by: treasurer,
  recorded_at: paidAt,
});

const pauseRow = (mixer: SeededMixer, planId: string, now: Date, today: Day): Row => {
  const present = monthOf(today);
  let until = present;
  for (let at = 0; at < PAUSED_MONTHS; at++) until = nextMonth(until);
  return { mixer_id: mixer.id, plan_id: planId, from_on: dayIn(present, 1), until_on: dayIn(until, 1), asked_at: notAfter(dayStart(addDays(today, mixer.membershipSince ?? 0)), now) };
};

/** What was written to whoever is behind: the change of standing, and a reminder of the treasurer. */
function contactRows(mixer: SeededMixer, treasurer: string, today: Day): Row[] {
  const since = arrearsOf(mixer);
  if (since === null) return [];
  const contact = (kind: string, template: string, days: number, by: string | null): Row => ({
    id: newId(),
    mixer_id: mixer.id,
    kind,
    template,
    by_account_id: by,
    at: atTokyo(addDays(today, days), CHARGED_AT),
  });
  return [
    contact('standing', 'duesGrace', since, null),
    ...(mixer.dues === 'restricted' ? [contact('standing', 'duesRestricted', since + GRACE_DAYS, null), contact('reminder', 'duesReminder', -3, treasurer)] : []),
  ];
}

const chargePosting = (charge: SeededCharge, now: Date): Posting => ({
  cause: { kind: 'dues.charged', id: charge.id },
  eventAt: notAfter(chargedAt(charge), now),
  transfers: [
    {
      from: { type: 'duesIncome' },
      to: { type: 'receivable', ownerAccountId: charge.mixer.accountId },
      amountYen: yen(PRICES[charge.tier]),
      kind: 'dues',
      tax: 'outOfScope',
    },
  ],
});

const paymentPosting = ({ mixer, tier, paidAt, paymentId }: Paid, treasurer: string): Posting => ({
  cause: { kind: 'dues.paid', id: paymentId },
  eventAt: paidAt,
  transfers: [{ from: { type: 'receivable', ownerAccountId: mixer.accountId }, to: { type: 'bank' }, amountYen: yen(PRICES[tier]), kind: 'payment' }],
  by: { accountId: treasurer },
});

/** What the treasurer did, as the audit would have it. */
export const duesDeeds = ({ charges }: SeededDues, people: People): Deed[] =>
  charges.flatMap(({ mixer, tier, month, paidAt, paymentId }) =>
    paidAt
      ? [
          {
            at: paidAt,
            by: { accountId: people.accountOf('treasurer') },
            action: 'dues.paymentRecorded' as const,
            subject: { type: 'duesPayment', id: paymentId },
            concernsAccountId: mixer.accountId,
            reason: '通帳で入金を確認',
            after: { month: dayIn(month, 1), amountYen: PRICES[tier], source: 'bank', paidAt: paidAt.toISOString() },
          },
        ]
      : [],
  );

/** What lies in the inboxes of those who are behind. */
export function duesInbox({ charges }: SeededDues, people: People, today: Day): (Row & { created_at: Date })[] {
  return people.mixers.flatMap((mixer) => {
    const since = arrearsOf(mixer);
    const [open] = charges.filter((charge) => charge.mixer.key === mixer.key && charge.since !== null);
    if (since === null || !open?.since) return [];
    const [restrictedOn, endsOn] = [addDays(day(open.since), GRACE_DAYS), addDays(day(open.since), 60)];
    const params = { name: mixer.display, month: open.month, amountYen: PRICES[open.tier], failure: 'overdue', restrictedOn, endsOn, until: '', method: 'manual', firstOn: '' };
    const item = (template: string, days: number, unread: boolean): Row & { created_at: Date } => {
      const at = atTokyo(addDays(today, days), CHARGED_AT);
      return { account_id: mixer.accountId, template, params, href: '/me/dues', created_at: at, read_at: unread ? null : new Date(at.getTime() + 86_400_000) };
    };
    const restricted = mixer.dues === 'restricted';
    return [item('duesGrace', since, !restricted), ...(restricted ? [item('duesRestricted', since + GRACE_DAYS, true)] : [])];
  });
}
