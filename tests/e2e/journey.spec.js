// From nothing to a scored file and back: the main job.
import { bytesOf, countBy, linesOf, loanFile, parseCsv } from "./files.js";
import { expect, test } from "./fixtures.js";
import { App } from "./pages/app.js";

const addedColumns = ["risk_score", "risk_band", "recovery_strategy", "segment", "persona", "plan", "next_action", "reasons", "expected_value", "over_waiting", "person_first", "needs_human", "work_order", "plan_basis"];
const nameInFile = { Reminder: "Reminder", "Settlement offer": "Settlement Offer", "Legal review": "Legal Action" };

test("sample, train, plan, export; the export opened again gives the same bytes", async ({ app }) => {
  await app.openSample();
  const counts = await app.plan.counts();
  const exported = await bytesOf(await app.export());
  const rows = parseCsv(exported.toString("utf8"));
  expect(rows[0]).toHaveLength(35);
  expect(rows[0].slice(21)).toEqual(addedColumns);
  expect(rows).toHaveLength(5001);
  const expected = Object.fromEntries(Object.entries(counts).map(([strategy, count]) => [nameInFile[strategy], count]));
  expect(countBy(rows, "recovery_strategy")).toEqual(expected);

  await app.drop({ name: "scored.csv", content: exported });
  await expect(app.headline).toContainText("5,000 loans read");
  for (const column of addedColumns) await expect(app.data.role(column)).toHaveValue("From an export");
  await app.data.train.click();
  await app.model.expectTrained();
  await expect(app.model.fact("Features")).toHaveText("18");
  await app.goTo("Plan");
  expect(await app.plan.counts()).toEqual(counts);
  expect((await bytesOf(await app.export())).equals(exported)).toBe(true);
});

test("the original columns are untouched and in order, and give the same scores", async ({ app }) => {
  await app.openSample();
  const exported = linesOf(await bytesOf(await app.export()));
  const original = exported.map((line) => line.split(",").slice(0, 21).join(","));
  await app.drop({ name: "portfolio.csv", content: `${original.join("\n")}\n` });
  await expect(app.headline).toContainText("5,000 loans read");
  await app.data.train.click();
  await app.model.expectTrained();
  await app.goTo("Plan");
  const download = await app.export();
  expect(download.suggestedFilename()).toBe("portfolio-scored.csv");
  expect(linesOf(await bytesOf(download))).toEqual(exported);
});

test("a file with quoted cells keeps every byte of them", async ({ app }) => {
  const path = loanFile("german-credit.csv");
  await app.openAndTrain(path);
  await app.goTo("Plan");
  const original = linesOf(await bytesOf(path));
  const exported = linesOf(await bytesOf(await app.export()));
  expect(exported).toHaveLength(1001);
  exported.forEach((line, at) => expect(line.startsWith(`${original[at]},`), `line ${at + 1}`).toBe(true));
});

test("one trainer and two trainers export the same bytes, in two fresh browsers of different places", async ({ browser, site }) => {
  const places = [{ locale: "en-IN", timezoneId: "Asia/Kolkata" }, { locale: "ar-EG", timezoneId: "Pacific/Kiritimati" }];
  const exports = await Promise.all(places.map(async (place, at) => {
    const n_trainers = at + 1;
    const context = await browser.newContext(place);
    const page = await context.newPage();
    const app = new App(page, site.url);
    await app.openSample();
    await app.goTo("Data");
    await app.data.set({ Trainers: n_trainers, Seed: 7 });
    await expect.poll(() => page.workers().length).toBe(1 + n_trainers);
    await app.data.train.click();
    await app.model.expectTrained();
    await expect(app.model.fact("Seed")).toHaveText("7");
    await app.goTo("Plan");
    // Where one lives it may be another day, which the file says.
    const text = (await bytesOf(await app.export())).toString("utf8");
    expect(text).toMatch(/Default policy · cut-offs 0\.50, 0\.75 · random forest, \d+ trees, seed 7 · 20\d\d-\d\d-\d\d"/);
    await context.close();
    return text.replaceAll(/20\d\d-\d\d-\d\d"/g, 'day"');
  }));
  expect(exports[0].length).toBeGreaterThan(100_000);
  expect(exports[0] === exports[1]).toBe(true);
});
