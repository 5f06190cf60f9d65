/** HTML that is safe to put into a page: made by `html`, which escapes everything it is given except other Html. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in an element or an attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

function written(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  if (part === null || part === undefined || part === false) return '';
  return part.map(written).join('');
}

/** Markup as a template: what is filled in is escaped, lists are joined, null and false are left out. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, piece, index) => text + written(parts[index - 1]) + piece));
}

/** What a page is made of. The title stands in the tab and above the body; `wide` is for two columns or a table on a desk. */
export interface PageParts {
  title: string;
  body: Html;
  wide?: boolean;
  /** A way back that stands above the heading. */
  back?: { href: string; label: string };
  /** Seconds after which the page looks again by itself. */
  refreshSeconds?: number;
}

/** No script, nothing from elsewhere; forms may lead to the shop that sent the visitor here. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const STYLE = `
:root{color-scheme:light dark;--paper:#faf7f2;--card:#fff;--line:#e7e0d6;--ink:#1d2733;--soft:#5b6673;--link:#23466f;--act:#c8500f;--on-act:#fff;--warm:#fdeee2;--warm-line:#f0cfb4;--good:#256b45;--good-paper:#e7f3eb;--bad:#a12a1e;--bad-paper:#fbe9e6;--field:#fff;--edge:#8a7f72}
@media (prefers-color-scheme:dark){:root{--paper:#171b20;--card:#20262d;--line:#38414b;--ink:#f1ede6;--soft:#b4bcc6;--link:#9cc0ec;--act:#e8834a;--on-act:#1b1207;--warm:#3a2a1d;--warm-line:#6b4a2e;--good:#8fd6ad;--good-paper:#1d3327;--bad:#f3a79d;--bad-paper:#3b211e;--field:#1a1f25;--edge:#7d8894}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 'BIZ UDPGothic','Noto Sans JP','Noto Sans CJK JP','Hiragino Sans',sans-serif;font-feature-settings:'palt';overflow-wrap:anywhere}
.sim{background:var(--warm);border-bottom:1px solid var(--warm-line);padding:8px 16px;font-size:14px;text-align:center;font-weight:700}
main{max-width:520px;margin:0 auto;padding:20px 16px 48px}
main.wide{max-width:1080px}
h1{font-size:22px;line-height:1.4;margin:4px 0 16px;font-weight:800}
h2{font-size:17px;line-height:1.45;margin:0 0 10px;font-weight:800}
p{margin:0 0 12px}
a{color:var(--link)}
.back{display:inline-flex;align-items:center;min-height:44px;font-size:15px}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:18px 16px;margin:0 0 16px}
.card>:last-child{margin-bottom:0}
.sum{font-size:32px;font-weight:800;line-height:1.25;margin:0 0 4px}
.soft{color:var(--soft);font-size:14px}
dl{margin:0 0 12px;display:grid;grid-template-columns:auto 1fr;gap:6px 16px}
dt{color:var(--soft)}
dd{margin:0;text-align:right;font-weight:700}
.lines{list-style:none;margin:0 0 12px;padding:0}
.lines li{display:flex;justify-content:space-between;gap:16px;padding:8px 0;border-bottom:1px solid var(--line)}
.lines li>:last-child{white-space:nowrap;font-weight:700}
.note{border-radius:10px;padding:12px 14px;margin:0 0 16px;background:var(--warm);border:1px solid var(--warm-line)}
.note.bad{background:var(--bad-paper);border-color:var(--bad);color:var(--bad)}
.note.good{background:var(--good-paper);border-color:var(--good);color:var(--good)}
.note>:last-child{margin-bottom:0}
label{display:block;font-weight:700;margin:0 0 4px}
input[type=text],input[type=email],input[type=tel],input[type=number],input[type=datetime-local],select,textarea{width:100%;min-height:48px;padding:10px 12px;font:inherit;color:inherit;background:var(--field);border:1px solid var(--edge);border-radius:10px}
input:focus-visible,select:focus-visible,textarea:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.field{margin:0 0 14px}
.field .soft{margin:4px 0 0}
.field .wrong{color:var(--bad);font-weight:700;margin:4px 0 0;font-size:15px}
[aria-invalid=true]{border-color:var(--bad);border-width:2px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px}
button,.button{display:flex;justify-content:center;align-items:center;width:100%;min-height:52px;padding:10px 18px;border:0;border-radius:12px;background:var(--act);color:var(--on-act);font:inherit;font-weight:800;text-decoration:none;cursor:pointer}
button.quiet,.button.quiet{background:transparent;color:var(--link);border:1px solid var(--line)}
form{margin:0 0 12px}
form:last-child{margin-bottom:0}
fieldset{border:0;margin:0 0 16px;padding:0;min-width:0}
legend{font-weight:800;padding:0;margin:0 0 8px}
.choice{display:flex;align-items:center;gap:12px;min-height:52px;padding:8px 14px;border:1px solid var(--line);border-radius:10px;margin:0 0 8px;font-weight:700;cursor:pointer}
.choice:has(input:checked){border-color:var(--link);box-shadow:inset 0 0 0 1px var(--link)}
.choice input{width:20px;height:20px;margin:0;flex:none;accent-color:var(--link)}
.choice small{display:block;font-weight:400;color:var(--soft);font-size:14px}
form:has(#method-konbini:checked) .for-card,form:has(#method-paypay:checked) .for-card,form:has(#method-customer_balance:checked) .for-card,form:has(#method-kept:checked) .for-card{display:none}
form:has(.choices):not(:has(#method-konbini:checked)) .for-konbini{display:none}
.tag{display:inline-block;border-radius:999px;padding:1px 12px;font-size:14px;font-weight:700;background:var(--warm);border:1px solid var(--warm-line)}
.tag.good{background:var(--good-paper);border-color:var(--good);color:var(--good)}
.tag.bad{background:var(--bad-paper);border-color:var(--bad);color:var(--bad)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:15px}
th,td{padding:8px 10px;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:700;white-space:nowrap}
.num{text-align:right;white-space:nowrap}
details{margin:0 0 12px}
summary{min-height:44px;display:flex;align-items:center;cursor:pointer;color:var(--link);font-weight:700}
code{font-family:ui-monospace,'Noto Sans Mono CJK JP',monospace;font-size:.92em}
.big-code{font-size:24px;font-weight:800;letter-spacing:.06em;font-variant-numeric:tabular-nums}
@media (min-width:760px){main{padding-top:32px}.split{display:grid;grid-template-columns:1fr 1fr;gap:16px;align-items:start}.row{display:flex;gap:12px}.row>*{flex:1}}
@media (prefers-reduced-motion:no-preference){button{transition:filter .12s}button:hover{filter:brightness(1.06)}}
`;

/** The one layout of every page of the simulator: says first that no money moves, then the heading, then the body. */
export function page({ title, body, wide, back, refreshSeconds }: PageParts): string {
  return html`<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${refreshSeconds !== undefined && html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<link rel="icon" href="data:,">
<title>${title}（シミュレーター）</title><style>${new Html(STYLE)}</style></head>
<body><div class="sim" role="note">シミュレーター：実際のお金は動きません</div>
<main class="${wide ? 'wide' : 'narrow'}">${back && html`<a class="back" href="${back.href}">‹ ${back.label}</a>`}
<h1>${title}</h1>
${body}
</main></body></html>`.text;
}

/** Whole yen as people read them: ¥3,000; negative with a minus sign in front. */
export const yenText = (amountYen: number): string => `${amountYen < 0 ? '−' : ''}¥${Math.abs(amountYen).toLocaleString('ja-JP')}`;

const DAY = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', year: 'numeric', month: 'long', day: 'numeric' });
const MINUTE = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** The Tokyo day of an instant given in epoch seconds. */
export const dayText = (seconds: number): string => DAY.format(new Date(seconds * 1000));

/** The Tokyo day and minute of an instant given in epoch seconds. */
export const minuteText = (seconds: number): string => MINUTE.format(new Date(seconds * 1000));

/** A labelled text field; `wrong` says in words what is not right with it. */
export interface FieldParts {
  id: string;
  label: string;
  type?: 'text' | 'email' | 'tel' | 'number';
  value?: string;
  hint?: string;
  wrong?: string;
  autocomplete?: string;
  inputmode?: 'numeric' | 'tel' | 'email' | 'text';
  placeholder?: string;
}

/** One field with its label, its hint and what is wrong with it; the name is the id. */
export function field({
  id,
  label,
  type = 'text',
  value = '',
  hint,
  wrong,
  autocomplete = 'off',
  inputmode,
  placeholder,
}: FieldParts): Html {
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  return html`<div class="field"><label for="${id}">${label}</label>
<input id="${id}" name="${id}" type="${type}" value="${value}" autocomplete="${autocomplete}"${inputmode && html` inputmode="${inputmode}"`}${placeholder && html` placeholder="${placeholder}"`}${wrong && html` aria-invalid="true"`}${described && html` aria-describedby="${described}"`}>
${hint && html`<p class="soft" id="${id}-hint">${hint}</p>`}${wrong && html`<p class="wrong" id="${id}-wrong">${wrong}</p>`}</div>`;
}

/** A box that says something: plain, good or bad news. Bad news is read out at once. */
export const note = (kind: 'plain' | 'good' | 'bad', body: Html | string): Html =>
  html`<div class="note ${kind}"${kind === 'bad' && html` role="alert"`}>${typeof body === 'string' ? html`<p>${body}</p>` : body}</div>`;
