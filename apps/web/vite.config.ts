import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { doorWorker } from './features/door/worker/build-door-worker.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), doorWorker()],
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
      checks: { importIsUndefined: false },
    },
    // A font subset inlined into the style sheet would be downloaded by everybody, needed or not.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.API_URL ?? 'http://localhost:3000', changeOrigin: false } },
  },
});
