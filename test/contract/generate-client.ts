import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { TestApp } from '../support/app.js';
import setUp from '../support/global-setup.js';
import tearDown from '../support/global-teardown.js';

/** `npm run openapi`: the document as the API serves it to docs/openapi.json, and the web's types made from it. */
process.env['NODE_ENV'] = 'test';
await setUp({ testPathPatterns: { patterns: [] } });
const app = await TestApp.start();
const document = await app.as(null).get('/openapi.json').expect(200);
writeFileSync('docs/openapi.json', `${JSON.stringify(document.body, null, 1)}\n`);
await app.stop();
await tearDown();
execFileSync('node_modules/.bin/openapi-typescript', ['docs/openapi.json', '-o', 'apps/web/lib/api.gen.ts'], { stdio: 'inherit' });
