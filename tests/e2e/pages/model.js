// The Model page: the training while it runs, and how good the model is.
import { expect } from "@playwright/test";
import { figure } from "./app.js";

export class ModelPage {
  constructor(page) {
    this.page = page;
    this.progress = page.getByRole("progressbar", { name: "Growing trees" });
    this.stop = page.getByRole("button", { name: "Stop and keep the trees so far" });
    this.cancel = page.getByRole("button", { name: "Cancel" });
    this.confusion = page.getByRole("table", { name: "At the two cut-offs" });
    this.noSignal = page.getByRole("heading", { name: "This data holds no signal" });
    this.auc = figure(page, "AUC, out of bag");
  }

  async expectTrained() {
    await expect(this.auc).toBeVisible({ timeout: 45_000 });
  }

  /** How many trees have grown so far, while it trains. */
  async nTrees() {
    return Number((await this.page.getByText(/^\d+ of \d+ trees/).textContent()).match(/^(\d+)/)[1]);
  }

  /** Waits until some trees have grown, and some are still to come. */
  async expectUnderWay() {
    await expect(this.page.getByText(/^\d+ of \d+ trees/)).toBeVisible();
    await expect.poll(() => this.nTrees()).toBeGreaterThan(2);
  }

  /** The out-of-bag AUC in the two decimals of the page. */
  async aucValue() {
    return Number((await this.auc.locator("dd").first().textContent()).match(/\d\.\d+/)[0]);
  }

  /** A fact of the card "The forest". */
  fact(name) {
    return this.page.getByText(name, { exact: true }).locator("xpath=following-sibling::dd");
  }
}
