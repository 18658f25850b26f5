// The page of one borrower.
import { figure } from "./app.js";

export class BorrowerPage {
  constructor(page) {
    this.page = page;
    this.back = page.getByRole("main").getByRole("link", { name: "Borrowers" });
    this.values = page.getByRole("table", { name: "In the file" });
    this.score = figure(page, "Score");
    this.band = figure(page, "Band of the score");
    this.nextStep = figure(page, "Next step");
    this.walk = page.getByRole("navigation", { name: "The list" });
    this.previous = this.walk.getByRole("button", { name: "Previous" });
    this.next = this.walk.getByRole("button", { name: "Next" });
    this.place = page.locator(".walk__place");
    this.work = page.locator(".card", { has: page.getByRole("heading", { name: "What was done" }) });
    this.done = this.work.getByRole("button", { name: "Done" });
    this.outcome = this.work.getByRole("combobox", { name: "Outcome of the contact" });
    this.promised = this.work.getByLabel("Promised for");
    this.amount = this.work.getByRole("textbox", { name: /^Amount/ });
    this.note = this.work.getByRole("textbox", { name: "Note" });
    this.keep = this.work.getByRole("checkbox", { name: "Keep notes and marks on this machine" });
  }

  value(column) {
    return this.values.getByRole("row", { name: new RegExp(`^${column}\\b`) });
  }
}
