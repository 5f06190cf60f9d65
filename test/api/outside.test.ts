import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#libs/kernel';
import { TestApp, type Person } from '../support/app.js';
import { evening, type Evening } from '../support/evenings.js';

/** A built web app of one page is enough to see what is written into its head. */
function builtPage(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mazeru-web-'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html><html lang="ja"><head><meta name="description" content="組合" /><title>まぜる</title></head><body></body></html>');
  return dir;
}

let app: TestApp;
let host: Person;
let jelly: Evening;
let online: Evening;
const TITLE = '<JELLY> 髙橋さんと 😀 "まぜる" &';

beforeAll(async () => {
  app = await TestApp.start({ web: builtPage() });
  host = await app.mixer({ tier: 'senior', name: '渡辺 咲' });
  jelly = await evening(app, { host, title: TITLE });
  online = await evening(app, { host, space: null, title: '夜の勉強会', kind: 'studyGroup', prices: [0], methods: ['free'], startsAt: '2026-12-31T14:00:00Z', endsAt: '2026-12-31T16:00:00Z' });
});
afterAll(() => app.stop());

const page = async (path: string, language = 'ja') => (await app.nest.inject({ method: 'GET', url: path, headers: { 'accept-language': language } })).body;
const meta = (html: string, key: string): string | undefined => new RegExp(`<meta (?:name|property)="${key}" content="([^"]*)" />`).exec(html)?.[1];
const dataOf = (html: string) => JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? 'null');
const feed = async (path: string) => (await app.as(null).get(path).expect(200)).text;

describe('a messenger that is sent the link of an event', () => {
  it('reads title, time, place and price from the page itself, and no sign of a title ends the element it stands in', async () => {
    const html = await page(`/events/${jelly.id}`);
    expect(meta(html, 'og:title')).toBe('&lt;JELLY&gt; 髙橋さんと 😀 &quot;まぜる&quot; &amp;');
    expect(meta(html, 'description')).toBe('JELLY | 2026年11月28日(土) 19:00〜21:00 | 北のつくえ盛岡（岩手県盛岡市） | 1,000円');
    expect(meta(html, 'og:url')).toBe(`http://mazeru.test/events/${jelly.id}`);
    expect(html.match(/<title>/g)).toHaveLength(1);
    expect(html).not.toContain('content="組合"');
  });

  it('finds it also where a sign was added to the end of the link', async () => {
    expect(meta(await page(`/events/${jelly.id}/`), 'og:url')).toBe(`http://mazeru.test/events/${jelly.id}`);
    for (const open of [`/events/${jelly.id}`, '/events/', '/', '/events/one/door']) expect(meta(await page(open), 'robots')).toBeUndefined();
    expect(await page('/')).toContain('content="組合"');
  });

  it('reads it in English where it asks for that', async () => {
    const html = await page(`/events/${jelly.id}`, 'en');
    expect(meta(html, 'description')).toBe('JELLY | Sat, 28 Nov 2026, 19:00–21:00 | 北のつくえ盛岡（Iwate 盛岡市） | ¥1,000');
    expect(meta(html, 'og:locale')).toBe('en_US');
  });

  it('shows its picture: a PNG of 1200 by 630', async () => {
    const answer = await app.as(null).get(`/events/${jelly.id}/picture.png`).expect(200).expect('content-type', 'image/png');
    const png: Buffer = answer.body;
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(meta(await page(`/events/${jelly.id}`), 'og:image')).toBe(`http://mazeru.test/api/v1/events/${jelly.id}/picture.png?v=1`);
  });

  it('learns nothing of an event that is not public, or not there', async () => {
    const draft = newId();
    await app.db.query(
      `insert into events (id, kind, status, space_id, host_account_id, host_mixer_id, title, starts_at, ends_at, capacity, seller_of_record, ticket_types, methods, cancellation_policy, rule_set_version, created_by, created_at)
       select $1, kind, 'draft', space_id, host_account_id, host_mixer_id, '秘密の計画', starts_at, ends_at, capacity, seller_of_record, ticket_types, methods, cancellation_policy, rule_set_version, created_by, created_at from events where id = $2`,
      [draft, jelly.id],
    );
    for (const id of [draft, newId(), 'nobody']) {
      const html = await page(`/events/${id}`);
      expect(html).toContain('<title>まぜる</title>');
      expect(html).not.toContain('秘密の計画');
      expect(meta(html, 'robots')).toBe('noindex');
    }
    await app.as(null).get(`/events/${draft}/picture.png`).expect(404);
    expect(await feed('/events.rss')).not.toContain('秘密の計画');
  });
});

describe('a search engine', () => {
  it('finds the event as schema.org says it: time, place, price, whether seats are left', async () => {
    expect(dataOf(await page(`/events/${jelly.id}`))).toMatchObject({
      '@type': 'Event',
      name: TITLE,
      startDate: '2026-11-28T10:00:00.000Z',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: { '@type': 'Place', name: '北のつくえ盛岡', address: { addressCountry: 'JP', addressLocality: '盛岡市' } },
      organizer: { name: '渡辺 咲' },
      offers: [{ name: '一般', price: 1_000, priceCurrency: 'JPY', availability: 'https://schema.org/InStock' }],
    });
    expect(dataOf(await page(`/events/${online.id}`))).toMatchObject({ eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode', location: { '@type': 'VirtualLocation' } });
  });

  it('is told where the feeds are', async () => {
    expect(await page('/events')).toContain('<link rel="alternate" type="application/rss+xml" title="イベント" href="http://mazeru.test/api/v1/events.rss" />');
  });
});

describe('programs that subscribe', () => {
  it('get a calendar with Tokyo’s clock in it, where a year may end in the middle of an event', async () => {
    const calendar = await feed('/events.ics');
    expect(calendar).toContain('METHOD:PUBLISH');
    expect(calendar).toContain('DTSTART;TZID=Asia/Tokyo:20261231T230000');
    expect(calendar).toContain('DTEND;TZID=Asia/Tokyo:20270101T010000');
    expect(calendar).toContain(`UID:${jelly.id}@mazeru`);
  });

  it('get only what they ask for', async () => {
    const studies = await feed('/events.ics?kind=studyGroup');
    expect(studies).toContain(`UID:${online.id}@mazeru`);
    expect(studies).not.toContain(`UID:${jelly.id}@mazeru`);
    expect(await feed(`/events.rss?spaceId=${jelly.space?.id}`)).not.toContain(online.id);
    expect(await feed('/events.rss?area=28')).not.toContain('<item>');
    await app.as(null).get('/events.ics?area=99').expect(400);
  });

  it('get the feed as well-formed XML, in the language they name', async () => {
    const rss = await feed('/events.rss?lang=en');
    expect(rss).toContain('<language>en</language>');
    expect(rss).toContain(`<link>http://mazeru.test/events/${jelly.id}</link>`);
    expect(rss).toContain(`<![CDATA[${TITLE}]]>`);
  });

  it('hear that an event was called off', async () => {
    const gone = await evening(app, { host, title: '中止の会', startsAt: '2026-12-05T10:00:00Z', endsAt: '2026-12-05T12:00:00Z' });
    await app.as(host).post(`/events/${gone.id}/cancellation`).send({ cause: 'host', reason: '体調不良のため' }).expect(200);
    const calendar = await feed('/events.ics');
    expect(calendar.slice(calendar.indexOf(`UID:${gone.id}`))).toContain('STATUS:CANCELLED');
    expect(dataOf(await page(`/events/${gone.id}`))).toMatchObject({ eventStatus: 'https://schema.org/EventCancelled' });
    expect(meta(await page(`/events/${gone.id}`), 'og:title')).toBe('【中止】中止の会');
  });
});

describe('a space that shows our list on its own page', () => {
  it('gets a page for a frame, without any script, that leads to ours', async () => {
    const answer = await app.as(null).get(`/events/embed?spaceId=${jelly.space?.id}`).expect(200);
    expect(answer.headers['content-security-policy']).toContain('frame-ancestors *');
    expect(answer.headers['x-frame-options']).toBeUndefined();
    expect(answer.text).toContain('&lt;JELLY&gt; 髙橋さんと 😀');
    expect(answer.text).toContain(`href="http://mazeru.test/events/${jelly.id}"`);
    expect(answer.text).not.toContain('<script');
    expect(answer.text).not.toContain('夜の勉強会');
  });

  it('and a sentence where nothing is announced', async () => {
    expect(await feed(`/events/embed?spaceId=${newId()}&lang=en`)).toContain('No events are announced at the moment.');
  });

  it('while no other page of ours stands in a frame', async () => {
    const { headers } = await app.as(null).get('/events').expect(200);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
