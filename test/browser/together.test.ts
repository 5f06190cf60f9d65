import type { Locator } from 'playwright-core';
import { House, reads, type Seat, SIZES, whyNoBrowser } from './browser.js';

const why = whyNoBrowser();
if (why) console.warn(why);

const [PHONE, DESK] = SIZES;

(why ? describe.skip : describe)('When two want the same, and when the network goes away', () => {
  let house: House;
  let owner: Seat;
  let hanako: Seat;
  let kenji: Seat;

  beforeAll(async () => {
    house = await House.open();
    [owner, hanako, kenji] = await Promise.all([house.seat('owner.morioka', DESK), house.seat('junior', PHONE), house.seat('junior2', DESK)]);
  }, 60_000);
  afterAll(() => house.close());
  afterEach(() => expect([...hanako.faults, ...kenji.faults]).toEqual([]));

  /** Opens the sheet that asks before a booking, up to the last press. */
  const beforeTheLastPress = async (seat: Seat, shiftId: string): Promise<Locator> => {
    await house.visit(seat, `/shifts/${shiftId}`);
    await seat.page.getByRole('button', { name: '予約する' }).click();
    const sheet = seat.page.getByRole('dialog', { name: '予約の前に' });
    await reads(sheet, '4,400円');
    return sheet;
  };
  const press = (sheet: Locator): Promise<void> => sheet.getByRole('button', { name: '予約する' }).click();
  const claimsOn = async (shiftId: string): Promise<number> => {
    const [{ claims }] = await house.db.query(`select count(*)::int as claims from claims where shift_id = $1`, [shiftId]);
    return claims;
  };

  it('gives the last place to one of two, and tells the other kindly where to go on', async () => {
    const { id } = await house.shift(owner, 'kita-no-tsukue', { days: 3 });
    const sheets = [await beforeTheLastPress(hanako, id), await beforeTheLastPress(kenji, id)];
    const answers = [hanako, kenji].map(({ page }) => page.waitForResponse((response) => response.url().endsWith(`/shifts/${id}/claims`)));
    await Promise.all(sheets.map(press));
    const statuses = (await Promise.all(answers)).map((answer) => answer.status());
    expect(statuses.toSorted()).toEqual([201, 409]);

    const [winner, loser] = statuses[0] === 201 ? [hanako, kenji] : [kenji, hanako];
    await winner.page.getByRole('dialog', { name: '予約しました' }).getByRole('link', { name: '取引条件通知書を見る' }).waitFor();
    const refusal = loser.page.getByRole('dialog').getByRole('alert');
    await reads(refusal, 'ほかの方が先に予約し');
    await refusal.getByRole('link', { name: 'ほかの募集を見る' }).click();
    await loser.page.getByRole('heading', { level: 1, name: '募集中の担当' }).waitFor();
    await loser.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await loser.page.getByRole('button', { name: '予約する' }).first().waitFor();
    expect(await claimsOn(id)).toBe(1);
  });

  it('keeps the sheet while the network is away, says so, and books once when it is back', async () => {
    const { id } = await house.shift(owner, 'kita-no-tsukue', { days: 4 });
    const sheet = await beforeTheLastPress(hanako, id);
    await hanako.context.setOffline(true);
    await press(sheet);
    await reads(sheet.getByRole('alert'), '通信できませんでした');
    await reads(hanako.page, 'オフラインです。');
    await reads(sheet, '4,400円');
    expect(await claimsOn(id)).toBe(0);

    await hanako.context.setOffline(false);
    await press(sheet);
    await hanako.page.getByRole('dialog', { name: '予約しました' }).waitFor();
    await hanako.page.getByText('オフラインです。').waitFor({ state: 'hidden' });
    expect(await claimsOn(id)).toBe(1);
  });

  it('books once when only the answer was lost and the button is pressed again', async () => {
    const { id } = await house.shift(owner, 'kita-no-tsukue', { days: 5 });
    const sheet = await beforeTheLastPress(kenji, id);
    await kenji.page.route(
      `**/shifts/${id}/claims`,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await press(sheet);
    await reads(sheet.getByRole('alert'), '通信できませんでした');
    expect(await claimsOn(id)).toBe(1);
    await press(sheet);
    await kenji.page.getByRole('dialog', { name: '予約しました' }).waitFor();
    expect(await claimsOn(id)).toBe(1);
  });

  it('keeps what an owner has written while the network is away', async () => {
    const { page, context } = owner;
    const { id } = await house.call<{ id: string }>(owner, 'get', '/spaces/kita-no-tsukue');
    await house.visit(owner, `/spaces/${id}/shifts/new?day=2099-01-15&from=10:00&to=14:00`);
    await page.getByLabel(/^報酬（1枠）/).fill('4000');
    await page.getByLabel(/^担当の内容/).fill('新年の会の受付をお願いします。');
    await context.setOffline(true);
    await page.getByRole('button', { name: '下書きに保存' }).click();
    await reads(page.getByRole('alert'), '通信できませんでした');
    expect(await page.getByLabel(/^担当の内容/).inputValue()).toBe('新年の会の受付をお願いします。');
    expect(await page.getByLabel(/^報酬（1枠）/).inputValue()).toBe('4,000');
    await context.setOffline(false);
    await page.getByRole('button', { name: '下書きに保存' }).click();
    await reads(page, '下書きに保存しました');
  });
});
