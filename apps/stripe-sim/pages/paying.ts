import { StripeError } from '../errors.js';
import { fields, text, type Fields } from '../json.js';
import { makeCard, makeMethod } from '../resources/payment-methods.js';
import type { Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import { field, html, note, type Html } from './page.js';

/** What a payer typed, by field. */
export type Typed = { [name: string]: string };

/** What is not right with it, by field; `card` is about the card as a whole. */
export type Wrong = { [name: string]: string };

export const typedOf = (form: Fields): Typed =>
  Object.fromEntries(Object.entries(form).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : '']));

/** What a bank says, in words for the payer. By decline code, else by error code. https://docs.stripe.com/declines/codes */
const REASONS: Readonly<Record<string, string>> = {
  generic_decline: 'カード会社が支払いを承認しませんでした。別のカードをお使いいただくか、カード会社にお問い合わせください。',
  insufficient_funds: 'カードの利用可能額が足りません。別のカードをお使いください。',
  lost_card: 'このカードは使えません。別のカードをお使いください。',
  stolen_card: 'このカードは使えません。別のカードをお使いください。',
  expired_card: 'カードの有効期限が切れています。別のカードをお使いください。',
  incorrect_cvc: 'セキュリティコードが正しくありません。カードの裏面（または表面）の番号をご確認ください。',
  processing_error: 'カード会社との通信で問題が起きました。少し待ってから、もう一度お試しください。',
  authentication_required: 'カード会社が本人認証を求めています。もう一度お試しください。',
  payment_intent_authentication_failure: '本人認証が完了しませんでした。もう一度試すか、別の方法でお支払いください。',
  setup_intent_authentication_failure: '本人認証が完了しませんでした。もう一度試すか、別のカードをお使いください。',
  payment_intent_payment_attempt_expired: '前回のお支払いの期限が切れました。もう一度お支払い方法を選んでください。',
  test_mode_live_card: 'テスト用のカード番号ではありません。このページでは下のテスト用の番号だけが使えます。',
};

/** Why a card was declined, in words. */
export const reasonOf = (error: Fields): string =>
  REASONS[text(error['decline_code']) ?? ''] ??
  REASONS[text(error['code']) ?? ''] ??
  'お支払いを完了できませんでした。別の方法をお試しください。';

const METHODS: Readonly<Record<string, { label: string; hint: string }>> = {
  card: { label: 'カード', hint: 'クレジット・デビット' },
  konbini: { label: 'コンビニ払い', hint: '番号を受け取り、お店で支払い' },
  paypay: { label: 'PayPay', hint: 'アプリで承認' },
  customer_balance: { label: '銀行振込', hint: '振込先を表示' },
};

/** The fields of a form that pays: the choice where there is one, who pays, and the card. */
export interface PayingParts {
  types: readonly string[];
  typed: Typed;
  wrong: Wrong;
  /** The address is known already and only shown. */
  email: { known: string } | 'asked' | 'none';
  /** A card the payer has used before. */
  kept?: string | undefined;
}

export function payingFields({ types, typed, wrong, email, kept }: PayingParts): Html {
  const chosen = typed['method'] ?? (kept === undefined ? (types[0] ?? 'card') : 'kept');
  return html`${
    email !== 'none' &&
    (email === 'asked'
      ? field({
          id: 'email',
          label: 'メールアドレス',
          type: 'email',
          value: typed['email'] ?? '',
          wrong: wrong['email'],
          autocomplete: 'email',
          inputmode: 'email',
        })
      : html`<div class="field"><label for="email">メールアドレス</label><input id="email" name="email" type="email" value="${email.known}" readonly></div>`)
  }
${types.length + (kept === undefined ? 0 : 1) > 1 ? choices(types, chosen, kept) : html`<input type="hidden" name="method" value="${types[0] ?? 'card'}">`}
${types.includes('card') && html`<div class="for-card">${cardFields(typed, wrong)}</div>`}
${types.includes('konbini') && html`<div class="for-konbini">${field({ id: 'konbiniNumber', label: '電話番号（任意）', type: 'tel', value: typed['konbiniNumber'] ?? '', hint: 'お店の端末で使う確認番号になります。', inputmode: 'tel', wrong: wrong['konbiniNumber'] })}</div>`}
${field({ id: 'billingName', label: types.length === 1 && types[0] === 'card' ? 'カードの名義' : 'お名前', value: typed['billingName'] ?? '', wrong: wrong['billingName'], autocomplete: 'name' })}`;
}

const choices = (
  types: readonly string[],
  chosen: string,
  kept: string | undefined,
): Html => html`<fieldset class="choices"><legend>お支払い方法</legend>
${kept !== undefined && choice('kept', chosen, '登録済みのカード', kept)}
${types.map((type) => choice(type, chosen, METHODS[type]?.label ?? type, METHODS[type]?.hint ?? ''))}</fieldset>`;

const choice = (value: string, chosen: string, label: string, hint: string): Html =>
  html`<label class="choice" for="method-${value}"><input type="radio" id="method-${value}" name="method" value="${value}"${value === chosen && html` checked`}><span>${label}<small>${hint}</small></span></label>`;

/** What went wrong, at the top of the page: the bank's reason, or that some fields are to be looked at. */
export const wrongNote = (wrong: Wrong): Html | null =>
  Object.keys(wrong).length === 0 ? null : note('bad', wrong['card'] ?? '入力をご確認ください。直すところは、各欄の下に書いてあります。');

/** Number, expiry and code of a card. */
export const cardFields = (
  typed: Typed,
  wrong: Wrong,
): Html => html`${field({ id: 'cardNumber', label: 'カード番号', value: typed['cardNumber'] ?? '', wrong: wrong['cardNumber'], autocomplete: 'cc-number', inputmode: 'numeric', placeholder: '4242 4242 4242 4242' })}
<div class="pair">${field({ id: 'cardExpiry', label: '有効期限', value: typed['cardExpiry'] ?? '', wrong: wrong['cardExpiry'], autocomplete: 'cc-exp', inputmode: 'numeric', placeholder: '月 / 年' })}
${field({ id: 'cardCvc', label: 'セキュリティコード', wrong: wrong['cardCvc'], autocomplete: 'cc-csc', inputmode: 'numeric', placeholder: '3桁' })}</div>`;

const SAMPLES: readonly [number: string, what: string][] = [
  ['4242 4242 4242 4242', '成功します'],
  ['4000 0025 0000 3155', '本人認証を求めます'],
  ['4000 0000 0000 9995', '残高不足で断られます'],
  ['4000 0000 0000 0002', '断られます'],
  ['4000 0000 0000 0341', '登録できますが、あとの請求は断られます'],
];

/** Numbers to try, for whoever plays with the simulator. */
export const sampleCards = (): Html =>
  html`<details><summary>テスト用のカード番号</summary><ul class="lines">${SAMPLES.map(
    ([number, what]) => html`<li><span>${what}</span><code>${number}</code></li>`,
  )}</ul><p class="soft">有効期限は先の年月、セキュリティコードは好きな3桁で使えます。</p></details>`;

/** What is wrong with the fields, before anybody is asked. `now` in epoch seconds. */
export function mistakes(typed: Typed, method: string, asksEmail: boolean, now: number): Wrong {
  const wrong: Wrong = {};
  if (asksEmail && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed['email'] ?? ''))
    wrong['email'] = 'メールアドレスの形が正しくありません。例：hanako@example.jp';
  if (method !== 'kept' && (typed['billingName'] ?? '') === '') wrong['billingName'] = 'お名前を入力してください。';
  if (
    method === 'konbini' &&
    (typed['konbiniNumber'] ?? '') !== '' &&
    !/^\d{10,11}$/.test((typed['konbiniNumber'] ?? '').replaceAll('-', ''))
  ) {
    wrong['konbiniNumber'] = '電話番号は10桁か11桁の数字で入力してください。';
  }
  return method === 'card' ? { ...wrong, ...cardMistakes(typed, now) } : wrong;
}

/** What is wrong with a card's fields. */
export function cardMistakes(typed: Typed, now: number): Wrong {
  const wrong: Wrong = {};
  const digits = (typed['cardNumber'] ?? '').replaceAll(/[\s-]/g, '');
  if (!/^\d{13,19}$/.test(digits) || !passesLuhn(digits)) wrong['cardNumber'] = 'カード番号が正しくありません。数字をご確認ください。';
  const expiry = expiryOf(typed);
  const today = new Date(now * 1000);
  if (expiry === undefined) wrong['cardExpiry'] = '月と年を「12/34」の形で入力してください。';
  else if (expiry.year * 12 + expiry.month < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1)
    wrong['cardExpiry'] = '有効期限が過ぎています。';
  if (!/^\d{3,4}$/.test(typed['cardCvc'] ?? '')) wrong['cardCvc'] = '3桁か4桁の数字を入力してください。';
  return wrong;
}

function expiryOf(typed: Typed): { month: number; year: number } | undefined {
  const found = /^(\d{1,2})\s*[/-]?\s*(\d{2}|\d{4})$/.exec(typed['cardExpiry'] ?? '');
  const month = Number(found?.[1]);
  const year = Number(found?.[2]);
  return found === null || month < 1 || month > 12 ? undefined : { month, year: year < 100 ? 2000 + year : year };
}

/** The check digit of a card number: https://www.iso.org/standard/70484.html, annex B */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** What to pay with, or why it cannot be. */
export type Chosen = { method: StripeObject } | { refused: string };

/** The card that was typed. */
export function typedCard(sim: Sim, scope: string, typed: Typed): Chosen {
  const expiry = expiryOf(typed);
  try {
    const billing = { email: text(typed['email']) ?? null, name: text(typed['billingName']) ?? null };
    return { method: makeCard(sim, scope, { number: typed['cardNumber'] ?? '', ...(expiry !== undefined && expiry), billing }) };
  } catch (error) {
    if (error instanceof StripeError) return { refused: reasonOf(fields(error.body().error)) };
    throw error;
  }
}

/** The method that was chosen, made of what was typed. */
export function chosenMethod(sim: Sim, scope: string, typed: Typed, method: string): Chosen {
  if (method === 'card') return typedCard(sim, scope, typed);
  const billing = {
    email: text(typed['email']) ?? null,
    name: text(typed['billingName']) ?? null,
    phone: text(typed['konbiniNumber']) ?? null,
  };
  return { method: makeMethod(sim, scope, method, billing) };
}
