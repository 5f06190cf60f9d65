import { recordDeeds, type Deed } from '#libs/audit';
import { commit, occupy } from '#libs/calendar';
import { rows, theRow, type Sql } from '#libs/database';
import { NOTHING_BEFORE, settledShares, settlementTransfers } from '#libs/events';
import { newId, overlaps, yen, type Span } from '#libs/kernel';
import { post } from '#libs/ledger';
import { notify, type Notice } from '#libs/notices';
import { cancelSale, checkIn, closeSale, giveSeat, importOrders, openSale, receiptsOf, recordCash, seatsOf } from '#libs/orders';
import { agreeSplit, computeSplit, offerSplit, referralCode, type Agreement, type Share, type SplitTerms } from '#libs/revenue';
import { RULE_SET_VERSION } from './book.js';
import { found, OTHERS, type MixerKey, type SeededMixer } from './people.js';
import { DAY_MS, HOUR_MS, keepsTime, MINUTE_MS, type Plan } from './plan.js';
import type { SeededSpace } from './spaces.js';
import { insertAll, type Row } from './write.js';

type Status = 'draft' | 'proposed' | 'countered' | 'approved' | 'published' | 'done' | 'settled' | 'cancelled';

interface Ticket {
  name: string;
  priceYen: number;
  description?: string;
}

/** An evening of the seed. Days are counted from today; the first one on which room and people are free is taken. */
interface Evening {
  /** The name of the template that it began with. */
  template: string;
  /** Null: the cooperative's own. */
  host: MixerKey | null;
  slug?: string;
  room?: string;
  status: Status;
  days: readonly [first: number, last: number];
  title: string;
  theme?: string;
  description: string;
  format?: 'onsite' | 'online' | 'hybrid';
  onlineUrl?: string;
  capacity: number;
  minGuests?: number;
  tickets: readonly Ticket[];
  methods: readonly string[];
  guests?: number;
  waiting?: number;
  people?: readonly { mixer: MixerKey; role: 'coHost' | 'panelist' | 'monitor' | 'promoter'; duty: string; answered: boolean }[];
  /** What the space would take instead, in ten-thousandths. */
  counter?: number;
}

const KITA = 'kita-no-tsukue';
const MINATO = 'minato-works';
const BIG_TABLE = '大きなつくえの部屋';
const HARBOUR = '港の間';
const AT_DOOR = ['card', 'payPay', 'door'];

const EVENINGS: readonly Evening[] = [
  {
    template: 'JELLY', host: 'minato', slug: KITA, room: BIG_TABLE, status: 'settled', days: [-12, -30], title: 'JELLY 秋の大机', theme: 'つくる人の道具',
    description: '道具を一つ持ち寄って、ふだんの仕事を見せ合いました。', capacity: 20, minGuests: 6, tickets: [{ name: '参加', priceYen: 500, description: '飲み物つき' }], methods: AT_DOOR,
    guests: 14, people: [{ mixer: 'hanako', role: 'panelist', duty: '取材の道具の話を5分', answered: true }],
  },
  {
    template: 'JELLY', host: 'minato', slug: KITA, room: BIG_TABLE, status: 'done', days: [-1, -11], title: 'JELLY はじめましての夜', theme: 'となりの仕事を知る',
    description: 'はじめての方が多い夜です。紙に名前と今日したいことを書くところから始めます。', capacity: 18, minGuests: 6, tickets: [{ name: '参加', priceYen: 500, description: '飲み物つき' }],
    methods: AT_DOOR, guests: 11, people: [{ mixer: 'kenji', role: 'coHost', duty: '受付と写真', answered: true }],
  },
  {
    template: 'JELLY', host: 'nakamura', slug: MINATO, room: HARBOUR, status: 'published', days: [3, 20], title: 'JELLY 港の夜話', theme: '小さな貿易',
    description: '港で働く人の話を聞きながら、同じ机で過ごします。机が三つなので、席は多くありません。', capacity: 8, minGuests: 4, tickets: [{ name: '参加', priceYen: 800, description: '珈琲つき' }],
    methods: AT_DOOR, guests: 7, waiting: 2, people: [{ mixer: 'rin', role: 'panelist', duty: '豆の買い付けの話を5分', answered: true }],
  },
  {
    template: 'JELLY', host: 'minato', slug: KITA, room: BIG_TABLE, status: 'published', days: [5, 22], title: 'JELLY 冬じたく', theme: '雪の季節の働き方',
    description: '雪の季節をどう過ごすかを話しながら、いつもの机で手を動かします。はじめての方は受付で声をかけてください。', capacity: 20, minGuests: 6,
    tickets: [{ name: '参加', priceYen: 500, description: '飲み物つき' }, { name: '学生', priceYen: 0 }], methods: AT_DOOR, guests: 9,
    people: [
      { mixer: 'challenge', role: 'promoter', duty: 'PRと表示した投稿を1つ', answered: true },
      { mixer: 'minami', role: 'panelist', duty: '手帳の話を5分', answered: true },
      { mixer: 'hanako', role: 'monitor', duty: '受付から席までの案内を試して感想を', answered: false },
    ],
  },
  {
    template: 'JELLY', host: 'maria', slug: KITA, room: BIG_TABLE, status: 'cancelled', days: [7, 26], title: 'JELLY ことばの交差点', theme: '外国語で自己紹介',
    description: '知っていることばで自己紹介をする夜です。', capacity: 16, minGuests: 6, tickets: [{ name: '参加', priceYen: 500 }], methods: AT_DOOR, guests: 3,
  },
  {
    template: '勉強会', host: 'maria', slug: MINATO, status: 'published', days: [9, 26], title: '確定申告の下ごしらえ', theme: '領収書の並べ方', format: 'online', onlineUrl: 'https://ovice.example/mazeru-study',
    description: '一年分の領収書を、同じ時間にそれぞれの机で並べます。分からないところは画面を見せながら相談できます。', capacity: 30, tickets: [{ name: '参加', priceYen: 0 }], methods: ['free'], guests: 12,
  },
  {
    template: 'セミナー', host: 'nakamura', slug: MINATO, room: HARBOUR, status: 'published', days: [12, 30], title: '小さな会社の事業計画', theme: '数字の置き方', format: 'hybrid', onlineUrl: 'https://ovice.example/mazeru-seminar',
    description: '来年の数字を3枚の紙に置いてみます。電卓をお持ちください。', capacity: 26, minGuests: 8, tickets: [{ name: '会場', priceYen: 3_000 }, { name: 'オンライン', priceYen: 1_500 }],
    methods: ['card', 'payPay', 'konbini'],
  },
  {
    template: 'ワークショップ', host: 'mori', slug: KITA, room: BIG_TABLE, status: 'proposed', days: [15, 34], title: '町の小さな祭りをつくる', description: '来年の春に開く小さな祭りを、4人ずつの組で考えます。',
    capacity: 16, minGuests: 8, tickets: [{ name: '参加', priceYen: 1_500 }], methods: AT_DOOR,
  },
  {
    template: '教室', host: 'nakamura', slug: MINATO, room: HARBOUR, status: 'approved', days: [17, 36], title: '補助金の書き方教室', description: '実際の様式に、自分の事業を書いてみる90分です。', capacity: 8, minGuests: 2,
    tickets: [{ name: '受講', priceYen: 3_000 }], methods: ['card', 'payPay', 'konbini', 'door'],
  },
  {
    template: 'JELLY', host: 'minato', slug: MINATO, room: HARBOUR, status: 'countered', days: [19, 38], title: 'JELLY 北から港へ', theme: '町を越えてはたらく', description: '盛岡の人が神戸の机で過ごす一日です。',
    capacity: 20, minGuests: 8, tickets: [{ name: '参加', priceYen: 1_000, description: '軽い食事つき' }], methods: AT_DOOR, counter: 4_000,
  },
  {
    template: 'パーティー', host: 'minato', slug: KITA, room: BIG_TABLE, status: 'draft', days: [26, 44], title: '年忘れの会', description: '一年のあいだに知り合った人たちと食卓を囲みます。', capacity: 24, minGuests: 12,
    tickets: [{ name: '参加', priceYen: 3_000, description: '食事と飲み物つき' }], methods: ['card', 'payPay', 'konbini', 'door'],
  },
  {
    template: '初回講習', host: null, status: 'published', days: [16, 34], title: 'コミュニティミキサー初回講習（オンライン）', description: 'これからミキサーになる方の講習です。役割と約束ごとを学び、最後に短い確認があります。',
    format: 'online', onlineUrl: 'https://ovice.example/mazeru-course', capacity: 20, tickets: [{ name: '受講', priceYen: 3_000 }], methods: ['card', 'payPay', 'konbini'],
  },
];

/** Hours that an evening may have, the usual ones first; at weekends spaces close early. */
const HOURS = [['18:30', '20:30'], ['14:00', '16:00'], ['10:00', '12:00']] as const;

const GUESTS = [
  '阿部 真理', '及川 拓海', '菊池 由紀', '千葉 亮', '小野寺 瑞希', '八重樫 勇', '熊谷 しおり', '藤村 洋介', '村上 千夏', '岩渕 学', '高野 ゆう', '白石 隼人', '平井 さなえ', '黒沢 樹',
] as const;

/** What has become of an evening, with the instants of each step. */
interface Placed extends Evening, Span {
  id: string;
  space: SeededSpace | null;
  resourceId: string | null;
  hostMixer: SeededMixer | null;
  hostAccountId: string;
  hostName: string;
  draftedAt: Date;
  proposedAt: Date;
  answeredAt: Date;
  publishedAt: Date;
  helpers: readonly (Omit<NonNullable<Evening['people']>[number], 'mixer'> & { mixer: SeededMixer })[];
}

/** The evenings of a cooperative: over, ahead, and on the way to being agreed. Answers how many. */
export async function writeEvents(tx: Sql, plan: Plan): Promise<number> {
  const placed = placeAll(plan);
  for (const evening of placed) await writeEvening(tx, plan, evening);
  await recordDeeds(tx, placed.flatMap((evening) => deedsOf(plan, evening)).sort((a, b) => a.at.getTime() - b.at.getTime()));
  await notify(tx, placed.flatMap((evening) => waitingWords(plan, evening)));
  // Guests of the demonstration have no mailbox.
  await tx.query('delete from outbox_mails');
  return placed.length;
}

function placeAll(plan: Plan): Placed[] {
  const placed: Placed[] = [];
  for (const evening of EVENINGS) placed.push(place(plan, evening, placed));
  return placed;
}

function place(plan: Plan, evening: Evening, before: readonly Placed[]): Placed {
  const space = evening.slug ? plan.space(evening.slug) : null;
  const room = space?.resources.find(({ name }) => name === evening.room) ?? null;
  const hostMixer = evening.host ? plan.mixer(evening.host) : null;
  const span = spanFor(plan, evening, { space, roomId: room?.id ?? null, before });
  const draftedAt = new Date(Math.min(span.startsAt.getTime() - 26 * DAY_MS, plan.now.getTime() - 9 * DAY_MS));
  const later = (days: number): Date => new Date(draftedAt.getTime() + days * DAY_MS);
  return {
    ...evening,
    ...span,
    id: newId(),
    space,
    resourceId: room?.id ?? null,
    hostMixer,
    hostAccountId: hostMixer?.accountId ?? plan.people.accountOf('steward'),
    hostName: hostMixer?.display ?? '三浦 恵子',
    draftedAt,
    proposedAt: later(1),
    answeredAt: later(3),
    publishedAt: later(4),
    helpers: (evening.people ?? []).map((person) => ({ ...person, mixer: plan.mixer(person.mixer) })),
  };
}

/** The first day on which the space is open, the room free, and everybody who has to be there as well. */
function spanFor(plan: Plan, { days: [first, last], host, people = [], title }: Evening, { space, roomId, before }: { space: SeededSpace | null; roomId: string | null; before: readonly Placed[] }): Span {
  const there = [...(host ? [host] : []), ...people.filter(({ answered }) => answered).map(({ mixer }) => mixer)];
  const busy = (key: MixerKey, span: Span): boolean =>
    plan.claimsOf(plan.mixer(key)).some((claim) => keepsTime(claim) && overlaps(claim.shift, span)) ||
    before.some((other) => overlaps(other, span) && (other.host === key || other.people?.some(({ mixer }) => mixer === key)));
  const taken = (span: Span): boolean =>
    plan.shifts.some((shift) => shift.space.id === space?.id && shift.resourceId !== null && overlaps(shift, span)) || before.some((other) => other.resourceId === roomId && roomId !== null && overlaps(other, span));
  const step = last < first ? -1 : 1;
  for (let on = first; on !== last; on += step) {
    for (const [from, to] of HOURS) {
      const span = plan.span(on, from, to);
      const past = step < 0;
      if (past ? span.endsAt >= plan.now : span.startsAt <= plan.now) continue;
      if ((!space || plan.isOpen(space, span)) && !taken(span) && !there.some((key) => busy(key, span))) return span;
    }
  }
  throw new Error(`the seed finds no day for ${title}`);
}

interface Template {
  id: string;
  kind: string;
  content: { timetable: unknown; tablePlan: unknown; checklist: { text: string; daysBefore: number }[]; questions: unknown; cancellationPolicy: { untilHoursBefore: number; refundPercent: number }[]; split: SplitTerms };
}

const isOver = ({ status }: Evening): boolean => status === 'done' || status === 'settled';
const isPublic = ({ status }: Evening): boolean => status === 'published' || status === 'cancelled' || status === 'done' || status === 'settled';
const isApproved = (evening: Evening): boolean => evening.status === 'approved' || isPublic(evening);
const isPaid = ({ tickets }: Evening): boolean => tickets.some(({ priceYen }) => priceYen > 0);

/** Who speaks for a space. */
function ownerOf(plan: Plan, { owner }: SeededSpace): { accountId: string; displayName: string; email: string } {
  const { name: displayName, email } = found(OTHERS.find(({ key }) => key === owner), owner);
  return { accountId: plan.people.accountOf(owner), displayName, email };
}

const COUNTER_NOTE = '食事の片付けに人手がかかるため、少し上げていただけると助かります。';
const CALLED_OFF = '大雪の予報により、安全のため中止します。';
const calledOffAt = (plan: Plan): Date => new Date(plan.now.getTime() - 20 * HOUR_MS);

async function writeEvening(tx: Sql, plan: Plan, evening: Placed): Promise<void> {
  const template = await theRow<Template>(tx, 'eventTemplate', 'select id, kind, content from event_templates where account_id is null and name = $1', [evening.template]);
  await writeRows(tx, plan, evening, template);
  const agreement = isPaid(evening) ? await agree(tx, plan, evening, template.content.split) : null;
  if (isApproved(evening)) await takeTime(tx, evening);
  if (!isPublic(evening)) return;
  const types = await sell(tx, evening, template);
  await seatPeople(tx, evening);
  await registerGuests(tx, plan, evening, types);
  if (evening.status === 'cancelled') await cancelSale(tx, { subjectId: evening.id, reason: CALLED_OFF, by: { accountId: evening.hostAccountId }, at: calledOffAt(plan) });
  if (!isOver(evening)) return;
  await hold(tx, evening);
  await closeSale(tx, evening.id, 'closed');
  if (evening.status === 'settled' && agreement) await settle(tx, plan, evening, agreement);
}

async function writeRows(tx: Sql, plan: Plan, evening: Placed, { id: templateId, kind, content }: Template): Promise<void> {
  const { id, space, resourceId, title, theme = '', description, format = 'onsite', onlineUrl = null, startsAt, endsAt, capacity, minGuests = null, methods } = evening;
  const ticketTypes = evening.tickets.map(({ name, priceYen, description: said = '' }) => ({ name, description: said, priceYen, capacity: null }));
  const checklist = content.checklist.map((item) => ({ ...item, done: isOver(evening) || startsAt.getTime() - item.daysBefore * DAY_MS < plan.now.getTime() }));
  const cancelled = evening.status === 'cancelled';
  const asked = space !== null && evening.status !== 'draft';
  const seller = evening.host ? 'host' : 'cooperative';
  await insertAll(tx, 'events', [
    {
      id, kind, status: evening.status, space_id: space?.id ?? null, resource_id: resourceId, host_account_id: evening.hostAccountId, host_mixer_id: evening.hostMixer?.id ?? null,
      template_id: templateId, title, theme, description, format, online_url: onlineUrl, starts_at: startsAt, ends_at: endsAt, capacity, min_guests: minGuests, seller_of_record: seller,
      ticket_types: ticketTypes, methods, cancellation_policy: content.cancellationPolicy, questions: content.questions, timetable: content.timetable,
      table_plan: format === 'online' ? [] : content.tablePlan, checklist, alcohol: kind === 'party', outside_hours: false, rule_set_version: RULE_SET_VERSION, version: 1,
      proposed_at: asked ? evening.proposedAt : null, approved_at: asked && isApproved(evening) ? evening.answeredAt : null, approved_by: asked && isApproved(evening) ? space.ownerAccountId : null,
      published_at: isPublic(evening) ? evening.publishedAt : null, cancelled_at: cancelled ? calledOffAt(plan) : null, cancel_cause: cancelled ? 'forceMajeure' : null,
      cancel_reason: cancelled ? CALLED_OFF : null, created_by: evening.hostAccountId, created_at: evening.draftedAt,
    },
  ]);
  const said = { kind, title, theme, description, format, startsAt, endsAt, capacity, minGuests, ticketTypes, methods, sellerOfRecord: seller };
  await insertAll(tx, 'event_versions', [{ event_id: id, version: 1, said, changed_by: evening.hostAccountId, changed_at: evening.draftedAt, reason: '' }]);
}

/** The offer of the host, and what the space has answered. */
async function agree(tx: Sql, plan: Plan, evening: Placed, terms: SplitTerms): Promise<Agreement> {
  const { id, space, hostAccountId, hostName } = evening;
  const about = { subjectKind: 'event', subjectId: id } as const;
  const host = { accountId: hostAccountId, displayName: hostName };
  const offered = await offerSplit(tx, { ...about, terms, side: evening.host ? 'host' : 'cooperative', actor: host, at: evening.draftedAt, needsSpace: space !== null });
  if (!space) return offered;
  if (evening.counter !== undefined) return offerSplit(tx, { ...about, terms: countered(terms, evening.counter), side: 'space', actor: ownerOf(plan, space), at: evening.answeredAt, note: COUNTER_NOTE });
  if (!isApproved(evening)) return offered;
  return agreeSplit(tx, { subjectId: id, version: offered.version, side: 'space', actor: ownerOf(plan, space), at: evening.answeredAt });
}

/** The space takes so much more, and the host so much less. */
function countered(terms: SplitTerms, value: number): SplitTerms {
  const more = value - (terms.shares.find(({ role }) => role === 'space')?.value ?? 0);
  const shares = terms.shares.map((share): Share => (share.role === 'space' ? { ...share, value } : share.role === 'host' ? { ...share, value: share.value - more } : share));
  return { ...terms, shares };
}

async function takeTime(tx: Sql, evening: Placed): Promise<void> {
  const { id, space, resourceId, title, startsAt, endsAt, hostMixer, hostAccountId, status } = evening;
  if (status === 'cancelled') return;
  if (space && resourceId) await occupy(tx, { spaceId: space.id, resourceId, areaId: resourceId, positions: '[0,)', kind: 'event', subjectId: id, title, startsAt, endsAt });
  const about = { spaceId: space?.id ?? null, kind: 'event', ruleSetVersion: RULE_SET_VERSION, title, startsAt, endsAt } as const;
  await commit(tx, { ...about, accountId: hostAccountId, mixerId: hostMixer?.id ?? null, subjectId: id, capability: 'event.host' });
}

const placeName = ({ space, room, format = 'onsite' }: Placed): string => {
  const onsite = space && room ? `${space.name} ${room}（${space.city}${space.street}）` : '';
  if (format === 'online' || onsite === '') return 'オンライン';
  return format === 'hybrid' ? `${onsite}／オンライン` : onsite;
};

/** Put it on sale; the ticket types as they are sold. */
async function sell(tx: Sql, evening: Placed, { content }: Template): Promise<readonly { id: string; priceYen: number }[]> {
  const { id, space, hostAccountId, host, title, startsAt, endsAt, capacity, tickets, methods, onlineUrl, publishedAt } = evening;
  const { ticketTypes } = await openSale(tx, {
    subjectKind: 'event',
    subjectId: id,
    title,
    place: placeName(evening),
    spaceId: space?.id ?? null,
    hostAccountId: host ? hostAccountId : null,
    startsAt,
    endsAt,
    capacity,
    seller: host ? 'host' : 'cooperative',
    methods: saleMethods(methods),
    policy: content.cancellationPolicy,
    questions: [],
    ticketTypes: tickets,
    onlineUrl: onlineUrl ?? null,
    at: publishedAt,
  });
  return ticketTypes;
}

const SALE_METHODS = ['card', 'payPay', 'konbini', 'door', 'after', 'free'] as const;
const saleMethods = (methods: readonly string[]) => SALE_METHODS.filter((method) => methods.includes(method));

const CAPABILITIES = { coHost: 'event.join', panelist: 'event.sitPanel', monitor: 'event.monitor', promoter: 'promo.post' } as const;

/** Who was asked to take a part, and the free seats of those who have said yes. */
async function seatPeople(tx: Sql, evening: Placed): Promise<void> {
  const { id, space, title, startsAt, endsAt, hostAccountId, publishedAt } = evening;
  const invitedAt = new Date(publishedAt.getTime() + HOUR_MS);
  const answeredAt = new Date(invitedAt.getTime() + 5 * HOUR_MS);
  for (const { mixer, role, duty, answered } of evening.helpers) {
    const personId = newId();
    const { accountId, display: name, email } = mixer;
    const seat = answered ? await giveSeat(tx, { subjectId: id, role, accountId, name, email, locale: 'ja', at: answeredAt }) : null;
    await insertAll(tx, 'event_people', [
      {
        id: personId, event_id: id, role, mixer_id: mixer.id, account_id: accountId, duty, status: answered ? 'accepted' : 'invited', order_id: seat?.orderId ?? null,
        invited_by: hostAccountId, invited_at: invitedAt, answered_at: answered ? answeredAt : null,
      },
    ]);
    const about = { spaceId: space?.id ?? null, kind: 'event', ruleSetVersion: RULE_SET_VERSION, title, startsAt, endsAt } as const;
    if (answered) await commit(tx, { ...about, accountId, mixerId: mixer.id, subjectId: personId, capability: CAPABILITIES[role] });
  }
}

const emailOf = (at: number): string => `guest${at + 1}@mazeru.example`;

/** Guests who pay at the door or nothing, in the order they came; some of them by somebody's word. Where nobody has a seat left, others wait. */
async function registerGuests(tx: Sql, plan: Plan, { id, publishedAt, guests = 0, waiting = 0, hostAccountId, status }: Placed, types: readonly { id: string; priceYen: number }[]): Promise<void> {
  const [first, second = first] = types;
  if (!first || !second || guests === 0) return;
  const orders = Array.from({ length: guests }, (_, at) => {
    const { id: ticketTypeId, priceYen: unitYen } = at % 4 === 3 ? second : first;
    return { ticketTypeId, unitYen, quantity: 1, name: found(GUESTS[at % GUESTS.length], 'a guest'), email: emailOf(at) };
  });
  const at = new Date(publishedAt.getTime() + 9 * HOUR_MS);
  await importOrders(tx, { subjectId: id, orders, locale: 'ja', by: 'guest', at });
  if (status === 'settled' || status === 'published') await credit(tx, plan, { id, hostAccountId, at: publishedAt });
  if (waiting > 0) await wait(tx, id, first, { waiting, guests, at: new Date(plan.now.getTime() - DAY_MS) });
}

/** The word of a mixer who brought guests, and of a space that is somebody's home; two guests by each. */
async function credit(tx: Sql, plan: Plan, { id, hostAccountId, at }: { id: string; hostAccountId: string; at: Date }): Promise<void> {
  const about = { subjectId: id, by: hostAccountId, at };
  const mixer = await referralCode(tx, { ...about, kind: 'mixer', accountId: plan.mixer('hanako').accountId });
  const home = await referralCode(tx, { ...about, kind: 'space', spaceId: plan.space('mori-no-tsukue').id });
  const by = `update orders set referral_code = $2, attractor_account_id = $3, referrer_space_id = $4 where subject_id = $1 and role = 'guest' and email = any($5)`;
  await tx.query(by, [id, mixer.code, mixer.accountId, null, [emailOf(0), emailOf(1)]]);
  await tx.query(by, [id, home.code, null, home.spaceId, [emailOf(2)]]);
}

async function wait(tx: Sql, id: string, { id: typeId, priceYen }: { id: string; priceYen: number }, { waiting, guests, at }: { waiting: number; guests: number; at: Date }): Promise<void> {
  const { numbered, policy } = await theRow<{ numbered: number; policy: unknown }>(
    tx,
    'event',
    'update sales set waiting = waiting + $2, numbered = numbered + $2 where subject_id = $1 returning numbered, policy',
    [id, waiting],
  );
  const lined = Array.from({ length: waiting }, (_, place) => ({ id: newId(), place, queuedAt: new Date(at.getTime() + place * HOUR_MS) }));
  await insertAll(
    tx,
    'orders',
    lined.map(({ id: orderId, place, queuedAt }) => ({
      id: orderId, subject_id: id, ticket_type_id: typeId, number: numbered - waiting + 1 + place, role: 'guest', name: found(GUESTS[(guests + place) % GUESTS.length], 'a guest'),
      email: emailOf(guests + place), locale: 'ja', quantity: 1, unit_yen: priceYen, method: 'door', status: 'waitlisted', attempt: 1, policy, answers: [], times_offered: 0,
      queued_at: queuedAt, created_at: queuedAt,
    })),
  );
  await insertAll(tx, 'order_steps', lined.map(({ id: orderId, queuedAt }) => ({ id: newId(), order_id: orderId, at: queuedAt, step: 'waitlisted', actor_kind: 'guest', actor_account_id: null, detail: {} })));
}

/** The evening itself: all but the last guest came, and paid in cash. */
async function hold(tx: Sql, { id, startsAt, hostAccountId }: Placed): Promise<void> {
  const orders = await rows<{ id: string; name: string; dueYen: number }>(tx, `select id, name, quantity * unit_yen as "dueYen" from orders where subject_id = $1 and status = 'confirmed' order by number`, [id]);
  const records: Row[] = [];
  for (const [at, { id: orderId, name, dueYen }] of orders.slice(0, -1).entries()) {
    const cameAt = new Date(startsAt.getTime() + (at - 5) * MINUTE_MS);
    const seats = await seatsOf(tx, orderId);
    const record = (kind: 'checkIn' | 'payment', said: object, more: object): Row => ({
      client_id: newId(), event_id: id, kind, order_id: orderId, seat_id: seats[0]?.id ?? null, said: { at: cameAt, where: '入口', ...said }, result: 'done', difference: null,
      answer: { result: 'done', registrationId: orderId, seatIds: seats.map((seat) => seat.id), name, ...more }, happened_at: cameAt, recorded_at: cameAt, recorded_by: hostAccountId,
    });
    for (const seat of seats) {
      await checkIn(tx, { subjectId: id, seatId: seat.id, at: cameAt, by: hostAccountId, where: '入口' });
      records.push(record('checkIn', { checkIn: { seatId: seat.id } }, { dueYen }));
    }
    if (dueYen === 0) continue;
    const paid = record('payment', { payment: { registrationId: orderId, amountYen: dueYen } }, { bookedYen: dueYen, differenceYen: 0, dueYen: 0 });
    await recordCash(tx, { orderId, amountYen: dueYen, clientId: String(paid['client_id']), takenBy: hostAccountId, receivedAt: cameAt });
    records.push(paid);
  }
  await insertAll(tx, 'door_records', records);
}

/** The report of the host, and the settlement that the space has agreed to. */
async function settle(tx: Sql, plan: Plan, { id, space, hostAccountId, endsAt }: Placed, agreement: Agreement): Promise<void> {
  const proposedAt = new Date(endsAt.getTime() + 2 * HOUR_MS);
  const agreedAt = new Date(endsAt.getTime() + 18 * HOUR_MS);
  const split = computeSplit(agreement.terms, await receiptsOf(tx, id), { hostAccountId, spaceId: space?.id ?? null });
  const outcome = { ...split, cashYen: split.receivedYen };
  const settlementId = newId();
  const owner = space && ownerOf(plan, space);
  await insertAll(tx, 'event_reports', [
    { event_id: id, guests: 13, cash_counted_yen: split.receivedYen, outcomes: '取材の依頼が1件、年内の共同の展示が1件決まりました。', reported_by: hostAccountId, reported_at: proposedAt },
  ]);
  await insertAll(tx, 'event_settlements', [
    {
      id: settlementId, event_id: id, version: 1, status: 'agreed', received_yen: split.receivedYen, cost_yen: split.costYen, shares: settledShares([], split.lines), cash_yen: split.receivedYen,
      cash_difference_yen: 0, agreement_id: agreement.id, proposed_by: hostAccountId, proposed_at: proposedAt, agreed_by: owner?.accountId ?? null, agreed_name: owner?.displayName ?? null, agreed_at: agreedAt,
    },
  ]);
  const transfers = settlementTransfers({ eventId: id, hostAccountId, counterAccountId: hostAccountId, before: NOTHING_BEFORE, outcome, countedYen: yen(split.receivedYen) });
  await post(tx, { cause: { kind: 'event.settled', id: settlementId }, eventAt: agreedAt, transfers, ...(owner ? { by: { accountId: owner.accountId } } : {}) });
}

/** Who did what, as the audit would have it. */
function deedsOf(plan: Plan, evening: Placed): Deed[] {
  const { id, space, hostAccountId, status, title, endsAt } = evening;
  const deed = (at: Date, by: Deed['by'], action: Deed['action'], reason: string | null = null): Deed => ({
    at,
    by,
    action,
    subject: { type: 'event', id },
    concernsAccountId: hostAccountId,
    spaceId: space?.id ?? null,
    reason,
    after: { title },
  });
  const host = { accountId: hostAccountId };
  const owner = space ? { accountId: space.ownerAccountId } : host;
  return [
    deed(evening.draftedAt, host, 'event.drafted'),
    ...(space && status !== 'draft' ? [deed(evening.proposedAt, host, 'event.proposed')] : []),
    ...(status === 'countered' ? [deed(evening.answeredAt, owner, 'event.countered')] : []),
    ...(space && isApproved(evening) ? [deed(evening.answeredAt, owner, 'event.approved')] : []),
    ...(isPublic(evening) ? [deed(evening.publishedAt, host, 'event.published')] : []),
    ...(status === 'cancelled' ? [deed(calledOffAt(plan), host, 'event.cancelled', CALLED_OFF)] : []),
    ...(isOver(evening) ? [deed(new Date(Math.min(endsAt.getTime() + 10 * MINUTE_MS, plan.now.getTime())), 'clock', 'event.done')] : []),
  ];
}

/** What waits for somebody's answer lies in their inbox. */
function waitingWords(plan: Plan, evening: Placed): Notice[] {
  const { id, space, hostMixer, hostName, status, title, startsAt, endsAt, proposedAt, answeredAt, publishedAt } = evening;
  if (!space || !hostMixer) return [];
  const params = { title, space: space.name, host: hostName, span: `${startsAt.toISOString()}/${endsAt.toISOString()}` };
  const host = { accountId: hostMixer.accountId, email: hostMixer.email, locale: 'ja' } as const;
  const owner = ownerOf(plan, space);
  if (status === 'proposed') {
    const to = { accountId: owner.accountId, email: owner.email, locale: 'ja' } as const;
    return [{ to, template: 'eventProposed', params: { ...params, note: 'ご検討をお願いします。' }, href: `/spaces/${space.id}/events/${id}`, at: proposedAt }];
  }
  if (status === 'countered') return [{ to: host, template: 'eventCountered', params: { ...params, name: hostName, by: owner.displayName, note: COUNTER_NOTE }, href: `/me/events/${id}`, at: answeredAt }];
  if (status === 'approved') return [{ to: host, template: 'eventApproved', params: { ...params, name: hostName, by: owner.displayName }, href: `/me/events/${id}`, at: answeredAt }];
  return evening.helpers
    .filter(({ answered }) => !answered)
    .map(({ mixer, role, duty }) => ({
      to: { accountId: mixer.accountId, email: mixer.email, locale: 'ja' },
      template: 'eventInvitation',
      params: { ...params, name: mixer.display, role, duty },
      href: `/events/${id}`,
      at: new Date(publishedAt.getTime() + HOUR_MS),
    }));
}
