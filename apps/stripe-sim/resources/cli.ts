import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { API_VERSION } from '../contract.js';
import { signatureHeader } from '../delivery.js';
import { chars, newId } from '../ids.js';
import { text } from '../json.js';
import { PLATFORM, visible, type Call, type Sim } from '../sim.js';
import type { StripeObject } from '../store.js';
import type { Resource } from './resource.js';

const PATH = '/ws';
const PROTOCOL = 'stripecli-devproxy-v1';
/** How often the CLI connects anew, whatever happens. */
const RECONNECT_S = 86_400;

/**
 * What `stripe listen` needs: a session by HTTP, and its events by WebSocket. The routes are private to Stripe's own tools and
 * undocumented.
 */
export const cli: Resource = {
  routes: { 'POST /v1/stripecli/sessions': createSession },
  attach: listenForSockets,
};

function createSession({ sim }: Call): { [name: string]: string | number } {
  const id = newId('cliws');
  const secret = sim.options.webhookSecret ?? `whsec_${chars(32)}`;
  sim.put(PLATFORM, { id, object: '_cli_session', secret });
  return {
    websocket_url: `${sim.origin.replace(/^http/, 'ws')}${PATH}/${id}`,
    websocket_id: id,
    websocket_authorized_feature: 'webhooks',
    reconnect_delay: RECONNECT_S,
    secret,
    default_version: API_VERSION,
    latest_version: API_VERSION,
  };
}

/** Sends each event to every CLI that listens; what they answer (acknowledgements, the receiver's answers) needs no reply. */
function listenForSockets(sim: Sim, server: Server): () => void {
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false) });
  const secrets = new Map<WebSocket, string>();
  const tell = (_scope: string, event: StripeObject): void => {
    for (const [socket, secret] of secrets) socket.send(webhookEvent(event, secret));
  };
  sim.listeners.add(tell);
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const [path = '', id = ''] = /^(\/ws)\/([^/?]+)/.exec(request.url ?? '')?.slice(1) ?? [];
    const session = path === PATH ? sim.get(PLATFORM, '_cli_session', id) : undefined;
    if (session === undefined) {
      stream.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      secrets.set(socket, text(session['secret']) ?? '');
      socket.on('close', () => secrets.delete(socket));
      socket.on('error', () => socket.terminate());
    });
  });
  return () => {
    sim.listeners.delete(tell);
    for (const socket of secrets.keys()) socket.terminate();
    sockets.close();
  };
}

/** `endpoint.api_version` stays null: with a version the CLI forwards only when it was started with `--latest`. */
function webhookEvent(event: StripeObject, secret: string): string {
  const payload = JSON.stringify(visible(event), null, 2);
  return JSON.stringify({
    type: 'webhook_event',
    webhook_id: newId('wh'),
    webhook_conversation_id: newId('wc'),
    event_payload: payload,
    http_headers: {
      'Stripe-Signature': signatureHeader(payload, [secret], Math.floor(Date.now() / 1000)),
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    },
    endpoint: { api_version: null },
  });
}
