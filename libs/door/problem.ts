import type { FieldError, Reason, Refusal } from '#libs/kernel';
import { FIELD_WORDS, NEXT_STEPS, REFUSALS, say, type Locale, type Params, type Sentence } from '#libs/words';
import type { ReasonView } from './page.js';

/** RFC 9457, as every refusal leaves the house. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  reasons?: ReasonView[];
  fields?: { path: string; code: string; message: string }[];
}

const TITLES: Record<number, Sentence> = {
  400: { ja: '入力を確認してください', en: 'Please check your input' },
  401: { ja: 'ログインが必要です', en: 'Sign-in needed' },
  403: { ja: 'この役割では行えません', en: 'Not for your role' },
  404: { ja: '見つかりません', en: 'Not found' },
  409: { ja: '状況が変わりました', en: 'Things have changed' },
  413: { ja: '内容が大きすぎます', en: 'Too large' },
  422: { ja: 'いまは行えません', en: 'Not possible now' },
  429: { ja: '少しお待ちください', en: 'A moment, please' },
  500: { ja: '処理できませんでした', en: 'Something failed' },
  503: { ja: 'いまはご利用になれません', en: 'Not available for now' },
};

const sentenceOf = (words: Readonly<Record<string, Sentence>>, code: string, otherwise: Sentence): Sentence => words[code] ?? otherwise;

/** A problem of the door itself, without a refusal behind it. */
export function problem(status: number, code: keyof typeof REFUSALS, locale: Locale, params: Params = {}): Problem {
  return { type: `urn:mazeru:${code}`, title: titleOf(status, locale), status, code, detail: say(REFUSALS[code], locale, params) };
}

const titleOf = (status: number, locale: Locale): string => say(TITLES[status] ?? TITLES[status < 500 ? 400 : 500] ?? { ja: '', en: '' }, locale);

/** Put words to a reason. */
export function reasonInWords({ code, params, nextStep }: Reason, locale: Locale): ReasonView {
  const message = say(sentenceOf(REFUSALS, code, REFUSALS.forbidden), locale, params);
  return nextStep
    ? { code, message, nextStep: { label: say(sentenceOf(NEXT_STEPS, nextStep.code, REFUSALS.forbidden), locale, params), href: nextStep.href } }
    : { code, message };
}

const fieldInWords = ({ path, code, params }: FieldError, locale: Locale): { path: string; code: string; message: string } => ({
  path,
  code,
  message: say(sentenceOf(FIELD_WORDS, code, FIELD_WORDS.invalid), locale, params),
});

/** A refusal in the reader's language. */
export function problemOf(refusal: Refusal, locale: Locale): Problem {
  return {
    type: `urn:mazeru:${refusal.code}`,
    title: titleOf(refusal.status, locale),
    status: refusal.status,
    code: refusal.code,
    detail: say(sentenceOf(REFUSALS, refusal.code, REFUSALS.forbidden), locale, refusal.params),
    ...(refusal.reasons ? { reasons: refusal.reasons.map((reason) => reasonInWords(reason, locale)) } : {}),
    ...(refusal.fields ? { fields: refusal.fields.map((field) => fieldInWords(field, locale)) } : {}),
  };
}
