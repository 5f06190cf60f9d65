import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Refusal, SystemClock } from '#libs/kernel';
import { importRoster, type RosterInput } from '#libs/shifts';
import { LOCALES, ROSTER_REPORT, say, type Locale } from '#libs/words';
import { runCommand } from './command.js';
import { LaunchError } from './complain.js';
import { rosterReport } from './roster-report.js';

interface ShiftsOptions {
  space: string;
  skipBad?: true;
  dryRun?: true;
  outsideHours?: true;
  reward?: number;
  places?: number;
  minTier?: RosterInput['template']['minTier'];
  mode?: RosterInput['template']['claimMode'];
  kind?: RosterInput['template']['kind'];
  content?: string;
  lang: Locale;
}

const program = new Command('import').description('Takes in what owners keep in spreadsheets.');

program
  .command('shifts')
  .description('Makes drafts of shifts from a roster (CSV or TSV; UTF-8 or Shift_JIS). Imports nothing while a line is bad, and nothing twice.')
  .argument('<file>', 'the roster')
  .requiredOption('--space <slug|id>', 'the space whose roster it is')
  .option('--skip-bad', 'import the good lines although others are bad')
  .option('--dry-run', 'read and report, write nothing')
  .option('--outside-hours', 'allow lines outside the opening hours')
  .option('--reward <yen>', 'yen for the whole shift, where a line names none', wholeArgument(0, 1_000_000))
  .option('--places <number>', 'places, where a line names none', wholeArgument(1, 50))
  .option('--content <text>', 'what is to be done, where a line does not say', contentArgument)
  .addOption(new Option('--kind <kind>', 'where a line names none').choices(['reception', 'floor', 'dayManager']))
  .addOption(new Option('--min-tier <tier>', 'the least tier').choices(['junior', 'senior']))
  .addOption(new Option('--mode <mode>', 'how mixers get the shift').choices(['instant', 'approval']))
  .addOption(new Option('--lang <language>', 'language of the report').choices(LOCALES).default('ja'))
  .action((file: string, options: ShiftsOptions) => runCommand((db) => importShifts(db, file, options)));

await program.parseAsync();

async function importShifts(db: Parameters<typeof importRoster>[0], file: string, options: ShiftsOptions): Promise<number> {
  const { lang } = options;
  const begun = performance.now();
  const bytes = await readFile(file).catch(() => {
    throw new LaunchError(say(ROSTER_REPORT.noFile, lang, { file }));
  });
  const outcome = await importRoster(db, new SystemClock(), {
    bytes,
    space: options.space,
    template: {
      kind: options.kind,
      places: options.places,
      rewardYen: options.reward,
      minTier: options.minTier,
      claimMode: options.mode,
      content: options.content,
    },
    skipBad: options.skipBad ?? false,
    outsideHours: options.outsideHours ?? false,
    dryRun: options.dryRun ?? false,
    by: 'command',
    onProgress: (done, total) => {
      showProgress(say(ROSTER_REPORT.progress, lang, { done, total }), done === total);
    },
  }).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'missing') throw new LaunchError(say(ROSTER_REPORT.noSpace, lang, { space: options.space }));
    throw error;
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(2);
  process.stdout.write([...rosterReport(outcome, basename(file), { lang, dryRun: options.dryRun ?? false }), say(ROSTER_REPORT.took, lang, { seconds }), ''].join('\n'));
  return outcome.problems.length > 0 ? 1 : 0;
}

/** One line that is written over where somebody watches, one line after another where a file does. */
function showProgress(line: string, last: boolean): void {
  process.stderr.write(process.stderr.isTTY ? `\r${line}${last ? '\n' : ''}` : `${line}\n`);
}

function wholeArgument(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text.normalize('NFKC').replaceAll(',', ''));
    if (!Number.isInteger(value) || value < least || value > most) throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
    return value;
  };
}

function contentArgument(text: string): string {
  if (text.trim() === '' || text.length > 4_000) throw new InvalidArgumentError('Write 1 to 4000 characters.');
  return text;
}
