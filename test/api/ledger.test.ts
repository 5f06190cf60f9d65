import iconv from 'iconv-lite';
import { row, rows } from '#libs/database';
import { newId, yen } from '#libs/kernel';
import { balanceOfAccount, countedTrialBalance, isInChain, LedgerSealer, post, postAll, rebuildMonths, takeBack, trialBalance, verifyLedger, type AccountRef, type Posting } from '#libs/ledger';
import { TestApp, type Person, type SpaceInTest } from '../support/app.js';

let app: TestApp;
let treasurer: Person;
let mixer: Person;
let space: SpaceInTest;
let sealer: LedgerSealer;

beforeAll(async () => {
  app = await TestApp.start();
  treasurer = await app.admin('treasurer', '会計 三郎');
  mixer = await app.mixer({ name: '高橋 美咲' });
  space = await app.space();
  sealer = app.nest.get(LedgerSealer);
});
afterAll(() => app.stop());

const at = (iso: string): Date => new Date(iso);
const receivable = (person: Person): AccountRef => ({ type: 'receivable', ownerAccountId: person.accountId });
const payable = (person: Person): AccountRef => ({ type: 'payable', ownerAccountId: person.accountId });

/** Dues of a month, charged to somebody. */
const charged = (person: Person, amount: number, eventAt: Date, id = newId()): Posting => ({
  cause: { kind: 'dues.charged', id },
  eventAt,
  transfers: [{ from: { type: 'duesIncome' }, to: receivable(person), amountYen: yen(amount), kind: 'dues' }],
});

const paid = (person: Person, amount: number, fee: number, eventAt: Date, id = newId()): Posting => ({
  cause: { kind: 'dues.paid', id },
  eventAt,
  transfers: [
    { from: receivable(person), to: { type: 'stripe' }, amountYen: yen(amount), kind: 'payment' },
    { from: { type: 'stripe' }, to: { type: 'fees' }, amountYen: yen(fee), kind: 'fee' },
  ],
});

const zero = async (): Promise<number> => (await trialBalance(app.db, at('2999-01-01T00:00:00Z'))).reduce((sum, { balanceYen }) => sum + balanceYen, 0);

describe('posting', () => {
  it('moves money between accounts that open with their first transfer, and says that it did', async () => {
    const who = await app.person();
    expect(await post(app.db.manager, charged(who, 1_000, at('2026-11-01T00:00:00Z')))).toBe(true);
    expect(await balanceOfAccount(app.db, receivable(who), app.clock.now())).toBe(1_000);
    expect(await zero()).toBe(0);
  });

  it('of the same cause happens once, also when ten ask at the same time', async () => {
    const who = await app.person();
    const posting = charged(who, 500, app.clock.now());
    const wrote = await Promise.all(Array.from({ length: 10 }, () => app.db.transaction((tx) => post(tx, posting))));
    expect(wrote.filter(Boolean)).toHaveLength(1);
    expect(await balanceOfAccount(app.db, receivable(who), app.clock.now())).toBe(500);
  });

  it('is left to the second when the first one is rolled back', async () => {
    const who = await app.person();
    const posting = charged(who, 500, app.clock.now());
    const failed = app.db.transaction(async (tx) => {
      await post(tx, posting);
      throw new Error('changed its mind');
    });
    await expect(failed).rejects.toThrow('changed its mind');
    expect(await post(app.db.manager, posting)).toBe(true);
    expect(await balanceOfAccount(app.db, receivable(who), app.clock.now())).toBe(500);
  });

  it('of many causes writes those that are new', async () => {
    const who = await app.person();
    const [first, second] = [charged(who, 500, app.clock.now()), charged(who, 700, app.clock.now())];
    await post(app.db.manager, first);
    expect(await postAll(app.db.manager, [second, first])).toBe(1);
    expect(await postAll(app.db.manager, [])).toBe(0);
    expect(await balanceOfAccount(app.db, receivable(who), app.clock.now())).toBe(1_200);
  });

  it('is taken back by a posting of its own that names it, once', async () => {
    const who = await app.person();
    const first = charged(who, 3_000, at('2026-11-02T00:00:00Z'));
    await post(app.db.manager, first);
    const back = { cause: { kind: 'dues.voided' as const, id: first.cause.id }, corrects: first.cause, eventAt: at('2026-11-03T00:00:00Z') };
    expect(await takeBack(app.db.manager, back)).toBe(true);
    expect(await takeBack(app.db.manager, back)).toBe(false);
    expect(await balanceOfAccount(app.db, receivable(who), app.clock.now())).toBe(0);
    expect(await balanceOfAccount(app.db, receivable(who), at('2026-11-02T12:00:00Z'))).toBe(3_000);

    const told = await app.as(treasurer).get(`/ledger/causes/dues.charged/${first.cause.id}`).expect(200);
    expect(told.body.corrections).toMatchObject([{ kind: 'dues.voided', name: '組合費の請求の取消' }]);
    const other = await app.as(treasurer).get(`/ledger/causes/dues.voided/${first.cause.id}`).expect(200);
    expect(other.body.corrects).toMatchObject({ kind: 'dues.charged', id: first.cause.id });
  });

  it('cannot put right or take back what never posted', async () => {
    const who = await app.person();
    const nothing = { kind: 'dues.charged', id: newId() } as const;
    await expect(app.db.transaction((tx) => post(tx, { ...charged(who, 10, app.clock.now()), corrects: nothing }))).rejects.toThrow('never posted');
    await expect(takeBack(app.db.manager, { cause: { kind: 'dues.voided', id: newId() }, corrects: nothing, eventAt: app.clock.now() })).rejects.toThrow('never posted');
    expect(await balanceOfAccount(app.db, receivable(who), app.clock.now())).toBe(0);
  });

  it('of nothing, of zero yen, or from an account to itself is a fault', async () => {
    const who = await app.person();
    const empty = { ...charged(who, 1, app.clock.now()), transfers: [] };
    await expect(post(app.db.manager, empty)).rejects.toThrow('moves no money');
    await expect(post(app.db.manager, charged(who, 0, app.clock.now()))).rejects.toThrow('ledger_transfers_positive');
    await expect(post(app.db.manager, charged(who, -5, app.clock.now()))).rejects.toThrow('ledger_transfers_positive');
    const circle = { ...charged(who, 1, app.clock.now()), transfers: [{ from: receivable(who), to: receivable(who), amountYen: yen(5), kind: 'dues' as const }] };
    await expect(post(app.db.manager, circle)).rejects.toThrow('ledger_transfers_apart');
  });

  it.each(['ledger_accounts', 'ledger_postings', 'ledger_transfers', 'ledger_seals'])('leaves %s as it is: no change, no deletion, no emptying', async (table) => {
    await post(app.db.manager, charged(mixer, 1, app.clock.now()));
    await sealer.seal();
    const column = table === 'ledger_seals' ? 'number' : 'id';
    await expect(app.db.query(`update ${table} set ${column} = ${column}`)).rejects.toThrow('append-only');
    await expect(app.db.query(`delete from ${table}`)).rejects.toThrow('append-only');
    await expect(app.db.query(`truncate ${table} cascade`)).rejects.toThrow('append-only');
  });

  it('of any kind, in any order, sealed or not, keeps the sum over all accounts at zero and the totals by month true', async () => {
    const people = [await app.person(), await app.person(), await app.person(), await app.person()] as const;
    const random = seeded(20_261_121);
    const pick = <T>(all: readonly [T, ...T[]]): T => all[Math.floor(random() * all.length)] ?? all[0];
    const plain = ['stripe', 'bank', 'cashBox', 'duesIncome', 'courseIncome', 'fees', 'fund', 'withholding', 'writeOff', 'shiftCost'] as const;
    const account = (): AccountRef => (random() < 0.5 ? { type: pick(plain) } : random() < 0.5 ? receivable(pick(people)) : payable(pick(people)));
    const instants = [at('2025-12-31T14:59:59.999Z'), at('2025-12-31T15:00:00Z'), at('2026-02-28T23:00:00Z'), at('2026-10-31T15:00:00Z'), at('2026-11-20T03:00:00Z')] as const;
    for (let round = 0; round < 12; round += 1) {
      const postings = Array.from({ length: 20 }, (): Posting => {
        const transfers = Array.from({ length: 1 + Math.floor(random() * 7) }, () => ({ from: account(), to: account(), amountYen: yen(1 + Math.floor(random() * 100_000)), kind: 'payment' as const }));
        const apart = transfers.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
        return { cause: { kind: 'ledger.corrected', id: newId() }, eventAt: pick(instants), transfers: apart.length > 0 ? apart : charged(pick(people), 1, pick(instants)).transfers };
      });
      await postAll(app.db.manager, postings);
      if (round % 3 === 0) await sealer.seal();
      for (const instant of [...instants, at('2026-02-10T00:00:00Z'), app.clock.now()]) {
        const [told, counted] = [await trialBalance(app.db, instant), await countedTrialBalance(app.db, instant)];
        expect(byType(told)).toEqual(byType(counted));
        expect(told.reduce((sum, { balanceYen }) => sum + balanceYen, 0)).toBe(0);
      }
    }
    await sealer.seal();
    const months = () => rows(app.db, 'select account_id, month, in_yen, out_yen from ledger_months order by account_id, month');
    const kept = await months();
    await app.db.transaction((tx) => rebuildMonths(tx));
    expect(await months()).toEqual(kept);
    expect((await verify()).broken).toBeNull();
  });
});

const byType = (found: Awaited<ReturnType<typeof trialBalance>>) => [...found].sort((a, b) => a.type.localeCompare(b.type));

/** Numbers that look random and are the same every time. */
function seeded(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const verify = () => app.db.transaction('REPEATABLE READ', (tx) => verifyLedger(tx));

describe('the seals', () => {
  it('take a posting whose transaction commits late with the next seal, and nothing twice', async () => {
    const late = app.db.createQueryRunner();
    await late.startTransaction();
    await post(late.manager, charged(mixer, 11, app.clock.now()));
    await post(app.db.manager, charged(mixer, 12, app.clock.now()));
    expect(await sealer.seal()).toBe(1);
    await late.commitTransaction();
    await late.release();
    expect(await sealer.seal()).toBe(1);
    expect(await sealer.seal()).toBe(0);
    expect(await verify()).toMatchObject({ waiting: 0, broken: null });
  });

  it('are made once by two workers who come at the same time', async () => {
    await postAll(app.db.manager, Array.from({ length: 30 }, () => charged(mixer, 13, app.clock.now())));
    const taken = await Promise.all([sealer.seal(), sealer.seal(), sealer.seal()]);
    expect(taken.reduce((sum, n) => sum + n, 0)).toBe(30);
    expect(await verify()).toMatchObject({ waiting: 0, broken: null });
  });

  it('prove the books, count what still waits, and know a head that was noted before', async () => {
    const { head } = await verify();
    await post(app.db.manager, charged(mixer, 14, app.clock.now()));
    expect(await verify()).toMatchObject({ waiting: 1, broken: null, head });
    await sealer.seal();
    const later = await verify();
    expect(later.head).not.toBe(head);
    expect(await isInChain(app.db, head ?? '')).toBe(true);
    expect(await isInChain(app.db, '00'.repeat(32))).toBe(false);
  });

  /** A wrong by somebody who may do anything in the database, undone afterwards. */
  async function tamper(...wrong: [text: string, params?: unknown[]][]) {
    const runner = app.db.createQueryRunner();
    await runner.startTransaction('REPEATABLE READ');
    try {
      await runner.query('set local session_replication_role = replica');
      for (const [text, params] of wrong) await runner.query(text, params);
      return await verifyLedger(runner.manager);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  const sealedOne = async (): Promise<string> => {
    const cause = charged(mixer, 777, app.clock.now());
    await post(app.db.manager, cause);
    await sealer.seal();
    return (await row<{ id: string }>(app.db, 'select t.id from ledger_transfers t join ledger_postings p on p.id = t.posting_id where p.cause_id = $1', [cause.cause.id]))?.id ?? '';
  };

  it('name the line that was altered behind the triggers', async () => {
    const id = await sealedOne();
    expect((await tamper(['update ledger_transfers set amount_yen = 776 where id = $1', [id]])).broken).toMatchObject({ what: 'altered', transferId: id, now: expect.stringContaining('776') });
    expect((await tamper([`update ledger_transfers set event_at = event_at - interval '1 day' where id = $1`, [id]])).broken).toMatchObject({ what: 'altered', transferId: id });
    expect((await tamper([`update ledger_postings set cause_id = 'x' where id = (select posting_id from ledger_transfers where id = $1)`, [id]])).broken).toMatchObject({ what: 'altered', transferId: id });
  });

  it('name the line whose account was given to somebody else', async () => {
    const id = await sealedOne();
    const other = await app.person();
    const first = await row<{ id: string }>(app.db, `select id from ledger_transfers where to_account_id = (select to_account_id from ledger_transfers where id = $1) order by id limit 1`, [id]);
    const wrong = await tamper(['update ledger_accounts set owner_account_id = $2 where id = (select to_account_id from ledger_transfers where id = $1)', [id, other.accountId]]);
    expect(wrong.broken).toMatchObject({ what: 'altered', transferId: first?.id });
  });

  it('name the line that was deleted, and the one that was slipped in', async () => {
    const id = await sealedOne();
    expect((await tamper(['delete from ledger_transfers where id = $1', [id]])).broken).toMatchObject({ what: 'missing', transferId: id, now: null });
    const copy = newId();
    const slipped = await tamper([
      `insert into ledger_transfers (id, posting_id, line, kind, from_account_id, to_account_id, amount_yen, event_at)
       select $2, posting_id, 'more', kind, from_account_id, to_account_id, amount_yen, event_at from ledger_transfers where id = $1`,
      [id, copy],
    ]);
    expect(slipped.broken).toMatchObject({ what: 'unsealed', transferId: copy });
  });

  it('name the seal that was altered, taken out, or that no longer continues the one before', async () => {
    await sealedOne();
    const last = Number((await row<{ number: string }>(app.db, 'select max(number) as number from ledger_seals'))?.number);
    expect((await tamper([`update ledger_seals set sealed_at = sealed_at + interval '1 minute' where number = $1`, [last]])).broken).toMatchObject({ what: 'seal', seal: last });
    expect((await tamper(['delete from ledger_seals where number = $1', [last - 1]])).broken).toMatchObject({ what: 'seal', seal: last - 1 });
    expect((await tamper(['update ledger_seals set hash = sha256(hash) where number = $1', [last - 1]])).broken).toMatchObject({ what: 'seal', seal: last - 1 });
    expect((await tamper(['delete from ledger_seals where number = $1', [last]])).broken).toMatchObject({ what: 'unsealed' });
  });
});

describe('the treasurer', () => {
  let who: Person;
  let namesake: Person;
  const first = newId();

  beforeAll(async () => {
    who = await app.person('髙橋 一郎');
    namesake = await app.person('髙橋 一郎');
    await postAll(app.db.manager, [
      charged(who, 1_000, at('2026-09-30T15:00:00Z'), first),
      paid(who, 1_000, 36, at('2026-10-01T03:00:00Z')),
      charged(who, 1_000, at('2026-10-31T15:00:00Z')),
      paid(who, 1_000, 36, at('2026-11-05T03:00:00Z')),
      charged(namesake, 500, at('2026-11-05T03:00:00Z')),
    ]);
    await sealer.seal();
    await post(app.db.manager, charged(who, 300, at('2026-10-15T00:00:00Z')));
  });

  const accountOf = async (person: Person): Promise<string> => {
    const found = await app.as(treasurer).get(`/ledger/accounts?owner=${person.accountId}`).expect(200);
    return found.body.items[0].id;
  };

  it('reads the chart of accounts as it stood at an instant', async () => {
    const asOf = async (instant: string) => (await app.as(treasurer).get(`/ledger/accounts?owner=${who.accountId}&at=${instant}`).expect(200)).body.items;
    expect(await asOf('2026-09-30T14:59:59.999Z')).toMatchObject([{ type: 'receivable', name: '未収金', side: 'asset', owner: { kind: 'person', name: '髙橋 一郎' }, balanceYen: 0 }]);
    expect(await asOf('2026-09-30T15:00:00.000Z')).toMatchObject([{ balanceYen: 1_000, inYen: 1_000, outYen: 0 }]);
    expect(await asOf('2026-10-02T00:00:00Z')).toMatchObject([{ balanceYen: 0 }]);
    expect(await asOf('2026-11-20T00:00:00Z')).toMatchObject([{ balanceYen: 300, inYen: 2_300, outYen: 2_000 }]);
  });

  it('finds accounts by type and by part of a name, page by page', async () => {
    const found = await app.as(treasurer, 'en').get('/ledger/accounts?type=receivable&name=%E9%AB%99%E6%A9%8B').expect(200);
    expect(found.body.items.map((item: { name: string; owner: { name: string } }) => [item.name, item.owner.name])).toEqual([['Receivable', '髙橋 一郎'], ['Receivable', '髙橋 一郎']]);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await app.as(treasurer).get(`/ledger/accounts?limit=7${cursor && `&cursor=${cursor}`}`).expect(200);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      cursor = page.body.nextCursor ?? '';
    } while (cursor);
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen).toHaveLength(Number((await row<{ n: string }>(app.db, 'select count(*) as n from ledger_accounts'))?.n));
    expect((await app.as(treasurer).get('/ledger/accounts?name=%25').expect(200)).body.items).toEqual([]);
  });

  it('reads an account line by line with the balance after each, over pages', async () => {
    const id = await accountOf(who);
    const whole = await app.as(treasurer).get(`/ledger/accounts/${id}/entries`).expect(200);
    expect(whole.body).toMatchObject({ openingYen: 0, inYen: 2_300, outYen: 2_000, closingYen: 300, nextCursor: null });
    expect(whole.body.items.map(({ changeYen, balanceYen }: { changeYen: number; balanceYen: number }) => [changeYen, balanceYen])).toEqual([
      [-1_000, 300],
      [1_000, 1_300],
      [300, 300],
      [-1_000, 0],
      [1_000, 1_000],
    ]);
    const paged: number[] = [];
    let cursor = '';
    do {
      const page = await app.as(treasurer).get(`/ledger/accounts/${id}/entries?limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
      paged.push(...page.body.items.map(({ balanceYen }: { balanceYen: number }) => balanceYen));
      cursor = page.body.nextCursor ?? '';
    } while (cursor);
    expect(paged).toEqual([300, 1_300, 300, 0, 1_000]);

    const november = await app.as(treasurer).get(`/ledger/accounts/${id}/entries?from=2026-11-01&to=2026-11-30`).expect(200);
    expect(november.body).toMatchObject({ openingYen: 300, inYen: 1_000, outYen: 1_000, closingYen: 300 });
    expect(november.body.items).toHaveLength(2);
    const october = await app.as(treasurer).get(`/ledger/accounts/${id}/entries?from=2026-10-01&to=2026-10-31`).expect(200);
    expect(october.body).toMatchObject({ openingYen: 0, closingYen: 300 });
    await app.as(treasurer).get(`/ledger/accounts/${newId()}/entries`).expect(404);
    await app.as(treasurer).get(`/ledger/accounts/${id}/entries?from=2026-11-02&to=2026-11-01`).expect(400);
    await app.as(treasurer).get(`/ledger/accounts/${id}/entries?cursor=nonsense`).expect(400);
  });

  it('filters the journal by day, kind, account, owner and cause, and hears how much there is', async () => {
    const journal = async (query: string) => (await app.as(treasurer).get(`/ledger/journal?${query}`).expect(200)).body;
    const id = await accountOf(who);
    expect(await journal(`owner=${who.accountId}&from=2026-11-01&to=2026-11-30`)).toMatchObject({ count: 2, totalYen: 2_000, items: [{ kind: 'payment' }, { kind: 'dues', amountYen: 1_000 }] });
    expect(await journal(`account=${id}&kind=dues`)).toMatchObject({ count: null, items: [{ name: '組合費' }, { amountYen: 300 }, { cause: { id: first } }] });
    expect((await journal(`account=${id}&owner=${namesake.accountId}`)).items).toEqual([]);
    const [line] = (await journal(`cause=${first}&causeKind=dues.charged`)).items;
    expect(line).toMatchObject({
      from: { type: 'duesIncome', owner: null },
      to: { type: 'receivable', owner: { id: who.accountId } },
      cause: { name: '組合費の請求', href: `/admin/ledger/causes/dues.charged/${first}` },
      by: { kind: 'clock', name: null },
    });
    expect((await journal(`cause=${first}&causeKind=dues.paid`)).items).toEqual([]);
    await app.as(treasurer).get('/ledger/journal?causeKind=nothing').expect(400);
    await app.as(treasurer).get('/ledger/journal?from=2026-11-02&to=2026-11-01').expect(400);
    await app.as(mixer).get('/ledger/journal').expect(403);
  });

  it('sees a trial balance whose two sides are the same at every instant', async () => {
    for (const instant of ['2026-09-30T14:59:59.999Z', '2026-10-01T03:00:00Z', '2026-11-20T00:00:00Z']) {
      const { body } = await app.as(treasurer).get(`/ledger/trial-balance?at=${instant}`).expect(200);
      expect(body.differenceYen).toBe(0);
      expect(body.debitYen).toBe(body.creditYen);
    }
    const { body } = await app.as(treasurer, 'en').get('/ledger/trial-balance').expect(200);
    expect(body.rows[0]).toMatchObject({ type: 'stripe', name: 'Cash at Stripe', side: 'asset', accounts: 1 });
    await app.as(treasurer).get('/ledger/trial-balance?at=yesterday').expect(400);
  });

  it('opens the cause of a figure; one that never posted is not there', async () => {
    const { body } = await app.as(treasurer).get(`/ledger/causes/dues.charged/${first}`).expect(200);
    expect(body).toMatchObject({ name: '組合費の請求', sealed: true, transfers: [{ amountYen: 1_000 }], corrections: [], corrects: null, history: [] });
    await app.as(treasurer).get(`/ledger/causes/dues.paid/${first}`).expect(404);
    await app.as(treasurer).get('/ledger/causes/dues.paid/%00').expect(404);
  });

  const file = (query: string) => app.as(treasurer).get(`/ledger/journal.csv?${query}`).buffer(true).parse((answer, done) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('end', () => done(null, Buffer.concat(parts)));
  });
  const ofWho = () => `owner=${who.accountId}&from=2026-11-01&to=2026-11-30`;

  it('takes the journal home as a file that spreadsheets open: UTF-8 with its mark, CR LF', async () => {
    const answer = await file(ofWho()).expect(200);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="journal-generic-2026-11-01_2026-11-30.csv"');
    expect([...answer.body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = answer.body.toString('utf8').slice(1).split('\r\n');
    expect(lines[0]).toBe('発生日,時刻,伝票,行,種類,取引,借方科目,借方補助,貸方科目,貸方補助,金額,消費税,訂正する取引,記帳日時,記帳者,取引ID');
    expect(lines[1]).toMatch(/^2026-11-01,00:00,1,1,組合費,組合費の請求,未収金,髙橋 一郎,組合費収入,,1000,,,\d{4}-\d\d-\d\d \d\d:\d\d,,/);
    expect(lines.at(-1)).toBe('');
    const taken = await row<{ after: unknown }>(app.db, `select after from audit_entries where action = 'ledger.exported' and actor_account_id = $1 order by id desc limit 1`, [treasurer.accountId]);
    expect(taken?.after).toEqual({ owner: who.accountId, from: '2026-11-01', to: '2026-11-30', layout: 'generic', encoding: 'utf8', lines: 2 });
  });

  it('takes it home for 弥生: 25 columns in Shift_JIS without a head, namesakes told apart', async () => {
    const { body } = await file(`from=2026-11-01&to=2026-11-30&kind=dues&layout=yayoi&owner=${who.accountId}`).expect(200);
    expect([...body.subarray(0, 4)]).toEqual([...Buffer.from('2000')]);
    expect(body.includes(Buffer.from([0x96, 0xa2, 0x8e, 0xfb, 0x93, 0xfc, 0x8b, 0xe0]))).toBe(true);
    expect(body.includes(Buffer.from([0xfb, 0xfc]))).toBe(true);
    const [line = ''] = iconv.decode(body, 'cp932').split('\r\n');
    expect(line.split(',')).toHaveLength(25);
    expect(line).toMatch(/^2000,,,2026\/11\/01,未収入金,髙橋 一郎,,対象外,1000,,組合費収入,,,対象外,1000,,組合費の請求 組合費,,,0,,[\w-]+,0,0,no$/);
    const both = iconv.decode((await file('from=2026-11-01&to=2026-11-30&kind=dues&layout=yayoi').expect(200)).body, 'cp932');
    expect(both).toContain(`髙橋 一郎 ${who.accountId.slice(-4)}`);
    expect(both).toContain(`髙橋 一郎 ${namesake.accountId.slice(-4)}`);
    await app.as(treasurer).get('/ledger/journal.csv?layout=yayoi&encoding=utf8').expect(400);
  });

  it('takes it home for freee: columns by their head, the lines of one entry under one number', async () => {
    const { body } = await file(`from=2026-11-01&to=2026-11-30&owner=${who.accountId}&layout=freee`).expect(200);
    const lines = iconv.decode(body, 'cp932').split('\r\n');
    expect(lines[0]).toBe('日付,伝票番号,決算整理仕訳,借方勘定科目,借方補助科目,借方税区分,借方金額,借方税額,貸方勘定科目,貸方補助科目,貸方税区分,貸方金額,貸方税額,摘要');
    expect(lines[1]).toMatch(/^2026\/11\/01,1,,未収入金,髙橋 一郎,対象外,1000,,組合費収入,,対象外,1000,,組合費の請求 組合費 /);
    expect(lines[2]).toMatch(/^2026\/11\/05,2,,預け金,Stripe,対象外,1000,,未収入金,髙橋 一郎,対象外,1000,,/);
  });

  it('says which name Shift_JIS cannot write, and writes 〓 for it where that is asked for', async () => {
    const flower = await app.person('花🌸子');
    await post(app.db.manager, charged(flower, 100, at('2026-11-10T00:00:00Z')));
    const refused = await app.as(treasurer).get(`/ledger/journal.csv?layout=yayoi&owner=${flower.accountId}`).expect(422);
    expect(refused.body).toMatchObject({ code: 'ledger.notInShiftJis', detail: expect.stringContaining('「花🌸子」') });
    const { body } = await file(`layout=yayoi&owner=${flower.accountId}&substitute=true`).expect(200);
    expect(iconv.decode(body, 'cp932')).toContain('花〓子');
  });

  it('gets a name that looks like a formula as text', async () => {
    const sly = await app.person('=HYPERLINK("https://evil.example")');
    await post(app.db.manager, charged(sly, 100, at('2026-11-10T00:00:00Z')));
    const generic = (await file(`owner=${sly.accountId}`).expect(200)).body.toString('utf8');
    expect(generic).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    const yayoi = iconv.decode((await file(`owner=${sly.accountId}&layout=yayoi`).expect(200)).body, 'cp932');
    expect(yayoi).toContain(`"'=HYPERLINK(""https:`);
  });
});

describe('rewards', () => {
  let shiftId: string;
  let claimId: string;

  /** A shift of this space that the mixer has booked and that ended an hour ago. */
  async function worked({ orderingParty = 'space', rewardYen = 4_000, hoursAhead = -2 } = {}): Promise<void> {
    [shiftId, claimId] = [newId(), newId()];
    const startsAt = new Date(app.clock.now().getTime() + hoursAhead * 3_600_000);
    await app.db.query(
      `insert into shifts (id, space_id, kind, status, starts_at, ends_at, places, places_taken, reward_yen, min_tier, claim_mode, content, ordering_party, check_in_code)
       values ($1, $2, 'reception', 'published', $3, $4, 1, 1, $5, 'junior', 'instant', '受付', $6, '123456')`,
      [shiftId, space.id, startsAt, new Date(startsAt.getTime() + 3_600_000), rewardYen, orderingParty],
    );
    await app.db.query('alter table claims drop constraint if exists claims_terms_before_booking');
    await app.db.query(
      `insert into claims (id, shift_id, space_id, mixer_id, account_id, status, shift_version, rule_set_version, reward_yen, payment_due_on, claimed_at)
       values ($1, $2, $3, $4, $5, 'booked', 1, 1, $6, '2026-12-25', $7)`,
      [claimId, shiftId, space.id, mixer.mixerId, mixer.accountId, rewardYen, app.clock.now()],
    );
  }

  const entriesOf = async (kind: string, id: string) => (await app.as(treasurer).get(`/ledger/causes/${kind}/${id}`)).body;

  it('are owed from the confirmation on, by the space that ordered the service', async () => {
    await worked();
    const owed = await balanceOfAccount(app.db, payable(mixer), app.clock.now());
    await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(200);
    expect(await balanceOfAccount(app.db, payable(mixer), app.clock.now())).toBe(owed - 4_000);
    const told = await entriesOf('shift.confirmed', claimId);
    expect(told).toMatchObject({
      name: '実施の確認',
      by: { kind: 'account', name: space.owner.name },
      transfers: [{ name: '報酬', amountYen: 4_000, from: { type: 'payable', owner: { id: mixer.accountId } }, to: { type: 'receivable', owner: { kind: 'space', name: space.name } } }],
    });
    expect(told.history[0]).toMatchObject({ sentence: '実施を確認しました', by: { name: space.owner.name }, spaceName: space.name });
    await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(409);
    expect(await balanceOfAccount(app.db, payable(mixer), app.clock.now())).toBe(owed - 4_000);
  });

  it('are a cost of the cooperative where it ordered the service', async () => {
    await worked({ orderingParty: 'cooperative', rewardYen: 3_500 });
    await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(200);
    expect((await entriesOf('shift.confirmed', claimId)).transfers).toMatchObject([{ amountYen: 3_500, to: { type: 'shiftCost', owner: null } }]);
  });

  it('of nothing are confirmed without a posting', async () => {
    await worked({ rewardYen: 0 });
    await app.as(space.owner).post(`/claims/${claimId}/confirmation`).expect(200);
    await app.as(treasurer).get(`/ledger/causes/shift.confirmed/${claimId}`).expect(404);
  });

  it('are owed to 60 % when the space calls a shift off within a day of it', async () => {
    await worked({ hoursAhead: 5, rewardYen: 4_001 });
    await app.as(space.owner).post(`/shifts/${shiftId}/cancellation`).send({ reason: '設備の故障' }).expect(200);
    expect((await entriesOf('shift.cancelledLate', claimId)).transfers).toMatchObject([{ kind: 'lateCancellation', amountYen: 2_401, to: { type: 'receivable' } }]);
  });

  it('post nothing when a shift is called off in good time', async () => {
    await worked({ hoursAhead: 72 });
    await app.as(space.owner).post(`/shifts/${shiftId}/cancellation`).send({ reason: '貸し切り' }).expect(200);
    await app.as(treasurer).get(`/ledger/causes/shift.cancelledLate/${claimId}`).expect(404);
  });

  it('stand in the earnings of their mixer, by kind and with what is still owed', async () => {
    const { body } = await app.as(mixer).get('/me/earnings').expect(200);
    expect(body).toMatchObject({ month: '2026-11', earnedYen: 4_000 + 3_500 + 2_401, paidYen: 0, owedYen: 9_901 });
    expect(body.kinds).toEqual([
      { kind: 'lateCancellation', name: '直前取りやめの報酬', count: 1, earnedYen: 2_401 },
      { kind: 'reward', name: '報酬', count: 2, earnedYen: 7_500 },
    ]);
    expect(body.items[0]).toMatchObject({ causeKind: 'shift.cancelledLate', bearerName: space.name, yen: 2_401, paidOut: false });

    await post(app.db.manager, {
      cause: { kind: 'shift.corrected', id: newId() },
      corrects: { kind: 'shift.cancelledLate', id: body.items[0].causeId },
      eventAt: app.clock.now(),
      transfers: [{ from: { type: 'receivable', spaceId: space.id }, to: payable(mixer), amountYen: yen(401), kind: 'correction' }],
    });
    await post(app.db.manager, {
      cause: { kind: 'ledger.corrected', id: newId() },
      eventAt: app.clock.now(),
      transfers: [{ from: { type: 'bank' }, to: payable(mixer), amountYen: yen(5_000), kind: 'payment' }],
    });
    const later = await app.as(mixer).get('/me/earnings?month=2026-11').expect(200);
    expect(later.body).toMatchObject({ earnedYen: 9_500, paidYen: 5_000, owedYen: 4_500 });
    expect((await app.as(mixer).get('/me/earnings?month=2026-10').expect(200)).body).toMatchObject({ earnedYen: 0, owedYen: 4_500, items: [] });
    expect((await app.as(await app.mixer()).get('/me/earnings').expect(200)).body).toMatchObject({ earnedYen: 0, owedYen: 0, kinds: [] });
    await app.as(mixer).get('/me/earnings?month=2026-13').expect(400);
    await app.as(treasurer).get('/me/earnings').expect(403);
  });
});
