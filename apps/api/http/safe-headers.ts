import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import Fastify from 'fastify';

/** The headers with which browsers are told what pages of ours may do, as helmet writes them. None depends on the request, so they are worked out once. */
export async function safeHeaders(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const probe = Fastify();
  let said: Record<string, string> = {};
  await probe.register(helmet, options);
  probe.get('/', (_, reply) => {
    said = Object.fromEntries(Object.entries(reply.raw.getHeaders()).map(([name, value]) => [name, String(value)]));
    return reply.send();
  });
  await probe.inject('/');
  await probe.close();
  return said;
}
