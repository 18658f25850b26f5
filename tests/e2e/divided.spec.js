// Page and engine are each one program in two files: the later one comes when a file is opened. See scripts/divide_program.mjs.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { divide } from "../../scripts/divide_wasm.mjs";
import { isIn, isOf } from "../../scripts/divide_program.mjs";
import { smallPortfolio } from "./files.js";
import { expect, test } from "./fixtures.js";

const laterPart = /\/engine-[0-9a-f]{16}_later\.wasm$/;
const pageLaterPart = /\/smart-loan-recovery-[0-9a-f]{16}_later\.wasm$/;

test("the engine's later part is asked for once the page has come to rest, and then no network is needed", async ({ app, page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/); // a letter of a typeface that was not needed before
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const laterAsked = () => asked.filter((url) => laterPart.test(url));
  await app.open();
  await expect.poll(() => page.workers().length).toBeGreaterThan(1);
  expect(laterAsked()).toEqual([]);
  await page.waitForResponse(laterPart).then((response) => response.finished());
  await context.setOffline(true);
  await app.data.trySample.click();
  await app.expectOn("plan");
  expect(laterAsked()).toHaveLength(1);
});

test("opened before that, a file brings the later part at once, and once", async ({ app, page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await app.openSample();
  expect(asked.filter((url) => laterPart.test(url))).toHaveLength(1);
  await expect(app.meter).toHaveText(/^\s*0 requests since your file was opened$/);
});

test("a later part that does not arrive ends in a sentence", async ({ app, page, watch }) => {
  watch.allow(/404/); // a browser need not say so of a worker
  await page.route(laterPart, (route) => route.fulfill({ status: 404, body: "" }));
  await app.open();
  await app.data.trySample.click();
  await expect(app.alert.first()).toContainText("The data engine broke down several times (Error: 404");
});

test("a later part that is late is waited for, and one that failed once is asked for again", async ({ app, page, watch }) => {
  watch.allow(/ERR_FAILED/);
  let asked = 0;
  await page.route(laterPart, async (route) => {
    asked += 1;
    if (asked === 1) return route.abort();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return route.continue();
  });
  await app.openSample();
  expect(asked).toBe(2);
});

test("a server that does not know the type of WebAssembly does not matter", async ({ app, page }) => {
  await page.route(laterPart, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  await app.openSample();
});

/** Holds the page's later part back until the function that it gives is called. */
async function holdBack(page) {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route(pageLaterPart, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("the first visit needs only the page's first part, and all that is asked for meanwhile comes with the later one", async ({ app, page }) => {
  const release = await holdBack(page);
  await app.open();
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? "");
  const before = await theme();
  await app.bar.getByRole("button", { name: /theme|dark|light/i }).click();
  expect(await theme()).not.toBe(before);
  await page.keyboard.press("?");
  await expect(app.help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.help).toBeHidden();
  const folder = test.info().outputPath("a folder");
  mkdirSync(folder);
  await app.dropFromDisk(folder);
  await expect(app.alert).toContainText("folder");
  await app.alert.getByRole("button", { name: "Dismiss" }).click();
  await expect(app.alert).toHaveCount(0);
  for (const letter of "jkeu/") await page.keyboard.press(letter);
  for (const [name, route] of [["Explore", "explore"], ["Model", "model"], ["Segments", "segments"], ["Plan", "plan"], ["Borrowers", "borrowers"]]) {
    await app.goTo(name);
    await app.expectOn(route);
  }
  await app.goTo("Data");
  await app.drop({ name: "small.csv", content: smallPortfolio({ n_rows: 300 }) });
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(app.data.trySample).toBeVisible();
  await app.data.trySample.click();
  await page.waitForTimeout(500);
  release();
  await app.expectOn("plan");
  await expect(app.headline).toContainText("open loans");
});

test("an address of a page that comes later is shown once it is there", async ({ app, page }) => {
  const release = await holdBack(page);
  await app.open("#/plan");
  await expect(app.step("Plan")).toHaveAttribute("aria-current", "page");
  release();
  await expect(app.main).toContainText("No file is open yet");
});

test("a part of the page that does not arrive is said, and fetched again when the person wants it", async ({ app, page, watch }) => {
  watch.allow(/404/);
  let isThere = false;
  await page.route(pageLaterPart, (route) => (isThere ? route.continue() : route.fulfill({ status: 404, body: "" })));
  await app.open();
  await app.data.trySample.click();
  await expect(app.alert).toContainText("A part of this page did not arrive");
  await expect(app.alert).toContainText("404");
  isThere = true;
  await app.alert.getByRole("button", { name: "Try again" }).click();
  await app.expectOn("plan");
  await expect(app.alert).toHaveCount(0);
});

test("a part that nobody waits for yet is missed by nobody", async ({ app, page, watch }) => {
  watch.allow(/ERR_FAILED/);
  let asked = 0;
  await page.route(pageLaterPart, (route) => {
    asked += 1;
    return asked === 1 ? route.abort() : route.continue();
  });
  await app.open();
  await expect.poll(() => asked).toBe(1);
  await page.waitForTimeout(300);
  await expect(app.alert).toHaveCount(0);
  await app.data.trySample.click();
  await app.expectOn("plan");
});

const whole = String.raw`(module $whole
 (type $0 (func (param i32) (result i32)))
 (import "js" "twice" (func $js::twice (param i32) (result i32)))
 (global $stack (mut i32) (i32.const 64))
 (memory $0 1)
 (data $text (i32.const 8) "call $later::\"helper ;; (")
 (table $0 4 4 funcref)
 (elem $0 (table $0) (i32.const 1) func $now::add $"<later::Shape as \"Sized (x)\">::size" $now::add)
 (export "memory" (memory $0))
 (export "run" (func $now::run))
 (export "through_table" (func $now::through_table))
 (func $now::run (param $0 i32) (result i32) ;; (call $later::comment)
  (call $now::add (call $later::work (local.get $0) (f64.const 1.5))))
 (func $now::add (param $x i32) (result i32)
  (i32.add (local.get $x) (global.get $stack)))
 (func $now::through_table (param $slot i32) (param $1 i32) (result i32)
  (call_indirect $0 (type $0) (local.get $1) (local.get $slot)))
 (func $later::work (param $0 i32) (param $1 f64) (result i32)
  (global.set $stack (i32.add (global.get $stack) (i32.const 1)))
  (i32.store8 (i32.const 9) (call $js::twice (local.get $0)))
  (i32.add (call $helper (i32.load8_u (i32.const 9))) (i32.trunc_f64_s (local.get $1))))
 (func $helper (param $0 i32) (result i32)
  (call $now::add (call $"<later::Shape as \"Sized (x)\">::size" (local.get $0))))
 (func $"<later::Shape as \"Sized (x)\">::size" (param $0 i32) (result i32)
  (if (result i32) (i32.eqz (local.get $0))
   (then (i32.const 0))
   (else (i32.add (i32.const 2) (call $helper (i32.const 0))))))
 (func $later::of_trainers (param $0 i32) (result i32) (local.get $0))
 (func $trainer (param $0 i32) (result i32) (call $later::of_trainers (local.get $0)))
 (export "trainer" (func $trainer)))`;

/** Texts of modules as what they export, the later ones joined to the first. */
function instances(texts) {
  const folder = mkdtempSync(join(tmpdir(), "divided-"));
  const compiled = texts.map((text, at) => {
    const path = join(folder, `${at}.wat`);
    writeFileSync(path, text);
    execFileSync(new URL("../../node_modules/.bin/wasm-as", import.meta.url).pathname, ["--enable-reference-types", "--enable-bulk-memory", "--enable-mutable-globals", path, "-o", `${path}.wasm`]);
    return new WebAssembly.Module(readFileSync(`${path}.wasm`));
  });
  rmSync(folder, { recursive: true });
  const { exports } = new WebAssembly.Instance(compiled[0], { js: { twice: (x) => 2 * x } });
  const joinLater = () => compiled.slice(1).forEach((module) => new WebAssembly.Instance(module, { first: exports }));
  return { exports, joinLater };
}

const choices = { isLater: (name) => /^<?later::/.test(name), neededAtOnce: ["trainer"] };

test("a divided module does what the whole one does", () => {
  const undivided = instances([whole]).exports;
  const { first, later, nMoved, nStandIns } = divide(whole, { ...choices, laterTexts: [Buffer.from("helper")] });
  const { exports, joinLater } = instances([first, later]);
  const text = () => Buffer.from(exports.memory.buffer, 8, 25).toString();
  expect(text()).toBe('call $later::"\0\0\0\0\0\0 ;; (');
  joinLater();
  expect(text()).toBe('call $later::"helper ;; (');
  for (const value of [0, 5, 100]) {
    expect(exports.run(value)).toBe(undivided.run(value));
    for (const slot of [1, 2, 3]) expect(exports.through_table(slot, value)).toBe(undivided.through_table(slot, value));
  }
  expect(exports.trainer(3)).toBe(3);
  expect(new Uint8Array(exports.memory.buffer, 0, 64)).toEqual(new Uint8Array(undivided.memory.buffer, 0, 64));
  expect({ nMoved, nStandIns }).toEqual({ nMoved: 3, nStandIns: 1 });
});

test("before the later part has come, only what needs it traps", () => {
  const { first, later } = divide(whole, choices);
  const { exports } = instances([first, later]);
  expect(exports.through_table(1, 1)).toBe(65);
  expect(exports.trainer(3)).toBe(3);
  expect(() => exports.run(1)).toThrow(WebAssembly.RuntimeError);
});

test("a module without names, or one that is not understood, is refused", () => {
  expect(() => divide(whole, { ...choices, isLater: () => false })).toThrow("are the functions' names kept?");
  expect(() => divide(whole, { ...choices, neededAtOnce: ["trainer", "main"] })).toThrow("there is no function main");
  expect(() => divide(whole, { ...choices, laterTexts: [Buffer.from("nowhere")] })).toThrow("nowhere");
  expect(() => divide(whole.slice(0, -1), choices)).toThrow("parentheses");
  expect(() => divide(whole.replace("(i32.const 1) func", "(global.get $stack) func"), choices)).toThrow("not known");
});

const modules = ["strategy", "sheets::plan"];

test("a function belongs to the module that its name begins with, and dropping to none", () => {
  const later = ["smart_loan_recovery::strategy::value::of::h0a", "<smart_loan_recovery[c5930c85a12de822]::sheets::plan::Sheet as core::fmt::Debug>::fmt", "<&smart_loan_recovery::strategy::Plan as core::iter::Iterator>::next", "smart_loan_recovery_kernels::strategy::sum"];
  for (const name of later) expect(isIn(name, modules), name).toBe(true);
  const now = ["smart_loan_recovery::sheets::plan_words::of", "smart_loan_recovery::jobs::answer::of<smart_loan_recovery::strategy::Plan>", "core::ptr::drop_in_place<smart_loan_recovery::strategy::Plan>", "core::slice::sort"];
  for (const name of now) expect(isIn(name, modules), name).toBe(false);
});

test("generic code belongs to what it was made for", () => {
  const later = ["smart_loan_recovery::jobs::answer::of<smart_loan_recovery::strategy::Plan>", "core::slice::sort::<smart_loan_recovery[0a]::sheets::plan::of::{closure#0}>"];
  for (const name of later) expect(isOf(name, modules), name).toBe(true);
  const now = ["core::ptr::drop_in_place<smart_loan_recovery::strategy::Plan>", "core::slice::sort", "smart_loan_recovery::sheets::of"];
  for (const name of now) expect(isOf(name, modules), name).toBe(false);
});
