import { TestApp, type Person } from '../support/app.js';

describe('the members’ table', () => {
  let app: TestApp;
  let steward: Person;
  beforeAll(async () => {
    app = await TestApp.start();
    steward = await app.admin('steward');
    for (const [name, family, given, tier] of [
      ['青木 蓮', 'アオキ', 'レン', 'junior'],
      ['阿部 まり', 'アベ', 'マリ', 'challenge'],
      ['渡辺 健', 'ワタナベ', 'ケン', 'senior'],
      ['香川 えみ', 'カガワ', 'エミ', 'junior'],
      ['柿本 100%', 'カキモト', '', null],
    ] as const) {
      const mixer = await app.mixer({ name, tier, membership: tier ? 'active' : 'applied' });
      await app.db.query('update mixers set family_kana = $2, given_kana = $3 where id = $1', [mixer.mixerId, family, given]);
    }
  });
  afterAll(() => app.stop());

  const names = ({ body }: { body: { items: { name: string }[] } }): string[] => body.items.map(({ name }) => name);

  it('stands in the order of the readings, with sums by tier', async () => {
    const answer = await app.as(steward).get('/members').expect(200);
    expect(names(answer)).toEqual(['青木 蓮', '阿部 まり', '香川 えみ', '柿本 100%', '渡辺 健']);
    expect(answer.body.sums).toEqual({ all: 5, challenge: 1, junior: 2, senior: 1, none: 1 });
  });

  it('is read page by page without a gap', async () => {
    const first = await app.as(steward).get('/members?limit=2').expect(200);
    const second = await app.as(steward).get(`/members?limit=3&cursor=${first.body.nextCursor}`).expect(200);
    expect([...names(first), ...names(second)]).toEqual(['青木 蓮', '阿部 まり', '香川 えみ', '柿本 100%', '渡辺 健']);
    expect(second.body.nextCursor).toBeNull();
    expect(second.body.sums.all).toBe(5);
    await app.as(steward).get('/members?cursor=abc').expect(400);
  });

  it('is searched in any kana, by tier and by membership; a per cent sign is only a sign', async () => {
    expect(names(await app.as(steward).get(`/members?q=${encodeURIComponent('わたなべ')}`))).toEqual(['渡辺 健']);
    expect(names(await app.as(steward).get(`/members?q=${encodeURIComponent('ｱﾍﾞ')}`))).toEqual(['阿部 まり']);
    expect(names(await app.as(steward).get(`/members?q=${encodeURIComponent('％')}`))).toEqual(['柿本 100%']);
    const juniors = await app.as(steward).get('/members?tier=junior');
    expect(names(juniors)).toEqual(['青木 蓮', '香川 えみ']);
    expect(juniors.body.sums).toMatchObject({ all: 2, junior: 2 });
    expect(names(await app.as(steward).get('/members?membership=applied'))).toEqual(['柿本 100%']);
    await app.as(steward).get('/members?tier=master').expect(400);
  });
});
