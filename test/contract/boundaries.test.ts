import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What one file imports, and the rule that refuses it; without a rule it is allowed. */
const CASES: readonly [file: string, imported: string, rule?: string][] = [
  ['apps/api/down.ts', '#libs/shifts'],
  ['apps/worker/down.ts', '#libs/database'],
  ['apps/cli/seeds.ts', '#db/seeds/index'],
  ['db/seeds/down.ts', '#libs/shifts'],
  ['libs/shifts/down.ts', '#libs/mixers'],
  ['libs/shifts/far-down.ts', '#libs/kernel'],
  ['libs/database/migrations.ts', '#db/migrations/index'],
  ['apps/web/words.ts', '#libs/words'],

  ['libs/mixers/up.ts', '#libs/shifts', 'ladder-mixers'],
  ['libs/kernel/up.ts', '#libs/words', 'ladder-kernel'],
  ['libs/shifts/sideways.ts', '#libs/events', 'ladder-shifts'],
  ['libs/tiers/sideways.ts', '#libs/calendar', 'ladder-tiers'],
  ['libs/identity/up.ts', '#libs/spaces', 'ladder-identity'],
  ['apps/api/unknown.ts', '#libs/gossip', 'ladder-unknown'],
  ['libs/shifts/inside.ts', '../mixers/private.js', 'through-the-front-door-of-libraries'],
  ['apps/api/inside.ts', '../../libs/mixers/private.js', 'through-the-front-door'],
  ['libs/shifts/app.ts', '../../apps/api/down.js', 'libraries-know-no-app'],
  ['libs/shifts/seeds.ts', '#db/seeds/index', 'libraries-know-no-app'],
  ['apps/cli/migrations.ts', '#db/migrations/index', 'migrations-belong-to-the-database'],
  ['db/migrations/code.ts', '#libs/kernel', 'migrations-stand-still'],
  ['apps/worker/app.ts', '../api/down.js', 'apps-are-apart'],
  ['apps/web/server.ts', '#libs/shifts', 'web-on-its-own'],
  ['apps/web/kernel.ts', '#libs/kernel', 'web-on-its-own'],
  ['apps/mail-catcher/ours.ts', '#libs/kernel', 'stand-ins-on-their-own'],
  ['libs/dues/stripe.ts', 'stripe', 'stripe-in-payments'],
  ['libs/payments/stripe.ts', 'stripe'],
  ['libs/orders/one.ts', './two.js', 'no-circle'],
  ['libs/orders/typo.ts', '#libs/ledgre', 'resolvable'],
];

const LIBRARIES = [
  'kernel',
  'words',
  'database',
  'identity',
  'spaces',
  'tiers',
  'calendar',
  'mixers',
  'shifts',
  'events',
  'dues',
  'payments',
  'orders',
  'gossip',
];

interface Cruise {
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

describe('who may import whom', () => {
  let tree: string;
  let refused: string[];

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'mazeru-ladder-'));
    const write = (file: string, text: string): void => {
      mkdirSync(join(tree, dirname(file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    };
    const { type, imports }: { type: string; imports: unknown } = JSON.parse(readFileSync('package.json', 'utf8'));
    write('package.json', JSON.stringify({ type, imports, dependencies: { stripe: '1' } }));
    for (const name of LIBRARIES) write(`libs/${name}/index.ts`, 'export const it = 1;');
    for (const file of ['libs/mixers/private.ts', 'db/seeds/index.ts', 'db/migrations/index.ts']) write(file, 'export const it = 1;');
    write('libs/orders/two.ts', `import './one.js';`);
    write('node_modules/stripe/package.json', '{"name":"stripe","version":"1.0.0","main":"index.js"}');
    write('node_modules/stripe/index.js', '');
    for (const [file, imported] of CASES) write(file, `import '${imported}';`);

    const answer = spawnSync(
      process.execPath,
      [
        join(process.cwd(), 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        join(process.cwd(), '.dependency-cruiser.cjs'),
        '--output-type',
        'json',
        'apps',
        'libs',
        'db',
      ],
      { cwd: tree, encoding: 'utf8' },
    );
    const { summary }: Cruise = JSON.parse(answer.stdout);
    refused = summary.violations.map(({ from, rule }) => `${from} ${rule.name}`);
  });

  afterAll(() => {
    rmSync(tree, { recursive: true });
  });

  it.each(CASES.filter(([, , rule]) => rule !== undefined))('%s must not import %s (%s)', (file, _imported, rule) => {
    expect(refused).toContain(`${file} ${rule}`);
  });

  it.each(CASES.filter(([, , rule]) => rule === undefined))('%s may import %s', (file) => {
    expect(refused.filter((line) => line.startsWith(`${file} `))).toEqual([]);
  });
});

describe('the Nest command line', () => {
  it('knows every app and library', () => {
    const { projects }: { projects: Record<string, { root: string }> } = JSON.parse(readFileSync('nest-cli.json', 'utf8'));
    const folders = ['apps', 'libs'].flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`));
    const known = Object.values(projects).map(({ root }) => root);
    expect(known.toSorted()).toEqual(folders.filter((folder) => folder !== 'apps/web').toSorted());
  });
});
