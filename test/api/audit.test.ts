import { recordDeed } from '#libs/audit';
import { newId } from '#libs/kernel';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

let app: TestApp;
let steward: Person;
let mixer: Person;
let space: SpaceInTest;
const claimId = newId();

beforeAll(async () => {
  app = await TestApp.start();
  steward = await app.admin('steward', '世話役 一郎');
  mixer = await app.mixer({ name: '佐藤 花子' });
  space = await app.space();
  const by = space.owner;
  await recordDeed(app.db, { at: app.clock.now(), by, action: 'space.changed', subject: { type: 'space', id: space.id }, spaceId: space.id, before: { phone: '1' }, after: { phone: '2' } });
  await recordDeed(app.db, { at: app.clock.now(), by, action: 'claim.rejected', subject: { type: 'claim', id: claimId }, concernsAccountId: mixer.accountId, spaceId: space.id, reason: '定員に達しました' });
  await recordDeed(app.db, { at: app.clock.now(), by: 'clock', action: 'claim.confirmed', subject: { type: 'claim', id: newId() }, concernsAccountId: mixer.accountId });
});
afterAll(() => app.stop());

describe('the audit', () => {
  it('tells a mixer what was done, by whom and why', async () => {
    const { body } = await app.as(mixer).get('/me/audit').expect(200);
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({ actor: { kind: 'clock', name: null }, sentence: '実施を確認しました' });
    expect(body.items[1]).toMatchObject({
      actor: { kind: 'account', name: 'オーナー 次郎' },
      action: 'claim.rejected',
      sentence: '担当の申込を見送りました',
      reason: '定員に達しました',
      spaceName: space.name,
    });
    const english = await app.as(mixer, 'en').get('/me/audit').expect(200);
    expect(english.body.items[1].sentence).toBe('declined the request');
  });

  it('tells an owner what concerns the space, and nobody else', async () => {
    const { body } = await app.as(space.owner).get(`/spaces/${space.id}/audit`).expect(200);
    expect(body.items.map((item: { action: string }) => item.action)).toEqual(['claim.rejected', 'space.changed']);
    expect(body.items[1]).toMatchObject({ before: { phone: '1' }, after: { phone: '2' } });

    const elsewhere = await app.space({ name: 'よその場所' });
    await app.as(elsewhere.owner).get(`/spaces/${space.id}/audit`).expect(404);
    await app.as(mixer).get(`/spaces/${space.id}/audit`).expect(403);
  });

  it('is open to stewards, by kind of deed, thing, space and person, in pages', async () => {
    await app.as(mixer).get('/audit').expect(403);
    await app.as(null).get('/audit').expect(401);
    const found = async (query: string): Promise<string[]> => {
      const { body } = await app.as(steward).get(`/audit?${query}`).expect(200);
      return body.items.map((item: { action: string }) => item.action);
    };
    expect(await found('action=claim.')).toEqual(['claim.confirmed', 'claim.rejected']);
    expect(await found('action=claim_')).toEqual([]);
    expect(await found(`subjectId=${claimId}`)).toEqual(['claim.rejected']);
    expect(await found(`spaceId=${space.id}&action=space.`)).toEqual(['space.changed']);
    expect(await found(`concernsAccountId=${mixer.accountId}&limit=1`)).toEqual(['claim.confirmed']);

    const first = await app.as(steward).get(`/audit?concernsAccountId=${mixer.accountId}&limit=1`).expect(200);
    const next = await app.as(steward).get(`/audit?concernsAccountId=${mixer.accountId}&limit=1&cursor=${first.body.nextCursor}`).expect(200);
    expect(next.body).toMatchObject({ items: [{ action: 'claim.rejected' }], nextCursor: null });
    await app.as(steward).get('/audit?subjectId=nonsense').expect(400);
    await app.as(steward).get('/audit?colour=red').expect(400);
  });
});
