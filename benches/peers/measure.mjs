// Puts the built wasm in Chromium beside scikit-learn, LightGBM, YDF, PapaParse and DuckDB: `node measure.mjs FOLDER PYTHON NATIVE_BINARY`.
// FOLDER holds site/ with the built wasm and the peers' scripts. Ours and a peer take turns, one measurement at a time; every one starts
// in a process of its own. Writes FOLDER/results.json; report.mjs reads it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../../scripts/serve.mjs";
import { openNative, runPython, startChromium } from "./hosts.mjs";
import { describeMachine } from "./machine.mjs";
import { waitForQuiet } from "./processes.mjs";
import * as settings from "./settings.mjs";

const [folder, python, binary] = process.argv.slice(2);
const site = join(folder, "site");
const data = join(site, "data");
const script = (name) => new URL(name, import.meta.url).pathname;
const results = [];
let isQuiet = true;

/** Before each measurement. */
async function quiet() {
  isQuiet = await waitForQuiet(settings.mostQuietSeconds);
}

function record(measured) {
  const result = { ...measured, was_quiet: isQuiet };
  results.push(result);
  console.log(Object.entries(result).map(([name, value]) => `${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : value}`).join("  "));
}

async function generate(size, seed, ...rest) {
  if (existsSync(join(data, `${size}-${seed}.${rest.length ? "all" : "test"}.u8`))) return;
  await runPython(python, script("generate.py"), [data, size, seed, ...rest]);
}

async function generateAll() {
  mkdirSync(data, { recursive: true });
  await generate(...settings.fresh.split(/[-.]/).slice(0, 2), "all");
  await generate(settings.csvMegabytes * 10_000, 7, "all");
  for (const size of settings.sizes) {
    for (let seed = 1; seed <= (settings.isHuge(size) ? 1 : settings.roundsOf(size)); seed += 1) await generate(size, seed);
  }
}

/** Ours: reads, fits once with nothing compiled yet and once more, and judges. */
async function measureOurs(session, portfolio, learner, readsTests = true) {
  const { seconds: read_seconds, schema_seconds, key_seconds } = await session.ask({ do: "read_training" }, `${portfolio}.training.csv`);
  const fit = await session.ask({ do: "fit", ...learner });
  const again = await session.ask({ do: "fit", ...learner });
  const { seconds, cpu_seconds, bin_seconds, n_nodes, wasm_bytes } = fit;
  const result = { seconds, cpu_seconds, bin_seconds, again_seconds: again.seconds, again_cpu_seconds: again.cpu_seconds, read_seconds, schema_seconds, key_seconds, n_nodes };
  if (wasm_bytes) Object.assign(result, { wasm_megabytes: wasm_bytes / 1e6, megabytes: session.megabytes() });
  if (readsTests) {
    await session.ask({ do: "read_test", name: "test" }, `${portfolio}.test.csv`);
    await session.ask({ do: "read_test", name: "fresh" }, `${settings.fresh}.csv`);
    result.auc = (await session.ask({ do: "score", name: "test" })).auc;
    result.fresh_auc = (await session.ask({ do: "score", name: "fresh" })).auc;
  }
  return result;
}

async function inChromium(browser, action) {
  await quiet();
  const session = await browser.open("engine-worker.js", { type: "module" });
  try {
    return await action(session);
  } finally {
    await session.close();
  }
}

async function natively(action) {
  await quiet();
  const session = openNative(binary, data);
  try {
    return await action(session);
  } finally {
    await session.close();
  }
}

/** Our learner in the browser, ours natively, the peer: one after another. */
async function compare(browser, size, seed, learner, depth) {
  const portfolio = settings.portfolioOf(size, seed);
  const n_trees = learner === "boosting" && settings.isHuge(size) ? 20 : settings.treesOf(size);
  const ours = { learner, n_trees, depth, seed };
  const common = { what: "fit", size, seed, learner, depth: depth ?? 0, n_trees };
  record({ ...common, by: "wasm", ...await inChromium(browser, (session) => measureOurs(session, portfolio, ours)) });
  record({ ...common, by: "native", ...await natively((session) => measureOurs(session, portfolio, ours)) });
  await quiet();
  const words = [learner, join(data, portfolio), join(data, settings.fresh), depth ?? 0, n_trees, seed];
  record({ ...common, by: "peer", ...JSON.parse(await runPython(python, script("peers.py"), words)) });
}

async function compareAll(browser) {
  const nRounds = Math.max(...settings.sizes.map(settings.roundsOf));
  for (let seed = 1; seed <= nRounds; seed += 1) {
    for (const size of settings.sizes.filter((size) => seed <= settings.roundsOf(size))) {
      for (const depth of settings.depths) await compare(browser, size, seed, "forest", depth);
      await compare(browser, size, seed, "boosting", null);
    }
  }
}

/** One worker against two that grow half of the trees each. The trees must be the same bytes, natively too. */
async function measureTwoEngines(browser) {
  const size = settings.sizes.filter((size) => !settings.isHuge(size)).at(-1);
  if (!size) return;
  const file = `${settings.portfolioOf(size, 1)}.training.csv`;
  const session = await browser.open("engine-worker.js", { type: "module", nWorkers: 2 });
  for (const worker of [0, 1]) {
    await session.ask({ do: "read_training" }, file, worker);
    await session.ask({ do: "bin" }, undefined, worker);
  }
  for (const depth of settings.depths) {
    const grow = (first, n_trees) => ({ do: "grow", first, n_trees, depth, seed: 1 });
    const half = Math.floor(settings.nTrees / 2);
    const native = await hashOfNativeTrees(file, grow(0, settings.nTrees));
    // The first trees are grown before the code is optimized: neither side pays for them.
    await session.askTogether([grow(0, 8), grow(0, 8)]);
    for (let round = 1; round <= settings.nRounds; round += 1) {
      await quiet();
      const two = await session.askTogether([grow(0, half), grow(half, settings.nTrees - half)]);
      const one = await session.askTogether([grow(0, settings.nTrees)]);
      record({ what: "two engines", size, depth: depth ?? 0, n_trees: settings.nTrees, one_seconds: one.seconds, two_seconds: two.seconds,
        is_same: one.hash === two.hash, is_same_natively: one.hash === native });
    }
  }
  await session.close();
}

function hashOfNativeTrees(file, command) {
  return natively(async (session) => {
    await session.ask({ do: "read_training" }, file);
    await session.ask({ do: "bin" });
    const out = join(folder, "trees");
    await session.ask(command, undefined, out);
    return createHash("sha256").update(readFileSync(out)).digest("hex");
  });
}

async function measureCsv(browser) {
  const file = `${settings.csvMegabytes * 10_000}-7.all.csv`;
  const megabytes = readFileSync(join(data, file)).length / 1e6;
  for (let round = 1; round <= settings.nRounds; round += 1) {
    const ours = await inChromium(browser, async (session) => ({ ...await session.ask({ do: "parse" }, file), megabytes: session.megabytes() }));
    record({ what: "csv", by: "wasm", file_megabytes: megabytes, ...ours });
    record({ what: "csv", by: "native", file_megabytes: megabytes, ...await natively((session) => session.ask({ do: "parse" }, file)) });
    for (const [by, script, type] of [["peer", "papaparse-worker.js", "classic"], ["duckdb", "duckdb-worker.js", "module"]]) {
      await quiet();
      const peer = await browser.open(script, { type });
      record({ what: "csv", by, file_megabytes: megabytes, ...await peer.ask({}, file), megabytes: peer.megabytes() });
      await peer.close();
    }
  }
}

/** YDF takes no settings, so ours take YDF's: 300 trees of depth 16, leaves of 5; and it reads the CSV itself, so ours reads too. */
async function measureYdf(browser) {
  for (const size of settings.sizes.filter((size) => size >= 10_000 && !settings.isHuge(size))) {
    const portfolio = settings.portfolioOf(size, 1);
    for (const learner of ["forest", "boosting"]) {
      await quiet();
      const ydf = await browser.open("ydf-worker.js");
      const { seconds, n_trees, cpu_seconds } = await ydf.ask({ do: "fit", learner }, `${portfolio}.training.csv`);
      const { predictions } = await ydf.ask({ do: "predict" }, `${portfolio}.test.csv`);
      const auc = areaUnderCurve(predictions, readFileSync(join(data, `${portfolio}.test.u8`)));
      record({ what: "ydf", by: "peer", size, learner, n_trees, seconds, cpu_seconds, auc, megabytes: ydf.megabytes() });
      await ydf.close();
      const settingsOfYdf = { learner, n_trees, depth: 16, min_leaf: 5, seed: 1 };
      const ours = await inChromium(browser, (session) => measureOurs(session, portfolio, settingsOfYdf));
      record({ what: "ydf", by: "wasm", size, learner, n_trees, ...ours, seconds: ours.seconds + ours.read_seconds });
    }
  }
}

/** Ranks with ties counted half. */
function areaUnderCurve(scores, outcomes) {
  const order = scores.map((score, row) => [score, outcomes[row]]).sort((a, b) => a[0] - b[0]);
  let sum = 0;
  for (let start = 0, end; start < order.length; start = end) {
    for (end = start; end < order.length && order[end][0] === order[start][0];) end += 1;
    for (let place = start; place < end; place += 1) sum += order[place][1] * (start + end + 1) / 2;
  }
  const nBad = order.reduce((count, [, outcome]) => count + outcome, 0);
  return (sum - nBad * (nBad + 1) / 2) / (nBad * (order.length - nBad));
}

/** The app's own forest on the largest file: what it needs of memory. */
async function measureMemory(browser) {
  const size = settings.sizes.filter(settings.isHuge).at(-1);
  if (!size) return;
  const learner = { learner: "forest", n_trees: 200, depth: null, min_leaf: 5, max_nodes: 32_767, seed: 1 };
  const result = await inChromium(browser, async (session) => {
    const { seconds: read_seconds, schema_seconds, key_seconds } = await session.ask({ do: "read_training" }, `${settings.portfolioOf(size, 1)}.training.csv`);
    const { seconds, wasm_bytes } = await session.ask({ do: "fit", ...learner });
    return { read_seconds, schema_seconds, key_seconds, seconds, wasm_megabytes: wasm_bytes / 1e6, megabytes: session.megabytes() };
  });
  record({ what: "memory", size: size * 0.8, n_trees: learner.n_trees, ...result });
}

await generateAll();
const server = await serve({ root: site });
const browser = await startChromium(server.url);
const machine = await describeMachine(python, script("versions.py"), browser.version);
const started = Date.now();
await compareAll(browser);
await measureTwoEngines(browser);
await measureCsv(browser);
if (settings.measuresYdf) await measureYdf(browser);
await measureMemory(browser);
await browser.close();
await server.close();
machine.minutes = (Date.now() - started) / 60_000;
machine.loadAfter = (await describeMachine(python, script("versions.py"), "")).load;
writeFileSync(join(folder, "results.json"), JSON.stringify({ isWhole: settings.isWhole, machine, results }, null, 1));
