// A training can be stopped, given up, disturbed and begun again; the page stays free all the while.
import { bytesOf, loanFile, smallPortfolio } from "./files.js";
import { expect, test } from "./fixtures.js";

/** Opens Taiwan's 30,000 loans and starts a training that lasts. */
async function startLongTraining(app) {
  await app.open();
  await app.data.choose(loanFile("taiwan-credit-card.csv"));
  await app.data.set({ Trees: 2000 });
  await app.data.train.click();
  await app.model.expectUnderWay();
}

/**
 * The longest task of the page's own thread while `action` runs, in milliseconds of processor time: a machine that does other
 * things beside makes every task look long on the wall's clock.
 */
async function longestTask(browser, page, action) {
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"] });
  await action();
  // The last task is written down only when it has ended.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const pageThreads = new Set(traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(({ pid, tid }) => `${pid}/${tid}`));
  const tasks = traceEvents.filter(({ name, pid, tid, tdur }) => name.endsWith("RunTask") && tdur && pageThreads.has(`${pid}/${tid}`));
  expect(tasks.length).toBeGreaterThan(0);
  return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
}

test("a training that is cancelled leaves nothing behind, and the next one works", async ({ app }) => {
  await startLongTraining(app);
  await app.model.cancel.click();
  await expect(app.main.getByRole("heading", { name: "No model is trained yet" })).toBeVisible();
  await app.goTo("Data");
  await app.data.set({ Trees: 40 });
  await app.data.train.click();
  await app.model.expectTrained();
  await expect(app.model.fact("Trees")).toHaveText("40");
  expect(app.page.workers().length).toBeLessThanOrEqual(1 + await nTrainers(app.page));
});

test("a training that is cancelled gives the model before back", async ({ app }) => {
  await app.openSample();
  const counts = await app.plan.counts();
  await app.goTo("Data");
  await app.data.set({ Trees: 2000, Seed: 5 });
  await app.data.train.click();
  await app.model.expectUnderWay();
  await app.model.cancel.click();
  await app.model.expectTrained();
  await expect(app.model.fact("Trees")).toHaveText("200");
  await expect(app.main.getByRole("heading", { name: "Settings have changed since this model was trained" })).toBeVisible();
  await app.goTo("Plan");
  expect(await app.plan.counts()).toEqual(counts);
});

test("a training that is stopped keeps the trees so far, and says so", async ({ app }) => {
  await startLongTraining(app);
  // Enough trees for a figure.
  await expect(app.main.getByRole("heading", { name: /Out-of-bag AUC 0\.\d+ so far/ })).toBeVisible();
  await app.model.stop.click();
  await app.model.expectTrained();
  await expect(app.main.getByRole("heading", { name: /Stopped early: \d+ of 2000 trees/ })).toBeVisible();
  expect(await app.model.aucValue()).toBeGreaterThan(0.6);
  await app.goTo("Plan");
  await app.plan.expectAgreement();
});

test("while it trains, the page is free: no task blocks it, and other pages open", async ({ app, browser, page }) => {
  await startLongTraining(app);
  const longest = await longestTask(browser, page, async () => {
    for (const name of ["Plan", "Borrowers", "Data", "Model"]) await app.goTo(name);
    const before = await app.model.nTrees();
    await expect.poll(() => app.model.nTrees()).toBeGreaterThan(before + 20);
  });
  test.info().annotations.push({ type: "longest task", description: `${longest.toFixed(0)} ms` });
  expect(longest).toBeLessThan(200);
});

test("control: a task that blocks the page is seen", async ({ app, browser, page }) => {
  await app.open();
  const longest = await longestTask(browser, page, () => page.evaluate(() => new Promise((done) => {
    setTimeout(() => {
      const end = performance.now() + 2000;
      while (performance.now() < end);
      done();
    });
  })));
  expect(longest).toBeGreaterThan(200);
});

test("a trainer that crashes is replaced, and the scores are those of an undisturbed training", async ({ app, page, watch }) => {
  watch.allow(/boom/);
  await app.open();
  await app.drop({ name: "small.csv", content: smallPortfolio({ n_rows: 3000 }) });
  await app.data.set({ Trees: 600 });
  await app.data.train.click();
  await app.model.expectTrained();
  await app.goTo("Plan");
  const undisturbed = await bytesOf(await app.export());

  // Opened anew, or the model would be there at once.
  await app.goTo("Data");
  await app.drop({ name: "small.csv", content: smallPortfolio({ n_rows: 3000 }) });
  await app.data.set({ Trees: 600 });
  await app.data.train.click();
  await app.model.expectUnderWay();
  const [, trainer] = page.workers();
  const ended = trainer.waitForEvent("close");
  await trainer.evaluate(() => { setTimeout(() => { throw new Error("boom"); }); });
  await ended; // what is left may be grown before anybody sees it being grown
  await app.model.expectTrained();
  await expect(app.model.fact("Trees")).toHaveText("600");
  await app.goTo("Plan");
  expect((await bytesOf(await app.export())).equals(undisturbed)).toBe(true);
  expect(page.workers()).toHaveLength(1 + await nTrainers(page));
});

test("a trainer that crashes again and again ends in a sentence, with table and settings intact", async ({ app, page, watch }) => {
  watch.allow(/boom/);
  await app.open();
  await app.drop({ name: "small.csv", content: smallPortfolio({ n_rows: 3000 }) });
  await app.data.set({ Trees: 2000 });
  await app.data.train.click();
  await app.model.expectUnderWay();
  for (let crash = 0; crash < 4; crash += 1) {
    const trainer = page.workers().at(-1);
    const ended = trainer.waitForEvent("close");
    await trainer.evaluate(() => { setTimeout(() => { throw new Error("boom"); }); }).catch(() => {});
    await ended;
    if (crash < 3) await expect.poll(() => page.workers().length).toBe(1 + await nTrainers(page));
  }
  await expect(app.alert).toContainText("Training broke down several times");
  await app.goTo("Data");
  await app.data.set({ Trees: 30 });
  await app.data.train.click();
  await app.model.expectTrained();
});

test("a data engine that crashes is rebuilt: the table, the settings and the model are back", async ({ app, page, watch }) => {
  watch.allow(/boom/);
  await app.open();
  await app.drop({ name: "small.csv", content: smallPortfolio() });
  await app.data.role("City").selectOption("Left out");
  await app.data.set({ Trees: 50, Seed: 9 });
  await app.data.train.click();
  await app.model.expectTrained();
  await app.goTo("Plan");
  await app.plan.type(app.plan.settlement, 0.4);
  const before = { counts: await app.plan.counts(), bytes: await bytesOf(await app.export()) };

  const [engine] = page.workers();
  const ended = engine.waitForEvent("close");
  await engine.evaluate(() => { setTimeout(() => { throw new Error("boom"); }); });
  await ended;
  await app.goTo("Model");
  await app.model.expectTrained();
  await expect(app.model.fact("Seed")).toHaveText("9");
  await app.goTo("Plan");
  await expect(app.plan.settlement).toHaveValue("0.40");
  expect(await app.plan.counts()).toEqual(before.counts);
  await expect(async () => expect((await bytesOf(await app.export())).equals(before.bytes)).toBe(true)).toPass();
  await app.goTo("Data");
  await expect(app.data.role("City")).toHaveValue("Left out");
  expect(page.workers()).toHaveLength(1 + await nTrainers(page));
});

test("a reload in the middle of a training is a clean start", async ({ app, page }) => {
  await startLongTraining(app);
  await page.reload();
  await expect(page.locator("#boot")).toHaveCount(0);
  await expect(app.main.getByRole("heading", { name: "No file is open yet" })).toBeVisible();
  await expect(app.bar).toContainText("0 requests since this page was opened");
  await page.getByRole("button", { name: "Try the sample portfolio" }).click();
  await app.expectOn("plan");
  await expect(app.plan.table).toBeVisible();
});

/** How many trainers the page runs on this machine. */
const nTrainers = (page) => page.evaluate(() => Math.min(Math.max(navigator.hardwareConcurrency - 1, 1), 8));
