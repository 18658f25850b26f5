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
    this.table = page.getByRole("table", { name: "The plan", exact: true });
    this.headline = page.getByRole("heading", { level: 1 });
    this.content = page.locator(".plan");
  }

  /** Borrowers by strategy, as the table has them. */
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

  /** The three numbers of the sentence at the head of the page. */
  async headlineCounts() {
    return (await this.headline.getByRole("strong").allTextContents()).map((text) => Number(text.replaceAll(",", "")));
  }

  /** Bands, table and headline say the same; resolves to it. */
  async expectAgreement() {
    const counts = Object.values(await this.counts());
    expect(await this.bandCounts(), "the bands").toEqual(counts);
    expect(await this.headlineCounts(), "the headline").toEqual(counts);
    return counts;
  }

  async type(field, value) {
    await field.fill(String(value));
    await field.press("Enter");
  }

  /** Where on the screen a score lies on the sliders' track. */
  async pointAt(score) {
    const box = await this.page.locator(".cutoffs__track").boundingBox();
    return { x: box.x + score * box.width, y: box.y + box.height / 2 };
  }
}
