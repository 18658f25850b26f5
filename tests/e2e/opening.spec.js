// Real files come in by every way and are trained on without a detour.
import { readFileSync } from "node:fs";
import { loanFile, smallPortfolio } from "./files.js";
import { expect, test } from "./fixtures.js";

test("German credit, dropped: the outcome is guessed, and the model is good", async ({ app }) => {
  const content = readFileSync(loanFile("german-credit.csv"));
  await app.open();
  await app.drop({ name: "german-credit.csv", content });
  await expect(app.headline).toContainText("1,000 loans read; 300 (30%) were not repaid.");
  await expect(app.headline).not.toContainText("out of the model");
  await app.data.train.click();
  await app.model.expectTrained();
  expect(await app.model.aucValue()).toBeGreaterThan(0.76);
  await expect(app.model.noSignal).toHaveCount(0);
});

test("Taiwan credit cards, chosen with the button: the outcome is guessed, and the model is good", async ({ app }) => {
  await app.open();
  await app.data.choose(loanFile("taiwan-credit-card.csv"));
  await expect(app.headline).toContainText("30,000 loans read; 6,636 (22%) were not repaid.");
  await expect(app.headline).not.toContainText("out of the model");
  await app.data.set({ Trees: 60 });
  await app.data.train.click();
  await app.model.expectTrained();
  expect(await app.model.aucValue()).toBeGreaterThan(0.75);
});

test("loan payments, dropped as the desktop does it: what is written after the fact is left out", async ({ app }) => {
  await app.open();
  await app.dropFromDisk(loanFile("loan-payments.csv"));
  await expect(app.headline).toContainText("500 loans read");
  for (const column of ["paid_off_time", "past_due_days"]) await expect(app.data.role(column)).toHaveValue("Knows outcome");
  await app.data.train.click();
  await app.model.expectTrained();
  expect(await app.model.aucValue()).toBeLessThan(0.95);
});

test("the recovery data set: three columns are named, there is no signal, and the plan is greyed", async ({ app }) => {
  await app.open();
  await app.data.choose(loanFile("loan-recovery.csv"));
  await expect(app.main.getByRole("heading", { name: "Collection_Attempts, Collection_Method and Legal_Action_Taken were written after the fact" })).toBeVisible();
  await app.data.train.click();
  await app.model.expectTrained();
  expect(await app.model.aucValue()).toBeGreaterThan(0.38);
  expect(await app.model.aucValue()).toBeLessThan(0.6);
  await expect(app.headline).toHaveText("On loans that it had not seen, the forest does no better than a coin.");
  await expect(app.model.noSignal).toBeVisible();
  await app.goTo("Plan");
  await expect(app.headline).toContainText("no plan to act on");
  await expect(app.model.noSignal).toBeVisible();
  await expect(app.plan.content).toHaveAttribute("data-state", "off");
});

test("collection columns may be used by the person's own decision, and taken back", async ({ app }) => {
  await app.open();
  await app.data.choose(loanFile("loan-recovery.csv"));
  await app.page.getByRole("button", { name: "I score mid-process: use them" }).click();
  await expect(app.data.role("Collection_Method")).toHaveValue("Feature");
  await expect(app.main.getByRole("heading", { name: /give the outcome away, and the model uses them/ })).toBeVisible();
  await app.page.getByRole("button", { name: "Leave them out" }).click();
  await expect(app.data.role("Collection_Method")).toHaveValue("Knows outcome");
});

test("a pasted table opens, wherever the person is", async ({ app }) => {
  await app.open("#/plan");
  await app.paste(smallPortfolio().replaceAll(",", "\t"));
  await app.expectOn("");
  await expect(app.headline).toContainText("400 loans read");
  await expect(app.bar).toContainText("pasted.csv");
  await app.data.train.click();
  await app.model.expectTrained();
});

test("a file dropped while another is open takes its place, with its own settings", async ({ app }) => {
  await app.openSample();
  await app.drop({ name: "small.csv", content: smallPortfolio() });
  await app.expectOn("");
  await expect(app.headline).toContainText("400 loans read");
  await expect(app.bar).not.toContainText("Synthetic");
  await expect(app.bar).not.toContainText("AUC");
  await app.goTo("Plan");
  await expect(app.main.getByRole("heading", { name: "No model is trained yet" })).toBeVisible();
});

test("another file can be chosen while one is open, and the same one twice, as it was set up", async ({ app }) => {
  const path = loanFile("loan-recovery.csv");
  await app.open();
  await app.data.choose(path);
  await app.data.role("Monthly_Income").selectOption("Left out");
  await app.data.choose(path);
  await expect(app.page.getByRole("heading", { name: "Set up as loan-recovery.csv was" })).toBeVisible();
  await expect(app.data.role("Monthly_Income")).toHaveValue("Left out");
  await app.page.getByRole("button", { name: "Start afresh" }).click();
  await expect(app.data.role("Monthly_Income")).toHaveValue("Feature");
});

test("roles, outcome and bad values are the person's to change", async ({ app }) => {
  await app.open();
  await app.drop({ name: "small.csv", content: smallPortfolio() });
  await expect(app.data.outcome).toHaveValue("Loan_Status");
  await expect(app.data.badValue("Default")).toBeChecked();
  await expect(app.data.badValue("Repaid")).not.toBeChecked();

  await app.data.badValue("Default").uncheck();
  await expect(app.main.getByRole("heading", { name: "No value is marked as bad yet." })).toBeVisible();
  await expect(app.data.train).toBeDisabled();
  await app.data.badValue("Default").check();
  await expect(app.data.train).toBeEnabled();

  await app.data.outcome.selectOption("City");
  await expect(app.data.role("Loan_Status")).toHaveValue("Knows outcome");
  await app.data.outcome.selectOption("Loan_Status");
  await app.data.role("City").selectOption("Left out");
  await app.data.train.click();
  await app.model.expectTrained();
  await expect(app.model.fact("Features")).toHaveText("3");
});
