import { MAIL_FRAME, mailOf, say, type Locale, type Params } from '#libs/words';
import { invitationOf, type Invitation } from './calendar-entry.js';
import type { CalendarEntry } from './notify.js';

/** A mail as it waits in the outbox. */
export interface OutboxMail {
  id: string;
  toAddress: string;
  locale: Locale;
  template: string;
  params: Params;
  href: string | null;
  /** `order:<id>`: the link carries a token that opens this. */
  opens?: string | null;
  calendar: CalendarEntry | null;
  createdAt: Date;
}

/** A mail as it goes out. */
export interface Letter {
  messageId: string;
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  html: string;
  invitation: Invitation | null;
}

/** How a link gets its token. */
export type Sign = (opens: string) => string;

/** Put words to a mail. The id of the row makes the Message-ID, so that a mail sent twice shows as one. A template without words throws. */
export function letterOf(mail: OutboxMail, publicUrl: string, sign: Sign): Letter {
  const words = mailOf(mail.template);
  if (!words) throw new UnknownTemplate(mail.template);
  const { locale, params, href, opens, calendar } = mail;
  const host = new URL(publicUrl).hostname;
  const from = { name: MAIL_FRAME.sender[locale], address: `no-reply@${host}` };
  const body = say(words.body, locale, params);
  const link = href === null ? null : { label: say(words.link ?? MAIL_FRAME.open, locale, params), url: `${publicUrl}${href}${opens ? `?token=${sign(opens)}` : ''}` };
  const notes = [...(calendar ? [MAIL_FRAME.calendar[locale]] : []), MAIL_FRAME.foot[locale]];
  return {
    messageId: `<${mail.id}@${host}>`,
    from,
    to: mail.toAddress,
    subject: say(words.subject, locale, params).replace(/\s+/g, ' '),
    text: [body, ...(link ? [`${link.label}\n${link.url}`] : []), `--\n${notes.join('\n')}`].join('\n\n'),
    html: htmlOf(body, link, notes, locale),
    invitation: calendar ? invitationOf(calendar, from, mail.toAddress, mail.createdAt) : null,
  };
}

/** The row speaks of a notice that this version has no words for: a newer one wrote it and will send it. */
export class UnknownTemplate extends Error {
  override readonly name = 'UnknownTemplate';
  readonly code = 'UNKNOWN_TEMPLATE';

  constructor(template: string) {
    super(`no words for the mail ${template}`);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** One column, system typefaces, no pictures: reads the same on every phone. */
function htmlOf(body: string, link: { label: string; url: string } | null, notes: readonly string[], locale: Locale): string {
  const paragraphs = body.split(/\n{2,}/).map((text) => `<p style="margin:0 0 1.2em">${escaped(text).replaceAll('\n', '<br>')}</p>`);
  const button = link
    ? `<p style="margin:1.6em 0"><a href="${escaped(link.url)}" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#c8500f;color:#ffffff;font-weight:bold;text-decoration:none">${escaped(link.label)}</a></p><p style="margin:0 0 1.2em;font-size:12px;color:#5b6673;word-break:break-all">${escaped(link.url)}</p>`
    : '';
  const foot = notes.map((note) => `<p style="margin:0 0 .4em">${escaped(note)}</p>`).join('');
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;background:#faf7f2;color:#1d2733;font-family:'Hiragino Sans','Yu Gothic',Meiryo,sans-serif;font-size:15px;line-height:1.7">
<div style="max-width:560px;margin:0 auto;padding:32px 20px">
<div style="background:#ffffff;border:1px solid #e7e0d6;border-radius:12px;padding:28px 24px 12px">${paragraphs.join('')}${button}</div>
<div style="padding:16px 4px;font-size:12px;color:#5b6673">${foot}</div>
</div></body></html>`;
}
