// From scores to a plan that a manager would sign: groups, policy, money, people to look, a borrower's plan, and the export with it.
import { readFileSync } from "node:fs";
import { bytesOf, loanFile, parseCsv } from "./files.js";
import { expect, test } from "./fixtures.js";
import { figure } from "./pages/app.js";

test("the sample's groups are named, in the order of their risk, and the same each time", async ({ app }) => {
  await app.openSample();
  await app.goTo("Segments");
  await expect(app.headline).toContainText("groups");
  const names = () => app.page.getByRole("main").getByRole("rowheader").allTextContents();
  const before = await names();
  expect(before.length).toBeGreaterThan(1);
  await app.openSample();
  await app.goTo("Segments");
  await expect(app.headline).toContainText("groups");
  expect(await names()).toEqual(before);
});

test("a number of the policy changes the money, and the defaults bring it back", async ({ app }) => {
  await app.openSample();
  const { plan } = app;
  await expect(plan.moneyTable).toContainText("Total");
  const before = await plan.total("Cost");
  await plan.changeNumber("Capacity a month", "Calls, plans and settlements", "100");
  await expect(plan.capacity).toContainText("100");
  await plan.changeNumber("Assumptions: reminder", "Cost", "500");
  await expect.poll(() => plan.total("Cost")).not.toBe(before);
  await app.page.getByRole("button", { name: "Back to the defaults" }).click();
  await expect.poll(() => plan.total("Cost")).toBe(before);
});

test("legal reviews that are worth less than the settlement they replace are said first, and lead to what changes it", async ({ app, page }) => {
  await app.openSample();
  const { plan } = app;
  // By default a legal review gives way to what brings more.
  const policy = JSON.parse(readFileSync(await (await plan.savePolicy()).path(), "utf8"));
  policy.rules.harsh_only_when_worth_more = false;
  await plan.loadPolicy("harsh.json", JSON.stringify(policy));
  const finding = plan.finding.first();
  await expect(finding).toContainText(/(All [\d,]+|[\d,]+ of [\d,]+) legal reviews are worth less than the (settlement offer( or repayment plan)?|repayment plan|step) whose place they take: ₹[\d.,]+ (lakh|crore) less in all/);
  await expect(finding).toContainText(/legal steps cost ₹25,000, succeed in 50% of cases/);
  await expect(app.page.getByText(/^Nothing is due of [\d,]+ other loans in the file: they get no step\.$/)).toBeVisible();
  await expect(plan.moneyTable).toContainText("Total");
  const before = await plan.total("Net");
  const nWorth = (await finding.textContent()).match(/Allow ([\d,]+|no) legal slots/)[1].replace("no", "0").replaceAll(",", "");

  // To the cut-off, and to a number that is folded away; nothing has changed by that.
  await finding.getByRole("button", { name: "Cut-off: 0.75" }).click();
  await expect(plan.legalSlider).toBeFocused();
  await finding.getByRole("button", { name: "Legal steps succeed: 50%" }).click();
  await expect(page.getByRole("textbox", { name: /^Legal steps succeed/ })).toBeFocused();
  await finding.getByRole("button", { name: "Legal slots a month: no limit" }).click();
  const slots = page.getByRole("textbox", { name: /^Legal slots/ });
  await expect(slots).toBeFocused();
  expect(await plan.total("Net")).toBe(before);
  await page.keyboard.type(nWorth);
  await page.keyboard.press("Enter");
  await expect(page.getByText("legal reviews are worth less")).toHaveCount(0);
  const granted = async () => (await plan.plan()).find(({ step }) => step === "Legal review")?.count ?? 0;
  await expect.poll(granted).toBe(Number(nWorth));
  // Who is passed on to a settlement asks for a call that was not wanted before.
  await expect(plan.capacity).toContainText("Passed on");
  await plan.expectAgreement();
});

test("a policy with mistakes lists all of them and changes nothing", async ({ app }) => {
  await app.openSample();
  const { plan } = app;
  await expect(plan.moneyTable).toContainText("Total");
  const before = await plan.total("Net");
  const policy = JSON.parse(readFileSync(await (await plan.savePolicy()).path(), "utf8"));
  policy.bands.settlement = 0.9;
  policy.assumptions.capacity.calls = -4;
  policy.colour = "red";
  await plan.loadPolicy("policy.json", JSON.stringify(policy));
  await expect(app.alert).toContainText("The policy stays as it was");
  for (const field of ["bands.", "assumptions.capacity.calls", "colour"]) await expect(app.alert).toContainText(field);
  await expect(app.alert.getByRole("listitem").filter({ hasText: "colour" })).toHaveText("colour is unknown.");
  await plan.loadPolicy("policy.json", "{ nonsense");
  await expect(app.alert.getByRole("listitem")).toHaveText([/^The file is no JSON from line 1, column \d+ on\.$/]);
  expect(await plan.total("Net")).toBe(before);
  await expect(plan.settlement).toHaveValue("0.50");
});

test("a policy's file takes its cut-offs along, and the one kept before is compared with it", async ({ app }) => {
  await app.openSample();
  const { plan } = app;
  const policy = JSON.parse(readFileSync(await (await plan.savePolicy()).path(), "utf8"));
  await app.page.getByRole("button", { name: "Keep to compare with" }).click();
  policy.name = "Milder";
  policy.bands.legal = 0.85;
  await plan.loadPolicy("milder.json", JSON.stringify(policy));
  await expect(plan.legal).toHaveValue("0.85");
  await expect(app.page.getByText("The policy: Milder")).toBeVisible();
  await expect(app.page.getByText(/would be treated otherwise|change/).filter({ visible: true }).first()).toBeVisible();
  await plan.expectAgreement();
});

test("the export has the segment, the persona, the plan, the next action and the reasons of everyone", async ({ app }) => {
  await app.openSample();
  const rows = parseCsv((await bytesOf(await app.export())).toString("utf8"));
  expect(rows[0].slice(-11)).toEqual(["segment", "persona", "plan", "next_action", "reasons", "expected_value", "over_waiting", "person_first", "needs_human", "work_order", "plan_basis"]);
  for (const row of rows.slice(1)) {
    const [segment, persona, , next, reasons, value, overWaiting, person, human] = row.slice(-11);
    const isSaid = segment && persona && next && reasons && [value, overWaiting].every((amount) => Number.isFinite(Number(amount)));
    expect(Boolean(isSaid) && [person, human].every((said) => ["yes", ""].includes(said)), row.join()).toBe(true);
  }
  const actions = new Set(rows.slice(1).map((row) => row.at(-8)));
  expect(actions.size).toBeGreaterThan(3);
  // Of whom nothing is due, there is nothing to do: the others have a place each.
  const [ended, due] = [true, false].map((isEnded) => rows.slice(1).filter((row) => (row.at(-8) === "Nothing due") === isEnded));
  expect(ended.length).toBeGreaterThan(1000);
  expect(new Set(ended.map((row) => row.slice(-6, -1).join()))).toEqual(new Set([",,,,"]));
  const places = due.map((row) => Number(row.at(-2))).sort((a, b) => a - b);
  expect(places).toEqual(places.map((_, at) => at + 1));
});

test("a plan is signed off: who did it stands in the file, and only in that one", async ({ app, page }) => {
  await app.openSample();
  const saved = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return parseCsv((await bytesOf(download)).toString("utf8")).slice(1).map((row) => row.at(-1));
  };
  await page.getByRole("textbox", { name: "Signed off by" }).fill("A. Rao");
  for (const basis of await saved("Sign off and export")) expect(basis).toMatch(/ · signed off by A\. Rao$/);
  for (const basis of await saved("Export scored CSV")) expect(basis).not.toContain("signed off");
});

test("a borrower's page gives the next step, its reasons and plans that add up", async ({ app }) => {
  await app.openSample();
  await app.goTo("Borrowers");
  await app.page.getByRole("button", { name: "Next step" }).click();
  await app.page.getByRole("grid", { name: "Borrowers" }).getByRole("link").first().click();
  const main = app.page.getByRole("main");
  await expect(main).toContainText(/is in the band/);
  await expect(main).toContainText(/Policy table/);
});

test("groups of people are compared, and what looking at them is worth is worked out", async ({ app }) => {
  await app.openAndTrain(loanFile("german-credit.csv"));
  await app.goTo("Plan");
  await expect(app.page.getByRole("table", { name: "How groups are treated" })).toBeVisible();
  await expect(app.page.getByText(/The model does not look at/)).toBeVisible();
  await app.page.getByRole("button", { name: "Compare with and without" }).click();
  await expect(app.page.getByText(/AUC/).first()).toBeVisible();
  await expect(figure(app.page, "Expected net")).toBeVisible();
});
