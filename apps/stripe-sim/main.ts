import { createSim } from './server.js';

/** The simulator as a process of its own; the launcher says where. */
const server = createSim({
  dir: process.env['STRIPE_SIM_DIR'],
  webhookSecret: process.env['STRIPE_SIM_WEBHOOK_SECRET'],
  rateLimit: Number(process.env['STRIPE_SIM_RATE_LIMIT'] ?? 0) || undefined,
});
const port = await server.listen(Number(process.env['STRIPE_SIM_PORT'] ?? 0));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.close().then(() => process.exit()));
process.send?.({ ready: true, port });
