import 'reflect-metadata';
import { DEMO_PASSWORD, DEMO_SIGN_INS, seed } from '#db/seeds/index';
import { SystemClock } from '#libs/kernel';
import { runCommand } from './command.js';
import { inWords } from './in-words.js';

// `npm run seed`: the demonstration cooperative into the empty database of DATABASE_URL; refused in production.
await runCommand(async (db) => {
  const { accounts, spaces, shifts, claims } = await inWords('en', () => seed(db, new SystemClock().now()));
  process.stdout.write(
    [
      `The demonstration cooperative is there: ${accounts} people, ${spaces} spaces, ${shifts} shifts, ${claims} claims.`,
      `Sign in with the password ${DEMO_PASSWORD} as`,
      ...DEMO_SIGN_INS.map(({ email }) => `  ${email}`),
      '',
    ].join('\n'),
  );
  return 0;
});
