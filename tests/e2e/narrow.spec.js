// A phone: nothing scrolls sideways but tables, the steps stand at the foot, and everything can be touched.
import { expect, test } from "./fixtures.js";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

/** What sticks out of the page sideways. */
const stickingOut = (page) => page.evaluate(() => ({ page: document.documentElement.scrollWidth, window: innerWidth }));

/** Controls that are smaller than 24 by 24 CSS pixels, with what else can be touched in their stead: a label, a row of the list. */
const tooSmall = (page) => page.evaluate(() => {
  const controls = [...document.querySelectorAll("a[href], button, select, input, summary, [role=slider]")];
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.matches(".unseen, .skip-link, [tabindex='-1']");
  return controls.filter(isSeen).map((element) => {
    const around = element.closest("label, .virtual-table__row");
    const boxes = [element, ...(around ? [around] : [])].map((box) => box.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.width));
    const height = Math.max(...boxes.map((box) => box.height));
    return { what: `${element.tagName} ${element.className} ${(element.textContent || element.ariaLabel || "").trim().slice(0, 30)}`, width, height };
  }).filter(({ width, height }) => width > 0 && (width < 24 || height < 24));
});

async function everyPage(app, check) {
  await app.open();
  await check("nothing open");
  await app.goTo("Plan");
  await check("no model yet");
  await app.goTo("Data");
  await app.data.trySample.click();
  await app.expectOn("plan");
  await expect(app.plan.table).toBeVisible();
  await check("plan");
  await app.goTo("Data");
  await app.data.settings.click();
  await check("data");
  await app.goTo("Model");
  await app.model.expectTrained();
  await check("model");
  await app.goTo("Borrowers");
  await app.borrowers.expectListed();
  await check("borrowers");
  await app.borrowers.rows.first().click();
  await expect(app.borrower.values).toBeVisible();
  await check("borrower");
}

test("every page fits a phone, and everything on it can be touched", async ({ app, page }) => {
  await everyPage(app, async (name) => {
    const { page: width, window } = await stickingOut(page);
    expect(width, `${name}: width of the page`).toBeLessThanOrEqual(window);
    expect(await tooSmall(page), `${name}: too small to touch`).toEqual([]);
  });
});

test("every page fits 320 pixels, as at a zoom of 400%", async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await everyPage(app, async (name) => {
    const { page: width, window } = await stickingOut(page);
    expect(width, `${name}: width of the page`).toBeLessThanOrEqual(window);
  });
});

test("the steps stand at the foot of the screen and lead to the pages", async ({ app }) => {
  await app.open();
  const bar = await app.steps.boundingBox();
  expect(bar.y + bar.height).toBeGreaterThan(840);
  expect(bar.height).toBeLessThan(90);
  await app.data.trySample.tap();
  await app.expectOn("plan");
  for (const name of ["Data", "Model", "Borrowers", "Plan"]) {
    await app.step(name).tap();
    await expect(app.step(name)).toHaveAttribute("aria-current", "page");
  }
});

test("the end of every page can be scrolled above the bar", async ({ app, page }) => {
  await app.openSample();
  const button = page.getByRole("button", { name: "Export scored CSV" });
  await button.scrollIntoViewIfNeeded();
  await button.click({ trial: true });
});
