import { TestApp } from '../support/app.js';
import { Teller } from './teller.js';
import { playWeek } from './week.js';

describe('a week of a small cooperative', () => {
  it('comes out: everybody is owed what was agreed, by whoever ordered it, on the day it was promised', async () => {
    const app = await TestApp.start();
    const told: string[] = [];
    const owed = await playWeek(app, new Teller('ja', app.clock, (line) => told.push(line))).finally(() => app.stop());

    const space = '北のつくえ盛岡';
    const cooperative = 'コワーキング協同組合';
    expect(owed.map(({ outcome, owedYen, payer, payOn }) => [outcome, owedYen, payer, payOn])).toEqual([
      ['confirmedByOwner', 5000, space, '2026-12-25'],
      ['confirmedByTime', 4500, cooperative, '2026-12-25'],
      ['confirmedByTime', 4500, cooperative, '2026-12-25'],
      ['noShow', 0, space, '2026-12-25'],
      ['cancelled', 2400, space, '2026-12-25'],
      ['confirmedByOwner', 3500, space, '2026-12-25'],
    ]);
    // Either of the two may win Wednesday's last place; the other takes Friday.
    const [tuesday, , , thursday, friday, saturday] = owed.map(({ mixer }) => mixer);
    expect([tuesday, thursday, saturday]).toEqual(['鈴木 健司', '髙橋 光', '佐藤 花子']);
    expect(new Set([...owed.slice(1, 3).map(({ mixer }) => mixer), friday])).toEqual(new Set(['佐藤 花子', '鈴木 健司', '小野寺 みなみ']));
    expect(told.join('\n')).not.toMatch(/\{\w+(:\w+)?\}/);
    expect(told.join('\n')).toContain('10,900円');
  }, 60_000);
});
