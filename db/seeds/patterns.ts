import { addDays, overlaps, weekdayOf, type Weekday } from '#libs/kernel';
import type { ShiftKind } from '#libs/tiers';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Plan, type Report, type SeededShift } from './plan.js';
import type { SeededMixer } from './people.js';

/** What a space offers week after week. */
interface Pattern {
  slug: string;
  weekdays: readonly Weekday[];
  hours: readonly [string, string];
  kind: ShiftKind;
  rewardYen: number;
  places?: number;
  claimMode?: 'approval';
  resource?: string;
  content?: string;
}

const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

const PATTERNS: readonly Pattern[] = [
  { slug: 'kita-no-tsukue', weekdays: WORKDAYS, hours: ['10:00', '14:00'], kind: 'reception', rewardYen: 4_000 },
  { slug: 'kita-no-tsukue', weekdays: WORKDAYS, hours: ['14:00', '19:00'], kind: 'reception', rewardYen: 5_000 },
  { slug: 'kita-no-tsukue', weekdays: [6, 0], hours: ['11:00', '17:00'], kind: 'reception', rewardYen: 6_000 },
  { slug: 'mori-no-tsukue', weekdays: WORKDAYS, hours: ['13:00', '18:00'], kind: 'reception', rewardYen: 4_500 },
  { slug: 'mori-no-tsukue', weekdays: [3], hours: ['18:00', '21:00'], kind: 'reception', rewardYen: 3_000, claimMode: 'approval', resource: '黒板の机', content: '夜の勉強会の受付です。机の準備と名札のお渡し、閉館の準備をお願いします。' },
  { slug: 'mori-no-tsukue', weekdays: [6], hours: ['10:00', '17:00'], kind: 'reception', rewardYen: 5_000 },
  { slug: 'shitamachi-desk', weekdays: WORKDAYS, hours: ['09:00', '13:00'], kind: 'reception', rewardYen: 4_500 },
  { slug: 'shitamachi-desk', weekdays: [6], hours: ['10:00', '16:00'], kind: 'reception', rewardYen: 4_500 },
  { slug: 'yamanote-atelier', weekdays: [2, 4], hours: ['12:00', '18:00'], kind: 'floor', rewardYen: 6_000, places: 2, resource: '長机', content: '展示の入れ替えの日のフロアです。長机の席をご案内し、作品の数を一覧で確かめます。' },
  { slug: 'yamanote-atelier', weekdays: [5], hours: ['10:00', '19:00'], kind: 'dayManager', rewardYen: 12_000 },
  { slug: 'minato-works', weekdays: [1, 3, 5], hours: ['13:00', '18:00'], kind: 'reception', rewardYen: 4_500 },
  { slug: 'minato-works', weekdays: [2], hours: ['13:00', '18:00'], kind: 'dayManager', rewardYen: 8_000 },
  { slug: 'minato-works', weekdays: [6], hours: ['10:00', '15:00'], kind: 'reception', rewardYen: 4_500 },
  { slug: 'umikaze-hakata', weekdays: [2, 4, 5], hours: ['16:00', '20:00'], kind: 'reception', rewardYen: 4_000 },
  { slug: 'umikaze-hakata', weekdays: [0], hours: ['11:00', '17:00'], kind: 'floor', rewardYen: 5_500 },
];

const WEEKS_EACH_WAY_DAYS = 14;
/** Of a hundred shifts: how many somebody has taken when they are over, within a week, later. */
const TAKEN_PERCENT = { past: 88, soon: 74, later: 42 } as const;

/** Figures that look thrown and are the same every time (Lehmer). */
function dice(): (sides: number) => number {
  let state = 20_261_121;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

/** Four weeks of everyday shifts around what stands in the plan already. */
export function addEverydayShifts(plan: Plan): void {
  const throwDie = dice();
  for (let days = -WEEKS_EACH_WAY_DAYS; days <= WEEKS_EACH_WAY_DAYS; days++) {
    for (const pattern of PATTERNS) {
      const { slug, weekdays, hours, claimMode, places, resource, content, kind, rewardYen } = pattern;
      const span = plan.span(days, ...hours);
      const told = plan.shifts.some((other) => other.space.slug === slug && other.kind === kind && other.status !== 'draft' && overlaps(other, span));
      if (told || !weekdays.includes(weekdayOf(addDays(plan.today, days))) || !plan.isOpen(plan.space(slug), span)) continue;
      const shift = plan.add(slug, span, {
        kind,
        rewardYen,
        ...(claimMode ? { claimMode } : {}),
        ...(places ? { places } : {}),
        ...(resource ? { resource } : {}),
        ...(content ? { content } : {}),
      });
      for (let place = 0; place < shift.places; place++) fill(plan, shift, throwDie);
    }
  }
}

function fill(plan: Plan, shift: SeededShift, throwDie: (sides: number) => number): void {
  const { now } = plan;
  const ahead = shift.startsAt.getTime() - now.getTime();
  const chance = ahead < 0 ? TAKEN_PERCENT.past : ahead < 7 * DAY_MS ? TAKEN_PERCENT.soon : TAKEN_PERCENT.later;
  const earliest = (shift.publishedAt ?? now).getTime() + 2 * HOUR_MS;
  const latest = Math.min(shift.startsAt.getTime() - 26 * HOUR_MS, now.getTime() - 2 * HOUR_MS);
  if (throwDie(100) >= chance || latest <= earliest) return;
  const claimedAt = new Date(earliest + throwDie(Math.floor((latest - earliest) / MINUTE_MS)) * MINUTE_MS);
  const mixer = whoIsFree(plan, shift, claimedAt);
  if (!mixer) return;
  const accepted = shift.claimMode === 'approval' ? { approvedAt: new Date(claimedAt.getTime() + HOUR_MS) } : {};
  const checkedInAt = new Date(shift.startsAt.getTime() - (3 + throwDie(12)) * MINUTE_MS);
  const reportedAt = new Date(shift.endsAt.getTime() + (5 + throwDie(15)) * MINUTE_MS);
  const confirmedAt = new Date(reportedAt.getTime() + (20 + throwDie(400)) * MINUTE_MS);
  if (shift.startsAt > now) plan.claim(shift, mixer.key, 'booked', { claimedAt, ...accepted });
  else if (reportedAt >= now) plan.claim(shift, mixer.key, 'checkedIn', { claimedAt, ...accepted, checkedInAt: checkedInAt < now ? checkedInAt : now });
  else {
    const settled = { confirmedAt: confirmedAt < now ? confirmedAt : now, confirmedBy: shift.space.ownerAccountId, payableYen: shift.rewardYen };
    plan.claim(shift, mixer.key, 'confirmed', { claimedAt, ...accepted, checkedInAt, report: reportOf(throwDie), reportedAt, ...settled });
  }
}

/** Whoever works with the space, is free, and has had the fewest shifts; nobody is in two towns on one day. */
function whoIsFree(plan: Plan, shift: SeededShift, claimedAt: Date): SeededMixer | undefined {
  const busyDay = (mixer: SeededMixer): boolean => plan.claimsOf(mixer).some((claim) => Math.abs(claim.shift.startsAt.getTime() - shift.startsAt.getTime()) < DAY_MS / 2);
  const free = plan.people.mixers.filter(
    (mixer) =>
      mixer.spaces.includes(shift.space.slug) &&
      !SELDOM.has(mixer.key) &&
      !(mixer.membership === 'suspended' && shift.endsAt > plan.at(mixer.membershipSince ?? 0, '00:00')) &&
      plan.obstacle(shift, mixer, claimedAt, true) === null &&
      !busyDay(mixer),
  );
  return free.sort((a, b) => plan.claimsOf(a).length - plan.claimsOf(b).length)[0];
}

/** Frozen now: what she had booked is told one by one. */
const SELDOM: ReadonlySet<string> = new Set(['misaki']);

const ENQUIRIES = ['', '夕方だけの料金について', '団体での見学について', '', '登記の住所に使えるかどうか', '会議室の予約について'];
const INTRODUCTIONS = ['', 'デザインの方と飲食の方をおつなぎしました（双方の了解あり）', '', '移住を考えている方に、地元の会社の方をご紹介しました', ''];
const HANDOVERS = ['珈琲豆が残り少しです。', '', '窓側の加湿器に水を足しました。', '明日の午前に郵便が届く予定です。', '', '電話室の電球が切れています。'];

/** A report as people write them. */
export function reportOf(throwDie: (sides: number) => number): Report {
  const visitors = 4 + throwDie(18);
  const pick = (texts: readonly string[]): string => texts[throwDie(texts.length)] ?? '';
  return { visitors, firstTimers: throwDie(Math.min(5, visitors)), enquiries: pick(ENQUIRIES), introductions: pick(INTRODUCTIONS), incidents: '', handover: pick(HANDOVERS) };
}
