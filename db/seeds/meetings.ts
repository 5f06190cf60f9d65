import { recordDeeds, type Deed } from '#libs/audit';
import type { Sql } from '#libs/database';
import { meetingSpan, missingMeetings, type MeetingRule } from '#libs/events';
import { addDays, dayIn, month, monthOf, newId, tokyoDay, type Month, type Span } from '#libs/kernel';
import { MEETING_WORDS } from '#libs/words';
import { RULE_SET_VERSION } from './book.js';
import { DAY_MS, HOUR_MS, type Plan } from './plan.js';
import { insertAll, type Row } from './write.js';

const RULE: MeetingRule = { week: 3, weekday: 3, startsAt: '20:00', minutes: 120 };
const ONLINE_URL = 'https://ovice.example/mazeru';

const MINUTES = `## 出席
進行と記録は三浦です。

## 受付の引き継ぎノート
紙とアプリの両方に書いていた内容を、アプリにまとめます。

- 鍵の置き場所は紙にも残す
- 忘れ物は写真を添える

## 冬のJELLYの日程
雪の多い週を避け、月の前半に寄せます。

## 次回まで
- さきさんが引き継ぎノートの見本をつくる
- みなとさんがスペースと日程を相談する`;

interface Made extends Span {
  id: string;
  month: Month;
}

/** The meeting that was, with its minutes; the next, with its agenda and the first answers; and the one after that. Answers how many. */
export async function writeMeetings(tx: Sql, plan: Plan): Promise<number> {
  const steward = plan.people.accountOf('steward');
  const past = lastMeeting(plan.now);
  const [next, later] = missingMeetings(RULE, [{ month: past.month, startsAt: past.startsAt, live: true }], plan.now).map(({ month: of, span }): Made => ({ id: newId(), month: of, ...span }));
  if (!next || !later) throw new Error('the seed finds no meeting to come');
  const madeAt = new Date(past.startsAt.getTime() - 40 * DAY_MS);
  await tx.query('update meeting_settings set online_url = $1, changed_by = $2, changed_at = $3', [ONLINE_URL, steward, madeAt]);
  await insertAll(tx, 'events', [eventRow(past, 'done', steward, madeAt), eventRow(next, 'published', steward, madeAt), eventRow(later, 'approved', steward, madeAt)]);

  const minutesAt = new Date(Math.min(past.endsAt.getTime() + 14 * HOUR_MS, plan.now.getTime()));
  await insertAll(tx, 'meetings', [
    { event_id: past.id, month: past.month, minutes_from: 1, minutes_published_at: minutesAt },
    { event_id: next.id, month: next.month, minutes_from: null, minutes_published_at: null },
    { event_id: later.id, month: later.month, minutes_from: null, minutes_published_at: null },
  ]);
  await insertAll(tx, 'meeting_minutes', [{ id: newId(), event_id: past.id, version: 1, body: MINUTES, written_by: steward, written_at: minutesAt }]);
  await insertAll(tx, 'meeting_topics', topicRows(plan, past, next, steward));
  await tx.query(INVITED, [past.id, new Date(past.startsAt.getTime() - 14 * DAY_MS), past.startsAt, steward, true]);
  await tx.query(INVITED, [next.id, new Date(plan.now.getTime() - 30 * HOUR_MS), plan.now, steward, false]);
  await recordDeeds(tx, deedsOf([past, next, later], past, steward, madeAt, minutesAt));
  return 3;
}

/** The last meeting that is over. */
function lastMeeting(now: Date): Made {
  let of = monthOf(tokyoDay(now));
  while (meetingSpan(of, RULE).endsAt >= now) of = month(addDays(dayIn(of, 1), -1).slice(0, 7));
  return { id: newId(), month: of, ...meetingSpan(of, RULE) };
}

const eventRow = ({ id, startsAt, endsAt }: Made, status: string, steward: string, madeAt: Date): Row => ({
  id, kind: 'mixerMeeting', status, host_account_id: steward, title: MEETING_WORDS.title.ja, theme: '', description: '', format: 'online', online_url: ONLINE_URL, starts_at: startsAt, ends_at: endsAt,
  capacity: 10_000, seller_of_record: 'cooperative', ticket_types: [], methods: ['free'], cancellation_policy: [], questions: [], timetable: [], table_plan: [], checklist: [], alcohol: false,
  outside_hours: false, rule_set_version: RULE_SET_VERSION, version: 1, approved_at: madeAt, published_at: status === 'approved' ? null : madeAt, created_by: steward, created_at: madeAt,
});

function topicRows(plan: Plan, past: Made, next: Made, steward: string): Row[] {
  const before = (days: number, { startsAt }: Span): Date => new Date(startsAt.getTime() - days * DAY_MS);
  const since = (hours: number): Date => new Date(plan.now.getTime() - hours * HOUR_MS);
  const decided = (decision: string | null): Row => ({ decision, decided_at: decision ? past.endsAt : null, decided_by: decision ? steward : null });
  const putOff = newId();
  const flyers = 'チラシの棚の入れ替え';
  const said = '棚のチラシが古くなっていることがあります。だれが、いつ入れ替えるかを決めたいです。\n\n- 月に一度の見直し\n- 期限の切れたチラシの行き先';
  const topic = (of: Made, row: Row): Row => ({ id: newId(), event_id: of.id, body: '', position: null, continues_id: null, ...decided(null), ...row });
  return [
    topic(past, { title: '受付の引き継ぎノート', body: '紙とアプリの両方に書くのが負担になっています。', proposed_by: plan.mixer('saki').accountId, proposed_at: before(9, past), status: 'onAgenda', position: 1, ...decided('引き継ぎはアプリに一本化する。鍵の置き場所だけは紙にも残す。') }),
    topic(past, { title: '冬のJELLYの日程', proposed_by: plan.mixer('minato').accountId, proposed_at: before(6, past), status: 'onAgenda', position: 2, ...decided('12月から2月は、月の前半に開く。') }),
    topic(past, { id: putOff, title: flyers, body: said, proposed_by: plan.mixer('hanako').accountId, proposed_at: before(3, past), status: 'postponed' }),
    topic(next, { title: flyers, body: said, proposed_by: plan.mixer('hanako').accountId, proposed_at: before(3, past), status: 'onAgenda', position: 1, continues_id: putOff }),
    topic(next, { title: '初めての方を迎える言葉', body: '受付での最初のひとことを、みんなで持ち寄りたいです。', proposed_by: plan.mixer('minato').accountId, proposed_at: since(28), status: 'onAgenda', position: 2 }),
    topic(next, { title: '春の合同の催し', body: '', proposed_by: plan.mixer('kenji').accountId, proposed_at: since(20), status: 'proposed' }),
  ];
}

/** Who was active then is invited; most have answered and, where it is over (`$5`), most of those who said yes were there. */
const INVITED = `
  insert into meeting_attendance (event_id, mixer_id, invited_at, answer, answered_at, attended_at, recorded_by)
  select $1, n.id, $2, n.answer, case when n.answer is not null then $2::timestamptz + interval '20 hours' end,
         case when $5 and n.answer = 'coming' then $3::timestamptz end, case when $5 and n.answer = 'coming' then case when n.place % 2 = 0 then n.account_id else $4::uuid end end
    from (select m.id, m.account_id, row_number() over (order by a.email) as place,
                 case when a.email = 'junior@mazeru.example' and not $5 then null
                      when row_number() over (order by a.email) % 4 = 0 then null
                      when row_number() over (order by a.email) % 5 = 0 then 'notComing' else 'coming' end as answer
            from mixers m join accounts a on a.id = m.account_id
           where exists (select 1 from mixer_facts f where f.mixer_id = m.id and f.fact = 'membership' and f.value = 'active' and f.valid @> $2::timestamptz and f.valid @> $3::timestamptz)
             and not exists (select 1 from mixer_facts f where f.mixer_id = m.id and f.fact = 'membershipClass' and f.value = 'supporter' and f.valid @> $2::timestamptz)) n`;

function deedsOf(all: readonly Made[], past: Made, steward: string, madeAt: Date, minutesAt: Date): Deed[] {
  return [
    ...all.map(({ id, month: of }): Deed => ({ at: madeAt, by: 'clock', action: 'meeting.planned', subject: { type: 'meeting', id }, after: { month: of } })),
    { at: past.endsAt, by: 'clock', action: 'meeting.done', subject: { type: 'meeting', id: past.id } },
    { at: minutesAt, by: { accountId: steward }, action: 'meetingMinutes.published', subject: { type: 'meeting', id: past.id }, after: { version: 1 } },
  ];
}
