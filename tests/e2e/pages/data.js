// The Data page: ways in, columns, and what is to be learned.
import { expect } from "@playwright/test";

export class DataPage {
  constructor(page) {
    this.page = page;
    this.trySample = page.getByRole("button", { name: "Try the sample portfolio" });
    this.chooseFile = page.getByRole("button", { name: /^(Choose a file|Open another file)…/ });
    this.columns = page.getByRole("table", { name: "Columns", exact: true });
    this.firstRows = page.getByRole("table", { name: "First rows" });
    this.outcome = page.getByRole("combobox", { name: "How each loan ended" });
    this.money = page.getByRole("combobox", { name: "Money still owed" });
    this.currency = page.getByRole("combobox", { name: "Amounts are in" });
    this.badValues = page.getByRole("group", { name: "Tick what means “not repaid”" });
    this.train = page.getByRole("button", { name: /^Train/ });
    this.settings = page.getByText("Settings…");
  }

  /** Chooses a file of the disk with the button, as the browser's own dialog would. */
  async choose(path) {
    const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.chooseFile.click()]);
    await chooser.setFiles(path);
    await this.expectRead();
  }

  async expectRead() {
    await expect(this.columns).toBeVisible();
  }

  role(column) {
    return this.page.getByRole("combobox", { name: `Role of ${column}`, exact: true });
  }

  badValue(value) {
    return this.badValues.getByRole("checkbox", { name: value });
  }

  /** Fills number fields of the settings: { Trees: 2000, Trainers: 2 }. */
  async set(values) {
    if (!(await this.page.getByRole("spinbutton", { name: "Trees" }).isVisible())) await this.settings.click();
    for (const [name, value] of Object.entries(values)) {
      const field = this.page.getByRole("spinbutton", { name, exact: true });
      await field.fill(String(value));
      await field.press("Enter");
      await expect(field).toHaveAttribute("aria-valuenow", String(value));
    }
  }
}
