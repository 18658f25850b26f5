// The page of one borrower.
import { figure } from "./app.js";

export class BorrowerPage {
  constructor(page) {
    this.page = page;
    this.back = page.getByRole("main").getByRole("link", { name: "Borrowers" });
    this.values = page.getByRole("table", { name: "In the file" });
    this.score = figure(page, "Score");
    this.strategy = figure(page, "Strategy");
  }

  value(column) {
    return this.values.getByRole("row", { name: new RegExp(`^${column}\\b`) });
  }
}
