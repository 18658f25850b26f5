// Every page and state, in light and dark: nothing that axe calls serious.
import { expectAccessible } from "./accessibility.js";
import { loanFile, smallPortfolio } from "./files.js";
import { expect, test } from "./fixtures.js";

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the way of the sample", async ({ app, page }) => {
      await app.open();
      await expectAccessible(page);
      await app.goTo("Plan");
      await expectAccessible(page);
      await page.keyboard.press("?");
      await expect(app.help).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await app.main.getByRole("button", { name: "Try the sample portfolio" }).click();
      await expect(app.plan.table).toBeVisible();
      await expectAccessible(page);
      await app.plan.type(app.plan.legal, "1");
      await app.plan.type(app.plan.settlement, "7");
      await expect(app.plan.settlement).toHaveAttribute("aria-invalid", "true");
      await expectAccessible(page);
      await app.goTo("Data");
      await app.data.settings.click();
      await expectAccessible(page);
      await app.goTo("Model");
      await app.model.expectTrained();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Table, picture or file of this chart" }).first().click();
      await page.getByRole("button", { name: "View as table" }).click();
      await expect(page.getByRole("table", { name: "ROC curve" })).toBeVisible();
      await expectAccessible(page);
      await app.goTo("Borrowers");
      await app.borrowers.expectListed();
      await app.borrowers.chip("Settlement").click();
      await expectAccessible(page);
      await app.borrowers.search.fill("nobody is called that");
      await expect(app.borrowers.nobody).toBeVisible();
      await expectAccessible(page);
      await app.borrowers.search.fill("");
      await app.borrowers.rows.first().click();
      await expect(app.borrower.values).toBeVisible();
      await expectAccessible(page);
    });

    test("where something is wrong, missing or under way", async ({ app, page }) => {
      await app.open();
      await app.drop({ name: "empty.csv", content: "" });
      await expect(app.alert).toBeVisible();
      await expectAccessible(page);
      await app.drop({ name: "small.csv", content: smallPortfolio({ change: ({ Loan_Status, ...row }) => ({ ...row, Group: "AB"[row.Age % 2] }) }) });
      await expect(app.headline).toContainText("400 loans read");
      await expectAccessible(page);
      // So many loans that the training is still under way when axe has looked.
      await app.data.choose(loanFile("taiwan-credit-card.csv"));
      await expect(app.headline).toContainText("30,000 loans read");
      await app.data.set({ Trees: 2000 });
      await app.data.train.click();
      await app.model.expectUnderWay();
      await expectAccessible(page);
      await app.model.stop.click();
      await app.model.expectTrained();
      await expectAccessible(page);
    });

    test("where the data holds no signal", async ({ app, page }) => {
      await app.openAndTrain(loanFile("loan-recovery.csv"));
      await expectAccessible(page);
      await app.goTo("Plan");
      await expect(app.plan.table).toBeVisible();
      await expectAccessible(page);
      await app.goTo("Borrowers");
      await app.borrowers.expectListed();
      await expectAccessible(page);
    });
  });
}
