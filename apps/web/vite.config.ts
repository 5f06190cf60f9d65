import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { doorWorker } from './features/door/worker/build-door-worker.ts';

/** Where the api is served while somebody develops, and what it answers there. */
const API = process.env.API_URL ?? 'http://localhost:3000';
const OF_THE_API = ['/api', '/healthz', '/readyz', '/metrics'];
const PATIENCE_MS = 20_000;
const LOOK_MS = 50;

const isListening = ({ hostname, port }: URL): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''));
    socket.once('error', () => done(false)).once('connect', () => {
      socket.destroy();
      done(true);
    });
  });

/** While the api starts anew, what is asked of it waits. */
const waitForApi: Plugin = {
  name: 'wait-for-api',
  configureServer({ middlewares }) {
    middlewares.use(async (request, _response, next) => {
      const lost = Date.now() + PATIENCE_MS;
      if (OF_THE_API.some((path) => request.url?.startsWith(path))) while (Date.now() < lost && !(await isListening(new URL(API)))) await sleep(LOOK_MS);
      next();
    });
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), doorWorker(), waitForApi],
  // `source` reads #libs/words as TypeScript; without it the import would mean the built server.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: '../../dist/apps/web',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    // Words are data: a screen that imports one table of #libs/words must not carry all the others along.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /\/libs\/words\//, sideEffects: false }] },
      // The calendar asks rrule for a default export and knows what to do without: nothing that whoever starts Mazeru should read.
      // Nor how long each part of the build took on a busy machine.
      checks: { importIsUndefined: false, pluginTimings: false },
    },
    // A font subset inlined into the style sheet would be downloaded by everybody, needed or not.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(OF_THE_API.map((path) => [path, { target: API, changeOrigin: false }])),
  },
});
