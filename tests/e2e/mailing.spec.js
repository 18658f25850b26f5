// Messages to many borrowers: who is written to, in which words, what is stopped, and the files that take them away.
import { readFileSync } from "node:fs";
import { expectAccessible } from "./accessibility.js";
import { expect, test } from "./fixtures.js";
import { Counsel } from "./pages/counsel.js";

/** The page of messages to many, of the sample, to those with this next step. */
async function toMany(app, step) {
  await app.openSample();
  await app.goTo("Messages");
  await expect(app.headline).toContainText("can be copied");
  await app.page.getByRole("link", { name: "Write to many…" }).click();
  await app.page.getByRole("combobox", { name: "To", exact: true }).selectOption({ label: `Next step: ${step}` });
  await expect(app.page.getByText("Writing and checking")).toHaveCount(0);
  await expect(app.headline).toContainText("messages");
}

const groups = (page) => page.locator(".mailing__group");

async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("everyone with a next step gets a message of their own, read before it is taken away", async ({ app, page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/); // letters of a typeface that were not needed before
  await toMany(app, "settlement offer");
  await context.setOffline(true);
  const [, n_ready] = (await app.headline.textContent()).match(/([\d,]+) of [\d,]+ messages/);
  await groups(page).first().locator("summary").click();
  await expect(groups(page).first().locator(".mailing__text")).toContainText("Northline Finance");
  const file = await saved(page, () => page.getByRole("button", { name: "Save these messages" }).click());
  expect(file.name).toMatch(/-messages\.csv$/);
  expect((file.text.match(/,ready\r\n/g) ?? []).length).toBe(Number(n_ready.replaceAll(",", "")));
  await page.getByRole("button", { name: "हिन्दी" }).click();
  await expect(groups(page).first().locator(".mailing__text")).toContainText(/[\u0900-\u097F]/);
});

test("what is missing or against a rule stops messages with its reason", async ({ app, page }) => {
  await toMany(app, "reminder");
  await page.getByRole("textbox", { name: "Lender", exact: true }).fill("");
  await page.getByRole("textbox", { name: "Lender", exact: true }).press("Tab");
  await expect(app.headline).toContainText("0 of");
  await groups(page).first().locator("summary").click();
  await expect(groups(page).first()).toContainText("The lender’s name");
});

test("the scored CSV has messages where the person wants them, and one that was added by hand", async ({ app, page }) => {
  await toMany(app, "reminder");
  await page.getByRole("checkbox", { name: /Add them to the scored CSV/ }).check();
  await app.goTo("Borrowers");
  const many = await saved(page, () => page.getByRole("button", { name: "Export scored CSV" }).click());
  expect(many.text.split("\n")[0]).toContain("message_channel,message,message_check");
  expect(many.text.match(/,ready\r?\n/g).length).toBeGreaterThan(50);
  await app.goTo("Messages");
  await page.getByRole("link", { name: "Write to many…" }).click();
  await page.getByRole("checkbox", { name: /Add them to the scored CSV/ }).uncheck();
  await app.goTo("Messages");
  await page.getByRole("button", { name: "Add to the export" }).click();
  await expect(page.getByRole("button", { name: "Take out of the export" })).toBeVisible();
  await app.goTo("Borrowers");
  const one = await saved(page, () => page.getByRole("button", { name: "Export scored CSV" }).click());
  expect(one.text.match(/,ready\r?\n/g).length).toBe(1);
});

test("Gemini words each situation once: how many questions is said, and each is shown, before any leaves", async ({ pretendApp: app, page, gemini }) => {
  await toMany(app, "repayment plan");
  const card = page.locator(".card", { hasText: "In other words" });
  await card.getByRole("button", { name: "Add your key…" }).click();
  const counsel = new Counsel(page);
  await counsel.keyDialog.getByLabel("Key", { exact: true }).fill(Counsel.key);
  await counsel.keyDialog.getByRole("button", { name: "Test and use" }).click();
  await expect(counsel.keyDialog.getByText(/Google takes this key/)).toBeVisible();
  await counsel.keyDialog.getByRole("button", { name: "Close" }).click();
  const button = card.getByRole("button", { name: /^Word \d+ situations/ });
  await expect(button).toBeEnabled();
  const n = Number((await button.textContent()).match(/\d+/)[0]);
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Before anything leaves" });
  await expect(dialog).toContainText(`${n} questions`);
  await expect(dialog.locator("details")).toHaveCount(n);
  await expectAccessible(page);
  const shown = await dialog.locator(".payload").evaluateAll((all) => all.map((one) => one.textContent));
  expect(await gemini.requests("stream")).toEqual([]);
  const words = "This is {agent_name} of {lender_name} about your loan ending {loan_ref_last4}. May we talk? {contact}. Complaints: {grievance_contact}. {opt_out}";
  for (let i = 0; i < n; i += 1) await gemini.stream([JSON.stringify({ message: words, plan_ids: [], caveats: [] })]);
  await dialog.getByRole("button", { name: "Send them" }).click();
  await expect(card).toContainText(`${n} of ${n} situations are in new words.`, { timeout: 30_000 });
  const sent = (await gemini.requests("stream")).map((request) => request.body);
  expect(sent).toEqual(shown);
  expect(sent.join()).not.toMatch(/BRW_\d/);
  await groups(page).first().locator("summary").click();
  await expect(groups(page).first().locator(".mailing__text")).toContainText("This is Meera Nair of Northline Finance");
  await groups(page).first().getByRole("button", { name: "Back to the template" }).click();
  await expect(groups(page).first().locator(".mailing__text")).not.toContainText("This is Meera Nair of Northline Finance");
});

test("the page can be read and worked by everyone", async ({ app, page }) => {
  await toMany(app, "settlement offer");
  await groups(page).first().locator("summary").press("Enter");
  await expect(groups(page).first().locator(".mailing__text")).toBeVisible();
  await expectAccessible(page);
});
