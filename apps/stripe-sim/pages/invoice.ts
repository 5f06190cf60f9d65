import { amount, fields, idOf, number, text, texts } from '../json.js';
import { linesOf } from '../resources/invoice-lines.js';
import { attempt, intentOf } from '../resources/invoicing.js';
import { PLATFORM, type Page, type Pages, type Sim, type Visit } from '../sim.js';
import type { StripeObject } from '../store.js';
import { dayText, html, minuteText, note, page, yenText, type Html } from './page.js';
import { chosenMethod, mistakes, payingFields, reasonOf, sampleCards, typedOf, wrongNote, type Typed, type Wrong } from './paying.js';
import { arrivalForm, transferDetails } from './voucher.js';

/** The page of an invoice, for whoever has its address. https://docs.stripe.com/invoicing/hosted-invoice-page */
export const invoicePages: Pages = {
  'GET /invoice/{id}': (visit) =>
    onInvoice(visit, (invoice) =>
      show(visit.sim, invoice, {}, visit.query['redirect_status'] === 'failed' ? { card: reasonOf(lastError(visit.sim, invoice)) } : {}),
    ),
  'POST /invoice/{id}': (visit) => onInvoice(visit, (invoice) => pay(visit, invoice)),
};

function onInvoice({ sim, path }: Visit, work: (invoice: StripeObject) => Page): Page {
  const invoice = sim.get(PLATFORM, 'invoice', path['id'] ?? '');
  if (invoice === undefined || invoice['status'] === 'draft') {
    return { status: 404, html: page({ title: '請求書が見つかりません', body: note('plain', 'この請求書はありません。') }) };
  }
  return sim.inTimeOf(PLATFORM, idOf(invoice['customer']), () => work(invoice));
}

const lastError = (sim: Sim, invoice: StripeObject): { [key: string]: StripeObject[string] } =>
  fields(intentOf(sim, PLATFORM, invoice)?.['last_payment_error']);

/** Can still be paid: https://docs.stripe.com/invoicing/overview#invoice-statuses */
const isPayable = (invoice: StripeObject): boolean => invoice['status'] === 'open' || invoice['status'] === 'uncollectible';

function show(sim: Sim, invoice: StripeObject, typed: Typed, wrong: Wrong): Page {
  const intent = intentOf(sim, PLATFORM, invoice);
  const number_ = text(invoice['number']) ?? '';
  return {
    ...(Object.keys(wrong).length > 0 && { status: 422 }),
    html: page({
      title: `請求書 ${number_}`,
      wide: isPayable(invoice),
      body: html`${wrongNote(wrong)}<div class="${isPayable(invoice) ? 'split' : ''}"><section class="card">${state(sim, invoice)}
<p class="sum">${yenText(amount(invoice['amount_due']))}</p>
<dl><dt>宛名</dt><dd>${text(invoice['customer_name']) ?? text(invoice['customer_email']) ?? '–'}</dd>
${number(invoice['effective_at']) !== undefined && html`<dt>発行日</dt><dd>${dayText(amount(invoice['effective_at']))}</dd>`}
${number(invoice['due_date']) !== undefined && html`<dt>支払期限</dt><dd>${dayText(amount(invoice['due_date']))}</dd>`}</dl>
${lines(invoice)}</section>
${isPayable(invoice) && html`<div>${waiting(intent)}${form(sim, invoice, intent, typed, wrong)}</div>`}</div>`,
    }),
  };
}

function state(sim: Sim, invoice: StripeObject): Html {
  const { paid_at: paid, voided_at: voided } = fields(invoice['status_transitions']);
  if (invoice['status'] === 'paid') return note('good', `${minuteText(amount(paid))}にお支払い済みです。`);
  if (invoice['status'] === 'void') return note('plain', `この請求書は${dayText(amount(voided))}に取り消されました。お支払いは不要です。`);
  const due = number(invoice['due_date']);
  if (due !== undefined && due < sim.now()) return html`<p><span class="tag bad">支払期限を過ぎています</span></p>`;
  return html`<p><span class="tag">お支払い待ち</span></p>`;
}

function lines(invoice: StripeObject): Html {
  const before = amount(invoice['starting_balance']);
  const applied = amount(invoice['amount_due']) - amount(invoice['total']);
  return html`<ul class="lines">${linesOf(invoice).map((line) => html`<li><span>${text(line['description']) ?? ''}</span><span>${yenText(amount(line['amount']))}</span></li>`)}
${before !== 0 && applied !== 0 && html`<li><span>${before < 0 ? '残高の充当' : '前回からの繰越'}</span><span>${yenText(applied)}</span></li>`}
<li><strong>合計</strong><span>${yenText(amount(invoice['amount_due']))}</span></li></ul>`;
}

/** A slip or a transfer that the payer has asked for already. */
function waiting(intent: StripeObject | undefined): Html | null {
  const next = fields(intent?.['next_action']);
  if (intent === undefined || intent['status'] !== 'requires_action') return null;
  const slip = text(fields(next['konbini_display_details'])['hosted_voucher_url']);
  if (slip !== undefined)
    return html`<section class="card"><h2>コンビニ払いを受付中です</h2><a class="button" href="${slip}">支払い番号を見る</a></section>`;
  const details = transferDetails(intent);
  return details && html`<section class="card"><h2>お振込先</h2>${details}<h2>シミュレーターの操作</h2>${arrivalForm(intent)}</section>`;
}

/** The last digits of the card that would be charged anyway. */
function keptCard(sim: Sim, invoice: StripeObject): { id: string; words: string } | undefined {
  const subscription = sim.get(
    PLATFORM,
    'subscription',
    idOf(fields(fields(invoice['parent'])['subscription_details'])['subscription']) ?? '',
  );
  const customer = sim.get(PLATFORM, 'customer', idOf(invoice['customer']) ?? '');
  const id =
    idOf(invoice['default_payment_method']) ??
    idOf(subscription?.['default_payment_method']) ??
    idOf(fields(customer?.['invoice_settings'])['default_payment_method']);
  const card = fields(sim.get(PLATFORM, 'payment_method', id ?? '')?.['card']);
  return id === undefined || card['last4'] === undefined ? undefined : { id, words: `末尾 ${text(card['last4']) ?? ''}` };
}

function form(sim: Sim, invoice: StripeObject, intent: StripeObject | undefined, typed: Typed, wrong: Wrong): Html {
  const types = texts(intent?.['payment_method_types']);
  const email = text(invoice['customer_email']);
  return html`<form class="card" method="post" action="/invoice/${invoice.id}" novalidate><h2>${intent?.['status'] === 'requires_action' ? '別の方法で支払う' : 'お支払い'}</h2>
${payingFields({ types, typed, wrong, email: email === undefined ? 'asked' : { known: email }, kept: keptCard(sim, invoice)?.words })}
<button type="submit">${yenText(amount(invoice['amount_remaining']))}を支払う</button><p></p>${sampleCards()}</form>`;
}

function pay({ sim, form: sent }: Visit, invoice: StripeObject): Page {
  if (!isPayable(invoice)) return { redirect: `/invoice/${invoice.id}` };
  const intent = intentOf(sim, PLATFORM, invoice);
  const types = texts(intent?.['payment_method_types']);
  const typed = typedOf(sent);
  const known = text(invoice['customer_email']);
  if (known !== undefined) typed['email'] = known;
  const kept = keptCard(sim, invoice);
  const method =
    typed['method'] === 'kept' && kept !== undefined
      ? 'kept'
      : types.includes(typed['method'] ?? '')
        ? (typed['method'] ?? 'card')
        : (types[0] ?? 'card');
  const wrong = mistakes(typed, method, known === undefined, sim.now());
  if (Object.keys(wrong).length > 0) return show(sim, invoice, typed, wrong);
  const chosen =
    method === 'kept' && kept !== undefined
      ? { method: sim.need(PLATFORM, 'payment_method', kept.id) }
      : chosenMethod(sim, PLATFORM, typed, method);
  if ('refused' in chosen) return show(sim, invoice, typed, { card: chosen.refused });
  const returnUrl = `${sim.origin}/invoice/${invoice.id}`;
  const outcome = attempt(sim, PLATFORM, invoice, { paymentMethod: chosen.method.id, automatic: false, offSession: false, returnUrl });
  if (outcome === 'declined') return show(sim, invoice, typed, { card: reasonOf(lastError(sim, invoice)) });
  const next = fields(intent?.['next_action']);
  const elsewhere =
    outcome === 'requires_action'
      ? (text(fields(next['redirect_to_url'])['url']) ?? text(fields(next['konbini_display_details'])['hosted_voucher_url']))
      : undefined;
  return { redirect: elsewhere ?? `/invoice/${invoice.id}` };
}
