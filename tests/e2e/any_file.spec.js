// Files as they really are: other encodings, packed, with questions, read again in another way, and the next month's.
import { gzipSync } from "node:zlib";
import { expectAccessible } from "./accessibility.js";
import { bytesOf, linesOf } from "./files.js";
import { expect, test } from "./fixtures.js";

/** Loans of a German lender: semicolons, decimal commas, and dates of which every one is a day in either order. */
function loans(first, delimiter = ";") {
  const lines = [["Kunde", "Konto_Nr", "Opened", "Restschuld", "Loan_Status"].join(delimiter)];
  for (let at = 0; at < 120; at += 1) {
    const number = first + at;
    const day = `0${1 + (number % 9)}/0${1 + ((number * 7) % 9)}/2024`;
    lines.push([`Müller ${number}`, `K${number}`, day, `1.${100 + (number % 900)},50`, number % 4 === 0 ? "Charged Off" : "Fully Paid"].join(delimiter));
  }
  return `${lines.join("\r\n")}\r\n`;
}

test("UTF-16, Windows-1252 and gzip are read, and what was found is shown", async ({ app }) => {
  const text = loans(1000);
  const files = [
    ["utf16.csv", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]), "UTF-16LE (found)"],
    ["latin.csv", Buffer.from(text, "latin1"), "windows-1252 (found)"],
    ["packed.csv.gz", gzipSync(text), "UTF-8 (found)"],
  ];
  await app.open();
  for (const [name, content, encoding] of files) {
    await app.drop({ name, content });
    await expect(app.headline).toContainText("120 loans read; 30 (25%) were not repaid.");
    await expect(app.page.getByText(name)).toBeVisible();
    await expect(app.data.firstRows).toContainText("Müller 1000");
    await expect(app.page.getByRole("combobox", { name: "Characters are" }).locator("option:checked")).toHaveText(encoding);
    await expect(app.page.getByRole("combobox", { name: "Cells are separated by" }).locator("option:checked")).toHaveText("semicolons (found)");
    await expect(app.page.getByRole("combobox", { name: "How Restschuld is read" }).locator("option:checked")).toHaveText("number, decimal comma");
  }
});

test("what the cells leave open is asked, and the answer is kept for the next month", async ({ app }) => {
  await app.open();
  await app.drop({ name: "august.csv", content: loans(1000) });
  await expect(app.page.getByText(/^Opened: is the day or the month first in .*\?$/)).toBeVisible();
  await app.page.getByRole("button", { name: "Month first" }).click();
  await expect(app.page.getByText(/^Opened: is/)).toHaveCount(0);
  await app.data.role("Konto_Nr").selectOption("Left out");
  await app.drop({ name: "september.csv", content: loans(3000) });
  await expect(app.page.getByRole("heading", { name: "Set up as august.csv was" })).toBeVisible();
  await expect(app.page.getByText(/^Opened: is/)).toHaveCount(0);
  await expect(app.data.role("Konto_Nr")).toHaveValue("Left out");
  await app.page.getByRole("button", { name: "Start afresh" }).click();
  await expect(app.page.getByText(/^Opened: is/)).toBeVisible();
});

test("another way of reading is seen before it is taken", async ({ app }) => {
  await app.open();
  await app.drop({ name: "loans.csv", content: loans(1000) });
  await app.page.getByRole("combobox", { name: "The first row" }).selectOption("is a loan");
  const preview = app.page.getByRole("table", { name: "First rows, read in this way" });
  await expect(preview).toContainText("column_1");
  await expectAccessible(app.page);
  await app.page.getByRole("button", { name: "Keep it as it was" }).click();
  await expect(preview).toHaveCount(0);
  await expect(app.headline).toContainText("120 loans read");
  await app.page.getByRole("combobox", { name: "The first row" }).selectOption("is a loan");
  await app.page.getByRole("button", { name: "Read it in this way" }).click();
  await expect(app.headline).toContainText("121 loans read");
});

test("the rows that did not fit are named and can be taken away", async ({ app }) => {
  await app.open();
  const lines = loans(1000, ",").replaceAll(/1\.(\d{3}),50/g, "1$1.50").split("\r\n");
  lines.splice(5, 0, "only,three,cells");
  lines[9] = lines[9].replace(/1\d{3}\.50/, "unknown!");
  await app.drop({ name: "odd.csv", content: lines.join("\n") });
  await expect(app.page.getByText("Row 5: 3 cells where the header has 5; the row is left out.")).toBeVisible();
  const [download] = await Promise.all([
    app.page.waitForEvent("download"),
    app.page.getByRole("button", { name: "Save the rows that did not fit" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("odd-rejected.csv");
  const saved = linesOf(await bytesOf(download));
  expect(saved[0]).toBe("row,problem,Kunde,Konto_Nr,Opened,Restschuld,Loan_Status");
  expect(saved).toHaveLength(3);
});
