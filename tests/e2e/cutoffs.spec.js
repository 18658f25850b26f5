// The two cut-offs: by number, by key, by mouse; bands, table and sentence follow.
import { expect, test } from "./fixtures.js";

test.beforeEach(async ({ app }) => {
  await app.openSample();
});

test("the defaults are 0.50 and 0.75, and everything agrees", async ({ app }) => {
  await expect(app.plan.settlement).toHaveValue("0.50");
  await expect(app.plan.legal).toHaveValue("0.75");
  const counts = await app.plan.expectAgreement();
  expect(counts.reduce((sum, count) => sum + count)).toBe(5000);
});

test("typed numbers move the bands, to four decimals", async ({ app }) => {
  const before = await app.plan.expectAgreement();
  await app.plan.type(app.plan.settlement, "0.3");
  const wider = await app.plan.expectAgreement();
  expect(wider[0]).toBeLessThan(before[0]);
  expect(wider[2]).toBe(before[2]);
  await app.plan.type(app.plan.legal, "0,6125");
  await expect(app.plan.legal).toHaveValue("0.6125");
  await expect(app.plan.legalSlider).toHaveValue("6125");
  const moved = await app.plan.expectAgreement();
  expect(moved[2]).toBeGreaterThan(before[2]);
  await expect(app.page.getByText("above 0.6125", { exact: true })).toBeVisible();
});

test("what is no score is refused in words, and changes nothing", async ({ app }) => {
  const before = await app.plan.expectAgreement();
  await app.plan.type(app.plan.legal, "0.4");
  await expect(app.page.getByText("Between 0.50 and 1.00.")).toBeVisible();
  await expect(app.plan.legal).toHaveAttribute("aria-invalid", "true");
  await app.plan.type(app.plan.legal, "half");
  await expect(app.page.getByText(/Enter a number/)).toBeVisible();
  expect(Object.values(await app.plan.counts())).toEqual(before);
  await app.plan.type(app.plan.legal, "0.75");
  await expect(app.plan.legal).not.toHaveAttribute("aria-invalid", "true");
});

test("keys move a slider: arrows by 0.01, with Shift by 0.001, pages by 0.05", async ({ app }) => {
  const { settlementSlider: slider } = app.plan;
  await slider.focus();
  for (const [key, value] of [
    ["ArrowRight", "5100"], ["ArrowUp", "5200"], ["ArrowLeft", "5100"], ["ArrowDown", "5000"], ["Shift+ArrowRight", "5010"], ["Shift+ArrowLeft", "5000"],
    ["PageDown", "4500"], ["PageUp", "5000"], ["Home", "0"], ["End", "7500"],
  ]) {
    await slider.press(key);
    await expect(slider, key).toHaveValue(value);
  }
  await app.plan.expectAgreement();
});

test("keys in a field step it", async ({ app }) => {
  await app.plan.settlement.focus();
  await app.plan.settlement.press("ArrowUp");
  await expect(app.plan.settlement).toHaveValue("0.51");
  await app.plan.settlement.press("PageDown");
  await expect(app.plan.settlement).toHaveValue("0.46");
  await app.plan.expectAgreement();
});

test("a thumb is dragged with the mouse, and the bands follow on the way", async ({ app, page }) => {
  const before = await app.plan.expectAgreement();
  const from = await app.plan.pointAt(0.5);
  const to = await app.plan.pointAt(0.31);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, from.y, { steps: 4 });
  await expect.poll(async () => (await app.plan.bandCounts())[0]).toBeLessThan(before[0]);
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await app.plan.expectNear(app.plan.settlement, 0.31);
  await expect(app.plan.legal).toHaveValue("0.75");
  await app.plan.expectAgreement();
});

test("a press on the track moves the nearer thumb", async ({ app }) => {
  await app.plan.pressAt(0.2);
  await app.plan.expectNear(app.plan.settlement, 0.2);
  await app.plan.pressAt(0.9);
  await app.plan.expectNear(app.plan.legal, 0.9);
  await app.plan.expectNear(app.plan.settlement, 0.2);
});

test("the two cannot cross", async ({ app, page }) => {
  const from = await app.plan.pointAt(0.5);
  const beyond = await app.plan.pointAt(0.95);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(beyond.x, beyond.y, { steps: 8 });
  await page.mouse.up();
  await expect(app.plan.settlement).toHaveValue("0.75");
  await expect(app.plan.legal).toHaveValue("0.75");
  await app.plan.legalSlider.press("ArrowLeft");
  await expect(app.plan.legal).toHaveValue("0.75");
  // Both upon one another: each can still be taken away from the other, by key and by mouse.
  await app.plan.legalSlider.press("ArrowRight");
  await expect(app.plan.legal).toHaveValue("0.76");
  await app.plan.expectAgreement();
});

test("equal cut-offs leave the middle band empty, and that is a sentence", async ({ app }) => {
  await app.plan.type(app.plan.settlement, "0.75");
  await expect(app.page.getByRole("heading", { name: /No borrower is between 0\.75 and 0\.75/ })).toBeVisible();
  const [, middle] = await app.plan.expectAgreement();
  expect(middle).toBe(0);
});

test("at the ends of the scale everyone is in one band", async ({ app }) => {
  await app.plan.type(app.plan.legal, "1");
  await expect(app.page.getByRole("heading", { name: /No borrower is above 1\.00; the highest score is [01]\.\d\d/ })).toBeVisible();
  await app.plan.type(app.plan.settlement, "1");
  // Whom every tree is sure of scores 1 itself, which belongs to the settlement offer.
  const [reminders, settlements] = await app.plan.expectAgreement();
  expect(reminders + settlements).toBe(5000);
  expect(settlements).toBeLessThan(10);
  await app.plan.type(app.plan.settlement, "0");
  await expect(app.page.getByRole("heading", { name: /No borrower is below 0\.00/ })).toBeVisible();
  expect(await app.plan.expectAgreement()).toEqual([0, 5000, 0]);
  await expect(app.page.getByRole("heading", { name: "Everyone scores from 0.00 to 1.00: both outer bands are empty" })).toBeVisible();
  await app.plan.type(app.plan.legal, "0");
  expect((await app.plan.expectAgreement())[2]).toBeGreaterThan(4900);
});

test("cut-offs are kept from page to page, and rule the list and the export", async ({ app }) => {
  await app.plan.type(app.plan.legal, "0.9");
  const counts = await app.plan.counts();
  await app.goTo("Model");
  await expect(app.model.confusion).toContainText("legal review above 0.90");
  await app.goTo("Borrowers");
  await app.borrowers.listAll();
  await app.borrowers.chip("Legal review").click();
  await expect.poll(() => app.borrowers.nShown()).toBe(counts["Legal review"]);
  await app.goTo("Plan");
  await expect(app.plan.legal).toHaveValue("0.90");
});
