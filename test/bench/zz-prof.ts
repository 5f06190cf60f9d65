import { fork } from 'node:child_process';
import { BenchDatabase } from './databases.js';
import { SESSION_COOKIE } from '#libs/identity';
import { tokenOf, idOf } from './data.js';
import { load } from './measure.js';
const what = process.argv[2];
const d = await BenchDatabase.start();
const url = await d.make('prof', { mixers: 5000, shifts: what === 'claim' ? 200000 : 50000 }, {bare: true});
for (const which of ['ours', 'bare']) {
const child = fork(new URL(`${which}.ts`, import.meta.url).pathname, { execArgv: ['--expose-gc', '--conditions=source', '--import', '@swc-node/register/esm-register', '--cpu-prof', `--cpu-prof-dir=/tmp/prof/${which}`, '--cpu-prof-interval=500'],
  env: { ...process.env, DATABASE_URL: url, NODE_ENV: 'development', LOG_LEVEL: 'error', SECRET_KEYS: '00'.repeat(32), STRIPE_SECRET_KEY: 'sk_test_sim_0123456789', STRIPE_WEBHOOK_SECRETS: 'whsec_x', STRIPE_API_HOST: '127.0.0.1', STRIPE_API_PORT: '1', STRIPE_API_PROTOCOL: 'http' } });
const address: string = await new Promise((ok) => child.once('message', (m: any) => ok(m.address)));
let n = 0;
const next = what === 'claim' ? () => { const i = n++; return { method: 'POST' as const, path: `/api/v1/shifts/${idOf('shift', i)}/claims`, headers: { cookie: `${SESSION_COOKIE}=${tokenOf(i % 5000)}` } }; }
 : () => ({ method: 'GET' as const, path: '/api/v1/shifts?limit=50', headers: { cookie: `${SESSION_COOKIE}=${tokenOf(n++ % 5000)}` } });
const server: any = { address };
const r = await load(server, next, what === 'claim' ? 201 : 200, { seconds: 10 });
console.log(which, r);
await new Promise<void>((done) => { child.once('exit', () => done()); child.disconnect(); });
}
await d.stop(); process.exit(0);
