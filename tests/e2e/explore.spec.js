// Explore: charts with findings before any model, and a filter that everything follows.
import { expectAccessible } from "./accessibility.js";
import { bytesOf, linesOf, smallPortfolio } from "./files.js";
import { expect, test } from "./fixtures.js";

async function openSmall(app, change) {
  await app.open();
  await app.drop({ name: "small.csv", content: smallPortfolio({ change }) });
  await expect(app.headline).toContainText("400 loans read");
  await app.goTo("Explore");
  await app.explore.expectDrawn();
}

test("the sample's charts say what they found, and no model is needed", async ({ app }) => {
  await openSmall(app);
  await expect(app.headline).toContainText("of 400 loans failed; borrowers with");
  const titles = await app.explore.charts.getByRole("heading").allTextContents();
  expect(titles.some((title) => /^Borrowers with \d or more missed payments fail/.test(title)), titles.join("\n")).toBe(true);
  await expect(app.main).toContainText("Not drawn for want of columns:");
  await expect(app.main).toContainText("collateral cover");
});

test("without an outcome the charts are plain", async ({ app }) => {
  await openSmall(app, ({ Loan_Status, ...row }) => ({ ...row, Group: "AB"[row.Age % 2] }));
  await expect(app.headline).toContainText("400 loans");
  await expect(app.main).toContainText("Name the outcome column under Data");
  await expect(app.explore.chart("Loans by loan amount")).toContainText("Half of the loans are below");
});

test("a click narrows everything, and a chip takes it back", async ({ app }) => {
  await openSmall(app);
  await app.explore.drag("Loans by loan amount", 0.2, 0.2);
  await expect(app.explore.chip(/^Loan Amount: /)).toBeVisible();
  await expect(app.headline).toContainText(/^\d+% of these \d+ loans failed/);
  await expect(app.explore.chart("Loans by loan amount").locator(".chart-card__subtitle")).toContainText("of 400");
  await app.explore.chip(/^Loan Amount: /).click();
  await expect(app.explore.chips).toBeHidden();
  await expect(app.headline).toContainText("of 400 loans failed");
});

test("a drag across columns joins them", async ({ app }) => {
  await openSmall(app);
  await app.explore.drag("Loans by loan amount", 0.2, 0.2);
  const one = await app.explore.chip(/^Loan Amount: /).textContent();
  await app.explore.chip("All loans").click();
  await app.explore.expectDrawn();
  await app.explore.drag("Loans by loan amount", 0.2, 0.6);
  const several = await app.explore.chip(/^Loan Amount: /).textContent();
  const width = (text) => { const [low, high] = text.match(/[\d,]+/g).map((number) => Number(number.replaceAll(",", ""))); return high - low; };
  expect(width(several)).toBeGreaterThan(2 * width(one));
});

test("the keyboard narrows and widens, too", async ({ app, page }) => {
  await openSmall(app);
  const table = await app.explore.tableOf("Loans by loan amount");
  const row = table.getByRole("row").nth(2);
  const n = (await row.getByRole("cell").first().textContent()).trim();
  await row.getByRole("button", { name: "Show only" }).focus();
  await page.keyboard.press("Enter");
  await expect(app.explore.chips).toBeFocused();
  await expect(app.headline).toContainText(`of these ${n} loans`);
  await expectAccessible(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(app.explore.chips).toBeHidden();
});

test("the list of borrowers keeps to the filter", async ({ app, page }) => {
  await app.openSample();
  await app.goTo("Explore");
  await app.explore.expectDrawn();
  const table = await app.explore.tableOf("How the loans of each bucket ended");
  const row = table.getByRole("row").last();
  const n = (await row.getByRole("cell").first().textContent()).trim();
  await row.getByRole("button", { name: "Show only" }).click();
  await expect(app.explore.chip(/^Days Past Due: 91 or more/)).toBeVisible();
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  await app.borrowers.chip("Also with nothing due").click();
  await expect(app.borrowers.shown).toHaveText(new RegExp(`^${n} of 5,000 loans`));
  await page.getByRole("group", { name: "Loans looked at" }).getByRole("button", { name: "All loans" }).click();
  await expect(app.borrowers.shown).toHaveText(/^5,000 loans/);
});

test("any column stands against the outcome", async ({ app }) => {
  await openSmall(app);
  await app.explore.column.selectOption("City");
  await expect(app.explore.chart("Share failed by city").getByRole("heading")).toContainText(/city/);
  await app.explore.column.selectOption("Monthly_Income");
  await expect(app.explore.chart("Share failed by monthly income")).toBeVisible();
  await app.explore.column.selectOption("Borrower_ID");
  await expect(app.main.getByRole("heading", { name: "Borrower ID cannot be grouped" })).toBeVisible();
});

test("a chart's numbers are a table and a file", async ({ app, page }) => {
  await openSmall(app);
  const chart = app.explore.chart("Loans by loan amount");
  await chart.getByRole("button", { name: "Table, picture or file of this chart" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), chart.getByRole("button", { name: "Save as CSV" }).click()]);
  expect(download.suggestedFilename()).toBe("loan-amounts.csv");
  const lines = linesOf(await bytesOf(download));
  expect(lines[0]).toBe("group,loans,known,failed,share_failed,low,high");
  expect(lines.length).toBeGreaterThan(5);
});

for (const colorScheme of ["light", "dark"]) {
  test(`nothing that axe calls serious, ${colorScheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme });
    await app.open("#/explore");
    await expect(app.main.getByRole("heading", { name: "No file is open yet" })).toBeVisible();
    await expectAccessible(page);
    await openSmall(app);
    await app.explore.column.selectOption("City");
    await expect(app.explore.chart("Share failed by city")).toBeVisible();
    await expectAccessible(page);
  });
}

test("it fits a phone", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openSmall(app);
  await app.explore.drag("Loans by loan amount", 0.3, 0.3);
  await expect(app.explore.chips).toBeVisible();
  const { wide, window } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
  expect(wide).toBeLessThanOrEqual(window);
});
