import { addDays, atTokyo, dayStart, holidayName, newId, type Day, type Hours, type HoursException, type Weekday } from '#libs/kernel';
import { found, type OtherKey, type People } from './people.js';
import { range, type Row } from './write.js';

/** Opening hours as a notice on the door says them: weekdays, Saturday, Sunday; null is closed. */
interface Week {
  weekdays: readonly [string, string] | null;
  saturday: readonly [string, string] | null;
  sunday: readonly [string, string] | null;
  /** `closed` on public holidays, or hours of their own; absent: as on any day. */
  holidays?: 'closed' | readonly [string, string];
}

/** A room with its tables, or a table that stands alone. */
interface Place {
  room?: string;
  seats: number;
  tables?: readonly (readonly [name: string, seats: number])[];
  table?: string;
}

interface SpaceRecord {
  slug: string;
  status: 'applied' | 'accepted' | 'member';
  name: string;
  kana: string;
  prefecture: string;
  postal: string;
  city: string;
  street: string;
  access: string;
  phone: string;
  email: string;
  website: string;
  owner: OtherKey;
  introduction: string;
  houseRules: string;
  content: string;
  reward: string;
  week: Week;
  places: readonly Place[];
  designated: boolean;
  note: string;
}

export const SPACES = [
  {
    slug: 'kita-no-tsukue', status: 'member', name: '北のつくえ盛岡', kana: 'キタノツクエモリオカ', prefecture: '03', postal: '020-0022', city: '盛岡市',
    street: '大通2-3-8 2階', access: '盛岡駅から徒歩12分。大通商店街の書店の2階です。自転車は建物の裏に置けます。', phone: '019-000-1203', email: 'desk@kita.mazeru.example',
    website: 'https://kita.mazeru.example/', owner: 'ownerMorioka',
    introduction: '岩手山の見える窓と、古い学校の机。記事を書く人、絵を描く人、店を始める人が、同じ机で働いています。はじめての方には、その日にいる方をご紹介します。',
    houseRules: '電話は階段の前でお願いします。香りの強い食べ物は屋上で。ごみは持ち帰ってください。', content: '受付マニュアルに沿った、来場された方の受付とご案内、飲み物の補充、閉館の準備。',
    reward: '1枠 4,000円から6,000円（消費税を含む総額。1枠ごとに表示します）',
    week: { weekdays: ['09:00', '21:00'], saturday: ['10:00', '18:00'], sunday: ['10:00', '18:00'], holidays: 'closed' },
    places: [
      { room: '大きなつくえの部屋', seats: 24, tables: [['テーブルA', 6], ['テーブルB', 6], ['窓のつくえ', 4]] },
      { room: '屋根裏の会議室', seats: 8 },
    ],
    designated: true, note: '',
  },
  {
    slug: 'mori-no-tsukue', status: 'member', name: '杜のつくえ仙台', kana: 'モリノツクエセンダイ', prefecture: '04', postal: '980-0811', city: '仙台市青葉区',
    street: '一番町1-14-5 4階', access: '地下鉄 青葉通一番町駅 南1出口から徒歩3分。1階が花屋のビルです。', phone: '022-000-1145', email: 'desk@mori.mazeru.example',
    website: 'https://mori.mazeru.example/', owner: 'ownerSendai',
    introduction: 'けやき並木のそばの静かな部屋です。夜は勉強会、昼は黙々と。困りごとは受付の黒板に書くと、誰かが声をかけてくれます。',
    houseRules: '窓側の席は静かに使う席です。会話は中央の机でどうぞ。', content: '受付マニュアルに沿った受付と館内のご案内、夜の勉強会の机の準備。',
    reward: '1枠 3,000円から5,000円（消費税を含む総額。1枠ごとに表示します）',
    week: { weekdays: ['10:00', '21:00'], saturday: ['10:00', '17:00'], sunday: null, holidays: 'closed' },
    places: [{ room: '並木の間', seats: 18, tables: [['黒板の机', 8], ['窓の席', 6]] }, { room: '電話室', seats: 2 }],
    designated: false, note: '',
  },
  {
    slug: 'shitamachi-desk', status: 'member', name: '下町デスク蔵前', kana: 'シタマチデスククラマエ', prefecture: '13', postal: '111-0051', city: '台東区',
    street: '蔵前3-9-11 1階', access: '都営地下鉄 蔵前駅 A3出口から徒歩4分。青いのれんが目印です。', phone: '03-0000-3911', email: 'desk@shitamachi.mazeru.example',
    website: 'https://shitamachi.mazeru.example/', owner: 'ownerTokyo',
    introduction: '元は鞄の問屋だった土間に、職人と在宅の会社員が並びます。ミシンとレーザー加工機は会員がいつでも使えます。',
    houseRules: '土間は土足、板の間は靴を脱いでください。機械は講習を受けた方だけが使えます。', content: '受付マニュアルに沿った受付、見学の方のご案内、工具の貸し出しの記録。',
    reward: '1枠 4,500円', week: { weekdays: ['09:00', '21:00'], saturday: ['10:00', '16:00'], sunday: null, holidays: ['10:00', '16:00'] },
    places: [{ room: '土間', seats: 16, tables: [['作業台1', 4], ['作業台2', 4]] }, { table: '板の間の座卓', seats: 6 }],
    designated: false, note: '',
  },
  {
    slug: 'yamanote-atelier', status: 'member', name: '山手アトリエ大塚', kana: 'ヤマノテアトリエオオツカ', prefecture: '13', postal: '170-0005', city: '豊島区',
    street: '南大塚2-40-6 3階', access: 'JR大塚駅 南口から徒歩5分。都電の線路沿い、坂の途中の白い建物です。', phone: '03-0000-4006', email: 'desk@yamanote.mazeru.example',
    website: 'https://yamanote.mazeru.example/', owner: 'ownerTokyo',
    introduction: '線路を見おろす大きな窓のアトリエ。昼は仕事場、週末は小さな展示の場になります。', houseRules: '展示の作品には触れないでください。壁に物を貼るときは受付に声をかけてください。',
    content: '受付マニュアルに沿った場内のご案内と、机と展示の入れ替え。', reward: '1枠 6,000円から12,000円（消費税を含む総額。1枠ごとに表示します）',
    week: { weekdays: ['10:00', '20:00'], saturday: ['11:00', '18:00'], sunday: ['11:00', '18:00'] },
    places: [{ room: 'アトリエ', seats: 20, tables: [['長机', 10], ['丸机', 4]] }], designated: false, note: '',
  },
  {
    slug: 'minato-works', status: 'member', name: 'みなとワークス神戸', kana: 'ミナトワークスコウベ', prefecture: '28', postal: '650-0024', city: '神戸市中央区',
    street: '海岸通3-1-2 5階', access: 'JR元町駅 東口から徒歩8分。海側へまっすぐ、赤れんがの隣のビルです。', phone: '078-000-3012', email: 'desk@minato.mazeru.example',
    website: 'https://minato.mazeru.example/', owner: 'ownerKobe',
    introduction: '港の汽笛が聞こえる5階です。貿易の会社から一人の焙煎家まで、朝の珈琲で顔を合わせます。月に一度、会員の仕事を見せ合う夜があります。',
    houseRules: 'テラスの扉は風の強い日は開けないでください。珈琲は一人1杯ずつ淹れます。', content: '受付マニュアルに沿った受付とご案内。1日マネージャーの枠では、場の進行と会員同士のご紹介を含みます。',
    reward: '1枠 4,500円から10,000円（消費税を含む総額。1枠ごとに表示します）',
    week: { weekdays: ['09:00', '21:00'], saturday: ['10:00', '18:00'], sunday: null, holidays: 'closed' },
    places: [{ room: '港の間', seats: 30, tables: [['錨の机', 8], ['帆の机', 8], ['舵の机', 6]] }, { room: '汽笛の会議室', seats: 10 }],
    designated: true, note: '',
  },
  {
    slug: 'umikaze-hakata', status: 'member', name: 'うみかぜベース博多', kana: 'ウミカゼベースハカタ', prefecture: '40', postal: '812-0026', city: '福岡市博多区',
    street: '上川端町9-35 2階', access: '地下鉄 中洲川端駅 5番出口から徒歩2分。川端通商店街のアーケードの中です。', phone: '092-000-0935', email: 'desk@umikaze.mazeru.example',
    website: 'https://umikaze.mazeru.example/', owner: 'ownerFukuoka',
    introduction: '商店街の2階、夕方からにぎやかになる仕事場です。町の会合と旅の人が行き交います。', houseRules: '20時以降は音量を控えめに。商店街の行事の日は裏の階段をお使いください。',
    content: '受付マニュアルに沿った夕方の受付と、週末のフロアのご案内。', reward: '1枠 4,000円から5,500円（消費税を含む総額。1枠ごとに表示します）',
    week: { weekdays: ['10:00', '21:00'], saturday: ['10:00', '19:00'], sunday: ['10:00', '19:00'] },
    places: [{ room: '商店街の間', seats: 20, tables: [['はしの席', 6], ['まんなかの席', 8]] }], designated: false, note: '',
  },
  {
    slug: 'yukiakari-sapporo', status: 'applied', name: '雪あかりワークス札幌', kana: 'ユキアカリワークスサッポロ', prefecture: '01', postal: '060-0062', city: '札幌市中央区',
    street: '南2条西5-10', access: '地下鉄 大通駅から徒歩6分。', phone: '011-000-2510', email: 'desk@yukiakari.mazeru.example', website: '', owner: 'applicantSapporo',
    introduction: '', houseRules: '', content: '', reward: '', week: { weekdays: ['10:00', '20:00'], saturday: ['10:00', '17:00'], sunday: null }, places: [], designated: false,
    note: '春に開いた20席の場所です。冬の朝の受付をお願いできる方と、町の外の方とのつながりを探しています。',
  },
  {
    slug: 'amayadori-kanazawa', status: 'accepted', name: 'あまやどり金沢', kana: 'アマヤドリカナザワ', prefecture: '17', postal: '920-0981', city: '金沢市',
    street: '片町2-21-17', access: 'バス停 片町から徒歩3分。', phone: '076-000-2117', email: 'desk@amayadori.mazeru.example', website: '', owner: 'applicantKanazawa',
    introduction: '', houseRules: '', content: '', reward: '', week: { weekdays: ['09:00', '19:00'], saturday: null, sunday: null }, places: [], designated: false,
    note: '町家を直した12席の場所です。週に2日ほど受付をお願いしたいと考えています。',
  },
] as const satisfies readonly SpaceRecord[];

/** A seeded space with its ids and, as the rules read them, its hours. */
export interface SeededSpace extends SpaceRecord {
  id: string;
  ownerAccountId: string;
  hours: Hours;
  exceptions: readonly HoursException[];
  resources: readonly { id: string; kind: 'room' | 'table'; name: string; seats: number; partOfId: string | null; position: number }[];
}

/** How far around today exceptions are written down. */
const HORIZON_DAYS = 100;

export function makeSpaces(people: People, today: Day): SeededSpace[] {
  return SPACES.map((space: SpaceRecord) => ({
    ...space,
    id: newId(),
    ownerAccountId: people.accountOf(space.owner),
    hours: hoursOf(space.week),
    exceptions: space.status === 'member' ? exceptionsOf(space, today) : [],
    resources: space.places.flatMap(resourcesOf),
  }));
}

export function spaceBySlug(spaces: readonly SeededSpace[], slug: string): SeededSpace {
  return found(spaces.find((space) => space.slug === slug), slug);
}

const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

function hoursOf({ weekdays, saturday, sunday, holidays }: Week): Hours {
  const open = (weekday: Weekday | 'holiday', hours: readonly [string, string] | null): Hours[number][] =>
    hours ? [{ weekday, opensAt: hours[0], closesAt: hours[1] }] : [];
  return [
    ...WORKDAYS.flatMap((weekday) => open(weekday, weekdays)),
    ...open(6, saturday),
    ...open(0, sunday),
    ...(holidays && holidays !== 'closed' ? open('holiday', holidays) : []),
  ];
}

/** The turn of the year for everybody, public holidays where the space closes on them, and one late opening to come. */
function exceptionsOf({ slug, week }: SpaceRecord, today: Day): HoursException[] {
  const days = Array.from({ length: 2 * HORIZON_DAYS + 1 }, (_, at) => addDays(today, at - HORIZON_DAYS));
  const late = slug === 'mori-no-tsukue' ? lateOpening(today) : null;
  return days.flatMap((on): HoursException[] => {
    const date = on.slice(5);
    if (date >= '12-29' || date <= '01-03') return [{ day: on, closed: true, reason: '年末年始の休業' }];
    const holiday = week.holidays === 'closed' ? holidayName(on) : null;
    if (holiday) return [{ day: on, closed: true, reason: `休業（${holiday.ja}）` }];
    return on === late ? [{ day: on, closed: false, opensAt: '13:00', closesAt: '21:00', reason: '午前は設備の点検のため13時から' }] : [];
  });
}

/** The Thursday of next week, unless it is a holiday. */
function lateOpening(today: Day): Day {
  const ahead = Array.from({ length: 14 }, (_, at) => addDays(today, at + 5));
  return found(ahead.find((on) => new Date(`${on}T00:00:00Z`).getUTCDay() === 4 && !holidayName(on)), 'a Thursday');
}

function resourcesOf({ room, table, seats, tables = [] }: Place): SeededSpace['resources'] {
  if (!room) return [{ id: newId(), kind: 'table', name: table ?? '', seats, partOfId: null, position: 0 }];
  const roomId = newId();
  const inside = tables.map(([name, count], position) => ({ id: newId(), kind: 'table' as const, name, seats: count, partOfId: roomId, position }));
  return [{ id: roomId, kind: 'room', name: room, seats, partOfId: null, position: 0 }, ...inside];
}

/** The day the members agreed to the terms, counted from today; they had applied ten days before. */
const AGREED_DAY = -670;
const APPLIED_DAY = { member: AGREED_DAY - 10, accepted: -9, applied: -3 } as const;

/** When its owner applied for a space. */
export const appliedAt = ({ status }: SeededSpace, today: Day): Date => atTokyo(addDays(today, APPLIED_DAY[status]), '11:00');

export function spaceRows(spaces: readonly SeededSpace[], today: Day): Row[] {
  return spaces.map((space) => {
    const member = space.status === 'member';
    return {
      id: space.id,
      slug: space.slug,
      status: space.status,
      name: space.name,
      kana: space.kana,
      prefecture: space.prefecture,
      postal_code: space.postal,
      city: space.city,
      street: space.street,
      access: space.access,
      phone: space.phone,
      email: space.email,
      website: space.website,
      introduction: space.introduction,
      house_rules: space.houseRules,
      recruiter_name: member ? space.name : '',
      recruiter_address: member ? `${space.city}${space.street}` : '',
      recruiter_contact: member ? `${space.phone} / ${space.email}` : '',
      recruiting_content: space.content,
      recruiting_place: member ? `${space.name}（${space.city}${space.street}）` : '',
      recruiting_reward: space.reward,
      applied_by: space.ownerAccountId,
      application_note: space.note,
      decision_reason: null,
      terms_accepted_at: member ? dayStart(addDays(today, AGREED_DAY)) : null,
      created_at: appliedAt(space, today),
    };
  });
}

export function hourRows(spaces: readonly SeededSpace[]): Row[] {
  return spaces.flatMap(({ id, hours }) => hours.map(({ weekday, opensAt, closesAt }) => ({ space_id: id, weekday: String(weekday), opens_at: opensAt, closes_at: closesAt })));
}

export function exceptionRows(spaces: readonly SeededSpace[]): Row[] {
  return spaces.flatMap(({ id, exceptions }) =>
    exceptions.map(({ day, closed, opensAt, closesAt, reason }) => ({ space_id: id, day, closed, opens_at: opensAt ?? null, closes_at: closesAt ?? null, reason: reason ?? '' })),
  );
}

export function relationRows(spaces: readonly SeededSpace[], people: People, today: Day): Row[] {
  const relation = (space: SeededSpace, name: string, since: number, reason: string): Row => ({
    space_id: space.id,
    relation: name,
    valid: range(dayStart(addDays(today, since)), null),
    set_by: people.accountOf('steward'),
    reason,
  });
  return spaces
    .filter(({ status }) => status === 'member')
    .flatMap((space) => [
      relation(space, 'partnered', -660, '受付マニュアルと募集の六項目がそろったため'),
      ...(space.designated ? [relation(space, 'designated', -420, '会をひらける部屋と備えを確認したため')] : []),
    ]);
}

/** Owners of all spaces, and two mixers who also help at the desk of one. */
export function staffRows(spaces: readonly SeededSpace[], people: People, today: Day): Row[] {
  const staff = (spaceId: string, accountId: string, role: string, since: number): Row => ({
    space_id: spaceId,
    account_id: accountId,
    role,
    since: dayStart(addDays(today, since)),
  });
  return [
    ...spaces.map((space) => staff(space.id, space.ownerAccountId, 'owner', APPLIED_DAY[space.status])),
    staff(spaceBySlug(spaces, 'minato-works').id, people.mixer('nakamura').accountId, 'manager', -150),
    staff(spaceBySlug(spaces, 'shitamachi-desk').id, people.mixer('aoi').accountId, 'reception', -30),
  ];
}

export function resourceRows(spaces: readonly SeededSpace[], today: Day): Row[] {
  const made = dayStart(addDays(today, AGREED_DAY));
  return spaces.flatMap(({ id, resources }) =>
    resources.map((resource) => ({
      id: resource.id,
      space_id: id,
      kind: resource.kind,
      name: resource.name,
      capacity: resource.seats,
      part_of_id: resource.partOfId,
      position: resource.position,
      created_at: made,
    })),
  );
}

/** What owners have agreed to when they joined. */
export function acceptanceRows(spaces: readonly SeededSpace[], version: number, today: Day): Row[] {
  return spaces
    .filter(({ status }) => status === 'member')
    .map(({ id, ownerAccountId }) => ({ account_id: ownerAccountId, space_id: id, text: 'spaceTerms', version, accepted_at: dayStart(addDays(today, AGREED_DAY)) }));
}
