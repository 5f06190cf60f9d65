import { commit } from '#libs/calendar';
import { theRow, type Sql } from '#libs/database';
import { newId } from '#libs/kernel';
import { giveSeat, importOrders, openSale } from '#libs/orders';
import { referralCode, type SplitTerms } from '#libs/revenue';
import { RULE_SET_VERSION } from './book.js';
import type { Placed } from './evening-days.js';
import { found } from './people.js';
import { DAY_MS, HOUR_MS, type Plan } from './plan.js';
import { insertAll } from './write.js';

const GUESTS = [
  '阿部 真理', '及川 拓海', '菊池 由紀', '千葉 亮', '小野寺 瑞希', '八重樫 勇', '熊谷 しおり', '藤村 洋介', '村上 千夏', '岩渕 学', '高野 ゆう', '白石 隼人', '平井 さなえ', '黒沢 樹',
] as const;

/** What the cooperative has ready for a kind of evening. */
export interface Template {
  id: string;
  kind: string;
  content: { timetable: unknown; tablePlan: unknown; checklist: { text: string; daysBefore: number }[]; questions: unknown; cancellationPolicy: { untilHoursBefore: number; refundPercent: number }[]; split: SplitTerms };
}

const placeName = ({ space, room, format = 'onsite' }: Placed): string => {
  const onsite = space && room ? `${space.name} ${room}（${space.city}${space.street}）` : '';
  if (format === 'online' || onsite === '') return 'オンライン';
  return format === 'hybrid' ? `${onsite}／オンライン` : onsite;
};

/** Put it on sale; the ticket types as they are sold. */
export async function sell(tx: Sql, evening: Placed, { content }: Template): Promise<readonly { id: string; priceYen: number }[]> {
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
export async function seatPeople(tx: Sql, evening: Placed): Promise<void> {
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
export async function registerGuests(tx: Sql, plan: Plan, { id, publishedAt, guests = 0, waiting = 0, hostAccountId, status }: Placed, types: readonly { id: string; priceYen: number }[]): Promise<void> {
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
