// Addresses, keys, theme and help.
import { expect, test } from "./fixtures.js";

test("#/demo leads from nothing to the plan of the sample", async ({ app }) => {
  await app.open("#/demo");
  await app.expectOn("plan");
  await expect(app.bar).toContainText("Synthetic");
  await app.plan.expectAgreement();
});

test("an unknown address is the first page", async ({ app }) => {
  for (const hash of ["#/nowhere", "#nonsense", "#/borrowers/x/y/z", "#//", "#/%00"]) {
    await app.open(hash);
    await expect(app.data.trySample).toBeVisible();
  }
});

test("pages that need a model say so, and lead to one", async ({ app }) => {
  for (const hash of ["#/model", "#/plan", "#/borrowers", "#/borrowers/3"]) {
    await app.open(hash);
    await expect(app.main.getByRole("heading", { name: "No file is open yet" })).toBeVisible();
  }
  await app.main.getByRole("button", { name: "Try the sample portfolio" }).click();
  await app.expectOn("plan");
});

test("the address names the page, the tab too, and Back goes back", async ({ app, page }) => {
  await app.openSample();
  await expect(page).toHaveTitle("Plan · Smart Loan Recovery");
  await app.goTo("Model");
  await expect(page).toHaveTitle("Model · Smart Loan Recovery");
  await page.goBack();
  await app.expectOn("plan");
  await expect(app.plan.table).toBeVisible();
});

test("g and a letter go to a page, ? shows the map of the keys", async ({ app, page }) => {
  await app.openSample();
  for (const [letter, route] of [["m", "model"], ["b", "borrowers"], ["d", ""], ["p", "plan"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await app.expectOn(route);
  }
  await page.keyboard.press("?");
  await expect(app.help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.help).toBeHidden();
});

test("the focus goes to the page that is opened, and the first Tab skips to it", async ({ app, page }) => {
  await app.open();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.main).toBeFocused();
  await app.goTo("Plan");
  await expect(app.main).toBeFocused();
});

test("the theme follows the system, and the button changes it", async ({ app, page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await app.open();
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).not.toBe(light);
  await page.getByRole("button", { name: "Change theme" }).click();
  await expect.poll(ground).toBe(light);
});

test("rapid and repeated actions break nothing", async ({ app, page }) => {
  await app.open();
  await app.data.trySample.dblclick();
  for (const step of ["Plan", "Model", "Borrowers", "Data", "Plan", "Borrowers", "Model", "Plan"]) await app.step(step).click();
  await app.expectOn("plan");
  await expect(app.plan.table).toBeVisible();
  await page.getByRole("button", { name: "Export scored CSV" }).dblclick();
  await expect(page.getByRole("status").filter({ hasText: "saved with 5,000 rows" })).toBeVisible();
});
