import 'reflect-metadata';
import { readRunningSettings } from '#libs/database';
import { SystemClock } from '#libs/kernel';
import { createApi } from '../../apps/api/app.js';

/** The api as it runs in production, in a process that tells its address and, when asked, how large its heap is after a collection. */
const app = await createApi(readRunningSettings(process.env), new SystemClock());
await app.listen(0, '127.0.0.1');
process.send?.({ address: await app.getUrl() });
process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.({ heapBytes: process.memoryUsage().heapUsed });
});
process.once('disconnect', () => process.exit());
