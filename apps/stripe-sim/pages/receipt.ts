import { amount, fields, text } from '../json.js';
import { PLATFORM, type Pages } from '../sim.js';
import { html, minuteText, note, page, yenText } from './page.js';

const METHODS: Readonly<Record<string, string>> = {
  card: 'カード',
  konbini: 'コンビニ払い',
  paypay: 'PayPay',
  customer_balance: '銀行振込',
};

/** What `receipt_url` of a charge leads to. */
export const receiptPages: Pages = {
  'GET /receipt/{id}': ({ sim, path }) => {
    const charge = sim.get(PLATFORM, 'charge', path['id'] ?? '');
    if (charge === undefined)
      return { status: 404, html: page({ title: 'ページが見つかりません', body: note('plain', 'このお支払いはありません。') }) };
    const refunded = amount(charge['amount_refunded']);
    const rows = [
      ['お支払い日', minuteText(amount(charge['created']))],
      ['お支払い方法', METHODS[text(fields(charge['payment_method_details'])['type']) ?? ''] ?? 'その他'],
      ['番号', charge.id],
      ...(refunded > 0 ? [['返金額', yenText(refunded)]] : []),
    ];
    return {
      html: page({
        title: 'お支払いの控え',
        body: html`<div class="card">
          <p class="sum">${yenText(amount(charge['amount_captured']))}</p>
          <dl>
            ${rows.map(
              ([name, value]) =>
                html`<dt>${name}</dt>
                  <dd>${value}</dd>`,
            )}
          </dl>
        </div>`,
      }),
    };
  },
};
