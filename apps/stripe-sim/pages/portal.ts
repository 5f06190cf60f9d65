import { StripeError } from '../errors.js';
import { amount, fields, idOf, number, text, type Fields } from '../json.js';
import { confirmSetup, makeSetupIntent } from '../resources/setup-intents.js';
import { endSubscription, hasEnded, itemsOf, periodOf, statusOf, updateSubscription } from '../resources/subscription-record.js';
import { nameOf } from '../resources/billing.js';
import { PLATFORM, type Page, type Pages, type Sim, type Visit } from '../sim.js';
import type { StripeObject } from '../store.js';
import { dayText, html, note, page, yenText, type Html } from './page.js';
import { cardFields, cardMistakes, reasonOf, sampleCards, typedCard, typedOf, wrongNote, type Typed, type Wrong } from './paying.js';

/** The customer portal. https://docs.stripe.com/customer-management */
export const portalPages: Pages = {
  'GET /p/session/{id}': (visit) => inPortal(visit, home),
  'GET /p/session/{id}/card': (visit) => inPortal(visit, (portal) => cardPage(portal, {}, {})),
  'POST /p/session/{id}/card': (visit) => inPortal(visit, (portal) => replaceCard(portal, typedOf(visit.form))),
  'GET /p/session/{id}/card/return': (visit) => inPortal(visit, (portal) => cardReturned(portal, visit.query)),
  'GET /p/session/{id}/cancellation/{subscription}': (visit) =>
    inPortal(visit, (portal) => cancelPage(portal, visit.path['subscription'] ?? '')),
  'POST /p/session/{id}/cancellation/{subscription}': (visit) =>
    inPortal(visit, (portal) => cancel(portal, visit.path['subscription'] ?? '')),
  'POST /p/session/{id}/renewal/{subscription}': (visit) => inPortal(visit, (portal) => keep(portal, visit.path['subscription'] ?? '')),
};

/** One visit to somebody's portal. */
interface Portal {
  sim: Sim;
  session: StripeObject;
  customer: StripeObject;
  features: Fields;
  flow: Fields;
  path: string;
  done: string | undefined;
}

function inPortal({ sim, path, query }: Visit, work: (portal: Portal) => Page): Page {
  const session = sim.get(PLATFORM, 'billing_portal.session', path['id'] ?? '');
  const customer = session && sim.get(PLATFORM, 'customer', text(session['customer']) ?? '');
  if (session === undefined || customer === undefined || customer['deleted'] === true) {
    return {
      status: 404,
      html: page({
        title: 'ページが見つかりません',
        body: note('plain', 'このページは使えません。元のサイトから、もう一度お進みください。'),
      }),
    };
  }
  const configuration = sim.get(PLATFORM, 'billing_portal.configuration', idOf(session['configuration']) ?? '');
  const portal = {
    sim,
    session,
    customer,
    features: fields(configuration?.['features']),
    flow: fields(session['flow']),
    path: `/p/session/${session.id}`,
    done: query['done'],
  };
  return sim.inTimeOf(PLATFORM, customer.id, () => work(portal));
}

const isOn = ({ features }: Portal, feature: string): boolean => fields(features[feature])['enabled'] === true;

const backOf = ({ session }: Portal): { back?: { href: string; label: string } } => {
  const href = text(session['return_url']);
  return href === undefined ? {} : { back: { href, label: '元のサイトへ戻る' } };
};

const DONE: Readonly<Record<string, string>> = {
  card: 'カードを変更しました。次のお支払いから、新しいカードに請求します。',
  cancellation: '解約を受け付けました。期間の終わりまでご利用いただけます。',
  canceled: '解約しました。',
  renewal: '解約を取り消しました。これまでどおり続きます。',
};

function home(portal: Portal): Page {
  if (portal.flow['type'] === 'payment_method_update' && portal.done === undefined) return cardPage(portal, {}, {});
  if (portal.flow['type'] === 'subscription_cancel' && portal.done === undefined)
    return cancelPage(portal, text(fields(portal.flow['subscription_cancel'])['subscription']) ?? '');
  const done = DONE[portal.done ?? ''];
  const words = text(fields(fields(portal.flow['after_completion'])['hosted_confirmation'])['custom_message']);
  return {
    html: page({
      title: 'お支払いの管理',
      wide: true,
      ...backOf(portal),
      body: html`${done !== undefined && note('good', words ?? done)}<div class="split"><div>${plans(portal)}${cards(portal)}</div><div>${isOn(portal, 'invoice_history') && history(portal)}</div></div>`,
    }),
  };
}

const STATES: Readonly<Record<string, { words: string; kind: string }>> = {
  active: { words: '継続中', kind: 'good' },
  trialing: { words: '無料期間', kind: 'good' },
  past_due: { words: 'お支払いが遅れています', kind: 'bad' },
  unpaid: { words: '未払い', kind: 'bad' },
  incomplete: { words: '最初のお支払い待ち', kind: 'bad' },
  paused: { words: '休止中', kind: '' },
};

const subscriptionsOf = ({ sim, customer }: Portal): StripeObject[] =>
  sim.all(PLATFORM, 'subscription').filter((subscription) => subscription['customer'] === customer.id && !hasEnded(subscription));

function plans(portal: Portal): Html {
  const mine = subscriptionsOf(portal);
  return html`<section class="card"><h2>ご契約</h2>${mine.length === 0 ? html`<p>続いている契約はありません。</p>` : mine.map((subscription) => plan(portal, subscription))}</section>`;
}

function plan(portal: Portal, subscription: StripeObject): Html {
  const { sim, path } = portal;
  const state = STATES[statusOf(subscription)];
  const leaves = number(subscription['cancel_at']);
  const open = sim
    .all(PLATFORM, 'invoice')
    .find(
      (invoice) =>
        invoice['status'] === 'open' && idOf(fields(fields(invoice['parent'])['subscription_details'])['subscription']) === subscription.id,
    );
  return html`<p><span class="tag ${state?.kind ?? ''}">${state?.words ?? ''}</span></p>
${itemsOf(subscription).map((item) => {
  const price = fields(item['price']);
  return html`<dl><dt>${nameOf(sim, PLATFORM, price)}</dt><dd>${yenText(amount(price['unit_amount']) * (number(item['quantity']) ?? 1))}${fields(price['recurring'])['interval'] === 'year' ? ' / 年' : ' / 月'}</dd></dl>`;
})}
<p class="soft">${leaves === undefined ? `次の更新は${dayText(periodOf(subscription).end)}です。` : `${dayText(leaves)}に終了します。`}</p>
${open !== undefined && html`<a class="button" href="/invoice/${open.id}">未払いの請求書を支払う</a><p></p>`}
${leaves === undefined && isOn(portal, 'subscription_cancel') && html`<a class="button quiet" href="${path}/cancellation/${subscription.id}">解約する</a>`}
${leaves !== undefined && subscription['cancel_at_period_end'] === true && html`<form method="post" action="${path}/renewal/${subscription.id}"><button type="submit">解約を取り消す</button></form>`}`;
}

const defaultCard = ({ sim, customer }: Portal): Fields =>
  fields(sim.get(PLATFORM, 'payment_method', idOf(fields(customer['invoice_settings'])['default_payment_method']) ?? '')?.['card']);

function cards(portal: Portal): Html {
  const all = portal.sim
    .all(PLATFORM, 'payment_method')
    .filter((method) => method['customer'] === portal.customer.id && method['type'] === 'card');
  const main = idOf(fields(portal.customer['invoice_settings'])['default_payment_method']);
  return html`<section class="card"><h2>お支払い方法</h2>${all.length === 0 && html`<p>カードは登録されていません。</p>`}
<ul class="lines">${all.map((method) => {
    const card = fields(method['card']);
    return html`<li><span>カード（末尾 ${text(card['last4']) ?? ''}）${method.id === main && html` <span class="tag">標準</span>`}</span><span>${String(amount(card['exp_month'])).padStart(2, '0')}/${String(amount(card['exp_year'])).slice(-2)}</span></li>`;
  })}</ul>${isOn(portal, 'payment_method_update') && html`<a class="button" href="${portal.path}/card">カードを変更する</a>`}</section>`;
}

const INVOICE_STATES: Readonly<Record<string, string>> = {
  open: '未払い',
  paid: '支払い済み',
  void: '取り消し',
  uncollectible: '回収不能',
};

function history({ sim, customer }: Portal): Html {
  const all = sim.all(PLATFORM, 'invoice').filter((invoice) => invoice['customer'] === customer.id && invoice['status'] !== 'draft');
  return html`<section class="card"><h2>請求の履歴</h2>${
    all.length === 0
      ? html`<p>請求はまだありません。</p>`
      : html`<ul class="lines">${all
          .slice(0, 24)
          .map(
            (invoice) =>
              html`<li><span><a href="/invoice/${invoice.id}">${dayText(number(invoice['effective_at']) ?? amount(invoice['created']))}</a><br><span class="soft">${INVOICE_STATES[text(invoice['status']) ?? ''] ?? ''}</span></span><span>${yenText(amount(invoice['total']))}</span></li>`,
          )}</ul>`
  }</section>`;
}

const inside = (portal: Portal): { back?: { href: string; label: string } } =>
  Object.keys(portal.flow).length > 0 ? backOf(portal) : { back: { href: portal.path, label: 'お支払いの管理へ戻る' } };

function cardPage(portal: Portal, typed: Typed, wrong: Wrong): Page {
  const last4 = text(defaultCard(portal)['last4']);
  return {
    ...(Object.keys(wrong).length > 0 && { status: 422 }),
    html: page({
      title: 'カードの変更',
      ...inside(portal),
      body: html`${wrongNote(wrong)}<form class="card" method="post" action="${portal.path}/card" novalidate>${last4 !== undefined && html`<p>今のカード：末尾 ${last4}</p>`}
${cardFields(typed, wrong)}<button type="submit">このカードに変更する</button><p></p>${sampleCards()}</form>`,
    }),
  };
}

function replaceCard(portal: Portal, typed: Typed): Page {
  const { sim, customer } = portal;
  if (!isOn(portal, 'payment_method_update')) return { redirect: portal.path };
  const wrong = cardMistakes(typed, sim.now());
  if (Object.keys(wrong).length > 0) return cardPage(portal, typed, wrong);
  const card = typedCard(sim, PLATFORM, { ...typed, email: text(customer['email']) ?? '', billingName: text(customer['name']) ?? '' });
  if ('refused' in card) return cardPage(portal, typed, { card: card.refused });
  const intent = makeSetupIntent(sim, PLATFORM, { customer: customer.id });
  try {
    confirmSetup(sim, PLATFORM, intent, card.method, false, `${sim.origin}${portal.path}/card/return`);
  } catch (error) {
    if (error instanceof StripeError && error.status === 402) return cardPage(portal, typed, { card: reasonOf(error.body().error) });
    throw error;
  }
  const elsewhere = text(fields(fields(intent['next_action'])['redirect_to_url'])['url']);
  return elsewhere === undefined ? cardChanged(portal, intent) : { redirect: elsewhere };
}

function cardReturned(portal: Portal, query: Visit['query']): Page {
  const intent = portal.sim.get(PLATFORM, 'setup_intent', query['setup_intent'] ?? '');
  if (intent?.['status'] === 'succeeded' && intent['customer'] === portal.customer.id) return cardChanged(portal, intent);
  return cardPage(portal, {}, { card: reasonOf(fields(intent?.['last_setup_error'])) });
}

/** The new card is the customer's default; a subscription that names a card of its own keeps that one. https://docs.stripe.com/customer-management/portal-deep-links */
function cardChanged(portal: Portal, intent: StripeObject): Page {
  const { sim, customer } = portal;
  const before = sim.change(PLATFORM, customer, {
    invoice_settings: { ...fields(customer['invoice_settings']), default_payment_method: idOf(intent['payment_method']) ?? null },
  });
  if (Object.keys(before).length > 0) sim.emit(PLATFORM, 'customer.updated', customer, before);
  return afterwards(portal, 'card');
}

/** Where a flow leads when it is done. */
function afterwards(portal: Portal, done: string): Page {
  const after = fields(portal.flow['after_completion']);
  const url = text(fields(after['redirect'])['return_url']);
  return { redirect: after['type'] === 'redirect' && url !== undefined ? url : `${portal.path}?done=${done}` };
}

const mine = (portal: Portal, id: string): StripeObject | undefined =>
  subscriptionsOf(portal).find((subscription) => subscription.id === id);

function cancelPage(portal: Portal, id: string): Page {
  const subscription = mine(portal, id);
  if (subscription === undefined || !isOn(portal, 'subscription_cancel')) return { redirect: `${portal.path}?done=none` };
  const atOnce = fields(portal.features['subscription_cancel'])['mode'] === 'immediately';
  return {
    html: page({
      title: '解約',
      ...inside(portal),
      body: html`<section class="card"><p>${atOnce ? 'いますぐ終了します。' : `${dayText(periodOf(subscription).end)}まではこれまでどおり使え、そのあと自動の請求が止まります。`}</p>
<form method="post" action="${portal.path}/cancellation/${subscription.id}"><button type="submit">解約する</button></form><a class="button quiet" href="${portal.path}?done=none">やめる</a></section>`,
    }),
  };
}

function cancel(portal: Portal, id: string): Page {
  const subscription = mine(portal, id);
  if (subscription === undefined || !isOn(portal, 'subscription_cancel')) return { redirect: `${portal.path}?done=none` };
  if (fields(portal.features['subscription_cancel'])['mode'] === 'immediately') {
    endSubscription(portal.sim, PLATFORM, subscription, 'cancellation_requested');
    return afterwards(portal, 'canceled');
  }
  updateSubscription(portal.sim, PLATFORM, subscription, {
    cancel_at: periodOf(subscription).end,
    cancel_at_period_end: true,
    canceled_at: portal.sim.now(),
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: 'cancellation_requested' },
  });
  return afterwards(portal, 'cancellation');
}

function keep(portal: Portal, id: string): Page {
  const subscription = mine(portal, id);
  if (subscription !== undefined && subscription['cancel_at_period_end'] === true) {
    updateSubscription(portal.sim, PLATFORM, subscription, {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    });
  }
  return { redirect: `${portal.path}?done=renewal` };
}
