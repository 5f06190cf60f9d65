import 'reflect-metadata';
import { claims } from './claims.js';
import { BenchDatabase } from './databases.js';
import { duesRun } from './dues-run.js';
import { eventList } from './event-list.js';
import { heap } from './heap.js';
import { ledger } from './ledger.js';
import type { Figure } from './measure.js';
import { registrations } from './registrations.js';
import { rush } from './rush.js';
import { settlement } from './settlement.js';
import { shiftList } from './shift-list.js';
import { webhooks } from './webhooks.js';

/** `npm run bench -- NAME …`: each figure one JSON line, ours against the baseline of the same run; exit 1 when one is not ok. */
const BENCHES: Record<string, (databases: BenchDatabase) => Promise<Figure[]>> = { claims, 'shift-list': shiftList, 'event-list': eventList, ledger, webhooks, 'dues-run': duesRun, settlement, registrations, rush, heap };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES[name]);
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
const databases = await BenchDatabase.start();
let allOk = true;
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const found of await bench(databases)) {
      console.log(JSON.stringify(found));
      allOk &&= found.ok;
    }
  }
} finally {
  await databases.stop();
}
process.exit(allOk ? 0 : 1);
