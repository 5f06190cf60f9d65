import { amount, fields, idOf, items, number, text, texts, type Fields } from '../json.js';
import { comeBack, sessionTerms, submit, successOf } from '../resources/checkout.js';
import { PLATFORM, type Page, type Pages, type Sim, type Visit } from '../sim.js';
import type { StripeObject } from '../store.js';
import { dayText, html, note, page, yenText, type Html } from './page.js';
import { chosenMethod, mistakes, payingFields, reasonOf, sampleCards, typedOf, wrongNote, type Typed, type Wrong } from './paying.js';

/** The page a Checkout Session leads to. https://docs.stripe.com/payments/checkout */
export const checkoutPages: Pages = {
  'GET /c/pay/{id}': (visit) => onSession(visit, (session) => show(visit.sim, session, {}, {})),
  'POST /c/pay/{id}': (visit) => onSession(visit, (session) => pay(visit, session)),
  'GET /c/pay/{id}/return': (visit) =>
    onSession(
      visit,
      (session) => {
        comeBack(visit.sim, PLATFORM, session);
        if (session['status'] === 'complete') return { redirect: successOf(session) };
        return show(visit.sim, session, {}, { card: reasonOf(lastError(visit.sim, session)) });
      },
      true,
    ),
};

/** Finds the session; one that is over says so. */
function onSession({ sim, path }: Visit, work: (session: StripeObject) => Page, returning = false): Page {
  const session = sim.get(PLATFORM, 'checkout.session', path['id'] ?? '');
  if (session === undefined)
    return {
      status: 404,
      html: page({
        title: 'ページが見つかりません',
        body: note('plain', 'このお支払いページはありません。元のサイトから、もう一度お進みください。'),
      }),
    };
  if (session['status'] === 'expired') return expired(session);
  if (session['status'] === 'complete' && !returning) return over(sim, session);
  return work(session);
}

function expired(session: StripeObject): Page {
  const back = text(session['cancel_url']);
  return {
    status: 410,
    html: page({
      title: 'このお支払いページは期限が切れました',
      body: html`${note('plain', 'お支払いは行われていません。お手数ですが、元のサイトからもう一度お申し込みください。')}${back !== undefined && html`<a class="button" href="${back}">元のサイトへ戻る</a>`}`,
    }),
  };
}

function over(sim: Sim, session: StripeObject): Page {
  const intent = sim.get(PLATFORM, 'payment_intent', idOf(session['payment_intent']) ?? '');
  const voucher =
    session['payment_status'] === 'unpaid' && intent?.['status'] === 'requires_action'
      ? text(fields(fields(intent['next_action'])['konbini_display_details'])['hosted_voucher_url'])
      : undefined;
  return {
    html: page({
      title: 'お手続きは済んでいます',
      body: html`${note('good', voucher === undefined ? 'このお支払いページの手続きは完了しています。' : '受付が済みました。お店でのお支払いをお待ちしています。')}
${voucher !== undefined && html`<a class="button" href="${voucher}">支払い番号を見る</a>`}<p></p><a class="button quiet" href="${successOf(session)}">元のサイトへ戻る</a>`,
    }),
  };
}

/** Why the latest try failed. */
function lastError(sim: Sim, session: StripeObject): Fields {
  const subscription = sim.get(PLATFORM, 'subscription', text(session['_subscription']) ?? '');
  const invoice = sim.get(PLATFORM, 'invoice', idOf(subscription?.['latest_invoice']) ?? '');
  const intent = sim.get(PLATFORM, 'payment_intent', idOf(session['payment_intent']) ?? text(invoice?.['_intent']) ?? '');
  const setup = sim.get(PLATFORM, 'setup_intent', idOf(session['setup_intent']) ?? '');
  return fields(intent?.['last_payment_error'] ?? setup?.['last_setup_error'] ?? { code: 'payment_intent_authentication_failure' });
}

const TITLES: Readonly<Record<string, string>> = { payment: 'お支払い', subscription: '定期のお支払い', setup: 'カードの登録' };
const BUTTONS: Readonly<Record<string, string>> = { payment: '支払う', subscription: '申し込む', setup: 'カードを登録する' };

function show(sim: Sim, session: StripeObject, typed: Typed, wrong: Wrong): Page {
  const mode = text(session['mode']) ?? 'payment';
  const known = emailOf(sim, session);
  const back = text(session['cancel_url']);
  const free = mode === 'subscription' && amount(session['amount_total']) === 0 && session['payment_method_collection'] === 'if_required';
  const total = amount(session['amount_total']);
  const label = mode === 'payment' ? `${yenText(total)}を支払う` : (BUTTONS[mode] ?? '');
  const submitWords = text(fields(fields(session['custom_text'])['submit'])['message']);
  return {
    ...(Object.keys(wrong).length > 0 && { status: 422 }),
    html: page({
      title: TITLES[mode] ?? 'お支払い',
      wide: true,
      ...(back !== undefined && { back: { href: back, label: '元のサイトへ戻る' } }),
      body: html`${wrongNote(wrong)}<div class="split">${mode === 'setup' ? html`<section class="card"><h2>保存するカード</h2><p>今回の請求はありません。今後のお支払いに使うカードを登録します。</p></section>` : summary(sim, session)}
<form class="card" method="post" action="/c/pay/${session.id}" novalidate>
${free ? html`<input type="hidden" name="method" value="none">` : payingFields({ types: texts(session['payment_method_types']), typed, wrong, email: known === undefined ? 'asked' : { known } })}
${submitWords !== undefined && html`<p class="soft">${submitWords}</p>`}
<button type="submit" data-testid="hosted-payment-submit-button">${label}</button>
<p></p>${sampleCards()}</form></div>`,
    }),
  };
}

/** The address the session knows already. */
const emailOf = (sim: Sim, session: StripeObject): string | undefined =>
  text(sim.get(PLATFORM, 'customer', idOf(session['customer']) ?? '')?.['email']) ?? text(session['customer_email']);

const EVERY: Readonly<Record<string, string>> = { day: '日', week: '週', month: 'か月', year: '年' };

function summary(sim: Sim, session: StripeObject): Html {
  const lines = items(session['_items']).map(fields);
  const recurring = lines.find((line) => fields(line['price'])['type'] === 'recurring');
  return html`<section class="card"><h2>${recurring === undefined ? 'お支払いの内容' : '今日のお支払い'}</h2>
<p class="sum">${yenText(amount(session['amount_total']))}</p>
<ul class="lines">${lines.map(
    (line) =>
      html`<li><span>${text(line['description']) ?? ''}${amount(line['quantity']) > 1 && ` × ${String(amount(line['quantity']))}`}</span><span>${yenText(amount(line['amount_total']))}${every(line)}</span></li>`,
  )}</ul>
${recurring !== undefined && renewals(sim, session)}</section>`;
}

function every(line: Fields): string {
  const { interval, interval_count: count } = fields(fields(line['price'])['recurring']);
  const word = EVERY[text(interval) ?? ''];
  if (word === undefined) return '';
  const times = number(count) ?? 1;
  return ` / ${times === 1 ? (word === 'か月' ? '月' : word) : `${String(times)}${word}`}`;
}

/** When and how much comes next; the law wants it said before the button. */
function renewals(sim: Sim, session: StripeObject): Html {
  const terms = sessionTerms(sim, PLATFORM, session, sim.make('Customer', {}));
  const full = terms.items.reduce((sum, { price, quantity }) => sum + amount(price['unit_amount']) * quantity, 0);
  const from = terms.trialEnd ?? terms.anchor;
  return html`<p class="soft">${from === undefined ? html`以後は同じ日に、${yenText(full)}が自動で請求されます。` : html`${dayText(from)}から、${yenText(full)}が自動で請求されます。`}</p>`;
}

function pay({ sim, form }: Visit, session: StripeObject): Page {
  const typed = typedOf(form);
  const known = emailOf(sim, session);
  if (known !== undefined) typed['email'] = known;
  const types = texts(session['payment_method_types']);
  const method = typed['method'] === 'none' || types.includes(typed['method'] ?? '') ? (typed['method'] ?? 'card') : (types[0] ?? 'card');
  const wrong = method === 'none' ? {} : mistakes(typed, method, known === undefined, sim.now());
  if (Object.keys(wrong).length > 0) return show(sim, session, typed, wrong);
  const chosen = method === 'none' ? undefined : chosenMethod(sim, PLATFORM, typed, method);
  if (chosen !== undefined && 'refused' in chosen) return show(sim, session, typed, { card: chosen.refused });
  if (method === 'konbini') tellNumber(sim, session, typed['konbiniNumber'] ?? '');
  const done = submit(sim, PLATFORM, session, chosen?.method, { email: typed['email'] ?? '', name: text(typed['billingName']) });
  return 'leadsTo' in done ? { redirect: done.leadsTo } : show(sim, session, typed, { card: reasonOf(done.declined) });
}

/** The number for the store's machine; the payer's telephone. */
function tellNumber(sim: Sim, session: StripeObject, written: string): void {
  const digits = written.replaceAll('-', '');
  if (digits === '') return;
  const options = fields(session['_payment_method_options']);
  sim.change(PLATFORM, session, {
    _payment_method_options: { ...options, konbini: { ...fields(options['konbini']), confirmation_number: digits } },
  });
}
