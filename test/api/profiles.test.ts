import { AUDIENCES, type Audience } from '#libs/mixers';
import { newId } from '#libs/kernel';
import { TestApp, type Person } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const change = (person: Person, ...fields: Record<string, unknown>[]) => app.as(person).patch('/me/profile').send({ fields });
const paths = ({ body }: { body: { fields: { path: string; code: string }[] } }): string[] => body.fields.map(({ path, code }) => `${path} ${code}`).sort();

/** The mixer has a shift in this space. */
async function booked(mixer: Person, spaceId: string): Promise<void> {
  await app.db.query(
    `insert into commitments (account_id, mixer_id, space_id, kind, subject_id, capability, rule_set_version, title, during, status, uid)
     values ($1, $2, $3, 'shift', $4, 'shift.claim', 1, '受付', tstzrange('2026-12-01', '2026-12-02'), 'booked', $4::uuid::text)`,
    [mixer.accountId, mixer.mixerId, spaceId, newId()],
  );
}

describe('one’s own profile', () => {
  it('begins closed, but for the display name', async () => {
    const { body } = await app.as(await app.mixer()).get('/me/profile').expect(200);
    expect(body).toMatchObject({ displayName: '佐藤 花子', name: { family: '佐藤', given: '花子' }, kana: { family: 'サトウ', given: 'ハナコ' }, skills: null, phone: null });
    const { displayName, ...others } = body.audiences;
    expect(displayName).toBe('everyone');
    expect(new Set(Object.values(others))).toEqual(new Set(['self']));
  });

  it('keeps what was written: emoji, rare kanji, katakana readings, figures in half width', async () => {
    const mixer = await app.mixer();
    const { body } = await change(
      mixer,
      { field: 'displayName', value: '髙﨑 🫘' },
      { field: 'name', value: { family: '髙﨑', given: 'ゆう' } },
      { field: 'kana', value: { family: 'たかさき', given: 'ﾕｳ' } },
      { field: 'areas', value: ['03', '28'], audience: 'mixers' },
      { field: 'skills', value: ['珈琲', '英会話'], audience: 'everyone' },
      { field: 'whatIDo', value: '人と人をつなぐこと' },
      { field: 'whatICanGive', value: '' },
      { field: 'links', value: ['https://example.jp/yu'] },
      { field: 'phone', value: '０９０−１２３４−５６７８' },
    ).expect(200);
    expect(body).toMatchObject({
      displayName: '髙﨑 🫘',
      name: { family: '髙﨑', given: 'ゆう' },
      kana: { family: 'タカサキ', given: 'ユウ' },
      areas: ['03', '28'],
      skills: ['珈琲', '英会話'],
      whatIDo: '人と人をつなぐこと',
      whatICanGive: null,
      links: ['https://example.jp/yu'],
      phone: '090-1234-5678',
      audiences: { areas: 'mixers', skills: 'everyone', whatIDo: 'self' },
    });
    expect((await app.as(mixer).get('/me/profile')).body).toEqual(body);
    expect((await app.as(mixer).get('/me')).body.account.displayName).toBe('髙﨑 🫘');
  });

  it('an audience changes without the value, and the value without the audience', async () => {
    const mixer = await app.mixer();
    await change(mixer, { field: 'skills', value: ['司会'] }).expect(200);
    await change(mixer, { field: 'skills', audience: 'mixers' }).expect(200);
    const { body } = await change(mixer, { field: 'skills', value: ['司会', '写真'] }).expect(200);
    expect(body).toMatchObject({ skills: ['司会', '写真'], audiences: { skills: 'mixers' } });
  });

  it('writes down who opened what to whom, and not what a closed field says', async () => {
    const mixer = await app.mixer();
    await change(mixer, { field: 'phone', value: '090-1111-2222', audience: 'chosen' }).expect(200);
    const deeds = await app.db.query('select action, actor_account_id, before, after from audit_entries where concerns_account_id = $1', [mixer.accountId]);
    expect(deeds).toEqual([
      { action: 'mixer.profileChanged', actor_account_id: mixer.accountId, before: { audiences: { phone: 'self' } }, after: { audiences: { phone: 'chosen' } } },
    ]);
  });

  it('bad fields are each named, and nothing is kept', async () => {
    const mixer = await app.mixer();
    const refused = await change(
      mixer,
      { field: 'displayName', value: ' ' },
      { field: 'kana', value: { family: '佐藤' } },
      { field: 'areas', value: ['48'] },
      { field: 'links', value: ['javascript:alert(1)'] },
      { field: 'phone', value: 'call me' },
      { field: 'skills', value: ['写真'], audience: 'world' },
      { field: 'shoeSize', value: 26 },
      { field: 'whatIDo', value: 'x'.repeat(2001) },
    ).expect(400);
    expect(paths(refused)).toEqual([
      'fields.0.value required',
      'fields.1.value.family kana',
      'fields.2.value prefecture',
      'fields.3.value url',
      'fields.4.value phone',
      'fields.5.audience choice',
      'fields.6.field choice',
      'fields.6.value unknown',
      'fields.7.value tooLong',
    ]);
    expect((await app.as(mixer).get('/me/profile')).body.skills).toBeNull();
  });

  it.each([[{}], [{ fields: 'all' }], [{ fields: [null] }], [{ fields: [7] }], [{ fields: [{ field: 'name', value: null }] }], [{ fields: [{ field: 'name', value: '佐藤' }] }]])(
    '%j is refused as input',
    async (body) => {
      await app.as(await app.mixer()).patch('/me/profile').send(body).expect(400);
    },
  );

  it('text that cannot be kept is refused by its field, wherever it stands', async () => {
    const mixer = await app.mixer();
    const refused = await change(mixer, { field: 'whatIDo', value: 'half \ud83c' }, { field: 'skills', value: ['ok', 'nul\u0000'] }).expect(400);
    expect(paths(refused)).toEqual(['fields.0.value text', 'fields.1.value text']);
    await app.as(mixer).get('/mixers?q=%00').expect(400);
  });

  it('belongs to mixers', async () => {
    await app.as(await app.person()).get('/me/profile').expect(403);
    await app.as(null).get('/me/profile').expect(401);
  });
});

describe('who sees what', () => {
  /** Each kind of reader, from the nearest outwards, and which audiences they stand within. */
  const READERS = ['self', 'chosen', 'spaces', 'mixers', 'signedIn', 'guest'] as const;
  type Reader = (typeof READERS)[number];
  const NEAR: Record<Reader, Audience> = { self: 'self', chosen: 'chosen', spaces: 'spaces', mixers: 'mixers', signedIn: 'everyone', guest: 'everyone' };

  let hanako: Person;
  const readers: Partial<Record<Reader, Person | null>> = {};
  beforeAll(async () => {
    hanako = await app.mixer({ tier: 'senior' });
    const space = await app.space();
    await booked(hanako, space.id);
    const friend = await app.mixer({ name: '友人 一' });
    await app.as(hanako).put('/me/profile/chosen-people').send({ mixerIds: [friend.mixerId] }).expect(200);
    Object.assign(readers, { self: hanako, chosen: friend, spaces: space.owner, mixers: await app.mixer({ name: '仲間 二' }), signedIn: await app.person('通りがかり'), guest: null });
    // Something open to everyone keeps the page there for guests.
    await change(hanako, { field: 'whatIDo', value: '受付と珈琲', audience: 'everyone' }).expect(200);
  });

  it.each(AUDIENCES.flatMap((audience) => READERS.map((reader): [Audience, Reader] => [audience, reader])))('what is open to %s, read by %s', async (audience, reader) => {
    await change(hanako, { field: 'skills', value: ['司会'], audience }).expect(200);
    const { body } = await app.as(readers[reader] ?? null).get(`/mixers/${hanako.mixerId}`).expect(200);
    const sees = AUDIENCES.indexOf(audience) >= AUDIENCES.indexOf(NEAR[reader]);
    expect(body.skills).toEqual(sees ? ['司会'] : null);
    expect(body.tier).toBe(reader === 'guest' ? null : 'senior');
    expect(Object.keys(body).sort()).toEqual(['areas', 'displayName', 'id', 'kana', 'links', 'name', 'phone', 'skills', 'tier', 'whatICanGive', 'whatIDo']);
  });

  it('a preview shows me the same as others see', async () => {
    await change(hanako, { field: 'skills', value: ['司会'], audience: 'spaces' }).expect(200);
    for (const as of ['chosen', 'spaces', 'mixers'] as const) {
      const shown = (await app.as(hanako).get(`/me/profile/preview?as=${as}`).expect(200)).body;
      expect(shown.page).toEqual((await app.as(readers[as] ?? null).get(`/mixers/${hanako.mixerId}`)).body);
    }
    const everyone = (await app.as(hanako).get('/me/profile/preview?as=everyone').expect(200)).body;
    expect(everyone.page).toEqual((await app.as(null).get(`/mixers/${hanako.mixerId}`)).body);
    await app.as(hanako).get('/me/profile/preview?as=owner').expect(400);
  });

  it('a page that would say nothing but the name is not there for guests', async () => {
    const quiet = await app.mixer({ name: '静か 三' });
    await app.as(null).get(`/mixers/${quiet.mixerId}`).expect(404);
    expect((await app.as(quiet).get('/me/profile/preview?as=everyone')).body.page).toBeNull();
    expect((await app.as(await app.person()).get(`/mixers/${quiet.mixerId}`).expect(200)).body).toMatchObject({ displayName: '静か 三', tier: 'junior', name: null });
  });

  it('who hides even the name is met by nobody further out', async () => {
    const hidden = await app.mixer({ name: '隠れ 四' });
    await change(hidden, { field: 'displayName', audience: 'chosen' }).expect(200);
    await app.as(readers.mixers ?? null).get(`/mixers/${hidden.mixerId}`).expect(404);
    await app.as(hidden).get(`/mixers/${hidden.mixerId}`).expect(200);
    const { body } = await app.as(readers.mixers ?? null).get(`/mixers?q=${encodeURIComponent('隠れ')}`).expect(200);
    expect(body.items).toEqual([]);
  });

  it('somebody who has applied and is not accepted counts as no mixer', async () => {
    await change(hanako, { field: 'skills', value: ['司会'], audience: 'mixers' }).expect(200);
    const applicant = await app.mixer({ membership: 'applied', tier: null });
    expect((await app.as(applicant).get(`/mixers/${hanako.mixerId}`)).body.skills).toBeNull();
    await app.as(readers.mixers ?? null).get(`/mixers/${applicant.mixerId}`).expect(404);
  });

  it('a space of former times does not stay near once the booking is released', async () => {
    await change(hanako, { field: 'skills', value: ['司会'], audience: 'spaces' }).expect(200);
    const other = await app.mixer();
    const space = await app.space();
    await booked(other, space.id);
    await change(other, { field: 'skills', value: ['写真'], audience: 'spaces' }).expect(200);
    expect((await app.as(space.owner).get(`/mixers/${other.mixerId}`)).body.skills).toEqual(['写真']);
    await app.db.query(`update commitments set status = 'released' where mixer_id = $1`, [other.mixerId]);
    expect((await app.as(space.owner).get(`/mixers/${other.mixerId}`)).body.skills).toBeNull();
  });
});

describe('the directory', () => {
  it('looks only into what lies open to the reader', async () => {
    const [reader, baker] = [await app.mixer(), await app.mixer({ name: '粉屋 五' })];
    await change(baker, { field: 'skills', value: ['パン作り'], audience: 'mixers' }, { field: 'areas', value: ['03'], audience: 'mixers' }, { field: 'name', value: { family: '秘密', given: '本名' } }).expect(200);
    const stranger = await app.person();
    const found = async (who: Person, query: string): Promise<string[]> =>
      (await app.as(who).get(`/mixers?${query}`).expect(200)).body.items.map(({ id }: { id: string }) => id);
    const q = (text: string): string => encodeURIComponent(text);
    expect(await found(reader, `q=${q('ぱん作り')}`)).toEqual([baker.mixerId]);
    expect(await found(reader, `skill=${q('パン')}&area=03`)).toEqual([baker.mixerId]);
    expect(await found(reader, `skill=${q('パン')}&area=28`)).toEqual([]);
    expect(await found(stranger, `skill=${q('パン')}`)).toEqual([]);
    expect(await found(stranger, `q=${q('粉屋')}`)).toEqual([baker.mixerId]);
    expect(await found(reader, `q=${q('秘密')}`)).toEqual([]);
    expect(await found(reader, `q=${q('%')}`)).toEqual([]);
    await app.as(null).get('/mixers').expect(401);
  });

  it('is read page by page, each person once', async () => {
    const reader = await app.mixer();
    const all = (await app.as(reader).get('/mixers?limit=100').expect(200)).body.items.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await app.as(reader).get(`/mixers?limit=3${cursor && `&cursor=${cursor}`}`).expect(200);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(all);
  });
});

describe('chosen people', () => {
  it('are replaced as a whole, and only mixers can be chosen', async () => {
    const [mixer, one, two] = [await app.mixer(), await app.mixer({ name: '友人 甲' }), await app.mixer({ name: '友人 乙' })];
    await app.as(mixer).put('/me/profile/chosen-people').send({ mixerIds: [one.mixerId, two.mixerId, one.mixerId] }).expect(200);
    const { body } = await app.as(mixer).put('/me/profile/chosen-people').send({ mixerIds: [two.mixerId] }).expect(200);
    expect(body.items).toEqual([{ mixerId: two.mixerId, displayName: '友人 乙' }]);
    const refused = await app.as(mixer).put('/me/profile/chosen-people').send({ mixerIds: [two.mixerId, newId(), mixer.mixerId] }).expect(400);
    expect(paths(refused)).toEqual(['mixerIds.1 id', 'mixerIds.2 id']);
    expect((await app.as(mixer).get('/me/profile/chosen-people').expect(200)).body).toEqual(body);
  });
});
