// Divides a program that wasm-opt has left, with its functions' names, into what loads first and what loads a little later:
// `node scripts/divide_program.mjs page|engine program.wasm FOLDER` writes FOLDER/first.wasm and FOLDER/later.wasm. Names are gone in both.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { divide, importModule } from "./divide_wasm.mjs";
import { orderFunctions } from "./order_wasm.mjs";

/**
 * Of each program the modules, and of the page the crates of others, whose functions load later, what runs without the later part (all that these functions call stays), and
 * the folders with texts that only the later part reads.
 * Of the page the first visit stays; of the engine the start, and a trainer whole.
 */
export const programs = {
  page: {
    modules: [
      ...["bands", "chart", "chart_card", "chat", "chip", "cutoffs", "draft_editor", "facts", "field", "figure", "mix", "number_field", "score_bar", "search_field", "segmented", "select", "slider", "spark", "table", "table_card", "virtual_table", "virtual_window"].map((name) => `ui::components::${name}`),
      ...["borrower", "borrowers", "conditions", "costs", "counsel", "counsel_key", "counsel_limits", "counsel_payload", "counsel_room", "counsel_turns", "data_columns", "data_file", "data_findings", "data_meanings", "data_setup", "explore", "issues", "list_filters", "load_file", "mailing", "mailing_wording", "message_way", "messages", "model", "model_cards", "model_reasons", "model_switch", "plan", "plan_headline", "plan_money", "policy", "rules", "segments", "sender", "sheet", "shown", "sign_off", "study", "walk", "what_if", "without", "work"].map((name) => `ui::pages::${name}`),
      "session::late",
    ],
    // Their types are in generic code of others that is alike for any type: only what stands in them goes, and is too large to be like another.
    large: ["advisor", ...["counsel", "counsel_account", "counsel_asking", "counsel_counting", "counsel_key", "mailing", "mailing_wording", "rules"].map((name) => `session::state::${name}`)],
    crates: ["gloo_net", "minimad", "serde_json"],
    neededAtOnce: [],
    texts: ["src/advisor/counsel"],
    isLater: (name, { modules, large, crates }, source) => (isOf(name, modules) ? !isSmall(source) : (isIn(name, large) || isOfCrate(name, crates)) && isLarge(source)),
  },
  engine: {
    modules: [
      "advisor", "charts", "explanation", "segments", "strategy",
      "jobs::desk", "jobs::explaining", "jobs::contacts", "jobs::mailing", "jobs::mailing_run", "jobs::next_steps", "jobs::plan_basis", "jobs::plan_cells", "jobs::plan_groups", "jobs::plan_money", "jobs::plan_sheets", "jobs::planned_row", "jobs::planning", "jobs::rules", "jobs::segmenting",
      "sheets::evaluation", "sheets::exploration", "sheets::explanation", "sheets::explanation_change", "sheets::explanation_model", "sheets::explanation_words",
      "sheets::plan", "sheets::policy_form", "sheets::policy_labels", "sheets::policy_problems", "sheets::reasons", "sheets::segments",
    ],
    neededAtOnce: ["main", "engine::hear_data_engine"],
    texts: ["src/advisor/conduct", "src/advisor/drafts"],
    isLater: (name, { modules }) => isIn(name, modules),
  },
};

const ownPath = /smart_loan_recovery(?:_kernels)?(?:\[[0-9a-f]+\])?::([\w:]+)/g;
const startsInOwnPath = /^(?:<|&|mut |dyn |impl |[([])*smart_loan_recovery/;

/** The paths of our own in a function's name, in order. What drops values has none: it may be called at any time, to find that there is nothing to drop. */
const ownPaths = (name) => (name.includes("drop_in_place") ? [] : [...name.matchAll(ownPath)].map(([, path]) => path));
const stands = (path, modules) => modules.some((module) => path === module || path.startsWith(`${module}::`));

/** Whether a function stands in one of the modules: its name begins with a path there, `<…>` around it or not. */
export const isIn = (name, modules) => startsInOwnPath.test(name) && ownPaths(name).slice(0, 1).some((path) => stands(path, modules));

/** Whether a function stands in one of the modules or was made for what does: generic code for a closure there. */
export const isOf = (name, modules) => ownPaths(name).some((path) => stands(path, modules));

/** Whether a function is a method or a function of one of these crates of others. */
const isOfCrate = (name, crates) => crates.includes(name.replace(/^(?:<|&|mut |dyn |\()+/, "").match(/^\w+/)?.[0]);

/** The linker makes one of functions that are alike, under the name of either. Small ones often are. */
const isSmall = (source) => source.split("(").length < 25;
const isLarge = (source) => source.split("(").length > 120;

/** What of WebAssembly the programs may use, as index.html tells wasm-opt. */
const features = [...new Set(readFileSync(new URL("../index.html", import.meta.url), "utf8").match(/--enable-[a-z-]+/g))];

const tool = (name, args) => execFileSync(new URL(`../node_modules/.bin/${name}`, import.meta.url).pathname, [...features, ...args], { stdio: ["ignore", "inherit", "inherit"] });

/** Joins the two parts as a browser does, to see that every import of the later one is there and of its type. */
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

/** The texts in a folder of the project that lie beside code, which has them as they are. */
function textsIn(folder) {
  const root = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(root, { recursive: true }).filter((name) => /\.(?:md|json)$/.test(name)).sort().map((name) => readFileSync(new URL(name.replaceAll("\\", "/"), root)));
}

/** The two parts of the page or of the engine: { first, later } as bytes, with { nMoved, nStandIns }. Functions are in order. */
export function divideProgram(program, path) {
  const { neededAtOnce, isLater, texts, ...chosen } = programs[program];
  const laterTexts = texts.flatMap(textsIn);
  return asText(path, (whole, assemble) => {
    const { first, later, ...counts } = divide(whole, { isLater: (name, source) => isLater(name, chosen, source), neededAtOnce, laterTexts });
    const parts = { first: assemble(first), later: assemble(later) };
    refuseWhatDoesNotJoin(parts.first, parts.later);
    return { ...parts, ...counts };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [program, path, folder] = process.argv.slice(2);
  const { first, later, nMoved, nStandIns } = divideProgram(program, path);
  const kb = (bytes) => (brotliCompressSync(bytes).length / 1000).toFixed(1);
  console.log(`${nMoved} functions load later, ${nStandIns} stand-ins; first ${kb(first)} kB, later ${kb(later)} kB brotli`);
  writeFileSync(join(folder, "first.wasm"), first);
  writeFileSync(join(folder, "later.wasm"), later);
}
