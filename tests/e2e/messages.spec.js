// A message to a borrower: from the list to the clipboard, without a network, checked as it is written.
import { readFileSync } from "node:fs";
import { expectAccessible } from "./accessibility.js";
import { expect, test } from "./fixtures.js";

/** From nothing to the desk of the first borrower. */
async function toDesk(app) {
  await app.openSample();
  await app.goTo("Borrowers");
  await app.page.getByRole("grid", { name: "Borrowers" }).getByRole("link").first().click();
  await app.page.getByRole("link", { name: "Write a message" }).click();
  await expect(app.headline).toContainText("can be copied");
}

const message = (app) => app.page.getByRole("textbox", { name: "The message" });
const copyButton = (app) => app.page.getByRole("button", { name: "Copy" });

test("from the sample to a message on the clipboard, without a network", async ({ app, page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/); // letters of a typeface that were not needed before
  await app.openSample();
  await app.goTo("Borrowers");
  await context.setOffline(true);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("grid", { name: "Borrowers" }).getByRole("link").first().click();
  await page.getByRole("link", { name: "Write a message" }).click();
  await expect(app.headline).toContainText("can be copied");
  await expect(page.getByText("Made up for the sample; put your own here before you send anything.")).toBeVisible();
  const text = await message(app).inputValue();
  expect(text).toContain("Northline Finance");
  await copyButton(app).click();
  await expect(page.getByText("Copied.", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
});

test("each channel and language has its own draft, and its length is counted", async ({ app, page }) => {
  await toDesk(app);
  const texts = new Set();
  for (const [channel, unit] of [["SMS", "of 160 characters"], ["WhatsApp", "of 700 characters"], ["E-mail", "of 150 words"], ["Call script", "of 90 words"]]) {
    await page.getByRole("button", { name: channel }).click();
    await expect(page.locator(".draft-editor__meter")).toContainText(unit);
    texts.add(await message(app).inputValue());
  }
  await page.getByRole("button", { name: "हिन्दी" }).click();
  await expect.poll(() => message(app).inputValue()).toMatch(/[\u0900-\u097F]/);
  await expect(page.locator(".draft-editor__text")).toHaveAttribute("lang", "hi");
  texts.add(await message(app).inputValue());
  expect(texts.size).toBe(5);
});

test("what is written is checked at each letter, and what blocks keeps it from being copied", async ({ app, page }) => {
  await toDesk(app);
  const template = await message(app).inputValue();
  await message(app).fill(`${template}\nPay ₹7,850 within 10 days.`);
  await expect(app.headline).toContainText("one rule to mend");
  await expect(page.getByText("“₹7,850”")).toBeVisible();
  await expect(page.locator(".draft-editor__marks mark").first()).toHaveText("₹7,850");
  await expect(copyButton(app)).toBeDisabled();
  await page.getByRole("textbox", { name: /Reason to copy it all the same/ }).fill("agreed by phone today");
  await page.keyboard.press("Tab");
  await expect(copyButton(app)).toBeEnabled();
  await message(app).fill(`${template}\nThe police will arrest you.`);
  await expect(copyButton(app)).toBeDisabled();
  await expect(page.getByRole("textbox", { name: /Reason to copy/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Back to the template" }).click();
  await expect(message(app)).toHaveValue(template);
  await expect(copyButton(app)).toBeEnabled();
});

test("another sender, another country and another time are other rules", async ({ app, page }) => {
  await toDesk(app);
  await page.getByRole("textbox", { name: "Lender", exact: true }).fill("");
  await page.keyboard.press("Tab");
  await expect(page.getByText("The lender’s name")).toBeVisible();
  await page.getByRole("textbox", { name: "Lender", exact: true }).fill("Harbour Bank");
  await page.keyboard.press("Tab");
  await expect(message(app)).toHaveValue(/Harbour Bank/);
  await page.getByLabel("To be sent at, by the borrower’s clock").fill("2026-12-01T21:30");
  await page.keyboard.press("Tab");
  await expect(page.getByText(/C01/)).toBeVisible();
  await page.getByRole("combobox", { name: "The borrower lives in" }).selectOption("US");
  await expect(message(app)).toHaveValue(/debt/);
});

test("a message is saved as a file", async ({ app, page }) => {
  await toDesk(app);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
  expect(readFileSync(await download.path(), "utf8")).toBe(await message(app).inputValue());
});

const rulesFile = (app) => app.page.getByLabel("Rules file");
const load = (app, rules) => rulesFile(app).setInputFiles({ name: "rules.json", mimeType: "application/json", buffer: Buffer.from(typeof rules === "string" ? rules : JSON.stringify(rules)) });

/** A day as the page writes it. */
const dayText = (day) => new Date(day).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** The rules as a person saves them. */
async function savedRules(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the rules as a file" }).click()]);
  return { name: download.suggestedFilename(), rules: JSON.parse(readFileSync(await download.path(), "utf8")) };
}

test("the rules of conduct are saved, edited and loaded, and the built-in ones come back", async ({ app, page }) => {
  await toDesk(app);
  const card = page.locator(".card").filter({ has: page.getByRole("heading", { name: "Rules of conduct" }) });
  await expect(card).toContainText("08:00 to 19:00");
  await expect(card.getByRole("button", { name: "Back to the built-in rules" })).toHaveCount(0);
  await card.getByText(/^Where they come from/).click();
  await expect(card.getByRole("listitem").first()).toContainText("12 August 2022");
  const { name, rules } = await savedRules(page);
  expect(name).toBe("rules-IN.json");
  await page.getByLabel("To be sent at, by the borrower’s clock").fill("2026-12-01T20:00");
  await page.keyboard.press("Tab");
  await expect(page.getByText(/C01/)).toBeVisible();

  await load(app, { ...rules, name: "Harbour Bank", contact_window: { from: "08:00", to: "20:30" } });
  await expect(page.getByText(`Your rules: Harbour Bank, as of ${dayText(rules.as_of)}`)).toBeVisible();
  await expect(page.getByText("Hours of contact: 08:00 to 20:30, built in 08:00 to 19:00")).toBeVisible();
  await expect(page.getByText(/C01/)).toHaveCount(0);
  await expect(copyButton(app)).toBeEnabled();
  await expect(card).toContainText("Harbour Bank, your file");

  // They hold for where the borrower lives, and wait while that is elsewhere.
  await page.getByRole("combobox", { name: "The borrower lives in" }).selectOption("UK");
  await expect(page.getByText(/^Your rules/)).toHaveCount(0);
  await expect(card).toContainText("08:00 to 21:00");
  await page.getByRole("combobox", { name: "The borrower lives in" }).selectOption("IN");
  await expect(page.getByText(/^Your rules: Harbour Bank/)).toBeVisible();

  await card.getByRole("button", { name: "Back to the built-in rules" }).click();
  await expect(page.getByText(/^Your rules/)).toHaveCount(0);
  await expect(page.getByText(/C01/)).toBeVisible();
  await expect(card).toContainText("08:00 to 19:00");
});

test("rules with mistakes change nothing, and all mistakes are listed", async ({ app, page }) => {
  await toDesk(app);
  const { rules } = await savedRules(page);
  const problems = page.getByRole("alert").filter({ hasText: "The rules stay as they were" });
  await load(app, { ...rules, contact_window: { from: "25:00", to: "19:00" }, zones: [], effects: { ...rules.effects, grievance: "shout" }, colour: "red", limits: { ...rules.limits, most_exclamations: 5 } });
  for (const words of ["contact_window.from: “25:00” is no time as 08:00", "zones: needs at least one", "effects.grievance: may not be “shout”", "colour: is unknown", "limits.most_exclamations: may be stricter than 1, but not looser: C06"]) {
    await expect(problems).toContainText(words);
  }
  await expect(problems.getByRole("listitem")).toHaveCount(5);
  await expect(page.getByText(/^Your rules/)).toHaveCount(0);
  await load(app, { ...rules, jurisdiction: "UK" });
  await expect(problems).toContainText("these are rules for borrowers in the United Kingdom, and the borrower lives in India");
  await load(app, "{ not json");
  await expect(problems).toContainText("file: is no JSON from line 1");
  await load(app, rules);
  await expect(problems).toHaveCount(0);
  await expect(page.getByText(`Your rules: India, as of ${dayText(rules.as_of)}`)).toBeVisible();
  await expect(page.getByText("Laxer than the built-in rules:")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("the desk is accessible, with and without findings", async ({ app, page }) => {
      await toDesk(app);
      await expectAccessible(page);
      await message(app).fill("Pay ₹1 now or else. This is your last chance.");
      await expect(app.headline).toContainText("to mend");
      await expectAccessible(page);
    });

    test("the rules of conduct are accessible, with mistakes and with rules of one’s own", async ({ app, page }) => {
      await page.clock.setFixedTime(new Date("2028-01-05T10:00:00"));
      await toDesk(app);
      await expect(page.getByText("Over a year old")).toBeVisible();
      const { rules } = await savedRules(page);
      await page.getByText(/^Where they come from/).click();
      await load(app, { ...rules, contact_window: { from: "07:00", to: "21:00" }, profile_windows: {}, limits: { ...rules.limits, least_deadline_days: 2 } });
      await expect(page.getByText("Laxer than the built-in rules:")).toBeVisible();
      await load(app, {});
      await expect(page.getByText("The rules stay as they were")).toBeVisible();
      await expectAccessible(page);
    });
  });
}
