import type { Page } from 'playwright-core';
import type { Person, SpaceInTest } from '../support/app.js';
import { startSelling, type Selling } from '../support/orders.js';
import { looksRight, picture, reads, SIZES, tabTo, WEB, whyNoBrowser } from './browser.js';
import { ORIGIN, Town, typeCard } from './town.js';

const why = whyNoBrowser();
if (why) console.warn(why);

const SPLIT = {
  base: 'net',
  shares: [
    { role: 'space', kind: 'basisPoints', value: 3000 },
    { role: 'host', kind: 'basisPoints', value: 4500 },
    { role: 'attractor', kind: 'basisPoints', value: 1000 },
    { role: 'referrerSpace', kind: 'basisPoints', value: 500 },
    { role: 'cooperative', kind: 'basisPoints', value: 500 },
    { role: 'fund', kind: 'basisPoints', value: 500 },
  ],
};
const JELLY = {
  kind: 'jelly',
  title: 'つながる夜のJELLY',
  theme: '地元の仕事を、まぜてみる',
  description: '盛岡で働く人が、仕事の話をゆるく持ち寄る夜です。\n\n- はじめての方、ひとりの方も歓迎します\n- 飲み物と軽食をご用意します',
  startsAt: '2026-11-28T09:30:00Z',
  endsAt: '2026-11-28T11:30:00Z',
  capacity: 20,
  methods: ['card', 'payPay', 'konbini', 'door'],
  ticketTypes: [{ name: '一般', priceYen: 800 }, { name: '懇親会つき', description: '軽食と飲み物', priceYen: 3_500, capacity: 8 }],
  questions: [{ text: 'いまのお仕事を教えてください', required: true }],
  timetable: [{ minutesIn: 0, title: '受付・自己紹介シート' }, { minutesIn: 30, title: 'ショートトーク', note: '3名・各5分' }, { minutesIn: 75, title: 'まぜる時間' }],
  split: SPLIT,
};
const STUDY = { kind: 'studyGroup', title: 'はじめての確定申告', startsAt: '2026-11-29T04:00:00Z', endsAt: '2026-11-29T06:00:00Z', capacity: 12, ticketTypes: [{ name: '参加', priceYen: 0 }] };
const TINY = { kind: 'workshop', title: '手帳ワークショップ', startsAt: '2026-12-05T01:00:00Z', endsAt: '2026-12-05T03:00:00Z', capacity: 1, methods: ['card', 'door'], ticketTypes: [{ name: '参加', priceYen: 500 }], split: SPLIT };

for (const size of SIZES) {
  (why ? describe.skip : describe)(`A guest without an account, at ${size.width} px`, () => {
    let town: Town<Selling>;
    let world: Selling;
    let page: Page;
    let host: Person;
    let space: SpaceInTest;
    let room: string;
    /** The way back to the evening that costs nothing. */
    let study: string;

    const published = async (plan: object): Promise<string> => {
      const { app } = world;
      const { body } = await app.as(host).post('/events').send({ spaceId: space.id, resourceId: room, sellerOfRecord: 'host', ...plan }).expect(201);
      await app.as(host).post(`/events/${body.id}/proposal`).send({}).expect(200);
      await app.as(space.owner).post(`/events/${body.id}/approval`).send({}).expect(200);
      await app.as(host).post(`/events/${body.id}/publication`).send({}).expect(200);
      return body.id;
    };
    const visit = (path: string): Promise<void> => town.visit(page, path);
    const saysWho = async (name: string, email: string): Promise<void> => {
      await page.getByRole('textbox', { name: 'お名前' }).fill(name);
      await page.getByRole('textbox', { name: 'メールアドレス' }).fill(email);
    };

    beforeAll(async () => {
      town = await Town.open(startSelling({ web: WEB }));
      world = town.world;
      const { app } = world;
      page = await town.seat(null, size);
      space = await app.space({ name: '北のつくえ盛岡' });
      await app.db.query(`insert into space_relations (space_id, relation, valid) values ($1, 'designated', tstzrange('2026-01-01', null))`, [space.id]);
      room = (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: '大きい部屋', capacity: 30 }).expect(201)).body.id;
      host = await app.mixer({ tier: 'senior', name: '佐藤 みなと' });
    }, 60_000);
    afterAll(() => town.close());

    it('finds an evening that costs nothing by the keyboard, and comes in with a name and an address', async () => {
      await published(STUDY);
      await published(JELLY);
      await visit('/events');
      await picture(page, 'events-list');
      await page.getByRole('button', { name: '無料のみ' }).click();
      await page.getByRole('link', { name: JELLY.title }).waitFor({ state: 'detached' });
      const found = page.getByRole('link', { name: STUDY.title });
      await tabTo(page, found);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: '無料で参加する' }).click();
      await page.getByRole('button', { name: '無料で申し込む' }).click();
      await reads(page, '確認が必要なところが2か所あります');
      await saysWho('高橋 実', 'minoru@mazeru.test');
      await page.getByRole('button', { name: '無料で申し込む' }).click();
      await reads(page, '参加が決まりました');
      await page.getByRole('img', { name: /^QRコード：[0-9A-Z]{12}$/ }).waitFor();
      await looksRight(page);
      study = page.url().slice(ORIGIN.length);
    });

    it('sees a month of events at a glance', async () => {
      await visit('/events?view=month&day=2026-11-28');
      await page.getByRole('button', { name: '11月28日(土)、イベント1件', pressed: true }).waitFor();
      await page.keyboard.press('Tab');
      await reads(page, JELLY.title);
      await looksRight(page);
      await picture(page, 'events-month');
    });

    it('reads where the fee goes, registers two by card after the final confirmation, and is back with a pass for each', async () => {
      await visit('/events');
      await page.evaluate(() => window.scrollTo(0, 200));
      await page.getByRole('link', { name: JELLY.title }).click();
      await reads(page, '1席 800円 の分け方');
      await reads(page, '3日前まで全額返金、前日まで50% 返金');
      await picture(page, 'event-page');
      await page.getByRole('link', { name: '参加する', exact: true }).click();
      await page.getByRole('button', { name: 'ひとり増やす' }).click();
      await saysWho('山田 花子', 'hanako@mazeru.test');
      await page.getByRole('textbox', { name: '2人目' }).fill('山田 次郎');
      await page.getByRole('textbox', { name: 'いまのお仕事を教えてください' }).fill('デザイナー');
      for (const item of ['分量', '価格', '支払いの時期と方法', '提供の時期', 'お申し込みの期間', '撤回・解約']) await reads(page.locator('#confirmation'), item);
      await reads(page, '800円 × 2席 ＝ 合計 1,600円');
      await looksRight(page);
      await picture(page, 'event-register');
      await page.getByRole('button', { name: '申し込んで支払いへ進む' }).click();

      await page.waitForURL(/\/c\/pay\//);
      await typeCard(page);
      await page.getByTestId('hosted-payment-submit-button').click();
      await page.waitForURL(/\/registrations\//);
      await reads(page, 'お支払いをお待ちしています');
      // Back from elsewhere one begins at the top, wherever the visit began.
      expect(await page.evaluate(() => window.scrollY)).toBe(0);
      await world.work();
      await reads(page, '参加が決まりました');
      await page.getByRole('button', { name: '山田 次郎のQRコードを大きく表示' }).click();
      const pass = page.getByRole('dialog', { name: JELLY.title });
      await reads(pass, '2 / 2人目');
      await picture(page, 'guest-pass');
      await page.keyboard.press('Escape');
      await looksRight(page);
      await picture(page, 'guest-registration');
    });

    it('cancels one of two seats: what comes back is said before, and the other seat stays', async () => {
      await page.getByRole('button', { name: '参加をキャンセルする' }).click();
      const sheet = page.getByRole('dialog', { name: '参加のキャンセル' });
      await sheet.getByRole('checkbox', { name: '山田 次郎' }).check();
      await reads(sheet, '800円 をお返しします');
      await sheet.getByRole('button', { name: '1席をキャンセルする', disabled: false }).waitFor();
      await picture(page, 'guest-cancel');
      await sheet.getByRole('button', { name: '1席をキャンセルする' }).click();
      await sheet.waitFor({ state: 'detached' });
      await world.work();
      await page.reload();
      await reads(page, '返金済み');
      await page.getByRole('img', { name: /^QRコード/ }).waitFor();
      await reads(page, '領収書');
    });

    it('waits in the line for a full one, is offered the seat that somebody gives back, and takes it', async () => {
      const { app } = world;
      const id = await published(TINY);
      const [{ id: ticketTypeId }] = (await app.as(null).get(`/events/${id}`).expect(200)).body.ticketTypes;
      const first = (await app.as(null).post(`/events/${id}/registrations`).send({ ticketTypeId, quantity: 1, name: '先の人', email: 'first@mazeru.test', paymentMethod: 'door' }).expect(201)).body;
      await visit(`/events/${id}`);
      await page.getByRole('link', { name: 'キャンセル待ちに並ぶ' }).click();
      // Who waits has no seats to name yet: nothing is asked for that would be forgotten.
      await page.getByRole('button', { name: 'ひとり増やす' }).click();
      await reads(page, '2名');
      expect(await page.getByRole('textbox', { name: '2人目' }).count()).toBe(0);
      await page.getByRole('button', { name: 'ひとり減らす' }).click();
      await saysWho('木村 さき', 'saki@mazeru.test');
      await page.getByRole('radio', { name: /会場で現金/ }).check();
      await page.getByRole('button', { name: 'キャンセル待ちに並ぶ' }).click();
      await reads(page, '1番目です');
      const token = new URL(first.manageUrl).searchParams.get('token');
      await app.as(null).post(`/registrations/${first.id}/cancellation?token=${token}`).set('idempotency-key', 'gives-it-back').send({ expectedRefundYen: 0 }).expect(200);
      await world.sweep();
      await page.reload();
      await reads(page, '席をご用意できます');
      await looksRight(page);
      await picture(page, 'guest-offer');
      await page.getByRole('button', { name: '席を受ける' }).click();
      await reads(page, '参加が決まりました');
      await reads(page, '当日、会場で 500円 をお支払いください');
    });

    it('asks for a lost link, and hears the same whether there is one or not', async () => {
      await visit('/registrations');
      await page.getByRole('textbox', { name: 'メールアドレス' }).fill('nobody@mazeru.test');
      await page.getByRole('button', { name: 'リンクを送る' }).click();
      await reads(page, 'nobody@mazeru.test 宛ての申し込みがあれば');
      await visit('/registrations/01a20000-0000-7000-8000-000000000000?token=torn');
      await reads(page, 'この申し込みは開けません');
      await looksRight(page);
    });

    it('answers three questions afterwards, and shows a card to those who were there', async () => {
      world.app.clock.set('2026-11-29T07:00:00Z');
      await visit(study);
      await page.getByRole('button', { name: '送る' }).click();
      await reads(page, 'ひとつ選んでください');
      await page.getByRole('radio', { name: 'よかった', exact: true }).check();
      await page.getByRole('textbox', { name: 'よかったこと' }).fill('分からなかったことを聞けました');
      await page.getByRole('button', { name: '名刺を出す' }).click();
      const sheet = page.getByRole('dialog', { name: '名刺' });
      await sheet.getByRole('textbox', { name: '連絡先' }).fill('minoru@mazeru.test');
      await sheet.getByRole('button', { name: 'この名刺を出す' }).click();
      await reads(page, '名刺を書きかえる');
      await looksRight(page);
      await picture(page, 'guest-afterwards', [360]);
      await page.getByRole('button', { name: '送る' }).click();
      await reads(page, 'お答えありがとうございました');
    });
  });
}
