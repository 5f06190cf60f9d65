import { Logger } from '@nestjs/common';
import { startDues } from '../support/dues.js';
import { playDuesYear } from './dues-year.js';
import { Teller } from './teller.js';

/** Enough for everything that goes wrong in the year to happen; `npm run story -- dues-year` plays it with two hundred. */
const MEMBERS = Number(process.env['DUES_YEAR_MEMBERS'] ?? 12);

describe('a year of dues', () => {
  it('ends with every yen accounted for, on our side and on Stripe’s', async () => {
    // Cards are declined in it on purpose.
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const dues = await startDues({ quick: true });
    const told: string[] = [];
    const end = await playDuesYear(dues, new Teller('ja', dues.app.clock, (line) => told.push(line)), MEMBERS).finally(() => dues.stop());

    expect(end.takenYen[0]).toBe(end.takenYen[1]);
    expect(end.balanceYen[0]).toBe(end.balanceYen[1]);
    expect(end.takenYen[0] - end.refundedYen[0] - end.feesYen[0]).toBe(end.balanceYen[0]);
    expect(end.writtenOffYen).toBeGreaterThan(0);
    expect(end.givenBackYen).toBeGreaterThan(0);
    expect(told.join('\n')).not.toMatch(/\{\w+(:\w+)?\}/);
    expect(told.join('\n')).toContain('組合費のお支払いを確認できていません');
  }, 240_000);
});
