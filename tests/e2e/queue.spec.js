// The work queue: marked, walked, noted, kept where the person wants it, and taken away.
import { expectAccessible } from "./accessibility.js";
import { bytesOf, countBy, parseCsv, smallPortfolio } from "./files.js";
import { expect, test } from "./fixtures.js";
import { App } from "./pages/app.js";

const workColumns = ["done", "contact_outcome", "note"];
const stored = (page) => page.evaluate(() => ({ ...localStorage }));
const cellsOf = (rows, column) => rows.slice(1).map((row) => row[rows[0].indexOf(column)]);

/** Presses Tab until this has the focus. */
async function tabTo(page, locator) {
  for (let n_pressed = 0; n_pressed < 200; n_pressed += 1) {
    if (await locator.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${locator}`);
}

test("from the sample to a marked queue and its export, by keyboard alone", async ({ app, page }) => {
  const { keyboard } = page;
  await app.open();
  await tabTo(page, app.data.trySample);
  await keyboard.press("Enter");
  await app.expectOn("plan");
  await keyboard.press("g");
  await keyboard.press("b");
  await app.borrowers.expectListed();
  await expect(app.borrowers.head("Order")).toHaveAttribute("aria-sort", "ascending");
  const nDue = await app.borrowers.nShown();

  await keyboard.press("j");
  await expect(app.borrowers.grid).toBeFocused();
  await expect(app.borrowers.active).toHaveAttribute("aria-rowindex", "2");
  const names = (await app.borrowers.column("Borrower")).slice(0, 6);
  await keyboard.press("e");
  await expect(app.borrowers.shown).toContainText("1 done");
  await expect(app.borrowers.said).toHaveText(`${names[0]} marked as done. Press e again to take it back.`);
  await expect(app.borrowers.rows.first().getByRole("rowheader")).toHaveText(`done: ${names[0]}`);
  await keyboard.press("j");
  await keyboard.press("j");
  await keyboard.press("k");
  await expect(app.borrowers.active).toHaveAttribute("aria-rowindex", "3");
  await keyboard.press("Enter");

  await expect(app.headline).toContainText(names[1]);
  await expect(app.borrower.place).toHaveText(`2 of ${nDue.toLocaleString("en-IN")} in the list`);
  await keyboard.press("e");
  await expect(app.borrower.work).toContainText("Marked as done.");
  await keyboard.press("j");
  await expect(app.headline).toContainText(names[2]);
  await expect(app.borrower.work).toContainText("Still to do.");
  await tabTo(page, app.borrower.outcome);
  await keyboard.type("Promise");
  await expect(app.borrower.outcome).toHaveValue("Promise to pay");
  // For no day, until one is given; then the plan waits for it.
  await expect(app.borrower.promised).toHaveValue("");
  await expect(app.borrower.work).toContainText("Choose the day");
  await tabTo(page, app.borrower.promised);
  await keyboard.type("12312098");
  await expect(app.borrower.promised).toHaveValue("2098-12-31");
  await expect(app.page.getByRole("main")).toContainText("Noted at the last contact: the borrower promised to pay");
  await tabTo(page, app.borrower.note);
  await expect(app.borrower.note).toBeFocused();
  await keyboard.type("=jeku? on the 10th,");
  await keyboard.press("Enter");
  await keyboard.type('"sure"');
  await app.expectOn(`borrowers/${new URL(page.url()).hash.split("/").at(-1)}`);
  await keyboard.press("Escape");
  await expect(app.headline).toContainText(names[2]);
  await keyboard.press("j");
  await expect(app.headline).toContainText(names[3]);
  await keyboard.press("k");
  await expect(app.borrower.note).toHaveValue('=jeku? on the 10th,\n"sure"');
  await keyboard.press("k");
  await expect(app.borrower.place).toHaveText(`2 of ${nDue.toLocaleString("en-IN")} in the list`);

  await keyboard.press("Escape");
  await app.expectOn("borrowers");
  await expect(app.borrowers.grid).toBeFocused();
  await expect(app.borrowers.active).toContainText(names[1]);
  await tabTo(page, app.borrowers.search);
  await tabTo(page, app.borrowers.chip("Still to do"));
  await keyboard.press("Enter");
  // Who is done with is left out, and who owes nothing any more; who promised to pay is waited for.
  await expect.poll(() => app.borrowers.nShown()).toBe(nDue - 2);
  const nToDo = await app.borrowers.nShown();
  expect((await app.borrowers.column("Borrower")).slice(0, 3)).toEqual(names.slice(3, 6));

  const button = page.getByRole("button", { name: "Export scored CSV" });
  await tabTo(page, button);
  const [download] = await Promise.all([page.waitForEvent("download"), keyboard.press("Enter")]);
  const rows = parseCsv((await bytesOf(download)).toString("utf8"));
  expect(rows[0].slice(-3)).toEqual(workColumns);
  expect(rows).toHaveLength(5001);
  expect(countBy(rows, "done")).toEqual({ yes: 2, "": 4998 });
  expect(countBy(rows, "next_action")["Nothing due"]).toBe(4998 - nToDo);
  expect(countBy(rows, "next_action")["Defer"]).toBeGreaterThan(0);
  expect(cellsOf(rows, "contact_outcome").filter(Boolean)).toEqual([expect.stringMatching(/^Promise to pay on 20\d\d-/)]);
  expect(cellsOf(rows, "note").filter(Boolean)).toEqual(['\'=jeku? on the 10th,\n"sure"']);

  await app.drop({ name: "again.csv", content: await bytesOf(download) });
  await expect(app.headline).toContainText("5,000 loans read");
  for (const column of workColumns) await expect(app.data.role(column)).toHaveValue("From an export");
});

test("the list is filtered by the next step, and by what is left to do", async ({ app }) => {
  await app.openSample();
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  const steps = await app.borrowers.nextStep.getByRole("option").allTextContents();
  const n_due = await app.borrowers.nShown();
  let n_found = 0;
  for (const step of steps.slice(1)) {
    await app.borrowers.nextStep.selectOption(step);
    await expect.poll(() => app.borrowers.nShown(), step).not.toBe(n_due);
    const n_shown = await app.borrowers.nShown();
    n_found += n_shown;
    if (n_shown === 0) await expect(app.borrowers.nobody).toBeVisible();
    else await expect.poll(async () => (await app.borrowers.column("Next step")).every((words) => words.startsWith(step)), step).toBe(true);
    await app.borrowers.nextStep.selectOption("Any next step");
    await expect.poll(() => app.borrowers.nShown()).toBe(n_due);
    await app.borrowers.expectListed();
  }
  expect(n_found).toBe(5000);
});

test("the way through the list has a button at each side and ends at its ends", async ({ app, page }) => {
  await app.openSample();
  await app.goTo("Borrowers");
  await app.borrowers.search.fill("BRW_123");
  await expect.poll(() => app.borrowers.nShown()).toBeLessThan(20);
  const n_shown = await app.borrowers.nShown();
  const names = await app.borrowers.column("Borrower");
  await app.borrowers.rows.first().click();
  await expect(app.borrower.previous).toBeDisabled();
  for (const [at, name] of names.entries()) {
    await expect(app.headline).toContainText(`${name}: `);
    await expect(app.borrower.place).toHaveText(`${at + 1} of ${n_shown} in the list`);
    if (at + 1 < n_shown) await app.borrower.next.click();
  }
  await expect(app.borrower.next).toBeDisabled();
  await page.keyboard.press("j");
  await expect(app.headline).toContainText(`${names.at(-1)}: `);
  await app.borrower.previous.click();
  await expect(app.headline).toContainText(`${names.at(-2)}: `);
  // One who is not in the list has no place in it.
  await page.evaluate(() => { location.hash = "#/borrowers/0"; });
  await expect(app.headline).not.toContainText(names.at(-2));
  await expect(app.borrower.work).toBeVisible();
  await expect(app.borrower.place).toBeHidden();
});

test("marks and notes are kept on this machine only with the tick, and are gone without it", async ({ app, page }) => {
  const content = smallPortfolio({});
  const open = async () => {
    await app.open();
    await app.drop({ name: "loans.csv", content });
    await expect(app.headline).toContainText("400 loans read");
    await app.data.set({ Trees: 50 });
    await app.data.train.click();
    await app.model.expectTrained();
    await app.goTo("Borrowers");
    await app.borrowers.expectListed();
  };
  await open();
  await app.borrowers.rows.first().click();
  const name = (await app.headline.getByRole("strong").textContent()).trim();
  await app.borrower.note.fill("zürück am 5.\t…");
  await app.borrower.done.click();
  await expect(app.borrower.keep).not.toBeChecked();
  await expect(app.borrower.work).toContainText("gone when this page is closed");
  expect(await stored(page)).toEqual({});
  await app.borrower.keep.check();
  await expect(app.borrower.work).toContainText("do not leave this machine");
  expect(Object.values(await stored(page))).toEqual([expect.stringMatching(new RegExp(`^smart-loan-recovery work 3\n${name}\tdone\tNot contacted\tzürück am 5\\.\\\\t…\t\t\\d+\t$`))]);

  await open();
  await expect(app.borrowers.shown).toContainText("1 done");
  await app.borrowers.search.fill(name);
  await expect(app.borrowers.rows).toHaveCount(1);
  await app.borrowers.rows.first().click();
  await expect(app.borrower.note).toHaveValue("zürück am 5.\t…");
  await expect(app.borrower.done).toHaveAttribute("aria-pressed", "true");
  await expect(app.borrower.keep).toBeChecked();
  await app.borrower.keep.uncheck();
  expect(await stored(page)).toEqual({});
  await expect(app.borrower.note).toHaveValue("zürück am 5.\t…");
});

test("what is noted changes the plan and the queue", async ({ app, page }) => {
  await app.openSample();
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  const n_due = await app.borrowers.nShown();
  await app.borrowers.nextStep.selectOption("Settlement offer");
  await expect.poll(() => app.borrowers.nShown()).not.toBe(n_due);
  const before = await app.borrowers.nShown();
  await app.borrowers.rows.first().click();
  const main = page.getByRole("main");
  for (const [outcome, step, reason] of [
    ["Paid", "Nothing due", /noted as paid/],
    ["Disputes the debt", "Hold for a specialist", /disputes the debt/],
    ["Wrong number", "Settlement offer", /the right one is to be found/],
    ["Promise to pay", "Defer", /Promised to pay today: wait/],
  ]) {
    await app.borrower.outcome.selectOption(outcome);
    if (outcome === "Promise to pay") await app.borrower.promised.fill(new Date().toLocaleDateString("sv-SE"));
    await expect(main, outcome).toContainText(reason);
    await expect(main, outcome).toContainText(step);
  }
  await app.borrower.promised.fill("2020-01-01");
  await expect(main).not.toContainText(/Promised to pay today: wait/);
  await app.borrower.outcome.selectOption("Paid");
  await expect(main).toContainText(/noted as paid/);
  await expect(app.headline).toContainText(": nothing due.");
  // A part leaves the rest due; too much is refused with what is owed.
  await app.borrower.amount.fill("1,000,000,000");
  await app.borrower.amount.blur();
  await expect(app.borrower.work).toContainText(/Not noted: more than the ₹[\d,]+ that the file says is owed\./);
  await expect(app.headline).toContainText(": nothing due.");
  await app.borrower.amount.fill("₹500");
  await app.borrower.amount.blur();
  await expect(app.headline).toContainText(": settlement offer.");
  await expect(app.borrower.work).toContainText("less than what is due");
  await app.goTo("Plan");
  await expect(page.getByText("Collected so far, as noted: ₹500 from 1 borrower.")).toBeVisible();
  await app.goTo("Borrowers");
  await expect(page.getByText("Collected so far, as noted: ₹500 from 1 borrower.")).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(app.borrower.amount).toHaveValue("500");
  await app.borrower.amount.fill("");
  await app.borrower.amount.blur();
  await expect(app.headline).toContainText(": nothing due.");
  await app.goTo("Borrowers");
  await expect.poll(() => app.borrowers.nShown()).toBe(before - 1);
});

test("what would be lost is asked about before the page is left, and nothing else is", async ({ app, page }) => {
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  const walk = async () => {
    await app.openSample();
    await app.goTo("Borrowers");
    await app.borrowers.expectListed();
    await app.borrowers.rows.first().click();
    await expect(app.borrower.work).toBeVisible();
  };
  await walk();
  await page.reload();
  expect(asked).toEqual([]);
  await walk();
  await app.borrower.done.click();
  await expect(app.borrower.work).toContainText("Marked as done.");
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
  await walk();
  await app.borrower.keep.check();
  await app.borrower.done.click();
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
});

test("two tabs of one browser do not overwrite each other's notes", async ({ app, context, site }) => {
  const content = smallPortfolio({});
  const open = async (tab) => {
    await tab.open();
    await tab.drop({ name: "loans.csv", content });
    await expect(tab.headline).toContainText("400 loans read");
    await tab.data.set({ Trees: 50 });
    await tab.data.train.click();
    await tab.model.expectTrained();
    await tab.goTo("Borrowers");
    await tab.borrowers.expectListed();
  };
  const other = new App(await context.newPage(), site.url);
  await open(app);
  await open(other);
  const names = (await app.borrowers.column("Borrower")).slice(0, 2);
  const look = async (tab, name) => {
    await tab.goTo("Borrowers");
    await tab.borrowers.search.fill(name);
    await expect(tab.borrowers.rows).toHaveCount(1);
    await tab.borrowers.rows.first().click();
    await expect(tab.headline).toContainText(name);
  };
  await look(app, names[0]);
  await app.borrower.keep.check();
  await app.borrower.note.fill("by the first tab");
  // The other tab hears of it, notes of its own go beside it, and both have both.
  await look(other, names[0]);
  await expect(other.borrower.note).toHaveValue("by the first tab");
  await expect(other.borrower.keep).toBeChecked();
  await look(other, names[1]);
  await other.borrower.note.fill("by the second tab");
  await look(app, names[1]);
  await expect(app.borrower.note).toHaveValue("by the second tab");
  await look(app, names[0]);
  await app.borrower.done.click();
  const kept = Object.values(await stored(other.page))[0];
  expect(kept.split("\n")).toHaveLength(3);
  await expect(other.page.getByRole("main")).toContainText("Still to do.");
  await look(other, names[0]);
  await expect(other.borrower.work).toContainText("Marked as done.");
  // The tick taken away in one tab is taken away in both.
  await app.borrower.keep.uncheck();
  await expect(other.borrower.keep).not.toBeChecked();
  expect(await stored(other.page)).toEqual({});
});

test("a browser that refuses its storage is said, and nothing is lost", async ({ app, page }) => {
  await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException("no room", "QuotaExceededError"); }; });
  await app.openSample();
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  await app.borrowers.rows.first().click();
  await app.borrower.done.click();
  await app.borrower.keep.click();
  await expect(app.borrower.work).toContainText("This browser did not keep them");
  await expect(app.borrower.keep).not.toBeChecked();
  await expect(app.borrower.done).toHaveAttribute("aria-pressed", "true");
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("marked borrowers, in the list and on their page", async ({ app, page }) => {
      await app.openSample();
      await app.goTo("Borrowers");
      await app.borrowers.expectListed();
      for (const key of ["j", "e", "j", "e", "j"]) await page.keyboard.press(key);
      await expect(app.borrowers.shown).toContainText("2 done");
      await expectAccessible(page);
      await page.keyboard.press("k");
      await page.keyboard.press("Enter");
      await expect(app.borrower.values).toBeVisible();
      await app.borrower.keep.check();
      await expectAccessible(page);
    });
  });
}
