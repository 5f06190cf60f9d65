import { House, laidOut, picture, reads, seriousFindings, type Seat, SIZES, whyNoBrowser } from './browser.js';

const why = whyNoBrowser();
if (why) console.warn(why);

for (const size of SIZES) {
  (why ? describe.skip : describe)(`What the steward decides at ${size.width} px`, () => {
    let house: House;
    let seat: Seat;

    beforeAll(async () => {
      house = await House.open();
      seat = await house.seat('steward', size);
    }, 60_000);
    afterAll(() => house.close());
    afterEach(() => expect(seat.faults).toEqual([]));

    it('accepts a space that waits', async () => {
      const { page } = seat;
      await house.visit(seat, '/admin/spaces');
      const queue = page.getByRole('region', { name: '加入の申込み' });
      const first = queue.getByRole('listitem').filter({ has: page.getByRole('button', { name: '承認する' }) }).first();
      const name = await first.getByRole('heading').innerText();
      await first.getByRole('button', { name: '承認する' }).click();
      const question = page.getByRole('dialog', { name: `${name}を承認しますか` });
      await reads(question, 'オーナーが規約に同意すると加入が成り立ち');
      await question.getByRole('button', { name: '承認する' }).click();
      await reads(page, '承認しました');
      await page.getByRole('button', { name: '通知を閉じる' }).click();
      await queue.getByRole('heading', { name }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '規約の同意待ち' }).click();
      await page.getByRole('region', { name: 'すべてのスペース' }).getByRole('link', { name }).filter({ visible: true }).waitFor();
    });

    it('ends a partnership only after seeing what falls away', async () => {
      const { page } = seat;
      await page.getByRole('button', { name: '加入中' }).click();
      await page.getByRole('link', { name: '杜のつくえ仙台' }).filter({ visible: true }).click();
      await page.getByRole('heading', { level: 1, name: '杜のつくえ仙台' }).waitFor();
      await page.getByRole('button', { name: '提携を終える' }).click();
      const sheet = page.getByRole('dialog', { name: '提携を終える' });
      await reads(sheet, /これからの予約\d+件（\d+人）がなくなります/);
      await reads(sheet.getByRole('list'), '花子');
      await picture(page, 'steward-ending-ja', [1280]);
      expect(await seriousFindings(page)).toEqual([]);
      await sheet.getByRole('button', { name: '提携を終える' }).click();
      await sheet.getByRole('alert').waitFor();
      await sheet.getByLabel('理由').fill('改装のあいだ、組合を離れるため');
      await sheet.getByRole('button', { name: '提携を終える' }).click();
      await reads(page, '終了しました。');
      await reads(page, '終了の理由：改装のあいだ、組合を離れるため');
      await page.getByRole('button', { name: '提携する' }).waitFor();
    });

    it('sets a fact about a member with its reason, and the history keeps both', async () => {
      const { page } = seat;
      await house.visit(seat, '/admin/members?q=佐藤 花子');
      await page.getByRole('link', { name: '佐藤 花子' }).filter({ visible: true }).click();
      await page.getByRole('heading', { level: 1, name: /佐藤 花子/ }).waitFor();
      await laidOut(seat);
      await page.getByRole('button', { name: '組合費を変える' }).click();
      const sheet = page.getByRole('dialog', { name: '組合費を変える' });
      await sheet.getByLabel('猶予中').check();
      await sheet.getByRole('button', { name: '記録する' }).click();
      await reads(sheet.getByRole('alert'), '理由を書いてください');
      expect(await seriousFindings(page)).toEqual([]);
      await sheet.getByLabel('理由').fill('口座の変更の手続き中のため');
      await sheet.getByRole('button', { name: '記録する' }).click();
      await reads(page, '記録しました');
      await reads(page, '口座の変更の手続き中のため');
    });

    it('finds all of it in the records, with who, to whom and why', async () => {
      const { page } = seat;
      await page.getByRole('link', { name: 'この方の記録をすべて見る' }).click();
      await page.getByRole('heading', { level: 1, name: '記録' }).waitFor();
      const entry = page.getByRole('listitem').filter({ hasText: '口座の変更の手続き中のため' }).first();
      await reads(entry, '三浦 恵子さんが');
      await reads(entry, '組合費');
      await page.getByRole('button', { name: '条件を消す' }).click();
      await reads(page, '理由：改装のあいだ、組合を離れるため');
    });
  });
}
