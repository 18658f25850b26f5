// Divides the engine that wasm-opt has left, with its functions' names, into what loads first and what loads when a file is opened:
// `node scripts/divide_engine.mjs engine.wasm FOLDER` writes FOLDER/first.wasm and FOLDER/later.wasm. Names are gone in both.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { divide, importModule } from "./divide_wasm.mjs";
import { orderFunctions } from "./order_wasm.mjs";

/** The modules whose functions load later: what is drawn, explained and planned once there is a file. */
const laterModules = [
  "charts", "explanation", "segments", "strategy",
  "jobs::explaining", "jobs::plan_cells", "jobs::plan_groups", "jobs::plan_money", "jobs::plan_sheets", "jobs::planning", "jobs::segmenting",
  "sheets::explanation", "sheets::explanation_change", "sheets::explanation_model", "sheets::explanation_words",
  "sheets::plan", "sheets::policy_form", "sheets::policy_labels", "sheets::policy_problems", "sheets::reasons", "sheets::segments",
];

/** What runs without the later part: the start, and a trainer whole. All that these functions call stays. */
const neededAtOnce = ["main", "engine::hear_data_engine"];

const ownPath = /^(?:<|&|mut |dyn |impl |[([])*smart_loan_recovery(?:_kernels)?(?:\[[0-9a-f]+\])?::([\w:]+)/;

/**
 * Whether a function's name begins with a path in one of the modules, `<…>` around it or not. What drops their values does not
 * (`core::ptr::drop_in_place<…>`): it may be called at any time, to find that there is nothing to drop.
 */
export function isLater(name, modules = laterModules) {
  const path = ownPath.exec(name)?.[1];
  return path !== undefined && modules.some((module) => path === module || path.startsWith(`${module}::`));
}

/** What of WebAssembly the engine may use, as index.html tells wasm-opt. */
const features = [...new Set(readFileSync(new URL("../index.html", import.meta.url), "utf8").match(/--enable-[a-z-]+/g))];

const tool = (name, args) => execFileSync(new URL(`../node_modules/.bin/${name}`, import.meta.url).pathname, [...features, ...args], { stdio: ["ignore", "inherit", "inherit"] });

/** Joins the two parts as a worker does, to see that every import of the later one is there and of its type. */
function refuseWhatDoesNotJoin(first, later) {
  const stubs = new Proxy({}, { get: () => new Proxy({}, { get: () => () => {} }) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(first), stubs);
  new WebAssembly.Instance(new WebAssembly.Module(later), { [importModule]: exports });
}

/** Works on a module as text, in a folder of its own: `work` gets the text and a function from such texts to modules without names. */
function asText(path, work) {
  const folder = mkdtempSync(join(tmpdir(), "wasm-"));
  const [text, module] = ["module.wat", "module.wasm"].map((name) => join(folder, name));
  const assemble = (source) => {
    writeFileSync(text, orderFunctions(source));
    // Nothing is optimized again: what stays is what was measured.
    tool("wasm-opt", ["--strip-debug", "--strip-producers", text, "-o", module]);
    return readFileSync(module);
  };
  try {
    tool("wasm-dis", [path, "-o", text]);
    return work(readFileSync(text, "utf8"), assemble);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The two parts of an engine: { first, later } as bytes, with { nMoved, nStandIns }. */
export function divideEngine(path, modules = laterModules) {
  return asText(path, (whole, assemble) => {
    const { first, later, ...counts } = divide(whole, { isLater: (name) => isLater(name, modules), neededAtOnce });
    const parts = { first: assemble(first), later: assemble(later) };
    refuseWhatDoesNotJoin(parts.first, parts.later);
    return { ...parts, ...counts };
  });
}

/** A module with its functions in order and without their names. */
export function ordered(path) {
  return asText(path, (whole, assemble) => assemble(whole));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [path, folder, ...modules] = process.argv.slice(2);
  const { first, later, nMoved, nStandIns } = divideEngine(path, modules.length ? modules : laterModules);
  const kb = (bytes) => (brotliCompressSync(bytes).length / 1000).toFixed(1);
  console.log(`${nMoved} functions load later, ${nStandIns} stand-ins; first ${kb(first)} kB, later ${kb(later)} kB brotli`);
  writeFileSync(join(folder, "first.wasm"), first);
  writeFileSync(join(folder, "later.wasm"), later);
}
