import { planned, type Sql } from '#libs/database';
import type { LinkPurpose } from '#libs/kernel';
import type { Locale, MailTemplate, Params } from '#libs/words';

/** Who is told. The address travels with the notice, so that notices know nobody. */
export interface Recipient {
  /** Null for a guest without an account: only the mail goes out. */
  accountId: string | null;
  email: string;
  locale: Locale;
}

/** An entry for the recipient's own calendar, sent with the mail (RFC 5545). */
export interface CalendarEntry {
  uid: string;
  sequence: number;
  status: 'confirmed' | 'cancelled';
  startsAt: string;
  endsAt: string;
  title: string;
  place: string;
  description: string;
}

/** Something a person should hear: a line in the inbox, and a mail that carries the same. */
export interface Notice {
  to: Recipient;
  template: MailTemplate;
  params: Params;
  /** The page that the notice leads to, as a path of the web app. */
  href?: string;
  /** The mail is a key as well: its link carries a token that opens this thing without an account. The token is made when the mail goes out. */
  opens?: { purpose: LinkPurpose; id: string };
  calendar?: CalendarEntry;
  /** `mail` alone for letters about the account itself, which nobody can read in an inbox yet. */
  by?: 'inboxAndMail' | 'mail';
  at: Date;
}

/** The values of one notice, for `noticeCtes`. */
export const noticeParams = ({ to, template, params, href, opens, calendar, at }: Notice): unknown[] => [
  to.accountId,
  to.email,
  to.locale,
  template,
  JSON.stringify(params),
  href ?? null,
  calendar ? JSON.stringify(calendar) : null,
  at,
  opensText(opens),
];

/** `order:<id>`, as the outbox keeps it. */
const opensText = (opens: Notice['opens']): string | null => (opens ? `${opens.purpose}:${opens.id}` : null);

/**
 * The parts of a statement that tell one person one thing, by inbox and mail, once for each row of `source`: for a deed that does all it does
 * in one statement. `first` is the number of the first of the parameters, `noticeParams(…)`; `figures` is SQL over `source` for what the words
 * need and only the statement knows: a jsonb object.
 */
export function noticeCtes(first: number, source: string, figures?: string): string {
  const [account, address, locale, template, said, href, calendar, at, opens] = ['uuid', 'text', 'text', 'text', 'jsonb', 'text', 'jsonb', 'timestamptz', 'text'].map(
    (type, place) => `$${first + place}::${type}`,
  );
  const params = figures ? `${said} || ${figures}` : said;
  return `
  told_inbox as (
    insert into inbox_items (account_id, template, params, href, created_at) select ${account}, ${template}, ${params}, ${href}, ${at} from ${source} where ${account} is not null
  ), told_outbox as (
    insert into outbox_mails (to_address, locale, template, params, href, calendar, created_at, next_attempt_at, opens)
    select ${address}, ${locale}, ${template}, ${params}, ${href}, ${calendar}, ${at}, ${at}, ${opens} from ${source}
  )`;
}

const TELL = `
  with told as (
    select * from jsonb_to_recordset($1::jsonb)
      as t(account_id uuid, to_address text, locale text, template text, params jsonb, href text, calendar jsonb, at timestamptz, opens text)
  ), told_inbox as (
    insert into inbox_items (account_id, template, params, href, created_at)
    select account_id, template, params, href, at from told where account_id is not null
  )
  insert into outbox_mails (to_address, locale, template, params, href, calendar, created_at, next_attempt_at, opens)
  select to_address, locale, template, params, href, calendar, at, at, opens from told`;

/** Tell people something, in the transaction of the deed. The worker puts the words to it and sends the mail. */
export async function notify(tx: Sql, notices: readonly Notice[]): Promise<void> {
  if (notices.length > 0) await planned(tx, 'notices-tell', TELL, [noticeRecords(notices)]);
}

/** Notices as the one JSON value that `TELL` reads. */
function noticeRecords(notices: readonly Notice[]): string {
  return JSON.stringify(
    notices.map((notice) => ({
      account_id: notice.by === 'mail' ? null : notice.to.accountId,
      to_address: notice.to.email,
      locale: notice.to.locale,
      template: notice.template,
      params: notice.params,
      href: notice.href ?? null,
      calendar: notice.calendar ?? null,
      opens: opensText(notice.opens),
      at: notice.at,
    })),
  );
}
