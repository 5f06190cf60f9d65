import request, { type Response } from 'supertest';
import { SESSION_COOKIE } from '#libs/identity';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

const NOWHERE = '01940000-0000-7000-8000-000000000000';

/** What nobody should send and somebody will. */
const RUBBISH: readonly unknown[] = [null, '', ' ', 'x', 'a\u0000b', '\ud800', '髙😀', 'あ'.repeat(70_000), -1, 0, 1.5, 2_000_000_000, 1e300, '2000000000', true, [], [null], [[]], ['x'], [{}], {}, { toString: 1 }, '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '9999-12-31', '24:00'];

interface Schema {
  $ref?: string;
  properties?: Record<string, unknown>;
}

describe('probe', () => {
  let app: TestApp;
  let space: SpaceInTest;
  let steward: Person;
  let mixer: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    space = await app.space();
    steward = await app.admin();
    mixer = await app.mixer();
    await app.hasRead(mixer, space);
  });
  afterAll(() => app.stop());

  const bad: string[] = [];
  const look = (what: string, { status, headers, text }: Response) => {
    const type = String(headers['content-type'] ?? '');
    if (status >= 500 || (status >= 400 && !type.startsWith('application/problem+json'))) bad.push(`${what} → ${status} ${type} ${text?.slice(0, 200)}`);
  };

  it('door', async () => {
    const server = app.nest.getHttpServer();
    const cookie = `${SESSION_COOKIE}=${space.owner.token}`;
    look('unknown GET', await request(server).get('/api/v1/nothing'));
    look('unknown POST', await request(server).post('/api/v1/nothing').send({}));
    look('unknown DELETE', await request(server).delete('/api/v1/nothing'));
    look('HEAD', await request(server).head('/api/v1/shifts'));
    look('OPTIONS', await request(server).options('/api/v1/shifts'));
    look('PUT on get', await request(server).put('/api/v1/shifts'));
    look('TRACE-ish', await request(server).propfind('/api/v1/shifts'));
    look('bad url', await request(server).get('/api/v1/%E0%A4%A'));
    look('bad url 2', await request(server).get('/api/v1/spaces/%E0%A4%A'));
    look('nul slug', await request(server).get('/api/v1/spaces/%00'));
    look('root', await request(server).get('/'));
    look('malformed', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/json').send('{"a":'));
    look('proto', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/json').send('{"__proto__":{"a":1}}'));
    look('xml', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/xml').send('<a/>'));
    look('form', await request(server).post('/api/v1/spaces').set('cookie', cookie).type('form').send('a=b'));
    look('no type', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', '').send('abc'));
    look('empty json', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/json').send(''));
    look('json null', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/json').send('null'));
    look('json array', await request(server).post('/api/v1/spaces').set('cookie', cookie).send([]));
    look('json array of', await request(server).post('/api/v1/spaces').set('cookie', cookie).send([{ name: 'x' }]));
    look('json string', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/json').send('"x"'));
    look('json number', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/json').send('1'));
    look('deep', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/json').send(`{"hours":${'['.repeat(50_000)}${']'.repeat(50_000)}}`));
    look('charset', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('content-type', 'application/json; charset=utf-16').send('{}'));
    look('big', await request(server).post('/api/v1/spaces').set('cookie', cookie).send({ name: 'a'.repeat(5_000_000) }));
    look('bad bearer', await request(server).get('/api/v1/me').set('authorization', 'Bearer \u0001x'));
    look('bearer twice', await request(server).get('/api/v1/me').set('authorization', 'Bearer a b c'));
    look('bearer query', await request(server).get('/api/v1/me?access_token=abc'));
    look('bearer body', await request(server).post('/api/v1/spaces').send({ access_token: 'abc' }));
    look('cookie junk', await request(server).get('/api/v1/me').set('cookie', `${SESSION_COOKIE}=%E0%A4%A; x`));
    look('foreign', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('origin', 'https://evil.test').send({}));
    look('lang', await request(server).get('/api/v1/nothing').set('accept-language', 'en;q=abc,,;q=;,ja;q=0.000000000000000001' + ','.repeat(5000)));
    look('idem long', await request(server).post('/api/v1/spaces').set('cookie', cookie).set('idempotency-key', 'x'.repeat(201)).send({}));
    look('signin long', await request(server).post('/api/v1/sessions').send({ email: 'a'.repeat(10_000) + '@x.test', password: 'x' }));
    look('signin nul', await request(server).post('/api/v1/sessions').send({ email: 'a\u0000@x.test', password: 'x' }));
    look('signin surrogate', await request(server).post('/api/v1/sessions').send({ email: 'a\ud800@x.test', password: '\ud800' }));
    look('signin array', await request(server).post('/api/v1/sessions').send({ email: ['a'], password: ['x'] }));
    look('signin obj', await request(server).post('/api/v1/sessions').send({ email: { $ne: 1 }, password: 'x' }));
    look('signin none', await request(server).post('/api/v1/sessions').send({}));
    look('signin null', await request(server).post('/api/v1/sessions').set('content-type', 'application/json').send('null'));
    look('signin query', await request(server).post('/api/v1/sessions?email=a@b.test&password=x').send({}));
    look('signin long pw', await request(server).post('/api/v1/sessions').send({ email: 'a@x.test', password: 'x'.repeat(900_000) }));
    console.log(bad.splice(0).join('\n'));
  });

  it('bodies', async () => {
    const { paths, components } = (await app.as(null).get('/openapi.json')).body as { paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> }; parameters?: { name: string; in: string }[] }>>; components: { schemas: Record<string, Schema> } };
    const plan = { kind: 'reception', startsAt: '2026-11-26T01:00:00Z', endsAt: '2026-11-26T06:00:00Z', places: 3, rewardYen: 5000, claimMode: 'instant', content: '受付' };
    const shift = (await app.as(space.owner).post(`/spaces/${space.id}/shifts`).send(plan).expect(201)).body.id;
    await app.as(space.owner).post(`/shifts/${shift}/publication`).expect(200);
    const claim = (await app.as(mixer).post(`/shifts/${shift}/claims`).expect(201)).body.id;
    const room = (await app.as(space.owner).post(`/spaces/${space.id}/resources`).send({ kind: 'room', name: '会議室', capacity: 8 }).expect(201)).body.id;
    for (const [path, verbs] of Object.entries(paths)) {
      for (const [verb, route] of Object.entries(verbs)) {
        const schema = route.requestBody?.content['application/json']?.schema;
        const name = schema?.$ref?.split('/').at(-1) ?? '';
        const properties = Object.keys(components.schemas[name]?.properties ?? {});
        const query = (route.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name);
        const url = path
          .replace('{resourceId}', room)
          .replace('{mixerId}', mixer.mixerId)
          .replace('{relation}', 'partnered')
          .replace('{token}', 'abc')
          .replace('{staffId}', NOWHERE)
          .replace('{idOrSlug}', space.id)
          .replace(/\{id\}/, path.includes('/shifts/') ? shift : path.includes('/claims/') ? claim : path.includes('/spaces/') ? space.id : path.includes('/mixers/') ? mixer.mixerId : path.includes('/manuals/') ? space.manualId : NOWHERE)
          .replace('{id}', NOWHERE);
        if (/sessions\/current/.test(url)) continue;
        for (const person of [space.owner, mixer, steward]) {
          const ask = (u: string) => {
            const agent = request(app.nest.getHttpServer());
            const asked = verb === 'get' ? agent.get(u) : verb === 'post' ? agent.post(u) : verb === 'patch' ? agent.patch(u) : verb === 'put' ? agent.put(u) : agent.delete(u);
            return asked.set('cookie', `${SESSION_COOKIE}=${person.token}`);
          };
          if (/password/.test(url)) continue;
          await app.db.query('delete from rate_limits');
          for (const value of RUBBISH) {
            if (verb === 'get') {
              for (const one of query) {
                const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
                if (text.length < 5000 && !text.includes('\ud800')) look(`${verb} ${path}?${one}=${text}`, await ask(`${url}?from=2026-11-21T00:00:00Z&${one}=${encodeURIComponent(text)}`));
              }
            } else if (schema) {
              for (const property of properties) look(`${verb} ${path} ${property}=${JSON.stringify(value).slice(0, 60)}`, await ask(url).send({ [property]: value }));
            }
          }
          await app.db.query('delete from rate_limits');
        }
      }
    }
    console.log([...new Set(bad.splice(0))].join('\n'));
  }, 600_000);
});
