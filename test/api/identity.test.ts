import { rows } from '#libs/database';
import { metricsKey } from '#libs/identity';
import { TestApp } from '../support/app.js';

describe('signing in', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const register = (email: string, password = 'a good long password') =>
    app.as(null).post('/accounts').send({ email, password, displayName: '髙橋 はな😀', locale: 'ja' });

  it('registers an address, signs in with it and out again', async () => {
    await register('hana@mazeru.test').expect(201);
    const signedIn = await app.as(null).post('/sessions').send({ email: 'Hana@mazeru.test', password: 'a good long password' }).expect(201);
    expect(signedIn.body).toEqual({ account: { id: expect.any(String), email: 'hana@mazeru.test', displayName: '髙橋 はな😀', locale: 'ja', emailConfirmed: false } });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    expect(String(signedIn.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/);
    const listed = await app.as(null).get('/sessions').set('cookie', cookie).expect(200);
    expect(listed.body.items).toEqual([expect.objectContaining({ current: true })]);
    await app.as(null).delete('/sessions/current').set('cookie', cookie).expect(204);
    await app.as(null).get('/sessions').set('cookie', cookie).expect(401);
  });

  it('answers a known address exactly as an unknown one, and tells its owner by mail', async () => {
    const first = await register('twice@mazeru.test').expect(201);
    const second = await register('TWICE@mazeru.test').expect(201);
    expect(second.body).toEqual(first.body);
    const mails = await app.db.query(`select template from outbox_mails where lower(to_address) = 'twice@mazeru.test' order by id`);
    expect(mails).toEqual([{ template: 'confirmEmail' }, { template: 'accountExists' }]);
  });

  it('refuses a wrong password and an unknown address with the same words', async () => {
    await register('known@mazeru.test').expect(201);
    const wrong = await app.as(null).post('/sessions').send({ email: 'known@mazeru.test', password: 'not the password' }).expect(401);
    const unknown = await app.as(null).post('/sessions').send({ email: 'nobody@mazeru.test', password: 'not the password' }).expect(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(wrong.body).toMatchObject({ code: 'session.wrongPassword', status: 401 });
    expect(wrong.headers['content-type']).toMatch('application/problem+json');
  });

  it('names the fields that are missing or wrong, in both languages', async () => {
    const ja = await app.as(null).post('/accounts').send({ email: 'x', password: 'short', displayName: '', admin: true }).expect(400);
    expect(ja.body.fields).toEqual([
      { path: 'admin', code: 'unknown', message: 'この項目は受け付けていません。' },
      { path: 'email', code: 'email', message: 'メールアドレスの形で入力してください。' },
      { path: 'password', code: 'passwordWeak', message: expect.stringContaining('12文字以上') },
      { path: 'displayName', code: 'required', message: '入力してください。' },
    ]);
    const en = await app.as(null, 'en').post('/sessions').send({}).expect(400);
    expect(en.body.fields).toEqual([
      { path: 'email', code: 'required', message: 'Please fill this in.' },
      { path: 'password', code: 'required', message: 'Please fill this in.' },
    ]);
  });

  it('stops guessing after ten wrong passwords for one address, and says how long to wait', async () => {
    await register('guessed@mazeru.test').expect(201);
    for (let i = 0; i < 10; i++) await app.as(null).post('/sessions').send({ email: 'guessed@mazeru.test', password: `guess number ${i}` }).expect(401);
    const stopped = await app.as(null).post('/sessions').send({ email: 'guessed@mazeru.test', password: 'a good long password' }).expect(429);
    expect(stopped.body.code).toBe('tooMany');
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('sets a new password by the letter, once, and signs other devices out', async () => {
    await register('forgot@mazeru.test').expect(201);
    const old = await app.as(null).post('/sessions').send({ email: 'forgot@mazeru.test', password: 'a good long password' }).expect(201);
    await app.as(null).post('/password-resets').send({ email: 'forgot@mazeru.test' }).expect(202);
    await app.as(null).post('/password-resets').send({ email: 'no-such@mazeru.test' }).expect(202);
    const [{ href }] = await app.db.query(`select href from outbox_mails where template = 'resetPassword' and to_address = 'forgot@mazeru.test'`);
    const token = String(href).split('/').at(-1) ?? '';
    await app.as(null).post(`/password-resets/${token}`).send({ password: 'a new long password' }).expect(204);
    const again = await app.as(null).post(`/password-resets/${token}`).send({ password: 'another long password' }).expect(422);
    expect(again.body.code).toBe('emailToken.invalid');
    await app.as(null).get('/sessions').set('cookie', String(old.headers['set-cookie']).split(';')[0] ?? '').expect(401);
    await app.as(null).post('/sessions').send({ email: 'forgot@mazeru.test', password: 'a new long password' }).expect(201);
  });

  it('lists one’s own devices, ends one of them from another, and never somebody else’s; of a token only the digest is kept', async () => {
    await register('devices@mazeru.test').expect(201);
    const signIn = async () => {
      const { headers } = await app.as(null).post('/sessions').send({ email: 'devices@mazeru.test', password: 'a good long password' }).expect(201);
      return String(headers['set-cookie']).split(';')[0] ?? '';
    };
    const [phone, desk] = [await signIn(), await signIn()];
    const listed = (await app.as(null).get('/sessions').set('cookie', phone).expect(200)).body.items as { id: string; current: boolean }[];
    expect(listed.map(({ current }) => current).toSorted()).toEqual([false, true]);
    const kept = await app.db.query(`select row_to_json(s)::text as said from sessions s where id = any($1)`, [listed.map(({ id }) => id)]);
    expect(kept).toHaveLength(2);
    for (const { said } of kept) for (const cookie of [phone, desk]) expect(said).not.toContain(cookie.split('=')[1]);
    const other = listed.find(({ current }) => !current)?.id ?? '';
    await app.as(await app.person()).delete(`/sessions/${other}`).expect(404);
    await app.as(null).get('/sessions').set('cookie', desk).expect(200);
    await app.as(null).delete(`/sessions/${other}`).set('cookie', phone).expect(204);
    await app.as(null).get('/sessions').set('cookie', desk).expect(401);
  });

  it('sends five letters an hour to one address, and then asks to wait', async () => {
    const ask = () => app.as(null).post('/password-resets').send({ email: 'Many-Letters@mazeru.test' });
    for (let i = 0; i < 5; i++) await ask().expect(202);
    const stopped = await ask().expect(429);
    expect(stopped.body.code).toBe('tooMany');
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('confirms an address by the letter', async () => {
    await register('confirm@mazeru.test').expect(201);
    const [{ href }] = await app.db.query(`select href from outbox_mails where template = 'confirmEmail' and to_address = 'confirm@mazeru.test'`);
    await app.as(null).post('/email-confirmations').send({ token: String(href).split('/').at(-1) }).expect(204);
    const signedIn = await app.as(null).post('/sessions').send({ email: 'confirm@mazeru.test', password: 'a good long password' }).expect(201);
    expect(signedIn.body.account.emailConfirmed).toBe(true);
  });

  it('lets a personal access token in until it is revoked, and never somebody else revoke it', async () => {
    const hanako = await app.person();
    const other = await app.person('田中 次郎');
    const made = await app.as(hanako).post('/access-tokens').send({ name: 'スマホ' }).expect(201);
    const bearer = `Bearer ${made.body.token}`;
    await app.as(null).get('/access-tokens').set('authorization', bearer).expect(200);
    await app.as(other).delete(`/access-tokens/${made.body.id}`).expect(404);
    await app.as(hanako).delete(`/access-tokens/${made.body.id}`).expect(204);
    await app.as(null).get('/access-tokens').set('authorization', bearer).expect(401);
    await app.as(hanako).post('/access-tokens').send({ name: '古い', expiresOn: '2026-11-20' }).expect(400);
  });

  it('slows down an account that writes without end, by session or by token, and leaves reading alone', async () => {
    const hasty = await app.person();
    const { token } = (await app.as(hasty).post('/access-tokens').send({ name: '機械' }).expect(201)).body;
    const write = () => app.as(hasty).patch('/me').send({ displayName: '急ぎ' });
    for (let writes = 2; writes <= 240; writes += 1) await write().expect(204);
    const stopped = await write().expect(429);
    expect(Number(stopped.headers['retry-after'])).toBeLessThanOrEqual(60);
    await app.as(null).patch('/me').set('authorization', `Bearer ${token}`).send({ displayName: '機械' }).expect(429);
    await app.as(hasty).get('/sessions').expect(200);
    await app.db.query(`update rate_limits set expire = 0 where key = $1`, [`write:${hasty.accountId}`]);
    await write().expect(204);
  });

  it('asks the database for eight writes at a time, and gives no more than are left of the minute', async () => {
    const busy = await app.person();
    const used = async () => (await rows<{ points: number }>(app.db, 'select points from rate_limits where key = $1', [`write:${busy.accountId}`])).map(({ points }) => points);
    const write = () => app.as(busy).patch('/me').send({ displayName: '急ぎ' });
    for (let writes = 1; writes <= 8; writes += 1) await write().expect(204);
    expect(await used()).toEqual([8]);
    await app.db.query(`update rate_limits set points = 238 where key = $1`, [`write:${busy.accountId}`]);
    await write().expect(204);
    await write().expect(204);
    await write().expect(429);
  });

  it('does not let another site act with the cookie', async () => {
    const hanako = await app.person();
    const refused = await app.as(hanako).patch('/me').set('origin', 'https://evil.example').send({ displayName: 'x' }).expect(403);
    expect(refused.body.code).toBe('origin.foreign');
    await app.as(hanako).patch('/me').set('origin', 'http://mazeru.test').send({ displayName: 'はなこ' }).expect(204);
  });

  it('answers the same request under one idempotency key once', async () => {
    const hanako = await app.person();
    const ask = (name: string) => app.as(hanako).post('/spaces').set('idempotency-key', 'k1').send({ name, prefecture: '03', city: '盛岡市' });
    const first = await ask('一度').expect(201);
    expect((await ask('一度').expect(201)).body).toEqual(first.body);
    expect(await app.db.query('select name from spaces where applied_by = $1', [hanako.accountId])).toEqual([{ name: '一度' }]);
    const other = await ask('二度').expect(409);
    expect(other.body.code).toBe('idempotency.mismatch');
  });

  it('is alive, ready and keeps its figures to itself', async () => {
    const { default: request } = await import('supertest');
    const server = app.nest.getHttpServer();
    await request(server).get('/healthz').expect(200);
    await request(server).get('/readyz').expect(200);
    await request(server).get('/metrics').expect(401);
    await request(server).get('/metrics').set('authorization', 'Bearer guess').expect(401);
    const { text } = await request(server).get('/metrics').set('authorization', `Bearer ${metricsKey(app.settings.secretKeys[0])}`).expect(200);
    expect(text).toMatch(/^mazeru_jobs_waiting \d+$/m);
  });
});
