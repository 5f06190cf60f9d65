import 'reflect-metadata';
import { BenchDatabase } from './databases.js';
import { openDataSource } from '#libs/database';
import { readFileSync, readdirSync } from 'node:fs';
import { letters } from './webhooks.js';
import { load, serve } from './measure.js';
const cpu = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []; return Number(f[11]) + Number(f[12]); };
const pgs = () => readdirSync('/proc').filter((d) => /^\d+$/.test(d)).flatMap((d) => { try { return /postgres/.test(readFileSync(`/proc/${d}/cmdline`, 'utf8')) && readFileSync(`/proc/${d}/cmdline`, 'utf8').includes('bench_webhooks') ? [cpu(Number(d))] : []; } catch { return []; } }).reduce((a, b) => a + b, 0);
const databases = await BenchDatabase.start();
const url = await databases.make('webhooks', { mixers: 10, shifts: 10 });
const db = await openDataSource(url);
await db.query('create table bare_events (like stripe_events including defaults including indexes)');
await db.destroy();
for (const which of ['bare', 'ours', 'bare', 'ours'] as const) {
  const server = await serve(which, url);
  const next = letters();
  await load(server, next, 200, { seconds: 2 });
  const [a, b, me] = [cpu(server.process.pid ?? 0), pgs(), process.cpuUsage()];
  const l = await load(server, next, 200, { amount: 6000 });
  const mine = process.cpuUsage(me);
  console.log(which, l, 'server us/req', ((cpu(server.process.pid ?? 0) - a) * 10000) / 6000, 'pg us/req', ((pgs() - b) * 10000) / 6000, 'load us/req', (mine.user + mine.system) / 6000);
  await server.stop();
}
await databases.stop();
process.exit();
