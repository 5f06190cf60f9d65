import type { Locator, Page } from 'playwright-core';
import { newId } from '#libs/kernel';
import type { Person, SpaceInTest } from '../support/app.js';
import { startSelling, type Selling } from '../support/orders.js';
import { looksRight, picture, reads, SIZES, WEB, whyNoBrowser } from './browser.js';
import { Town } from './town.js';

const why = whyNoBrowser();
if (why) console.warn(why);

interface DoorSeats {
  seats: { pass: string; registrationId: string }[];
}

for (const size of SIZES) {
  (why ? describe.skip : describe)(`A host and a space from the first idea to the last yen, at ${size.width} px`, () => {
    let town: Town<Selling>;
    let world: Selling;
    let host: Person;
    let owner: Person;
    let space: SpaceInTest;
    let hosting: Page;
    let owning: Page;
    /** The event, once it is drafted. */
    let id: string;

    const visit = (page: Page, path: string): Promise<void> => town.visit(page, path);
    const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

    beforeAll(async () => {
      town = await Town.open(startSelling({ web: WEB }));
      world = town.world;
      const { app } = world;
      space = await app.space({ name: '北のつくえ盛岡' });
      owner = space.owner;
      await app.db.query(`insert into space_relations (space_id, relation, valid) values ($1, 'designated', tstzrange('2026-01-01', null))`, [space.id]);
      await app.as(owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: '大きい部屋', capacity: 30 }).expect(201);
      host = await app.mixer({ tier: 'senior', name: '佐藤 みなと' });
      hosting = await town.seat(host, size);
      owning = await town.seat(owner, size);
    }, 60_000);
    afterAll(() => town.close());

    it('tells a mixer who is not a senior why there is nothing to plan yet, and the way there', async () => {
      const page = await town.seat(await world.app.mixer({ tier: 'junior' }), size);
      await visit(page, '/me/events');
      await reads(page, 'まだイベントがありません');
      await reads(page, /上級から行えます/);
      await page.getByRole('link', { name: 'できることと、上級までの道を見る' }).waitFor();
      await page.context().close();
    });

    it('drafts a JELLY from its template: what is missing is said beside the field and at the top, and nothing typed is lost', async () => {
      const page = hosting;
      await visit(page, '/me/events');
      await page.getByRole('link', { name: '企画をつくる' }).first().click();
      await page.getByRole('heading', { level: 1, name: '企画をつくる' }).waitFor();
      await page.getByRole('textbox', { name: /^題名/ }).fill('つながる夜のJELLY');
      await page.getByRole('textbox', { name: /^定員/ }).fill('３０');
      await page.getByRole('button', { name: '下書きに保存' }).click();
      const summary = page.getByRole('alert');
      await reads(summary, '確認が必要なところが4か所あります');
      await reads(summary, 'スペース：スペースを選んでください');
      await looksRight(page);
      await page.getByRole('combobox', { name: /^スペース/ }).selectOption({ label: '北のつくえ盛岡' });
      await page.getByRole('combobox', { name: /^部屋・テーブル/ }).selectOption({ label: '大きい部屋（30名まで）' });
      await page.getByLabel(/^日にち/).fill('2026-11-28');
      await page.getByLabel(/^開始 ?必須/).fill('18:30〜20:30');
      await reads(page, /営業時間 09:00〜22:00/);
      await reads(page, 'こう分かれます');
      await reads(page, /^\d+名のとき/);
      await page.getByText(/^\d+名のとき/).first().scrollIntoViewIfNeeded();
      await picture(page, 'host-planner');
      expect(await page.getByRole('textbox', { name: /^定員/ }).inputValue()).toBe('30');
      await page.getByRole('button', { name: '下書きに保存' }).click();
      await reads(page, '下書きを保存しました');
      await page.getByRole('heading', { level: 1, name: 'つながる夜のJELLY' }).waitFor();
      id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      await looksRight(page);
    });

    it('proposes it with a word to the space', async () => {
      const page = hosting;
      await page.getByRole('button', { name: 'スペースに提案する' }).click();
      await dialog(page, 'スペースに提案しますか').getByRole('textbox', { name: /^ひとこと/ }).fill('片付けは主催側でします。');
      await dialog(page, 'スペースに提案しますか').getByRole('button', { name: '提案する' }).click();
      await reads(page, /北のつくえ盛岡の返事を待っています/);
    });

    it('the space sees where the money would go, and offers another split', async () => {
      const page = owning;
      await visit(page, `/spaces/${space.id}/events`);
      await reads(page, '30名・15,000円のとき');
      await looksRight(page);
      await picture(page, 'space-proposals');
      await page.getByRole('link', { name: '返事をする' }).click();
      await page.getByRole('button', { name: '別の分配を提案する' }).click();
      const sheet = dialog(page, '別の分配を提案する');
      await sheet.getByRole('group', { name: '1行目' }).getByRole('textbox', { name: '割合' }).fill('40');
      await sheet.getByRole('group', { name: '2行目' }).getByRole('textbox', { name: '割合' }).fill('35');
      await sheet.getByRole('textbox', { name: /^ひとこと/ }).fill('夜の暖房費を含めてお願いします。');
      await looksRight(page, '[role="dialog"]');
      await sheet.getByRole('button', { name: 'この案を送る' }).click();
      await reads(page, /別の分配の案を送りました/);
    });

    it('the host reads the counter-offer and takes it; the space approves and the room is theirs', async () => {
      await visit(hosting, '/me/events');
      await reads(hosting, '別の案が届いています');
      await hosting.getByRole('link', { name: /つながる夜のJELLY/ }).click();
      await reads(hosting, '夜の暖房費を含めてお願いします。');
      await reads(hosting, '残りの 40%');
      await picture(hosting, 'host-counter-offer');
      await hosting.getByRole('button', { name: 'この分配を受ける' }).click();
      await dialog(hosting, 'スペースの分配を受けますか').getByRole('button', { name: 'この分配を受ける' }).click();
      await reads(hosting, /の返事を待っています/);
      await visit(owning, `/spaces/${space.id}/events/${id}`);
      await owning.getByRole('button', { name: '承認する' }).click();
      await dialog(owning, '承認しますか').getByRole('button', { name: '承認する' }).click();
      await reads(owning, /部屋は確保されています/);
    });

    it('the host publishes it, makes a link and asks somebody to speak', async () => {
      const page = hosting;
      await world.app.mixer({ tier: 'junior', name: '鈴木 健司' });
      await visit(page, `/me/events/${id}`);
      await page.getByRole('button', { name: '公開する' }).click();
      await dialog(page, '公開しますか').getByRole('button', { name: '公開する' }).click();
      await reads(page, /^公開しました/);
      await page.getByRole('button', { name: '自分のリンクをつくる' }).click();
      await page.getByRole('button', { name: 'QRコード' }).waitFor();
      await page.getByRole('tab', { name: '関わる人' }).click();
      await page.getByRole('button', { name: '役割を頼む' }).click();
      const sheet = dialog(page, '役割を頼む');
      await sheet.getByRole('button', { name: /鈴木 健司/ }).click();
      await sheet.getByRole('combobox', { name: '役割' }).selectOption({ label: '登壇者' });
      await sheet.getByRole('textbox', { name: /^お願いすること/ }).fill('手帳の話を5分');
      await sheet.getByRole('button', { name: '頼む' }).click();
      await reads(page, '返事待ち');
      await looksRight(page);
    });

    it('two guests register, and the host sees who comes and what is still to be paid', async () => {
      const { app } = world;
      const { body } = await app.as(null).get(`/events/${id}`).expect(200);
      for (const [name, email] of [['高橋 実', 'minoru@mazeru.test'], ['山田 花子', 'hanako@mazeru.test']] as const) {
        await app.as(null).post(`/events/${id}/registrations`).send({ ticketTypeId: body.ticketTypes[0].id, quantity: 1, name, email, paymentMethod: 'door' }).expect(201);
      }
      await visit(hosting, `/me/events/${id}?tab=guests`);
      await reads(hosting, '高橋 実さん');
      await reads(hosting, /これから 500円/);
      await looksRight(hosting);
      await visit(hosting, `/me/events/${id}`);
      await reads(hosting, '30席のうち2席が埋まっています');
      await picture(hosting, 'host-desk');
    });

    it('after the evening the host reports and proposes the settlement', async () => {
      const { app } = world;
      app.clock.set('2026-11-28T09:40:00Z');
      const { seats } = (await app.as(host).get(`/events/${id}/door`).expect(200)).body as DoorSeats;
      const at = app.clock.now().toISOString();
      const records = seats.flatMap(({ pass, registrationId }) => [
        { clientId: newId(), at, checkIn: { pass } },
        { clientId: newId(), at, payment: { registrationId, amountYen: 500 } },
      ]);
      await app.as(host).post(`/events/${id}/door-records`).send({ records }).expect(200);
      app.clock.set('2026-11-28T13:00:00Z');
      await visit(hosting, `/me/events/${id}`);
      await hosting.getByRole('button', { name: '報告と精算へ' }).click();
      await reads(hosting, /2名が来場しました/);
      await hosting.getByRole('textbox', { name: /^生まれたこと/ }).fill('手帳の会を続けることになりました。');
      await hosting.getByRole('button', { name: '報告する' }).click();
      await reads(hosting, '報告しました');
      await hosting.getByRole('button', { name: '精算を提案する' }).click();
      await dialog(hosting, '精算を提案しますか').getByRole('button', { name: '提案する' }).click();
      await reads(hosting, 'スペースの同意を待っています。');
      await looksRight(hosting);
      await hosting.getByRole('heading', { name: '精算', exact: true }).scrollIntoViewIfNeeded();
      await picture(hosting, 'host-settlement');
    });

    it('the space reads every share in yen and agrees', async () => {
      const page = owning;
      await visit(page, `/spaces/${space.id}/events/${id}`);
      await reads(page, 'スペース：北のつくえ盛岡');
      await reads(page, '400円');
      await page.getByRole('button', { name: 'この精算に同意する' }).click();
      await dialog(page, 'この精算に同意しますか').getByRole('button', { name: 'この精算に同意する' }).click();
      await reads(page, '精算が済みました。');
      await looksRight(page);
      await page.getByRole('heading', { name: '精算', exact: true }).scrollIntoViewIfNeeded();
      await picture(page, 'space-settled');
    });
  });
}
