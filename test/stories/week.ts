import { deepEqual, equal, ok } from 'node:assert/strict';
import { runChecks } from '#db/checks/run';
import { DueClaimsService } from '#libs/shifts';
import { say, yenInWords, dayInWords, spanInWords, type Sentence } from '#libs/words';
import type { Person, SpaceInTest, TestApp } from '../support/app.js';
import type { Teller } from './teller.js';

export const WEEK: Sentence = { ja: '小さな協同組合の1週間', en: 'A week of a small cooperative' };

/** One line of the table at the end: who is owed how much for what, by whom, on which Tokyo day. */
export interface Owed {
  mixer: string;
  span: string;
  outcome: string;
  owedYen: number;
  payer: string;
  payOn: string;
}

interface Cast {
  owner: Person;
  space: SpaceInTest;
  across: SpaceInTest;
  /** Challenge, wants to begin. */
  saki: Person;
  /** Juniors. */
  hanako: Person;
  kenji: Person;
  hikaru: Person;
  /** Senior. */
  minami: Person;
}

/** How the outcome of a claim is told in the table. */
const OUTCOMES: Record<string, Sentence> = {
  confirmedByOwner: { ja: 'オーナーが確認', en: 'confirmed by the owner' },
  confirmedByTime: { ja: '3日で確認済みに', en: 'confirmed by the three days' },
  cancelled: { ja: '直前の中止（60%）', en: 'called off late (60 %)' },
  noShow: { ja: '不実施（異議あり）', en: 'did not come (contested)' },
};

/** A time in Tokyo on a day of that November, as an instant. */
const at = (day: string, time: string): string => `2026-11-${day}T${time}:00+09:00`;

/**
 * Saturday to Saturday: what a space, five mixers and the clock do with shifts, all through HTTP, told as it happens. Throws when anything
 * does not come out. Answers the table it prints at the end.
 */
export async function playWeek(app: TestApp, teller: Teller): Promise<Owed[]> {
  const week = new Week(app, teller, await gather(app, teller));
  teller.title(WEEK);
  await week.saturday();
  await week.sunday();
  await week.monday();
  await week.tuesday();
  await week.wednesday();
  await week.thursday();
  await week.friday();
  await week.nextSaturday();
  return week.settle();
}

async function gather(app: TestApp, teller: Teller): Promise<Cast> {
  const named = (ja: string, en: string): string => say({ ja, en }, teller.locale);
  const owner = await app.person(named('佐々木 誠', 'Sasaki Makoto'));
  return {
    owner,
    space: await app.space({ owner, name: named('北のつくえ盛岡', 'Kita Desk Morioka') }),
    across: await app.space({ owner: await app.person(named('及川 遥', 'Oikawa Haruka')), name: named('川べりのしごと場', 'Riverside Works') }),
    saki: await app.mixer({ tier: 'challenge', name: named('渡辺 咲', 'Watanabe Saki') }),
    hanako: await app.mixer({ name: named('佐藤 花子', 'Sato Hanako') }),
    kenji: await app.mixer({ name: named('鈴木 健司', 'Suzuki Kenji') }),
    hikaru: await app.mixer({ name: named('髙橋 光', 'Takahashi Hikaru') }),
    minami: await app.mixer({ tier: 'senior', name: named('小野寺 みなみ', 'Onodera Minami') }),
  };
}

class Week {
  private readonly shifts: Record<'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday', string> = { tuesday: '', wednesday: '', thursday: '', friday: '', saturday: '' };
  private readonly claims: Record<'tuesday' | 'first' | 'second' | 'thursday' | 'friday' | 'saturday', string> = {
    tuesday: '',
    first: '',
    second: '',
    thursday: '',
    friday: '',
    saturday: '',
  };
  /** Who got the last place on Wednesday, and who was too late. */
  private faster: Person;
  private slower: Person;

  constructor(
    private readonly app: TestApp,
    private readonly teller: Teller,
    private readonly cast: Cast,
  ) {
    this.faster = cast.kenji;
    this.slower = cast.minami;
  }

  /** Publishing, a refusal with reasons, reading the manual, booking, the paper, a clash. */
  async saturday(): Promise<void> {
    const { owner, space, across, saki, hanako, hikaru } = this.cast;
    const manual = await this.as(owner).post(`/spaces/${space.id}/manuals`).send({ body: this.word(MANUAL), note: this.word(MANUAL_NOTE) }).expect(201);
    this.tell(
      { ja: '{space}の{owner}さんが受付マニュアルを新しくしました（第{version}版）。', en: '{owner} of {space} publishes a new reception manual (version {version}).' },
      { space: space.name, owner: owner.name, version: manual.body.version },
    );
    this.shifts.tuesday = await this.publish(space, { startsAt: at('24', '10:00'), endsAt: at('24', '15:00'), rewardYen: 5_000 });
    this.shifts.wednesday = await this.publish(space, { startsAt: at('25', '13:00'), endsAt: at('25', '18:00'), rewardYen: 4_500, places: 2, orderingParty: 'cooperative' });
    this.shifts.thursday = await this.publish(space, { startsAt: at('26', '17:00'), endsAt: at('26', '20:00'), rewardYen: 3_000, kind: 'floor' });
    this.shifts.friday = await this.publish(space, { startsAt: at('27', '10:00'), endsAt: at('27', '14:00'), rewardYen: 4_000 });
    this.shifts.saturday = await this.publish(space, { startsAt: at('28', '10:00'), endsAt: at('28', '14:00'), rewardYen: 3_500 });

    this.passes(20);
    this.tell({ ja: '{saki}さん（チャレンジ）が火曜の枠を予約しようとしましたが、まだできません。理由と次の一歩：', en: '{saki} (challenge) tries to book the Tuesday. Not yet; the reasons, and what to do next:' }, { saki: saki.name });
    const refused = await this.as(saki).post(`/shifts/${this.shifts.tuesday}/claims`).expect(422);
    deepEqual(codes(refused.body.reasons), ['tier.tooLow', 'manual.unread']);
    for (const { message, nextStep } of refused.body.reasons) {
      this.teller.reads(message);
      this.detail({ ja: '→ {label}（{href}）', en: '→ {label} ({href})' }, nextStep);
    }

    this.passes(15);
    await this.readManual(hanako, space);
    this.claims.tuesday = await this.book(hanako, this.shifts.tuesday);
    await this.readPaper(hanako, this.claims.tuesday);

    this.passes(10);
    const there = await this.publish(across, { startsAt: at('24', '13:00'), endsAt: at('24', '17:00'), rewardYen: 4_000 });
    await this.readManual(hanako, across);
    this.tell({ ja: '{hanako}さんはその枠も取ろうとしましたが、火曜の担当と重なります：', en: '{hanako} tries to take that one as well; it clashes with her Tuesday:' }, { hanako: hanako.name });
    const clash = await this.as(hanako).post(`/shifts/${there}/claims`).expect(409);
    equal(clash.body.code, 'clash');
    this.teller.reads(clash.body.detail);

    this.passes(30);
    await this.readManual(hikaru, space);
    this.claims.thursday = await this.book(hikaru, this.shifts.thursday);
    this.claims.saturday = await this.book(hikaru, this.shifts.saturday);
    this.claims.first = await this.book(hanako, this.shifts.wednesday);
  }

  /** Two people race for the last place; under 48 hours a stand-in is sought. */
  async sunday(): Promise<void> {
    const { space, hanako, kenji, minami } = this.cast;
    this.app.clock.set(at('22', '12:00'));
    await this.readManual(kenji, space);
    await this.readManual(minami, space);
    this.tell(
      { ja: '水曜の枠は残り1つ。{kenji}さんと{minami}さんが同時に「予約する」を押しました。', en: 'One place is left on Wednesday. {kenji} and {minami} press “Book” at the same moment.' },
      { kenji: kenji.name, minami: minami.name },
    );
    const answers = await Promise.all([kenji, minami].map((mixer) => this.as(mixer).post(`/shifts/${this.shifts.wednesday}/claims`)));
    deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    if (answers.findIndex(({ status }) => status === 201) === 1) [this.faster, this.slower] = [minami, kenji];
    const won = answers.find(({ status }) => status === 201);
    const lost = answers.find(({ status }) => status === 409);
    this.claims.second = won?.body.id;
    equal(lost?.body.code, 'shift.full');
    this.detail({ ja: '取れたのは{faster}さん。{slower}さんの画面には：', en: '{faster} gets it. What {slower} reads:' }, { faster: this.faster.name, slower: this.slower.name });
    this.teller.reads(lost.body.detail);
    const open = await this.as(this.slower).get('/shifts?claimable=true').expect(200);
    ok(open.body.items.some(({ id }: { id: string }) => id === this.shifts.friday));
    this.passes(2);
    this.claims.friday = await this.book(this.slower, this.shifts.friday);

    this.app.clock.set(at('22', '21:00'));
    const quote = await this.as(hanako).get(`/claims/${this.claims.tuesday}/withdrawal-quote`).expect(200);
    deepEqual(quote.body, { effect: 'standInWanted', counts: 'yes', strikes: 0, strikesToFreeze: 3 });
    this.tell(
      {
        ja: '{hanako}さんは火曜に来られなくなりました。押す前に画面が伝えます：開始まで48時間を切っているので代わりの方を探す、記録に1回と数えられる（90日に3回で、新しい予約が14日止まる）。',
        en: '{hanako} cannot come on Tuesday. Before she presses, the screen tells: under 48 hours a stand-in is sought, and it counts once (three times in 90 days rest new bookings for 14 days).',
      },
      { hanako: hanako.name },
    );
    const sought = await this.as(hanako).post(`/claims/${this.claims.tuesday}/withdrawal`).send({ reason: this.word(FEVER) }).expect(200);
    equal(sought.body.status, 'standInWanted');
    this.detail({ ja: '見つかるまでは{hanako}さんの担当のままです。', en: 'Until somebody is found it stays hers.' }, { hanako: hanako.name });

    this.passes(40);
    const stood = await this.as(kenji).post(`/claims/${this.claims.tuesday}/stand-in`).expect(201);
    equal((await this.as(hanako).get(`/claims/${this.claims.tuesday}`).expect(200)).body.status, 'handedOver');
    this.claims.tuesday = stood.body.id;
    this.tell({ ja: '{kenji}さんが代わりを引き受けました。{hanako}さんの手は離れ、{kenji}さんに新しい取引条件通知書が出ました。', en: '{kenji} takes over. {hanako} is free, and a terms notice of his own is issued to {kenji}.' }, { kenji: kenji.name, hanako: hanako.name });
    await this.readPaper(kenji, this.claims.tuesday);
  }

  /** Five days ahead: a withdrawal is free once the place is filled again. */
  async monday(): Promise<void> {
    const { hanako, hikaru } = this.cast;
    this.app.clock.set(at('23', '09:30'));
    const quote = await this.as(hikaru).get(`/claims/${this.claims.saturday}/withdrawal-quote`).expect(200);
    deepEqual([quote.body.effect, quote.body.counts], ['released', 'unlessRefilled']);
    this.tell(
      { ja: '{hikaru}さんは土曜に用事が入りました。まだ5日前なので、次の方が決まれば記録に数えません、と画面が先に伝えます。', en: '{hikaru} is needed elsewhere on Saturday. Five days ahead it does not count once the place is filled again: the screen says so first.' },
      { hikaru: hikaru.name },
    );
    const withdrawn = await this.as(hikaru).post(`/claims/${this.claims.saturday}/withdrawal`).send({ reason: this.word(FAMILY) }).expect(200);
    equal(withdrawn.body.status, 'withdrawn');
    this.passes(35);
    this.claims.saturday = await this.book(hanako, this.shifts.saturday);
  }

  /** Check-in with the code, the report, the owner's confirmation. */
  async tuesday(): Promise<void> {
    const { owner, kenji } = this.cast;
    this.app.clock.set(at('24', '08:30'));
    const early = await this.as(kenji).post(`/claims/${this.claims.tuesday}/check-in`).send({ code: '000000' }).expect(409);
    this.tell({ ja: '{kenji}さんが早めにチェックインを試すと：', en: '{kenji} tries to check in early:' }, { kenji: kenji.name });
    this.teller.reads(early.body.detail);
    await this.checkIn(kenji, this.claims.tuesday, this.shifts.tuesday, at('24', '09:52'));
    await this.report(kenji, this.claims.tuesday, at('24', '15:10'), { visitors: 18, firstTimers: 4, handover: this.word(UMBRELLA) });
    this.app.clock.set(at('24', '18:00'));
    const confirmed = await this.as(owner).post(`/claims/${this.claims.tuesday}/confirmation`).expect(200);
    equal(confirmed.body.payableYen, 5_000);
    this.tell(
      { ja: '{owner}さんが実施記録を確認しました。{yen:yen}が{day:day}に支払われます。', en: '{owner} confirms the report. {yen:yen} is paid on {day:day}.' },
      { owner: owner.name, yen: confirmed.body.payableYen, day: confirmed.body.paymentDueOn },
    );
  }

  /** Two people on one shift: one reports, one forgets to. Nobody confirms; the clock will. */
  async wednesday(): Promise<void> {
    const { hanako } = this.cast;
    await this.checkIn(hanako, this.claims.first, this.shifts.wednesday, at('25', '12:50'));
    await this.checkIn(this.faster, this.claims.second, this.shifts.wednesday, at('25', '12:55'));
    await this.report(hanako, this.claims.first, at('25', '18:20'), { visitors: 23, firstTimers: 6, enquiries: this.word(ENQUIRY) });
    this.detail({ ja: '{faster}さんは記録を出し忘れました。', en: '{faster} forgets to send one.' }, { faster: this.faster.name });
  }

  /** The space calls off too late; somebody does not come. */
  async thursday(): Promise<void> {
    const { owner, hikaru } = this.cast;
    this.app.clock.set(at('26', '16:00'));
    const called = await this.as(owner).post(`/shifts/${this.shifts.friday}/cancellation`).send({ reason: this.word(HEATING) }).expect(200);
    equal(called.body.status, 'cancelled');
    const claim = await this.as(this.slower).get(`/claims/${this.claims.friday}`).expect(200);
    deepEqual([claim.body.status, claim.body.payableYen], ['cancelled', 2_400]);
    this.tell(
      {
        ja: '{owner}さんが金曜の募集を中止しました（{reason}）。開始まで24時間を切っていたので、{slower}さんに報酬の60%、{yen:yen}をお支払いします。記録には数えません。',
        en: '{owner} calls the Friday off ({reason}). Less than 24 hours were left, so 60 % of the reward, {yen:yen}, is due to {slower}. It does not count against anybody.',
      },
      { owner: owner.name, slower: this.slower.name, yen: claim.body.payableYen, reason: this.word(HEATING) },
    );
    this.app.clock.set(at('26', '20:15'));
    const missed = await this.as(owner).post(`/claims/${this.claims.thursday}/no-show`).send({ reason: this.word(NOBODY) }).expect(200);
    deepEqual([missed.body.status, missed.body.outcome], ['noShow', 'didNotCome']);
    this.tell({ ja: '{hikaru}さんのチェックインがなかったので、{owner}さんが不実施と記録しました（{reason}）。', en: '{hikaru} never checked in, so {owner} records that nobody came ({reason}).' }, { hikaru: hikaru.name, owner: owner.name, reason: this.word(NOBODY) });
  }

  /** An outcome can be contested for seven days. */
  async friday(): Promise<void> {
    const { hikaru } = this.cast;
    this.app.clock.set(at('27', '09:10'));
    const contested = await this.as(hikaru).post(`/claims/${this.claims.thursday}/outcome-objection`).send({ reason: this.word(BACK_DOOR) }).expect(200);
    equal(contested.body.objection, this.word(BACK_DOOR));
    this.tell({ ja: '{hikaru}さんが異議を申し立てました。オーナーと組合の管理者に届きます：', en: '{hikaru} objects. The owner and the stewards of the cooperative hear of it:' }, { hikaru: hikaru.name });
    this.teller.reads(contested.body.objection);
  }

  /** The last shift of the week, and the three days are over for Wednesday. */
  async nextSaturday(): Promise<void> {
    const { owner, hanako } = this.cast;
    const clockwork = this.app.nest.get(DueClaimsService, { strict: false });
    await this.checkIn(hanako, this.claims.saturday, this.shifts.saturday, at('28', '09:55'));
    await this.report(hanako, this.claims.saturday, at('28', '14:05'), { visitors: 9, firstTimers: 1 });
    this.app.clock.set(at('28', '15:00'));
    await this.as(owner).post(`/claims/${this.claims.saturday}/confirmation`).expect(200);
    this.tell({ ja: '{owner}さんがその日のうちに確認しました。', en: '{owner} confirms it the same day.' }, { owner: owner.name });
    this.app.clock.set(at('28', '17:59'));
    equal(await clockwork.confirmDue(), 0);
    this.app.clock.set(at('28', '18:20'));
    equal(await clockwork.confirmDue(), 2);
    this.tell(
      { ja: '水曜の2人はだれも確認しないまま3日が過ぎ、自動で確認済みになりました（{hanako}さんは記録から、{faster}さんは担当の終わりから3日）。支払期日は動きません。', en: 'Nobody confirmed the two of Wednesday, and the three days are over: both count as confirmed ({hanako} from her report, {faster} from the end of the shift). The payment day does not move.' },
      { hanako: hanako.name, faster: this.faster.name },
    );
    equal(await clockwork.confirmDue(), 0);
  }

  /** What everybody is owed, as the claims and their papers say; then the checks of the books. */
  async settle(): Promise<Owed[]> {
    const { hanako, kenji, hikaru, minami } = this.cast;
    const owed: Owed[] = [];
    for (const mixer of [hanako, kenji, hikaru, minami]) {
      const mine = await this.as(mixer).get('/me/claims?when=past').expect(200);
      for (const claim of mine.body.items) {
        if (claim.payableYen === null && claim.outcome === null) continue;
        const paper = await this.as(mixer).get(`/documents/${claim.termsDocumentId}`).expect(200);
        equal(paper.body.content.paymentDueOn, claim.paymentDueOn);
        const how = claim.status === 'confirmed' ? (claim.outcomeByName ? 'confirmedByOwner' : 'confirmedByTime') : claim.status;
        owed.push({
          mixer: mixer.name,
          span: `${claim.shift.startsAt}/${claim.shift.endsAt}`,
          outcome: how,
          owedYen: claim.payableYen ?? 0,
          payer: paper.body.content.orderer.name,
          payOn: claim.paymentDueOn,
        });
      }
    }
    owed.sort((a, b) => a.span.localeCompare(b.span) || a.mixer.localeCompare(b.mixer));
    this.print(owed);

    const checks = await runChecks(this.app.db);
    deepEqual(checks.filter(({ rows }) => rows.length > 0), []);
    this.teller.close({ ja: '帳簿の検査（{n}件）：すべて異常なし', en: 'Checks of the books ({n}): all in order' }, { n: checks.length });
    return owed;
  }

  private print(owed: readonly Owed[]): void {
    const { locale } = this.teller;
    const line = ({ mixer, span, outcome, owedYen, payer, payOn }: Owed): string[] => {
      const [startsAt = '', endsAt = ''] = span.split('/');
      return [mixer, spanInWords(startsAt, endsAt, locale), this.word(OUTCOMES[outcome] ?? { ja: outcome, en: outcome }), yenInWords(owedYen, locale), payer, owedYen > 0 ? dayInWords(payOn, locale) : '–'];
    };
    this.teller.table(
      { ja: 'だれに、いくら、だれから、いつ', en: 'Who is owed what, by whom, on which day' },
      [
        { head: { ja: '担当ミキサー', en: 'mixer' } },
        { head: { ja: '担当', en: 'shift' } },
        { head: { ja: '結果', en: 'outcome' } },
        { head: { ja: '支払額', en: 'owed' }, figures: true },
        { head: { ja: '支払う側', en: 'by' } },
        { head: { ja: '支払期日', en: 'on' } },
      ],
      owed.map(line),
    );
    const payers = [...new Set(owed.map(({ payer }) => payer))];
    this.teller.table(
      { ja: '支払う側ごとの合計', en: 'In all, by payer' },
      [{ head: { ja: '支払う側', en: 'by' } }, { head: { ja: '合計', en: 'sum' }, figures: true }],
      payers.map((payer) => [payer, yenInWords(owed.filter((one) => one.payer === payer).reduce((sum, { owedYen }) => sum + owedYen, 0), locale)]),
    );
  }

  private async publish(space: SpaceInTest, wishes: { startsAt: string; endsAt: string; rewardYen: number; kind?: string; places?: number; orderingParty?: string }): Promise<string> {
    const plan = { kind: 'reception', places: 1, claimMode: 'instant', content: this.word(CONTENT), ...wishes };
    const made = await this.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan).expect(201);
    await this.as(space.owner).post(`/shifts/${made.body.id}/publication`).expect(200);
    this.tell(
      { ja: '{space}が募集を公開：{span:span} {kind:shiftKind}、{places}枠、報酬は1枠{yen:yen}', en: '{space} publishes {span:span}, {kind:shiftKind}, places {places}, reward {yen:yen} each' },
      { space: space.name, span: `${wishes.startsAt}/${wishes.endsAt}`, kind: plan.kind, places: plan.places, yen: wishes.rewardYen },
    );
    return made.body.id;
  }

  private async readManual(mixer: Person, space: SpaceInTest): Promise<void> {
    const manual = await this.as(mixer).get(`/spaces/${space.id}/manuals/current`).expect(200);
    await this.as(mixer).post(`/manuals/${manual.body.id}/acknowledgements`).expect(201);
    this.tell({ ja: '{mixer}さんが{space}の受付マニュアル（第{version}版）を読みました。', en: '{mixer} reads the reception manual of {space} (version {version}).' }, { mixer: mixer.name, space: space.name, version: manual.body.version });
  }

  private async book(mixer: Person, shiftId: string): Promise<string> {
    const taken = await this.as(mixer).post(`/shifts/${shiftId}/claims`).expect(201);
    equal(taken.body.status, 'booked');
    const { startsAt, endsAt } = (await this.as(mixer).get(`/shifts/${shiftId}`).expect(200)).body;
    this.tell({ ja: '{mixer}さんが予約：{span:span}', en: '{mixer} books {span:span}.' }, { mixer: mixer.name, span: `${startsAt}/${endsAt}` });
    return taken.body.id;
  }

  /** The mixer opens the terms notice of a claim. */
  private async readPaper(mixer: Person, claimId: string): Promise<void> {
    const claim = await this.as(mixer).get(`/claims/${claimId}`).expect(200);
    const paper = await this.as(mixer).get(`/documents/${claim.body.termsDocumentId}`).expect(200);
    equal(paper.body.items.length, 9);
    this.detail(
      { ja: '{title} {number}：{yen:yen}、支払期日 {day:day}、指紋 {digest}…', en: '{title} {number}: {yen:yen}, paid on {day:day}, digest {digest}…' },
      { title: paper.body.title, number: paper.body.number, yen: paper.body.content.rewardYen, day: paper.body.content.paymentDueOn, digest: paper.body.sha256.slice(0, 12) },
    );
  }

  private async checkIn(mixer: Person, claimId: string, shiftId: string, when: string): Promise<void> {
    this.app.clock.set(when);
    const shown = await this.as(this.cast.owner).get(`/spaces/${this.cast.space.id}/check-in-codes`).expect(200);
    const code = shown.body.items.find((item: { shiftId: string }) => item.shiftId === shiftId)?.code;
    await this.as(mixer).post(`/claims/${claimId}/check-in`).send({ code }).expect(200);
    this.tell({ ja: '{mixer}さんが、スペースに掲示された6桁のコードでチェックインしました。', en: '{mixer} checks in with the six digits that the space shows.' }, { mixer: mixer.name });
  }

  private async report(mixer: Person, claimId: string, when: string, report: { visitors: number; firstTimers: number; handover?: string; enquiries?: string }): Promise<void> {
    this.app.clock.set(when);
    await this.as(mixer).post(`/claims/${claimId}/report`).send(report).expect(200);
    this.tell(
      { ja: '{mixer}さんの実施記録：来訪{visitors}人、うち初めて{firstTimers}人。', en: '{mixer} reports: visitors {visitors}, first-timers {firstTimers}.' },
      { mixer: mixer.name, visitors: report.visitors, firstTimers: report.firstTimers },
    );
    const note = report.handover ?? report.enquiries;
    if (note) this.teller.reads(note);
  }

  private as(person: Person): ReturnType<TestApp['as']> {
    return this.app.as(person, this.teller.locale);
  }

  private passes(minutes: number): void {
    this.app.clock.advance({ minutes });
  }

  private tell(...told: Parameters<Teller['tell']>): void {
    this.teller.tell(...told);
  }

  private detail(...told: Parameters<Teller['detail']>): void {
    this.teller.detail(...told);
  }

  private word(sentence: Sentence): string {
    return say(sentence, this.teller.locale);
  }
}

const codes = (reasons: readonly { code: string }[]): string[] => reasons.map(({ code }) => code);

const MANUAL: Sentence = {
  ja: '# 受付マニュアル\n\n1. 鍵は隣の書店で受け取ります。\n2. 来られた方に名前を伺い、席をご案内します。\n3. 終わりに実施記録を書きます。',
  en: '# Reception manual\n\n1. The key is at the bookshop next door.\n2. Ask visitors for their name and show them a seat.\n3. Write the report at the end.',
};
const MANUAL_NOTE: Sentence = { ja: '鍵の受け取り場所が変わりました', en: 'The key is kept elsewhere now' };
const CONTENT: Sentence = { ja: '受付とご案内。マニュアルに沿ってお願いします。', en: 'Reception and showing people around, along the manual.' };
const FEVER: Sentence = { ja: '熱が出ました', en: 'A fever' };
const FAMILY: Sentence = { ja: '家の用事', en: 'Family matters' };
const UMBRELLA: Sentence = { ja: '忘れ物の傘が1本あります。', en: 'One umbrella was left behind.' };
const ENQUIRY: Sentence = { ja: '月額利用の問い合わせが2件ありました。', en: 'Two people asked about monthly use.' };
const HEATING: Sentence = { ja: '暖房の故障', en: 'the heating is broken' };
const NOBODY: Sentence = { ja: '連絡がつきませんでした', en: 'no word from them' };
const BACK_DOOR: Sentence = {
  ja: '16時50分に裏口に着きましたが、閉まっていて入れませんでした。電話の記録があります。',
  en: 'I stood at the back door at 16:50 and it was shut. I have the call on my phone.',
};
