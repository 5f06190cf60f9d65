import { createHash } from 'node:crypto';
import { row } from '#libs/database';
import { DocumentsService, drawDocumentNumber, issueDocument, termsNoticeContent } from '#libs/documents';
import { day, newId } from '#libs/kernel';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

let app: TestApp;
let mixer: Person;
let space: SpaceInTest;
let noticeId: string;

beforeAll(async () => {
  app = await TestApp.start();
  mixer = await app.mixer({ name: '髙橋 花子🌸' });
  space = await app.space();
  noticeId = await issueNotice();
});
afterAll(() => app.stop());

/** A notice as a claim issues it. */
function issueNotice(): Promise<string> {
  return app.db.transaction(async (tx) => {
    const number = await drawDocumentNumber(tx, 'termsNotice', '2026-11-21');
    const content = termsNoticeContent({
      number,
      version: 1,
      orderedOn: day('2026-11-21'),
      orderingParty: 'space',
      orderer: { name: space.name, address: '岩手県盛岡市大通1-1' },
      contractor: { name: mixer.name },
      service: { kind: 'reception', content: '受付とご案内', manualVersion: 1, startsAt: new Date('2026-11-28T10:00:00Z'), endsAt: new Date('2026-11-28T12:00:00Z') },
      place: { name: space.name, address: '岩手県盛岡市大通1-1' },
      rewardYen: 4_000,
      travelExpense: 'included',
      paymentDueOn: day('2026-12-25'),
      shiftVersion: 1,
      ruleSetVersion: 1,
      helpDesk: 'help@mazeru.example',
    });
    const issued = await issueDocument(tx, {
      kind: 'termsNotice',
      number,
      subjectId: newId(),
      version: 1,
      partyAccountId: mixer.accountId,
      partySpaceId: space.id,
      content,
      at: app.clock.now(),
    });
    return issued.id;
  });
}

describe('a terms notice', () => {
  it('is read by the owner without counting as read, then by the mixer, whose first look stays', async () => {
    const byOwner = await app.as(space.owner).get(`/documents/${noticeId}`).expect(200);
    expect(byOwner.body).toMatchObject({ kind: 'termsNotice', title: '取引条件通知書', version: 1, readAt: null, supersedesId: null });
    expect(byOwner.body.number).toMatch(/^TN-2026-\d{6}$/);

    const first = await app.as(mixer).get(`/documents/${noticeId}`).expect(200);
    expect(first.body.readAt).toBe(app.clock.now().toISOString());
    app.clock.advance({ minutes: 5 });
    const second = await app.as(mixer, 'en').get(`/documents/${noticeId}`).expect(200);
    expect(second.body).toMatchObject({ readAt: first.body.readAt, title: 'Notice of terms' });
  });

  it('says the nine items in the reader’s language and keeps names as they are written', async () => {
    const { body } = await app.as(mixer).get(`/documents/${noticeId}`).expect(200);
    expect(body.items).toHaveLength(9);
    expect(body.items[0].lines[1]).toBe('受託者：髙橋 花子🌸');
    expect(body.content).toMatchObject({ number: body.number, rewardYen: 4_000, paymentDueOn: '2026-12-25' });
  });

  it('can be checked by anybody who holds it: the digest is that of the content', async () => {
    const { body } = await app.as(mixer).get(`/documents/${noticeId}`).expect(200);
    expect(createHash('sha256').update(body.canonicalContent, 'utf8').digest('hex')).toBe(body.sha256);
    expect(JSON.parse(body.canonicalContent)).toEqual(body.content);
  });

  it('is not there for other mixers and other spaces, and asks guests to sign in', async () => {
    const [stranger, elsewhere] = [await app.mixer(), await app.space({ name: 'よその場所' })];
    for (const path of [`/documents/${noticeId}`, `/documents/${noticeId}.pdf`]) {
      await app.as(stranger).get(path).expect(404);
      await app.as(elsewhere.owner).get(path).expect(404);
      await app.as(null).get(path).expect(401);
      await app.as(await app.admin('steward')).get(path).expect(200);
    }
    await app.as(mixer).get(`/documents/${newId()}`).expect(404);
    await app.as(mixer).get('/documents/nonsense.pdf').expect(404);
  });

  it('comes as a PDF even when a name holds a sign no typeface has, and is drawn once', async () => {
    const first = await app.as(mixer).get(`/documents/${noticeId}.pdf`).buffer(true).expect(200).expect('content-type', 'application/pdf');
    expect(first.body.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.headers['content-disposition']).toMatch(/^inline; filename="TN-2026-\d+\.pdf"$/);
    const drawn = await row<{ at: Date }>(app.db, 'select rendered_at as at from document_renderings where document_id = $1', [noticeId]);

    app.clock.advance({ hours: 1 });
    await app.nest.get(DocumentsService).render(noticeId);
    const kept = await row<{ at: Date }>(app.db, 'select rendered_at as at from document_renderings where document_id = $1', [noticeId]);
    expect(kept).toEqual(drawn);
  });

  it('cannot be changed or deleted, not even by a hand on the database', async () => {
    await expect(app.db.query(`update documents set content = '{}' where id = $1`, [noticeId])).rejects.toThrow('append-only');
    await expect(app.db.query('delete from documents where id = $1', [noticeId])).rejects.toThrow();
  });

  it('is refused when its content bears another number', async () => {
    const content = { number: 'TN-2026-999999' };
    const issue = { kind: 'termsNotice' as const, number: 'TN-2026-000000', subjectId: newId(), version: 1, partyAccountId: mixer.accountId, partySpaceId: space.id };
    await expect(issueDocument(app.db, { ...issue, content, at: app.clock.now() })).rejects.toThrow('TN-2026-999999');
  });
});
