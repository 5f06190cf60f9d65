import type { Locator } from 'playwright-core';
import { DEMO_PASSWORD } from '#db/seeds/index';
import { House, laidOut, looksRight, picture, reads, type Seat, SIZES, tabTo, whyNoBrowser } from './browser.js';

const why = whyNoBrowser();
if (why) console.warn(why);

/** `2026-12-25` as it stands on a paper, without the weekday. */
const onPaper = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

for (const size of SIZES) {
  (why ? describe.skip : describe)(`花子's way at ${size.width} px`, () => {
    let house: House;
    let seat: Seat;
    /** Hers today: open for check-in now. */
    let todays: { shiftId: string; claimId: string; code: string };
    /** Of a space whose manual she has not read, in three days at six in the morning. */
    let morning: Locator;
    const wide = size.width > 600;

    beforeAll(async () => {
      house = await House.open();
      [todays] = await house.db.query(
        `select s.id as "shiftId", c.id as "claimId", s.check_in_code as code from claims c join shifts s on s.id = c.shift_id join accounts a on a.id = c.account_id
          where a.email = 'junior@mazeru.example' and c.status = 'booked' order by s.starts_at limit 1`,
      );
      await house.shift(await house.seat('owner.tokyo', size), 'shitamachi-desk', { days: 3 });
      seat = await house.seat(null, size);
      morning = seat.page.getByRole('listitem').filter({ hasText: '06:00〜08:00' });
    }, 60_000);
    afterAll(() => house.close());
    afterEach(() => expect(seat.faults).toEqual([]));

    it('signs in by keyboard alone, and home says what she does now', async () => {
      const { page } = seat;
      await house.visit(seat, '/sign-in');
      await tabTo(page, page.getByLabel('メールアドレス'));
      await page.keyboard.type('junior@mazeru.example');
      await tabTo(page, page.getByLabel('パスワード', { exact: true }));
      await page.keyboard.type('not-the-password');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      expect(await page.getByLabel('メールアドレス').inputValue()).toBe('junior@mazeru.example');

      await tabTo(page, page.getByLabel('パスワード', { exact: true }));
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(DEMO_PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: /花子さん、/ }).waitFor();
      await reads(page, '今日の担当');
      await page.getByRole('link', { name: 'チェックインする' }).waitFor();
      await laidOut(seat);
      await picture(page, 'mixer-home-ja');
    });

    it('finds the open shifts; one she may not take says why, and the next step leads on', async () => {
      const { page } = seat;
      await page.getByRole('navigation', { name: '主なメニュー' }).filter({ visible: true }).getByRole('link', { name: /募集/ }).first().click();
      await page.getByRole('heading', { level: 1, name: '募集中の担当' }).waitFor();
      await reads(page, '業務委託の募集です（雇用ではありません）');
      await reads(morning, 'このスペースの最新の受付マニュアルが未読です');
      await laidOut(seat);
      await picture(page, 'mixer-open-shifts-ja');

      const mine = page.getByRole('button', { name: '受けられるものだけ' });
      await mine.click();
      await page.getByRole('button', { name: '予約する' }).first().waitFor();
      await page.getByText('いまは予約できません').waitFor({ state: 'hidden' });
      expect(await mine.getAttribute('aria-pressed')).toBe('true');
      expect(page.url()).toContain('claimable=true');
      await mine.click();

      await page.getByRole('button', { name: '絞り込み' }).click();
      const filters = page.getByRole('dialog', { name: '募集を絞り込む' });
      await filters.getByLabel('種類').selectOption('1日マネージャー');
      await filters.getByRole('button', { name: '募集を見る' }).click();
      const forSeniors = page.getByRole('listitem').filter({ hasText: '上級から行えます' }).filter({ hasText: '1日マネージャー' }).first();
      expect(await forSeniors.getByRole('button', { name: 'いまは予約できません' }).getAttribute('aria-disabled')).toBe('true');
      await forSeniors.getByRole('link', { name: '次の段階を見る' }).click();
      await page.getByRole('heading', { level: 1 }).filter({ hasText: 'できること' }).waitFor();
      await page.getByRole('heading', { name: /上級/ }).first().waitFor();
      await page.goBack();
      await page.getByRole('button', { name: '「1日マネージャー」の条件をはずす' }).click();
      await morning.waitFor();
    });

    it('reads the manual, and what was closed can be taken', async () => {
      const { page } = seat;
      await morning.getByRole('link', { name: 'マニュアルを読む' }).click();
      await page.getByRole('heading', { level: 1, name: '受付マニュアル' }).waitFor();
      await page.getByRole('button', { name: '読みました' }).click();
      await reads(page, '確認しました。ありがとうございます');
      await page.getByRole('button', { name: '通知を閉じる' }).click();
      await page.getByRole('heading', { level: 1, name: '募集中の担当' }).waitFor();
      await morning.getByRole('button', { name: '予約する' }).waitFor();
      await reads(morning, '確認済み');
    });

    it('takes it by keyboard alone, after reading what is agreed', async () => {
      const { page } = seat;
      await tabTo(page, morning.getByRole('button', { name: '予約する' }));
      await page.keyboard.press('Enter');
      const sheet = page.getByRole('dialog', { name: '予約の前に' });
      await reads(sheet, '4,400円');
      await reads(sheet, '支払期日');
      await reads(sheet, '報酬から差し引かれることはありません');
      await picture(page, 'mixer-claim-ja', [360]);
      await looksRight(page);
      await tabTo(page, sheet.getByRole('button', { name: '予約する' }));
      await page.keyboard.press('Enter');
      const done = page.getByRole('dialog', { name: '予約しました' });
      await tabTo(page, done.getByRole('link', { name: '取引条件通知書を見る' }));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: '取引条件通知書' }).waitFor();
    });

    it('holds a numbered notice of terms with a day of payment, on the screen and as a PDF', async () => {
      const { page } = seat;
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const paper = await house.call<{ number: string; subjectId: string }>(seat, 'get', `/documents/${id}`);
      const [{ due }] = await house.db.query(`select payment_due_on::text as due from claims where id = $1`, [paper.subjectId]);
      await reads(page, paper.number);
      await reads(page.getByRole('article'), onPaper(due));
      await page.getByRole('button', { name: 'この端末で確かめる' }).click();
      await reads(page, '一致しました');
      await laidOut(seat);
      await page.evaluate(() => window.scrollTo(0, 0));
      await picture(page, 'mixer-terms-ja', [1280]);

      const href = await page.getByRole('link', { name: 'PDFを開く' }).getAttribute('href');
      const pdf = await seat.context.request.get(new URL(href ?? '', house.url).href);
      expect(pdf.headers()['content-type']).toContain('application/pdf');
      expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    });

    it('sees it among her shifts; 来られなくなった tells what it costs, then gives it back', async () => {
      const { page } = seat;
      await house.visit(seat, '/me/shifts');
      await morning.getByRole('link', { name: /下町デスク蔵前/ }).click();
      await page.getByRole('button', { name: '来られなくなった' }).click();
      const sheet = page.getByRole('dialog', { name: '来られなくなったとき' });
      await reads(sheet, 'この担当はすぐになくなり');
      await reads(sheet, 'ほかの方がこの枠を埋めれば、記録には残りません');
      await reads(sheet, '報酬から差し引かれるものはありません');
      await looksRight(page);
      await sheet.getByRole('button', { name: '辞退する' }).click();
      await reads(sheet.getByRole('alert'), '理由を短く書いてください');
      await sheet.getByLabel('理由').fill('取材の日が動いたため');
      await sheet.getByRole('button', { name: '辞退する' }).click();
      await reads(page, '辞退しました');
      await reads(page, '取材の日が動いたため');
    });

    it(`checks in with the ${wide ? 'typed code, in full-width digits' : 'QR code of the desk'}`, async () => {
      const { page } = seat;
      await house.visit(seat, `/check-in/${todays.shiftId}${wide ? '' : `?code=${todays.code}`}`);
      const button = page.getByRole('button', { name: 'チェックインする' });
      if (wide) {
        await page.getByLabel('6けたのコード').fill(todays.code === '000000' ? '111111' : '000000');
        await button.click();
        await page.getByRole('alert').waitFor();
        await page.getByLabel('6けたのコード').fill(todays.code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)));
      }
      await picture(page, 'mixer-check-in-ja', [360]);
      await button.click();
      await reads(page, 'チェックインしました');
      await page.getByRole('link', { name: '受付マニュアルを読む' }).waitFor();
    });

    it('writes the report that home reminds her of; a reload keeps what she has typed', async () => {
      const { page } = seat;
      await house.visit(seat, '/home');
      await page.getByRole('link', { name: '実施記録を書く' }).click();
      await page.getByLabel('来た人').fill('１２');
      await page.getByLabel('うち、はじめての方').fill('15');
      await page.getByLabel('次の方への引き継ぎ').fill('コーヒー豆が残り1袋です 🫘');
      await page.getByRole('button', { name: '実施記録を送る' }).click();
      await reads(page.getByRole('alert'), '来た人の数より多くなっています');
      await looksRight(page);
      await page.reload();
      expect(await page.getByLabel('次の方への引き継ぎ').inputValue()).toBe('コーヒー豆が残り1袋です 🫘');
      await page.getByLabel('うち、はじめての方').fill('3');
      await page.getByRole('button', { name: '実施記録を送る' }).click();
      await reads(page, '実施記録を送りました');
      await reads(page, 'コーヒー豆が残り1袋です 🫘');
      await reads(page, '12 名');
    });

    it('has word of all of it in the inbox', async () => {
      const { page } = seat;
      await house.visit(seat, '/inbox');
      const booked = page.getByRole('listitem').filter({ hasText: '下町デスク蔵前' }).first();
      await booked.locator('summary').click();
      await booked.getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: /下町デスク蔵前/ }).waitFor();
    });

    it('changes the language where she stands, and back', async () => {
      const { page } = seat;
      await house.visit(seat, '/shifts?claimable=true');
      const place = page.url();
      await page.getByRole('button', { name: /アカウントメニュー/ }).filter({ visible: true }).click();
      await page.getByRole('button', { name: 'English' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { level: 1, name: 'Open shifts' }).waitFor();
      await page.getByRole('button', { name: 'Book' }).first().waitFor();
      expect(page.url()).toBe(place);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.getByRole('button', { name: /Account menu/ }).filter({ visible: true }).click();
      await page.getByRole('button', { name: '日本語' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { level: 1, name: '募集中の担当' }).waitFor();
      expect(page.url()).toBe(place);
    });
  });
}
