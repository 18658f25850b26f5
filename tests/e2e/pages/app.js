// The frame around every page, and the ways in that work on all of them.
import { expect } from "@playwright/test";
import { BorrowerPage } from "./borrower.js";
import { BorrowersPage } from "./borrowers.js";
import { DataPage } from "./data.js";
import { ExplorePage } from "./explore.js";
import { ModelPage } from "./model.js";
import { PlanPage } from "./plan.js";

export class App {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.data = new DataPage(page);
    this.explore = new ExplorePage(page);
    this.model = new ModelPage(page);
    this.plan = new PlanPage(page);
    this.borrowers = new BorrowersPage(page);
    this.borrower = new BorrowerPage(page);
    this.main = page.getByRole("main");
    this.headline = page.getByRole("heading", { level: 1 });
    this.bar = page.getByRole("banner");
    this.steps = page.getByRole("navigation", { name: "The steps" });
    this.alert = page.getByRole("alert");
    this.meter = page.locator(".privacy-meter");
    this.help = page.getByRole("dialog", { name: "Keys" });
  }

  /** Loads the page at a hash route and waits for it to be there. */
  async open(hash = "") {
    await this.page.goto(this.url + hash);
    await expect(this.page.locator("#boot")).toHaveCount(0);
    await expect(this.main).toBeVisible();
  }

  /** From nothing to the plan of the sample. */
  async openSample() {
    await this.open();
    await this.data.trySample.click();
    await this.expectOn("plan");
  }

  /** From nothing to the model of a file on disk, with what was guessed. */
  async openAndTrain(path) {
    await this.open();
    await this.data.choose(path);
    await this.data.train.click();
    await this.model.expectTrained();
  }

  step(name) {
    return this.steps.getByRole("link", { name: new RegExp(`^${name}`) });
  }

  /** Follows a link of the rail: "Data", "Explore", "Model", "Plan", "Borrowers". */
  async goTo(name) {
    await this.step(name).click();
    await expect(this.step(name)).toHaveAttribute("aria-current", "page");
  }

  async expectOn(route) {
    await expect.poll(() => new URL(this.page.url()).hash).toBe(`#/${route}`);
  }

  /** Drops files made here onto the window: [{ name, content }], the content a text or bytes. */
  async drop(...files) {
    const sent = files.map(({ name, content }) => ({ name, base64: Buffer.from(content).toString("base64") }));
    await this.page.evaluate((sent) => {
      const data = new DataTransfer();
      for (const { name, base64 } of sent) data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      const target = document.querySelector("main") ?? document.body;
      for (const type of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, sent);
  }

  /** Drops files and folders of the disk, as the operating system would. */
  async dropFromDisk(...paths) {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 640, y: 320, data });
    await session.detach();
  }

  /** Pastes a copied table. */
  async paste(text) {
    await this.page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Presses "Export scored CSV" and resolves to the download. */
  async export() {
    const button = this.page.getByRole("button", { name: "Export scored CSV" });
    const [download] = await Promise.all([this.page.waitForEvent("download"), button.click()]);
    return download;
  }

  /** What fails the harness's promise that nothing of a file becomes markup or script. */
  async expectNothingRan() {
    expect(await this.page.evaluate(() => window.__xss)).toBeUndefined();
  }
}

/** Collects the dialogs that a page opens (alert, confirm, prompt), and closes them. */
export function collectDialogs(page) {
  const dialogs = [];
  page.on("dialog", (dialog) => { dialogs.push(dialog.message()); return dialog.dismiss(); });
  return dialogs;
}

/** The figure under this label: its value and note as one text. */
export const figure = (page, label) => page.locator(".figure", { has: page.getByText(label, { exact: true }) });
