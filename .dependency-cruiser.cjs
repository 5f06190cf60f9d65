/**
 * Who may import whom: a ladder, from the top floor to the ground. An import goes down only, never up or sideways, and reaches
 * another library through its index.ts. A new library first gets its place here.
 */
const FLOORS = [
  ['payouts'],
  ['shifts', 'events', 'flyers', 'dues'],
  ['orders'],
  ['mixers', 'revenue'],
  ['spaces'],
  ['tiers', 'calendar', 'documents', 'legal', 'payments', 'ledger'],
  ['identity'],
  ['notices', 'audit'],
  ['database', 'door'],
  ['kernel', 'words'],
];
/** Processes that share our code; the others in apps/ share none of it. */
const APPS = ['api', 'worker', 'cli'];

const anyOf = (names) => `(?:${names.join('|')})`;
const ours = '^(?:apps|libs|db|test)/';

const floorRules = FLOORS.flatMap((names, floor) =>
  names.map((name) => {
    const below = FLOORS.slice(floor + 1).flat();
    return {
      name: `ladder-${name}`,
      comment:
        below.length > 0
          ? `libs/${name} may import from ${below.join(', ')}.`
          : `libs/${name} stands on the ground and imports nothing of ours.`,
      severity: 'error',
      from: { path: `^libs/${name}/` },
      to: { path: '^libs/', pathNot: `^libs/${anyOf([name, ...below])}/` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: 'ladder-unknown',
      comment: 'This library has no floor yet: give it one in .dependency-cruiser.cjs.',
      severity: 'error',
      from: {},
      to: { path: '^libs/', pathNot: `^libs/${anyOf(FLOORS.flat())}/` },
    },
    {
      name: 'through-the-front-door',
      comment: 'Another library is reached through its index.ts.',
      severity: 'error',
      from: { path: '^(apps|db)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/index\\.ts$' },
    },
    {
      name: 'through-the-front-door-of-libraries',
      comment: 'Another library is reached through its index.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/index\\.ts$'] },
    },
    {
      name: 'libraries-know-no-app',
      comment: 'Libraries know neither apps nor tests nor seeds; the data source alone knows the migrations.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test|db)/', pathNot: '^db/migrations/index\\.ts$' },
    },
    {
      name: 'migrations-belong-to-the-database',
      comment: 'Only libs/database runs migrations.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/database/' },
      to: { path: '^db/migrations/' },
    },
    {
      name: 'migrations-stand-still',
      comment: 'A migration is history: it must not change when the code does.',
      severity: 'error',
      from: { path: '^db/migrations/' },
      to: { path: ours, pathNot: '^db/migrations/' },
    },
    {
      name: 'apps-are-apart',
      comment: 'An app imports no other app; what two of them need is a library.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^(apps|test)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-on-its-own',
      comment: 'The web app imports its own files and libs/words; the server reaches it as HTTP.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: ours, pathNot: ['^apps/web/', '^libs/words/index\\.ts$'] },
    },
    {
      name: 'stand-ins-on-their-own',
      comment: 'What stands in for somebody else (mail server, Stripe) shares no code with the rest.',
      severity: 'error',
      from: { path: '^apps/', pathNot: `^apps/${anyOf([...APPS, 'web'])}/` },
      to: { path: '^(libs|db|test)/' },
    },
    {
      name: 'stripe-in-payments',
      comment: 'libs/payments alone speaks to Stripe; its stand-in signs with the same package.',
      severity: 'error',
      from: { path: '^(apps|libs|db)/', pathNot: '^(libs/payments|apps/stripe-sim)/' },
      to: { path: 'node_modules/(@types/)?stripe/' },
    },
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'resolvable', comment: 'Nothing is found under this name.', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '[.](css|svg|woff2)$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.json` },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
