import { addDays, dayStart, newId, type Day } from '#libs/kernel';
import type { DuesStanding, Membership, Tier } from '#libs/tiers';
import { range, type Row } from './write.js';

/** Days in grace before bookings stop. */
export const GRACE_DAYS = 21;

/** The password of every seeded account. Everybody knows it, so the seed is refused in production. */
export const DEMO_PASSWORD = 'mazeru-demo';

const at = (name: string): string => `${name}@mazeru.example`;

/** Who may be signed in as to look around, and what each is good for. */
export const DEMO_SIGN_INS = [
  { email: at('steward'), role: '組合の管理者（会員と規定）' },
  { email: at('treasurer'), role: '会計' },
  { email: at('approver'), role: '承認者' },
  { email: at('owner.morioka'), role: '北のつくえ盛岡のオーナー' },
  { email: at('owner.kobe'), role: 'みなとワークス神戸のオーナー' },
  { email: at('challenge'), role: 'チャレンジのミキサー' },
  { email: at('junior'), role: '初級のミキサー 花子' },
  { email: at('junior2'), role: '初級のミキサー けんじ' },
  { email: at('senior'), role: '上級のミキサー' },
] as const;

/** Everybody who is no mixer: admins, owners, and two who would like to join with a space. */
export const OTHERS = [
  { key: 'steward', email: at('steward'), name: '三浦 恵子', role: 'steward' },
  { key: 'treasurer', email: at('treasurer'), name: '工藤 誠', role: 'treasurer' },
  { key: 'approver', email: at('approver'), name: '大西 千鶴', role: 'approver' },
  { key: 'ownerMorioka', email: at('owner.morioka'), name: '川村 直樹', role: null },
  { key: 'ownerSendai', email: at('owner.sendai'), name: '遠藤 さゆり', role: null },
  { key: 'ownerTokyo', email: at('owner.tokyo'), name: '石井 徹', role: null },
  { key: 'ownerKobe', email: at('owner.kobe'), name: '藤原 美和', role: null },
  { key: 'ownerFukuoka', email: at('owner.fukuoka'), name: '原田 慎也', role: null },
  { key: 'applicantSapporo', email: at('okamoto'), name: '岡本 理恵', role: null },
  { key: 'applicantKanazawa', email: at('ueda'), name: '上田 宗一郎', role: null },
] as const;
export type OtherKey = (typeof OTHERS)[number]['key'];

/** A mixer as the seed remembers one. Days are counted from today: `-300` joined 300 days ago. */
interface Mixer {
  key: string;
  email: string;
  /** Family and given name, and both in kana. */
  name: readonly [string, string];
  kana: readonly [string, string];
  display: string;
  tier: Tier | null;
  /** When the present tier began, if it was not the first. */
  tierSince?: number;
  joined: number;
  membership: Membership;
  membershipSince?: number;
  dues: DuesStanding;
  duesSince?: number;
  /** Slugs of the spaces they work with. */
  spaces: readonly string[];
  areas: readonly string[];
  skills: readonly string[];
  whatIDo: string;
  whatICanGive: string;
}

export const MIXERS = [
  {
    key: 'challenge', email: at('challenge'), name: ['田中', '翔太'], kana: ['タナカ', 'ショウタ'], display: '田中 翔太',
    tier: 'challenge', joined: -70, membership: 'active', dues: 'good', spaces: [], areas: ['03'], skills: ['動画編集', 'SNS'],
    whatIDo: '盛岡の小さなお店の紹介動画をつくっています。', whatICanGive: '短い動画のつくり方をお伝えできます。',
  },
  {
    key: 'hanako', email: at('junior'), name: ['佐藤', '花子'], kana: ['サトウ', 'ハナコ'], display: '花子',
    tier: 'junior', tierSince: -150, joined: -310, membership: 'active', dues: 'good', spaces: ['kita-no-tsukue', 'mori-no-tsukue'], areas: ['03', '04'],
    skills: ['ライティング', '取材', '受付'], whatIDo: '岩手と宮城でお店や作り手の記事を書いています。', whatICanGive: '取材先のご紹介と、文章の相談にのれます。',
  },
  {
    key: 'kenji', email: at('junior2'), name: ['鈴木', '健司'], kana: ['スズキ', 'ケンジ'], display: 'けんじ',
    tier: 'junior', tierSince: -100, joined: -260, membership: 'active', dues: 'good', spaces: ['kita-no-tsukue', 'mori-no-tsukue'], areas: ['03', '04'],
    skills: ['Web制作', '写真'], whatIDo: 'Webサイトの制作と撮影をしています。', whatICanGive: 'ホームページの見直しを一緒にします。',
  },
  {
    key: 'minato', email: at('senior'), name: ['佐藤', 'みなと'], kana: ['サトウ', 'ミナト'], display: '佐藤みなと',
    tier: 'senior', tierSince: -120, joined: -600, membership: 'active', dues: 'good', spaces: ['kita-no-tsukue', 'mori-no-tsukue', 'minato-works'],
    areas: ['03', '04', '28'], skills: ['場づくり', 'ファシリテーション'], whatIDo: '作業会と勉強会をひらき、人と仕事をつないでいます。',
    whatICanGive: 'はじめての会の進め方をお手伝いします。',
  },
  {
    key: 'minami', email: at('takahashi'), name: ['髙橋', 'みなみ'], kana: ['タカハシ', 'ミナミ'], display: 'みなみ',
    tier: 'junior', joined: -400, membership: 'active', dues: 'good', spaces: ['kita-no-tsukue'], areas: ['03'], skills: ['手帳術', '整理収納'],
    whatIDo: '手帳と片づけの相談会をしています。', whatICanGive: '机まわりの片づけ方をお話しします。',
  },
  {
    key: 'saki', email: at('watanabe'), name: ['渡辺', '咲'], kana: ['ワタナベ', 'サキ'], display: 'さき',
    tier: 'junior', joined: -220, membership: 'active', dues: 'good', spaces: ['kita-no-tsukue', 'mori-no-tsukue'], areas: ['03', '04'], skills: ['会計ソフト', '事務'],
    whatIDo: '個人事業の方の事務を手伝っています。', whatICanGive: '帳簿のつけはじめに付き添えます。',
  },
  {
    key: 'haruna', email: at('ito'), name: ['伊藤', '陽菜'], kana: ['イトウ', 'ハルナ'], display: '陽菜🌸',
    tier: 'junior', joined: -180, membership: 'active', dues: 'good', spaces: ['shitamachi-desk', 'yamanote-atelier'], areas: ['13'], skills: ['イラスト', 'デザイン'],
    whatIDo: 'イラストと紙もののデザインをしています。', whatICanGive: 'チラシの見直しをします。',
  },
  {
    key: 'maria', email: at('maria'), name: ['サントス', 'マリア'], kana: ['サントス', 'マリア'], display: 'マリア・サントス',
    tier: 'senior', tierSince: -60, joined: -500, membership: 'active', dues: 'good', spaces: ['shitamachi-desk', 'yamanote-atelier'], areas: ['13'],
    skills: ['ポルトガル語', '英語', '通訳'], whatIDo: '通訳と、海外から来た方の開業の手伝いをしています。', whatICanGive: '英語での案内を引き受けます。',
  },
  {
    key: 'teshigawara', email: at('teshigawara'), name: ['勅使河原', '清左衛門'], kana: ['テシガワラ', 'セイザエモン'], display: '勅使河原 清左衛門（てっしー）',
    tier: 'junior', joined: -340, membership: 'active', dues: 'good', spaces: ['shitamachi-desk', 'yamanote-atelier'], areas: ['13', '14'], skills: ['法人営業', '展示会'],
    whatIDo: '町工場の展示会出展を手伝っています。', whatICanGive: '名刺交換のあとの続け方をお話しします。',
  },
  {
    key: 'rin', email: at('tsuji'), name: ['辻', '凛'], kana: ['ツジ', 'リン'], display: '凛',
    tier: 'junior', joined: -130, membership: 'active', dues: 'good', spaces: ['minato-works'], areas: ['28', '27'], skills: ['珈琲', '接客'],
    whatIDo: '豆の焙煎と出張珈琲をしています。', whatICanGive: 'おいしいお茶の出し方をお伝えします。',
  },
  {
    key: 'nakamura', email: at('nakamura'), name: ['中村', '大輔'], kana: ['ナカムラ', 'ダイスケ'], display: '中村 大輔',
    tier: 'senior', tierSince: -200, joined: -720, membership: 'active', dues: 'good', spaces: ['minato-works', 'umikaze-hakata'], areas: ['28', '40'],
    skills: ['事業計画', '補助金'], whatIDo: '事業計画づくりの相談にのっています。', whatICanGive: '公的な支援の探し方をご案内します。',
  },
  {
    key: 'yumi', email: at('kobayashi'), name: ['小林', '由美'], kana: ['コバヤシ', 'ユミ'], display: 'ゆみ',
    tier: 'junior', joined: -290, membership: 'active', dues: 'grace', duesSince: -8, spaces: ['minato-works'], areas: ['28'], skills: ['英会話', '受付'],
    whatIDo: '大人の英会話の会をひらいています。', whatICanGive: '英文のメールを一緒に見ます。',
  },
  {
    key: 'ren', email: at('kato'), name: ['加藤', '蓮'], kana: ['カトウ', 'レン'], display: '加藤 蓮',
    tier: 'junior', joined: -240, membership: 'active', dues: 'restricted', duesSince: -10, spaces: ['shitamachi-desk'], areas: ['13'], skills: ['プログラミング'],
    whatIDo: '業務を楽にする小さな道具をつくっています。', whatICanGive: '表計算の困りごとを伺います。',
  },
  {
    key: 'mao', email: at('yoshida'), name: ['吉田', '真央'], kana: ['ヨシダ', 'マオ'], display: '真央',
    tier: 'junior', joined: -270, membership: 'paused', membershipSince: -20, dues: 'good', spaces: [], areas: ['04'], skills: ['編集'],
    whatIDo: '地域の冊子を編集しています。', whatICanGive: '冊子づくりの段取りをお話しします。',
  },
  {
    key: 'go', email: at('yamaguchi'), name: ['山口', '剛'], kana: ['ヤマグチ', 'ゴウ'], display: '山口 剛',
    tier: 'junior', joined: -210, membership: 'suspended', membershipSince: -6, dues: 'good', spaces: ['umikaze-hakata'], areas: ['40'], skills: ['音響'],
    whatIDo: '会の音響と配信をしています。', whatICanGive: '配信の機材をお見せします。',
  },
  {
    key: 'sakiyama', email: at('sakiyama'), name: ['﨑山', '海斗'], kana: ['サキヤマ', 'カイト'], display: '﨑山 海斗',
    tier: 'junior', joined: -160, membership: 'active', dues: 'good', spaces: ['umikaze-hakata'], areas: ['40', '41'], skills: ['観光', '中国語'],
    whatIDo: '福岡を訪れる方の町歩きを案内しています。', whatICanGive: '地元のお店をご紹介します。',
  },
  {
    key: 'misaki', email: at('shimizu'), name: ['清水', '美咲'], kana: ['シミズ', 'ミサキ'], display: 'みさき',
    tier: 'junior', joined: -190, membership: 'active', dues: 'good', spaces: ['mori-no-tsukue'], areas: ['04'], skills: ['ヨガ'],
    whatIDo: '座り仕事の方のためのヨガをしています。', whatICanGive: '3分でできる肩ほぐしをお伝えします。',
  },
  {
    key: 'mori', email: at('mori'), name: ['森', '悠人'], kana: ['モリ', 'ユウト'], display: '森 悠人',
    tier: 'senior', tierSince: -90, joined: -450, membership: 'active', dues: 'good', spaces: ['umikaze-hakata', 'minato-works'], areas: ['40', '28'],
    skills: ['コミュニティ運営'], whatIDo: '海のそばの町で、働く人の集まりを続けています。', whatICanGive: '集まりを長く続けるこつをお話しします。',
  },
  {
    key: 'aoi', email: at('matsumoto'), name: ['松本', '葵'], kana: ['マツモト', 'アオイ'], display: 'あおい',
    tier: 'challenge', joined: -40, membership: 'active', dues: 'good', spaces: [], areas: ['13'], skills: ['写真'],
    whatIDo: '町の写真を撮っています。', whatICanGive: 'プロフィール写真を撮ります。',
  },
  {
    key: 'yui', email: at('inoue'), name: ['井上', '結衣'], kana: ['イノウエ', 'ユイ'], display: '井上 結衣',
    tier: null, joined: -12, membership: 'accepted', dues: 'none', spaces: [], areas: ['27'], skills: ['販売'],
    whatIDo: '雑貨の販売をしています。', whatICanGive: 'これから見つけます。',
  },
  {
    key: 'taku', email: at('kimura'), name: ['木村', '拓'], kana: ['キムラ', 'タク'], display: '木村 拓',
    tier: null, joined: -2, membership: 'applied', dues: 'none', spaces: [], areas: ['01'], skills: ['観光'],
    whatIDo: '宿の仕事をしながら、独立の準備をしています。', whatICanGive: '北海道の旅の相談にのれます。',
  },
] as const satisfies readonly Mixer[];
export type MixerKey = (typeof MIXERS)[number]['key'];

/** A seeded mixer with the ids it was given. */
export interface SeededMixer extends Mixer {
  key: MixerKey;
  id: string;
  accountId: string;
}

/** Everybody with their ids. */
export interface People {
  mixers: readonly SeededMixer[];
  mixer: (key: MixerKey) => SeededMixer;
  accountOf: (key: OtherKey) => string;
}

export function makePeople(): People {
  const mixers = MIXERS.map((mixer): SeededMixer => ({ ...mixer, id: newId(), accountId: newId() }));
  const accounts = new Map(OTHERS.map(({ key }) => [key, newId()]));
  return {
    mixers,
    mixer: (key) => found(mixers.find((one) => one.key === key), key),
    accountOf: (key) => found(accounts.get(key), key),
  };
}

/** What a table of the seed must hold; anything else is a slip in the table. */
export function found<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new Error(`the seed speaks of ${name} and does not know it`);
  return thing;
}

export function accountRows(people: People, passwordHash: string, today: Day): Row[] {
  const account = (id: string, email: string, name: string, joined: number): Row => ({
    id,
    email,
    password_hash: passwordHash,
    display_name: name,
    locale: 'ja',
    email_confirmed_at: dayStart(addDays(today, joined)),
    created_at: dayStart(addDays(today, joined)),
  });
  return [
    ...OTHERS.map(({ key, email, name }) => account(people.accountOf(key), email, name, key.startsWith('applicant') ? -20 : -700)),
    ...people.mixers.map(({ accountId, email, display, joined }) => account(accountId, email, display, joined)),
  ];
}

export function roleRows(people: People, today: Day): Row[] {
  return OTHERS.flatMap(({ key, role }) => (role ? [{ account_id: people.accountOf(key), role, granted_at: dayStart(addDays(today, -700)) }] : []));
}

export function mixerRows(people: People, today: Day): Row[] {
  return people.mixers.map(({ id, accountId, name, kana, joined }) => ({
    id,
    account_id: accountId,
    family_name: name[0],
    given_name: name[1],
    family_kana: kana[0],
    given_kana: kana[1],
    joined_on: addDays(today, joined),
    created_at: dayStart(addDays(today, joined)),
  }));
}

/** When the freeze and the certification of the seed begin and end, in days from today. */
const FREEZE = { mixer: 'misaki', from: -5, until: 9, reason: '90日以内に、直前の辞退と不実施が3回になったため' } as const;
const PROMOTER = { mixer: 'challenge', from: -60, until: 10 } as const;

export function factRows(people: People, now: Date, today: Day): Row[] {
  const steward = people.accountOf('steward');
  const onDay = (offset: number): Date => dayStart(addDays(today, offset));
  const made: Row[] = [];
  const fact = (mixerId: string, name: string, value: string, from: Date, until: Date | null, reason = ''): void => {
    made.push({ mixer_id: mixerId, fact: name, value, valid: range(from, until), set_by: steward, reason, recorded_at: from < now ? from : now });
  };
  for (const mixer of people.mixers) {
    const joined = onDay(mixer.joined);
    const since = mixer.membershipSince === undefined ? null : onDay(mixer.membershipSince);
    fact(mixer.id, 'membershipClass', mixer.tier === 'challenge' || mixer.tier === null ? 'supporter' : 'member', joined, null);
    if (since) fact(mixer.id, 'membership', 'active', joined, since);
    fact(mixer.id, 'membership', mixer.membership, since ?? joined, null, MEMBERSHIP_REASONS[mixer.membership] ?? '');
    if (!mixer.tier) continue;
    fact(mixer.id, 'course', 'completed', onDay(mixer.joined + 1), null);
    const promoted = mixer.tierSince === undefined ? null : onDay(mixer.tierSince);
    if (promoted) fact(mixer.id, 'tier', mixer.tier === 'senior' ? 'junior' : 'challenge', joined, promoted);
    fact(mixer.id, 'tier', mixer.tier, promoted ?? joined, null, promoted ? '2名の確認により昇格' : '');
    const changed = mixer.duesSince === undefined ? null : onDay(mixer.duesSince);
    const grace = mixer.duesSince !== undefined && mixer.dues === 'restricted' ? onDay(mixer.duesSince - GRACE_DAYS) : null;
    if (changed) fact(mixer.id, 'duesStanding', 'good', joined, grace ?? changed);
    if (changed && grace) fact(mixer.id, 'duesStanding', 'grace', grace, changed);
    fact(mixer.id, 'duesStanding', mixer.dues, changed ?? joined, null);
  }
  fact(people.mixer(PROMOTER.mixer).id, 'certification', 'promoter', onDay(PROMOTER.from), onDay(PROMOTER.until));
  fact(people.mixer(FREEZE.mixer).id, 'freeze', 'frozen', onDay(FREEZE.from), onDay(FREEZE.until), FREEZE.reason);
  return made;
}

const MEMBERSHIP_REASONS: Readonly<Record<string, string>> = {
  paused: '本人の希望による休会（3か月まで）',
  suspended: '来場された方への対応について確認中',
  accepted: '講習をお待ちしています',
};

/** Areas, skills and what each does and can give; every field with the audience its owner chose. */
export function profileRows(people: People, today: Day): Row[] {
  return people.mixers.flatMap(({ id, joined, areas, skills, whatIDo, whatICanGive, tier }) => {
    const field = (name: string, value: unknown, audience: string): Row => ({
      mixer_id: id,
      field: name,
      value,
      audience,
      changed_at: dayStart(addDays(today, joined)),
    });
    return [
      field('displayName', null, 'everyone'),
      field('name', null, tier === null ? 'self' : 'spaces'),
      field('kana', null, tier === null ? 'self' : 'spaces'),
      field('areas', areas, 'everyone'),
      field('skills', skills, 'everyone'),
      field('whatIDo', whatIDo, 'mixers'),
      field('whatICanGive', whatICanGive, 'mixers'),
    ];
  });
}
