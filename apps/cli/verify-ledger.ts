import 'reflect-metadata';
import { Command, InvalidArgumentError } from 'commander';
import type { DataSource } from 'typeorm';
import { isInChain, rebuildMonths, verifyLedger, type BrokenLine, type Verified } from '#libs/ledger';
import { runCommand } from './command.js';

interface Options {
  head?: string;
  rebuildMonths?: true;
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const program = new Command('verify-ledger')
  .description('Proves every transfer of the books against the chain of seals and names the first line that is broken. Exit code 1 when one is.')
  .option('--head <hash>', 'a head noted before: it must still be in the chain', hashArgument)
  .option('--rebuild-months', 'put the totals by month together anew from the sealed transfers')
  .action((options: Options) => runCommand((db) => verify(db, options)));

await program.parseAsync();

async function verify(db: DataSource, options: Options): Promise<number> {
  const found = await db.transaction('REPEATABLE READ', (tx) => verifyLedger(tx));
  tell(found);
  const headKept = options.head === undefined || (await isInChain(db, options.head));
  if (!headKept) say('The head that was noted is not in the chain: the books end before it, or are others.');
  if (options.rebuildMonths) say(`The totals by month are put together anew: ${await db.transaction((tx) => rebuildMonths(tx))} of them.`);
  return found.broken === null && headKept ? 0 : 1;
}

function tell({ seals, lines, waiting, head, broken }: Verified): void {
  say(`Seals that hold: ${seals}, over ${lines} transfers. Transfers that wait for the next seal: ${waiting}.`);
  if (broken) return void say(brokenInWords(broken));
  if (head) say(`Head of the chain: ${head}\nNote it where nobody who can reach the database can: with --head it proves later that nothing was cut off.`);
}

function brokenInWords({ what, seal, transferId, now }: BrokenLine): string {
  if (what === 'seal') return `Seal ${seal} is broken: it was altered, or one before it was taken out.`;
  if (what === 'missing') return `Transfer ${transferId} is missing: seal ${seal} covers it.`;
  if (what === 'altered') return `Transfer ${transferId} was altered after seal ${seal}. It says now:\n${now}`;
  return `Transfer ${transferId ?? '(unknown)'} came into the books past the seals. It says:\n${now}`;
}

function hashArgument(value: string): string {
  if (!/^[0-9a-f]{64}$/.test(value)) throw new InvalidArgumentError('A head is 64 hexadecimal digits.');
  return value;
}
