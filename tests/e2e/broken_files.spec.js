// A file that cannot be used gets its own sentence, and what was open before stays; a hostile one is only text.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { conformanceFile, smallPortfolio } from "./files.js";
import { expect, test } from "./fixtures.js";
import { collectDialogs } from "./pages/app.js";

const rows = smallPortfolio({ n_rows: 60 });
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

const broken = [
  { name: "empty.csv", content: "", says: "The file is empty." },
  { name: "blank.csv", content: "\r\n\r\n  \r\n", says: "The file is empty." },
  { name: "book.xlsx", content: Buffer.from("PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml xl/workbook.xml", "latin1"), says: "This is an Excel workbook, not a CSV." },
  { name: "old.xls", content: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]), says: "This is an old Office file, not a CSV." },
  { name: "picture.png", content: png, says: "This is a picture, not a CSV." },
  { name: "report.pdf", content: "%PDF-1.7\n1 0 obj\n", says: "This is a PDF, not a CSV." },
  { name: "packed.csv.gz", content: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]), says: "The file can no longer be read" },
  { name: "page.csv", content: "<!DOCTYPE html><html><body>Log in</body></html>", says: "This is a web page, not a CSV." },
  { name: "quote.csv", content: rows.replace("\r\nB1003,", '\r\n"B1003,'), says: /A quotation mark in row \d+ \(line \d+\) is never closed/ },
  { name: "header.csv", content: "Borrower_ID,Age,Loan_Status\r\n", says: "The file has a header but no rows." },
  { name: "one.csv", content: "Age\r\n30\r\n40\r\n50\r\n", says: "Only one column was found" },
];

test("each unusable file gets its own sentence, and the table before is intact", async ({ app }) => {
  await app.open();
  await app.drop({ name: "good.csv", content: smallPortfolio() });
  await expect(app.headline).toContainText("400 loans read");
  await app.data.role("City").selectOption("Left out");
  for (const { name, content, says } of broken) {
    await test.step(name, async () => {
      await app.drop({ name, content });
      await expect(app.alert).toContainText(says);
      await expect(app.alert).toContainText("What was there before is unchanged.");
      await expect(app.headline).toContainText("400 loans read");
      await expect(app.bar).toContainText("good.csv");
      await expect(app.data.role("City")).toHaveValue("Left out");
    });
  }
  await app.page.getByRole("button", { name: "Dismiss" }).click();
  await expect(app.alert).toHaveCount(0);
  await app.data.train.click();
  await app.model.expectTrained();
});

test("a broken file after a trained model leaves model and plan as they were", async ({ app }) => {
  await app.openSample();
  const counts = await app.plan.counts();
  await app.drop(broken[0]);
  await expect(app.alert).toContainText("The file is empty.");
  await app.goTo("Plan");
  expect(await app.plan.counts()).toEqual(counts);
  await expect(app.bar).toContainText("synthetic-portfolio");
  const download = await app.export();
  expect(download.suggestedFilename()).toContain("synthetic-portfolio");
});

test("a broken file as the first one leaves every way in open", async ({ app }) => {
  await app.open();
  for (const { name, content, says } of [broken[2], broken.at(-1)]) {
    await app.drop({ name, content });
    await expect(app.alert).toContainText(says);
    await expect(app.alert).not.toContainText("What was there before");
    await expect(app.data.chooseFile).toBeVisible();
  }
  await app.data.trySample.click();
  await app.expectOn("plan");
});

test("two files dropped at once: the first is opened, and the page says so", async ({ app }) => {
  await app.open();
  await app.drop({ name: "first.csv", content: smallPortfolio() }, { name: "second.csv", content: rows });
  await expect(app.headline).toContainText("400 loans read");
  await expect(app.bar).toContainText("first.csv");
  await expect(app.alert).toContainText("2 files were given; first.csv is the one that is opened.");
  await app.drop({ name: "second.csv", content: rows });
  await expect(app.headline).toContainText("60 loans read");
  await expect(app.alert).toHaveCount(0);
});

test("a folder cannot be read, and that is a sentence", async ({ app }) => {
  const folder = test.info().outputPath("a folder");
  mkdirSync(folder);
  writeFileSync(`${folder}/inside.csv`, rows);
  await app.open();
  await app.dropFromDisk(folder);
  await expect(app.alert).toContainText("A folder cannot be opened, only a file.");
  await expect(app.data.trySample).toBeVisible();
});

test("something that is no file is dropped: nothing happens", async ({ app, page }) => {
  await app.open();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/uri-list", "https://example.invalid/");
    for (const type of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(app.alert).toHaveCount(0);
  await expect(app.data.trySample).toBeVisible();
});

test("what is odd in a usable file is listed, and does not stop the work", async ({ app }) => {
  const odd = smallPortfolio({ change: (row, at) => ({ ...row, Monthly_Income: at === 7 ? "unknown!" : row.Monthly_Income }) });
  await app.open();
  await app.drop({ name: "odd.csv", content: `${odd}too,few\r\n` });
  await expect(app.main.getByText(/“unknown!” is not a number; it counts as missing/)).toBeVisible();
  await expect(app.main.getByText(/2 cells where the header has 7/)).toBeVisible();
  await app.data.train.click();
  await app.model.expectTrained();
});

const attacks = [
  "<img src=x onerror=window.__xss=1>", "<script>window.__xss=1</script>", '"><svg onload=window.__xss=1>', "javascript:window.__xss=1",
  "<iframe srcdoc=\"<script>parent.__xss=1</script>\">", "{{constructor.constructor('window.__xss=1')()}}", "{b|rich}text", "<details open ontoggle=window.__xss=1>",
];

test("cells and values that are markup stay text on every page", async ({ app, page }) => {
  const dialogs = collectDialogs(page);
  const content = smallPortfolio({
    change: (row, at) => ({ ...row, Borrower_ID: `${attacks[at % attacks.length]}${at}`, City: attacks[at % attacks.length], Loan_Status: `${attacks[0]}${row.Loan_Status}` }),
  });
  await app.open();
  await app.drop({ name: "<img src=x onerror=window.__xss=1>.csv", content });
  await expect(app.headline).toContainText("400 loans read");
  await app.data.badValue("Default").check();
  await app.data.train.click();
  await app.model.expectTrained();
  await app.page.mouse.move(1000, 500, { steps: 3 });
  await app.goTo("Plan");
  await expect(app.plan.table).toBeVisible();
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  await app.borrowers.search.fill("<img src=x onerror=window.__xss=1>0");
  await expect(app.borrowers.rows).toHaveCount(1);
  await app.borrowers.rows.first().click();
  await expect(app.borrower.values).toBeVisible();
  await expect(app.headline).toContainText("<img");
  await app.expectNothingRan();
  expect(await page.locator("main img, main iframe, main details[ontoggle]").count()).toBe(0);
  expect(dialogs).toEqual([]);
});

test("names of columns that are markup stay text", async ({ app, page }) => {
  const dialogs = collectDialogs(page);
  const content = smallPortfolio().replace("Borrower_ID,Age,Monthly_Income", 'Borrower_ID,<img src=x onerror=window.__xss=1>,__proto__');
  await app.open();
  await app.drop({ name: "names.csv", content });
  await expect(app.data.role("<img src=x onerror=window.__xss=1>")).toBeVisible();
  await app.data.train.click();
  await app.model.expectTrained();
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  await app.expectNothingRan();
  expect(dialogs).toEqual([]);
});

for (const name of ["xss_cells.csv", "xss_headers.csv", "formula_injection.csv", "prompt_injection_cells.csv"]) {
  test(`the hostile file ${name} opens as text`, async ({ app, page }) => {
    const dialogs = collectDialogs(page);
    const content = readFileSync(conformanceFile(`csv-suite/generated/hostile/${name}`));
    await app.open();
    await app.drop({ name, content });
    await expect(app.main.getByRole("alert").or(app.data.columns)).toBeVisible();
    for (const step of ["Model", "Plan", "Borrowers", "Data"]) await app.goTo(step);
    await app.expectNothingRan();
    expect(dialogs).toEqual([]);
  });
}

test("formulas in an export are text, numbers are not touched", async ({ app }) => {
  const content = smallPortfolio({ change: (row, at) => ({ ...row, City: at % 2 ? "=HYPERLINK(\"http://x\")" : "Pune", Loan_Amount: at % 5 ? row.Loan_Amount : -row.Loan_Amount }) });
  await app.open();
  await app.drop({ name: "formulas.csv", content });
  await app.data.train.click();
  await app.model.expectTrained();
  await app.goTo("Plan");
  const text = readFileSync(await (await app.export()).path(), "utf8");
  expect(text).toContain("'=HYPERLINK");
  expect(text).not.toMatch(/(^|,|")=/m);
  expect(text).toMatch(/,-\d+,/);
});
