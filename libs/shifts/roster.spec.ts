import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import { day, month, withinOpeningHours, type Hours } from '#libs/kernel';
import { nameKey, personKey, readDay, readKind, readNames, readNumber, readTimes, monthOfTitle } from './roster-cells.js';
import { decodeRoster, readSheet } from './roster-file.js';
import { readRoster, type RosterContext, type RosterReading } from './roster.js';

const TODAY = day('2026-11-21');
const HOURS: Hours = ([1, 2, 3, 4, 5, 6] as const).map((weekday) => ({ weekday, opensAt: '09:00', closesAt: '21:00' }));
const ROOMS = [
  { id: 'room', name: '会議室', areaId: 'room', from: 0, to: 10 },
  { id: 'tableA', name: 'テーブルA', areaId: 'room', from: 0, to: 1 },
  { id: 'tableB', name: 'テーブルB', areaId: 'room', from: 1, to: 2 },
];

const context = (change: Partial<RosterContext> = {}): RosterContext => ({
  now: new Date('2026-11-21T01:00:00Z'),
  spaceId: 'morioka',
  template: { kind: 'reception', places: 1, rewardYen: 5000, minTier: 'junior', content: '受付をお願いします。' },
  rooms: ROOMS,
  uses: [],
  isOpen: (span) => withinOpeningHours(span, HOURS, []),
  hoursInWords: () => '9:00–21:00',
  outsideHours: false,
  knowsName: () => false,
  ...change,
});

const read = (text: string, change?: Partial<RosterContext>): RosterReading => readRoster(Buffer.from(text), context(change));
const codes = ({ problems }: RosterReading): string[] => problems.map(({ line, code }) => `${line} ${code}`);

describe('the day of a line', () => {
  test.each([
    ['2026/11/24', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['２０２６年１１月２４日', '2026-11-24'],
    ['11/24', '2026-11-24'],
    ['11月24日(火)', '2026-11-24'],
    ['11/24（火）', '2026-11-24'],
    ['11/24 火', '2026-11-24'],
    ['11月29日日曜日', '2026-11-29'],
    ['11/23(月・祝)', '2026-11-23'],
    ['令和8年11月24日', '2026-11-24'],
    ['24-Nov', '2026-11-24'],
    ['2026/11/24 0:00', '2026-11-24'],
  ])('reads %s', (cell, expected) => {
    expect(readDay(cell, TODAY, null)?.day).toBe(expected);
  });

  test('without a year it is the nearest one from today on', () => {
    expect(readDay('11/21', TODAY, null)?.day).toBe('2026-11-21');
    expect(readDay('11/20', TODAY, null)?.day).toBe('2027-11-20');
    expect(readDay('1/5', TODAY, null)?.day).toBe('2027-01-05');
    expect(readDay('2/29', TODAY, null)?.day).toBe('2028-02-29');
    expect(readDay('2/29', day('2028-02-29'), null)?.day).toBe('2028-02-29');
    expect(readDay('2/29', day('2096-03-01'), null)?.day).toBe('2104-02-29');
  });

  test('a figure alone needs a title that names the month', () => {
    expect(readDay('24', TODAY, null)).toBeNull();
    expect(readDay('24', TODAY, month('2026-12'))?.day).toBe('2026-12-24');
    expect(monthOfTitle('北のつくえ盛岡 2026年12月 受付表', TODAY)).toBe('2026-12');
    expect(monthOfTitle('12月分', TODAY)).toBe('2026-12');
    expect(monthOfTitle('１１月の受付', TODAY)).toBe('2026-11');
    expect(monthOfTitle('1月の受付', TODAY)).toBe('2027-01');
    expect(monthOfTitle('受付表', TODAY)).toBeNull();
  });

  test.each(['13/1', '2026/2/29', '11/31', '来週', '11', '2026/11'])('%s is no day', (cell) => {
    expect(readDay(cell, TODAY, null)).toBeNull();
  });

  test('the weekday that stands with it is read', () => {
    expect(readDay('11/24(火)', TODAY, null)?.weekday).toBe(2);
    expect(readDay('11月24日', TODAY, null)?.weekday).toBeNull();
    expect(readDay('11/24 Tue', TODAY, null)?.weekday).toBe(2);
  });
});

describe('the times of a line', () => {
  test.each([
    ['19:00〜21:00', '19:00', '21:00'],
    ['19:00～21:00', '19:00', '21:00'],
    ['19:00-21:00', '19:00', '21:00'],
    ['19時〜21時', '19:00', '21:00'],
    ['１９：００～２１：００', '19:00', '21:00'],
    ['9:30−13:00', '09:30', '13:00'],
    ['9:30 – 13:00', '09:30', '13:00'],
    ['9時半から13時まで', '09:30', '13:00'],
    ['10時15分〜12時', '10:15', '12:00'],
    ['9-13', '09:00', '13:00'],
    ['0930-1300', '09:30', '13:00'],
    ['午前9時〜午後1時', '09:00', '13:00'],
    ['7pm-9pm', '19:00', '21:00'],
    ['20:00〜24:00', '20:00', '24:00'],
    ['18:00ー21:00', '18:00', '21:00'],
  ])('reads %s', (cell, from, to) => {
    expect(readTimes(cell)).toEqual({ from, to });
  });

  test.each(['19:00', '19:00〜', '25:00〜26:00', '19:70〜21:00', '夜', '10:00-12:00-14:00'])('%s is no pair of times', (cell) => {
    expect(readTimes(cell)).toBeNull();
  });
});

test.each([
  ['5,000円', 5000],
  ['￥５，０００', 5000],
  ['\\5,000', 5000],
  ['▲500', -500],
  ['-500', -500],
  ['¥-500', -500],
  ['1500.5', 1500.5],
  ['2名', 2],
  ['五千円', null],
  ['3,000円/枠', 3000],
])('the amount %s is %s', (cell, expected) => {
  expect(readNumber(cell)).toBe(expected);
});

test.each([
  ['受付', 'reception'],
  ['ﾌﾛｱ', 'floor'],
  ['１日マネージャー', 'dayManager'],
  ['Day Manager', 'dayManager'],
  ['day-manager', 'dayManager'],
  ['清掃', null],
])('the kind %s is %s', (cell, expected) => {
  expect(readKind(cell)).toBe(expected);
});

describe('the names of a line', () => {
  const nobody = (): boolean => false;

  test('are parted at commas, dots, slashes and line ends', () => {
    expect(readNames('佐藤花子、鈴木健二・髙橋みなみ\n田中', nobody)).toEqual(['佐藤花子', '鈴木健二', '髙橋みなみ', '田中']);
    expect(readNames('佐藤 花子さん / 鈴木様', nobody)).toEqual(['佐藤 花子', '鈴木']);
    expect(readNames('佐藤花子、佐藤　花子', nobody)).toEqual(['佐藤花子']);
  });

  test('a foreign name keeps its dot', () => {
    expect(readNames('マリア・サントス', nobody)).toEqual(['マリア・サントス']);
    expect(readNames('ハナコ・ケンジ', (name) => ['ハナコ', 'ケンジ'].includes(name))).toEqual(['ハナコ', 'ケンジ']);
    expect(readNames('珈琲屋・ゆう', (name) => name === '珈琲屋・ゆう')).toEqual(['珈琲屋・ゆう']);
  });

  test('nobody yet is nobody', () => {
    expect(['未定', '募集中', '-', '', '？', '未定、佐藤花子'].flatMap((cell) => readNames(cell, nobody))).toEqual(['佐藤花子']);
  });

  test('blanks, widths and 髙 do not part one person from herself', () => {
    expect(nameKey('髙橋　みなみ')).toBe(nameKey('高橋みなみ'));
    expect(nameKey('ｻﾄｳ ﾊﾅｺ')).toBe(nameKey('さとうはなこ'));
    expect(personKey('佐藤 花子（午前）')).toBe(nameKey('佐藤花子'));
  });
});

describe('the file', () => {
  const sheet = '日付,時間,担当\r\n11/24,19:00〜21:00,髙橋みなみ\r\n';

  test.each([
    ['UTF-8', Buffer.from(sheet), 'UTF-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${sheet}`), 'UTF-8'],
    ['Shift_JIS of Windows', iconv.encode(sheet.replace('〜', '～'), 'cp932'), 'Shift_JIS'],
    ['UTF-16 of a spreadsheet', iconv.encode(sheet, 'utf-16le', { addBOM: true }), 'UTF-16'],
  ])('%s is read with its 髙', (_, bytes, encoding) => {
    const reading = readRoster(bytes, context());
    expect(reading.problems).toEqual([]);
    expect(reading.encoding).toBe(encoding);
    expect(reading.shifts[0]?.names).toEqual(['髙橋みなみ']);
  });

  test('a workbook or a picture is not read as text', () => {
    expect(decodeRoster(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00, 0xff, 0xa0]))).toBeNull();
    expect(codes(readRoster(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xfd, 0x00]), context()))).toEqual(['0 unreadable']);
  });

  test('tabs and semicolons part the columns as well', () => {
    expect(read('日付\t時間\t報酬\n11/24\t10:00〜12:00\t5,000円').shifts[0]).toMatchObject({ rewardYen: 5000 });
    expect(read('date;time\n2026-11-24;10:00-12:00').shifts).toHaveLength(1);
  });

  test('a list without a header says so, an open quotation mark says where', () => {
    expect(codes(read('11/24,10:00〜12:00\n'))).toEqual(['0 noHeader']);
    expect(codes(read(''))).toEqual(['0 noHeader']);
    expect(readSheet('日付,時間\n11/24,"10:00〜12:00\n')).toMatchObject({ problem: 'quote' });
  });

  test('titles, blank lines, totals, notes, closed days and repeated headers ask for nothing', () => {
    const reading = read(
      ['2026年12月 受付担当表,,,', '日付,曜日,時間,報酬（円）', '1,火,10:00〜14:00,"5,000"', ',,,', '日付,曜日,時間,報酬（円）', '2,水,休業,', '3,木,10:00〜14:00,5000', '合計,,,10000', '※ 交通費を含みます,,,'].join('\n'),
    );
    expect(reading.problems).toEqual([]);
    expect(reading.shifts.map(({ line, day: on }) => `${line} ${on}`)).toEqual(['3 2026-12-01', '7 2026-12-03']);
    expect(reading.skipped).toBe(5);
  });

  test('a line is counted as the spreadsheet counts it, also below a cell of two lines', () => {
    const reading = read('日付,時間,担当\n11/24,10:00〜12:00,"佐藤花子\n鈴木健二"\n11/25,夜,田中\n');
    expect(reading.shifts[0]?.names).toEqual(['佐藤花子', '鈴木健二']);
    expect(codes(reading)).toEqual(['3 time']);
  });
});

describe('a line that is wrong names its column and reason', () => {
  const header = '日付,曜日,時間,種別,枠数,報酬,部屋,担当';
  test.each([
    [',火,10:00〜12:00,受付,1,5000,,', 'dateMissing'],
    ['11/45,火,10:00〜12:00,受付,1,5000,,', 'date'],
    ['2026/11/20,金,10:00〜12:00,受付,1,5000,,', 'past'],
    ['11/21,土,9:30〜12:00,受付,1,5000,,', 'past'],
    ['11/24,水,10:00〜12:00,受付,1,5000,,', 'weekday'],
    ['11/24(水),,10:00〜12:00,受付,1,5000,,', 'weekday'],
    ['11/24,火,,受付,1,5000,,', 'timeMissing'],
    ['11/24,火,12:00〜10:00,受付,1,5000,,', 'reversed'],
    ['11/24,火,10:00〜10:00,受付,1,5000,,', 'reversed'],
    ['11/24,火,10:00〜12:00,清掃,1,5000,,', 'kind'],
    ['11/24,火,10:00〜12:00,受付,0,5000,,', 'places'],
    ['11/24,火,10:00〜12:00,受付,51,5000,,', 'places'],
    ['11/24,火,10:00〜12:00,受付,1.5,5000,,', 'placesNumber'],
    ['11/24,火,10:00〜12:00,受付,1,-1,,', 'rewardNegative'],
    ['11/24,火,10:00〜12:00,受付,1,0.5,,', 'rewardWhole'],
    ['11/24,火,10:00〜12:00,受付,1,1000001,,', 'rewardTooMuch'],
    ['11/24,火,10:00〜12:00,受付,1,応相談,,', 'rewardNumber'],
    ['11/24,火,8:00〜10:00,受付,1,5000,,', 'outsideHours'],
    ['11/22,日,10:00〜12:00,受付,1,5000,,', 'outsideHours'],
    ['11/24,火,10:00〜12:00,受付,1,5000,離れ,', 'room'],
    [`11/24,火,10:00〜12:00,受付,1,5000,,${'長'.repeat(81)}`, 'nameTooLong'],
  ])('%s', (line, code) => {
    const reading = read(`${header}\n${line}`);
    expect(codes(reading)).toEqual([`2 ${code}`]);
    expect(reading.shifts).toEqual([]);
  });

  test('several things at once are all told', () => {
    expect(codes(read(`${header}\n11/24,火,12:00〜10:00,清掃,0,-5,,`))).toEqual(['2 reversed', '2 kind', '2 places', '2 rewardNegative']);
  });

  test('a column of prices by the hour is refused', () => {
    expect(codes(read('日付,時間,時給\n11/24,10:00〜12:00,1100'))).toEqual(['1 hourly']);
  });

  test('a line without a reward needs one from the template', () => {
    expect(codes(read('日付,時間\n11/24,10:00〜12:00', { template: { ...context().template, rewardYen: null } }))).toEqual(['2 rewardMissing']);
  });
});

describe('what a line does not say', () => {
  test('comes from the template', () => {
    expect(read('日付,開始,終了\n11/24,10:00,14:00').shifts[0]).toMatchObject({
      startsAt: new Date('2026-11-24T01:00:00Z'),
      endsAt: new Date('2026-11-24T05:00:00Z'),
      kind: 'reception',
      places: 1,
      rewardYen: 5000,
      minTier: 'junior',
      content: '受付をお願いします。',
      resourceId: null,
    });
  });

  test('the least tier is never below that of the kind', () => {
    expect(read('日付,時間,種別\n11/24,10:00〜12:00,1日マネージャー').shifts[0]?.minTier).toBe('senior');
  });

  test('the day of the line above holds where the line says so', () => {
    expect(read('日付,時間\n11/24,10:00〜12:00\n〃,13:00〜15:00').shifts.map(({ day: on }) => on)).toEqual(['2026-11-24', '2026-11-24']);
  });

  test('opening hours may be left on purpose', () => {
    expect(read('日付,時間\n11/24,7:00〜9:00', { outsideHours: true }).shifts[0]?.outsideHours).toBe(true);
  });
});

describe('rooms', () => {
  const header = '日付,時間,部屋';

  test('a room keeps its tables from others and the reverse; two tables do not meet', () => {
    const lines = ['11/24,10:00〜12:00,テーブルA', '11/24,10:00〜12:00,テーブルＢ', '11/24,11:00〜13:00,会議室', '11/24,12:00〜13:00,会議室'];
    const reading = read([header, ...lines].join('\n'));
    expect(codes(reading)).toEqual(['4 roomTwice']);
    expect(reading.problems[0]?.params).toMatchObject({ line: 2, cell: '会議室' });
    expect(reading.shifts).toHaveLength(3);
  });

  test('what holds the room already is named, unless it came from this roster', () => {
    const use = { areaId: 'room', from: 0, to: 10, title: '受付', startsAt: new Date('2026-11-24T01:00:00Z'), endsAt: new Date('2026-11-24T03:00:00Z') };
    const text = `${header}\n11/24,10:00〜12:00,会議室`;
    expect(codes(read(text, { uses: [{ ...use, importKey: null }] }))).toEqual(['2 roomTaken']);
    const importKey = read(text).shifts[0]?.importKey ?? '';
    expect(codes(read(text, { uses: [{ ...use, importKey }] }))).toEqual([]);
  });
});

describe('the key of a line', () => {
  test('is the same in a second reading, and counts equal lines', () => {
    const text = '日付,時間,担当\n11/24,10:00〜12:00,佐藤\n11/24,10:00〜12:00,鈴木\n';
    const keys = read(text).shifts.map(({ importKey }) => importKey);
    expect(new Set(keys).size).toBe(2);
    expect(read(text).shifts.map(({ importKey }) => importKey)).toEqual(keys);
    expect(read(text, { spaceId: 'sendai' }).shifts[0]?.importKey).not.toBe(keys[0]);
  });
});
