import 'reflect-metadata';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isEmail } from 'class-validator';
import { appoint, describeCooperative, IdentityService, metricsKey, PASSWORD_MIN, type Cooperative } from '#libs/identity';
import { SystemClock } from '#libs/kernel';
import { FIELD_WORDS } from '#libs/words';
import { runCommand } from './command.js';
import { LaunchError } from './complain.js';

const ROLES = ['steward', 'treasurer', 'approver'] as const;

interface CreateOptions {
  email: string;
  name: string;
  role: (typeof ROLES)[number];
  passwordStdin?: true;
}

const program = new Command('admin').description('Sets up the people who run the cooperative.');

program
  .command('create')
  .description('Gives a role to an account and makes the account when there is none. Running it again changes nothing.')
  .requiredOption('--email <address>', 'the address they sign in with', emailArgument)
  .requiredOption('--name <name>', 'how they are called')
  .addOption(new Option('--role <role>', 'what they do').choices(ROLES).default('steward'))
  .option('--password-stdin', 'read the password from the standard input')
  .action((options: CreateOptions) => runCommand(async (db) => {
    const clock = new SystemClock();
    const password = await passwordFor(options);
    const done = await appoint(db, clock, { ...options, password });
    const say = (line: string): boolean => process.stdout.write(`${line}\n`);
    say(done.accountMade ? `Made an account for ${options.name} <${options.email}>.` : `${options.email} has an account already; its name and password stay as they are.`);
    say(done.roleGranted ? `It is ${options.role} now.` : `It was ${options.role} already.`);
    if (!done.hasPassword) {
      await new IdentityService(db, clock).requestPasswordReset(options.email);
      say(`A letter to ${options.email} with a link to choose a password is in the outbox; it leaves as soon as Mazeru runs.`);
    }
    return 0;
  }));

program
  .command('cooperative')
  .description('Says who the cooperative is; it stands on every notice of terms. What is left out stays as it is.')
  .option('--name <name>', 'its legal name')
  .option('--address <address>', 'its address')
  .option('--help-desk <where>', 'where people turn, outside the spaces')
  .option('--representative <name>', 'who answers for it in public')
  .option('--phone <number>', 'its telephone')
  .option('--email <address>', 'where the public writes to it', emailArgument)
  .option('--registration-number <number>', 'its number for qualified invoices, T and 13 digits', registrationArgument)
  .action((options: Partial<Cooperative>) => runCommand(async (db) => {
    const { name, address, helpDesk } = await describeCooperative(db, new SystemClock(), options);
    process.stdout.write(`${name}\n${address || '(no address yet)'}\n${helpDesk || '(no help desk yet)'}\n`);
    return 0;
  }));

program
  .command('migrate')
  .description('Brings the database to the newest shape and does nothing else; every other command does so first.')
  .action(() => runCommand(() => {
    process.stdout.write('The database has its newest shape.\n');
    return Promise.resolve(0);
  }));

program
  .command('metrics-key')
  .description('Prints the key that opens /metrics (Authorization: Bearer KEY).')
  .action(() => runCommand((_db, settings) => {
    process.stdout.write(`${metricsKey(settings.secretKeys[0])}\n`);
    return Promise.resolve(0);
  }));

await program.parseAsync();

function emailArgument(value: string): string {
  if (!isEmail(value)) throw new InvalidArgumentError(FIELD_WORDS.email.en);
  return value;
}

function registrationArgument(value: string): string {
  if (!/^T\d{13}$/.test(value)) throw new InvalidArgumentError(FIELD_WORDS.registrationNumber.en);
  return value;
}

/** From the pipe, from the keyboard unseen, or none: then a letter is sent. */
async function passwordFor({ passwordStdin, email }: CreateOptions): Promise<string | null> {
  const password = passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : process.stdin.isTTY ? await askUnseen(`Password for ${email} (empty: a letter with a link is sent): `) : '';
  if (password === '' && !passwordStdin) return null;
  if (password.length < PASSWORD_MIN) throw new LaunchError(FIELD_WORDS.passwordWeak.en);
  return password;
}

async function askUnseen(question: string): Promise<string> {
  process.stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: unseen, terminal: true });
  const answer = await reader.question('').finally(() => reader.close());
  process.stderr.write('\n');
  return answer;
}
