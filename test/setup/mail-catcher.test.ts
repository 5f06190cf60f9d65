import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { startMailCatcher, type CaughtMailList, type MailCatcher } from '../../apps/mail-catcher/mail-catcher.js';

let catcher: MailCatcher;
let transport: Transporter;

beforeEach(async () => {
  catcher = await startMailCatcher();
  transport = createTransport({ url: catcher.smtpUrl, pool: true, maxConnections: 1, maxMessages: 1000 });
});
afterEach(async () => {
  transport.close();
  await catcher.stop();
});

describe('the mail catcher', () => {
  it('keeps what is sent, newest first, and tells programs in JSON whom it was for', async () => {
    await send({ to: 'junior@mazeru.example', subject: '予約を受け付けました 髙橋', text: '11月21日(土) 19:00〜21:00' });
    await send({ to: 'owner.kobe@mazeru.example', bcc: 'steward@mazeru.example', subject: 'Second', text: 'two' });

    const all = await list();
    expect(all.map(({ subject }) => subject)).toEqual(['Second', '予約を受け付けました 髙橋']);
    expect(all[0]?.to).toEqual(['owner.kobe@mazeru.example', 'steward@mazeru.example']);
    expect((await list('?to=Junior@mazeru.example')).map(({ text }) => text.trim())).toEqual(['11月21日(土) 19:00〜21:00']);
  });

  it('shows a mail with links to follow and attachments to take along', async () => {
    await send({
      to: 'junior@mazeru.example',
      subject: '確認',
      text: 'こちらから：http://localhost:3000/confirm?token=abc&x=1。',
      attachments: [{ filename: '予定.ics', content: 'BEGIN:VCALENDAR', contentType: 'text/calendar' }],
    });
    const [mail] = await list();
    const shown = await get(`/messages/${mail?.id}`);
    expect(shown).toContain('<a href="http://localhost:3000/confirm?token=abc&amp;x=1"');
    expect(shown).toContain(`<a href="/messages/${mail?.id}/attachments/0">予定.ics</a>`);

    const file = await fetch(`${catcher.pageUrl}/messages/${mail?.id}/attachments/0`);
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('予定.ics'));
    expect(await file.text()).toContain('BEGIN:VCALENDAR');
  });

  it('lets nothing in a mail run on its pages', async () => {
    const attack = '<script>alert(1)</script><img src=x onerror=alert(2)>';
    await send({
      to: 'junior@mazeru.example',
      subject: attack,
      text: attack,
      html: attack,
      attachments: [{ filename: `${attack}.txt`, content: 'x' }],
    });
    for (const path of ['/', `/messages/${(await list())[0]?.id}`]) {
      const response = await fetch(catcher.pageUrl + path);
      const body = await response.text();
      expect(body).not.toMatch(/<script|<img/);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect(await get(`/messages/${(await list())[0]?.id}`)).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  });

  it('speaks Japanese and English, and says what an empty list means', async () => {
    expect(await get('/')).toContain('まだメールはありません');
    expect(await get('/?lang=en')).toContain('No mail yet');
    expect(await get('/', { 'accept-language': 'en' })).toContain('<html lang="en">');
  });

  it('keeps the last 200 and forgets all when asked', async () => {
    for (let n = 1; n <= 203; n += 1) await send({ to: 'a@mazeru.example', subject: `mail ${n}`, text: '' });
    const items = await list();
    expect([items.length, items[0]?.subject, items.at(-1)?.subject]).toEqual([200, 'mail 203', 'mail 4']);

    await fetch(`${catcher.pageUrl}/messages`, { method: 'DELETE' });
    expect(await list()).toEqual([]);
  });

  it('answers 404 for what it does not have', async () => {
    for (const path of ['/messages/9', '/messages/1/attachments/0', '/elsewhere'])
      expect((await fetch(catcher.pageUrl + path)).status).toBe(404);
  });
});

async function send(mail: SendMailOptions): Promise<void> {
  await transport.sendMail({ from: 'mazeru@mazeru.example', ...mail });
}

async function list(query = ''): Promise<CaughtMailList['items']> {
  const response = await fetch(`${catcher.pageUrl}/messages${query}`);
  return ((await response.json()) as CaughtMailList).items;
}

async function get(path: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(catcher.pageUrl + path, { headers })).text();
}
