import type { Page } from 'playwright-core';
import { addDays, tokyoDay, type Day } from '#libs/kernel';
import { House, laidOut, looksRight, picture, reads, seriousFindings, type Seat, SIZES, tabTo, whyNoBrowser } from './browser.js';

const why = whyNoBrowser();
if (why) console.warn(why);

const HOUR_MS = 3_600_000;
const inDays = (days: number): Day => addDays(tokyoDay(new Date()), days);

/** Presses a day in the little calendar, turning its pages until it is there. */
async function chooseDay(sheet: ReturnType<Page['getByRole']>, day: Day): Promise<void> {
  const [, month, date] = day.split('-').map(Number);
  const button = sheet.getByRole('button', { name: new RegExp(`^${month}月${date}日`) });
  while (!(await button.isVisible())) await sheet.getByRole('button', { name: '次の月' }).click();
  await button.click();
}

for (const size of SIZES) {
  (why ? describe.skip : describe)(`The owner's days at ${size.width} px`, () => {
    let house: House;
    let seat: Seat;
    let at: string;
    const wide = size.width > 600;

    beforeAll(async () => {
      house = await House.open();
      seat = await house.seat('owner.morioka', size);
      const { id } = await house.call<{ id: string }>(seat, 'get', '/spaces/kita-no-tsukue');
      at = `/spaces/${id}`;
    }, 60_000);
    afterAll(() => house.close());
    afterEach(() => expect(seat.faults).toEqual([]));

    /** The first of these people who is free takes it. */
    const take = async (shiftId: string): Promise<void> => {
      for (const who of ['junior', 'junior2', 'takahashi', 'watanabe']) {
        const mixer = await house.seat(who, size);
        const answer = await mixer.context.request.post(`${house.url}/api/v1/shifts/${shiftId}/claims`, { data: {}, headers: { origin: house.url } });
        await mixer.context.close();
        if (answer.status() === 201) return;
      }
      throw new Error('Nobody of the seed is free then.');
    };

    /** The claim of this person that was judged last. */
    const lastJudged = async (who: string): Promise<string> => {
      const [{ id }] = await house.db.query(
        `select c.id from claims c join accounts a on a.id = c.account_id where a.email = $1 and c.outcome_at is not null order by c.outcome_at desc limit 1`,
        [`${who}@mazeru.example`],
      );
      return id;
    };

    it('sees the day: who is on, what is uncovered, what waits to be confirmed', async () => {
      const { page } = seat;
      await house.visit(seat, `${at}/today`);
      await page.getByRole('heading', { name: '今日の担当' }).waitFor();
      await reads(page, '花子さん');
      await page.getByRole('heading', { name: '未定の枠（72時間以内）' }).waitFor();
      await reads(page, /^あと \d/);
      await reads(page, '確認待ちの実施記録');
      await picture(page, 'owner-today-ja');
      await house.visit(seat, `${at}/calendar?day=${inDays(3)}`);
      await reads(page, '埋まっている枠');
      await picture(page, 'owner-calendar-ja');
    });

    it('writes a shift: what is wrong stands beside the field and at the top, and nothing typed is lost', async () => {
      const { page } = seat;
      await page.getByRole('link', { name: '募集をつくる', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: '募集をつくる' }).waitFor();
      await page.getByLabel(/^日にち/).fill(inDays(10));
      await page.getByLabel(/^開始/).fill('21:00');
      await page.getByLabel(/^終了/).fill('19:00');
      await page.getByLabel(/^募集する枠/).fill('51');
      await page.getByLabel(/^報酬（1枠）/).fill('４，４００');
      await page.getByLabel(/^担当の内容/).fill('朝の受付と、はじめての方のご案内をお願いします。');
      await page.getByRole('button', { name: '下書きに保存' }).click();
      const summary = page.getByRole('alert');
      await reads(summary, '確認が必要なところが2か所あります');
      await reads(summary, '募集する枠：1〜50の数を入力してください');
      expect(await page.getByLabel(/^終了/).getAttribute('aria-invalid')).toBe('true');
      await reads(page.locator('form'), /^終了は開始より後にしてください/);
      await picture(page, 'owner-new-shift-ja', [1280]);
      expect(await seriousFindings(page)).toEqual([]);
      await summary.getByRole('link', { name: /^終了/ }).click();
      expect(await page.getByLabel(/^終了/).evaluate((field) => field === document.activeElement)).toBe(true);
      expect(await page.getByLabel(/^開始/).inputValue()).toBe('21:00');
      expect(await page.getByLabel(/^募集する枠/).inputValue()).toBe('51');
      expect(await page.getByLabel(/^報酬（1枠）/).inputValue()).toBe('4,400');
      expect(await page.getByLabel(/^担当の内容/).inputValue()).toContain('はじめての方のご案内');
    });

    it('answers the question about opening hours, keeps the draft and publishes it', async () => {
      const { page } = seat;
      await page.getByLabel(/^開始/).fill('６:００〜８:００');
      await page.getByLabel(/^募集する枠/).fill('1');
      await page.getByRole('button', { name: '下書きに保存' }).click();
      const question = page.getByRole('dialog', { name: '営業時間の外にかかっています' });
      await reads(question, '06:00〜08:00');
      await question.getByRole('button', { name: 'このまま募集する' }).click();
      await reads(page, '下書きに保存しました');
      await page.getByRole('heading', { level: 1, name: '募集を直す' }).waitFor();
      await page.getByRole('button', { name: '公開する', exact: true }).click();
      await reads(page, /^公開しました。/);
      await page.getByRole('button', { name: '変更を保存' }).waitFor();
    });

    it('changes what somebody has booked only with a reason, which is kept with the version', async () => {
      const { page } = seat;
      await take(new URL(page.url()).pathname.split('/').at(-1) ?? '');
      await page.reload();
      await reads(page, '予約している方がいます');
      expect(await page.getByLabel(/^開始/).isDisabled()).toBe(true);
      await page.getByLabel(/^報酬（1枠）/).fill('5000');
      await page.getByRole('button', { name: '変更を保存' }).click();
      await reads(page.getByRole('alert'), '予約している方にお知らせする理由を入力してください');
      await page.getByLabel(/^変更の理由/).fill('準備の時間が増えたため');
      await page.getByRole('button', { name: '変更を保存' }).click();
      await reads(page, '変更を保存しました');
      await reads(page, '変わったところ：報酬');
      await reads(page, '準備の時間が増えたため');
    });

    it('copies it to two more days', async () => {
      const { page } = seat;
      await page.getByRole('button', { name: 'ほかの日に写す' }).click();
      const sheet = page.getByRole('dialog', { name: 'ほかの日に写す' });
      await chooseDay(sheet, inDays(11));
      await chooseDay(sheet, inDays(12));
      expect(await seriousFindings(page)).toEqual([]);
      await sheet.getByRole('button', { name: '2日分の下書きをつくる' }).click();
      await reads(page, '2件の下書きをつくりました');
      await page.getByRole('tab', { name: /^下書き/, selected: true }).waitFor();
      await reads(page, '06:00〜08:00');
    });

    it('moves a draft in the calendar by keyboard alone', async () => {
      const { page } = seat;
      await house.visit(seat, `${at}/calendar?day=${inDays(11)}`);
      await tabTo(page, page.getByRole('button').filter({ hasText: '下書き' }).filter({ hasText: wide ? '6〜8' : '06:00〜08:00' }).first());
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByRole('dialog').getByRole('button', { name: '日時を移す' }));
      await page.keyboard.press('Enter');
      const sheet = page.getByRole('dialog', { name: '下書きの日時を移す' });
      expect(await seriousFindings(page, '[role="dialog"]')).toEqual([]);
      await tabTo(page, sheet.getByLabel(/^開始/));
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('07:00〜09:00');
      await page.keyboard.press('Enter');
      const question = page.getByRole('dialog', { name: '営業時間の外にかかっています' });
      await tabTo(page, question.getByRole('button', { name: 'このまま移す' }));
      await page.keyboard.press('Enter');
      await reads(page, /07:00〜09:00に移しました/);
      await page.getByRole('button').filter({ hasText: '下書き' }).filter({ hasText: wide ? '7〜9' : '07:00〜09:00' }).first().waitFor();
    });

    it('publishes the drafts all at once', async () => {
      const { page } = seat;
      await house.visit(seat, `${at}/claims?about=drafts`);
      await page.getByLabel('すべて選ぶ').check();
      await page.getByRole('button', { name: /^\d件を公開する$/ }).click();
      await reads(page, /^\d件を公開しました$/);
      await reads(page, '下書きはありません');
    });

    it('approves a request', async () => {
      const { page } = seat;
      await page.getByRole('tab', { name: /^承認待ち/ }).click();
      const saki = page.getByRole('listitem').filter({ hasText: 'さきさん' });
      await saki.getByRole('button', { name: '承認する' }).click();
      await reads(page, 'さきさんの予約が成立しました');
      await saki.waitFor({ state: 'detached' });
    });

    it('confirms a report: the reward and its day are settled', async () => {
      const { page } = seat;
      await page.getByRole('tab', { name: /^確認待ち/ }).click();
      const kenji = page.getByRole('listitem').filter({ hasText: 'けんじさん' });
      await reads(kenji, '年末の営業日について2件');
      await kenji.getByRole('button', { name: '実施を確認する' }).click();
      await reads(page, /^4,500円の報酬が確定しました（支払期日 /);
      await kenji.waitFor({ state: 'detached' });
    });

    it('puts a confirmed reward right with its reason, and what was agreed is the most it can be', async () => {
      const { page } = seat;
      const id = await lastJudged('junior2');
      await house.visit(seat, `${at}/claims?about=past#${id}`);
      const kenji = page.getByRole('tabpanel').getByRole('listitem').first();
      await kenji.getByRole('button', { name: '記録を訂正する' }).click();
      const sheet = page.getByRole('dialog', { name: 'けんじさんの実施の記録' });
      await sheet.getByLabel(/^お支払いする報酬/).fill('５０００');
      await sheet.getByLabel(/^理由/).fill('予定より2時間早く終わったため。ご本人と確認しています。');
      await sheet.getByRole('button', { name: '記録を訂正する' }).click();
      await reads(sheet.getByRole('alert'), /4,?500/);
      await looksRight(page);
      await sheet.getByLabel(/^お支払いする報酬/).fill('3000');
      await sheet.getByRole('button', { name: '記録を訂正する' }).click();
      await reads(page, '記録を訂正しました');
      await reads(kenji, '4,500円 → 3,000円');
      await reads(kenji, '理由：予定より2時間早く終わったため。ご本人と確認しています。');
    });

    it('records with a reason that somebody did not come', async () => {
      const { page } = seat;
      // みなみ was there in the seed; here she was not and nobody heard of her.
      await house.db.query(
        `update claims set status = 'booked', checked_in_at = null, report = null, reported_at = null where status = 'reported'
           and account_id = (select id from accounts where email = 'takahashi@mazeru.example')`,
      );
      await house.visit(seat, `${at}/claims?about=toConfirm`);
      const minami = page.getByRole('listitem').filter({ hasText: 'みなみさん' });
      await reads(minami, 'チェックインの記録がありません');
      await minami.getByRole('button', { name: '不実施を記録する' }).click();
      const sheet = page.getByRole('dialog', { name: '不実施として記録しますか' });
      await reads(sheet, '7日以内の申し立てを受け付けます');
      await sheet.getByRole('button', { name: '不実施を記録する' }).click();
      await reads(sheet.getByRole('alert'), '理由を入力してください');
      await sheet.getByLabel(/^理由/).fill('開始から30分たっても連絡がとれませんでした。');
      await sheet.getByRole('button', { name: '不実施を記録する' }).click();
      await reads(page, '不実施を記録しました');
    });

    it('hears her against it, and leaves the answer to a steward, who is sent to the record and puts it right; she reads all of it', async () => {
      const { page } = seat;
      const id = await lastJudged('takahashi');
      const minami = await house.seat('takahashi', size);
      await house.visit(minami, `/me/shifts/${id}`);
      await reads(minami.page, '不実施として記録されています');
      await minami.page.getByRole('button', { name: '申し立てる' }).click();
      await reads(minami.page.getByRole('alert'), '何が違うかを書いてください');
      await minami.page.getByLabel('申し立ての内容').fill('8時45分に着き、鍵を受け取って受付を始めていました。');
      await minami.page.getByRole('button', { name: '申し立てる' }).click();
      await reads(minami.page, '申し立てを受け付けています');
      await laidOut(minami);
      await looksRight(minami.page);
      await minami.page.evaluate(() => window.scrollTo(0, 0));
      await picture(minami.page, 'mixer-objection-ja', [360]);

      await house.visit(seat, `${at}/claims?about=past#${id}`);
      const named = page.getByRole('tabpanel').getByRole('listitem').first();
      await reads(named, '8時45分に着き、鍵を受け取って受付を始めていました。');
      expect(await named.getByRole('button', { name: '申し立てに答える' }).count()).toBe(0);

      const steward = await house.seat('steward', size);
      await house.visit(steward, '/inbox');
      const told = steward.page.getByRole('listitem').filter({ hasText: '申し立てがありました：みなみさん' }).first();
      await told.locator('summary').click();
      await told.getByRole('link').click();
      const record = steward.page.getByRole('tabpanel').getByRole('listitem').first();
      await record.getByRole('button', { name: '申し立てに答える' }).click();
      const sheet = steward.page.getByRole('dialog', { name: 'みなみさんの実施の記録' });
      await sheet.getByRole('button', { name: '記録をそのままにする' }).waitFor();
      await sheet.getByLabel('実施された', { exact: true }).check();
      await reads(sheet, '約束した報酬は4,000円です。これより多くはできません。');
      await sheet.getByLabel(/^理由/).fill('鍵の受け渡しの記録で、8時45分の到着を確認しました。');
      await looksRight(steward.page);
      await picture(steward.page, 'steward-correction-ja');
      await sheet.getByRole('button', { name: '記録を訂正する' }).click();
      await reads(record, '実施されなかった → 4,000円');

      await house.visit(minami, `/me/shifts/${id}`);
      await reads(minami.page, '実施されなかった → 4,000円');
      await reads(minami.page, '申し立て：8時45分に着き、鍵を受け取って受付を始めていました。');
      await reads(minami.page, /^4,000円を.*にお支払いします$/);
      await looksRight(minami.page);
      await picture(minami.page, 'mixer-corrected-ja');
      expect([...minami.faults, ...steward.faults]).toEqual([]);
      await Promise.all([minami.context.close(), steward.context.close()]);
    });

    it('calls a shift off the day before: what it costs is told first, then a reason', async () => {
      const { page } = seat;
      const start = new Date(Date.now() + 22 * HOUR_MS);
      const hour = Number(start.toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo', hour: '2-digit' }));
      const days = tokyoDay(start) === tokyoDay(new Date()) ? 0 : 1;
      const time = (hours: number): string => `${String(hours).padStart(2, '0')}:00`;
      const { id } = await house.shift(seat, 'kita-no-tsukue', { days, from: time(hour), to: time(hour + 1) });
      await take(id);
      await house.visit(seat, `${at}/shifts/${id}`);
      await page.getByRole('button', { name: '募集を中止する' }).click();
      const sheet = page.getByRole('dialog', { name: 'この募集を中止しますか' });
      await reads(sheet, '報酬の60%（1人 2,640円）');
      await reads(sheet, /支払期日は.*変わりません/);
      expect(await seriousFindings(page)).toEqual([]);
      await sheet.getByRole('button', { name: '中止する' }).click();
      await reads(sheet.getByRole('alert'), '中止の理由');
      await sheet.getByLabel(/^中止の理由/).fill('水道の工事が早まったため');
      await sheet.getByRole('button', { name: '中止する' }).click();
      await reads(page, '募集を中止しました');
      await reads(page, '水道の工事が早まったため');
    });

    it('writes the manual anew: a script is refused beside the text, which stays, and without it the version is out', async () => {
      const { page } = seat;
      await house.visit(seat, `${at}/manual/edit`);
      const body = page.getByLabel(/^本文/);
      const before = await body.inputValue();
      const publish = async (): Promise<void> => {
        await page.getByRole('button', { name: '新しい版として公開する' }).click();
        await page.getByRole('dialog', { name: '第4版として公開しますか' }).getByRole('button', { name: '公開する' }).click();
      };
      await body.fill(`${before}\n\n<script>alert(1)</script>`);
      await publish();
      await reads(page.getByRole('alert'), 'HTMLやスクリプトは使えません');
      expect(await seriousFindings(page)).toEqual([]);
      expect(await body.getAttribute('aria-invalid')).toBe('true');
      expect(await body.inputValue()).toBe(`${before}\n\n<script>alert(1)</script>`);
      await body.fill(`${before}\n\n- 加湿器の水は朝に足します`);
      await page.getByLabel(/^変わったところ/).fill('加湿器のこと');
      await publish();
      await reads(page, '第4版を公開しました');
    });
  });
}
