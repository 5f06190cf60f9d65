import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from '#db/checks/run';
import { seed } from '#db/seeds/index';
import { openDataSource, row, rows } from '#libs/database';
import { addDays, SystemClock, tokyoDay, weekdayOf, isHoliday, type Day } from '#libs/kernel';
import { importRoster, type RosterInput, type RosterOutcome } from '#libs/shifts';
import type { DataSource } from 'typeorm';
import { rosterReport } from '../../apps/cli/roster-report.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { rosterInShiftJis } from '../support/roster.js';

/** A command of the sources is compiled as it starts. */
const COMMAND_PATIENCE_MS = 90_000;
const SPACE = 'kita-no-tsukue';

describe('importing a roster', () => {
  const clock = new SystemClock();
  const today = tokyoDay(clock.now());
  const folder = mkdtempSync(join(tmpdir(), 'mazeru-roster-'));
  let url: string;
  let db: DataSource;

  beforeEach(async () => {
    url = await createTestDatabase();
    db = await openDataSource(url, { poolSize: 3 });
    await seed(db, clock.now());
  });
  afterEach(async () => {
    await db.destroy();
    await dropTestDatabase(url);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The next working day from so many days on. */
  const workday = (days: number): Day => {
    const on = addDays(today, days);
    return [0, 6].includes(weekdayOf(on)) || isHoliday(on) || on.slice(5) >= '12-29' || on.slice(5) <= '01-03' ? workday(days + 1) : on;
  };
  const take = (bytes: Buffer | string, change: Partial<RosterInput> = {}): Promise<RosterOutcome> =>
    importRoster(db, clock, { bytes: Buffer.from(bytes), space: SPACE, template: {}, skipBad: false, outsideHours: false, dryRun: false, by: 'command', ...change });
  const drafts = async (): Promise<number> => (await row<{ n: number }>(db, `select count(*)::int as n from shifts where import_key is not null`))?.n ?? 0;
  const command = (...args: string[]): Promise<{ code: number | null; said: string; progress: string }> =>
    new Promise((done) => {
      const child = spawn(process.execPath, ['--conditions=source', '--import', '@swc-node/register/esm-register', 'apps/cli/import.ts', ...args], {
        env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: url, SECRET_KEYS: 'ab'.repeat(32) },
      });
      let said = '';
      let progress = '';
      child.stdout.on('data', (chunk) => (said += String(chunk)));
      child.stderr.on('data', (chunk) => (progress += String(chunk)));
      child.on('close', (code) => {
        done({ code, said, progress });
      });
    });
  const file = (name: string, bytes: Buffer | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  test('300 lines in Shift_JIS become 300 drafts, once', async () => {
    const bytes = rosterInShiftJis(workday(30), 300);
    const begun = performance.now();
    const steps: number[] = [];
    const first = await take(bytes, { onProgress: (done) => steps.push(done) });
    const tookMs = performance.now() - begun;
    expect(first.problems).toEqual([]);
    expect(first).toMatchObject({ encoding: 'Shift_JIS', lines: 300, imported: 300, known: 0, accepted: true });
    expect(steps).toEqual([100, 200, 300]);
    process.stdout.write(`300 lines in ${Math.round(tookMs)} ms\n`);

    const again = await take(bytes);
    expect(again).toMatchObject({ lines: 300, imported: 0, known: 300, accepted: true });
    expect(await drafts()).toBe(300);
    expect(await rows(db, `select distinct status from shifts where import_key is not null`)).toEqual([{ status: 'draft' }]);
    expect((await runChecks(db)).filter((check) => check.rows.length > 0)).toEqual([]);
  });

  test('names become invitations to the mixers they name; nobody is told, nothing is claimed', async () => {
    const on = workday(20);
    const before = await row(db, 'select (select count(*) from claims) as claims, (select count(*) from inbox_items) as told, (select count(*) from outbox_mails) as mails');
    const outcome = await take(`日付,時間,担当\n${on},10:00〜14:00,佐藤 花子、高橋みなみ・ジョン・スミス\n`, { template: { rewardYen: 5_000 } });
    expect(outcome).toMatchObject({ imported: 1, invitations: 4, unknownNames: ['ジョン', 'スミス'] });
    const invited = await rows(
      db,
      `select i.name, a.display_name as mixer, i.told_at as "toldAt" from shift_invitations i join shifts s on s.id = i.shift_id
         left join mixers m on m.id = i.mixer_id left join accounts a on a.id = m.account_id where s.import_key is not null order by i.name`,
    );
    expect(invited).toEqual(
      expect.arrayContaining([
        { name: '佐藤 花子', mixer: '花子', toldAt: null },
        { name: '高橋みなみ', mixer: 'みなみ', toldAt: null },
        { name: 'スミス', mixer: null, toldAt: null },
      ]),
    );
    expect(await row(db, 'select (select count(*) from claims) as claims, (select count(*) from inbox_items) as told, (select count(*) from outbox_mails) as mails')).toEqual(before);
  });

  test('what a line does not say comes from the options; the deed and what each draft said are kept', async () => {
    const on = workday(20);
    await take(`日付,時間,種別,部屋\n${on},10:00〜14:00,,屋根裏の会議室\n${on},14:00〜16:00,1日マネージャー,\n`, {
      template: { rewardYen: 7_000, places: 2, claimMode: 'approval', content: '体験会の受付です。' },
    });
    expect(
      await rows(db, `select kind, reward_yen as reward, places, claim_mode as mode, min_tier as tier, content, ordering_party as party from shifts where import_key is not null order by starts_at`),
    ).toEqual([
      { kind: 'reception', reward: 7_000, places: 2, mode: 'approval', tier: 'junior', content: '体験会の受付です。', party: 'space' },
      { kind: 'dayManager', reward: 7_000, places: 2, mode: 'approval', tier: 'senior', content: '体験会の受付です。', party: 'space' },
    ]);
    expect(await row(db, `select count(*)::int as n from shift_versions v join shifts s on s.id = v.shift_id where s.import_key is not null and v.said->>'content' = s.content`)).toEqual({ n: 2 });
    expect(await row(db, `select count(*)::int as n from occupancies o join shifts s on s.id = o.subject_id where s.import_key is not null and o.status = 'booked'`)).toEqual({ n: 1 });
    expect(await rows(db, `select actor_kind as by, after->>'drafts' as drafts from audit_entries where action = 'roster.imported'`)).toEqual([{ by: 'command', drafts: '2' }]);
  });

  test('while one line is bad nothing comes in; with skipBad the others do, and the mended line later', async () => {
    const on = workday(20);
    const bad = `日付,時間,報酬\n${on},10:00〜14:00,5000\n${on},16:00〜14:00,5000\n`;
    expect(await take(bad)).toMatchObject({ accepted: false, imported: 0, lines: 2, problems: [{ line: 3, code: 'reversed' }] });
    expect(await drafts()).toBe(0);
    expect(await take(bad, { skipBad: true })).toMatchObject({ accepted: true, imported: 1 });
    expect(await take(bad.replace('16:00〜14:00', '14:00〜16:00'))).toMatchObject({ imported: 1, known: 1 });
    expect(await drafts()).toBe(2);
  });

  test('a room that is taken already is told; two runs at once make everything once', async () => {
    const on = workday(25);
    const roster = (rooms: string): string => `日付,時間,報酬,部屋\n${on},10:00〜12:00,5000,${rooms}\n`;
    const both = await Promise.all([take(roster('テーブルA')), take(roster('テーブルA'))]);
    expect(both.map(({ imported }) => imported).sort()).toEqual([0, 1]);
    const other = await take(roster('大きなつくえの部屋').replace('10:00〜12:00', '11:00〜13:00'));
    expect(other.problems).toMatchObject([{ line: 2, code: 'roomTaken' }]);
  });

  test('a trial writes nothing, and an unknown space is refused', async () => {
    expect(await take(rosterInShiftJis(workday(30), 10), { dryRun: true })).toMatchObject({ imported: 10 });
    expect(await drafts()).toBe(0);
    await expect(take('日付,時間\n', { space: 'nowhere' })).rejects.toMatchObject({ code: 'missing' });
  });

  test('the report names each bad line in both languages', async () => {
    const on = workday(20);
    const outcome = await take(`date,time,reward\n${on},19:00-21:00,1.5\n${on},23:00-23:30,5000\n`);
    const en = rosterReport(outcome, 'december.csv', { lang: 'en', dryRun: false });
    expect(en).toEqual([
      'december.csv (UTF-8): read 2 lines.',
      '  line 2: "reward" must be whole yen (1.5).',
      '  line 3: "23:00-23:30" in "time" is outside the opening hours (09:00–21:00). Add --outside-hours when that is meant.',
      '2 to put right, so nothing was imported. Put them right and run again, or add --skip-bad.',
    ]);
    const ja = rosterReport(outcome, 'december.csv', { lang: 'ja', dryRun: false }).join('\n');
    expect(ja).toContain('2行目：「reward」は1円単位の整数にしてください（1.5）。');
    expect(ja).not.toMatch(/[{}]|undefined/);
  });

  test(
    'the command shows progress and tells what it did, and leaves with 1 when a line is bad',
    async () => {
      const done = await command('shifts', file('good.csv', rosterInShiftJis(workday(30), 12)), '--space', SPACE);
      expect(done.code).toBe(0);
      expect(done.progress).toContain('取り込み中 12/12行');
      expect(done.said).toContain('北のつくえ盛岡：下書きを12件つくりました');
      expect(done.said).toMatch(/所要時間：\d+\.\d\d秒/);
      const refused = await command('shifts', file('bad.csv', `日付,時間\n${workday(20)},夜\n`), '--space', SPACE);
      expect(refused.code).toBe(1);
      expect(refused.said).toContain('2行目');
    },
    COMMAND_PATIENCE_MS,
  );
});
