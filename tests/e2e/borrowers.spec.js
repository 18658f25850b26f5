// The list of borrowers and the page of one: found, sorted, filtered, walked and read.
import { expect, test } from "./fixtures.js";

test.beforeEach(async ({ app }) => {
  await app.openSample();
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
});

const asNumber = (text) => (text === "–" ? NaN : Number(text.replace(/[₹,]/g, "")));
const isSorted = (values, compare) => values.every((value, at) => at === 0 || compare(values[at - 1], value) <= 0);

test("the work queue comes first, without what is not due, and the list knows its length", async ({ app }) => {
  const order = (await app.borrowers.column("Order")).map(Number);
  expect(order).toEqual(order.map((_, at) => at + 1));
  await expect(app.borrowers.head("Order")).toHaveAttribute("aria-sort", "ascending");
  const n_due = await app.borrowers.nShown();
  expect((await app.headline.textContent()).replaceAll(",", "")).toContain(`${n_due} of 5000 loans are open`);
  // Who is for a person to decide says so, and comes first.
  await expect.poll(async () => (await app.borrowers.column("Next step"))[0]).toMatch(/^(Legal review|Hold for a specialist) look first/);
  const steps = await app.borrowers.column("Next step");
  expect(steps.filter((step) => step.startsWith("Nothing due"))).toEqual([]);
  expect(steps.filter((step) => step.startsWith("Legal review") && !step.includes("look first"))).toEqual([]);
  const chip = await app.borrowers.chip("Also with nothing due").textContent();
  expect(n_due + Number(chip.match(/[\d,]+$/)[0].replaceAll(",", ""))).toBe(5000);
  await app.borrowers.listAll();
  await expect(app.borrowers.grid).toHaveAttribute("aria-rowcount", "5001");
});

test("every column sorts, up and down", async ({ app }) => {
  const names = (await app.borrowers.grid.getByRole("columnheader").allTextContents()).map((name) => name.trim());
  for (const name of names) {
    await test.step(name, async () => {
      // The list opens in the order of the queue.
      if (name === "Order") await app.borrowers.sortBy("Borrower");
      const head = app.borrowers.head(name);
      const first = (await head.getAttribute("aria-sort")) ?? "none";
      await app.borrowers.sortBy(name);
      await expect(head).toHaveAttribute("aria-sort", /ascending|descending/);
      await app.borrowers.sortBy(name);
      await expect(head).not.toHaveAttribute("aria-sort", first);
      if (!["Outstanding", "At risk", "Score"].includes(name)) return;
      const direction = await head.getAttribute("aria-sort");
      const sign = direction === "ascending" ? 1 : -1;
      await expect.poll(async () => isSorted((await app.borrowers.column(name)).map(asNumber), (a, b) => sign * (a - b)), `${name} ${direction}`).toBe(true);
    });
  }
});

test("a search finds borrowers by identifier and by word, and nobody is a sentence", async ({ app }) => {
  const n_due = await app.borrowers.nShown();
  await app.borrowers.search.fill("BRW_1234");
  await expect.poll(() => app.borrowers.nShown()).toBe(1);
  await expect(app.borrowers.rows).toHaveCount(1);
  await expect(app.borrowers.rows.first()).toContainText("BRW_1234");
  await app.borrowers.search.fill("self-employed");
  await expect.poll(() => app.borrowers.nShown()).toBeGreaterThan(100);
  await app.borrowers.search.fill("nobody is called that");
  await expect(app.borrowers.nobody).toBeVisible();
  await app.borrowers.search.fill("");
  await expect.poll(() => app.borrowers.nShown()).toBe(n_due);
});

test("a key brings the focus to the search, and what is typed there is no shortcut", async ({ app, page }) => {
  await page.keyboard.press("/");
  await expect(app.borrowers.search).toBeFocused();
  await page.keyboard.type("gp?");
  await expect(app.borrowers.search).toHaveValue("gp?");
  await app.expectOn("borrowers");
  await expect(app.help).toBeHidden();
});

test("a band's chip filters, and shows as many as it says, with and without what is not due", async ({ app }) => {
  const n_due = await app.borrowers.nShown();
  for (const name of ["Reminder", "Settlement", "Legal review"]) {
    const chip = app.borrowers.chip(name);
    const count = Number((await chip.textContent()).match(/[\d,]+$/)[0].replaceAll(",", ""));
    await chip.click();
    await expect(chip).toHaveAttribute("aria-pressed", "true");
    await expect.poll(() => app.borrowers.nShown()).toBe(count);
    // The number comes a moment before the rows.
    await expect.poll(async () => [...new Set(await app.borrowers.column("Band of the score"))]).toEqual([name]);
  }
  await app.borrowers.chip("Legal review").click();
  await expect.poll(() => app.borrowers.nShown()).toBe(n_due);
  await app.borrowers.listAll();
  const count = async (name) => Number((await app.borrowers.chip(name).textContent()).match(/[\d,]+$/)[0].replaceAll(",", ""));
  expect(await count("Reminder") + await count("Settlement") + await count("Legal review")).toBe(5000);
});

test("the list is walked by keyboard to its very end, and Enter opens a borrower", async ({ app, page }) => {
  await app.borrowers.listAll();
  await app.borrowers.grid.focus();
  await page.keyboard.press("ArrowDown");
  await expect(app.borrowers.active).toHaveAttribute("aria-rowindex", "2");
  await page.keyboard.press("ArrowDown");
  await expect(app.borrowers.active).toHaveAttribute("aria-rowindex", "3");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("End");
  await expect(app.borrowers.active).toHaveAttribute("aria-rowindex", "5001");
  await expect(app.borrowers.active).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(app.borrowers.active).toHaveAttribute("aria-rowindex", "2");
  await expect(app.borrowers.active).toBeInViewport();
  const name = await app.borrowers.active.getByRole("rowheader").textContent();
  await page.keyboard.press("Enter");
  await expect(app.headline).toContainText(name.trim());
});

test("only the rows that are seen are drawn", async ({ app }) => {
  await app.borrowers.listAll();
  expect(await app.borrowers.rows.count()).toBeLessThan(80);
  await app.borrowers.grid.locator("xpath=..").evaluate((box) => { box.scrollTop = box.scrollHeight / 2; });
  await expect.poll(async () => Number(await app.borrowers.rows.first().getAttribute("aria-rowindex"))).toBeGreaterThan(2000);
  expect(await app.borrowers.rows.count()).toBeLessThan(80);
});

test("a borrower's page has score, strategy, spread and facts, and the way back keeps the list", async ({ app, page }) => {
  await app.borrowers.search.fill("BRW_12");
  await app.borrowers.chip("Reminder").click();
  await app.borrowers.sortBy("Outstanding");
  await expect.poll(() => app.borrowers.nShown()).toBeLessThan(120);
  await expect.poll(async () => isSorted((await app.borrowers.column("Outstanding")).map(asNumber), (a, b) => b - a)).toBe(true);
  const n_shown = await app.borrowers.nShown();
  const names = await app.borrowers.column("Borrower");
  await app.borrowers.rows.nth(1).click();

  await expect(app.headline).toContainText(new RegExp(`${names[1]}: [a-z, -]+\\. Score 0\\.\\d\\d, in the band for reminder\\.`));
  await expect(app.borrower.score).toContainText("of borrowers score lower");
  await expect(app.borrower.band).toContainText("Reminder");
  await expect(app.headline).toContainText((await app.borrower.nextStep.locator(".figure__value").textContent()).trim().toLowerCase());
  await expect(page.getByRole("heading", { name: /The trees/ })).toBeVisible();
  await expect(app.borrower.value("Borrower_ID")).toContainText(names[1]);
  await expect(app.borrower.value("Loan_Amount")).toContainText("Feature");
  await expect(app.borrower.value("Collection_Method")).toContainText("Knows outcome");

  await app.borrower.back.click();
  await app.borrowers.expectListed();
  await expect(app.borrowers.search).toHaveValue("BRW_12");
  await expect(app.borrowers.chip("Reminder")).toHaveAttribute("aria-pressed", "true");
  await expect(app.borrowers.head("Outstanding")).toHaveAttribute("aria-sort", "descending");
  expect(await app.borrowers.nShown()).toBe(n_shown);
  expect(await app.borrowers.column("Borrower")).toEqual(names);

  await page.goBack();
  await expect(app.headline).toContainText(names[1]);
});

test("a borrower who is not there is a sentence", async ({ app, page }) => {
  await page.evaluate(() => { location.hash = "#/borrowers/99999"; });
  await expect(app.alert).toContainText("There is no row 100,000: this file has the rows 1 to 5,000.");
  await page.evaluate(() => { location.hash = "#/borrowers/17"; });
  await expect(app.borrower.values).toBeVisible();
  await expect(app.alert).toHaveCount(0);
  await page.evaluate(() => { location.hash = "#/borrowers/Nobody Here"; });
  await expect(app.alert).toContainText("Nobody in this file is called “Nobody Here”.");
  await page.evaluate(() => { location.hash = "#/borrowers/BRW_840"; });
  await expect(app.headline).toContainText("BRW_840: ");
  await expect(app.borrower.value("Borrower_ID")).toContainText("BRW_840");
  await expect(app.alert).toHaveCount(0);
});
