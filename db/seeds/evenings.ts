import type { MixerKey } from './people.js';

type Status = 'draft' | 'proposed' | 'countered' | 'approved' | 'published' | 'done' | 'settled' | 'cancelled';

interface Ticket {
  name: string;
  priceYen: number;
  description?: string;
}

/** An evening of the seed. Days are counted from today; the first one on which room and people are free is taken. */
export interface Evening {
  /** The name of the template that it began with. */
  template: string;
  /** Null: the cooperative's own. */
  host: MixerKey | null;
  slug?: string;
  room?: string;
  status: Status;
  days: readonly [first: number, last: number];
  title: string;
  theme?: string;
  description: string;
  format?: 'onsite' | 'online' | 'hybrid';
  onlineUrl?: string;
  capacity: number;
  minGuests?: number;
  tickets: readonly Ticket[];
  methods: readonly string[];
  guests?: number;
  waiting?: number;
  people?: readonly { mixer: MixerKey; role: 'coHost' | 'panelist' | 'monitor' | 'promoter'; duty: string; answered: boolean }[];
  /** Who built the business, what it is, and what they take of the host's part, in ten-thousandths. */
  builder?: { mixer: MixerKey; built: string; points: number };
  /** What the space would take instead, in ten-thousandths. */
  counter?: number;
}

const KITA = 'kita-no-tsukue';
const MINATO = 'minato-works';
const BIG_TABLE = '大きなつくえの部屋';
const HARBOUR = '港の間';
const AT_DOOR = ['card', 'payPay', 'door'];

export const EVENINGS: readonly Evening[] = [
  {
    template: 'JELLY', host: 'minato', slug: KITA, room: BIG_TABLE, status: 'settled', days: [-12, -30], title: 'JELLY 秋の大机', theme: 'つくる人の道具',
    description: '道具を一つ持ち寄って、ふだんの仕事を見せ合いました。', capacity: 20, minGuests: 6, tickets: [{ name: '参加', priceYen: 500, description: '飲み物つき' }], methods: AT_DOOR,
    guests: 14, people: [{ mixer: 'hanako', role: 'panelist', duty: '取材の道具の話を5分', answered: true }],
  },
  {
    template: 'JELLY', host: 'minato', slug: KITA, room: BIG_TABLE, status: 'done', days: [-1, -11], title: 'JELLY はじめましての夜', theme: 'となりの仕事を知る',
    description: 'はじめての方が多い夜です。紙に名前と今日したいことを書くところから始めます。', capacity: 18, minGuests: 6, tickets: [{ name: '参加', priceYen: 500, description: '飲み物つき' }],
    methods: AT_DOOR, guests: 11, people: [{ mixer: 'kenji', role: 'coHost', duty: '受付と写真', answered: true }],
  },
  {
    template: 'JELLY', host: 'nakamura', slug: MINATO, room: HARBOUR, status: 'published', days: [3, 20], title: 'JELLY 港の夜話', theme: '小さな貿易',
    description: '港で働く人の話を聞きながら、同じ机で過ごします。机が三つなので、席は多くありません。', capacity: 8, minGuests: 4, tickets: [{ name: '参加', priceYen: 800, description: '珈琲つき' }],
    methods: AT_DOOR, guests: 7, waiting: 2, people: [{ mixer: 'rin', role: 'panelist', duty: '豆の買い付けの話を5分', answered: true }],
  },
  {
    template: 'JELLY', host: 'minato', slug: KITA, room: BIG_TABLE, status: 'published', days: [5, 22], title: 'JELLY 冬じたく', theme: '雪の季節の働き方',
    description: '雪の季節をどう過ごすかを話しながら、いつもの机で手を動かします。はじめての方は受付で声をかけてください。', capacity: 20, minGuests: 6,
    tickets: [{ name: '参加', priceYen: 500, description: '飲み物つき' }, { name: '学生', priceYen: 0 }], methods: AT_DOOR, guests: 9,
    people: [
      { mixer: 'challenge', role: 'promoter', duty: 'PRと表示した投稿を1つ', answered: true },
      { mixer: 'minami', role: 'panelist', duty: '手帳の話を5分', answered: true },
      { mixer: 'hanako', role: 'monitor', duty: '受付から席までの案内を試して感想を', answered: false },
    ],
  },
  {
    template: 'JELLY', host: 'maria', slug: KITA, room: BIG_TABLE, status: 'cancelled', days: [7, 26], title: 'JELLY ことばの交差点', theme: '外国語で自己紹介',
    description: '知っていることばで自己紹介をする夜です。', capacity: 16, minGuests: 6, tickets: [{ name: '参加', priceYen: 500 }], methods: AT_DOOR, guests: 3,
  },
  {
    template: '勉強会', host: 'maria', slug: MINATO, status: 'published', days: [9, 26], title: '確定申告の下ごしらえ', theme: '領収書の並べ方', format: 'online', onlineUrl: 'https://ovice.example/mazeru-study',
    description: '一年分の領収書を、同じ時間にそれぞれの机で並べます。分からないところは画面を見せながら相談できます。', capacity: 30, tickets: [{ name: '参加', priceYen: 0 }], methods: ['free'], guests: 12,
  },
  {
    template: 'セミナー', host: 'nakamura', slug: MINATO, room: HARBOUR, status: 'published', days: [12, 30], title: '小さな会社の事業計画', theme: '数字の置き方', format: 'hybrid', onlineUrl: 'https://ovice.example/mazeru-seminar',
    description: '来年の数字を3枚の紙に置いてみます。電卓をお持ちください。', capacity: 26, minGuests: 8, tickets: [{ name: '会場', priceYen: 3_000 }, { name: 'オンライン', priceYen: 1_500 }],
    methods: ['card', 'payPay', 'konbini'], builder: { mixer: 'maria', built: '数字の3枚の紙と、そのつくり方の教材', points: 1_000 },
  },
  {
    template: 'ワークショップ', host: 'mori', slug: KITA, room: BIG_TABLE, status: 'proposed', days: [15, 34], title: '町の小さな祭りをつくる', description: '来年の春に開く小さな祭りを、4人ずつの組で考えます。',
    capacity: 16, minGuests: 8, tickets: [{ name: '参加', priceYen: 1_500 }], methods: AT_DOOR,
  },
  {
    template: '教室', host: 'nakamura', slug: MINATO, room: HARBOUR, status: 'approved', days: [17, 36], title: '補助金の書き方教室', description: '実際の様式に、自分の事業を書いてみる90分です。', capacity: 8, minGuests: 2,
    tickets: [{ name: '受講', priceYen: 3_000 }], methods: ['card', 'payPay', 'konbini', 'door'],
  },
  {
    template: 'JELLY', host: 'minato', slug: MINATO, room: HARBOUR, status: 'countered', days: [19, 38], title: 'JELLY 北から港へ', theme: '町を越えてはたらく', description: '盛岡の人が神戸の机で過ごす一日です。',
    capacity: 20, minGuests: 8, tickets: [{ name: '参加', priceYen: 1_000, description: '軽い食事つき' }], methods: AT_DOOR, counter: 4_000,
  },
  {
    template: 'パーティー', host: 'minato', slug: KITA, room: BIG_TABLE, status: 'draft', days: [26, 44], title: '年忘れの会', description: '一年のあいだに知り合った人たちと食卓を囲みます。', capacity: 24, minGuests: 12,
    tickets: [{ name: '参加', priceYen: 3_000, description: '食事と飲み物つき' }], methods: ['card', 'payPay', 'konbini', 'door'],
  },
  {
    template: '初回講習', host: null, status: 'published', days: [16, 34], title: 'コミュニティミキサー初回講習（オンライン）', description: 'これからミキサーになる方の講習です。役割と約束ごとを学び、最後に短い確認があります。',
    format: 'online', onlineUrl: 'https://ovice.example/mazeru-course', capacity: 20, tickets: [{ name: '受講', priceYen: 3_000 }], methods: ['card', 'payPay', 'konbini'],
  },
];

export const isOver = ({ status }: Evening): boolean => status === 'done' || status === 'settled';
export const isPublic = ({ status }: Evening): boolean => status === 'published' || status === 'cancelled' || status === 'done' || status === 'settled';
export const isApproved = (evening: Evening): boolean => evening.status === 'approved' || isPublic(evening);
export const isPaid = ({ tickets }: Evening): boolean => tickets.some(({ priceYen }) => priceYen > 0);
