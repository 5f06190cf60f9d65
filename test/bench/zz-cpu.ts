import { fork } from 'node:child_process';
import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { openDataSource } from '#libs/database';
import { putOnSale } from '/work/main/test/bench/data.js';
import { BenchDatabase } from '/work/main/test/bench/databases.js';
import { BEHIND_PROXY, load } from '/work/main/test/bench/measure.js';
import { guests } from '/work/main/test/bench/registrations.js';
const dbs = await BenchDatabase.start();
const url = await dbs.make('prof', { mixers: 10, shifts: 10 });
const db = await openDataSource(url);
await putOnSale(db, { sales: 400, capacity: 10000, past: 50 });
await db.destroy();
const STRIPE = { STRIPE_SECRET_KEY: 'sk_test_sim_0123456789', STRIPE_WEBHOOK_SECRETS: 'whsec_mazeru_bench', STRIPE_API_HOST: '127.0.0.1', STRIPE_API_PORT: '1', STRIPE_API_PROTOCOL: 'http' };
const cpuOf = (pid: number): number => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(f[11]) + Number(f[12])) * 10; };
const pgCpu = (): number => execSync("ps -eo pid,args | grep 'postgres: mazeru bench_prof' | grep -v grep | awk '{print $1}'").toString().trim().split('\n').filter(Boolean).reduce((s, pid) => s + cpuOf(Number(pid)), 0);
const servers: any = {};
for (const which of ['ours', 'bare'] as const) {
  const child = fork(`/work/main/test/bench/${which}.ts`, { execArgv: ['--expose-gc', '--conditions=source', '--import', '@swc-node/register/esm-register'], env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'error', SECRET_KEYS: '00'.repeat(32), ...STRIPE, ...(which === 'ours' ? BEHIND_PROXY : { NODE_ENV: 'development' }) } });
  const { address } = await new Promise<any>((done) => child.once('message', done));
  servers[which] = { address, child, next: guests({ first: which === 'ours' ? 0 : 200, sales: 200 }) };
}
for (let round = 0; round < 4; round++) for (const which of ['ours', 'bare']) {
  const s = servers[which];
  const before = [cpuOf(s.child.pid), pgCpu()];
  const found = await load(s, s.next, 201, { amount: 3000 });
  const after = [cpuOf(s.child.pid), pgCpu()];
  console.log(which, 'node cpu us/req', ((after[0]! - before[0]!) / 3).toFixed(0), 'pg', ((after[1]! - before[1]!) / 3).toFixed(0), 'rps', (3000 / found.tookMs * 1000).toFixed(0));
}
for (const s of Object.values(servers) as any[]) { s.child.kill('SIGKILL'); }
await dbs.stop();
process.exit(0);
