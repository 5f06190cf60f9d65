import type { Browser, Page, Request, Route } from 'playwright-core';
import { SESSION_COOKIE } from '#libs/identity';
import type { Person } from '../support/app.js';
import type { Paying } from '../support/paying.js';
import { laidOut, launchBrowser, watch } from './browser.js';

/** Where the application believes to stand; the browser finds it there. */
export const ORIGIN = 'http://mazeru.test';

/** How long somebody waits for a screen before they call it broken. */
const PATIENCE_MS = 15_000;

/** A cooperative whose clock a test moves, what stands in for Stripe beside it, and a browser in front of both. */
export class Town<World extends Paying> {
  private readonly underWay = new WeakMap<Page, Set<Request>>();

  private constructor(
    readonly world: World,
    private readonly browser: Browser,
    private readonly port: string,
  ) {}

  static async open<World extends Paying>(starting: Promise<World>): Promise<Town<World>> {
    const world = await starting;
    const { port } = new URL(await world.app.nest.getUrl());
    return new Town(world, await launchBrowser([`--host-resolver-rules=MAP mazeru.test:80 127.0.0.1:${port}`]), port);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.world.stop();
  }

  /** Somebody sits down, or a guest (null). The browser stands in New York, so that Tokyo time is proved. */
  async seat(who: Person | null, size: { width: number; height: number }, language: 'ja' | 'en' = 'ja'): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: size,
      locale: language === 'ja' ? 'ja-JP' : 'en-GB',
      timezoneId: 'America/New_York',
      reducedMotion: 'reduce',
      hasTouch: size.width < 600,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    if (who) {
      await context.addCookies([{ name: SESSION_COOKIE, value: who.token, url: ORIGIN }]);
      if (language === 'en') await this.world.app.as(who).patch('/me').send({ locale: 'en' }).expect(204);
    }
    const page = await context.newPage();
    this.underWay.set(page, watch(page));
    return page;
  }

  /** Opens a screen at the time of the application's own clock, and waits until it stands. */
  async visit(page: Page, path: string): Promise<void> {
    await page.clock.setFixedTime(this.world.app.clock.now());
    const underWay = this.underWay.get(page) ?? watch(page);
    underWay.clear();
    await page.goto(ORIGIN + path);
    await laidOut({ page, underWay });
  }

  /** The answer to the next POST to this path gets lost on its way back: what was asked for has happened. */
  async loseAnswer(page: Page, path: string): Promise<void> {
    let lost = false;
    const lose = async (route: Route): Promise<void> => {
      if (lost || route.request().method() !== 'POST') return route.fallback();
      lost = true;
      await route.fetch({ url: route.request().url().replace(ORIGIN, `http://127.0.0.1:${this.port}`) });
      await route.abort();
    };
    await page.route(`**${path}`, lose);
  }
}

/** Types a card on the page of what stands in for Stripe. */
export async function typeCard(page: Page, number = '4242 4242 4242 4242'): Promise<void> {
  await page.locator('#cardNumber').fill(number);
  await page.locator('#cardExpiry').fill('12 / 34');
  await page.locator('#cardCvc').fill('123');
  const name = page.locator('#billingName');
  if (await name.count()) await name.fill('HANAKO SATO');
}
