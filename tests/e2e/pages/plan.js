// The Plan page: cut-offs, bands, and the money in them.
import { expect } from "@playwright/test";

const strategies = ["Reminder", "Settlement offer", "Legal review"];

export class PlanPage {
  constructor(page) {
    this.page = page;
    this.settlement = page.getByRole("spinbutton", { name: "Settlement from" });
    this.legal = page.getByRole("spinbutton", { name: "Legal review above" });
    this.settlementSlider = page.getByRole("slider", { name: "Settlement from" });
    this.legalSlider = page.getByRole("slider", { name: "Legal review above" });
    this.table = page.getByRole("table", { name: "Bands of the score", exact: true });
    this.steps = page.getByRole("table", { name: "The plan", exact: true });
    this.finding = page.locator(".plan__findings .banner");
    this.headline = page.getByRole("heading", { level: 1 });
    this.content = page.locator(".plan");
    this.moneyTable = page.getByRole("table", { name: "Money by band of the score" });
    this.capacity = page.getByRole("table", { name: "Capacity a month" });
  }

  /** Borrowers by band, as the table of the bands has them. */
  async counts() {
    const counts = {};
    for (const strategy of strategies) counts[strategy] = await this.count(strategy);
    return counts;
  }

  async count(strategy) {
    const row = this.table.getByRole("row", { name: new RegExp(`^${strategy}`) });
    return Number((await row.getByRole("cell").first().textContent()).replaceAll(",", ""));
  }

  /** The three numbers over the plot, least risk first. */
  async bandCounts() {
    const texts = await this.page.locator(".band__count").allTextContents();
    return texts.map((text) => Number(text.match(/^[\d,]+/)[0].replaceAll(",", "")));
  }

  /** The numbers of the sentence at the head of the page: loans with something due, the commonest next steps, and all others. */
  async headlineCounts() {
    return (await this.headline.getByRole("strong").allTextContents()).map((text) => Number(text.replaceAll(",", "")));
  }

  /** The same from the plan's table. */
  async dueCounts() {
    const steps = (await this.plan()).slice(0, -1).filter(({ step }) => step !== "Nothing due");
    const counts = steps.map(({ count }) => count).filter((count) => count > 0).sort((a, b) => b - a);
    const n_named = counts.length === 5 ? 5 : 4;
    const sum = (numbers) => numbers.reduce((total, count) => total + count, 0);
    const others = counts.slice(n_named);
    return [sum(counts), ...counts.slice(0, n_named), ...(others.length ? [sum(others)] : [])];
  }

  /** What each borrower gets, by next step: how many, and how many of each band of the score, least risk first. */
  async plan() {
    const heads = await this.steps.getByRole("columnheader").allTextContents();
    const bands = heads.flatMap((head, at) => (head.startsWith("Band: ") && !head.endsWith("not scored") ? [at] : []));
    const rows = await this.steps.locator("tr:has(td)").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    const number = (text) => Number(text.replaceAll(",", ""));
    return rows.map((cells) => ({ step: cells[0], count: number(cells[1]), bands: bands.map((at) => number(cells[at])) }));
  }

  /**
   * Bands and their table say the same at once; the plan follows: its steps add up to each band and to everyone, and the headline says the
   * commonest of them. Resolves to the bands.
   */
  async expectAgreement() {
    const counts = Object.values(await this.counts());
    expect(await this.bandCounts(), "the bands").toEqual(counts);
    await expect.poll(async () => (await this.plan()).at(-1)?.bands, "the plan's bands").toEqual(counts);
    const plan = await this.plan();
    const all = plan.pop();
    expect(counts.map((_, band) => plan.reduce((sum, step) => sum + step.bands[band], 0)), "the plan's steps by band").toEqual(counts);
    expect(plan.reduce((sum, step) => sum + step.count, 0), "the plan's steps").toBe(all.count);
    if (plan.some(({ step, count }) => step !== "Nothing due" && count > 0)) {
      await expect.poll(async () => this.headlineCounts(), "the headline").toEqual(await this.dueCounts());
    }
    return counts;
  }

  /** What the money table's last row has in this column. */
  async total(column) {
    const heads = await this.moneyTable.getByRole("columnheader").allTextContents();
    const cells = await this.moneyTable.getByRole("row").last().locator("th, td").allTextContents();
    return cells[heads.indexOf(column)];
  }

  /** Changes one number of the policy's form. */
  async changeNumber(group, label, value) {
    const settings = this.page.locator("details", { hasText: "Change its other numbers" });
    if ((await settings.getAttribute("open")) === null) await settings.locator("summary").click();
    const field = this.page.getByRole("group", { name: group, exact: true }).getByRole("textbox", { name: new RegExp(`^${label}`) });
    await field.fill(value);
    await field.blur();
  }

  async savePolicy() {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.getByRole("button", { name: "Save the policy" }).click()]);
    return download;
  }

  async loadPolicy(name, content) {
    await this.page.getByLabel("Policy file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
  }

  async type(field, value) {
    await field.fill(String(value));
    await field.press("Enter");
  }

  /** Where on the screen a score lies on the sliders' track. */
  async pointAt(score) {
    const track = this.page.locator(".cutoffs__track");
    await track.scrollIntoViewIfNeeded();
    const box = await track.boundingBox();
    return { x: box.x + score * box.width, y: box.y + box.height / 2 };
  }

  /** Presses the track at this score, once it stands still. */
  async pressAt(score) {
    const track = this.page.locator(".cutoffs__track");
    await track.scrollIntoViewIfNeeded();
    const { width, height } = await track.boundingBox();
    await track.click({ position: { x: score * width, y: height / 2 } });
  }

  /** The number in a field of a cut-off comes near this score. */
  async expectNear(field, score) {
    await expect.poll(async () => Math.abs(Number(await field.inputValue()) - score)).toBeLessThan(0.05);
  }
}
