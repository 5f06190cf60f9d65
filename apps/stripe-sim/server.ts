import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { API_VERSION, theContract } from './contract.js';
import { Deliveries, DELIVERY, type DeliveryOptions } from './delivery.js';
import { StripeError } from './errors.js';
import { expanded, requireExpandable } from './expand.js';
import { Faults } from './faults.js';
import { Idempotency, type Stored } from './idempotency.js';
import { newId } from './ids.js';
import { amount, fields, texts, type Fields } from './json.js';
import { PAGES } from './pages/index.js';
import { PAGE_HEADERS } from './pages/page.js';
import { decodeForm } from './params.js';
import { RESOURCES } from './resources/index.js';
import { RateLimit } from './rate-limit.js';
import { Router } from './router.js';
import { PLATFORM, Sim, type ContractRefusal, type Handler, type Page, type Visit } from './sim.js';
import { Store } from './store.js';

export interface SimOptions {
  /** Where the state is kept; without it, in memory only. */
  dir?: string | undefined;
  /** The secret of every webhook endpoint; without it each has its own. */
  webhookSecret?: string | undefined;
  /** Whether answers and events of our own are checked too; a wrong one is a 500 with what is wrong. */
  validateResponses?: boolean | undefined;
  /** Wall time in milliseconds. */
  wallClock?: (() => number) | undefined;
  delivery?: Partial<DeliveryOptions> | undefined;
  /** How many reads, and how many writes, a second; no limit when absent. */
  rateLimit?: number | undefined;
}

const LOOPBACK = '127.0.0.1';
const LARGEST_BODY = 1024 * 1024;
const NOT_STRICT_AGENTS = /\bprobe\//;

/** Builds a simulator from its state; `listen` opens it. */
export function createSim(options: SimOptions = {}): StripeSim {
  return new StripeSim(options);
}

/** The simulator as a server: https://docs.stripe.com/api over plain HTTP, its pages, and the machinery under /_sim. */
export class StripeSim {
  readonly sim: Sim;
  readonly deliveries: Deliveries;
  /** Refused requests of strict callers, and answers of ours that were wrong. */
  get refusals(): ContractRefusal[] {
    return this.sim.refusals;
  }

  private readonly store: Store;
  private readonly idempotency: Idempotency;
  private readonly routes = new Router<Handler>();
  private readonly pages = new Router<(visit: Visit) => Page>();
  private readonly server: Server;
  private readonly rateLimit: RateLimit | undefined;
  private readonly detached: (() => void)[] = [];
  private ticking: NodeJS.Timeout | undefined;

  constructor(options: SimOptions) {
    const wallMs = options.wallClock ?? Date.now;
    this.store = new Store(options.dir);
    this.sim = new Sim(this.store, theContract(), {
      validate: options.validateResponses ?? false,
      webhookSecret: options.webhookSecret,
      wall: () => wallMs() / 1000,
    });
    this.idempotency = new Idempotency(this.store, () => this.sim.now());
    this.rateLimit = options.rateLimit === undefined ? undefined : new RateLimit(options.rateLimit);
    this.deliveries = new Deliveries(this.sim, { ...DELIVERY, ...options.delivery });
    this.sim.resend = (resent, event) => this.deliveries.resend(resent, event);
    this.server = createServer((request, response) => void this.answer(request, response));
    for (const { routes, install, attach } of RESOURCES) {
      for (const [route, handler] of Object.entries(routes)) this.routes.add(route, handler);
      install?.(this.sim);
      const detach = attach?.(this.sim, this.server);
      if (detach !== undefined) this.detached.push(detach);
    }
    for (const pages of PAGES) for (const [route, page] of Object.entries(pages)) this.pages.add(route, page);
  }

  /** Opens it on the loopback interface; on a free port when that is 0. Answers the port. */
  async listen(port: number): Promise<number> {
    this.server.listen(port, LOOPBACK);
    await once(this.server, 'listening');
    // A TCP server that listens has an address of this form.
    const open = (this.server.address() as AddressInfo).port;
    this.sim.origin = `http://${LOOPBACK}:${open}`;
    this.tick();
    return open;
  }

  async close(): Promise<void> {
    clearInterval(this.ticking);
    for (const detach of this.detached) detach();
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((done) => this.server.close(done));
    await this.deliveries.stop();
    this.store.close();
  }

  /** Runs some work as one whole, keeps what it did, and sends what it told. */
  whole<T>(work: () => T): T {
    try {
      const result = work();
      // What is due at once: a voucher that is paid immediately.
      this.sim.clock.run(this.sim.now());
      return result;
    } finally {
      this.store.commit();
      this.deliveries.pump();
    }
  }

  /** What comes due by itself, once a second. */
  private tick(): void {
    this.ticking = setInterval(() => {
      try {
        this.whole(() => undefined);
      } catch (error) {
        process.stderr.write(`${inFull(error)}\n`);
      }
    }, 1_000).unref();
    this.deliveries.pump();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', this.sim.origin);
      const body = await readBody(request);
      if (/^\/v\d+(\/|$)/.test(url.pathname)) await this.answerApi(request, response, url, body);
      else await this.answerPage(request, response, url, body);
    } catch (error) {
      if (response.headersSent || response.destroyed) return;
      if (error instanceof StripeError) send(response, error.status, error.headers, error.body());
      else send(response, 500, {}, { error: { type: 'api_error', message: inFull(error) } });
    }
  }

  private async answerApi(request: IncomingMessage, response: ServerResponse, url: URL, body: string): Promise<void> {
    const method = request.method ?? 'GET';
    const key = method === 'POST' ? header(request, 'idempotency-key') : undefined;
    const headers: Record<string, string> = {
      'request-id': newId('req'),
      'stripe-version': header(request, 'stripe-version') ?? API_VERSION,
      ...(key !== undefined && { 'idempotency-key': key }),
    };
    const scope = header(request, 'stripe-account') ?? PLATFORM;
    const route = `${method} ${url.pathname}`;
    const sent = method === 'GET' || method === 'DELETE' ? `${url.search.slice(1)}&${body}` : body;
    let taken = false;
    const refuse = (error: StripeError): void => send(response, error.status, { ...headers, ...error.headers }, error.body());
    try {
      if (await this.failBefore(method, url.pathname, response)) return;
      authenticate(request);
      this.rateLimit?.take(method);
      const strict = isStrict(request);
      if (scope !== PLATFORM && this.sim.get(PLATFORM, 'account', scope) === undefined) throw notConnected(scope, request);
      if (key !== undefined) {
        const stored = this.idempotency.begin(scope, key, route, sent);
        if (stored !== undefined) {
          send(response, stored.status, { ...headers, 'idempotent-replayed': 'true' }, stored.body);
          return;
        }
        taken = true;
        response.once('close', () => this.idempotency.end(scope, key));
      }
      if (await this.delay(method, url.pathname, response)) return;

      const answer = this.whole(() => this.execute({ method, url, sent, scope, strict, headers, key, counts: !fromProbe(request) }));
      if (this.sim.faults.ofRequest(['reset_after'], method, url.pathname) !== undefined) {
        reset(response);
        return;
      }
      send(response, answer.status, headers, answer.body);
    } catch (error) {
      if (error instanceof StripeError) refuse(error);
      else throw error;
    } finally {
      if (taken && key !== undefined && response.writableEnded) this.idempotency.end(scope, key);
    }
  }

  /** Checks the request against the contract and runs it; what it answered is kept under its key in the same commit. */
  private execute(asked: {
    method: string;
    url: URL;
    sent: string;
    scope: string;
    strict: boolean;
    headers: Record<string, string>;
    key: string | undefined;
    counts: boolean;
  }): Stored {
    const { method, url, sent, scope, strict, key } = asked;
    const found = this.routes.find(method, url.pathname);
    if (found === undefined) throw this.unknownUrl(asked);
    const operation = this.sim.contract.operation(found.route);
    const raw = decodeForm(sent);
    const params = operation === undefined ? raw : this.sim.contract.coerced(raw, operation);
    const refusal = operation && this.sim.contract.refusal(params, operation, strict);
    if (refusal !== undefined) {
      this.count(asked, refusal);
      throw refusal;
    }
    const { expand, ...rest } = params;
    if (operation !== undefined) requireExpandable(this.sim.contract, texts(expand), operation);
    this.sim.request = { id: asked.headers['request-id'] ?? null, idempotency_key: key ?? null };
    let answer: Stored;
    try {
      const call = { sim: this.sim, scope, params: rest, url: url.pathname, path: found.path, strict };
      const result = found.handler(call);
      const body = expanded(this.sim, scope, result, texts(expand), operation);
      const wrong = this.sim.options.validate && operation !== undefined ? this.sim.contract.faultsOfAnswer(body, operation) : [];
      if (wrong.length > 0) throw new Error(`the answer to ${found.route} is not what Stripe would say:\n${wrong.slice(0, 12).join('\n')}`);
      answer = { status: 200, body };
    } catch (error) {
      if (error instanceof StripeError) answer = { status: error.status, body: error.body() };
      else answer = { status: 500, body: this.ownFault(asked, error) };
    } finally {
      this.sim.request = { id: null, idempotency_key: null };
    }
    if (this.sim.faults.ofRequest(['replay_500'], method, url.pathname) !== undefined) {
      answer = { status: 500, body: { error: { type: 'api_error', message: 'An unknown error occurred' } } };
    }
    if (key !== undefined) this.idempotency.keep(scope, key, `${method} ${url.pathname}`, sent, answer);
    return answer;
  }

  /** Faults before anything of Stripe has looked at the request. */
  private async failBefore(method: string, path: string, response: ServerResponse): Promise<boolean> {
    const fault = this.sim.faults.ofRequest(['reset_before', 'status'], method, path);
    this.store.commit();
    if (fault === undefined) return false;
    if (fault['kind'] === 'reset_before') reset(response);
    else send(response, amount(fault['status']) || 500, Faults.headers(fault), { error: failure(fault) });
    return true;
  }

  /** Latency, or no answer at all. The idempotency key is taken meanwhile. */
  private async delay(method: string, path: string, response: ServerResponse): Promise<boolean> {
    const fault = this.sim.faults.ofRequest(['latency', 'hang'], method, path);
    this.store.commit();
    if (fault === undefined) return false;
    if (fault['kind'] === 'hang') {
      await once(response, 'close');
      return true;
    }
    await sleep(Faults.milliseconds(fault), undefined, { ref: false });
    return false;
  }

  private unknownUrl(asked: { method: string; url: URL; strict: boolean; counts: boolean }): StripeError {
    const error = new StripeError(404, {
      message: `Unrecognized request URL (${asked.method}: ${asked.url.pathname}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    });
    this.count(asked, error);
    return error;
  }

  private count({ method, url, strict, counts }: { method: string; url: URL; strict: boolean; counts: boolean }, error: StripeError): void {
    if (!strict || !counts) return;
    this.refusals.push({ method, path: url.pathname, param: error.details.param ?? null, message: error.message });
  }

  private ownFault({ method, url }: { method: string; url: URL }, error: unknown): Fields {
    const message = inFull(error);
    this.refusals.push({ method, path: url.pathname, param: null, message });
    return { error: { type: 'api_error', message } };
  }

  private async answerPage(request: IncomingMessage, response: ServerResponse, url: URL, body: string): Promise<void> {
    const method = request.method ?? 'GET';
    if (method === 'POST' && url.pathname === '/_sim/deliver') {
      send(response, 200, {}, await this.deliveries.flush());
      return;
    }
    if (method === 'GET' && url.pathname === '/_sim/refusals') {
      send(response, 200, {}, { items: this.refusals.map((refusal) => ({ ...refusal })) });
      return;
    }
    const found = this.pages.find(method, url.pathname);
    if (found === undefined) {
      send(response, 404, {}, { error: { type: 'invalid_request_error', message: `There is no page ${url.pathname}.` } });
      return;
    }
    const form = /json/.test(header(request, 'content-type') ?? '') ? readJson(body) : decodeForm(body);
    const visit: Visit = { sim: this.sim, path: found.path, query: Object.fromEntries(url.searchParams), form };
    sendPage(
      response,
      this.whole(() => found.handler(visit)),
    );
  }
}

const inFull = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

function readJson(body: string): Fields {
  const read: unknown = body === '' ? {} : JSON.parse(body);
  // What JSON.parse gives is Json.
  return fields(read as Fields);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    // Without an encoding a request gives buffers.
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > LARGEST_BODY) throw new StripeError(413, { message: 'The request is too large.' });
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** https://docs.stripe.com/api/authentication: the key as a bearer or as the user of Basic. */
function authenticate(request: IncomingMessage): void {
  const [scheme = '', credentials = ''] = (header(request, 'authorization') ?? '').split(' ');
  const key = /^basic$/i.test(scheme) ? (Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '') : credentials;
  if (key === '') {
    throw new StripeError(401, {
      message: 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
    });
  }
  if (/^[sr]k_test_\w{8,}$/.test(key)) return;
  throw new StripeError(401, { message: `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(4)}${key.slice(-4)}` });
}

/** https://docs.stripe.com/api/versioning: with our version a request is taken at its word; without one it is an older account's. */
function isStrict(request: IncomingMessage): boolean {
  const version = header(request, 'stripe-version');
  if (version === undefined) return false;
  if (version === API_VERSION) return true;
  throw new StripeError(400, { message: `Invalid Stripe API version: ${version}. This simulator speaks ${API_VERSION} alone.` });
}

/** The probes ask wrongly on purpose. */
const fromProbe = (request: IncomingMessage): boolean => NOT_STRICT_AGENTS.test(header(request, 'user-agent') ?? '');

function notConnected(account: string, request: IncomingMessage): StripeError {
  const key = (header(request, 'authorization') ?? '').slice(-4);
  return new StripeError(403, {
    code: 'account_invalid',
    message: `The provided key 'sk_test_****${key}' does not have access to account '${account}' (or that account does not exist).`,
  });
}

/** What Stripe says with a status of its own; `code` may be lock_timeout, for one. https://docs.stripe.com/rate-limits */
function failure({ status, code }: Fields): Fields {
  if (amount(status) < 400 || amount(status) >= 500) return { type: 'api_error', message: 'An unknown error occurred' };
  return {
    type: 'invalid_request_error',
    code: code ?? (status === 429 ? 'rate_limit' : 'lock_timeout'),
    message: 'Too many requests at once.',
  };
}

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: Fields): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body, null, 2));
}

function sendPage(response: ServerResponse, page: Page): void {
  if ('redirect' in page) response.writeHead(303, { location: page.redirect }).end();
  else if ('html' in page) {
    response.writeHead(page.status ?? 200, { ...PAGE_HEADERS, 'x-content-type-options': 'nosniff' }).end(page.html);
  } else response.writeHead(page.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(page.json));
}

/** Cuts the connection in the middle of it, as a network does. */
function reset(response: ServerResponse): void {
  const socket: Socket | null = response.socket;
  socket?.resetAndDestroy();
}
