import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StripeError } from '../errors.js';
import { DELIVERY_FAULTS, REQUEST_FAULTS } from '../faults.js';
import { amount, fields, idOf, text, texts, type Fields } from '../json.js';
import { decide, type Review } from '../resources/accounts.js';
import { expireVoucher, payVoucher } from '../resources/vouchers.js';
import { fundCash } from '../resources/payment-intents.js';
import { tellRefundAccount } from '../resources/refunds.js';
import { PLATFORM, SIM, type Page, type Pages, type Sim, type Visit } from '../sim.js';
import type { StripeObject } from '../store.js';
import { addFault as setFault } from './machinery.js';
import { PAYOUT_STATES, stateOf } from './onboarding.js';
import { field, html, minuteText, note, page, yenText, type Html } from './page.js';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const STEPS: readonly { label: string; seconds: number }[] = [
  { label: '1時間', seconds: HOUR_S },
  { label: '1日', seconds: DAY_S },
  { label: '7日', seconds: 7 * DAY_S },
  { label: '30日', seconds: 30 * DAY_S },
];
const EVENTS_SHOWN = 40;
/** Tokyo has had no summer time since 1951. */
const TOKYO_OFFSET_S = 9 * HOUR_S;

/** Where whoever runs the simulator moves its time, plays the payers and the banks, breaks things and sees what has come of it. */
export const controlPages: Pages = {
  'GET /_sim': control,
  'GET /_sim/': control,
  'POST /_sim/do/clock': done(moveClock),
  'POST /_sim/do/voucher': done(payOrExpire),
  'POST /_sim/do/bank-transfer': done(bankTransfer),
  'POST /_sim/do/refund': done(tellAccount),
  'POST /_sim/do/account': done(review),
  'POST /_sim/do/resend': done(resend),
  'POST /_sim/do/fault': done(addFault),
  'POST /_sim/do/fault-off': done(endFault),
};

/** Does it and shows the page again, with what was done in words. */
function done(act: (visit: Visit) => string): (visit: Visit) => Page {
  return (visit) => {
    try {
      return { redirect: `/_sim/?done=${encodeURIComponent(act(visit))}` };
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return { redirect: `/_sim/?wrong=${encodeURIComponent(error.message)}` };
    }
  };
}

function control({ sim, query }: Visit): Page {
  const { done: said, wrong } = query;
  return {
    html: page({
      title: '操作盤',
      wide: true,
      body: html`${said !== undefined && note('good', said)}${wrong !== undefined && note('bad', `できませんでした：${wrong}`)}
${clockCard(sim)}
<div class="split"><div>${waitingCard(sim)}${balanceCard(sim)}${accountsCard(sim)}</div>
<div>${faultCard(sim)}${refusalCard(sim)}${endpointCard(sim)}</div></div>
${eventCard(sim)}${differencesCard()}`,
    }),
  };
}

const button = (label: string, quiet = true): Html => html`<button type="submit"${quiet && html` class="quiet"`}>${label}</button>`;
const hidden = (name: string, value: string | number): Html => html`<input type="hidden" name="${name}" value="${value}">`;
const form = (act: string, body: Html): Html => html`<form method="post" action="/_sim/do/${act}">${body}</form>`;
const scopes = (sim: Sim): string[] => [PLATFORM, ...sim.all(PLATFORM, 'account').map(({ id }) => id)];

function clockCard(sim: Sim): Html {
  const now = sim.now();
  const local = new Date((now + TOKYO_OFFSET_S) * 1000).toISOString().slice(0, 16);
  const frozen = sim.clock.isFrozen();
  return html`<section class="card"><h2>時計</h2>
<p class="sum">${minuteText(now)}</p><p class="soft">${frozen ? '止まっています。' : '動いています。'}署名の時刻だけは実際の時刻です。時計は戻りません。<br>
進むのはこの画面の時計だけで、つないだサイトの日付は今日のままです。</p>
<div class="pair">${STEPS.map(({ label, seconds }) => form('clock', html`${hidden('seconds', seconds)}${button(`${label}進める`)}`))}</div>
<div class="split">${form(
    'clock',
    html`<div class="field"><label for="until">進める先（日本時間）</label>
<input id="until" name="until" type="datetime-local" value="${local}" min="${local}"></div>${button('ここまで進める', false)}`,
  )}${form('clock', html`${hidden('freeze', frozen ? 'off' : 'on')}${button(frozen ? '時計を動かす' : '時計を止める')}`)}</div></section>`;
}

function moveClock({ sim, form: given }: Visit): string {
  const seconds = Number(text(given['seconds']) ?? 0);
  const until = text(given['until']);
  if (given['freeze'] === 'on') sim.clock.freeze(sim.now());
  else if (given['freeze'] === 'off') sim.clock.freeze(undefined);
  else sim.clock.advanceTo(until === undefined ? sim.now() + seconds : Date.parse(`${until}:00Z`) / 1000 - TOKYO_OFFSET_S);
  return `時計は${minuteText(sim.now())}です。`;
}

/** What payers have to do: pay a voucher at a convenience store, send a bank transfer, say where a refund shall go. */
function waitingCard(sim: Sim): Html {
  const open = sim.all(PLATFORM, 'payment_intent').filter((intent) => intent['status'] === 'requires_action');
  const action = (intent: StripeObject): Fields => fields(intent['next_action']);
  const vouchers = open.filter((intent) => action(intent)['konbini_display_details'] !== undefined);
  const transfers = open.filter((intent) => action(intent)['display_bank_transfer_instructions'] !== undefined);
  const refunds = sim.all(PLATFORM, 'refund').filter((refund) => refund['status'] === 'requires_action');
  return html`<section class="card"><h2>支払いや口座を待っているもの</h2>${
    vouchers.length + transfers.length + refunds.length === 0 && html`<p>いまはありません。</p>`
  }${vouchers.map(
    (intent) => html`<p>コンビニ払い　<b>${yenText(amount(intent['amount']))}</b>　<a href="/voucher/${intent.id}">払込票</a></p>
<div class="row">${form('voucher', html`${hidden('intent', intent.id)}${hidden('act', 'pay')}${button('レジで支払う', false)}`)}
${form('voucher', html`${hidden('intent', intent.id)}${hidden('act', 'expire')}${button('期限切れにする')}`)}</div>`,
  )}${transfers.map((intent) => {
    const left = amount(fields(action(intent)['display_bank_transfer_instructions'])['amount_remaining']);
    return html`<p>銀行振込　残り<b>${yenText(left)}</b></p>${form(
      'bank-transfer',
      html`${hidden('intent', intent.id)}
${field({ id: `amount-${intent.id}`, label: '届く金額（円）', type: 'number', value: String(left), inputmode: 'numeric' })}
${button('振込が届く', false)}`,
    )}`;
  })}${refunds.map(
    (refund) => html`<p>コンビニ払いの返金　<b>${yenText(amount(refund['amount']))}</b></p>${form(
      'refund',
      html`${hidden('refund', refund.id)}
${field({ id: `account-${refund.id}`, label: '返金先の口座番号', value: '0001234', inputmode: 'numeric', hint: '1111113 などでは返金できません。' })}
${button('口座を伝える', false)}`,
    )}`,
  )}</section>`;
}

/** The payer answers the mail that asks where the money shall go. */
function tellAccount({ sim, form: given }: Visit): string {
  const refund = sim.need(PLATFORM, 'refund', text(given['refund']) ?? '');
  tellRefundAccount(sim, PLATFORM, refund, text(given[`account-${refund.id}`]) ?? '');
  return '返金先の口座が伝えられました。';
}

function payOrExpire({ sim, form: given }: Visit): string {
  const intent = sim.need(PLATFORM, 'payment_intent', text(given['intent']) ?? '');
  if (given['act'] === 'pay') payVoucher(sim, PLATFORM, intent);
  else expireVoucher(sim, PLATFORM, intent);
  return given['act'] === 'pay' ? 'コンビニで支払われました。' : '払込票の期限が切れました。';
}

function bankTransfer({ sim, form: given }: Visit): string {
  const intent = sim.need(PLATFORM, 'payment_intent', text(given['intent']) ?? '');
  const customer = sim.need(PLATFORM, 'customer', idOf(intent['customer']) ?? '');
  const yen = Number(text(given[`amount-${intent.id}`]) ?? 0);
  if (!Number.isInteger(yen) || yen < 1) return '届く金額を1円以上で入力してください。';
  fundCash(sim, PLATFORM, customer, yen);
  return `${yenText(yen)}の振込が届きました。`;
}

/** Every balance, and that what went in and out adds up to it. */
function balanceCard(sim: Sim): Html {
  const rows = scopes(sim).map((scope) => {
    const net = sim.all(scope, 'balance_transaction').reduce((sum, each) => sum + amount(each['net']), 0);
    return { scope, available: sim.available(scope), pending: sim.pending(scope), fits: net === sim.available(scope) + sim.pending(scope) };
  });
  const name = (scope: string): Html => (scope === PLATFORM ? html`組合（プラットフォーム）` : html`<code>${scope}</code>`);
  const wrong = html` <span class="tag bad">明細と合いません</span>`;
  return html`<section class="card"><h2>残高</h2><div class="scroll"><table>
<thead><tr><th>口座</th><th class="num">使える</th><th class="num">入金待ち</th></tr></thead><tbody>${rows.map(
    ({ scope, available, pending, fits }) =>
      html`<tr><td>${name(scope)}${!fits && wrong}</td>
<td class="num">${yenText(available)}</td><td class="num">${yenText(pending)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function accountsCard(sim: Sim): Html {
  const accounts = sim.all(PLATFORM, 'account');
  return html`<section class="card"><h2>受け取る人の口座</h2>${accounts.length === 0 && html`<p>まだ登録がありません。</p>`}${accounts.map((account) => {
    const last = sim.all(account.id, 'payout')[0];
    return html`<p><a href="/setup/e/${account.id}">${text(account['email']) ?? account.id}</a>　${stateOf(account)}${
      last !== undefined &&
      html`<br><span class="soft">最後の振込：${yenText(amount(last['amount']))}　${PAYOUT_STATES[text(last['status']) ?? '']}</span>`
    }</p>${
      account['details_submitted'] === true &&
      html`<div class="row">${REVIEWS.map(({ outcome, label }) =>
        form('account', html`${hidden('account', account.id)}${hidden('outcome', outcome)}${button(label)}`),
      )}</div>`
    }`;
  })}</section>`;
}

const REVIEWS: readonly { outcome: Review; label: string; said: string }[] = [
  { outcome: 'active', label: '審査を通す', said: '審査を通しました。' },
  { outcome: 'pending', label: '審査中にする', said: '審査中にしました。' },
  { outcome: 'inactive', label: '書類を求める', said: '本人確認書類を求めました。' },
];

function review({ sim, form: given }: Visit): string {
  const chosen = REVIEWS.find(({ outcome }) => outcome === given['outcome']);
  if (chosen === undefined) return '審査の結果が選ばれていません。';
  decide(sim, sim.need(PLATFORM, 'account', text(given['account']) ?? ''), chosen.outcome);
  return chosen.said;
}

/** Each kind of fault, in words. */
const FAULTS: Readonly<Record<string, string>> = {
  latency: '応答が遅れる',
  hang: '応答がない',
  reset_before: '実行前に切れる',
  status: '決まった番号で断る',
  reset_after: '実行後に切れる（応答だけ失われる）',
  replay_500: '実行後に500を返す',
  drop: '通知が届かない',
  delay: '通知が遅れる',
  duplicate: '同じ通知が2度届く',
  twin: '同じ内容の通知が別の番号で届く',
  shuffle: '通知の順序が変わる',
  stale_last: '古い内容の通知が最後に届く',
  bad_signature: '通知の署名が正しくない',
  old_timestamp: '通知の時刻が古い',
  huge: '通知がとても大きい',
  decline: 'カードの支払いが断られる',
};

function faultCard(sim: Sim): Html {
  const set = sim.faults.list();
  const kinds = [...REQUEST_FAULTS, ...DELIVERY_FAULTS, 'decline'];
  const option = (kind: string): Html => html`<option value="${kind}">${FAULTS[kind]}</option>`;
  return html`<section class="card"><h2>障害</h2>${
    set.length === 0
      ? html`<p>いまは何も起こりません。</p>`
      : html`<ul class="lines">${set.map(
          (fault) => html`<li><span>${FAULTS[text(fault['kind']) ?? '']}　<span class="soft">${aimOf(fault)}</span></span>
<span>残り${amount(fault['times'])}回${form('fault-off', html`${hidden('fault', fault.id)}${button('取り消す')}`)}</span></li>`,
        )}</ul>`
  }<details><summary>障害を起こす</summary>${form(
    'fault',
    html`<div class="field"><label for="kind">起こること</label><select id="kind" name="kind">${kinds.map(option)}</select></div>
<div class="pair">${field({ id: 'times', label: '回数', type: 'number', value: '1', inputmode: 'numeric' })}
${field({ id: 'ms', label: '遅れ（ミリ秒）', type: 'number', inputmode: 'numeric' })}</div>
${field({ id: 'path', label: 'リクエストの先頭', placeholder: '/v1/checkout/sessions', hint: '空欄ならすべてのリクエスト' })}
<div class="pair">${field({ id: 'method', label: 'メソッド', placeholder: 'POST' })}
${field({ id: 'status', label: '番号', type: 'number', inputmode: 'numeric', placeholder: '500' })}</div>
${field({ id: 'event', label: '通知の種類', placeholder: 'invoice.paid', hint: '空欄ならすべての通知' })}
<div class="pair">${field({ id: 'customer', label: '顧客の番号', placeholder: 'cus_…' })}
${field({ id: 'declineCode', label: '断る理由', placeholder: 'insufficient_funds' })}</div>
${button('起こす', false)}`,
  )}</details></section>`;
}

/** What a fault is aimed at. */
const aimOf = (fault: Fields): string =>
  [...FAULT_WORDS.slice(1), 'status']
    .flatMap((name) => (typeof fault[name] === 'string' || typeof fault[name] === 'number' ? [String(fault[name])] : []))
    .join('　');

const FAULT_WORDS = ['kind', 'path', 'method', 'event', 'customer', 'declineCode'] as const;
const FAULT_NUMBERS = ['times', 'ms', 'status'] as const;

function addFault({ sim, form: given }: Visit): string {
  const words = FAULT_WORDS.flatMap((name) => (text(given[name]) === undefined ? [] : [[name, text(given[name]) ?? ''] as const]));
  const numbers = FAULT_NUMBERS.flatMap((name) => (text(given[name]) === undefined ? [] : [[name, Number(text(given[name]))] as const]));
  const fault = setFault(sim, Object.fromEntries<string | number>([...words, ...numbers]));
  return `次から起こります：${FAULTS[text(fault['kind']) ?? ''] ?? ''}`;
}

function endFault({ sim, form: given }: Visit): string {
  sim.store.remove(SIM, '_fault', text(given['fault']) ?? '');
  return '障害を取り消しました。';
}

function refusalCard(sim: Sim): Html {
  return html`<section class="card"><h2>断ったリクエスト</h2>${
    sim.refusals.length === 0
      ? html`<p>ありません。</p>`
      : html`<p class="soft">呼ぶ側の誤りです。試験はこれがあると失敗します。</p><ul>${sim.refusals
          .toReversed()
          .slice(0, 20)
          .map(({ method, path, message }) => html`<li><code>${method} ${path}</code><br>${message.slice(0, 300)}</li>`)}</ul>`
  }</section>`;
}

function endpointCard(sim: Sim): Html {
  const endpoints = scopes(sim).flatMap((scope) => sim.all(scope, 'webhook_endpoint'));
  return html`<section class="card"><h2>通知の届け先</h2>${endpoints.length === 0 && html`<p>まだありません。</p>`}${endpoints.map(
    (endpoint) => html`<p><code>${text(endpoint['url'])}</code><br><span class="soft">${texts(endpoint['enabled_events']).length}種類</span>
<span class="tag ${endpoint['status'] === 'enabled' ? 'good' : 'bad'}">${endpoint['status'] === 'enabled' ? '有効' : '無効'}</span></p>`,
  )}<p class="soft">届くのを待っている通知：${sim.all(SIM, '_delivery').length}件</p></section>`;
}

function eventCard(sim: Sim): Html {
  const events = scopes(sim)
    .flatMap((scope) => sim.all(scope, 'event').slice(0, EVENTS_SHOWN))
    .toSorted((one, other) => amount(other['created']) - amount(one['created']))
    .slice(0, EVENTS_SHOWN);
  const under = html` <span class="tag">配達中</span>`;
  const about = (event: StripeObject): string => text(fields(fields(event['data'])['object'])['id']) ?? '';
  const scopeOf = (event: StripeObject): string => text(event['account']) ?? PLATFORM;
  return html`<section class="card"><h2>通知（新しい順）</h2>${
    events.length === 0
      ? html`<p>まだありません。</p>`
      : html`<ul class="lines">${events.map(
          (event) => html`<li><span>${text(event['type'])}${amount(event['pending_webhooks']) > 0 && under}<br>
<span class="soft">${minuteText(amount(event['created']))}　<code>${about(event)}</code></span></span>
<span>${form('resend', html`${hidden('event', event.id)}${hidden('scope', scopeOf(event))}${button('再送')}`)}</span></li>`,
        )}</ul>`
  }</section>`;
}

function resend({ sim, form: given }: Visit): string {
  const scope = text(given['scope']) ?? PLATFORM;
  const event = sim.need(scope, 'event', text(given['event']) ?? '');
  sim.resend(scope, event);
  return `${text(event['type']) ?? ''}を再送しました。`;
}

/** The rows of the table of known differences in SIMULATOR.md, first the Japanese. */
function differencesCard(): Html {
  const rows = knownDifferences();
  return html`<section class="card"><h2>実物との違い</h2><ul>${rows.map((row) => html`<li>${row}</li>`)}</ul></section>`;
}

function knownDifferences(): string[] {
  const places = [join(import.meta.dirname, '..'), join(import.meta.dirname, '../../../../apps/stripe-sim')];
  const file = places.map((place) => join(place, 'SIMULATOR.md')).find((path) => existsSync(path));
  if (file === undefined) return [];
  const table = /## Known differences[^|]*([^#]*)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .flatMap((line) => line.split('|')[1]?.trim() ?? []);
}
