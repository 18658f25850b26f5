// Files that the tests give to the page and get back from it.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "@playwright/test";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dataFolder = resolve(root, process.env.LOAN_DATA ?? "../shared/data");
const conformanceFolder = resolve(root, process.env.CONFORMANCE ?? "../shared/conformance");

/** The path of a public loan file; the test is skipped where the collection is missing. */
export const loanFile = (name) => pathOrSkip(join(dataFolder, name), "LOAN_DATA");

/** The path of a file that is odd on purpose; the test is skipped where the collection is missing. */
export const conformanceFile = (name) => pathOrSkip(join(conformanceFolder, name), "CONFORMANCE");

function pathOrSkip(path, variable) {
  test.skip(!existsSync(path), `no ${variable}`);
  return path;
}

/** What a download or a path holds, as bytes. */
export async function bytesOf(download) {
  return readFileSync(typeof download === "string" ? download : await download.path());
}

/** The rows of a CSV, by RFC 4180: an array of cells for each. */
export function parseCsv(text, delimiter = ",") {
  const rows = [];
  let row = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (isQuoted) {
      if (letter === '"' && text[at + 1] === '"') { cell += '"'; at += 1; }
      else if (letter === '"') isQuoted = false;
      else cell += letter;
    } else if (letter === '"') isQuoted = true;
    else if (letter === delimiter) { row.push(cell); cell = ""; }
    else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && text[at + 1] === "\n") at += 1;
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += letter;
  }
  if (cell || row.length) rows.push([...row, cell]);
  return rows;
}

/** The lines of a CSV whose cells hold no line ends, without the empty last one. */
export const linesOf = (bytes) => bytes.toString("utf8").replace(/\r?\n$/, "").split(/\r?\n/);

/** How many rows have each value in a column. */
export function countBy(rows, column) {
  const [header, ...data] = rows;
  const at = header.indexOf(column);
  const counts = {};
  for (const row of data) counts[row[at]] = (counts[row[at]] ?? 0) + 1;
  return counts;
}

/** A small portfolio in which missed payments lead to default: `change(row)` may alter each row's cells. */
export function smallPortfolio({ n_rows = 400, change = (row) => row } = {}) {
  const rows = [];
  let state = 20261121;
  const random = () => { state = (state * 1103515245 + 12345) % 2147483648; return state / 2147483648; };
  for (let at = 0; at < n_rows; at += 1) {
    const missed = Math.floor(random() * 8);
    const income = 20000 + Math.floor(random() * 90000);
    const isBad = random() < 0.05 + 0.1 * missed;
    rows.push(change({
      Borrower_ID: `B${1000 + at}`, Age: 21 + Math.floor(random() * 45), Monthly_Income: income, Loan_Amount: 5000 + Math.floor(random() * 90000),
      Missed_Payments: missed, City: ["Pune", "Delhi", "Chennai"][at % 3], Loan_Status: isBad ? "Default" : "Repaid",
    }, at));
  }
  return toCsv(rows);
}

const quoted = (cell) => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));

/** Objects as a CSV, with the keys of the first as its header. */
export function toCsv(rows) {
  const names = Object.keys(rows[0]);
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
}
