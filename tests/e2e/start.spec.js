// The page starts, from any path, and says so in words when it cannot.
import { pathToFileURL } from "node:url";
import { dist, expect, test } from "./fixtures.js";
import { expectAccessible } from "./accessibility.js";

/** The page has taken the boot text's place and has started its engine. */
async function expectStarted(page) {
  await expect(page.locator("#boot")).toHaveCount(0);
  await expect(page.getByRole("main")).toBeVisible();
  await expect.poll(() => page.workers().map((worker) => new URL(worker.url()).protocol)).toContain("blob:");
}

test("the boot text gives way to the page, and the engine starts", async ({ page, site }) => {
  await page.goto(site.url);
  await expectStarted(page);
});

test("the page works from a sub-path", async ({ page, subPathSite }) => {
  await page.goto(subPathSite.url);
  await expectStarted(page);
});

test("a readable first paint comes before the program and the charts", async ({ page, site, watch }) => {
  await page.route(/_bg\.wasm$|echarts-/, () => {}); // never answered
  await page.goto(site.url, { waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Give it a loan file");
  await expect(page.locator("#boot-status")).toHaveText("Loading…");
  await expect.poll(() => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length)).toBe(1);
  await expectAccessible(page);
  await expect(page.locator("#boot-status")).toContainText("Still loading", { timeout: 5_000 });
  expect(watch.messages).toEqual([]);
});

test("a program that does not arrive is a sentence, not a white page", async ({ page, site, watch }) => {
  watch.expect(/404|HTTP status code is not ok/);
  await page.route(/smart-loan-recovery-.*\.wasm$/, (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(site.url);
  await expect(page.getByRole("alert")).toContainText("This page could not start", { timeout: 5_000 });
});

test("a script that does not arrive is a sentence too", async ({ page, site, watch }) => {
  watch.expect(/404/);
  await page.route(/smart-loan-recovery-[^/]*\.js$/, (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(site.url);
  await expect(page.getByRole("alert")).toContainText("This page could not start", { timeout: 5_000 });
});

test("a browser without WebAssembly is told so", async ({ page, site, watch }) => {
  watch.expect(/WebAssembly/);
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto(site.url);
  await expect(page.getByRole("alert")).toContainText("does not run WebAssembly", { timeout: 5_000 });
});

test("without JavaScript the page says what it needs", async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url);
  await expect(page.locator("noscript .empty-state__title")).toBeVisible();
  await context.close();
});

test("opened as a file, the page says how to open it", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(`${dist}/index.html`).href);
  await expect(page.getByRole("alert")).toContainText("This page was opened as a file", { timeout: 5_000 });
  await context.close();
});
