import { deepEqual, equal, ok } from 'node:assert/strict';
import { runChecks } from '#db/checks/run';
import { row } from '#libs/database';
import { addDays, dayIn, endOfMonth, month, nextMonth, type Month } from '#libs/kernel';
import { say, yenInWords, type Sentence } from '#libs/words';
import type { Person, SpaceInTest } from '../support/app.js';
import type { Dues } from '../support/dues.js';
import type { Teller } from './teller.js';

export const DUES_YEAR: Sentence = { ja: '組合費の1年', en: 'A year of dues' };

/** What a year comes to, on both sides. */
export interface YearsEnd {
  members: number;
  /** Whole yen; ours, then what Stripe says. */
  takenYen: readonly [number, number];
  refundedYen: readonly [number, number];
  feesYen: readonly [number, number];
  balanceYen: readonly [number, number];
  /** What was asked for, and what became of it. */
  chargedYen: number;
  paidYen: number;
  owedYen: number;
  writtenOffYen: number;
  givenBackYen: number;
}

const LETTERS = ['あかり', 'はると', 'ゆい', 'そうた', 'めい', 'れん', 'ひなた', 'みお', 'あおい', 'ゆうと'];
const FIRST_MONTH = month('2027-03');
const MONTHS = 12;

interface Cast {
  minami: Person;
  kenji: Person;
  saki: Person;
  treasurer: Person;
  space: SpaceInTest;
}

/**
 * Three people through a winter: a card that fails and is replaced, a convenience store, a lower tier and a pause. Then a year of so many
 * members, with everything that goes wrong in one. All through HTTP, Stripe's stand-in and the application on one clock. Throws when a yen is
 * not accounted for.
 */
export async function playDuesYear(dues: Dues, teller: Teller, members = 200): Promise<YearsEnd> {
  // As operating.md asks for: Stripe goes on asking each month, and the sixty days are ours to count.
  await dues.sim.post('/_sim/billing', { afterRetries: 'past_due' });
  teller.title(DUES_YEAR);
  const story = new Winter(dues, teller, await gather(dues, teller));
  await story.join();
  await story.firstOfDecember();
  await story.grace();
  await story.restricted();
  await story.restored();
  await story.lowerTierAndPause();
  const year = new Year(dues, teller, members);
  await year.gather();
  await year.play();
  return year.settle();
}

async function gather({ app }: Dues, teller: Teller): Promise<Cast> {
  const named = (ja: string, en: string): string => say({ ja, en }, teller.locale);
  const space = await app.space({ name: named('北のつくえ盛岡', 'Kita Desk Morioka') });
  const cast = {
    minami: await app.mixer({ name: named('小野寺 みなみ', 'Onodera Minami'), duesStanding: 'none' }),
    kenji: await app.mixer({ name: named('鈴木 健司', 'Suzuki Kenji'), duesStanding: 'none' }),
    saki: await app.mixer({ tier: 'senior', name: named('渡辺 咲', 'Watanabe Saki'), duesStanding: 'none' }),
    treasurer: await app.admin('treasurer', named('工藤 誠', 'Kudo Makoto')),
  };
  for (const mixer of [cast.minami, cast.kenji, cast.saki]) await app.hasRead(mixer, space);
  return { ...cast, space };
}

/** What both parts of the story do. */
abstract class Chapter {
  constructor(
    protected readonly dues: Dues,
    protected readonly teller: Teller,
  ) {}

  protected as(person: Person) {
    return this.dues.app.as(person, this.teller.locale);
  }

  protected post(person: Person, path: string, body: object = {}) {
    return this.as(person).post(path).set('idempotency-key', this.dues.key()).send(body);
  }

  protected async own(person: Person) {
    return (await this.as(person).get('/me/dues').expect(200)).body;
  }

  protected tell(...told: Parameters<Teller['tell']>): void {
    this.teller.tell(...told);
  }

  protected yen(amount: number): string {
    return yenInWords(amount, this.teller.locale);
  }
}

class Winter extends Chapter {
  constructor(
    dues: Dues,
    teller: Teller,
    private readonly cast: Cast,
  ) {
    super(dues, teller);
  }

  async join(): Promise<void> {
    const { minami, kenji, saki } = this.cast;
    const { body: offer } = await this.as(minami).get('/me/dues/offer?method=card').expect(200);
    this.tell({ ja: '{name}さんが、組合費のお支払い方法を登録します。最終確認の画面：', en: '{name} sets up her dues. The final confirmation:' }, { name: minami.name });
    for (const { label, lines } of offer.items) this.teller.reads(`${label}: ${lines[0]}`);
    const { body } = await this.post(minami, '/me/dues/checkout', { method: 'card', acceptedTexts: await this.dues.texts() }).expect(201);
    ok(await this.dues.fillIn(body.url, '4000000000000341'));
    await this.dues.work();
    await this.dues.joinByInvoice(kenji);
    await this.dues.joinByCard(saki);
    for (const person of [minami, kenji, saki]) {
      const { standing, plan, nextCharge } = await this.own(person);
      equal(standing, 'good');
      this.tell(
        { ja: '{name}さん：{method:duesMethod}、状態は「{standing:duesStanding}」、最初の請求は{on:day}に{yen:yen}', en: '{name}: {method:duesMethod}, standing {standing:duesStanding}, first charge {yen:yen} on {on:day}' },
        { name: person.name, method: plan.method, standing, on: nextCharge.on, yen: nextCharge.amountYen },
      );
    }
  }

  async firstOfDecember(): Promise<void> {
    const { minami, kenji, saki } = this.cast;
    await this.dues.reach('2026-12-01T05:00:00Z', { sweep: true });
    const [failed] = (await this.own(minami)).timeline;
    equal(failed.state, 'retrying');
    this.tell({ ja: '{name}さんのカードの引き落としができませんでした。画面には：', en: '{name}’s card is declined. Her screen says:' }, { name: minami.name });
    this.teller.reads(failed.failure.message);
    this.teller.reads(failed.effect);
    const [paid] = (await this.own(saki)).timeline;
    equal(paid.state, 'paid');
    this.tell({ ja: '{name}さん：{yen:yen}のお支払い済み、領収書つき', en: '{name}: {yen:yen} paid, with a receipt' }, { name: saki.name, yen: paid.amountYen });
    const [asked] = (await this.own(kenji)).timeline;
    equal(asked.state, 'charged');
    this.tell({ ja: '{name}さん：コンビニ払いの請求が届きました（期限 {on:day}）', en: '{name}: an invoice for the convenience store, to be paid by {on:day}' }, { name: kenji.name, on: asked.dueOn });
    await this.dues.reach('2026-12-03T09:00:00Z');
    await this.dues.payVoucher(kenji);
    equal((await this.own(kenji)).timeline[0].state, 'paid');
    this.tell({ ja: '{name}さんがコンビニで支払いました。', en: '{name} pays at the convenience store.' }, { name: kenji.name });
  }

  async grace(): Promise<void> {
    const { minami } = this.cast;
    for (const day of ['04', '09', '16']) await this.dues.reach(`2026-12-${day}T20:00:00Z`, { sweep: true });
    const { standing, arrears, timeline } = await this.own(minami);
    equal(standing, 'grace');
    this.tell(
      { ja: '{name}さん：自動の再試行は{attempts}回とも不成立。猶予は{on:day}まで', en: '{name}: {attempts} tries have failed. Grace lasts until {on:day}' },
      { name: minami.name, attempts: timeline[0].attempts, on: arrears.restrictedOn },
    );
    equal((await this.claim(minami, '2026-12-19')).status, 201);
    this.tell({ ja: '猶予のあいだは、これまでどおり予約できます。', en: 'In grace she books as before.' });
  }

  async restricted(): Promise<void> {
    const { minami } = this.cast;
    await this.dues.reach('2026-12-21T20:00:00Z', { sweep: true });
    equal((await this.own(minami)).standing, 'restricted');
    const refused = await this.claim(minami, '2026-12-26');
    equal(refused.status, 422);
    deepEqual(refused.reasons.map(({ code }) => code), ['dues.restricted']);
    this.tell({ ja: '{name}さんは制限中になり、新しい枠を予約できません。理由と次の一歩：', en: '{name} is restricted and cannot book. The reason, and what to do:' }, { name: minami.name });
    for (const { message, nextStep } of refused.reasons) this.teller.reads(`${message} → ${nextStep?.label ?? ''}`);
  }

  async restored(): Promise<void> {
    const { minami } = this.cast;
    await this.dues.reach('2026-12-23T01:00:00Z');
    const { body: portal } = await this.post(minami, '/me/dues/portal', { flow: 'cardUpdate' }).expect(201);
    ok(portal.url.includes('/p/session/'));
    await this.dues.replaceCard(minami, 'pm_card_jp');
    if ((await this.own(minami)).standing !== 'good') await this.post(minami, '/me/dues/collection').expect(200);
    await this.dues.work();
    equal((await this.own(minami)).standing, 'good');
    equal((await this.claim(minami, '2026-12-26')).status, 201);
    this.tell({ ja: '{name}さんがカードを替えると、その場で引き落とされ、すべて元に戻りました。予約もできました。', en: '{name} replaces the card: it is charged at once, everything is restored, and she books.' }, { name: minami.name });
  }

  async lowerTierAndPause(): Promise<void> {
    const { saki } = this.cast;
    const { body: preview } = await this.as(saki).get('/me/dues/step-down-preview?tier=junior').expect(200);
    this.tell(
      { ja: '{name}さんが段階を下げる前に見る画面：{on:day}から{to:tier}、{was:yen} → {becomes:yen}、今回の請求 {now:yen}', en: '{name} looks before stepping down: {to:tier} from {on:day}, {was:yen} → {becomes:yen}, due now {now:yen}' },
      { name: saki.name, on: preview.on, to: preview.to, was: preview.wasYen, becomes: preview.becomesYen, now: preview.dueNowYen },
    );
    await this.post(saki, '/me/dues/step-down', { tier: 'junior' }).expect(200);
    await this.dues.reach('2027-01-01T05:00:00Z', { sweep: true });
    deepEqual((await this.own(saki)).timeline.map(({ month: of, amountYen, state }: { month: string; amountYen: number; state: string }) => [of, amountYen, state]), [
      ['2027-01', 1_000, 'paid'],
      ['2026-12', 3_000, 'paid'],
    ]);
    await this.dues.payVoucher(this.cast.kenji);
    await this.post(saki, '/me/dues/pauses', { months: 1 }).expect(201);
    await this.dues.reach('2027-02-01T05:00:00Z', { sweep: true });
    equal((await this.own(saki)).plan.state, 'paused');
    this.tell({ ja: '{name}さんは2月を休止しました。請求はありません。', en: '{name} pauses February: nothing is charged.' }, { name: saki.name });
    await this.dues.payVoucher(this.cast.kenji);
  }

  private async claim(person: Person, day: string): Promise<{ status: number; reasons: { code: string; message: string; nextStep?: { label: string } }[] }> {
    const { space } = this.cast;
    const wish = { kind: 'reception', startsAt: `${day}T10:00:00+09:00`, endsAt: `${day}T14:00:00+09:00`, places: 1, rewardYen: 4_000, minTier: 'junior' };
    const { body: shift } = await this.post(space.owner, `/spaces/${space.id}/shifts`, { ...wish, claimMode: 'instant', content: '受付', orderingParty: 'space' }).expect(201);
    await this.post(space.owner, `/shifts/${shift.id}/publication`).expect(200);
    const { status, body } = await this.post(person, `/shifts/${shift.id}/claims`);
    return { status, reasons: body.reasons ?? [] };
  }
}

/** How somebody of the many pays, and what happens to them. */
type Way = 'card' | 'invoice' | 'manual';
interface Member {
  person: Person;
  way: Way;
  at: number;
}

class Year extends Chapter {
  private readonly many: Member[] = [];
  private treasurer!: Person;

  constructor(
    dues: Dues,
    teller: Teller,
    private readonly members: number,
  ) {
    super(dues, teller);
  }

  async gather(): Promise<void> {
    this.treasurer = await this.dues.app.admin('treasurer');
    await this.dues.reach('2027-02-10T01:00:00Z');
    for (let at = 0; at < this.members - 3; at++) {
      const tier = at % 10 === 0 ? 'senior' : at % 3 === 0 ? 'challenge' : 'junior';
      const way: Way = at % 8 === 5 ? 'invoice' : at % 8 === 6 ? 'manual' : 'card';
      const person = await this.dues.app.mixer({ tier, name: `${LETTERS[at % LETTERS.length]} ${at + 1}`, duesStanding: 'none' });
      // Some cards are of the kind that is declined later and for good.
      if (way === 'card') await this.dues.joinByCard(person, at % 40 === 7 ? 'pm_card_chargeCustomerFail' : 'pm_card_jp', { quietly: true });
      if (way === 'invoice') await this.dues.joinByInvoice(person, { quietly: true });
      if (way === 'manual') await this.post(this.treasurer, '/dues/plans', { mixerId: person.mixerId, reason: '窓口でのお支払い' }).expect(201);
      this.many.push({ person, way, at });
    }
    await this.dues.work();
    const of = (way: Way): number => this.many.filter((one) => one.way === way).length;
    this.tell(
      { ja: 'さらに{n}人が加わりました：カード{card}人、コンビニ・振込{invoice}人、窓口{manual}人', en: '{n} more join: {card} by card, {invoice} by invoice, {manual} at the desk' },
      { n: this.many.length, card: of('card'), invoice: of('invoice'), manual: of('manual') },
    );
  }

  async play(): Promise<void> {
    let of = FIRST_MONTH;
    for (let at = 0; at < MONTHS; at++, of = nextMonth(of)) await this.playMonth(of, at);
    await this.dues.reach(`${addDays(endOfMonth(dayIn(month('2028-02'), 1)), -1)}T20:00:00Z`, { sweep: true });
  }

  private async playMonth(of: Month, at: number): Promise<void> {
    if (at === 3) await this.raisePrice();
    await this.spoilCards(at);
    await this.dues.reach(`${of}-01T05:00:00Z`, { sweep: true });
    await this.payByHand(of, at);
    await this.dues.reach(`${of}-05T05:00:00Z`, { sweep: true });
    if (at === 2) await this.refundOne();
    if (at % 4 === 1) await this.pauseSome(at);
    await this.dues.reach(`${of}-10T05:00:00Z`, { sweep: true });
    await this.replaceCards(at);
    await this.dues.reach(`${of}-17T20:00:00Z`, { sweep: true });
    await this.dues.reach(`${of}-25T20:00:00Z`, { sweep: true });
    const { body } = await this.as(this.treasurer).get(`/dues/months/${of}?limit=1`).expect(200);
    this.tell(
      { ja: '{month:month}：請求{charges}件 {charged:yen}、入金{settled}件 {settledYen:yen}、手数料 {fees:yen}、休止{paused}人', en: '{month:month}: {charges} charged, {charged:yen}; {settled} paid, {settledYen:yen}; fees {fees:yen}; {paused} paused' },
      { month: of, charges: body.charges, charged: body.chargedYen, settled: body.settled, settledYen: body.settledYen, fees: body.feesYen, paused: body.paused },
    );
  }

  /** In July the dues of seniors rise. */
  private async raisePrice(): Promise<void> {
    const wish = { item: 'senior', amountYen: 3_300, taxCategory: 'outOfScope', validFrom: '2027-07-01', reason: '総会の決議' };
    await this.post(this.treasurer, '/dues/prices', wish).expect(201);
    await this.dues.work();
    this.tell({ ja: '会計が、7月からの上級の組合費を{yen:yen}に決めました。', en: 'The treasurer sets the dues of seniors to {yen:yen} from July.' }, { yen: 3_300 });
  }

  /** Each month a few cards say no: some for now, some until they are replaced. */
  private async spoilCards(at: number): Promise<void> {
    for (const { person } of this.cards((n) => n % 17 === at)) await this.decline(person, 'insufficient_funds');
    for (const { person } of this.cards((n) => n % 29 === at)) await this.decline(person, 'expired_card');
  }

  private async decline(person: Person, declineCode: string): Promise<void> {
    const customer = await row<{ id: string }>(this.dues.app.db, 'select id from stripe_customers where account_id = $1 and gone_at is null', [person.accountId]);
    await this.dues.sim.fault({ kind: 'decline', customer: customer?.id, declineCode });
  }

  private async replaceCards(at: number): Promise<void> {
    for (const { person } of this.cards((n) => n % 29 === at || (n % 40 === 7 && at === 1 && n % 80 === 7))) {
      await this.dues.replaceCard(person, 'pm_card_visa');
      const { can, standing } = await this.own(person);
      if (can.pay && standing !== 'good') await this.post(person, '/me/dues/collection');
    }
    await this.dues.work();
  }

  private cards(which: (at: number) => boolean): Member[] {
    return this.many.filter(({ way, at }) => way === 'card' && which(at));
  }

  /** Vouchers at the convenience store, and what the treasurer sees on the account; a few forget. */
  private async payByHand(of: Month, at: number): Promise<void> {
    for (const { person, way, at: n } of this.many) {
      if ((n + at) % 31 === 0) continue;
      if (way === 'invoice') await this.dues.payVoucher(person, { quietly: true });
      if (way === 'manual') await this.recordPayment(person, of);
    }
    await this.dues.work();
  }

  private async recordPayment(person: Person, of: Month): Promise<void> {
    const charge = await row<{ yen: number }>(this.dues.app.db, `select amount_yen as yen from dues_charges where mixer_id = $1 and period = $2 and state in ('charged', 'asking')`, [
      person.mixerId,
      `${of}-01`,
    ]);
    if (!charge) return;
    await this.post(this.treasurer, '/dues/payments', { mixerId: person.mixerId, month: of, source: 'bank', amountYen: charge.yen, paidOn: `${of}-01`, reason: '通帳で入金を確認' }).expect(201);
  }

  private async refundOne(): Promise<void> {
    const found = await row<{ id: string; yen: number }>(
      this.dues.app.db,
      `select p.stripe_charge_id as id, p.amount_yen as yen from dues_payments p join stripe_charges c on c.id = p.stripe_charge_id where c.method = 'card' order by p.id desc limit 1`,
    );
    await this.dues.sim.stripe.refunds.create({ charge: found?.id ?? '' });
    await this.dues.work();
    this.tell({ ja: '決済画面で{yen:yen}が返金され、帳簿にも載りました。', en: '{yen:yen} is refunded at Stripe, and the books know it.' }, { yen: found?.yen ?? 0 });
  }

  private async pauseSome(at: number): Promise<void> {
    for (const { person } of this.many.filter(({ at: n }) => n % 23 === at)) {
      const { can } = await this.own(person);
      if (can.pause) await this.post(person, '/me/dues/pauses', { months: 2 }).expect(201);
    }
    await this.dues.work();
  }

  async settle(): Promise<YearsEnd> {
    const ours = await this.ours();
    const theirs = await this.theirs();
    const end: YearsEnd = {
      members: this.members,
      takenYen: [ours.taken, theirs.taken],
      refundedYen: [ours.refunded, theirs.refunded],
      feesYen: [ours.fees, theirs.fees],
      balanceYen: [ours.balance, theirs.balance],
      chargedYen: ours.charged,
      paidYen: ours.paid,
      owedYen: ours.owed,
      writtenOffYen: ours.writtenOff,
      givenBackYen: ours.givenBack,
    };
    this.print(end);
    for (const [mine, stripes] of [end.takenYen, end.refundedYen, end.feesYen, end.balanceYen]) equal(mine, stripes);
    equal(end.chargedYen, end.paidYen + end.owedYen + end.writtenOffYen + end.givenBackYen);
    equal(ours.income, end.paidYen + end.owedYen + end.writtenOffYen);
    equal((await this.dues.reconcile()).differences, 0);
    const checks = await runChecks(this.dues.app.db);
    deepEqual(checks.filter(({ rows: found }) => found.length > 0), []);
    this.teller.close({ ja: '帳簿の検査（{n}件）と決済会社との突き合わせ：すべて一致', en: 'Checks of the books ({n}) and the comparison with Stripe: all agree' }, { n: checks.length });
    return end;
  }

  private async ours() {
    const sums = await row<Record<'taken' | 'refunded' | 'fees' | 'balance' | 'income' | 'charged' | 'paid' | 'owed' | 'writtenOff' | 'givenBack', string>>(this.dues.app.db, OURS);
    const amount = (name: keyof NonNullable<typeof sums>): number => Number(sums?.[name] ?? 0);
    return {
      taken: amount('taken'),
      refunded: amount('refunded'),
      fees: amount('fees'),
      balance: amount('balance'),
      income: amount('income'),
      charged: amount('charged'),
      paid: amount('paid'),
      owed: amount('owed'),
      writtenOff: amount('writtenOff'),
      givenBack: amount('givenBack'),
    };
  }

  /** What Stripe's stand-in says, page by page. */
  private async theirs(): Promise<{ taken: number; refunded: number; fees: number; balance: number }> {
    const { stripe } = this.dues.sim;
    const sum = { taken: 0, refunded: 0, fees: 0 };
    for await (const { amount, fee, type } of stripe.balanceTransactions.list({ limit: 100 })) {
      sum.fees += fee;
      if (type === 'refund' || type === 'payment_refund') sum.refunded -= amount;
      else sum.taken += amount;
    }
    const { available, pending } = await stripe.balance.retrieve();
    return { ...sum, balance: [...available, ...pending].reduce((all, { amount }) => all + amount, 0) };
  }

  private print(end: YearsEnd): void {
    const figures = { figures: true };
    this.teller.table(
      { ja: '請求と、そのゆくえ', en: 'What was asked for, and what became of it' },
      [{ head: { ja: '', en: '' } }, { head: { ja: '円', en: 'yen' }, ...figures }],
      [
        [say({ ja: '請求', en: 'charged' }, this.teller.locale), this.yen(end.chargedYen)],
        [say({ ja: '入金', en: 'paid' }, this.teller.locale), this.yen(end.paidYen)],
        [say({ ja: '未払い', en: 'still owed' }, this.teller.locale), this.yen(end.owedYen)],
        [say({ ja: '貸倒れ', en: 'written off' }, this.teller.locale), this.yen(end.writtenOffYen)],
        [say({ ja: '返金', en: 'given back' }, this.teller.locale), this.yen(end.givenBackYen)],
      ],
    );
    const line = (ja: string, en: string, [ours, theirs]: readonly [number, number]): string[] => [say({ ja, en }, this.teller.locale), this.yen(ours), this.yen(theirs), this.yen(ours - theirs)];
    this.teller.table(
      { ja: '両側の合計', en: 'Both sides' },
      [{ head: { ja: '', en: '' } }, { head: { ja: '組合の帳簿', en: 'our books' }, ...figures }, { head: { ja: '決済会社', en: 'Stripe' }, ...figures }, { head: { ja: '差', en: 'difference' }, ...figures }],
      [
        line('受け取り', 'taken', end.takenYen),
        line('返金', 'refunded', end.refundedYen),
        line('手数料', 'fees', end.feesYen),
        line('残高', 'balance', end.balanceYen),
      ],
    );
  }
}

const OURS = `
  with moved as (
    select a.type, sum(case when t.to_account_id = a.id then t.amount_yen else -t.amount_yen end) as yen
      from ledger_accounts a join ledger_transfers t on a.id in (t.from_account_id, t.to_account_id) group by a.type
  ), charges as (
    select state, sum(amount_yen) as yen from dues_charges group by state
  )
  select (select sum(amount_yen) from dues_payments where source = 'stripe') as taken,
         (select sum(r.amount_yen) from dues_refunds r join stripe_refunds s on s.id = r.stripe_refund_id where s.status <> 'failed') as refunded,
         (select yen from moved where type = 'fees') as fees,
         (select yen from moved where type = 'stripe') as balance,
         (select -yen from moved where type = 'duesIncome') as income,
         (select sum(yen) from charges where state in ('charged', 'retrying', 'asking', 'paid', 'refunded', 'writtenOff')) as charged,
         (select yen from charges where state = 'paid') as paid,
         (select sum(yen) from charges where state in ('charged', 'retrying', 'asking')) as owed,
         (select yen from charges where state = 'writtenOff') as "writtenOff",
         (select yen from charges where state = 'refunded') as "givenBack"`;
