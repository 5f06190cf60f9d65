import type { CaughtMail } from './caught-mail.js';

export type PageLanguage = 'ja' | 'en';

/** Mails are written by others: nothing on these pages may run a script or fetch anything from elsewhere. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'",
  'referrer-policy': 'no-referrer',
};

const REFRESH_SECONDS = 4;

const WORDS = {
  ja: {
    title: '届いたメール',
    note: 'Mazeru が送ったメールは、ここに届きます。この機械の外へは出ていきません。',
    empty: 'まだメールはありません。Mazeru で申し込みや予約をすると、ここに現れます。',
    back: '一覧へ戻る',
    noSubject: '（件名なし）',
    from: '差出人',
    to: '宛先',
    received: '受信',
    attachments: '添付ファイル',
    asDesigned: '装飾された本文',
    other: 'English',
  },
  en: {
    title: 'Caught mail',
    note: 'Mail sent by Mazeru arrives here. None of it leaves this machine.',
    empty: 'No mail yet. It appears here as soon as Mazeru sends one.',
    back: 'Back to the list',
    noSubject: '(no subject)',
    from: 'From',
    to: 'To',
    received: 'Received',
    attachments: 'Attachments',
    asDesigned: 'As designed',
    other: '日本語',
  },
} as const;

/** All mails, newest first; looks for new ones by itself. */
export function listPage(mails: readonly CaughtMail[], language: PageLanguage): string {
  const words = WORDS[language];
  const rows = mails.map(
    (mail) => `<li><a class="mail" href="/messages/${mail.id}?lang=${language}">
      <strong>${escapeHtml(mail.subject) || words.noSubject}</strong>
      <span>${escapeHtml(mail.to.join(', '))}</span>
      <time datetime="${mail.receivedAt}">${tokyoTime(mail.receivedAt, language)}</time></a></li>`,
  );
  const body = mails.length === 0 ? `<p class="empty">${words.empty}</p>` : `<ul>${rows.join('')}</ul>`;
  return page(words.title, `<p>${words.note}</p>${body}`, language, '/', `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">`);
}

/** One mail: its text with links to follow, its attachments, and the designed body behind a wall that lets no script through. */
export function messagePage(mail: CaughtMail, language: PageLanguage): string {
  const words = WORDS[language];
  const files = mail.attachments.map(
    ({ name, bytes }, index) =>
      `<li><a href="/messages/${mail.id}/attachments/${index}">${escapeHtml(name)}</a> (${Math.max(1, Math.round(bytes / 1024))} kB)</li>`,
  );
  const body = `<p><a href="/?lang=${language}">${words.back}</a></p>
    <dl>
      <dt>${words.from}</dt><dd>${escapeHtml(mail.from)}</dd>
      <dt>${words.to}</dt><dd>${escapeHtml(mail.to.join(', '))}</dd>
      <dt>${words.received}</dt><dd>${tokyoTime(mail.receivedAt, language)}</dd>
    </dl>
    ${files.length > 0 ? `<h2>${words.attachments}</h2><ul>${files.join('')}</ul>` : ''}
    ${mail.text ? `<pre>${linked(mail.text)}</pre>` : ''}
    ${mail.html === undefined ? '' : `<h2>${words.asDesigned}</h2>${framed(mail.html, words.asDesigned)}`}`;
  return page(mail.subject || words.noSubject, body, language, `/messages/${mail.id}`);
}

function page(title: string, body: string, language: PageLanguage, path: string, head = ''): string {
  const other = language === 'ja' ? 'en' : 'ja';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}
<title>${escapeHtml(title)} – Mazeru</title>
<style>
  body { margin: 0 auto; padding: 16px; max-width: 720px; background: #faf7f2; color: #1d2733; }
  body { font: 16px/1.65 "BIZ UDPGothic", "Noto Sans JP", sans-serif; }
  h1 { font-size: 24px; font-weight: 800; overflow-wrap: anywhere; } h2 { font-size: 18px; }
  a { color: #23466f; } ul { padding-left: 20px; } ul:has(.mail) { list-style: none; padding: 0; }
  .mail, pre, iframe, .empty { box-sizing: border-box; background: #fff; border: 1px solid #e7e0d6; border-radius: 12px; padding: 16px; }
  .mail { display: block; margin-bottom: 8px; text-decoration: none; overflow-wrap: anywhere; }
  .mail strong, .mail span, .mail time { display: block; } .mail span, .mail time, dt { color: #5b6673; font-size: 14px; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; } dd { margin: 0; overflow-wrap: anywhere; }
  pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; } iframe { width: 100%; height: 480px; }
  @media (prefers-color-scheme: dark) {
    body { background: #171b21; color: #eee9e1; } .mail, pre, .empty { background: #20262e; border-color: #38404b; }
    a { color: #9dbde4; } .mail span, .mail time, dt { color: #a9b3bf; }
  }
</style></head>
<body><p><a href="${path}?lang=${other}" lang="${other}">${WORDS[language].other}</a></p>
<h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}

/** Sandboxed without scripts and without our origin; its links open beside it. */
function framed(html: string, title: string): string {
  const links = '<base target="_blank">';
  return `<iframe title="${title}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(links + html)}"></iframe>`;
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"'、。）」]+)/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escapeHtml(part)}" target="_blank" rel="noreferrer">${escapeHtml(part)}</a>` : escapeHtml(part),
    )
    .join('');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

function tokyoTime(instant: string, language: PageLanguage): string {
  const format = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Asia/Tokyo',
  });
  return format.format(new Date(instant));
}
