// The Explore page: its charts with their tables, the filter's chips, any column against the outcome.
import { expect } from "@playwright/test";

export class ExplorePage {
  constructor(page) {
    this.page = page;
    this.charts = page.locator(".chart-card");
    this.chips = page.getByRole("group", { name: "Loans looked at" });
    this.column = page.getByRole("combobox", { name: "Against the outcome" });
    this.steps = page.getByRole("button", { name: "Loan amounts in growing steps" });
  }

  async expectDrawn() {
    await expect(this.charts.first().locator("canvas")).toBeVisible();
  }

  /** The chart of which the subtitle holds these words. */
  chart(words) {
    return this.charts.filter({ has: this.page.locator(".chart-card__subtitle", { hasText: words }) });
  }

  /** Shows a chart's numbers; resolves to the table. */
  async tableOf(words) {
    const chart = this.chart(words);
    await chart.getByRole("button", { name: "Table, picture or file of this chart" }).click();
    await chart.getByRole("button", { name: "View as table" }).click();
    return chart.getByRole("table");
  }

  /** Presses at one share of a chart's width and releases at another, at this share of its height. */
  async drag(words, from, to, height = 0.5) {
    const canvas = this.chart(words).locator("canvas");
    // A chart may be drawn anew just now, in another canvas.
    await expect(() => canvas.scrollIntoViewIfNeeded({ timeout: 1_000 })).toPass();
    const box = await canvas.boundingBox();
    const x = (share) => box.x + share * box.width;
    const y = box.y + height * box.height;
    await this.page.mouse.move(x(from), y);
    await this.page.mouse.down();
    await this.page.mouse.move(x((from + to) / 2), y, { steps: 4 });
    await this.page.mouse.move(x(to), y, { steps: 4 });
    await this.page.mouse.up();
  }

  chip(words) {
    return this.chips.getByRole("button", { name: words });
  }
}
