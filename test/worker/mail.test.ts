import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { startMailCatcher, type CaughtMail, type CaughtMailList, type MailCatcher } from '../../apps/mail-catcher/mail-catcher.js';
import { startWorker } from '../../apps/worker/worker.js';
import { enqueue, row } from '#libs/database';
import { MovableClock, newId } from '#libs/kernel';
import { MAIL_ATTEMPTS, MailDelivery, notify, type Notice } from '#libs/notices';
import { START, testSettings } from '../support/app.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';

let url: string;
let clock: MovableClock;
let catcher: MailCatcher;
const workers: INestApplicationContext[] = [];

beforeAll(async () => {
  url = await createTestDatabase();
  clock = new MovableClock(START);
  catcher = await startMailCatcher();
});
afterAll(async () => {
  for (const worker of workers) await worker.close();
  await catcher.stop();
  await dropTestDatabase(url);
});

async function work(smtpUrl = catcher.smtpUrl): Promise<INestApplicationContext> {
  const worker = await startWorker({ ...testSettings(url), logLevel: 'silent', smtpUrl }, clock);
  workers.push(worker);
  return worker;
}

async function caught(to: string): Promise<CaughtMail[]> {
  const answer = await fetch(`${catcher.pageUrl.replace(/\/$/, '')}/messages?to=${encodeURIComponent(to)}`);
  const list = (await answer.json()) as CaughtMailList;
  return list.items;
}

async function arrived(to: string, count: number): Promise<CaughtMail[]> {
  for (let tries = 0; tries < 100; tries += 1) {
    const mails = await caught(to);
    if (mails.length >= count) return mails;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`no ${count} mails for ${to}`);
}

const address = (): string => `p-${newId().slice(-12)}@mazeru.test`;
const letter = (email: string, more: Partial<Notice> = {}): Notice => ({
  to: { accountId: newId(), email, locale: 'ja' },
  by: 'mail',
  template: 'resetPassword',
  params: { name: '髙橋 <花子> 🌸', minutes: 60 },
  href: '/reset/secret-token',
  at: clock.now(),
  ...more,
});

interface MailRow {
  id: string;
  href: string | null;
  attempts: number;
  lastError: string | null;
  sentAt: Date | null;
  failedAt: Date | null;
  nextAttemptAt: Date | null;
}
const mailTo = (db: DataSource, email: string) =>
  row<MailRow>(
    db,
    `select id, href, attempts, last_error as "lastError", sent_at as "sentAt", failed_at as "failedAt", next_attempt_at as "nextAttemptAt"
       from outbox_mails where to_address = $1`,
    [email],
  );

describe('the mail', () => {
  it('goes out once with two workers at it, and its secret link does not stay in the row', async () => {
    const [one, two] = [await work(), await work()];
    const db = one.get(DataSource);
    const people = Array.from({ length: 60 }, address);
    await notify(db, people.map((email) => letter(email)));
    await Promise.all([one, two, one, two].map((worker) => worker.get(MailDelivery).deliver()));
    for (const email of people) expect(await arrived(email, 1)).toHaveLength(1);

    const [first = ''] = people;
    expect(await mailTo(db, first)).toMatchObject({ href: null, attempts: 1, lastError: null, sentAt: clock.now(), nextAttemptAt: null });
    const [mail] = await caught(first);
    expect(mail?.subject).toBe('パスワードの再設定');
    expect(mail?.text).toContain('髙橋 <花子> 🌸 様');
    expect(mail?.text).toContain('http://mazeru.test/reset/secret-token');
    expect(mail?.html).toContain('髙橋 &lt;花子&gt; 🌸 様');
    expect(mail?.html).not.toContain('<花子>');
  });

  it('is picked up from the queue within moments of being woken', async () => {
    const db = (workers[0] ?? (await work())).get(DataSource);
    const email = address();
    await db.transaction(async (tx) => {
      await notify(tx, [letter(email, { template: 'passwordChanged', href: '/me/account' })]);
      await enqueue(tx, 'deliverMail', {}, 'deliverMail');
    });
    await arrived(email, 1);
    expect((await mailTo(db, email))?.href).toBe('/me/account');
  });

  it('carries the booking into the calendar, and takes it out again', async () => {
    const worker = workers[0] ?? (await work());
    const email = address();
    const entry = {
      uid: 'claim-1@mazeru',
      sequence: 0,
      status: 'confirmed' as const,
      startsAt: '2026-11-28T10:00:00Z',
      endsAt: '2026-11-28T12:00:00Z',
      title: '受付・北のつくえ盛岡',
      place: '岩手県盛岡市大通1-1',
      description: '受付とご案内',
    };
    await notify(worker.get(DataSource), [
      letter(email, { template: 'passwordChanged', calendar: entry }),
      letter(email, { template: 'passwordChanged', calendar: { ...entry, sequence: 1, status: 'cancelled' } }),
    ]);
    await worker.get(MailDelivery).deliver();
    const mails = await arrived(email, 2);
    const files = await Promise.all(mails.map((mail) => calendarOf(mail)));
    const request = files.find((file) => file.includes('METHOD:REQUEST')) ?? '';
    const cancel = files.find((file) => file.includes('METHOD:CANCEL')) ?? '';
    expect(request).toContain('DTSTART;TZID=Asia/Tokyo:20261128T190000');
    expect(request).toContain('DTEND;TZID=Asia/Tokyo:20261128T210000');
    expect(request).toMatch(/BEGIN:VTIMEZONE\s+TZID:Asia\/Tokyo/);
    expect(request).toMatch(/DTSTAMP:\d{8}T\d{6}Z/);
    expect(request).toContain('UID:claim-1@mazeru');
    expect(request).toContain('SUMMARY:受付・北のつくえ盛岡');
    expect(cancel).toContain('SEQUENCE:1');
    expect(cancel).toContain('STATUS:CANCELLED');
  });

  it('waits longer after each failure, and is given up after the last try', async () => {
    const closedPort = 'smtp://127.0.0.1:1';
    const worker = await work(closedPort);
    const db = worker.get(DataSource);
    const delivery = worker.get(MailDelivery);
    const email = address();
    await notify(db, [letter(email)]);
    await delivery.deliver();
    const first = await mailTo(db, email);
    expect(first).toMatchObject({ attempts: 1, sentAt: null, failedAt: null, href: '/reset/secret-token' });
    expect(first?.lastError).toMatch(/^[A-Z]+$/);
    expect(first?.nextAttemptAt).toEqual(new Date(clock.now().getTime() + 5 * 60_000));

    await delivery.deliver();
    expect((await mailTo(db, email))?.attempts).toBe(1);
    for (let attempt = 2; attempt <= MAIL_ATTEMPTS; attempt += 1) {
      clock.set((await mailTo(db, email))?.nextAttemptAt ?? clock.now());
      await delivery.deliver();
      expect((await mailTo(db, email))?.attempts).toBe(attempt);
    }
    expect(await mailTo(db, email)).toMatchObject({ failedAt: clock.now(), nextAttemptAt: null, href: null });
  });

  it('of a worker that was killed while sending goes out later', async () => {
    const worker = workers[0] ?? (await work());
    const db = worker.get(DataSource);
    const email = address();
    await notify(db, [letter(email)]);
    // What a killed worker leaves behind: taken, never told of.
    await db.query(`update outbox_mails set attempts = 1, next_attempt_at = $2::timestamptz + interval '5 minutes' where to_address = $1`, [email, clock.now()]);
    await worker.get(MailDelivery).deliver();
    expect(await caught(email)).toHaveLength(0);
    clock.advance({ minutes: 5 });
    await worker.get(MailDelivery).deliver();
    await arrived(email, 1);
    expect(await mailTo(db, email)).toMatchObject({ attempts: 2, sentAt: clock.now() });
  });
});

/** The calendar file of a mail, unfolded. */
async function calendarOf(mail: CaughtMail): Promise<string> {
  const at = mail.attachments.findIndex(({ name }) => name === 'mazeru.ics');
  const answer = await fetch(`${catcher.pageUrl.replace(/\/$/, '')}/messages/${mail.id}/attachments/${at}`);
  return (await answer.text()).replace(/\r\n /g, '');
}
