import { Logger } from '@nestjs/common';
import { startSelling } from '../support/orders.js';
import { playJelly } from './jelly.js';
import { Teller } from './teller.js';

describe('a JELLY from the idea to the last yen', () => {
  it('comes out to the yen, before and after a late refund, and as it is worked out by hand', async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const selling = await startSelling({ quick: true });
    const told: string[] = [];
    const end = await playJelly(selling, new Teller('ja', selling.app.clock, (line) => told.push(line))).finally(() => selling.stop());

    expect(end.example).toEqual({ space: 3_000, host: 10_027, referrerSpace: 1_671, attractor: 3_343, cooperative: 1_671 });
    expect(end.atStripe[0]).toBe(end.atStripe[1]);
    expect(told.join('\n')).not.toMatch(/\{\w+(:\w+)?\}/);
    expect(told.join('\n')).toContain('預り金');
  }, 240_000);
});
