import { chars } from '../ids.js';
import { amount, fields, items, text, texts, type Fields } from '../json.js';
import { bankAccountOf, submit, takesTransfers, type Review } from '../resources/accounts.js';
import { PLATFORM, type Page, type Pages, type Sim, type Visit } from '../sim.js';
import type { StripeObject } from '../store.js';
import { dayText, field, html, note, page, yenText, type FieldParts, type Html } from './page.js';

/** Owners of such accounts are of age. https://support.stripe.com/questions/age-requirement-to-create-a-stripe-account */
const OF_AGE = 18;
const YEAR_S = 31_556_952;

/** The pages where a person tells who they are and where their money goes. https://docs.stripe.com/connect/hosted-onboarding */
export const onboardingPages: Pages = {
  'GET /setup/e/{account}': dashboard,
  'GET /setup/e/{account}/{token}': open,
  'GET /setup/e/{account}/visit/{visit}': (visit) => told(
    visit,
    (account) => formPage(account, visit.query['sample'] === '1' ? SAMPLE : {}, {}),
  ),
  'POST /setup/e/{account}/visit/{visit}': send,
};

/** The link opens once; one that was opened, or is old, leads back to where a new one is made. */
function open({ sim, path }: Visit): Page {
  const link = sim.get(PLATFORM, '_account_link', path['token'] ?? '');
  const account = sim.get(PLATFORM, 'account', path['account'] ?? '');
  if (link === undefined || account === undefined || link['account'] !== account.id) return nothing();
  if (link['opened'] === true || amount(link['expires_at']) < sim.now()) return { redirect: text(link['refresh_url']) ?? sim.origin };
  sim.change(PLATFORM, link, { opened: true });
  const id = chars(24);
  sim.put(PLATFORM, { id, object: '_onboarding', account: account.id, return_url: link['return_url'] ?? null });
  return { redirect: `${sim.origin}/setup/e/${account.id}/visit/${id}` };
}

function told({ sim, path }: Visit, show: (account: StripeObject, visit: StripeObject) => Page): Page {
  const visit = sim.get(PLATFORM, '_onboarding', path['visit'] ?? '');
  const account = sim.get(PLATFORM, 'account', path['account'] ?? '');
  return visit === undefined || account === undefined || visit['account'] !== account.id ? nothing() : show(account, visit);
}

function send(visit: Visit): Page {
  return told(visit, (account, kept) => {
    const { sim, form } = visit;
    const wrong = faultsOf(sim, form);
    if (Object.keys(wrong).length > 0) return formPage(account, form, wrong);
    submit(sim, account, asParams(sim, form), outcomeOf(form));
    return { redirect: text(kept['return_url']) ?? sim.origin };
  });
}

const nothing = (): Page => ({
  status: 404,
  html: page({ title: 'このページはありません', body: note('bad', '登録のためのリンクが正しくないか、すでに使われています。お手数ですが、元のサイトからもう一度お進みください。') }),
});

const of = (form: Fields, name: string): string => (text(form[name]) ?? '').normalize('NFKC').trim();

/** What is asked, in the order in which it is asked. */
const QUESTIONS: readonly { legend: string; asked: readonly (FieldParts & { rule: RegExp; refusal: string })[] }[] = [
  {
    legend: 'お名前',
    asked: [
      { id: 'last_name_kanji', label: '姓', rule: /\S/, refusal: '姓を入力してください。', autocomplete: 'family-name' },
      { id: 'first_name_kanji', label: '名', rule: /\S/, refusal: '名を入力してください。', autocomplete: 'given-name' },
      { id: 'last_name_kana', label: 'セイ', rule: /^[ァ-ヶー ]+$/, refusal: '全角カタカナで入力してください。' },
      { id: 'first_name_kana', label: 'メイ', rule: /^[ァ-ヶー ]+$/, refusal: '全角カタカナで入力してください。' },
    ],
  },
  {
    legend: '生年月日',
    asked: [
      {
        id: 'dob',
        label: '生年月日',
        hint: '例：1990-04-01',
        rule: /^\d{4}-\d{1,2}-\d{1,2}$/,
        refusal: '1990-04-01 の形で入力してください。',
        autocomplete: 'bday',
      },
    ],
  },
  {
    legend: '連絡先',
    asked: [
      { id: 'email', label: 'メールアドレス', type: 'email', rule: /^\S+@\S+\.\S+$/, refusal: 'メールアドレスの形をご確認ください。', autocomplete: 'email' },
      { id: 'phone', label: '電話番号', type: 'tel', rule: /^\+?[\d-]{10,15}$/, refusal: '電話番号を数字で入力してください。', autocomplete: 'tel' },
    ],
  },
  {
    legend: '住所',
    asked: [
      {
        id: 'postal_code',
        label: '郵便番号',
        inputmode: 'numeric',
        rule: /^\d{3}-?\d{4}$/,
        refusal: '7桁の数字で入力してください。',
        autocomplete: 'postal-code',
      },
      { id: 'address_kanji', label: '住所', rule: /\S/, refusal: '住所を入力してください。', autocomplete: 'street-address' },
      { id: 'address_kana', label: '住所（カナ）', rule: /^[ァ-ヶー0-9 -]+$/, refusal: '全角カタカナと数字で入力してください。' },
    ],
  },
  {
    legend: '受け取り口座',
    asked: [
      { id: 'bank', label: '銀行コード（4桁）', inputmode: 'numeric', rule: /^\d{4}$/, refusal: '4桁の数字で入力してください。', hint: '試験用：1100' },
      { id: 'branch', label: '支店コード（3桁）', inputmode: 'numeric', rule: /^\d{3}$/, refusal: '3桁の数字で入力してください。', hint: '試験用：000' },
      {
        id: 'account_number',
        label: '口座番号',
        inputmode: 'numeric',
        rule: /^\d{4,8}$/,
        refusal: '4桁から8桁の数字で入力してください。',
        hint: '試験用：0001234 は入金成功、1111113 は解約済み、1111116 は口座なしとして失敗します。',
      },
      { id: 'account_holder_name', label: '口座名義（カナ）', rule: /^[ァ-ヶー ]+$/, refusal: '全角カタカナで入力してください。' },
    ],
  },
];

const SAMPLE: Fields = {
  last_name_kanji: '井口',
  first_name_kanji: 'はる',
  last_name_kana: 'イグチ',
  first_name_kana: 'ハル',
  dob: '1990-04-01',
  email: 'haru@example.com',
  phone: '090-0000-1234',
  postal_code: '1500001',
  address_kanji: '東京都渋谷区神宮前1-5-8',
  address_kana: 'トウキョウト シブヤク ジングウマエ 1-5-8',
  bank: '1100',
  branch: '000',
  account_number: '0001234',
  account_holder_name: 'イグチ ハル',
};

function faultsOf(sim: Sim, form: Fields): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const { id, rule, refusal } of QUESTIONS.flatMap(({ asked }) => asked)) if (!rule.test(of(form, id))) wrong[id] = refusal;
  const born = Date.parse(of(form, 'dob').replace(/-(\d)(?!\d)/g, '-0$1'));
  if (wrong['dob'] === undefined && Number.isNaN(born)) wrong['dob'] = 'この日付はありません。';
  if (wrong['dob'] === undefined && (sim.now() - born / 1000) / YEAR_S < OF_AGE) wrong['dob'] = `${OF_AGE}歳以上の方が登録できます。`;
  if (text(form['agreed']) === undefined) wrong['agreed'] = '規約への同意が必要です。';
  return wrong;
}

function asParams(sim: Sim, form: Fields): Fields {
  const [year = 0, month = 0, day = 0] = of(form, 'dob').split('-').map(Number);
  const names = ['first_name_kana', 'first_name_kanji', 'last_name_kana', 'last_name_kanji', 'email', 'phone'];
  const postal = of(form, 'postal_code').replace('-', '');
  return {
    business_type: 'individual',
    business_profile: { product_description: 'コミュニティの担当' },
    email: of(form, 'email'),
    individual: {
      ...Object.fromEntries(names.map((name) => [name, of(form, name)])),
      dob: { year, month, day },
      address_kanji: { postal_code: postal, line1: of(form, 'address_kanji') },
      address_kana: { postal_code: postal, line1: of(form, 'address_kana') },
    },
    external_account: {
      account_holder_name: of(form, 'account_holder_name'),
      account_holder_type: 'individual',
      account_number: of(form, 'account_number'),
      routing_number: `${of(form, 'bank')}${of(form, 'branch')}`,
    },
    tos_acceptance: { date: sim.now(), ip: '127.0.0.1', user_agent: null },
  };
}

const OUTCOMES: readonly { value: Review; label: string }[] = [
  { value: 'active', label: 'すぐに承認される' },
  { value: 'pending', label: '審査が続く' },
  { value: 'inactive', label: '本人確認書類を求められる' },
];

const outcomeOf = (form: Fields): Review => OUTCOMES.find(({ value }) => value === form['outcome'])?.value ?? 'active';

function formPage(account: StripeObject, form: Fields, wrong: Record<string, string>): Page {
  const due = texts(fields(account['requirements'])['currently_due']);
  const faulty = Object.keys(wrong).length > 0;
  return {
    status: faulty ? 422 : 200,
    html: page({
      title: '受け取り口座の登録',
      body: html`${faulty && note('bad', `入力を${Object.keys(wrong).length}か所ご確認ください。`)}
<p>報酬や売上を受け取るために、ご本人と口座の情報を登録します。${due.length > 0 && html`<span class="soft">残りの項目：${due.length}件</span>`}</p>
<p><a href="?sample=1">見本の値を入れる</a></p>
<form method="post">${QUESTIONS.map(
        ({ legend, asked }) => html`<div class="card"><fieldset><legend>${legend}</legend>${asked.map((parts) =>
          field({ ...parts, value: text(form[parts.id]) ?? '', ...(wrong[parts.id] !== undefined && { wrong: wrong[parts.id] ?? '' }) }),
        )}</fieldset></div>`,
      )}
<div class="card"><fieldset><legend>同意</legend>
<label class="choice"><input type="checkbox" name="agreed" value="yes"${wrong['agreed'] !== undefined && html` aria-invalid="true"`}${
        form['agreed'] !== undefined && html` checked`
      }> <span>利用規約に同意します</span></label>
${wrong['agreed'] !== undefined && html`<p class="note bad" role="alert">${wrong['agreed']}</p>`}
<div class="field"><label for="outcome">審査の結果（シミュレーターだけの項目です）</label>
<select id="outcome" name="outcome">${OUTCOMES.map(
        ({ value, label }) => html`<option value="${value}"${form['outcome'] === value && html` selected`}>${label}</option>`,
      )}</select></div></fieldset></div>
<button type="submit">登録する</button></form>`,
    }),
  };
}

/** What a person sees of their own account: where a login link leads. https://docs.stripe.com/connect/express-dashboard */
function dashboard({ sim, path }: Visit): Page {
  const account = sim.get(PLATFORM, 'account', path['account'] ?? '');
  if (account === undefined) return nothing();
  const bank = bankAccountOf(account);
  const payouts = sim.all(account.id, 'payout').slice(0, 20);
  return {
    html: page({
      title: '受け取りの状況',
      body: html`<section class="card"><p class="sum">${yenText(sim.available(account.id))}</p><p class="soft">受け取れる残高</p>
<dl><dt>入金待ち</dt><dd>${yenText(sim.pending(account.id))}</dd><dt>登録</dt><dd>${stateOf(account)}</dd>
<dt>口座</dt><dd>${bank['last4'] === undefined ? '未登録' : `下4桁 ${text(bank['last4']) ?? ''}`}</dd></dl></section>
<section class="card"><h2>振込</h2>${
        payouts.length === 0
          ? html`<p>まだ振込はありません。</p>`
          : html`<ul class="lines">${payouts.map(
              (payout) => html`<li><span>${dayText(amount(payout['arrival_date']))}　${PAYOUT_STATES[text(payout['status']) ?? '']}</span>
<span>${yenText(amount(payout['amount']))}</span></li>`,
            )}</ul>`
      }</section>`,
    }),
  };
}

/** In words, how far the registration is. */
export function stateOf(account: StripeObject): Html {
  if (takesTransfers(account) && account['payouts_enabled'] === true) return html`<span class="tag good">受け取れます</span>`;
  if (items(fields(account['requirements'])['pending_verification']).length > 0) return html`<span class="tag">審査中です</span>`;
  return html`<span class="tag bad">情報が足りません</span>`;
}

/** The states of a payout in words. */
export const PAYOUT_STATES: Readonly<Record<string, string>> = {
  pending: '準備中',
  in_transit: '送金中',
  paid: '入金済み',
  failed: '入金できませんでした',
  canceled: '取り消し',
};
