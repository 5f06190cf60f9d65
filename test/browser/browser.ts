import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import { createApi } from '../../apps/api/app.js';
import { DEMO_PASSWORD, seed } from '#db/seeds/index';
import { SystemClock } from '#libs/kernel';
import { testSettings } from '../support/app.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const WEB = join(process.cwd(), 'dist/apps/web');

/** Why the journeys cannot be walked here, or null. In CI a missing browser is a failure, never a skip. */
export function whyNoBrowser(): string | null {
  const why = !CHROMIUM ? 'No Chromium was found: the browser journeys are not run (apt-get install chromium fonts-noto-cjk).' : !existsSync(join(WEB, 'index.html')) ? 'The web app is not built: run npm run build first.' : null;
  if (why && process.env['CI']) throw new Error(why);
  return why;
}

/** A phone held upright, and a desk. */
export const SIZES = [
  { width: 360, height: 760 },
  { width: 1280, height: 900 },
] as const;

/** A page of one person, and what went wrong in it so far. */
export interface Seat {
  page: Page;
  context: BrowserContext;
  faults: string[];
}

interface Violation {
  id: string;
  impact?: string | null;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** The built web app on the seed cooperative, and a browser in front of it. */
export class House {
  private constructor(
    readonly url: string,
    readonly db: DataSource,
    private readonly api: NestFastifyApplication,
    private readonly browser: Browser,
    private readonly databaseUrl: string,
  ) {}

  static async open(): Promise<House> {
    const databaseUrl = await createTestDatabase();
    const api = await createApi({ ...testSettings(databaseUrl), publicUrl: 'http://127.0.0.1' }, new SystemClock(), WEB);
    await api.listen(0, '127.0.0.1');
    const db = api.get(DataSource);
    await seed(db, new Date());
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    return new House((await api.getUrl()).replace('[::1]', '127.0.0.1'), db, api, browser, databaseUrl);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.api.close();
    await dropTestDatabase(this.databaseUrl);
  }

  /** Sit down as somebody of the seed (`junior`), or as a guest (null). The browser stands in New York, so that Tokyo time is proved. */
  async seat(who: string | null, size: { width: number; height: number }, language: 'ja' | 'en' = 'ja', colorScheme: 'light' | 'dark' = 'light'): Promise<Seat> {
    const context = await this.browser.newContext({
      viewport: size,
      locale: language === 'ja' ? 'ja-JP' : 'en-GB',
      timezoneId: 'America/New_York',
      colorScheme,
      reducedMotion: 'reduce',
      hasTouch: size.width < 600,
    });
    if (who) {
      const headers = { origin: this.url };
      const signedIn = await context.request.post(`${this.url}/api/v1/sessions`, { data: { email: `${who}@mazeru.example`, password: DEMO_PASSWORD }, headers });
      if (signedIn.status() !== 201) throw new Error(`${who} could not sign in: ${signedIn.status()}`);
      await context.request.patch(`${this.url}/api/v1/me`, { data: { locale: language }, headers });
    }
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
    });
    return { page, context, faults };
  }

  /** Open a screen and wait until it stands: no skeleton, no request under way. */
  async visit({ page }: Seat, path: string): Promise<void> {
    await page.goto(this.url + path);
    await this.settled(page);
  }

  async settled(page: Page): Promise<void> {
    await page.waitForLoadState('networkidle');
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 10_000 }).catch(() => undefined);
    await page.locator('h1').first().waitFor({ timeout: 10_000 });
  }
}

/** Read, not imported: the library wants a window to load into. */
const AXE = readFileSync(join(process.cwd(), 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical on the page, in words that lead to it. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return found.violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => JSON.stringify(target)).join(' ')}`);
}

/** Does anything stick out to the right, so that a thumb would have to push the page sideways? */
export const stickingOut = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);

const SHOTS = join(process.cwd(), 'docs/screenshots');

/** A picture for the documentation, when pictures are asked for (`SCREENSHOTS=1 npx jest test/browser`). */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env['SCREENSHOTS']) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
