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

/** Notes the page's long tasks and its longest wait for a frame from now on. */
async function watchThePage(page) {
  await page.evaluate(() => {
    const seen = window.seenByTest = { longestTask: 0, longestFrame: 0, n_frames: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration);
    }).observe({ type: "longtask" });
    let last = performance.now();
    const onFrame = (now) => {
      seen.longestFrame = Math.max(seen.longestFrame, now - last);
      seen.n_frames += 1;
      last = now;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
  return () => page.evaluate(() => window.seenByTest);
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

test("while it trains, the page is free: no task blocks it, and other pages open", async ({ app }) => {
  await app.open();
  await app.data.choose(loanFile("taiwan-credit-card.csv"));
  await app.data.set({ Trees: 2000 });
  await app.data.train.click();
  await app.model.expectUnderWay();
  const seen = await watchThePage(app.page);
  await app.goTo("Plan");
  await app.goTo("Borrowers");
  await app.goTo("Model");
  await app.model.expectUnderWay();
  await expect.poll(async () => (await seen()).n_frames).toBeGreaterThan(60);
  const { longestTask, longestFrame, n_frames } = await seen();
  test.info().annotations.push({ type: "measured", description: `longest task ${longestTask} ms, longest frame ${longestFrame.toFixed(0)} ms, ${n_frames} frames` });
  expect(longestTask).toBeLessThan(200);
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

  await app.goTo("Data");
  await app.data.train.click();
  await app.model.expectUnderWay();
  const [, trainer] = page.workers();
  const ended = trainer.waitForEvent("close");
  await trainer.evaluate(() => { setTimeout(() => { throw new Error("boom"); }); });
  await ended;
  await expect(app.model.progress).toBeVisible();
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
