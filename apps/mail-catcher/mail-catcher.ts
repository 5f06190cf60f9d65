import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { CaughtMail, CaughtMailList } from './caught-mail.js';
import { listPage, messagePage, PAGE_HEADERS } from './page.js';

export type { CaughtMail, CaughtMailList };

export interface MailCatcher {
  /** Where to send: the value of SMTP_URL. */
  smtpUrl: string;
  /** Where to read: a page for people, and `GET /messages?to=…` for programs. */
  pageUrl: string;
  stop: () => Promise<void>;
}

/** How many mails are kept; older ones go. */
const KEPT = 200;
const LARGEST_MAIL_BYTES = 25 * 1024 * 1024;
const LOOPBACK = '127.0.0.1';

interface Kept {
  mail: CaughtMail;
  contents: Uint8Array[];
}

/**
 * Accepts every mail on the loopback interface, sends none on, and shows them newest first.
 * Nothing is stored: the mails go with the process. Ports are free ones unless given.
 */
export async function startMailCatcher({
  smtpPort = 0,
  httpPort = 0,
}: { smtpPort?: number; httpPort?: number } = {}): Promise<MailCatcher> {
  const kept: Kept[] = [];
  let lastId = 0;

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MAIL_BYTES,
    onAuth: (_credentials, _session, done) => {
      done(null, { user: 'anybody' });
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        read(
          Buffer.concat(chunks),
          session.envelope.rcptTo.map(({ address }) => address),
        ).then(
          (mail) => {
            lastId += 1;
            kept.unshift({ ...mail, mail: { id: lastId, ...mail.mail } });
            kept.splice(KEPT);
            done();
          },
          (error: unknown) => {
            done(error instanceof Error ? error : new Error(String(error)));
          },
        );
      });
    },
  });
  // A client that hangs up in the middle is its own affair.
  smtp.on('error', () => undefined);

  const http = createServer((request, response) => {
    answer(request, response, kept);
  });
  await Promise.all([listening(http.listen(httpPort, LOOPBACK)), listening(smtp.listen(smtpPort, LOOPBACK))]);
  return {
    smtpUrl: `smtp://${LOOPBACK}:${portOf(smtp.server)}`,
    pageUrl: `http://${LOOPBACK}:${portOf(http)}`,
    stop: async () => {
      http.closeAllConnections();
      await Promise.all([new Promise((done) => http.close(done)), new Promise<void>((done) => smtp.close(done))]);
    },
  };
}

async function read(raw: Buffer, to: string[]): Promise<{ mail: Omit<CaughtMail, 'id'>; contents: Uint8Array[] }> {
  const parsed = await PostalMime.parse(raw);
  const contents = parsed.attachments.map(({ content }) => (typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)));
  return {
    mail: {
      receivedAt: new Date().toISOString(),
      from: parsed.from?.address ?? '',
      to,
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      html: parsed.html,
      attachments: parsed.attachments.map(({ filename, mimeType }, index) => ({
        name: filename ?? `attachment-${index + 1}`,
        type: mimeType,
        bytes: contents[index]?.byteLength ?? 0,
      })),
    },
    contents,
  };
}

function answer(request: IncomingMessage, response: ServerResponse, kept: Kept[]): void {
  const url = new URL(request.url ?? '/', 'http://catcher');
  const language = /^en/.test(url.searchParams.get('lang') ?? request.headers['accept-language'] ?? '') ? 'en' : 'ja';
  const [, id, attachment] = /^\/messages\/(\d+)(?:\/attachments\/(\d+))?$/.exec(url.pathname) ?? [];
  const one = kept.find(({ mail }) => mail.id === Number(id));
  const file = one?.mail.attachments[Number(attachment)];
  const content = one?.contents[Number(attachment)];

  if (request.method === 'DELETE' && url.pathname === '/messages') {
    kept.splice(0);
    response.writeHead(204).end();
  } else if (request.method !== 'GET') {
    response.writeHead(405).end();
  } else if (url.pathname === '/') {
    const mails = kept.map(({ mail }) => mail);
    response.writeHead(200, PAGE_HEADERS).end(listPage(mails, language));
  } else if (url.pathname === '/messages') {
    const to = url.searchParams.get('to')?.toLowerCase();
    const items = kept
      .map(({ mail }) => mail)
      .filter((mail) => to === undefined || mail.to.some((address) => address.toLowerCase() === to));
    const list: CaughtMailList = { items };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
  } else if (one !== undefined && attachment === undefined) {
    response.writeHead(200, PAGE_HEADERS).end(messagePage(one.mail, language));
  } else if (file !== undefined && content !== undefined) {
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
    });
    response.end(content);
  } else {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404\n');
  }
}

async function listening(server: Server): Promise<void> {
  if (!server.listening) await once(server, 'listening');
}

function portOf(server: Server): number {
  // A TCP server that listens has an address of this form.
  return (server.address() as AddressInfo).port;
}
