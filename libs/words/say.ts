import { DUES_FAILURE_WORDS, DUES_ITEM_WORDS, DUES_METHOD_WORDS } from './dues.js';
import { CANCEL_CAUSE_WORDS, EVENT_KIND_WORDS, GROUND_GONE_WORDS, PERSON_ROLE_WORDS } from './events.js';
import { ORDER_PAYMENT_WORDS } from './orders.js';
import { REFUND_ROUTE_WORDS } from './registrations.js';
import { PROMOTION_ANSWER_WORDS, SPLIT_ROLE_WORDS } from './revenue.js';
import type { Locale, Sentence } from './sentence.js';

/** What fills the braces of a sentence. Instants are ISO 8601 text, days `YYYY-MM-DD`, money whole yen. */
export type Params = Readonly<Record<string, string | number>>;

const WEEKDAYS: Record<Locale, readonly string[]> = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;

/** An instant moved so that its UTC fields read as Tokyo's clock. */
const inTokyo = (instant: string | Date): Date => new Date(new Date(instant).getTime() + TOKYO_OFFSET_MS);
const two = (n: number): string => String(n).padStart(2, '0');

/** `1,000円` / `¥1,000`. */
export function yenInWords(yen: number, locale: Locale): string {
  const digits = Math.abs(yen).toLocaleString('en-US');
  const sign = yen < 0 ? '-' : '';
  return locale === 'ja' ? `${sign}${digits}円` : `${sign}¥${digits}`;
}

/** `2026年11月21日(土)` / `Sat, 21 Nov 2026`, of a Tokyo day `YYYY-MM-DD`. */
export function dayInWords(day: string, locale: Locale): string {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = WEEKDAYS[locale][date.getUTCDay()];
  return locale === 'ja'
    ? `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日(${weekday})`
    : `${weekday}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `2026年11月` / `Nov 2026`, of a Tokyo month `YYYY-MM`. */
export function monthInWords(month: string, locale: Locale): string {
  const [year, number] = month.split('-').map(Number);
  return locale === 'ja' ? `${year}年${number}月` : `${MONTHS[(number ?? 1) - 1]} ${year}`;
}

/** `19:00`, Tokyo time. */
export function timeInWords(instant: string | Date): string {
  const date = inTokyo(instant);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** `2026年11月21日(土) 19:00` / `Sat, 21 Nov 2026, 19:00`, Tokyo time. */
export function instantInWords(instant: string | Date, locale: Locale): string {
  const day = inTokyo(instant).toISOString().slice(0, 10);
  return `${dayInWords(day, locale)}${locale === 'ja' ? ' ' : ', '}${timeInWords(instant)}`;
}

/** `2026年11月21日(土) 19:00〜21:00` / `Sat, 21 Nov 2026, 19:00–21:00`, Tokyo time; the second day is named when it is another one. */
export function spanInWords(startsAt: string | Date, endsAt: string | Date, locale: Locale): string {
  const dash = locale === 'ja' ? '〜' : '–';
  const sameDay = inTokyo(startsAt).toISOString().slice(0, 10) === inTokyo(endsAt).toISOString().slice(0, 10);
  const end = sameDay || timeInWords(endsAt) === '00:00' ? timeInWords(endsAt).replace('00:00', '24:00') : instantInWords(endsAt, locale);
  return `${instantInWords(startsAt, locale)}${dash}${end}`;
}

/** Words of the trade that stand in sentences, by kind and value. */
export const TERMS = {
  tier: {
    challenge: { ja: 'チャレンジ', en: 'challenge' },
    junior: { ja: '初級', en: 'junior' },
    senior: { ja: '上級', en: 'senior' },
    none: { ja: '未定', en: 'no tier yet' },
  },
  shiftKind: {
    reception: { ja: '受付', en: 'reception' },
    floor: { ja: 'フロア', en: 'floor' },
    dayManager: { ja: '1日マネージャー', en: 'one-day community manager' },
  },
  spaceRole: {
    owner: { ja: 'オーナー', en: 'owner' },
    manager: { ja: '運営担当', en: 'manager' },
    reception: { ja: '受付担当', en: 'reception' },
  },
  relation: {
    partnered: { ja: '提携', en: 'partnered' },
    designated: { ja: '指定', en: 'designated' },
  },
  membership: {
    none: { ja: '未加入', en: 'none' },
    applied: { ja: '申込中', en: 'applied' },
    accepted: { ja: '承認済み', en: 'accepted' },
    active: { ja: '活動中', en: 'active' },
    paused: { ja: '休会中', en: 'paused' },
    suspended: { ja: '停止中', en: 'suspended' },
    ended: { ja: '退会', en: 'ended' },
  },
  membershipClass: {
    member: { ja: '組合員', en: 'member' },
    supporter: { ja: '賛助会員', en: 'supporter' },
  },
  certification: {
    promoter: { ja: 'プロモーター', en: 'promoter' },
  },
  duesStanding: {
    none: { ja: '未設定', en: 'not set up' },
    good: { ja: '良好', en: 'good' },
    grace: { ja: '猶予中', en: 'in grace' },
    restricted: { ja: '制限中', en: 'restricted' },
    ended: { ja: '終了', en: 'ended' },
  },
  duesMethod: DUES_METHOD_WORDS,
  orderPayment: ORDER_PAYMENT_WORDS,
  refundRoute: REFUND_ROUTE_WORDS,
  duesFailure: DUES_FAILURE_WORDS,
  duesItem: DUES_ITEM_WORDS,
  recruitingItem: {
    recruiterName: { ja: '募集者の名前', en: 'name of the recruiter' },
    recruiterAddress: { ja: '募集者の住所', en: 'address of the recruiter' },
    recruiterContact: { ja: '連絡先', en: 'contact' },
    recruitingContent: { ja: '業務の内容', en: 'content of the work' },
    recruitingPlace: { ja: '業務の場所', en: 'place of the work' },
    recruitingReward: { ja: '報酬', en: 'reward' },
  },
  releaseReason: {
    partnered: { ja: 'スペースの提携が終わったため', en: 'the partnership with the space has ended' },
    designated: { ja: 'スペースの指定が終わったため', en: 'the designation of the space has ended' },
    membership: { ja: '会員資格が停止または終了したため', en: 'the membership is suspended or has ended' },
    tier: { ja: 'ご本人の希望で段階が変わるため', en: 'the mixer steps down a tier by own wish' },
  },
  /** Reasons that the system gives for a fact; what a person wrote stands as it is. */
  factReason: {
    application: { ja: '本人の申込み', en: 'own application' },
    reliability: { ja: '直近90日に、直前の辞退か不実施が3回あったため', en: 'three late withdrawals or no-shows within 90 days' },
    strikeCorrected: { ja: '停止のもとになった不実施の記録が訂正されたため', en: 'the record of a no-show that had led to it was put right' },
    duesSetUp: { ja: '組合費のお支払い方法が整ったため', en: 'a way of paying the dues is in place' },
    duesBehind: { ja: '組合費のお支払いを確認できていないため', en: 'dues that have not arrived' },
    duesPaid: { ja: '組合費のお支払いを確認したため', en: 'the dues are paid' },
    duesOverride: { ja: '組合費の猶予の特例のため', en: 'an override of the dues' },
    duesStopped: { ja: '組合費のお支払いが終了したため', en: 'the dues have ended' },
    duesPause: { ja: '本人の希望による休止', en: 'a pause by own wish' },
    duesPauseOver: { ja: '休止の終わり', en: 'the end of the pause' },
    stepDown: { ja: '本人の希望による段階の変更', en: 'a step down by own wish' },
  },
  taxCategory: {
    outOfScope: { ja: '不課税', en: 'outside consumption tax' },
    exempt: { ja: '非課税', en: 'exempt' },
    reduced: { ja: '8%・軽減税率の税込', en: '8%, reduced rate, tax included' },
    standard: { ja: '10%の税込', en: '10%, tax included' },
  },
  eventKind: EVENT_KIND_WORDS,
  personRole: PERSON_ROLE_WORDS,
  cancelCause: CANCEL_CAUSE_WORDS,
  groundGone: GROUND_GONE_WORDS,
  splitRole: SPLIT_ROLE_WORDS,
  promotionAnswer: PROMOTION_ANSWER_WORDS,
  orderingParty: {
    space: { ja: 'スペース', en: 'the space' },
    cooperative: { ja: '協同組合', en: 'the cooperative' },
  },
} as const satisfies Record<string, Record<string, Sentence>>;
export type TermKind = keyof typeof TERMS;

/** One word of the trade; an unknown value stands as it is. */
export function term(kind: TermKind, value: string, locale: Locale): string {
  const words: Readonly<Record<string, Sentence>> = TERMS[kind];
  return words[value]?.[locale] ?? value;
}

/** How `{name:kind}` is put into words. */
const SAID: Record<string, (value: string | number, locale: Locale) => string> = {
  yen: (value, locale) => yenInWords(Number(value), locale),
  day: (value, locale) => dayInWords(String(value), locale),
  month: (value, locale) => monthInWords(String(value), locale),
  time: (value) => timeInWords(String(value)),
  instant: (value, locale) => instantInWords(String(value), locale),
  span: (value, locale) => {
    const [startsAt = '', endsAt = ''] = String(value).split('/');
    return spanInWords(startsAt, endsAt, locale);
  },
};

/** Every kind that may stand behind the colon of a placeholder. */
export const PLACEHOLDER_KINDS: ReadonlySet<string> = new Set([...Object.keys(SAID), ...Object.keys(TERMS)]);

/** Fill a sentence. A span is given as `startsAt/endsAt`. A missing parameter leaves its name, so that tests and readers see it. */
export function say(sentence: Sentence, locale: Locale, params: Params = {}): string {
  return sentence[locale].replace(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, kind?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (!kind) return String(value);
    const inWords = SAID[kind];
    if (inWords) return inWords(value, locale);
    return kind in TERMS ? term(kind as TermKind, String(value), locale) : String(value);
  });
}
