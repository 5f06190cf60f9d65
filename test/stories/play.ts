import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { LOCALES, say, type Locale, type Sentence } from '#libs/words';
import { TestApp } from '../support/app.js';
import { startDues } from '../support/dues.js';
import setUp from '../support/global-setup.js';
import tearDown from '../support/global-teardown.js';
import { startSelling } from '../support/orders.js';
import { DUES_YEAR, playDuesYear } from './dues-year.js';
import { JELLY, playJelly } from './jelly.js';
import { Teller } from './teller.js';
import { playWeek, WEEK } from './week.js';

/** `npm run story -- NAME [--lang ja|en]`: plays a story on a fresh database and prints it; exit 1 when it does not come out. */
const STORIES: Record<string, { title: Sentence; play: (lang: Locale) => Promise<unknown> }> = {
  week: { title: WEEK, play: onApp },
  'dues-year': { title: DUES_YEAR, play: onDues },
  jelly: { title: JELLY, play: onSales },
};

const tellerOf = (lang: Locale, { clock }: TestApp): Teller => new Teller(lang, clock, (line) => console.log(line));

async function onApp(lang: Locale): Promise<void> {
  const app = await TestApp.start();
  await playWeek(app, tellerOf(lang, app)).finally(() => app.stop());
}

async function onDues(lang: Locale): Promise<void> {
  // Cards are declined in it on purpose, and the log would say so between the lines.
  Logger.overrideLogger(['fatal', 'error']);
  const dues = await startDues({ quick: true });
  await playDuesYear(dues, tellerOf(lang, dues.app)).finally(() => dues.stop());
}

async function onSales(lang: Locale): Promise<void> {
  Logger.overrideLogger(['fatal', 'error']);
  const selling = await startSelling({ quick: true });
  await playJelly(selling, tellerOf(lang, selling.app)).finally(() => selling.stop());
}

async function main(): Promise<number> {
  const asked = read();
  if (typeof asked === 'string') {
    console.error(asked);
    return 2;
  }
  const { name, lang } = asked;
  if (name === undefined) {
    for (const [story, { title }] of Object.entries(STORIES)) console.log(`${story.padEnd(14)} ${say(title, lang)}`);
    return 0;
  }
  const story = STORIES[name];
  if (!story) {
    console.error(`No story is called ${name}. There are: ${Object.keys(STORIES).join(', ')}.`);
    return 2;
  }
  return playOn(story.play, lang);
}

async function playOn(play: (lang: Locale) => Promise<unknown>, lang: Locale): Promise<number> {
  process.env['NODE_ENV'] = 'test';
  await setUp({ testPathPatterns: { patterns: [] } });
  try {
    await play(lang);
    return 0;
  } catch (error) {
    console.error(`\nIt did not come out: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  } finally {
    await tearDown();
  }
}

/** What the command line asks for, or what is wrong with it. */
function read(): { name: string | undefined; lang: Locale } | string {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { lang: { type: 'string', default: 'ja' } } });
    const lang = LOCALES.find((locale) => locale === values.lang);
    if (!lang) return `--lang is ${LOCALES.join(' or ')}, not ${values.lang}.`;
    if (positionals.length > 1) return `One story at a time, please: ${positionals.join(', ')}.`;
    return { name: positionals[0], lang };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

process.exit(await main());
