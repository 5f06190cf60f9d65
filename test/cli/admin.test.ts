import type { DataSource } from 'typeorm';
import { openDataSource, row, rows } from '#libs/database';
import { appoint, describeCooperative, IdentityService } from '#libs/identity';
import { MovableClock } from '#libs/kernel';
import { START } from '../support/app.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';

describe('appointing the first steward', () => {
  const clock = new MovableClock(START);
  const steward = { email: 'keiko@mazeru.test', name: '三浦 恵子', role: 'steward', password: 'a long enough password' } as const;
  let url: string;
  let db: DataSource;

  beforeEach(async () => {
    url = await createTestDatabase();
    db = await openDataSource(url, { poolSize: 2 });
  });
  afterEach(async () => {
    await db.destroy();
    await dropTestDatabase(url);
  });

  test('makes the account with its password and the role, and writes down that a command did it', async () => {
    expect(await appoint(db, clock, steward)).toMatchObject({ accountMade: true, roleGranted: true, hasPassword: true });
    const { accountId } = await new IdentityService(db, clock).checkCredentials(steward.email, steward.password);
    expect(await rows(db, 'select role, ended_at as "endedAt" from account_roles where account_id = $1', [accountId])).toEqual([{ role: 'steward', endedAt: null }]);
    expect(await rows(db, 'select action, actor_kind as by from audit_entries order by id')).toEqual([
      { action: 'account.registered', by: 'command' },
      { action: 'account.passwordChanged', by: 'command' },
      { action: 'role.granted', by: 'command' },
    ]);
  });

  test('changes nothing the second time, neither name nor password', async () => {
    const first = await appoint(db, clock, steward);
    const second = await appoint(db, clock, { ...steward, email: 'Keiko@Mazeru.test', name: 'somebody else', password: 'another long password' });
    expect(second).toEqual({ ...first, accountMade: false, roleGranted: false });
    await new IdentityService(db, clock).checkCredentials(steward.email, steward.password);
    expect(await row(db, 'select count(*)::int as n from audit_entries')).toEqual({ n: 3 });
  });

  test('without a password leaves the account to a letter, and takes a further role', async () => {
    expect(await appoint(db, clock, { ...steward, password: null })).toMatchObject({ accountMade: true, hasPassword: false });
    expect(await appoint(db, clock, { ...steward, role: 'treasurer', password: null })).toMatchObject({ accountMade: false, roleGranted: true });
    expect(await rows(db, 'select role from account_roles order by role')).toEqual([{ role: 'steward' }, { role: 'treasurer' }]);
  });

  test('says who the cooperative is, a part at a time, and writes it down', async () => {
    await describeCooperative(db, clock, { name: 'みちのく協同組合', helpDesk: '相談窓口 019-000-0000' });
    expect(await describeCooperative(db, clock, { address: '盛岡市大通1-1', representative: '髙橋 一郎', registrationNumber: 'T1234567890123' })).toEqual({
      name: 'みちのく協同組合',
      representative: '髙橋 一郎',
      address: '盛岡市大通1-1',
      phone: '',
      email: '',
      helpDesk: '相談窓口 019-000-0000',
      registrationNumber: 'T1234567890123',
    });
    expect(await row(db, `select count(*)::int as n from audit_entries where action = 'cooperative.described'`)).toEqual({ n: 2 });
  });
});
