// Talking with Gemini on the Messages page.
import { expect } from "@playwright/test";

export class Counsel {
  static key = "AQ.canary-key-0123456789";

  constructor(page) {
    this.page = page;
    this.section = page.getByRole("region", { name: "Ask Gemini" });
    this.log = page.getByRole("log", { name: "Conversation" });
    this.question = page.getByRole("textbox", { name: "Question to Gemini" });
    this.send = page.getByRole("button", { name: "Send", exact: true });
    this.stop = this.section.getByRole("button", { name: "Stop", exact: true });
    this.payload = page.locator(".stack > .card .payload");
    this.message = page.getByRole("textbox", { name: "The message" });
    this.keyDialog = page.getByRole("dialog", { name: "Your Gemini key" });
    this.consent = page.getByRole("dialog", { name: "Before anything leaves" });
  }

  /** From nothing to the desk of the first borrower of the sample. */
  async open(app) {
    await app.openSample();
    await app.goTo("Borrowers");
    await this.page.getByRole("grid", { name: "Borrowers" }).getByRole("link").first().click();
    await this.page.getByRole("link", { name: "Write a message" }).click();
    await expect(app.headline).toContainText("can be copied");
  }

  /** Enters a key that works, of a project that is paid for or not. */
  async addKey({ isPaid = true, isKept = false } = {}) {
    await this.section.getByRole("button", { name: "Add your key…" }).click();
    await this.keyDialog.getByLabel("Key", { exact: true }).fill(Counsel.key);
    if (isKept) await this.keyDialog.getByRole("checkbox", { name: /Keep it until this tab is closed/ }).check();
    await this.keyDialog.getByRole("button", { name: "Test and use" }).click();
    await expect(this.keyDialog.getByText(/Google takes this key/)).toBeVisible();
    if (isPaid) await this.keyDialog.getByRole("combobox", { name: "The key’s project is" }).selectOption("paid");
    await this.keyDialog.getByRole("button", { name: "Close" }).click();
  }

  async choose(manner) {
    await this.section.getByRole("button", { name: manner, exact: true }).click();
  }

  /** Writes a question and sends it, agreeing where that is asked for: the bytes that were shown before. */
  async ask(question) {
    await this.question.fill(question);
    await expect(this.payload).toContainText(JSON.stringify(question).slice(1, -1));
    const shown = await this.payload.textContent();
    await this.send.click();
    if (await this.consent.isVisible()) await this.consent.getByRole("button", { name: "Send it" }).click();
    return shown;
  }

  /** The last turn that is not the person's. */
  get lastAnswer() {
    return this.log.locator(".chat__turn:not([data-from])").last();
  }
}
