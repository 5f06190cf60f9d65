import type { Page } from 'playwright-core';
import type { Person } from '../support/app.js';
import { startDues, type Dues } from '../support/dues.js';
import { looksRight, picture, reads, SIZES, WEB, whyNoBrowser } from './browser.js';
import { ORIGIN, Town, typeCard } from './town.js';

const why = whyNoBrowser();
if (why) console.warn(why);

/** Stripe keeps this card and charges it in vain later on. */
const FAILS_LATER = '4000 0000 0000 0341';

for (const size of SIZES) {
  (why ? describe.skip : describe)(`A mixer’s dues, by a card that fails and another, at ${size.width} px`, () => {
    let town: Town<Dues>;
    let world: Dues;
    let hanako: Person;
    let page: Page;

    const visit = (seat: Page, path: string): Promise<void> => town.visit(seat, path);

    beforeAll(async () => {
      town = await Town.open(startDues({ web: WEB }));
      world = town.world;
      hanako = await world.app.mixer({ name: '佐藤 花子', duesStanding: 'none' });
      page = await town.seat(hanako, size);
    }, 60_000);
    afterAll(() => town.close());

    it('joins after the final confirmation, on the page of the payment company', async () => {
      await visit(page, '/me/dues');
      await page.getByRole('link', { name: '登録に進む' }).click();
      await reads(page, '毎月 1,000円（不課税）');
      for (const item of ['分量', '価格', '支払いの時期と方法', '提供の時期', 'お申し込みの期間', '撤回・解約']) await reads(page, item);
      await page.getByRole('button', { name: '申し込んでカードの登録へ進む' }).click();
      await reads(page, '読んで、チェックを入れてください');
      await page.getByRole('checkbox', { name: '上の文を読み、同意します' }).check();
      await looksRight(page);
      await picture(page, 'dues-final-confirmation');
      await page.getByRole('button', { name: '申し込んでカードの登録へ進む' }).click();

      await page.waitForURL(/\/c\/pay\/|cs_test_/);
      await typeCard(page, FAILS_LATER);
      await picture(page, 'dues-checkout');
      await page.getByTestId('hosted-payment-submit-button').click();
      await page.waitForURL(/\/me\/dues\?from=checkout/);
      await world.work();
      await reads(page, 'お支払い方法を登録しました');
      await reads(page, '次のお支払いは2026年12月1日(火)に1,000円');
      await looksRight(page);
      await picture(page, 'dues-joined');
    });

    it('hears in words that the card failed, when it is tried again and what follows', async () => {
      await world.reach('2026-12-01T06:00:00Z', { sweep: true });
      await visit(page, '/home');
      await reads(page, '組合費のお支払いが確認できていません');
      await page.getByRole('link', { name: '組合費を開く' }).click();
      await reads(page, 'お支払いが確認できていない組合費');
      await reads(page, '新しい予約が止まる');
      await page.getByRole('button', { name: 'カードを新しくする' }).waitFor();
      await looksRight(page);
      await picture(page, 'dues-card-failed');
    });

    it('cannot take a shift once the dues are restricted, and is led to the way out', async () => {
      await world.reach('2026-12-23T03:00:00Z', { sweep: true });
      const space = await world.app.space();
      await world.app.hasRead(hanako, space);
      const plan = { kind: 'reception', startsAt: '2026-12-26T01:00:00Z', endsAt: '2026-12-26T05:00:00Z', places: 1, rewardYen: 5_000, claimMode: 'instant', content: '受付' };
      const { body } = await world.app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan).expect(201);
      await world.app.as(space.owner).post(`/shifts/${body.id}/publication`).expect(200);
      await visit(page, `/shifts/${body.id}`);
      await reads(page, '組合費のお支払いが済むまで、新しい予約はできません');
      await page.getByRole('button', { name: 'いまは予約できません' }).waitFor();
      await looksRight(page);
      await picture(page, 'dues-restricted');
    });

    it('is seen by the treasurer, who writes one reminder', async () => {
      const treasurer = await world.app.admin('treasurer', '工藤 誠');
      await world.app.as(treasurer).post('/me/legal-acceptances').send({ textIds: await world.texts() }).expect(200);
      const seat = await town.seat(treasurer, size);
      await visit(seat, '/admin/dues');
      await reads(seat, '佐藤 花子');
      await reads(seat, '22日');
      await looksRight(seat);
      await picture(seat, 'treasurer-behind');
      await seat.getByRole('button', { name: '連絡する 佐藤 花子' }).click();
      await seat.getByRole('dialog', { name: '1名に連絡しますか' }).getByRole('button', { name: '連絡する' }).click();
      await reads(seat, '1名に連絡しました');
      await visit(seat, '/admin/dues/month');
      await reads(seat, '対応が必要');
      await looksRight(seat);
      await picture(seat, 'treasurer-month');
    });

    it('is restored by itself after another card on the portal, with a receipt', async () => {
      await visit(page, '/me/dues');
      await page.getByRole('button', { name: 'カードを新しくする' }).click();
      await page.waitForURL(/\/p\/session\//);
      await typeCard(page);
      await picture(page, 'dues-portal');
      await page.getByRole('button', { name: 'このカードに変更する' }).click();
      const back = page.getByRole('link', { name: '元のサイトへ戻る' });
      if (!page.url().startsWith(ORIGIN)) await back.click();
      await page.waitForURL(/\/me\/dues\?from=portal/);
      await reads(page, 'お支払いを確認しました。もとに戻りました');
      await reads(page, 'お支払いは順調です');
      await reads(page, '支払い済み');
      await looksRight(page);
      await picture(page, 'dues-restored');

      await visit(page, '/me/receipts');
      await page.getByRole('button', { name: '宛名と但し書きを変える' }).click();
      const sheet = page.getByRole('dialog', { name: '宛名と但し書きを変える' });
      await sheet.getByRole('textbox', { name: '宛名' }).fill('花子商店');
      await sheet.getByRole('button', { name: '再発行する' }).click();
      await reads(page, '花子商店 様');
      await looksRight(page);
      await picture(page, 'receipts');
      expect(await page.getByRole('button', { name: '宛名と但し書きを変える' }).count()).toBe(0);
    });
  });
}
