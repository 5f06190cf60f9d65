import { amount, fields, idOf, number, text, type Fields } from '../json.js';
import { successOf } from '../resources/checkout.js';
import { finishAuthentication } from '../resources/payment-core.js';
import { expireVoucher, payVoucher } from '../resources/vouchers.js';
import { fundCash } from '../resources/payment-intents.js';
import { confirmSetup } from '../resources/setup-intents.js';
import { PLATFORM, type Page, type Pages, type Sim, type Visit } from '../sim.js';
import type { StripeObject } from '../store.js';
import { html, minuteText, note, page, yenText, type Html } from './page.js';

/** What the payer does elsewhere: the slip of a convenience store, a bank transfer, 3-D Secure and the wallet. */
export const voucherPages: Pages = {
  'GET /voucher/{id}': (visit) => onIntent(visit, (intent) => voucher(visit.sim, intent)),
  'POST /voucher/{id}/payment': (visit) =>
    onIntent(visit, (intent) => {
      if (intent['status'] !== 'succeeded') payVoucher(visit.sim, PLATFORM, intent);
      return { redirect: `/voucher/${intent.id}` };
    }),
  'POST /voucher/{id}/expiry': (visit) =>
    onIntent(visit, (intent) => {
      expireVoucher(visit.sim, PLATFORM, intent);
      return { redirect: `/voucher/${intent.id}` };
    }),
  'GET /transfer/{id}': (visit) => onIntent(visit, (intent) => transfer(visit.sim, intent)),
  'POST /transfer/{id}/arrival': (visit) =>
    onIntent(visit, (intent) => {
      arrive(visit, intent);
      return { redirect: `/transfer/${intent.id}` };
    }),
  'GET /authenticate/{id}': (visit) => onIntent(visit, (intent) => authentication(visit.sim, intent)),
  'GET /authenticate/{id}/done': () => ({
    html: page({ title: '確認が済みました', body: note('plain', 'このページは閉じて構いません。') }),
  }),
  'POST /authenticate/{id}': (visit) => onIntent(visit, (intent) => authenticated(visit, intent)),
};

function onIntent({ sim, path }: Visit, work: (intent: StripeObject) => Page): Page {
  const id = path['id'] ?? '';
  const intent = sim.get(PLATFORM, 'payment_intent', id) ?? sim.get(PLATFORM, 'setup_intent', id);
  return intent === undefined
    ? { status: 404, html: page({ title: 'ページが見つかりません', body: note('plain', 'このお支払いはありません。') }) }
    : work(intent);
}

/** Back to where the payment came from. */
function wayBack(sim: Sim, intent: StripeObject): Html | null {
  const session = sim.get(PLATFORM, 'checkout.session', text(intent['_session']) ?? '');
  if (session !== undefined) return html`<a class="button quiet" href="${successOf(session)}">元のサイトへ戻る</a>`;
  const invoice = text(intent['_invoice']);
  return invoice === undefined ? null : html`<a class="button quiet" href="/invoice/${invoice}">請求書へ戻る</a>`;
}

const STORES: readonly (readonly [key: string, name: string])[] = [
  ['familymart', 'ファミリーマート'],
  ['lawson', 'ローソン'],
  ['ministop', 'ミニストップ'],
  ['seicomart', 'セイコーマート'],
];

function voucher(sim: Sim, intent: StripeObject): Page {
  const details = fields(fields(intent['next_action'])['konbini_display_details']);
  const open = intent['status'] === 'requires_action' && details['expires_at'] !== undefined;
  const late = intent['_voucher_expired'] === true && intent['status'] === 'requires_payment_method';
  const paid = intent['status'] === 'succeeded';
  return {
    html: page({
      title: 'コンビニでのお支払い',
      body: html`<section class="card"><p class="sum">${yenText(amount(intent['amount']))}</p>
${open && html`<p>お支払い期限：<strong>${minuteText(number(details['expires_at']) ?? 0)}</strong></p>`}
${paid && note('good', 'お支払いを確認しました。ありがとうございます。')}
${late && note('bad', '期限が切れました。お支払いは行われていません。')}
${!open && !paid && !late && note('plain', 'この支払い番号は使えません。')}</section>
${
  open &&
  html`<section class="card"><h2>お店で使う番号</h2>${byNumbers(fields(details['stores']))}
<p class="soft">店頭の端末、またはレジで番号を伝えてください。</p></section>`
}
${
  (open || late) &&
  html`<section class="card"><h2>シミュレーターの操作</h2>
<form method="post" action="/voucher/${intent.id}/payment"><button type="submit" id="payNow">${late ? '期限のあとに支払われたことにする' : '店頭で支払ったことにする'}</button></form>
${open && html`<form method="post" action="/voucher/${intent.id}/expiry"><button type="submit" id="expireNow" class="quiet">期限切れにする</button></form>`}</section>`
}
${wayBack(sim, intent)}`,
    }),
  };
}

/** The stores that take the same numbers stand together. */
function byNumbers(stores: Fields): Html[] {
  const groups = new Map<string, { names: string[]; numbers: Fields }>();
  for (const [key, name] of STORES) {
    const numbers = fields(stores[key]);
    const group = groups.get(JSON.stringify(numbers)) ?? { names: [], numbers };
    group.names.push(name);
    groups.set(JSON.stringify(numbers), group);
  }
  return [...groups.values()].map(
    ({ names, numbers }) => html`<p>${names.join('・')}</p>
<dl><dt>払込番号</dt><dd class="big-code">${text(numbers['payment_code']) ?? '–'}</dd><dt>確認番号</dt><dd class="big-code">${text(numbers['confirmation_number']) ?? '–'}</dd></dl>`,
  );
}

/** The account a transfer goes to, as an invoice and the instructions show it. */
export function transferDetails(intent: StripeObject): Html | null {
  const details = fields(fields(intent['next_action'])['display_bank_transfer_instructions']);
  const [address] = Array.isArray(details['financial_addresses']) ? details['financial_addresses'] : [];
  const zengin = fields(fields(address)['zengin']);
  if (details['reference'] === undefined) return null;
  return html`<dl><dt>振込額</dt><dd>${yenText(amount(details['amount_remaining']))}</dd>
<dt>銀行</dt><dd>${text(zengin['bank_name']) ?? ''}（${text(zengin['bank_code']) ?? ''}）</dd>
<dt>支店</dt><dd>${text(zengin['branch_name']) ?? ''}（${text(zengin['branch_code']) ?? ''}）</dd>
<dt>口座</dt><dd>普通 ${text(zengin['account_number']) ?? ''}</dd>
<dt>名義</dt><dd>${text(zengin['account_holder_name']) ?? ''}</dd>
<dt>照合番号</dt><dd>${text(details['reference']) ?? ''}</dd></dl>
<p class="soft">照合番号を振込名義に添えると、すぐに確認できます。</p>`;
}

function transfer(sim: Sim, intent: StripeObject): Page {
  const open = intent['status'] === 'requires_action';
  const details = transferDetails(intent);
  return {
    html: page({
      title: '銀行振込でのお支払い',
      body: html`<section class="card"><p class="sum">${yenText(amount(intent['amount']))}</p>
${intent['status'] === 'succeeded' && note('good', 'お振り込みを確認しました。ありがとうございます。')}${open && details}</section>
${open && html`<section class="card"><h2>シミュレーターの操作</h2>${arrivalForm(intent)}</section>`}${wayBack(sim, intent)}`,
    }),
  };
}

/** A button that has the transfer arrive. */
export const arrivalForm = (intent: StripeObject): Html =>
  html`<form method="post" action="/transfer/${intent.id}/arrival"><button type="submit" id="transferNow">振り込まれたことにする</button></form>`;

function arrive({ sim }: Visit, intent: StripeObject): void {
  const details = fields(fields(intent['next_action'])['display_bank_transfer_instructions']);
  const customer = sim.get(PLATFORM, 'customer', idOf(intent['customer']) ?? '');
  if (intent['status'] !== 'requires_action' || customer === undefined) return;
  fundCash(sim, PLATFORM, customer, amount(details['amount_remaining']), text(details['reference']));
}

function authentication(sim: Sim, intent: StripeObject): Page {
  const back = backFrom(sim, intent, 'succeeded');
  if (intent['status'] !== 'requires_action') return { redirect: back };
  const method = sim.get(PLATFORM, 'payment_method', idOf(intent['payment_method']) ?? '');
  const wallet = method?.['type'] === 'paypay';
  const yen = intent.object === 'payment_intent' ? amount(intent['amount']) : undefined;
  return {
    html: page({
      title: wallet ? 'PayPayでの承認' : 'カード会社の本人認証',
      body: html`<section class="card">${yen !== undefined && html`<p class="sum">${yenText(yen)}</p>`}
<p>${wallet ? 'アプリで承認する画面の代わりです。' : `カード（末尾 ${text(fields(method?.['card'])['last4']) ?? ''}）の持ち主であることを、カード会社が確認します。`}</p>
<form method="post" action="/authenticate/${intent.id}"><input type="hidden" name="passed" value="true"><button type="submit" id="authenticate">${wallet ? '承認する' : '認証する'}</button></form>
<form method="post" action="/authenticate/${intent.id}"><input type="hidden" name="passed" value="false"><button type="submit" id="refuse" class="quiet">${wallet ? 'やめる' : '認証に失敗する'}</button></form></section>`,
    }),
  };
}

function authenticated({ sim, form }: Visit, intent: StripeObject): Page {
  const passed = form['passed'] !== 'false';
  if (intent['status'] !== 'requires_action') return { redirect: backFrom(sim, intent, passed ? 'succeeded' : 'failed') };
  if (intent.object === 'payment_intent') finishAuthentication(sim, PLATFORM, intent, passed);
  else if (passed) confirmSetup(sim, PLATFORM, intent, sim.need(PLATFORM, 'payment_method', idOf(intent['payment_method']) ?? ''), true);
  else refuseSetup(sim, intent);
  return { redirect: backFrom(sim, intent, passed ? 'succeeded' : 'failed') };
}

function refuseSetup(sim: Sim, intent: StripeObject): void {
  const error = {
    code: 'setup_intent_authentication_failure',
    message: 'The latest attempt to set up the payment method has failed because authentication failed.',
    type: 'invalid_request_error',
  };
  sim.change(PLATFORM, intent, { last_setup_error: error, next_action: null, payment_method: null, status: 'requires_payment_method' });
  sim.emit(PLATFORM, 'setup_intent.setup_failed', intent);
}

/** Where the payer came from, with what Stripe adds to the address. https://docs.stripe.com/payments/accept-a-payment#redirect */
function backFrom(sim: Sim, intent: StripeObject, status: string): string {
  const given = text(intent['_return_url']);
  if (given === undefined) return `${sim.origin}/authenticate/${intent.id}/done`;
  const url = new URL(given);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, text(intent['client_secret']) ?? '');
  url.searchParams.set('redirect_status', status);
  return url.toString();
}
