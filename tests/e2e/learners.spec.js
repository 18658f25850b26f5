// Other learners, what can be found out about them, and why a borrower has its score.
import { expect, test } from "./fixtures.js";

test.beforeEach(async ({ app }) => {
  await app.openSample();
});

test("the models are compared on the same folds, and the app follows the one that is chosen", async ({ app, page }) => {
  const counts = await app.plan.counts();
  await app.goTo("Model");
  await page.getByRole("button", { name: "Compare the models" }).click();
  const board = page.getByRole("table", { name: "Leaderboard" });
  await expect(board).toBeVisible({ timeout: 45_000 });
  for (const name of ["Random forest", "Gradient boosting", "Logistic regression", "Decision tree", "Best single column", "Base rate"]) {
    await expect(board.getByRole("rowheader", { name })).toBeVisible();
  }
  const auc = async (name) => Number(await board.getByRole("row", { name: new RegExp(`^${name}`) }).getByRole("cell").first().innerText());
  expect(await auc("Gradient boosting")).toBeGreaterThan(0.78);
  expect(await auc("Best single column")).toBeLessThan(0.72);
  expect(await auc("Base rate")).toBe(0.5);

  await page.getByRole("button", { name: "Gradient boosting" }).click();
  await expect(app.model.fact("Model")).toHaveText("Gradient boosting");
  await app.goTo("Plan");
  expect(await app.plan.counts()).not.toEqual(counts);
  await app.goTo("Model");
  await page.getByRole("button", { name: "Random forest" }).click();
  await expect(app.model.fact("Model")).toHaveText("Random forest");
  await page.getByRole("button", { name: "Calibrated, isotonic" }).click();
  await expect(app.model.fact("Scores")).toHaveText("calibrated, isotonic");
  await page.getByRole("button", { name: "Scores as they are" }).click();
  await expect(app.model.fact("Scores")).toHaveText("as the model gives them");
  await app.goTo("Plan");
  expect(await app.plan.counts()).toEqual(counts);
});

test("what moves the scores is asked for one by one", async ({ app, page }) => {
  await app.goTo("Model");
  await page.getByRole("button", { name: "What the AUC loses without each column" }).click();
  await expect(page.getByRole("img", { name: /AUC/ }).last()).toBeVisible({ timeout: 30_000 });
  await page.getByLabel("How scores depend on").selectOption("Days_Past_Due");
  await expect(page.getByRole("heading", { name: /Days.Past.Due/i }).last()).toBeVisible({ timeout: 30_000 });
  await page.getByLabel("A bad loan that was left alone").fill("20000");
  await page.getByLabel("A bad loan that was left alone").press("Enter");
  await expect(page.getByText(/cheapest cut-off/)).toContainText("20,000");
});

test("a borrower's score is explained, and changes with what can change", async ({ app, page }) => {
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  await app.borrowers.rows.first().click();
  await expect(page.getByRole("img", { name: /^Waterfall of the score/ })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "What if…" }).click();
  const days = page.getByRole("slider", { name: "Days_Past_Due" });
  const status = page.getByRole("status").filter({ hasText: /score/ });
  await expect(status).toContainText("The score is");
  await days.focus();
  await days.press("Home");
  await expect(status).toContainText("The score would be");
  await page.getByRole("button", { name: "Take the changes back" }).click();
  await expect(status).toContainText("The score is");
});
