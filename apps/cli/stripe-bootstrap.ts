import 'reflect-metadata';
import { Command } from 'commander';
import { Logger } from '@nestjs/common';
import { pricesAtStripe } from '#libs/dues';
import { setUpStripe, type SetUp } from '#libs/payments';
import { SystemClock } from '#libs/kernel';
import { runCommand } from './command.js';
import { LaunchError } from './complain.js';
import { inWords } from './in-words.js';

await new Command('stripe-bootstrap')
  .description('Makes at Stripe what Mazeru needs: prices, the portal, webhook endpoints. Running it again changes nothing.')
  .option('--new-secrets', 'makes new webhook endpoints with new secrets and takes the old ones away')
  .action(({ newSecrets = false }: { newSecrets?: boolean }) =>
    runCommand(async (db, { stripe, publicUrl }) => {
      if (stripe === undefined) throw new LaunchError('STRIPE_SECRET_KEY is missing.', 'Write a key of your Stripe account; the simulator of "npm start" sets itself up.');
      Logger.overrideLogger(['error']);
      const clock = new SystemClock();
      const prices = await pricesAtStripe(db, clock.now());
      const made = await inWords('en', () => setUpStripe(db, { stripe, publicUrl }, clock, { prices, publicUrl, newSecrets }));
      process.stdout.write(report(made));
      return 0;
    }),
  )
  .parseAsync();

function report({ prices, portal, endpoints }: SetUp): string {
  const secrets = endpoints.flatMap(({ secret }) => secret ?? []);
  return [
    ...prices.map(({ lookupKey, amountYen, id }) => `${lookupKey.padEnd(24)}${String(amountYen).padStart(7)} yen   ${id}`),
    `portal                  ${portal}`,
    ...endpoints.map(({ name, id, url }) => `letters (${name})`.padEnd(24) + `${id}   ${url}`),
    '',
    ...(secrets.length > 0
      ? ['Put these first in STRIPE_WEBHOOK_SECRETS, with the old ones behind them for three days. Stripe tells them only now:', `STRIPE_WEBHOOK_SECRETS=${secrets.join(',')}`]
      : ['The secrets of the endpoints stay as they are. Lost them? Run it again with --new-secrets.']),
    '',
  ].join('\n');
}
