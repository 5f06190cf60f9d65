import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { TestApp } from '../support/app.js';

describe('the OpenAPI document', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const served = async () => (await app.as(null).get('/openapi.json').expect(200)).body;

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(await served());
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('describes every answer of every route that answers with a body', async () => {
    const { paths } = await served();
    const mute = Object.entries<Record<string, { responses: Record<string, { content?: unknown }> }>>(paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).flatMap(([verb, { responses }]) =>
        Object.entries(responses).flatMap(([status, { content }]) => (['200'].includes(status) && verb === 'get' && !content ? [`${verb} ${path}`] : [])),
      ),
    );
    expect(mute).toEqual([]);
  });

  it('is the one that the web’s client was made from (else run npm run openapi)', async () => {
    expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(await served());
    const made = join(mkdtempSync(join(tmpdir(), 'mazeru-client-')), 'api.gen.ts');
    execFileSync('node_modules/.bin/openapi-typescript', ['docs/openapi.json', '-o', made], { stdio: 'ignore' });
    expect(readFileSync('apps/web/lib/api.gen.ts', 'utf8')).toBe(readFileSync(made, 'utf8'));
  });
});
