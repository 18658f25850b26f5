// What a person opens stays in the tab, and the meter counts what the browser saw.
import { bytesOf, smallPortfolio } from "./files.js";
import { expect, test } from "./fixtures.js";

const canary = "canary7f3a9";

test("no request carries anything of a file, and the meter reads 0", async ({ app, page, site }) => {
  const requests = [];
  page.context().on("request", (request) => requests.push({ url: request.url(), body: request.postData() ?? "", method: request.method() }));
  const content = smallPortfolio({
    change: (row, at) => ({ ...row, Borrower_ID: `${canary}${at}`, City: `${canary}city${at % 3}`, [`${canary}column`]: at % 7 }),
  });
  await app.open();
  await app.drop({ name: `${canary}.csv`, content });
  await expect(app.headline).toContainText("400 loans read");
  await app.data.set({ Trees: 50 });
  await app.data.train.click();
  await app.model.expectTrained();
  await app.goTo("Plan");
  await app.plan.type(app.plan.legal, "0.6");
  await app.export();
  await app.goTo("Borrowers");
  await app.borrowers.search.fill(canary);
  await app.borrowers.rows.first().click();
  await expect(app.headline).toContainText(canary);
  await app.borrower.note.fill(`${canary} called`);
  await app.borrower.done.click();
  await app.borrower.next.click();
  await page.keyboard.press("e");
  await page.keyboard.press("u");
  await app.borrowers.expectListed();
  const worked = (await bytesOf(await app.export())).toString("utf8");
  expect(worked).toContain(`${canary} called`);
  await page.getByRole("button", { name: "Change theme" }).click();
  await expect(app.meter).toHaveText(/^\s*0 requests since your file was opened$/);

  const sent = requests.filter(({ url }) => !url.startsWith("blob:"));
  expect(sent.filter(({ url, body }) => `${url}${body}`.includes(canary))).toEqual([]);
  expect(sent.filter(({ url, method }) => !url.startsWith(site.url) || method !== "GET" || url.includes("?"))).toEqual([]);
  const { cookies, origins } = await page.context().storageState({ indexedDB: true });
  expect(JSON.stringify({ cookies, origins })).not.toContain(canary);
  // Nothing at all is kept where the person has not asked for it.
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test("the meter shows what the policy stopped, and what went to our own host with a question mark", async ({ app, page, foreign, watch }) => {
  watch.expect(/Content Security Policy|Refused to connect/);
  watch.expect(/connect-src http/);
  watch.expect(new RegExp(foreign.url));
  await app.openSample();
  await expect(app.meter).toHaveText(/^\s*0 requests/);
  await page.evaluate((url) => fetch(url).catch(() => {}), foreign.url);
  await expect(app.meter).toHaveText(/^\s*1 request since/);
  await expect(app.meter).toHaveAttribute("data-tone", "caution");
  await page.evaluate(() => fetch("index.html?carried-out"));
  await expect(app.meter).toHaveText(/^\s*2 requests/);
  expect(foreign.hits).toEqual([]);
});

test("the meter shows what a worker tries", async ({ app, page, foreign, watch }) => {
  watch.expect(/policy violation: connect-src http/);
  await app.openSample();
  await page.workers()[0].evaluate((url) => { setTimeout(() => fetch(url).catch(() => {})); }, foreign.url);
  await expect(app.meter).toHaveText(/^\s*1 request /);
  await page.workers()[1].evaluate((url) => { setTimeout(() => fetch(url).catch(() => {})); }, foreign.url);
  await expect(app.meter).toHaveText(/^\s*2 requests/);
  expect(foreign.hits).toEqual([]);
});
