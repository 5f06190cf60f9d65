import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { rows } from '#libs/database';
import { videoOf } from '../support/video.js';
import { House, laidOut, looksRight, picture, reads, type Seat, SIZES, stickingOut, whyNoBrowser } from './browser.js';

const why = whyNoBrowser();
if (why) console.warn(why);

interface Guest {
  name: string;
  pass: string;
}

/** What the phone has to be told of before it may lose the network: the worker that keeps the page. */
const kept = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  });

for (const size of SIZES) {
  (why ? describe.skip : describe)(`the door of a JELLY at ${size.width} px`, () => {
    let house: House;
    let seat: Seat;
    let event: string;
    let guests: Guest[];
    /** What the camera of the device sees. */
    let camera: string;
    const holdUp = (pass: string | undefined): void => writeFileSync(camera, videoOf(pass ?? ''));
    const row = (name: string) => seat.page.getByRole('listitem').filter({ hasText: name });
    const view = (name: string) => seat.page.getByRole('group', { name: '受付の方法' }).getByRole('button', { name });
    const records = () => rows<{ kind: string; result: string }>(house.db, 'select kind, result from door_records where event_id = $1 order by recorded_at, client_id', [event]);

    beforeAll(async () => {
      camera = join(mkdtempSync(join(tmpdir(), 'mazeru-door-')), 'camera.y4m');
      holdUp('nothing yet');
      house = await House.open(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]);
      const [found] = await rows<{ id: string }>(
        house.db,
        `select e.id from events e join spaces s on s.id = e.space_id where s.name = '北のつくえ盛岡' and e.status = 'published' and e.kind = 'jelly' and e.starts_at > now() order by e.starts_at limit 1`,
      );
      event = found?.id ?? '';
      guests = await rows<Guest>(
        house.db,
        `select o.name, min(s.pass) as pass from orders o join seats s on s.order_id = o.id
          where o.subject_id = $1 and o.status = 'confirmed' and o.role = 'guest' and o.method = 'door' and s.status = 'taken' group by o.id having count(*) = 1 order by o.number limit 4`,
        [event],
      );
      seat = await house.seat('owner.morioka', size);
    }, 60_000);
    afterAll(async () => {
      await house.close();
      rmSync(dirname(camera), { recursive: true });
    });
    afterEach(() => expect(seat.faults).toEqual([]));

    it('shows who is expected, and lets in by a typed pass; a second time it says when and by whom', async () => {
      const { page } = seat;
      await house.visit(seat, `/events/${event}/door`);
      await reads(page, '通信できています');
      await reads(page, 'すべて送信済み');
      await page.getByLabel('パスの番号').fill(guests[0]?.pass.toLowerCase() ?? '');
      await page.getByRole('button', { name: '確かめる' }).click();
      await reads(page, 'ようこそ');
      await picture(page, 'door-welcome-ja');
      await page.getByRole('button', { name: '次の方へ' }).click();
      await page.getByLabel('パスの番号').fill(guests[0]?.pass ?? '');
      await page.getByRole('button', { name: '確かめる' }).click();
      await reads(page, 'すでに入場しています');
      await reads(page, 'さんが受付');
      await looksRight(page);
      await kept(page);
    });

    it('reads a pass with the camera, greets the guest once, and says the second time when, where and by whom', async () => {
      const { page } = seat;
      const [, , , byCamera] = guests;
      holdUp(byCamera?.pass);
      await page.getByRole('button', { name: '次の方へ' }).click();
      await page.getByRole('button', { name: 'カメラで読み取る' }).click();
      await reads(page, 'ようこそ');
      await reads(page, byCamera?.name ?? '');
      await picture(page, 'door-camera-ja');
      await looksRight(page);
      await page.getByRole('button', { name: '次の方へ' }).click();
      await page.getByRole('button', { name: 'カメラを止める' }).click();
      await page.getByRole('button', { name: 'カメラで読み取る' }).click();
      await reads(page, 'すでに入場しています');
      await reads(page, /^\d\d?:\d\dに入場・受付・.+さんが受付$/);
      await page.getByRole('button', { name: 'カメラを止める' }).click();
      expect(await records()).toHaveLength(2);
    });

    it('goes on without a network, also after the page was loaded again', async () => {
      const { page, context } = seat;
      await context.setOffline(true);
      await view('名簿').click();
      await row(guests[1]?.name ?? '').getByRole('button', { name: '入場にする' }).click();
      await reads(row(guests[1]?.name ?? ''), '未送信');
      await row(guests[1]?.name ?? '').getByRole('button', { name: /を受け取る/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: '受け取りを記録する' }).click();
      await reads(page, '未送信 2件');
      await picture(page, 'door-offline-ja');
      await page.getByRole('button', { name: '当日受付' }).click();
      await page.getByRole('dialog').getByLabel('お名前').fill('飛び込み 歩');
      await page.getByRole('dialog').getByRole('button', { name: '受け付ける' }).click();
      await reads(page, '未送信 3件');
      expect(await records()).toHaveLength(2);

      await page.reload();
      await reads(page, '通信できません');
      await reads(page, '未送信 3件');
      await view('名簿').click();
      await reads(row('飛び込み 歩'), '未送信');
      holdUp(guests[1]?.pass);
      await view('読み取る').click();
      await page.getByRole('button', { name: 'カメラで読み取る' }).click();
      await reads(page, 'すでに入場しています');
      await page.getByRole('button', { name: 'カメラを止める' }).click();
      await looksRight(page);
    });

    it('sends what waited as soon as the network is back, and counts it once; a second tab says the same, and what is being typed stays', async () => {
      const { page, context } = seat;
      const other = await context.newPage();
      await other.goto(page.url());
      await reads(other, '未送信 3件');
      await page.getByRole('button', { name: '当日受付' }).click();
      const typed = page.getByRole('dialog').getByLabel('お名前');
      await typed.fill('髙橋 みなと🌸');
      const answered = context.waitForEvent('response', (response) => response.url().endsWith('/door-records'));
      const known = page.waitForResponse((response) => response.url().endsWith('/api/v1/me'));
      await context.setOffline(false);
      expect(await (await answered).json()).toMatchObject({ results: [{ result: 'done' }, { result: 'done' }, { result: 'done' }] });
      await reads(page, 'すべて送信済み');
      await reads(page, '通信できています');
      // Who stands here is asked again when somebody looks at the phone.
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
      await known;
      await laidOut(seat);
      await reads(other, 'すべて送信済み');
      await other.close();
      expect(await typed.inputValue()).toBe('髙橋 みなと🌸');
      await page.keyboard.press('Escape');
      expect((await records()).map(({ kind, result }) => `${kind} ${result}`).toSorted()).toEqual(['checkIn done', 'checkIn done', 'checkIn done', 'payment done', 'walkIn done']);
      await page.reload();
      await reads(page, 'すべて送信済み');
      expect(await records()).toHaveLength(5);
      await view('記録').click();
      await reads(page, '受け取った人');
      await reads(page, '記録済み');
      expect(await stickingOut(page)).toBe(false);
      await picture(page, 'door-records-ja');
    });

    it('stays shut for others, who hear why', async () => {
      const stranger = await house.seat('challenge', size);
      await house.visit(stranger, `/events/${event}/door`);
      await reads(stranger.page, 'この受付は開けません');
      expect(stranger.faults).toEqual([]);
    });
  });
}
