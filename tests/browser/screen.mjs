// The operator's screen: Debian's Chromium on the station's page, with pictures, a look for accessibility, and a watch over
// what the page asks of the world outside.
import AxeBuilder from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.BLANGKO_CHROMIUM ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const SIZES = { laptop: { width: 1366, height: 768 }, tablet: { width: 800, height: 1280 } };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export class Screen {
  static async open(address, pictures, options = {}) {
    const screen = new Screen();
    screen.pictures = pictures;
    mkdirSync(pictures, { recursive: true });
    screen.browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
    const context = await screen.browser.newContext({
      locale: 'id-ID', timezoneId: 'Asia/Jakarta', viewport: SIZES.laptop, ...options,
    });
    screen.page = await context.newPage();
    screen.outside = [];
    screen.page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol !== 'data:' && hostname !== '127.0.0.1') screen.outside.push(request.url());
    });
    await screen.page.goto(address);
    return screen;
  }

  // The page as it is now at both sizes, and what is wrong with it for people who see or move otherwise.
  async picture(name) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await this.page.setViewportSize(viewport);
      await this.page.screenshot({ path: join(this.pictures, `${name}-${size}.png`), fullPage: true });
      const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) throw new Error(`${name} at ${size}: ${wide} pixels too wide`);
    }
    await this.page.setViewportSize(SIZES.laptop);
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(RULES).analyze();
    if (violations.length > 0) {
      const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
      throw new Error(`${name}: ${found.join('\n')}`);
    }
  }

  // What is to be done now, as its heading says it.
  now() { return this.page.locator('#now h1').innerText(); }

  async waitForNow(words, limit = 30_000) {
    await this.page.locator('#now h1', { hasText: words }).waitFor({ timeout: limit });
  }

  // Waits until the page says that it was written (or, with `refused`, that it was not); the sentence.
  async said(refused = false) {
    const notice = this.page.locator(refused ? '.notice.bad' : '.notice.good');
    await notice.waitFor();
    return notice.innerText();
  }

  button(name, inside = '#now') { return this.page.locator(inside).getByRole('button', { name, exact: true }); }
  field(label, inside = '#now') { return this.page.locator(inside).getByLabel(label); }

  async close() { await this.browser.close(); }
}
