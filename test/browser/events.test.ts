import type { Locator, Page } from 'playwright-core';
import { row, rows } from '#libs/database';
import { JELLY_SPLIT } from '#libs/revenue';
import type { Person, SpaceInTest } from '../support/app.js';
import { startSelling, type Selling } from '../support/orders.js';
import { looksRight, picture, reads, seriousFindings, SIZES, WEB, whyNoBrowser } from './browser.js';
import { ORIGIN, Town } from './town.js';

const why = whyNoBrowser();
if (why) console.warn(why);

const [PHONE, DESK] = SIZES;

const JELLY = {
  kind: 'jelly',
  title: 'つながる夜のJELLY',
  startsAt: '2026-11-28T09:30:00Z',
  endsAt: '2026-11-28T11:30:00Z',
  capacity: 20,
  methods: ['card', 'payPay', 'konbini', 'door'],
  ticketTypes: [{ name: '一般', priceYen: 800 }, { name: '懇親会つき', priceYen: 3_500 }],
  split: JELLY_SPLIT,
};
const STUDY = { kind: 'studyGroup', title: 'はじめての確定申告', startsAt: '2026-12-06T04:00:00Z', endsAt: '2026-12-06T06:00:00Z', capacity: 12, ticketTypes: [{ name: '参加', priceYen: 0 }] };
const WORKSHOP = { kind: 'workshop', title: '手帳ワークショップ', startsAt: '2026-12-05T01:00:00Z', endsAt: '2026-12-05T03:00:00Z', capacity: 1, ticketTypes: [{ name: '参加', priceYen: 0 }] };

const INTO_SOUTH = { space: '南のつくえ花巻', room: '奥の間' };

interface Room {
  space: SpaceInTest;
  resourceId: string;
}

/** What a host, a space and their guests meet on the way, each at the size that they have in front of them. */
(why ? describe.skip : describe)('An evening that does not go to plan', () => {
  let town: Town<Selling>;
  let world: Selling;
  let host: Person;
  let north: Room;
  let south: Room;
  let guest: Page;
  let hosting: Page;
  let owning: Page;
  /** The JELLY that most of this is about, and the ways back to its two registrations. */
  let jelly: string;
  let hanako: string;
  let saki: string;

  const visit = (page: Page, path: string): Promise<void> => town.visit(page, path);
  const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
  const count = async (sql: string, params: unknown[]): Promise<number> => (await row<{ n: number }>(world.app.db, `select count(*)::int as n from ${sql}`, params))?.n ?? 0;
  const openSpace = async (name: string, room: string): Promise<Room> => {
    const { app } = world;
    const space = await app.space({ name });
    await app.db.query(`insert into space_relations (space_id, relation, valid) values ($1, 'designated', tstzrange('2026-01-01', null))`, [space.id]);
    const { body } = await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: room, capacity: 30 }).expect(201);
    return { space, resourceId: body.id };
  };
  const published = async (plan: object, by = host): Promise<string> => {
    const { app } = world;
    const { body } = await app.as(by).post('/events').send({ spaceId: north.space.id, resourceId: north.resourceId, sellerOfRecord: 'host', ...plan }).expect(201);
    await app.as(by).post(`/events/${body.id}/proposal`).send({}).expect(200);
    await app.as(north.space.owner).post(`/events/${body.id}/approval`).send({}).expect(200);
    await app.as(by).post(`/events/${body.id}/publication`).send({}).expect(200);
    return body.id;
  };
  const addressOf = (page: Page): string => page.url().slice(ORIGIN.length);
  const saysWho = async (name: string, email: string): Promise<void> => {
    await guest.getByRole('textbox', { name: 'お名前' }).fill(name);
    await guest.getByRole('textbox', { name: 'メールアドレス' }).fill(email);
  };
  /** Presses, and waits until the request has failed for want of a network. */
  const pressInVain = async (page: Page, button: string): Promise<void> => {
    const failed = page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
    await page.getByRole('button', { name: button, exact: true }).click();
    await failed;
    await reads(page.getByRole('alert'), '通信できませんでした');
  };

  beforeAll(async () => {
    town = await Town.open(startSelling({ web: WEB }));
    world = town.world;
    north = await openSpace('北のつくえ盛岡', '大きい部屋');
    south = await openSpace('南のつくえ花巻', '奥の間');
    host = await world.app.mixer({ tier: 'senior', name: '佐藤 みなと' });
    guest = await town.seat(null, PHONE);
    hosting = await town.seat(host, PHONE);
    owning = await town.seat(north.space.owner, DESK);
    jelly = await published(JELLY);
  }, 60_000);
  afterAll(() => town.close());

  describe('A guest', () => {
    it('loses the network while registering: every word stays, and two more presses make one registration', async () => {
      await visit(guest, `/events/${jelly}/register`);
      await guest.getByRole('button', { name: 'ひとり増やす' }).click();
      await saysWho('山田 花子', 'hanako@mazeru.test');
      await guest.getByRole('textbox', { name: '2人目' }).fill('山田 次郎');
      await guest.getByRole('radio', { name: /^会場で現金/ }).check();
      await guest.context().setOffline(true);
      await pressInVain(guest, '申し込む');
      await looksRight(guest);
      await guest.context().setOffline(false);
      await town.loseAnswer(guest, `/events/${jelly}/registrations`);
      await pressInVain(guest, '申し込む');
      expect(await guest.getByRole('textbox', { name: '2人目' }).inputValue()).toBe('山田 次郎');
      await guest.getByRole('button', { name: '申し込む', exact: true }).click();
      await reads(guest, '参加が決まりました');
      await reads(guest, '当日、会場で 1,600円 をお支払いください');
      expect(await count('orders where email = $1', ['hanako@mazeru.test'])).toBe(1);
      hanako = addressOf(guest);
    });

    it('sends somebody else: another name is all it takes', async () => {
      await guest.getByRole('button', { name: 'お名前を変える' }).click();
      const sheet = dialog(guest, '参加する人の名前');
      await sheet.getByRole('textbox', { name: '2人目' }).fill('木村 さき');
      await looksRight(guest, '[role="dialog"]');
      await sheet.getByRole('button', { name: '保存する' }).click();
      await reads(guest, '名前を変えました');
      await guest.getByRole('button', { name: '木村 さきのQRコードを大きく表示' }).waitFor();
    });

    it('pays what was due at the door ahead, by PayPay, and sees it arrive without asking', async () => {
      await guest.getByRole('button', { name: 'いま支払っておく' }).click();
      await guest.waitForURL(/\/c\/pay\//);
      await guest.locator('label[for=method-paypay]').click();
      await guest.locator('#billingName').fill('山田 花子');
      await guest.getByTestId('hosted-payment-submit-button').click();
      await guest.getByRole('button', { name: '承認する' }).click();
      await guest.waitForURL(/\/registrations\//);
      await reads(guest, 'これからのお支払い');
      await world.work();
      await reads(guest, 'お支払い済み');
      await guest.getByText('これからのお支払い').waitFor({ state: 'detached' });
      await reads(guest, '領収書');
    });

    it('takes a slip for the convenience store from 3,000 yen, and is in once it is paid', async () => {
      await visit(guest, `/events/${jelly}/register`);
      await reads(guest, 'コンビニ払いは、合計が3,000円以上のときに');
      await guest.getByRole('radio', { name: /^懇親会つき/ }).check();
      await guest.getByRole('radio', { name: /^カード \/ PayPay \/ コンビニ/ }).check();
      await saysWho('木村 さき', 'saki@mazeru.test');
      await guest.getByRole('button', { name: '申し込んで支払いへ進む' }).click();
      await guest.waitForURL(/\/c\/pay\//);
      await guest.locator('label[for=method-konbini]').click();
      await guest.locator('#billingName').fill('木村 さき');
      await guest.getByTestId('hosted-payment-submit-button').click();
      await reads(guest, 'お店で使う番号');
      await guest.getByRole('link', { name: '元のサイトへ戻る' }).click();
      await guest.waitForURL(/\/registrations\//);
      saki = addressOf(guest);
      await world.work();
      await reads(guest, /^払込票の期限までに、店頭でお支払いください。/);
      await looksRight(guest);
      await picture(guest, 'guest-konbini');
      await world.payVoucher(/registrations\/([\w-]+)/.exec(saki)?.[1] ?? '');
      await reads(guest, '参加が決まりました');
    });
  });

  describe('A line', () => {
    let line: string[];
    let workshop: string;

    it('is not jumped without a reason, and who is moved up reads it', async () => {
      const { app } = world;
      workshop = await published(WORKSHOP);
      const [{ id: ticketTypeId }] = (await app.as(null).get(`/events/${workshop}`).expect(200)).body.ticketTypes;
      const names = ['菊池 湊', '阿部 葵', '千葉 遥'];
      line = [];
      for (const [at, name] of names.entries()) {
        const said = { ticketTypeId, quantity: 1, name, email: `line-${at}@mazeru.test`, paymentMethod: 'free', waitlist: true };
        const { body } = await app.as(null).post(`/events/${workshop}/registrations`).send(said).expect(201);
        const { pathname, search } = new URL(body.manageUrl);
        line.push(pathname + search);
      }
      await visit(hosting, `/me/events/${workshop}?tab=guests`);
      await hosting.getByRole('button', { name: '千葉 遥さんを先に案内する' }).click();
      const sheet = dialog(hosting, '順番を先頭にしますか');
      await sheet.getByRole('textbox', { name: '理由' }).fill('遠方から来られるため');
      await looksRight(hosting, '[role="dialog"]');
      await sheet.getByRole('button', { name: '先頭にする' }).click();
      await reads(hosting, '先頭にした理由：遠方から来られるため');
      await picture(hosting, 'host-waitlist');
      await visit(guest, line[2] ?? '');
      await reads(guest, '1番目です');
      await reads(guest, '主催者が順番を早めました。理由：遠方から来られるため');
    });

    it('is left by one press and a question, and the seat that is given back goes to who is left', async () => {
      await visit(guest, line[1] ?? '');
      await reads(guest, '2番目です');
      await guest.getByRole('button', { name: '待つのをやめる' }).click();
      const sheet = dialog(guest, 'キャンセル待ちをやめますか');
      await looksRight(guest, '[role="dialog"]');
      await sheet.getByRole('button', { name: '待つのをやめる' }).click();
      await reads(guest, 'キャンセル待ちをやめました');
      await visit(guest, line[0] ?? '');
      await guest.getByRole('button', { name: '参加をキャンセルする' }).click();
      await dialog(guest, '参加のキャンセル').getByRole('button', { name: 'キャンセルする', disabled: false }).click();
      await reads(guest, 'キャンセルしました');
      await visit(guest, line[2] ?? '');
      await reads(guest, '席をご用意できます');
      await guest.getByRole('button', { name: '席を受ける' }).click();
      await reads(guest, '参加が決まりました');
    });
  });

  describe('A host', () => {
    /** Opens the sheet that moves the event, fills it in and asks the space. */
    const wishes = async (day: string, reason: string, to?: { space: string; room: string }): Promise<void> => {
      await visit(hosting, `/me/events/${jelly}`);
      await hosting.getByRole('button', { name: '日程・会場の変更' }).click();
      const sheet = dialog(hosting, '日程・会場の変更');
      await sheet.getByLabel(/^日にち/).fill(day);
      if (to) {
        await sheet.getByRole('combobox', { name: '会場' }).selectOption({ label: to.space });
        await sheet.getByRole('combobox', { name: '部屋' }).selectOption({ label: to.room });
      }
      if (!to) {
        await sheet.getByRole('button', { name: 'スペースに相談する' }).click();
        await reads(sheet, '変更の理由を入力してください');
      }
      await sheet.getByRole('textbox', { name: /^変更の理由/ }).fill(reason);
      if (!to) await looksRight(hosting, '[role="dialog"]');
      await sheet.getByRole('button', { name: 'スペースに相談する' }).click();
      await reads(hosting, '変更の返事を待っています');
    };
    it('wishes for another day in the same rooms; the space allows it, and who has registered reads it', async () => {
      await wishes('2026-11-29', '機材の点検のため');
      await picture(hosting, 'host-move');
      await visit(owning, `/spaces/${north.space.id}/events/${jelly}`);
      await reads(owning, '変更の希望が届いています');
      await looksRight(owning);
      await picture(owning, 'space-move');
      await owning.getByRole('button', { name: 'この変更を認める' }).click();
      await dialog(owning, 'この変更を認めますか').getByRole('button', { name: 'この変更を認める' }).click();
      await reads(owning, '変更しました');
      await visit(guest, hanako);
      await reads(guest, /11月29日/);
      await reads(guest, /機材の点検のため/);
      await reads(guest, '開始まで、料金なしでキャンセルできます。');
    });

    it('wishes for another space, and is told no with a reason', async () => {
      await wishes('2026-11-30', '人数が増えたため', INTO_SOUTH);
      const page = await town.seat(south.space.owner, DESK);
      await visit(page, `/spaces/${south.space.id}/events`);
      await page.getByRole('link', { name: '返事をする' }).click();
      await reads(page, '受け入れの相談が届いています');
      await looksRight(page);
      await page.getByRole('button', { name: '見送る' }).click();
      const sheet = dialog(page, 'この相談を見送りますか');
      await sheet.getByRole('textbox', { name: '理由' }).fill('その日は早じまいです。翌日でしたら空いています。');
      await sheet.getByRole('button', { name: '見送る' }).click();
      await reads(page, '見送りました。主催者に伝えました');
      await page.context().close();
      await visit(hosting, `/me/events/${jelly}`);
      await reads(hosting, '変更の相談は見送りとなりました');
      await reads(hosting, 'その日は早じまいです。翌日でしたら空いています。');
    });

    it('asks again for the day after, is taken in, and the guests read where to go', async () => {
      await wishes('2026-12-01', '人数が増えたため', INTO_SOUTH);
      const page = await town.seat(south.space.owner, DESK);
      await visit(page, `/spaces/${south.space.id}/events/${jelly}`);
      await page.getByRole('button', { name: '受け入れる', exact: true }).click();
      await dialog(page, 'このイベントを受け入れますか').getByRole('button', { name: '受け入れる' }).click();
      await reads(page, '変更しました');
      await page.context().close();
      await visit(guest, hanako);
      await reads(guest, /南のつくえ花巻/);
      await reads(guest, /人数が増えたため/);
      await looksRight(guest);
    });

    it('is taken in elsewhere for another split only, and moves with these terms', async () => {
      const id = await published({ ...JELLY, title: '朝のJELLY', startsAt: '2026-12-13T01:00:00Z', endsAt: '2026-12-13T03:00:00Z' });
      await world.app.as(host).post(`/events/${id}/move`).send({ spaceId: south.space.id, resourceId: south.resourceId, reason: '駐車場のため' }).expect(200);
      const page = await town.seat(south.space.owner, DESK);
      await visit(page, `/spaces/${south.space.id}/events/${id}`);
      await page.getByRole('button', { name: '別の分配なら受け入れる' }).click();
      const sheet = dialog(page, '受け入れの条件を送る');
      await sheet.getByRole('group', { name: '1行目' }).getByRole('textbox', { name: '割合' }).fill('40');
      await sheet.getByRole('group', { name: '2行目' }).getByRole('textbox', { name: '割合' }).fill('35');
      await sheet.getByRole('button', { name: 'この条件を送る' }).click();
      await reads(page, '条件を送りました。主催者の返事を待ちます');
      await page.context().close();
      await visit(hosting, `/me/events/${id}`);
      await reads(hosting, 'オーナー 次郎さんからの条件');
      await looksRight(hosting);
      await hosting.getByRole('button', { name: 'この条件で移る' }).click();
      await dialog(hosting, 'この条件で移りますか').getByRole('button', { name: 'この条件で移る' }).click();
      await reads(hosting, '変更しました');
      await reads(hosting, /南のつくえ花巻/);
    });

    it('who runs the new space as well is asked as the host first, and as the space afterwards', async () => {
      const both = await world.app.mixer({ tier: 'senior', name: '原田 結' });
      await world.app.staff(south.space.id, both, 'manager');
      const id = await published({ ...JELLY, title: '昼のJELLY', startsAt: '2026-12-20T04:00:00Z', endsAt: '2026-12-20T06:00:00Z' }, both);
      await world.app.as(north.space.owner).post(`/events/${id}/move`).send({ spaceId: south.space.id, resourceId: south.resourceId, reason: '床の工事のため' }).expect(200);
      const page = await town.seat(both, PHONE);
      await visit(page, `/spaces/${south.space.id}/events/${id}`);
      await reads(page, '会場を移す相談が届いています');
      await page.getByRole('button', { name: '移ることに同意する' }).click();
      await dialog(page, '会場を移すことに同意しますか').getByRole('button', { name: '移ることに同意する' }).click();
      await reads(page, '受け入れの相談が届いています');
      await visit(page, `/me/events/${id}`);
      await page.getByRole('button', { name: '受け入れる', exact: true }).click();
      await dialog(page, 'このイベントを受け入れますか').getByRole('button', { name: '受け入れる' }).click();
      await reads(page, '変更しました');
      await page.context().close();
    });

    it('copies an evening to two other days once, though the answer is lost on its way', async () => {
      await visit(hosting, `/me/events/${jelly}`);
      await hosting.getByRole('button', { name: 'ほかの日に写す' }).click();
      const sheet = dialog(hosting, 'ほかの日に写す');
      await sheet.getByRole('button', { name: '次の月' }).click();
      await sheet.getByRole('button', { name: /^12月12日/ }).click();
      await sheet.getByRole('button', { name: /^12月19日/ }).click();
      await looksRight(hosting, '[role="dialog"]');
      await town.loseAnswer(hosting, `/events/${jelly}/copies`);
      await pressInVain(hosting, '2日分の下書きをつくる');
      await sheet.getByRole('button', { name: '2日分の下書きをつくる' }).click();
      await reads(hosting, '2件の下書きをつくりました');
      expect(await count(`events where host_account_id = $1 and status = 'draft'`, [host.accountId])).toBe(2);
    });

    it('plans while the network comes and goes and the session ends: nothing typed is lost, and one draft is made', async () => {
      const page = hosting;
      await visit(page, '/me/events/new');
      await page.getByRole('textbox', { name: /^題名/ }).fill('雪の夜のJELLY');
      await page.getByRole('combobox', { name: /^スペース/ }).selectOption({ label: '北のつくえ盛岡' });
      await page.getByRole('combobox', { name: /^部屋・テーブル/ }).selectOption({ label: '大きい部屋（30名まで）' });
      await page.getByLabel(/^日にち/).fill('2026-12-10');
      await page.getByLabel(/^開始 ?必須/).fill('18:30〜20:30');
      await page.getByRole('textbox', { name: /^定員/ }).fill('20');
      await reads(page, 'こう分かれます');
      await page.context().setOffline(true);
      await pressInVain(page, '下書きに保存');
      await page.context().setOffline(false);
      const session = await page.context().cookies();
      await page.context().clearCookies();
      await page.getByRole('button', { name: '下書きに保存' }).click();
      await page.getByRole('link', { name: /別のタブでログインする/ }).waitFor();
      await page.context().addCookies(session);
      await town.loseAnswer(page, '/api/v1/events');
      await pressInVain(page, '下書きに保存');
      expect(await page.getByRole('textbox', { name: /^題名/ }).inputValue()).toBe('雪の夜のJELLY');
      await page.getByRole('button', { name: '下書きに保存' }).click();
      await page.getByRole('heading', { level: 1, name: '雪の夜のJELLY' }).waitFor();
      expect(await count('events where title = $1', ['雪の夜のJELLY'])).toBe(1);
    });

    it('is told no with a reason, and mends the plan from there', async () => {
      const id = new URL(hosting.url()).pathname.split('/').at(-1) ?? '';
      await world.app.as(host).post(`/events/${id}/proposal`).send({}).expect(200);
      await visit(owning, `/spaces/${north.space.id}/events/${id}`);
      await owning.getByRole('button', { name: '見送る' }).click();
      const sheet = dialog(owning, 'この提案を見送りますか');
      await sheet.getByRole('button', { name: '見送る' }).click();
      await reads(sheet.getByRole('alert'), /理由/);
      await sheet.getByRole('textbox', { name: '理由' }).fill('その夜は貸し切りが入っています。翌週でしたら空いています。');
      await looksRight(owning);
      await sheet.getByRole('button', { name: '見送る' }).click();
      await reads(owning, '見送りました');
      await visit(hosting, `/me/events/${id}`);
      await reads(hosting, 'その夜は貸し切りが入っています。翌週でしたら空いています。');
      await hosting.getByRole('link', { name: '直す' }).first().click();
      await hosting.getByRole('heading', { level: 1, name: '企画を直す' }).waitFor();
    });
  });

  describe('Others', () => {
    let builder: Person;
    let building: Page;
    let study: string;

    it('who built what an evening stands on is asked, reads the split and agrees to a share', async () => {
      builder = await world.app.mixer({ tier: 'junior', name: '葛西 律' });
      building = await town.seat(builder, PHONE);
      const draft = await row<{ id: string }>(world.app.db, `select id from events where title = $1 and status = 'draft' order by starts_at limit 1`, [JELLY.title]);
      await visit(hosting, `/me/events/${draft?.id}?tab=money`);
      await hosting.getByRole('button', { name: 'つくった方を入れる' }).click();
      const sheet = dialog(hosting, '事業をつくった方を入れる');
      await sheet.getByRole('button', { name: /^葛西 律/ }).click();
      await sheet.getByRole('textbox', { name: /^つくったもの/ }).fill('会の進め方と、使っている教材');
      await looksRight(hosting, '[role="dialog"]');
      await sheet.getByRole('button', { name: '同意をお願いする' }).click();
      await reads(hosting, '葛西 律さんに同意をお願いしました');
      await visit(building, '/me/events');
      await building.getByRole('button', { name: '分配を見る' }).click();
      await reads(dialog(building, /./), '残りの 45%');
      await building.keyboard.press('Escape');
      await building.getByRole('button', { name: '分配に同意する' }).click();
      await reads(building, '同意しました');
      await looksRight(building);
    });

    it('who has registered elsewhere comes in by a list, each line looked at before', async () => {
      study = await published(STUDY);
      await visit(hosting, `/me/events/${study}?tab=guests`);
      await hosting.getByRole('link', { name: /ほかで集めた名簿を取り込む/ }).click();
      await hosting.getByRole('textbox', { name: /貼りつける/ }).fill('名前,メール,人数\n高橋 実,minoru@mazeru.test,1\n伊藤 さくら,sakura@mazeru.test,2\n小野寺 光,hikaru,1');
      await hosting.getByRole('button', { name: '1行ずつ確かめる' }).click();
      await reads(hosting, '取り込める 2件・3席');
      await reads(hosting, '取り込めない 1行');
      await looksRight(hosting);
      await picture(hosting, 'host-import');
      await hosting.getByRole('button', { name: '2件を取り込む' }).click();
      await reads(hosting, '2件を取り込みました');
      expect(await count(`seats s join orders o on o.id = s.order_id where o.subject_id = $1 and s.status = 'taken'`, [study])).toBe(3);
    });

    it('who has an account finds all that they have registered for', async () => {
      const { app } = world;
      const [{ id: ticketTypeId }] = (await app.as(null).get(`/events/${study}`).expect(200)).body.ticketTypes;
      await app.as(builder).post(`/events/${study}/registrations`).send({ ticketTypeId, quantity: 1, name: builder.name, email: builder.email, paymentMethod: 'free' }).expect(201);
      await visit(building, '/home');
      await reads(building, '申し込んだイベント');
      await visit(building, '/me/registrations');
      await reads(building, '当日、受付でパスをお見せください');
      await looksRight(building);
      await picture(building, 'guest-own-registrations');
      await building.getByRole('link', { name: /はじめての確定申告/ }).click();
      await reads(building, '参加が決まりました');
    });
  });

  describe('What is called off', () => {
    const konbini = async (): Promise<string> => {
      const { data } = await world.sim.stripe.refunds.list({ limit: 10 });
      return data.find(({ status }) => status === 'requires_action')?.id ?? '';
    };
    const bankTakes = async (account: string): Promise<void> => {
      await world.sim.post(`/_sim/refunds/${await konbini()}/account`, { account });
      await world.advance(120);
      await world.work();
    };

    it('goes back to everybody, and the host watches it go', async () => {
      await visit(hosting, `/me/events/${jelly}`);
      await hosting.getByRole('button', { name: '中止にする' }).click();
      const sheet = dialog(hosting, 'イベントを中止しますか');
      await reads(sheet, /申し込み2件に中止を知らせ、受け取った5,100円を全額返します/);
      await sheet.getByRole('radio', { name: /^やむを得ない事情/ }).check();
      await sheet.getByRole('button', { name: '中止にする' }).click();
      await sheet.getByRole('textbox', { name: /^参加者に伝える理由/ }).fill('大雪の予報のため');
      await looksRight(hosting, '[role="dialog"]');
      await picture(hosting, 'host-calls-off');
      await sheet.getByRole('button', { name: '中止にする' }).click();
      await reads(hosting, '中止にしました。返金を始めます');
      await visit(hosting, `/me/events/${jelly}?tab=guests`);
      await reads(hosting, '済み 0件（0円）・進行中 2件');
      await world.work();
      await visit(hosting, `/me/events/${jelly}?tab=guests`);
      await reads(hosting, '済み 1件（1,600円）・進行中 1件');
      await looksRight(hosting);
      await visit(guest, hanako);
      await reads(guest, '中止になりました（大雪の予報のため）');
      await reads(guest, '返金済み');
      await looksRight(guest);
    });

    it('as nobody’s doing costs the host nothing once a steward has seen it so', async () => {
      await reads(hosting, /^組合が確認しています。/);
      const steward = await town.seat(await world.app.admin('steward'), DESK);
      await visit(steward, '/admin/events');
      await reads(steward, '中止の費用の確認');
      await looksRight(steward);
      await steward.getByRole('button', { name: '組合の負担とする' }).click();
      await dialog(steward, '組合の負担としますか').getByRole('button', { name: '組合の負担とする' }).click();
      await reads(steward, '組合の負担としました');
      await steward.context().close();
      await visit(hosting, `/me/events/${jelly}`);
      await reads(hosting, /^やむを得ない事情と確認されました。/);
    });

    it('comes back from a bank: the guest reads that it is looked at, the treasurer sends it again, and it arrives', async () => {
      await bankTakes('1111113');
      await visit(guest, saki);
      await reads(guest, '確認中');
      const treasurer = await town.seat(await world.app.admin('treasurer', '会計 三郎'), DESK, 'en');
      await visit(treasurer, '/admin/events');
      await treasurer.getByRole('checkbox', { name: 'Refunds that need somebody' }).click();
      await treasurer.getByRole('button', { name: 'See refunds of つながる夜のJELLY' }).click();
      const sheet = dialog(treasurer, JELLY.title);
      await reads(sheet, '1 arrived (¥1,600) · 1 came back');
      expect(await seriousFindings(treasurer)).toEqual([]);
      await looksRight(treasurer);
      await picture(treasurer, 'treasurer-refunds');
      await sheet.getByRole('button', { name: 'Try again to refund 木村 さき' }).click();
      await reads(treasurer, 'It is refunded again');
      await world.work();
      await bankTakes('0001234');
      await visit(guest, saki);
      await reads(guest, '返金済み');
      expect(await rows(world.app.db, `select status from order_refunds where subject_id = $1 group by status`, [jelly])).toEqual([{ status: 'done' }]);
    });
  });
});
