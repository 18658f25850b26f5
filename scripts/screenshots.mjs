// Takes the README's pictures of dist/ with the sample, into docs/screenshots/: the same picture every time, but for the
// seconds that something took. `node scripts/screenshots.mjs [dist]`, or `make screenshots`.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { App } from "../tests/e2e/pages/app.js";
import { serve } from "./serve.mjs";

const root = process.argv[2] ?? "dist";
const folder = "docs/screenshots";
const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A page with the sample open, on the plan. */
async function openSample(browser, url, viewport, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce", deviceScaleFactor: viewport === phone ? 2 : 1 });
  const app = new App(await context.newPage(), url);
  await app.open();
  return app;
}

async function shoot(app, name) {
  await app.page.evaluate(() => document.fonts.ready);
  // Two frames: a chart draws in the one after its data are there.
  await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300)))));
  await app.page.mouse.move(0, 0);
  await app.page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  console.log(`${folder}/${name}.png`);
}

async function takeWide(browser, url) {
  const app = await openSample(browser, url, wide, "light");
  await shoot(app, "first");
  await app.data.trySample.click();
  await app.plan.table.waitFor();
  await shoot(app, "plan");
  await app.goTo("Data");
  await shoot(app, "data");
  await app.goTo("Model");
  await app.model.expectTrained();
  await shoot(app, "model");
  await app.goTo("Segments");
  await app.headline.filter({ hasText: "groups" }).waitFor();
  await shoot(app, "segments");
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  await shoot(app, "borrowers");
  await app.borrowers.rows.nth(2).click();
  await app.borrower.values.waitFor();
  await shoot(app, "borrower");
  await app.page.getByRole("link", { name: "Write a message" }).click();
  await app.headline.filter({ hasText: "can be copied" }).waitFor();
  await shoot(app, "messages");
  await app.page.context().close();
}

async function takePlan(browser, url, name, viewport, colorScheme) {
  const app = await openSample(browser, url, viewport, colorScheme);
  await app.data.trySample.click();
  await app.plan.table.waitFor();
  await shoot(app, name);
  await app.page.context().close();
}

if (!existsSync(join(root, "index.html"))) {
  console.error(`${root}/index.html is missing: run "make build" first`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const site = await serve({ root });
const browser = await chromium.launch({ executablePath: candidates.find((path) => path && existsSync(path)), args: ["--no-sandbox", "--disable-gpu"] });
try {
  await takeWide(browser, site.url);
  await takePlan(browser, site.url, "plan-dark", wide, "dark");
  await takePlan(browser, site.url, "plan-phone", phone, "light");
} finally {
  await browser.close();
  await site.close();
}
