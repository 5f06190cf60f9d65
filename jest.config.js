/** The processes of the tests are Node itself, with the sources as they stand (`#libs` leads to them) and TypeScript read as it is loaded. */
process.env.NODE_OPTIONS = `--conditions=source --import ${new URL('test/support/hand-over.mjs', import.meta.url)} --import @swc-node/register/esm-register`;
if (process.argv.some((said) => ['-i', '--runInBand', '--maxWorkers=1', '-w=1'].includes(said))) throw new Error('Tests run in processes of their own: --maxWorkers=2 is the least.');

/** One process for many files: the application is loaded once, not once a file. What follows from that is in test/support/runner.ts. */
export default {
  runner: 'jest-light-runner/child-process',
  // They wait for browsers, servers and each other more than they work.
  maxWorkers: 3,
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/test', '<rootDir>/apps'],
  testMatch: ['**/*.spec.ts', '**/*.test.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/runner.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  // Only the set-up and the tear-down, which Jest loads itself.
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }] },
};
