import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { chromium, type Browser, type BrowserContext, type Locator, type Page, type Request } from 'playwright-core';
import { DataSource } from 'typeorm';
import { createApi } from '../../apps/api/app.js';
import { DEMO_PASSWORD, seed } from '#db/seeds/index';
import { addDays, atTokyo, SystemClock, tokyoDay } from '#libs/kernel';
import { testSettings } from '../support/app.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
export const WEB = join(process.cwd(), 'dist/apps/web');

/** Why the journeys cannot be walked here, or null. In CI a missing browser is a failure, never a skip. */
export function whyNoBrowser(): string | null {
  const why = !CHROMIUM ? 'No Chromium was found: the browser journeys are not run (apt-get install chromium fonts-noto-cjk).' : !existsSync(join(WEB, 'index.html')) ? 'The web app is not built: run npm run build first.' : null;
  if (why && process.env['CI']) throw new Error(why);
  return why;
}

/** The browser of every journey, which may be told more (`args`); in CI a missing one is a failure. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...args],
  });
}

/** Whether pages that need no built web app can be walked here. */
export const hasBrowser = (): boolean => CHROMIUM !== undefined || Boolean(process.env['CI']);

/** A phone held upright, and a desk. */
export const SIZES = [
  { width: 360, height: 760 },
  { width: 1280, height: 900 },
] as const;

/** How long somebody waits for a screen before they call it broken. */
const PATIENCE_MS = 15_000;

/** A page of one person, and what went wrong in it so far. */
export interface Seat {
  page: Page;
  context: BrowserContext;
  faults: string[];
  /** What the page has asked for and not been told yet. */
  underWay: Set<Request>;
}

/** A shift that a journey needs: so many days from today, Tokyo times. */
export interface ShiftWish {
  days: number;
  from?: string;
  to?: string;
  rewardYen?: number;
  status?: 'draft' | 'published';
}

interface Violation {
  id: string;
  impact?: string | null;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** Two frames: what was decided before them has been drawn, and what it asks for has been asked. */
const drawn = (page: Page): Promise<void> => page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** Waits until a screen that was opened, or was given another size, stands: drawn, no skeleton, and nothing that it asked for outstanding. */
export async function laidOut({ page, underWay }: Pick<Seat, 'page' | 'underWay'>): Promise<void> {
  const lost = Date.now() + PATIENCE_MS;
  for (let silent = false; !silent || underWay.size > 0; ) {
    if (Date.now() > lost) throw new Error(`${page.url()} still waits for ${[...underWay].map((request) => request.url()).join(' ')}`);
    await page.locator('h1').first().waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 10_000 }).catch(() => undefined);
    silent = underWay.size === 0;
    await drawn(page);
  }
}

/** What a page asks for from now on and has not been told yet. */
export function watch(page: Page): Set<Request> {
  const underWay = new Set<Request>();
  page.on('request', (request) => underWay.add(request));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  return underWay;
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

  /** `args`: what the browser is told besides. */
  static async open(args: readonly string[] = []): Promise<House> {
    const databaseUrl = await createTestDatabase();
    const api = await createApi({ ...testSettings(databaseUrl), publicUrl: 'http://127.0.0.1' }, new SystemClock(), WEB);
    await api.listen(0, '127.0.0.1');
    const db = api.get(DataSource);
    await seed(db, new Date());
    const browser = await launchBrowser(args);
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
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const faults: string[] = [];
    const underWay = watch(page);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
    });
    return { page, context, faults, underWay };
  }

  /** What this person does without the screens, where those are not the point. */
  async call<T>({ context }: Seat, method: 'get' | 'post', path: string, data?: object): Promise<T> {
    const answer = await context.request.fetch(`${this.url}/api/v1${path}`, { method, ...(data ? { data } : {}), headers: { origin: this.url } });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    // What the route answers with is known to the caller.
    return (await answer.json()) as T;
  }

  /** A shift in a space of this owner; in the early morning, when nobody of the seed is anywhere, unless told otherwise. */
  async shift(owner: Seat, slug: string, { days, from = '06:00', to = '08:00', rewardYen = 4_400, status = 'published' }: ShiftWish): Promise<{ id: string; spaceId: string }> {
    const { id: spaceId } = await this.call<{ id: string }>(owner, 'get', `/spaces/${slug}`);
    const on = addDays(tokyoDay(new Date()), days);
    const { id } = await this.call<{ id: string }>(owner, 'post', `/spaces/${spaceId}/shifts`, {
      kind: 'reception',
      startsAt: atTokyo(on, from),
      endsAt: atTokyo(on, to),
      places: 1,
      rewardYen,
      claimMode: 'instant',
      content: '朝の受付をお願いします。',
      outsideHours: true,
    });
    if (status === 'published') await this.call(owner, 'post', `/shifts/${id}/publication`);
    return { id, spaceId };
  }

  /** Open a screen and wait until it stands. */
  async visit(seat: Seat, path: string): Promise<void> {
    seat.underWay.clear();
    await seat.page.goto(this.url + path);
    await laidOut(seat);
  }
}

/** Waits until this can be read. */
export const reads = (place: Page | Locator, text: string | RegExp): Promise<void> => place.getByText(text).filter({ visible: true }).first().waitFor();

/** Tab by Tab to where something stands: who has no mouse gets there too. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 200; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${String(target)}`);
}

/** Read, not imported: the library wants a window to load into. */
const AXE = readFileSync(join(process.cwd(), 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What axe looks for: all of WCAG 2.2 AA, or what the colours alone decide. */
const RULES = {
  all: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  colours: { type: 'rule', values: ['color-contrast'] },
} as const;

/** What axe finds serious or critical on the page or in a part of it, in words that lead to it. */
export async function seriousFindings(page: Page, within = 'html', rules: keyof typeof RULES = 'all'): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async ({ part, runOnly }) => {
    const found = await (globalThis as unknown as { axe: { run: (part: string, options: object) => Promise<{ violations: Violation[] }> } }).axe.run(part, {
      runOnly,
      // What is right is not written up, and no style sheet is fetched a second time for it: a page takes half as long.
      resultTypes: ['violations'],
      preload: false,
    });
    return found.violations;
  }, { part: within, runOnly: RULES[rules] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => JSON.stringify(target)).join(' ')}`);
}

/** Does anything stick out to the right, so that a thumb would have to push the page sideways? */
export const stickingOut = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);

/** Expects that a screen, or a part of it, fits and reads well to everybody. What axe finds it finds on the phone. */
export async function looksRight(page: Page, within?: string): Promise<void> {
  if (page.viewportSize()?.width === SIZES[0].width) expect(await seriousFindings(page, within)).toEqual([]);
  expect(await stickingOut(page)).toBe(false);
}

const SHOTS = join(process.cwd(), 'docs/screenshots');

/** A picture for the documentation, when pictures are asked for (`SCREENSHOTS=1 npx jest test/browser`); of these widths only. */
export async function picture(page: Page, name: string, widths: readonly number[] = SIZES.map(({ width }) => width)): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  if (!process.env['SCREENSHOTS'] || !widths.includes(width)) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}-${width}.png`) });
}
