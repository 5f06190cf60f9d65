import type { Browser, Page } from 'playwright-core';
import { startSim, type TestSim } from '../support/sim.js';
import { launchBrowser, picture, reads, seriousFindings, stickingOut } from './browser.js';

/** Where the application would be, which nobody needs to run here: every address of it answers. */
export const APP = 'http://127.0.0.1:9';

/** The stand-in for Stripe, and a browser in front of it. */
export class StandIn {
  private constructor(
    readonly sim: TestSim,
    private readonly browser: Browser,
    /** The same pages for axe, which is a script. */
    private readonly reader: Page,
    private readonly size: { width: number; height: number },
  ) {}

  static async open(size: { width: number; height: number }): Promise<StandIn> {
    const browser = await launchBrowser();
    const reader = await (await browser.newContext({ viewport: size, locale: 'ja-JP' })).newPage();
    return new StandIn(await startSim(), browser, reader, size);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.sim.stop();
  }

  /** A page without scripts, as those of the stand-in promise to work. */
  async page(): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: this.size,
      locale: 'ja-JP',
      timezoneId: 'America/New_York',
      reducedMotion: 'reduce',
      javaScriptEnabled: false,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.route(`${APP}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>app</h1>' }));
    return page;
  }

  /** Expects that a page fits, reads well to everybody, and says what it is. A name makes a picture of it for the documentation. */
  async looksRight(page: Page, name?: string): Promise<void> {
    if (name !== undefined) await picture(page, `stripe-sim-${name}-ja`);
    await reads(page, 'シミュレーター：実際のお金は動きません');
    await this.reader.setContent(await page.content());
    expect(await stickingOut(this.reader)).toBe(false);
    // What axe finds does not change with the width of these pages: once is enough.
    if (this.size.width < 600) expect(await seriousFindings(this.reader)).toEqual([]);
  }
}
