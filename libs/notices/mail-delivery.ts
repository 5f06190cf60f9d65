import { types } from 'node:util';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { createTransport, type Transporter } from 'nodemailer';
import { DataSource } from 'typeorm';
import { rows, SETTINGS, type RunningSettings } from '#libs/database';
import { Clock, linkToken } from '#libs/kernel';
import type { MailTemplate } from '#libs/words';
import { letterOf, UnknownTemplate, type Letter, type OutboxMail } from './letter.js';

/** After so many tries a mail is given up; the inbox still holds the notice. */
export const MAIL_ATTEMPTS = 8;
const BATCH = 20;
const CONNECTIONS = 4;
/** How long a mail server may keep us waiting. A batch must end well within the first wait below. */
const PATIENCE_MS = 20_000;

/** Letters whose link is a secret: it must not stay readable in the row once it has gone out. */
const SECRET_LINKS: readonly MailTemplate[] = ['confirmEmail', 'resetPassword'];

/**
 * Take mails that are due. Taking one moves its next attempt ahead, 5 minutes and then twice as long each time: whoever dies while
 * sending leaves a mail that goes out later, and no two workers hold the same one.
 */
const TAKE_SQL = `
  with due as materialized (
    select id from outbox_mails where next_attempt_at <= $1 order by next_attempt_at, id limit $2 for update skip locked
  )
  update outbox_mails o
     set attempts = o.attempts + 1, next_attempt_at = $1::timestamptz + interval '5 minutes' * power(2, o.attempts)
    from due where o.id = due.id
  returning o.id, o.to_address as "toAddress", o.locale, o.template, o.params, o.href, o.opens, o.calendar, o.created_at as "createdAt", o.attempts`;

const SENT_SQL = `
  update outbox_mails set sent_at = $2, next_attempt_at = null, last_error = null, href = case when template = any($3) then null else href end
   where id = $1`;

const FAILED_SQL = `
  update outbox_mails
     set last_error = $2,
         failed_at = case when attempts >= $4 then $3::timestamptz end,
         next_attempt_at = case when attempts < $4 then next_attempt_at end,
         href = case when attempts >= $4 and template = any($5) then null else href end
   where id = $1`;

/** The worker's side of the outbox. */
@Injectable()
export class MailDelivery implements OnModuleDestroy {
  private readonly log = new Logger('Mail');
  private transport: Transporter | undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly clock: Clock,
  ) {}

  /** The job `deliverMail`: send everything that is due. A mail that fails waits for its next attempt; the others go on. */
  async deliver(): Promise<void> {
    if (!this.settings.smtpUrl) {
      this.log.warn('SMTP_URL is not set: mails stay in the outbox');
      return;
    }
    const transport = (this.transport ??= openTransport(this.settings.smtpUrl));
    for (;;) {
      const mails = await rows<OutboxMail & { attempts: number }>(this.db, TAKE_SQL, [this.clock.now(), BATCH]);
      await Promise.all(mails.map((mail) => this.send(transport, mail)));
      if (mails.length < BATCH) return;
    }
  }

  onModuleDestroy(): void {
    this.transport?.close();
  }

  private readonly sign = (opens: string): string => {
    const [purpose = '', id = ''] = opens.split(':');
    if (purpose !== 'order' && purpose !== 'promotion') throw new UnknownTemplate(opens);
    return linkToken(this.settings.secretKeys, purpose, id);
  };

  private async send(transport: Transporter, mail: OutboxMail & { attempts: number }): Promise<void> {
    try {
      await transport.sendMail(envelopeOf(letterOf(mail, this.settings.publicUrl, this.sign)));
    } catch (error) {
      const why = reasonOf(error);
      this.log.warn(`mail ${mail.id} (${mail.template}) was not sent, attempt ${mail.attempts} of ${MAIL_ATTEMPTS}: ${why}`);
      await this.db.query(FAILED_SQL, [mail.id, why, this.clock.now(), MAIL_ATTEMPTS, SECRET_LINKS]);
      return;
    }
    await this.db.query(SENT_SQL, [mail.id, this.clock.now(), SECRET_LINKS]);
  }
}

const openTransport = (url: string): Transporter =>
  createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

const envelopeOf = ({ messageId, from, to, subject, text, html, invitation }: Letter): Parameters<Transporter['sendMail']>[0] => ({
  messageId,
  from,
  // An address, not a list of them to be read.
  to: { name: '', address: to },
  subject,
  text,
  html,
  headers: { 'Auto-Submitted': 'auto-generated' },
  ...(invitation ? { icalEvent: { method: invitation.method, content: invitation.content, filename: 'mazeru.ics' } } : {}),
});

/** Why a mail did not go, without the address: server texts often repeat it. */
function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const answer = 'responseCode' in error && typeof error.responseCode === 'number' ? ` ${error.responseCode}` : '';
  return `${code}${answer}`;
}
