import { atTokyo, tokyoDay, type Span } from '#libs/kernel';
import type { MixerKey } from './people.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Plan, type Report, type SeededClaim, type SeededShift } from './plan.js';

const KITA = 'kita-no-tsukue';
const MORI = 'mori-no-tsukue';
const KOBE = 'minato-works';
const HAKATA = 'umikaze-hakata';
const OTSUKA = 'yamanote-atelier';

const REPORT: Report = {
  visitors: 11,
  firstTimers: 3,
  enquiries: '年末の営業日について2件',
  introductions: '写真の方と、お店を始める方をおつなぎしました（双方の了解あり）',
  incidents: '',
  handover: 'ポットの麦茶を足しました。窓のつくえの椅子が1脚ゆるんでいます。',
};

/** Everything that must be there today, whatever day today is: each state a shift or a claim can have, and what the demo sign-ins come to see. */
export function addMoments(plan: Plan): void {
  todayAndYesterday(plan);
  ahead(plan);
  endings(plan);
  drafts(plan);
}

/** Before, by so many hours. */
const before = (instant: Date, hours: number): Date => new Date(instant.getTime() - hours * HOUR_MS);
const after = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE_MS);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** Begins within the next half hour and is still today: one can check in now. */
function startingNow(now: Date): Span {
  const today = tokyoDay(now);
  const next = new Date(Math.ceil((now.getTime() + MINUTE_MS) / (30 * MINUTE_MS)) * 30 * MINUTE_MS);
  const latest = atTokyo(today, '23:30');
  const startsAt = earlier(next, latest);
  return { startsAt, endsAt: earlier(new Date(startsAt.getTime() + 4 * HOUR_MS), atTokyo(today, '24:00')) };
}

/** Began about an hour ago and is still today. */
function runningNow(now: Date): Span {
  const midnight = atTokyo(tokyoDay(now), '00:00');
  const hourAgo = new Date(Math.floor((now.getTime() - HOUR_MS) / (30 * MINUTE_MS)) * 30 * MINUTE_MS);
  const startsAt = hourAgo < midnight ? midnight : hourAgo;
  return { startsAt, endsAt: earlier(new Date(startsAt.getTime() + 4 * HOUR_MS), atTokyo(tokyoDay(now), '24:00')) };
}

function todayAndYesterday(plan: Plan): void {
  const { now } = plan;
  plan.claim(plan.add(KITA, startingNow(now), { rewardYen: 5_000 }), 'hanako', 'booked');

  const running = plan.add(MORI, runningNow(now), { rewardYen: 4_500 });
  plan.claim(running, 'kenji', 'checkedIn', { checkedInAt: earlier(before(running.startsAt, 0.1), now) });

  // Three reports wait for the owner in Morioka, one in Kobe; one service in Sendai has not been reported yet.
  reported(plan, KITA, [-1, '10:00', '14:00'], 'minami', 4_000);
  reported(plan, KITA, [-1, '14:00', '18:00'], 'kenji', 4_500);
  reported(plan, KITA, [-2, '10:00', '14:00'], 'hanako', 4_000);
  reported(plan, KOBE, [plan.openDay(KOBE, [-1, -2], '13:00', '18:00'), '13:00', '18:00'], 'nakamura', 4_500);
  const unreported = plan.add(MORI, plan.span(-1, '13:00', '18:00'), { rewardYen: 4_500 });
  plan.claim(unreported, 'hanako', 'checkedIn', { checkedInAt: before(unreported.startsAt, 0.1) });
}

function reported(plan: Plan, slug: string, [days, from, to]: readonly [number, string, string], who: MixerKey, rewardYen: number): SeededClaim {
  const shift = plan.add(slug, plan.span(days, from, to), { rewardYen });
  return plan.claim(shift, who, 'reported', { checkedInAt: before(shift.startsAt, 0.1), report: REPORT, reportedAt: after(shift.endsAt, 12) });
}

function ahead(plan: Plan): void {
  const { now } = plan;
  // Uncovered within 72 hours, and one that only seniors may take.
  plan.add(KITA, plan.span(plan.openDay(KITA, [1, 2], '14:00', '19:00'), '14:00', '19:00'), { rewardYen: 5_000 });
  plan.add(KOBE, plan.span(plan.openDay(KOBE, [6, 7, 8], '13:00', '18:00'), '13:00', '18:00'), { kind: 'dayManager', rewardYen: 8_000 });

  const asked = plan.add(KITA, plan.span(plan.openDay(KITA, [4, 5, 3], '10:00', '14:00'), '10:00', '14:00'), { rewardYen: 4_000, claimMode: 'approval' });
  plan.claim(asked, 'saki', 'requested', { claimedAt: before(now, 20) });
  plan.claim(asked, 'minato', 'requested', { claimedAt: before(now, 7) });

  const evening = { rewardYen: 3_000, claimMode: 'approval', content: '夜の勉強会の受付です。机の準備と名札のお渡し、閉館の準備をお願いします。' } as const;
  const wished = plan.add(MORI, plan.span(plan.openDay(MORI, [4, 5, 6], '18:00', '21:00'), '18:00', '21:00'), evening);
  plan.claim(wished, 'hanako', 'requested', { claimedAt: before(now, 16) });
  const refused = plan.add(MORI, plan.span(plan.openDay(MORI, [7, 8, 9], '18:00', '21:00'), '18:00', '21:00'), evening);
  plan.claim(refused, 'kenji', 'rejected', { claimedAt: before(now, 60), rejectedAt: before(now, 40), reason: '準備を一緒に進めてきた方にお願いすることになりました。' });

  const openDay = plan.add(KITA, plan.span(plan.openDay(KITA, [5, 6, 8], '10:00', '16:00'), '10:00', '16:00'), {
    kind: 'floor',
    places: 3,
    rewardYen: 6_000,
    resource: '大きなつくえの部屋',
    content: '体験の日のフロアです。はじめての方の席をご案内し、会員の方との時間をつくります。',
  });
  for (const who of ['minami', 'saki', 'kenji'] as const) plan.claim(openDay, who, 'booked');

  plan.add(KITA, plan.span(plan.openDay(KITA, [6, 7, 8], '15:00', '18:00'), '15:00', '18:00'), {
    rewardYen: 3_500,
    invited: [{ name: '佐藤花子', mixer: plan.mixer('hanako') }],
  });

  const raised = plan.add(OTSUKA, plan.span(plan.openDay(OTSUKA, [3, 4, 5], '10:00', '14:00'), '10:00', '14:00'), { rewardYen: 5_000 });
  raised.raised = { fromYen: 4_500, at: before(now, 5 * 24), reason: '展示の搬入と重なるため' };
  plan.claim(raised, 'haruna', 'booked', { claimedAt: before(now, 3 * 24) });

  const looking = plan.add(HAKATA, plan.span(1, '12:00', '16:00'), { rewardYen: 4_000 });
  plan.claim(looking, 'sakiyama', 'standInWanted', { withdrawnAt: before(now, 4), withdrawCounts: 'yes', reason: '家族の通院の付き添いが決まったため' });

  // Given back in time: one long before, one that somebody else has taken since.
  const given = plan.add(MORI, plan.span(plan.openDay(MORI, [12, 13, 11], '10:00', '13:00'), '10:00', '13:00'), { rewardYen: 3_500 });
  withdrawn(plan, given, 'saki', 26, 'no', '取材の日程が動いたため');
  const refilled = plan.add(MORI, plan.span(plan.openDay(MORI, [3, 4, 5], '10:00', '13:00'), '10:00', '13:00'), { rewardYen: 3_500 });
  const left = withdrawn(plan, refilled, 'minato', 15, 'unlessRefilled', '遠方での打ち合わせが入ったため');
  left.refilledAt = before(now, 5);
  plan.claim(refilled, 'kenji', 'booked', { claimedAt: left.refilledAt });
}

function withdrawn(plan: Plan, shift: SeededShift, who: MixerKey, hoursAgo: number, counts: 'no' | 'unlessRefilled', reason: string): SeededClaim {
  return plan.claim(shift, who, 'withdrawn', { claimedAt: before(plan.now, hoursAgo + 30), withdrawnAt: before(plan.now, hoursAgo), withdrawCounts: counts, reason });
}

function endings(plan: Plan): void {
  // Called off by the space: late, so that 60 % is due, and long before.
  const late = plan.add(KITA, plan.span(-4, '10:00', '14:00'), { rewardYen: 4_000 });
  cancel(late, before(late.startsAt, 5), '水道の工事が早まり、当日は閉めることになったため');
  plan.claim(late, 'minami', 'cancelled', { endedAt: before(late.startsAt, 5), reason: late.cancelReason ?? '', payableYen: 2_400 });
  const early = plan.add(KITA, plan.span(9, '10:00', '14:00'), { rewardYen: 4_000 });
  cancel(early, before(plan.now, 22), '同じ日に設備の点検が決まったため');
  plan.claim(early, 'kenji', 'cancelled', { claimedAt: before(plan.now, 70), endedAt: before(plan.now, 22), reason: early.cancelReason ?? '' });

  // Not carried out: one contested; the other made the third time within 90 days.
  const contested = plan.add(KOBE, plan.span(plan.openDay(KOBE, [-6, -5, -4], '09:00', '12:00'), '09:00', '12:00'), { rewardYen: 4_000 });
  missed(plan, contested, 'yumi', '開始から30分たっても連絡がとれませんでした。', {
    objection: '前日に藤原さんへ電話で代わりをお願いし、了承をいただいていました。記録を見直していただけますか。',
    objectedAt: after(contested.endsAt, 20 * 60),
  });
  missed(plan, plan.add(MORI, plan.span(-6, '13:00', '18:00'), { rewardYen: 4_500 }), 'misaki', '当日にお見えにならず、連絡もありませんでした。');
  handedOver(plan, -12, 'misaki', 'saki', '体調がすぐれないため');
  handedOver(plan, -9, 'misaki', 'hanako', '別の予定と重なってしまったため');

  // The membership was suspended; what was booked ahead fell away.
  for (const days of [2, 5]) {
    const freed = plan.add(HAKATA, plan.span(days, '10:00', '14:00'), { rewardYen: 4_000 });
    plan.claim(freed, 'go', 'released', { claimedAt: plan.at(-8, '20:00'), endedAt: plan.at(-6, '00:00'), reason: 'membership' });
  }
}

function cancel(shift: SeededShift, at: Date, reason: string): void {
  shift.status = 'cancelled';
  shift.cancelledAt = at;
  shift.cancelReason = reason;
}

function missed(plan: Plan, shift: SeededShift, who: MixerKey, reason: string, more: Partial<SeededClaim> = {}): void {
  plan.claim(shift, who, 'noShow', { endedAt: after(shift.endsAt, 30), reason, ...more });
}

/** A stand-in was sought the day before and found. */
function handedOver(plan: Plan, days: number, who: MixerKey, standIn: MixerKey, reason: string): void {
  const shift = plan.add(MORI, plan.span(days, '13:00', '18:00'), { rewardYen: 4_500 });
  const found = before(shift.startsAt, 18);
  const from = plan.claim(shift, who, 'handedOver', { withdrawnAt: before(shift.startsAt, 25), withdrawCounts: 'yes', reason, endedAt: found });
  plan.claim(shift, standIn, 'confirmed', {
    claimedAt: found,
    tookOverFrom: from,
    checkedInAt: before(shift.startsAt, 0.1),
    report: REPORT,
    reportedAt: after(shift.endsAt, 10),
    confirmedAt: new Date(shift.endsAt.getTime() + 3 * DAY_MS + 10 * MINUTE_MS),
    payableYen: shift.rewardYen,
  });
}

/** Next month's plan of the owner in Morioka: not published, names pencilled in. */
function drafts(plan: Plan): void {
  const names: readonly (readonly [number, string, MixerKey | null])[] = [
    [15, '佐藤花子', 'hanako'],
    [16, '鈴木健司', 'kenji'],
    [17, '小野寺', null],
    [18, '髙橋みなみ', 'minami'],
  ];
  for (const [days, name, key] of names) {
    const span = plan.span(days, '10:00', '14:00');
    if (!plan.isOpen(plan.space(KITA), span)) continue;
    plan.add(KITA, span, { status: 'draft', rewardYen: 4_000, invited: [{ name, mixer: key ? plan.mixer(key) : null }] });
  }
  plan.add(KOBE, plan.span(plan.openDay(KOBE, [19, 20, 21], '15:00', '18:00'), '15:00', '18:00'), { status: 'draft', kind: 'floor' });
}
