import { DEMO_PASSWORD } from '#db/seeds/index';
import type { Settings } from '#libs/database';
import type { DemoSignIns } from './prepare-database.js';

/** The one thing `npm start` prints when all is up: where to go, and as whom. */
export function announcement(
  settings: Settings,
  pages: { mail?: string | undefined; stripe?: string | undefined },
  demo: DemoSignIns | undefined,
): string {
  const lines = ['Mazeru is running.', '', `  Open   ${settings.publicUrl}`];
  if (pages.mail !== undefined) lines.push(`  Mail   ${pages.mail}   (no mail leaves this machine)`);
  if (pages.stripe !== undefined) lines.push(`  Stripe ${pages.stripe}   (a simulator: no money moves)`);
  lines.push(`  Data   ${settings.database === undefined ? settings.dataDir : 'in the database of DATABASE_URL'}`);
  if (demo !== undefined) {
    lines.push(
      '',
      `  Demo sign-ins, all with the password ${DEMO_PASSWORD}`,
      ...demo.map(({ email, role }) => `    ${email.padEnd(30)}${role}`),
    );
  }
  return ['', ...lines, '', '  Ctrl-C ends it.', '', ''].join('\n');
}
