import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

/** The page's path in the worker's keeping; the server answers the page there, as on every screen. */
const SHELL = '/door-shell';
const PAGE = 'features/door/DoorPage.tsx';

/** The reader of codes, in WebAssembly, as the package of the scanner brings it along. */
const ofScanner = createRequire(createRequire(import.meta.url).resolve('barcode-detector/ponyfill'));
const wasm = (): Buffer => readFileSync(ofScanner.resolve('zxing-wasm/reader/zxing_reader.wasm'));
const WASM_PATH = /^\/assets\/zxing-reader-[\d.]+\.wasm$/;

/** What the application and its door's page are made of: the chunks that they import, their styles. */
function partsOf(bundle: Rolldown.OutputBundle): string[] {
  const parts = new Set<string>();
  const take = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || parts.has(name)) return;
    parts.add(name);
    for (const css of chunk.viteMetadata?.importedCss ?? []) parts.add(css);
    chunk.imports.forEach(take);
  };
  for (const [name, chunk] of Object.entries(bundle)) {
    if (chunk.type === 'chunk' && (chunk.isEntry || chunk.facadeModuleId?.endsWith(PAGE))) take(name);
  }
  return [...parts];
}

/**
 * Writes `/door-worker.js` beside the built app: the service worker that keeps the door's page, with the list of its files; and puts the reader of
 * codes under our own address, named after its version.
 */
export function doorWorker(): Plugin {
  let version = '';
  return {
    name: 'door-worker',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (!WASM_PATH.test(request.url ?? '')) return next();
        response.setHeader('content-type', 'application/wasm').end(wasm());
      });
    },
    async buildStart() {
      version = (await import('barcode-detector/ponyfill')).ZXING_WASM_VERSION;
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: `assets/zxing-reader-${version}.wasm`, source: wasm() });
    },
    writeBundle: {
      sequential: true,
      async handler({ dir = '' }, bundle) {
        const page = readFileSync(join(dir, 'index.html'));
        // Names carry the hash of what is in them; only the page needs to be told apart.
        const files = [
          { url: SHELL, revision: createHash('sha256').update(page).digest('hex').slice(0, 16) },
          ...[...partsOf(bundle), `assets/zxing-reader-${version}.wasm`].map((name) => ({ url: `/${name}`, revision: null })),
        ];
        await build({
          configFile: false,
          root: import.meta.dirname,
          logLevel: 'warn',
          define: { DOOR_FILES: JSON.stringify(files), DOOR_SHELL: JSON.stringify(SHELL), 'process.env.NODE_ENV': '"production"' },
          build: {
            outDir: dir,
            emptyOutDir: false,
            target: 'es2022',
            rolldownOptions: { input: join(import.meta.dirname, 'door-worker.ts'), output: { entryFileNames: 'door-worker.js', format: 'iife' } },
          },
        });
      },
    },
  };
}
