import { SharedReading } from './shared-reading.js';

/** Readings that end when they are told to. */
function readings() {
  const begun: { end: (said: string) => void; fail: (why: Error) => void }[] = [];
  const late: (() => void)[] = [];
  const tooLate = () => new Promise<void>((given) => void late.push(given));
  const shared = new SharedReading(() => new Promise<string>((end, fail) => void begun.push({ end, fail })), tooLate);
  const settled = () => new Promise((done) => setImmediate(done));
  return { begun, shared, settled, late };
}

describe('a shared reading', () => {
  it('is one for all who ask before it begins', async () => {
    const { begun, shared, settled } = readings();
    const asked = [shared.ask(), shared.ask(), shared.ask()];
    await settled();
    expect(begun).toHaveLength(1);
    begun[0]?.end('first');
    expect(await Promise.all(asked)).toEqual(['first', 'first', 'first']);
  });

  it('is the next one for whoever asks while it is under way, which begins when it has ended', async () => {
    const { begun, shared, settled } = readings();
    const early = shared.ask();
    await settled();
    const late = [shared.ask(), shared.ask()];
    await settled();
    expect(begun).toHaveLength(1);
    begun[0]?.end('first');
    expect(await early).toBe('first');
    await settled();
    expect(begun).toHaveLength(2);
    begun[1]?.end('second');
    expect(await Promise.all(late)).toEqual(['second', 'second']);
  });

  it('that fails, fails for those who share it and for nobody else', async () => {
    const { begun, shared, settled } = readings();
    const early = Promise.allSettled([shared.ask(), shared.ask()]);
    await settled();
    const late = shared.ask();
    begun[0]?.fail(new Error('gone'));
    expect((await early).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await settled();
    begun[1]?.end('back');
    expect(await late).toBe('back');
  });

  it('of which nothing is heard any more is waited for so long and no longer: the next begins without it', async () => {
    const { begun, shared, settled, late } = readings();
    void shared.ask();
    await settled();
    const next = shared.ask();
    await settled();
    expect(begun).toHaveLength(1);
    late[0]?.();
    await settled();
    expect(begun).toHaveLength(2);
    begun[1]?.end('heard');
    expect(await next).toBe('heard');
  });
});
