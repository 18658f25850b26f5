// The Borrowers page: the list with its search, order and filters.
import { expect } from "@playwright/test";

export class BorrowersPage {
  constructor(page) {
    this.page = page;
    this.search = page.getByRole("searchbox", { name: "Find a borrower, a loan or a word" });
    this.grid = page.getByRole("grid", { name: "Borrowers" });
    this.rows = this.grid.locator("tbody").getByRole("row").filter({ has: page.getByRole("rowheader") });
    this.chips = page.getByRole("group", { name: "Filter the list" });
    this.nextStep = this.chips.getByRole("combobox", { name: "Next step" });
    this.shown = this.chips.getByRole("status");
    this.said = page.locator(".list-said");
    this.nobody = page.getByRole("heading", { name: "Nobody matches" });
    this.active = this.grid.locator('tr[data-state="active"]');
  }

  async expectListed() {
    await expect(this.rows.first()).toBeVisible();
  }

  /** Lists those of whom nothing is due as well. */
  async listAll() {
    await this.chip("Also with nothing due").click();
    await expect.poll(() => this.nShown()).toBe(5000);
    await this.expectListed();
  }

  chip(name) {
    return this.chips.getByRole("button", { name: new RegExp(`^${name}`) });
  }

  head(name) {
    return this.grid.getByRole("columnheader", { name, exact: true });
  }

  async sortBy(name) {
    await this.head(name).getByRole("button").click();
  }

  /** How many are listed, by the words beside the chips. */
  async nShown() {
    return Number((await this.shown.textContent()).match(/[\d,]+/)[0].replaceAll(",", ""));
  }

  /** The texts of a column of the rows that are drawn. */
  async column(name) {
    const names = await this.grid.getByRole("columnheader").allTextContents();
    const at = names.findIndex((text) => text.trim() === name);
    return this.rows.evaluateAll((rows, at) => rows.map((row) => row.children[at].textContent.trim()), at);
  }
}
