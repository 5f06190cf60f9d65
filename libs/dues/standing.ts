import { recordDeeds } from '#libs/audit';
import { enqueue, rows, type Sql } from '#libs/database';
import { tokyoDay, type Day } from '#libs/kernel';
import { setDuesStandings, type StandingMoved } from '#libs/mixers';
import { notify, type Notice } from '#libs/notices';
import type { DuesStanding } from '#libs/tiers';
import type { DuesFailure, Locale, MailTemplate } from '#libs/words';
import { letGo, openCharges, owedCharges } from './charges.js';
import { ARREARS, stepsAhead, type DuesMethod } from './dues.rules.js';

/** Where the rule puts somebody today who stands elsewhere. */
interface Shift {
  planId: string;
  mixerId: string;
  method: DuesMethod;
  priceYen: number;
  nextPriceYen: number | null;
  firstOn: Day;
  was: DuesStanding;
  becomes: Exclude<DuesStanding, 'none'>;
  /** The oldest charge that is behind. */
  since: Day | null;
  overrideUntil: Day | null;
  month: string | null;
  failure: DuesFailure | null;
  owedYen: number | null;
}

/**
 * `standingOn` for everybody with a live plan, or for `$3` alone: one pass over what is behind, whatever has been paid before. The clock
 * counts milliseconds and the database microseconds, so the present is the last of its millisecond.
 */
const SHIFTS = `
  with behind as (
    select mixer_id, min(arrears_since) as since, sum(amount_yen)::int as owed,
           (array_agg(period order by arrears_since, due_on))[1] as period, (array_agg(failure order by arrears_since, due_on))[1] as failure
      from dues_charges where state in ('retrying', 'asking') and ($3::uuid[] is null or mixer_id = any($3)) group by mixer_id
  ), let_be as (
    select mixer_id, max(least(until_on, (lifted_at at time zone 'Asia/Tokyo')::date)) as until
      from dues_overrides where $3::uuid[] is null or mixer_id = any($3) group by mixer_id
  ), standing as (
    select p.id, p.mixer_id, p.method, p.price_yen, p.next_price_yen, p.first_on, b.since, b.owed, b.period, b.failure, l.until,
           case when b.since is null or greatest(b.since, l.until) > $2::date then 'good'
                when $2::date - greatest(b.since, l.until) < $4::int then 'grace'
                when $2::date - greatest(b.since, l.until) < $5::int then 'restricted'
                else 'ended' end as becomes
      from dues_plans p left join behind b on b.mixer_id = p.mixer_id left join let_be l on l.mixer_id = p.mixer_id
     where p.state in ('live', 'ending') and ($3::uuid[] is null or p.mixer_id = any($3))
  )
  select s.id as "planId", s.mixer_id as "mixerId", s.method, s.price_yen as "priceYen", s.next_price_yen as "nextPriceYen", s.first_on::text as "firstOn",
         coalesce(f.value, 'none') as was, s.becomes, s.since::text as since, s.until::text as "overrideUntil", to_char(s.period, 'YYYY-MM') as month, s.failure, s.owed as "owedYen"
    from standing s
    left join mixer_facts f on f.mixer_id = s.mixer_id and f.fact = 'duesStanding' and f.valid @> ($1::timestamptz + interval '999 microseconds')
   where f.value is distinct from s.becomes
   order by s.mixer_id`;

const REASONS: Readonly<Record<Shift['becomes'], string>> = { good: 'duesPaid', grace: 'duesBehind', restricted: 'duesBehind', ended: 'duesBehind' };

const reasonOf = ({ was, becomes, since }: Shift): string =>
  becomes !== 'good' ? REASONS[becomes] : was === 'none' || was === 'ended' ? 'duesSetUp' : since === null ? 'duesPaid' : 'duesOverride';

/**
 * Put everybody's standing (or that of these mixers) where the rule says it is, and tell each person once: the reason, what follows, and the
 * one link that puts it right. Whoever has reached the end loses the plan, and what was open is written off. Answers how many moved.
 */
export async function settleStandings(tx: Sql, now: Date, mixerIds: readonly string[] | null = null): Promise<number> {
  const shifts = await rows<Shift>(tx, SHIFTS, [now, tokyoDay(now), mixerIds, ARREARS.graceDays, ARREARS.endDays]);
  if (shifts.length === 0) return 0;
  const byMixer = new Map(shifts.map((shift) => [shift.mixerId, shift]));
  const moved = await setDuesStandings(
    tx,
    shifts.map((shift) => ({ mixerId: shift.mixerId, standing: shift.becomes, reason: reasonOf(shift) })),
    { by: 'clock', at: now },
  );
  const told = moved.flatMap((person) => {
    const shift = byMixer.get(person.mixerId);
    return shift ? [{ person, shift, notice: noticeOf(person, shift, now) }] : [];
  });
  await notify(tx, told.map(({ notice }) => notice));
  await keepContacts(tx, told.map(({ person, notice }) => ({ mixerId: person.mixerId, kind: 'standing', template: notice.template })), now);
  for (const { person, shift } of told) if (shift.becomes === 'ended') await endForArrears(tx, person, shift.planId, now);
  return moved.length;
}

function noticeOf(person: StandingMoved, shift: Shift, at: Date): Notice {
  const to = { accountId: person.accountId, email: person.email, locale: person.locale satisfies Locale };
  const steps = stepsAhead(shift);
  return {
    to,
    template: templateOf(shift),
    params: {
      name: person.displayName,
      method: shift.method,
      firstOn: shift.firstOn,
      amountYen: shift.owedYen ?? shift.nextPriceYen ?? shift.priceYen,
      month: shift.month ?? '',
      failure: shift.failure ?? 'overdue',
      restrictedOn: steps?.restrictedOn ?? '',
      endsOn: steps?.endsOn ?? '',
      until: shift.overrideUntil ?? '',
    },
    href: '/me/dues',
    at,
  };
}

function templateOf({ was, becomes, since }: Shift): MailTemplate {
  if (becomes === 'grace') return 'duesGrace';
  if (becomes === 'restricted') return 'duesRestricted';
  if (becomes === 'ended') return 'duesEnded';
  if (was === 'none' || was === 'ended') return 'duesStarted';
  return since === null ? 'duesRestored' : 'duesOverride';
}

/** The sixty days are over: nothing more is asked for, and Stripe hears of it. */
async function endForArrears(tx: Sql, { mixerId, accountId }: StandingMoved, planId: string, at: Date): Promise<void> {
  await tx.query(`update dues_plans set state = 'ended', ended_at = $2, end_reason = 'arrears', revision = revision + 1 where id = $1`, [planId, at]);
  for (const charge of await owedCharges(tx, mixerId)) await letGo(tx, charge, 'writeOff', { reason: 'arrears', at });
  for (const charge of await openCharges(tx, planId)) await letGo(tx, charge, 'void', { reason: 'ended', at });
  await enqueue(tx, 'duesTellStripe', { planId }, `duesTellStripe:${planId}`);
  await recordDeeds(tx, [{ at, by: 'clock', action: 'dues.ended', subject: { type: 'duesPlan', id: planId }, concernsAccountId: accountId, reason: 'duesBehind' }]);
}

export interface Contact {
  mixerId: string;
  kind: 'standing' | 'asked' | 'reminder';
  template: MailTemplate;
  by?: string;
}

/** Who was written to and when, for whoever asks next. */
export async function keepContacts(tx: Sql, contacts: readonly Contact[], at: Date): Promise<void> {
  if (contacts.length === 0) return;
  await tx.query(
    `insert into dues_contacts (mixer_id, kind, template, by_account_id, at)
     select c."mixerId", c.kind, c.template, c.by, $2::timestamptz from jsonb_to_recordset($1::jsonb) as c("mixerId" uuid, kind text, template text, by uuid)`,
    [JSON.stringify(contacts), at],
  );
}
