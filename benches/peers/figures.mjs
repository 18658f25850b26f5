// All that was measured, as tables of medians.
import { comparisons, depthName, ratio, rowsName, secondsOf } from "./rounds.mjs";
import { mean, median } from "./statistics.mjs";

const seconds = (value) => (Number.isFinite(value) ? value.toPrecision(3) : "–");
const whole = (value) => (Number.isFinite(value) ? value.toFixed(0) : "–");
const times = (value) => `${value.toFixed(value < 10 ? 2 : 1)}×`;
const areas = (value) => value.toFixed(4);

function fitTable(results) {
  const rows = comparisons(results).map(({ size, learner, depth, n_trees, rounds }) => {
    const of = (by, name) => median(rounds.map((round) => round[by][name] ?? NaN));
    const area = (by) => areas(mean(rounds.map((round) => round[by].fresh_auc)));
    const faster = (by) => times(ratio(rounds, ({ peer }) => secondsOf(peer), (round) => secondsOf(round[by])));
    return [
      rowsName(size), learner === "forest" ? `forest, ${depthName(depth)}` : "boosting", n_trees, rounds.length,
      seconds(of("wasm", "seconds")), seconds(of("wasm", "again_seconds")), seconds(of("wasm", "cpu_seconds")), seconds(of("native", "cpu_seconds")), seconds(of("peer", "cpu_seconds")),
      faster("wasm"), faster("native"), area("wasm"), area("peer"), whole(of("wasm", "wasm_megabytes")), whole(of("wasm", "megabytes")), whole(of("peer", "megabytes")),
    ];
  });
  const head = ["rows", "learner", "trees", "rounds", "wasm s", "wasm s, once compiled", "wasm processor s", "native s", "peer s", "wasm faster", "native faster",
    "our AUC", "peer's AUC", "wasm MB", "Chromium process MB", "peer MB"];
  return { title: "Fits beside scikit-learn (forest) and LightGBM (boosting); AUC is the mean on fresh rows", head, rows };
}

function enginesTable(results) {
  const rounds = results.filter(({ what }) => what === "two engines");
  const rows = [...new Set(rounds.map(({ depth }) => depth))].map((depth) => {
    const own = rounds.filter((round) => round.depth === depth);
    const of = (name) => median(own.map((round) => round[name]));
    return [rowsName(own[0].size), depthName(depth), own[0].n_trees, own.length, seconds(of("one_seconds")), seconds(of("two_seconds")),
      times(ratio(own, ({ one_seconds }) => one_seconds, ({ two_seconds }) => two_seconds))];
  });
  return { title: "One engine and two, wall time of growing and sending the trees", head: ["rows", "forest", "trees", "rounds", "one s", "two s", "faster"], rows };
}

function csvTable(results) {
  const rows = [["wasm", "ours in the browser"], ["native", "ours natively"], ["peer", "PapaParse, dynamicTyping, chunks dropped"],
    ["duckdb", "DuckDB, into a table"]].flatMap(([side, name]) => {
    const rounds = results.filter(({ what, by }) => what === "csv" && by === side);
    if (!rounds.length) return [];
    const of = (value) => median(rounds.map(value));
    return [[name, rowsName(rounds[0].n_rows), rounds.length, seconds(of((round) => round.seconds)), whole(of((round) => round.file_megabytes / round.seconds)),
      seconds(of((round) => round.cpu_seconds ?? NaN)), whole(of((round) => (round.wasm_bytes ?? NaN) / 1e6)), whole(of((round) => round.megabytes ?? NaN))]];
  });
  return { title: "CSV to typed columns", head: ["reader", "rows", "rounds", "s", "MB/s", "processor s", "wasm MB", "Chromium process MB"], rows };
}

function ydfTable(results) {
  const rows = results.filter(({ what }) => what === "ydf").map(({ by, size, learner, n_trees, seconds: spent, cpu_seconds, auc, megabytes }) =>
    [rowsName(size), learner, by === "peer" ? "YDF" : "ours", n_trees, seconds(spent), seconds(cpu_seconds ?? NaN), areas(auc), whole(megabytes ?? NaN)]);
  return {
    title: "YDF in the same browser, from CSV to model; YDF's fixed settings (forest: 300 trees of depth 16, leaves of 5; its forest also judges itself out of bag)",
    head: ["rows", "learner", "by", "trees", "s", "processor s of the fit", "AUC on the last 20 %", "Chromium process MB"], rows,
  };
}

function memoryTable(results) {
  const rows = results.filter(({ what }) => what === "memory").map((result) =>
    [rowsName(result.size), result.n_trees, seconds(result.read_seconds), seconds(result.schema_seconds), seconds(result.key_seconds), seconds(result.seconds), whole(result.wasm_megabytes), whole(result.megabytes ?? NaN)]);
  return {
    title: "The app's own forest (leaves of 5, at most 32,767 nodes) on the largest file, table, bins and trees in one worker",
    head: ["training rows", "trees", "read s", "schema s", "borrower keys s", "fit s", "wasm MB", "Chromium process MB"], rows,
  };
}

/** Each table of figures: { title, head, rows }. */
export function figureTables(results) {
  return [fitTable(results), enginesTable(results), csvTable(results), ydfTable(results), memoryTable(results)].filter(({ rows }) => rows.length);
}
