import { deepEqual, equal, ok } from 'node:assert/strict';
import { runChecks } from '#db/checks/run';
import type { DoorResultsView, DoorView, EventSettlementView } from '#libs/events';
import { row, rows } from '#libs/database';
import { newId } from '#libs/kernel';
import { LEDGER_ACCOUNT_WORDS, LEDGER_CAUSE_WORDS, LEDGER_TRANSFER_WORDS, say, SPLIT_ROLE_WORDS, timeInWords, yenInWords, type LedgerAccountType, type LedgerCauseKind, type LedgerTransferKind, type Sentence } from '#libs/words';
import type { Person, SpaceInTest } from '../support/app.js';
import type { Selling } from '../support/orders.js';
import type { Teller } from './teller.js';

export const JELLY: Sentence = { ja: 'JELLYの一夜', en: 'A JELLY, from the idea to the last yen' };

/** What the two evenings come to. */
export interface JellysEnd {
  /** Whole yen by role, of the evening before and after the late refund. */
  first: Record<string, number>;
  afterRefund: Record<string, number>;
  /** Of the example that is worked out by hand. */
  example: Record<string, number>;
  /** What the books and Stripe say is at Stripe. */
  atStripe: readonly [number, number];
}

/** How the space and the host agree to share: the room wants more for tidying up. */
const COUNTERED = {
  base: 'net',
  shares: [
    { role: 'space', kind: 'basisPoints', value: 3_500 },
    { role: 'host', kind: 'basisPoints', value: 4_000 },
    { role: 'attractor', kind: 'basisPoints', value: 1_000 },
    { role: 'referrerSpace', kind: 'basisPoints', value: 500 },
    { role: 'cooperative', kind: 'basisPoints', value: 500 },
    { role: 'fund', kind: 'basisPoints', value: 500 },
  ],
} as const;
const OFFERED = { ...COUNTERED, shares: COUNTERED.shares.map((share) => (share.role === 'space' ? { ...share, value: 3_000 } : share.role === 'host' ? { ...share, value: 4_500 } : share)) };

/** Twenty guests at 1,000 yen: 3,000 for the room, and of the rest 60 % host, 10 % home space, 20 % who brought them, 10 % the cooperative. */
const EXAMPLE = {
  base: 'net',
  shares: [
    { role: 'space', kind: 'fixed', value: 3_000 },
    { role: 'host', kind: 'basisPoints', value: 6_000 },
    { role: 'referrerSpace', kind: 'basisPoints', value: 1_000 },
    { role: 'attractor', kind: 'basisPoints', value: 2_000 },
    { role: 'cooperative', kind: 'basisPoints', value: 1_000 },
  ],
} as const;

interface Cast {
  host: Person;
  carrier: Person;
  home: SpaceInTest;
  space: SpaceInTest;
  room: string;
}

interface Coming {
  id: string;
  token: string;
  status: string;
  position?: number;
  checkoutUrl?: string;
}

interface Registering {
  name: string;
  quantity?: number;
  method: 'stripe' | 'door';
  code?: string;
  cookie?: string;
  waitlist?: boolean;
}

/**
 * A JELLY through HTTP, Stripe's stand-in and the application on one clock: proposed, countered, agreed, sold by four ways of paying, filled, a seat
 * given back and offered on, the door with and without a network, the settlement, a refund two weeks later; then the example that is
 * worked out by hand. Throws when a yen is not where it belongs.
 */
export async function playJelly(selling: Selling, teller: Teller): Promise<JellysEnd> {
  teller.title(JELLY);
  const story = new Evening(selling, teller, await gather(selling, teller));
  await story.agree();
  await story.sell();
  await story.fillUp();
  await story.theDoor();
  const first = await story.settle();
  const afterRefund = await story.lateRefund();
  const example = await story.workedExample();
  return { first, afterRefund, example, atStripe: await story.close() };
}

async function gather({ app }: Selling, teller: Teller): Promise<Cast> {
  const named = (ja: string, en: string): string => say({ ja, en }, teller.locale);
  const space = await app.space({ name: named('北のつくえ盛岡', 'Kita Desk Morioka'), owner: await app.person(named('工藤 誠', 'Kudo Makoto')) });
  const home = await app.space({ name: named('海のつくえ神戸', 'Umi Desk Kobe'), prefecture: '28' });
  await app.db.query(`insert into space_relations (space_id, relation, valid) values ($1, 'designated', tstzrange('2026-01-01', null))`, [space.id]);
  const { body: room } = await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: named('大きい部屋', 'Large room'), capacity: 30 }).expect(201);
  return {
    host: await app.mixer({ tier: 'senior', name: named('渡辺 咲', 'Watanabe Saki') }),
    carrier: await app.mixer({ tier: 'junior', name: named('小野寺 みなみ', 'Onodera Minami') }),
    space,
    home,
    room: room.id,
  };
}

class Evening {
  private id = '';
  private ticket = '';
  private flyer = '';
  private homeCode = '';
  private readonly guests = new Map<string, Coming>();

  constructor(
    private readonly selling: Selling,
    private readonly teller: Teller,
    private readonly cast: Cast,
  ) {}

  /** The plan, what the space would rather have, and the yes of both. */
  async agree(): Promise<void> {
    const { host, space } = this.cast;
    this.id = await this.plan('冬のJELLY', '2026-12-12T10:00:00Z', 10, OFFERED);
    this.tell({ ja: '{name}さんが「冬のJELLY」を{space}に提案します（参加費 1,000円、定員10名、12月12日 19時から）', en: '{name} proposes “冬のJELLY” to {space}: 1,000 yen, 10 seats, 12 December at 19:00' }, { name: host.name, space: space.name });
    await this.verb(host, 'proposal', 200);
    await this.verb(space.owner, 'counter-offer', 200, { split: COUNTERED, note: this.said('片付けの手間があるため、会場を35%でお願いします', 'Tidying up takes a while: 35 % for the room, please') });
    this.tell({ ja: '{name}さんの対案：会場 30% → 35%、主催 45% → 40%', en: '{name} counters: room 30 % → 35 %, host 45 % → 40 %' }, { name: space.owner.name });
    await this.verb(host, 'proposal', 200);
    await this.verb(space.owner, 'approval', 200);
    const { body: split } = await this.as(host).get(`/events/${this.id}/split?guests=10`).expect(200);
    equal(split.agreement.status, 'agreed');
    this.tell({ ja: '双方が同意しました（第{version}版）。10名なら：', en: 'Both have agreed (version {version}). With 10 guests:' }, { version: split.agreement.version });
    for (const { role, amountYen } of split.preview.lines) this.detail(`${say(SPLIT_ROLE_WORDS[role as keyof typeof SPLIT_ROLE_WORDS], this.teller.locale)} ${this.yen(amountYen)}`);
    await this.publish();
    this.tell({ ja: '公開しました。部屋と主催者の時間は、もうほかの予定に使えません。', en: 'It is public. The room and the host’s time are taken.' });
  }

  /** Four ways of paying, brought by a flyer, by a home space, and by nobody. */
  async sell(): Promise<void> {
    const { carrier, home } = this.cast;
    this.flyer = await this.code(carrier, { kind: 'flyer', spaceId: home.id, label: this.said('神戸のチラシ棚', 'Flyer rack in Kobe') });
    this.homeCode = await this.code(home.owner, { kind: 'space', spaceId: home.id });
    const touched = await this.selling.app.as(null).post('/referral-touches').send({ code: this.flyer, subjectId: this.id }).expect(200);
    const cookie = String(touched.headers['set-cookie']).split(';')[0] ?? '';
    this.tell({ ja: '{name}さんのチラシの二次元コードから、最初の方がページを開きました。', en: 'Somebody opens the page from the flyer that {name} carried.' }, { name: carrier.name });

    const card = await this.come({ name: this.said('高橋 実', 'Takahashi Minoru'), method: 'stripe', cookie });
    await this.selling.pay(card);
    await this.paid(card, 1_000);
    this.tell({ ja: '{name}さん：チラシから、カードで1,000円', en: '{name}: by the flyer, 1,000 yen by card' }, { name: this.nameOf(card) });

    const wallet = await this.come({ name: this.said('伊藤 さくら', 'Ito Sakura'), method: 'stripe', code: this.homeCode });
    await this.payPay(wallet);
    await this.paid(wallet, 1_000);
    this.tell({ ja: '{name}さん：{space}の紹介で、スマホ決済で1,000円', en: '{name}: by {space}, 1,000 yen by wallet' }, { name: this.nameOf(wallet), space: home.name });

    const voucher = await this.come({ name: this.said('佐々木 純', 'Sasaki Jun'), quantity: 3, method: 'stripe' });
    await this.selling.pay(voucher, { konbini: true });
    equal((await this.selling.order(voucher.id)).status, 'held');
    await this.selling.wait(26 * 60);
    await this.selling.payVoucher(voucher.id);
    await this.paid(voucher, 3_000);
    this.tell({ ja: '{name}さん：3名分3,000円をコンビニで、翌日に支払い', en: '{name}: 3,000 yen for three at a convenience store, a day later' }, { name: this.nameOf(voucher) });

    const door = await this.come({ name: this.said('村上 和', 'Murakami Kazu'), quantity: 2, method: 'door', code: this.flyer });
    equal(door.status, 'confirmed');
    this.tell({ ja: '{name}さん：2名、当日会場で支払い（チラシから）', en: '{name}: two, paying at the door (by the flyer)' }, { name: this.nameOf(door) });
  }

  /** The last seats, somebody who waits, and a seat that comes free. */
  async fillUp(): Promise<void> {
    const two = await this.come({ name: this.said('菊池 楓', 'Kikuchi Kaede'), quantity: 2, method: 'stripe' });
    await this.selling.pay(two);
    const last = await this.come({ name: this.said('小原 仁', 'Obara Jin'), method: 'door' });
    const full = await this.as(null).post(`/events/${this.id}/registrations`).send(this.form({ name: 'x', method: 'door' })).expect(409);
    equal(full.body.code, 'event.full');
    this.tell({ ja: '{name}さんで満席。次の方には、こう表示されます：', en: '{name} takes the last seat. The next one reads:' }, { name: this.nameOf(last) });
    this.teller.reads(full.body.detail);
    const waiting = await this.come({ name: this.said('千葉 陽', 'Chiba Haru'), method: 'stripe', waitlist: true });
    equal(waiting.status, 'waitlisted');
    this.tell({ ja: '{name}さん：キャンセル待ち{position}番目', en: '{name}: number {position} on the waitlist' }, { name: this.nameOf(waiting), position: waiting.position ?? 0 });

    await this.reach('2026-12-05T01:00:00Z');
    const { body: quote } = await this.as(null).get(`/registrations/${two.id}/cancellation-quote?token=${two.token}&quantity=1`).expect(200);
    deepEqual([quote.refundYen, quote.percent, quote.route], [1_000, 100, 'card']);
    await this.as(null).post(`/registrations/${two.id}/cancellation?token=${two.token}`).set('idempotency-key', newId()).send({ quantity: 1, expectedRefundYen: 1_000 }).expect(200);
    await this.selling.work();
    deepEqual((await this.selling.order(two.id)).refunds, [{ amountYen: 1_000, cause: 'guest', status: 'done' }]);
    this.tell({ ja: '{name}さんが1席だけキャンセル。1,000円がカードに戻ります。', en: '{name} gives one seat back. 1,000 yen go back to the card.' }, { name: this.nameOf(two) });
    equal((await this.selling.order(waiting.id)).status, 'offered');
    const { body: accepted } = await this.as(null).post(`/registrations/${waiting.id}/offer-acceptance?token=${waiting.token}`).set('idempotency-key', newId()).send({ ticketTypeId: this.ticket, expectedPriceYen: 1_000, paymentMethod: 'stripe' });
    await this.selling.pay(accepted);
    await this.paid(waiting, 1_000);
    this.tell({ ja: '空いた席は{name}さんに案内され、カードで支払われました。', en: 'The seat is offered to {name}, who pays by card.' }, { name: this.nameOf(waiting) });
  }

  /** Passes and cash, one phone with a network and one without. */
  async theDoor(): Promise<void> {
    await this.reach('2026-12-12T09:45:00Z');
    const seen = await this.door();
    deepEqual([seen.counts.seats, seen.counts.seatsLeft, seen.registrations.filter(({ dueYen }) => dueYen > 0).length], [10, 0, 2]);
    const passes = (guest: Coming): { checkIn: { pass: string } }[] => seen.seats.filter(({ registrationId }) => registrationId === guest.id).map(({ pass }) => ({ checkIn: { pass } }));
    const [card, wallet, voucher, door, two, last, waiting] = [...this.guests.values()];
    ok(card && wallet && voucher && door && two && last && waiting);
    await this.say(...passes(card), ...passes(wallet));
    const [again] = (await this.say(...passes(card))).results;
    equal(again?.result, 'already');
    this.tell({ ja: '開場。{name}さんのパスが2度目に読まれると：', en: 'The door opens. The pass of {name} is read a second time:' }, { name: this.nameOf(card) });
    this.detail([timeInWords(again.alreadyAt ?? ''), again.alreadyWhere, again.alreadyBy].join(' '));

    // The other phone is in the cellar: what it writes down arrives two hours later, twice.
    const inTheCellar = [...passes(voucher), ...passes(door), { payment: { registrationId: door.id, amountYen: 2_000 } }, ...passes(last), { payment: { registrationId: last.id, amountYen: 1_000 } }, ...passes(waiting)];
    const records = inTheCellar.map((what, minute) => ({ clientId: newId(), at: new Date(Date.parse('2026-12-12T09:50:00Z') + minute * 60_000).toISOString(), where: this.said('地下の入口', 'Cellar door'), ...what }));
    await this.reach('2026-12-12T11:55:00Z');
    const sent = await this.send(records);
    const twice = await this.send(records);
    deepEqual(sent.results.map(({ result }) => result), records.map(() => 'done'));
    deepEqual(twice.results.map(({ result, replayed }) => [result, replayed]), records.map(() => ['done', true]));
    deepEqual([twice.cash.totalYen, twice.counts.checkedIn, twice.counts.seats], [3_000, 9, 10]);
    this.tell({ ja: '通信のなかった端末の記録{count}件が2度届き、1度だけ数えられました。入場9名、現金3,000円。', en: 'The {count} records of the phone without a network arrive twice and count once: 9 guests, 3,000 yen in cash.' }, { count: records.length });
    const [late] = (await this.say({ walkIn: { name: this.said('飛び込みの方', 'Passer-by'), amountYen: 1_000 } })).results;
    equal(late?.code, 'door.noSeatLeft');
    this.tell({ ja: '満席のため、当日受付は断られます：', en: 'It is full, so a passer-by is turned away:' });
    this.teller.reads(late.message ?? '');
  }

  /** What it came to, the space’s yes, and the books. */
  async settle(): Promise<Record<string, number>> {
    const { host, space } = this.cast;
    await this.reach('2026-12-13T02:00:00Z');
    await this.as(host).post(`/events/${this.id}/report`).send({ guests: 9, cashCountedYen: 3_000, outcomes: this.said('名刺交換が12組', 'Twelve pairs exchanged cards') }).expect(200);
    const settlement = await this.settled();
    // 1,000 card + 1,000 wallet + 3,000 konbini + 1,000 of two + 1,000 from the waitlist + 3,000 cash, less what each cost at Stripe.
    equal(settlement.receivedYen, 10_000);
    equal(settlement.costYen, await this.costAtStripe());
    equal(settlement.poolYen, settlement.receivedYen - settlement.costYen);
    // Of 9,700: 35 %, 10 % of the three tenths that the flyer brought, 5 % of the four tenths that came by Kobe, twice 5 %; what nobody fills is the host’s.
    deepEqual(byRole(settlement), { space: 3_395, host: 4_850, attractor: 291, referrerSpace: 194, cooperative: 485, fund: 485 });
    this.tell({ ja: '{host}さんが精算を提案し、{owner}さんが合意しました。', en: '{host} proposes the settlement, {owner} agrees.' }, { host: host.name, owner: space.owner.name });
    this.shares(settlement);
    await this.nothingLeft(this.id);
    await this.ledger({ ja: '帳簿：このイベントのすべての移動', en: 'The books: every movement of this event' }, this.id);
    return byRole(settlement);
  }

  /** Two weeks later a card company’s guest gets the money back on Stripe’s own pages. */
  async lateRefund(): Promise<Record<string, number>> {
    await this.reach('2026-12-27T01:00:00Z');
    const charge = await row<{ id: string }>(this.selling.app.db, `select stripe_charge_id as id from order_payments where order_id = $1`, [[...this.guests.values()][0]?.id]);
    await this.selling.sim.stripe.refunds.create({ charge: charge?.id ?? '' });
    await this.selling.work();
    const { body: settlement } = await this.as(this.cast.host).get(`/events/${this.id}/settlement`).expect(200);
    equal(settlement.version, 2);
    equal(settlement.receivedYen, 9_000);
    this.tell({ ja: '精算のあとで1,000円が返金されました。前の版はそのまま、差額だけの次の版ができます。', en: '1,000 yen are refunded after the settlement. The version before stays; the next one holds the difference.' });
    this.shares(settlement);
    // Of 8,700: the flyer brought two ninths by now, Kobe three ninths.
    deepEqual(byRole(settlement), { space: 3_045, host: 4_447, attractor: 193, referrerSpace: 145, cooperative: 435, fund: 435 });
    for (const { role, changeYen } of settlement.shares) ok(changeYen <= 0, `${role} gains by a refund`);
    await this.nothingLeft(this.id);
    await this.ledger({ ja: '帳簿：返金のあとに加わった移動', en: 'The books: what the refund has added' }, this.id, '2026-12-14');
    return byRole(settlement);
  }

  /** Twelve in cash, eight by card at 36 yen each: 19,712 to share, 16,712 after the room. */
  async workedExample(): Promise<Record<string, number>> {
    const { host, carrier, home } = this.cast;
    this.guests.clear();
    this.id = await this.plan('計算例のJELLY', '2027-01-16T10:00:00Z', 20, EXAMPLE);
    await this.verb(host, 'proposal', 200);
    await this.verb(this.cast.space.owner, 'approval', 200);
    await this.publish();
    const code = await this.code(carrier, { kind: 'flyer', spaceId: home.id, label: this.said('神戸のチラシ棚', 'Flyer rack in Kobe') });
    for (let guest = 1; guest <= 20; guest++) {
      const came = await this.come({ name: `${this.said('参加', 'Guest')} ${guest}`, method: guest <= 8 ? 'stripe' : 'door', code });
      if (guest <= 8) await this.selling.pay(came);
    }
    await this.reach('2027-01-16T10:30:00Z');
    const cash = [...this.guests.values()].slice(8).map(({ id }) => ({ payment: { registrationId: id, amountYen: 1_000 } }));
    equal((await this.say(...cash)).cash.totalYen, 12_000);
    await this.reach('2027-01-16T13:00:00Z');
    const settlement = await this.settled();
    deepEqual([settlement.receivedYen, settlement.costYen, settlement.poolYen], [20_000, 288, 19_712]);
    deepEqual(byRole(settlement), { space: 3_000, host: 10_027, referrerSpace: 1_671, attractor: 3_343, cooperative: 1_671 });
    this.tell({ ja: '計算例：1,000円×20名（現金12名、カード8名）', en: 'The worked example: 20 guests at 1,000 yen, 12 in cash, 8 by card' });
    this.shares(settlement);
    await this.nothingLeft(this.id);
    await this.ledger({ ja: '帳簿：計算例の精算', en: 'The books: the settlement of the example' }, this.id, '2027-01-16', 'event.settled');
    return byRole(settlement);
  }

  /** Everybody’s records agree, ours and Stripe’s. */
  async close(): Promise<readonly [number, number]> {
    await this.selling.work();
    deepEqual((await runChecks(this.selling.app.db)).filter((check) => check.rows.length > 0), []);
    equal((await this.selling.reconcile()).differences, 0);
    const there = await this.selling.sim.stripe.balance.retrieve();
    const atStripe = [await this.selling.balance('stripe'), [...there.available, ...there.pending].reduce((sum, { amount }) => sum + amount, 0)] as const;
    equal(atStripe[0], atStripe[1]);
    this.teller.close({ ja: '決済サービスの残高は、こちらの帳簿でも先方でも{yen:yen}です。どのイベントにも、預り金も箱の現金も残っていません。', en: 'Stripe and our books both say {yen:yen}. Nothing is held for any event, and no box has cash in it.' }, { yen: atStripe[0] });
    return atStripe;
  }

  private as(person: Person | null) {
    return this.selling.app.as(person, this.teller.locale);
  }

  private said(ja: string, en: string): string {
    return say({ ja, en }, this.teller.locale);
  }

  private tell(...told: Parameters<Teller['tell']>): void {
    this.teller.tell(...told);
  }

  private detail(text: string): void {
    this.teller.detail({ ja: text, en: text });
  }

  private yen(amount: number): string {
    return yenInWords(amount, this.teller.locale);
  }

  private async plan(title: string, startsAt: string, capacity: number, split: object): Promise<string> {
    const { host, space, room } = this.cast;
    const endsAt = new Date(Date.parse(startsAt) + 2 * 3_600_000).toISOString();
    const plan = { kind: 'jelly', spaceId: space.id, resourceId: room, title, startsAt, endsAt, capacity, sellerOfRecord: 'host', methods: ['card', 'payPay', 'konbini', 'door'], ticketTypes: [{ name: this.said('一般', 'Guest'), priceYen: 1_000 }], split };
    return (await this.as(host).post('/events').send(plan).expect(201)).body.id;
  }

  private async verb(person: Person, what: string, status: number, body: object = {}): Promise<void> {
    await this.as(person).post(`/events/${this.id}/${what}`).send(body).expect(status);
  }

  private async publish(): Promise<void> {
    const { body } = await this.as(this.cast.host).post(`/events/${this.id}/publication`).expect(200);
    this.ticket = body.ticketTypes[0].id;
  }

  private async code(person: Person, wish: object): Promise<string> {
    return (await this.as(person).post(`/events/${this.id}/referral-codes`).send(wish).expect(201)).body.code;
  }

  private form({ name, quantity = 1, method, code, waitlist }: Registering): object {
    return { ticketTypeId: this.ticket, quantity, name, email: `guest-${newId().slice(-12)}@mazeru.test`, paymentMethod: method, ...(code ? { referralCode: code } : {}), ...(waitlist ? { waitlist } : {}) };
  }

  private async come(wish: Registering): Promise<Coming> {
    // A guest comes from a place of their own; here they all share one, and the door counts places.
    await this.selling.app.db.query('delete from rate_limits');
    const asked = this.as(null).post(`/events/${this.id}/registrations`).set('idempotency-key', newId());
    const { body } = await (wish.cookie ? asked.set('cookie', wish.cookie) : asked).send(this.form(wish)).expect(201);
    const coming = { ...body, token: new URL(body.manageUrl).searchParams.get('token') ?? '' };
    this.guests.set(wish.name, coming);
    return coming;
  }

  private nameOf(coming: Coming): string {
    return [...this.guests].find(([, { id }]) => id === coming.id)?.[0] ?? '';
  }

  /** Fills in the page, and agrees in the wallet. */
  private async payPay({ checkoutUrl = '' }: Coming): Promise<void> {
    const fill = async (url: string, fields: Record<string, string>): Promise<string> =>
      (await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) })).headers.get('location') ?? '';
    const asked = await fill(checkoutUrl, { method: 'paypay', email: 'sakura@mazeru.test', billingName: 'SAKURA ITO' });
    await fetch(await fill(new URL(asked, checkoutUrl).href, { passed: 'true' }), { redirect: 'manual' });
    await this.selling.work();
  }

  private async paid(coming: Coming, yen: number): Promise<void> {
    const { status, paidYen } = await this.selling.order(coming.id);
    deepEqual([status, paidYen], ['confirmed', yen]);
  }

  /** Moves both clocks to an instant; nobody signs out for all the time that passes. */
  private async reach(instant: string): Promise<void> {
    const { app, sim } = this.selling;
    await this.selling.work();
    app.clock.set(instant);
    await app.db.query('update sessions set last_seen_at = $1', [app.clock.now()]);
    await sim.advanceTo(app.clock.now());
    await this.selling.sweep();
  }

  private async door(): Promise<DoorView> {
    return (await this.as(this.cast.host).get(`/events/${this.id}/door`).expect(200)).body;
  }

  private async send(records: readonly object[]): Promise<DoorResultsView> {
    return (await this.as(this.cast.host).post(`/events/${this.id}/door-records`).send({ records }).expect(200)).body;
  }

  private say(...what: readonly object[]): Promise<DoorResultsView> {
    const at = this.selling.app.clock.now().toISOString();
    return this.send(what.map((said) => ({ clientId: newId(), at, where: this.said('入口', 'Front door'), ...said })));
  }

  private async settled(): Promise<EventSettlementView> {
    await this.as(this.cast.host).post(`/events/${this.id}/settlement`).send({}).expect(201);
    return (await this.as(this.cast.space.owner).post(`/events/${this.id}/settlement/approval`).send({}).expect(200)).body;
  }

  /** What Stripe has kept of the payments of this event. */
  private async costAtStripe(): Promise<number> {
    const found = await row<{ yen: number }>(
      this.selling.app.db,
      `select coalesce(sum(c.fee_yen), 0)::int as yen from stripe_charges c join order_payments p on p.stripe_charge_id = c.id where p.subject_id = $1`,
      [this.id],
    );
    return found?.yen ?? 0;
  }

  /** The shares sum to what is shared; nothing is held for the event and nothing lies in its box. */
  private async nothingLeft(eventId: string): Promise<void> {
    deepEqual([await this.selling.balance('held', eventId), await this.selling.balance('cashBox', eventId)], [0, 0]);
  }

  private shares({ shares, poolYen }: EventSettlementView): void {
    equal(shares.reduce((sum, { amountYen }) => sum + amountYen, 0), poolYen);
    this.teller.table(
      { ja: '配分', en: 'Shares' },
      [{ head: { ja: '役割', en: 'Role' } }, { head: { ja: '受け取る方', en: 'Who' } }, { head: { ja: '今回', en: 'Now' }, figures: true }, { head: { ja: '合計', en: 'In all' }, figures: true }],
      [
        ...shares.map(({ role, name, changeYen, amountYen }) => [say(SPLIT_ROLE_WORDS[role], this.teller.locale), name, this.yen(changeYen), this.yen(amountYen)]),
        ['', '', this.yen(shares.reduce((sum, { changeYen }) => sum + changeYen, 0)), this.yen(poolYen)],
      ],
    );
  }

  /** Every movement of an event in the books, and of its costs; since a Tokyo day, or of one cause alone. */
  private async ledger(title: Sentence, eventId: string, since = '2026-01-01', cause: string | null = null): Promise<void> {
    const { locale } = this.teller;
    const found = await rows<{ at: string; cause: LedgerCauseKind; kind: LedgerTransferKind; from: LedgerAccountType; fromName: string | null; to: LedgerAccountType; toName: string | null; yen: number }>(
      this.selling.app.db,
      LEDGER_OF_EVENT,
      [eventId, since, cause],
    );
    const account = (type: LedgerAccountType, name: string | null): string => [say(LEDGER_ACCOUNT_WORDS[type], locale), name].filter(Boolean).join(' ');
    this.teller.table(
      title,
      [
        { head: { ja: '日', en: 'Day' } },
        { head: { ja: 'もと', en: 'Cause' } },
        { head: { ja: '種類', en: 'Kind' } },
        { head: { ja: '貸方', en: 'From' } },
        { head: { ja: '借方', en: 'To' } },
        { head: { ja: '金額', en: 'Yen' }, figures: true },
      ],
      found.map((line) => [line.at, say(LEDGER_CAUSE_WORDS[line.cause], locale), say(LEDGER_TRANSFER_WORDS[line.kind], locale), account(line.from, line.fromName), account(line.to, line.toName), this.yen(line.yen)]),
    );
  }
}

const byRole = ({ shares }: EventSettlementView): Record<string, number> => Object.fromEntries(shares.map(({ role, amountYen }) => [role, amountYen]));

const LEDGER_OF_EVENT = `
  with causes as (
    select id::text as id from order_payments where subject_id = $1
    union all select r.id::text from order_refunds r where r.subject_id = $1
    union all select r.stripe_refund_id from order_refunds r where r.subject_id = $1 and r.stripe_refund_id is not null
    union all select s.id::text from event_settlements s where s.event_id = $1
    union all select c.balance_transaction_id from stripe_charges c join order_payments p on p.stripe_charge_id = c.id where p.subject_id = $1
  )
  select to_char(t.event_at at time zone 'Asia/Tokyo', 'MM-DD') as at, p.cause_kind as cause, t.kind, f.type as "from", coalesce(fa.display_name, fs.name) as "fromName",
         o.type as "to", coalesce(oa.display_name, os.name) as "toName", t.amount_yen::int as yen
    from ledger_postings p join ledger_transfers t on t.posting_id = p.id
    join ledger_accounts f on f.id = t.from_account_id left join accounts fa on fa.id = f.owner_account_id left join spaces fs on fs.id = f.space_id
    join ledger_accounts o on o.id = t.to_account_id left join accounts oa on oa.id = o.owner_account_id left join spaces os on os.id = o.space_id
   where p.cause_id in (select id from causes) and t.event_at >= ($2 || ' 00:00+09')::timestamptz and ($3::text is null or p.cause_kind = $3)
   order by t.event_at, p.id, length(t.line), t.line`;
