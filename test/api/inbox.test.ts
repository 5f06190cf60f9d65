import { rows } from '#libs/database';
import { notify } from '#libs/notices';
import { TestApp, type Person } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

async function tell(person: Person, times: number): Promise<void> {
  for (let told = 0; told < times; told += 1) {
    await notify(app.db, [
      {
        to: { accountId: person.accountId, email: person.email, locale: 'ja' },
        template: 'checksFailed',
        params: { count: told + 1, names: 'claims-without-document' },
        href: '/admin/audit',
        at: app.clock.now(),
      },
    ]);
  }
}

describe('the inbox', () => {
  it('shows one’s own notices, newest first, in the reader’s language', async () => {
    const [hanako, taro] = [await app.person('花子'), await app.person('太郎')];
    await tell(hanako, 2);
    await tell(taro, 1);

    const { body } = await app.as(hanako).get('/inbox').expect(200);
    expect(body).toMatchObject({ unread: 2, nextCursor: null });
    expect(body.items.map((item: { subject: string }) => item.subject)).toEqual(['夜間点検で食い違いが2件見つかりました', '夜間点検で食い違いが1件見つかりました']);
    expect(body.items[0]).toMatchObject({ href: '/admin/audit', linkLabel: '監査の記録を開く', readAt: null, createdAt: app.clock.now().toISOString() });

    const english = await app.as(hanako, 'en').get('/inbox').expect(200);
    expect(english.body.items[0].subject).toBe('The nightly checks found 2 disagreements');
    await app.as(null).get('/inbox').expect(401);
  });

  it('comes in pages, and says so when a cursor is none of ours', async () => {
    const person = await app.person();
    await tell(person, 3);
    const first = await app.as(person).get('/inbox?limit=2').expect(200);
    expect(first.body.items).toHaveLength(2);
    const second = await app.as(person).get(`/inbox?limit=2&cursor=${first.body.nextCursor}`).expect(200);
    expect(second.body.items).toHaveLength(1);
    expect(second.body.nextCursor).toBeNull();
    for (const forged of ['nonsense', Buffer.from('["x"]').toString('base64url')]) {
      const refused = await app.as(person).get(`/inbox?cursor=${forged}`).expect(400);
      expect(refused.body.fields[0].path).toBe('cursor');
    }
  });

  it('remembers the first reading of a notice, and takes nobody else’s hand for it', async () => {
    const [hanako, taro] = [await app.person('花子'), await app.person('太郎')];
    await tell(hanako, 2);
    const [item] = (await app.as(hanako).get('/inbox').expect(200)).body.items;
    await app.as(taro).post(`/inbox/${item.id}/reading`).expect(404);
    await app.as(hanako).post(`/inbox/${item.id}/reading`).expect(204);
    const readAt = app.clock.now().toISOString();
    app.clock.advance({ minutes: 1 });
    await app.as(hanako).post(`/inbox/${item.id}/reading`).expect(204);

    const { body } = await app.as(hanako).get('/inbox').expect(200);
    expect(body.items[0].readAt).toBe(readAt);
    expect(body.unread).toBe(1);
    const unread = await app.as(hanako).get('/inbox?unread=true').expect(200);
    expect(unread.body.items).toHaveLength(1);
  });

  it('is emptied of the unread at one stroke', async () => {
    const person = await app.person();
    await tell(person, 3);
    await app.as(person).post('/inbox/reading').expect(204);
    const { body } = await app.as(person).get('/inbox?unread=true').expect(200);
    expect(body).toMatchObject({ items: [], unread: 0 });
  });
});

describe('after a write', () => {
  it('the mailer is woken once, and only when a mail is due', async () => {
    const person = await app.person();
    const waiting = () => rows(app.db, `select from graphile_worker.jobs where task_identifier = 'deliverMail'`);
    await app.db.query('update outbox_mails set next_attempt_at = null');
    await app.db.query(`select graphile_worker.remove_job('deliverMail')`);
    await app.as(person).post('/inbox/reading').expect(204);
    await new Promise((done) => setTimeout(done, 400));
    expect(await waiting()).toHaveLength(0);

    await tell(person, 1);
    await Promise.all([1, 2, 3].map(() => app.as(person).post('/inbox/reading').expect(204)));
    await new Promise((done) => setTimeout(done, 400));
    expect(await waiting()).toHaveLength(1);
  });
});
